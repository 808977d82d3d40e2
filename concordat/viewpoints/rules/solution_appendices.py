"""The appendices of the paper of a solution: how it was made, how many factors, every table, a checklist."""

from collections.abc import Mapping, Sequence
from math import isnan
from types import MappingProxyType
from typing import TYPE_CHECKING

from concordat.design.charts.loading_plot import MOST_SHAPES
from concordat.papers.data import Sheet
from concordat.papers.document import Block, BulletList, NumberedList, Paragraph, Section, Table
from concordat.qmethod.results import Analysis
from concordat.viewpoints.rules import drawings, readings, solution_tables, solution_words
from concordat.viewpoints.rules.readings import View, signed_value
from concordat.viewpoints.rules.solution_figures import figure

if TYPE_CHECKING:
    from concordat.qmethod.bootstrap import Bootstrap
    from concordat.qmethod.retention import Evidence

# What readers of a Q study should be told, in our words, after what reviews of Q studies found left out
# (Churruca and others 2021). Those with an answer from the figures are filled by themselves.
ITEMS: Mapping[str, str] = MappingProxyType(
    {
        "question": "What the study asks, and why Q suits the question",
        "concourse": "Where the statements came from",
        "statements": "How the statements were chosen, edited and tried out",
        "participants": "Who was asked to sort, how they were chosen, and who declined",
        "ethics": "Consent, ethical review, and what happens to the data",
        "instruction": "The condition of instruction: the question under which people sorted",
        "collection": "How sorts were collected, with whose help, and how long it took",
        "interviews": "What people were asked after sorting, and how it was used",
        "naming": "Who named and described the views, and whether participants were asked",
        "researchers": "Who the researchers are, and where they stand in the matter",
        "funding": "Who paid for it",
    }
)
NOT_TOLD = "Not told."


def how_it_was_made(analysis: Analysis, *, people: bool) -> Section:
    """Every choice, the log of rotation in words, the formulas. Steps naming a sort are for researchers."""
    steps = [entry for entry in analysis.record.get("log") or () if people or not entry.get("participant")]
    blocks: list[Block] = [
        Table(
            "Every choice made",
            ("Step", "Choice"),
            tuple(
                (step, _without_names(choice, step, people=people))
                for step, choice in solution_words.choices(analysis)
            ),
        )
    ]
    if steps:
        blocks += [
            Paragraph("Steps by hand, in the order in which they were taken:"),
            NumberedList(tuple(solution_words.step(entry) for entry in steps)),
        ]
    blocks += [
        Table(
            "Formulas and where they come from",
            ("What", "How", "Source"),
            solution_words.formulas(analysis),
        ),
        Paragraph(
            "The same sorts, choices and log give the same numbers. The fingerprint tells whether the "
            "sorts are the same."
        ),
    ]
    return Section("How this was made", tuple(blocks))


def _without_names(choice: str, step: str, *, people: bool) -> str:
    if step == "Flags" and not people:
        return choice.partition(", changed: ")[0]
    return choice


def how_many_factors(analysis: Analysis, evidence: "Evidence | None") -> Section:
    """The evidence as it was weighed; without it the eigenvalues alone, and that there is no more."""
    kept = analysis.record.get("factors", analysis.factors)
    if evidence is None:
        return Section(
            "How many factors",
            (
                Paragraph(
                    f"{kept} were kept. What chance alone would give was not worked out for this paper, so "
                    "the sizes of the factors say little by themselves."
                ),
                figure(drawings.eigenvalues(analysis), numeric=frozenset({1, 2})),
            ),
        )
    rows = solution_tables.retention(evidence)
    shown = tuple(tuple(_figure(cell) for cell in row) for row in rows.rows)
    return Section(
        "How many factors",
        (
            Paragraph(
                "No rule decides how many factors to keep. These are the pieces of evidence; they were "
                f"weighed, and {kept} were kept."
            ),
            figure(drawings.scree(evidence), numeric=frozenset({1, 2})),
            *_turned(rows.head, shown),
        ),
    )


def _turned(head: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[Table, ...]:
    """One column to each number of factors: there is more evidence than a page is wide."""
    if not rows:
        return ()
    turned = tuple((name, *(row[place] for row in rows)) for place, name in enumerate(head) if place)
    return (
        Table(
            "The evidence on the number of factors",
            ("Evidence", *(row[0] for row in rows)),
            turned,
            numeric=frozenset(range(1, len(rows) + 1)),
        ),
    )


def _figure(cell: object) -> str:
    if cell is None:
        return "not worked out"
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else f"{cell:.2f}".replace("-", "−")
    return str(cell)


def the_tables(analysis: Analysis, said: Sequence[View]) -> Section:
    names = [view.name for view in said]
    blocks: list[Block] = [
        _sheet("The views as factors", solution_tables.characteristics(analysis, said)),
        _sheet("Correlations between the views", solution_tables.correlations(analysis, names)),
        _statements(analysis, names),
        *_differences(analysis, names),
        *_crib_sheets(analysis, names),
    ]
    return Section("Every table", tuple(blocks))


def the_sorts(analysis: Analysis, said: Sequence[View]) -> Section:
    """Loadings with flags, a row for each sort: for researchers, and where the study allows it."""
    sheet = solution_tables.loadings(analysis, [view.name for view in said])
    rows = tuple(
        (str(row[0]), *(_loading(cell) for cell in row[1:-1]), str(row[-1] or "none")) for row in sheet.rows
    )
    note = "A sort together with somebody’s role can tell who they are: pass this table on with care."
    groups = _groups(analysis)
    plots = [
        figure(
            drawings.loadings(analysis, factors=(one, one + 1), views=said, groups=groups),
            elsewhere="Every loading stands in the table.",
        )
        for one in range(1, analysis.factors)
    ]
    return Section(
        "The sorts and their loadings",
        (
            Table(
                "Loadings, and the view that each sort defines",
                sheet.head,
                rows,
                numeric=frozenset(range(1, len(sheet.head) - 1)),
                note=note,
            ),
            *plots,
        ),
    )


def _groups(analysis: Analysis) -> dict[str, str]:
    """The group of each sort, where every sort has one and shapes can tell them apart."""
    told = {sort.participant: sort.facts.get("group", "") for sort in analysis.study.sorts}
    return told if all(told.values()) and len(set(told.values())) <= MOST_SHAPES else {}


def _loading(cell: object) -> str:
    return f"{cell:.2f}".replace("-", "−") if isinstance(cell, float | int) else ""


def _sheet(caption: str, sheet: Sheet) -> Table:
    rows = tuple(tuple(_figure(cell) for cell in row) for row in sheet.rows)
    figures = frozenset(
        place
        for place in range(1, len(sheet.head))
        if any(isinstance(row[place], float | int) for row in sheet.rows)
    )
    return Table(caption, sheet.head, rows, numeric=figures)


def _statements(analysis: Analysis, names: Sequence[str]) -> Table:
    rows = []
    for told in analysis.statements:
        scores = readings.scores_of(analysis, told.statement)
        values = readings.values_of(analysis, told.statement)
        apart = ", ".join(names[view - 1] for view in sorted(readings.tells_apart(told)))
        standing = told.standing.value if told.standing else told.label.strip()
        rows.append(
            (
                readings.labelled(analysis, told.statement),
                *(
                    "none" if score is None else f"{signed_value(value)} ({_z(score)})"
                    for score, value in zip(scores, values, strict=True)
                ),
                f"sets apart {apart}" if apart else standing or "",
            )
        )
    return Table(
        "Every statement: its column in each view, and its z-score",
        ("Statement", *names, "What it does"),
        tuple(rows),
        numeric=frozenset(range(1, len(names) + 1)),
    )


def _z(score: float) -> str:
    return "none" if isnan(score) else f"{score:.2f}".replace("-", "−")


def _differences(analysis: Analysis, names: Sequence[str]) -> list[Table]:
    """For each pair of views the statements on which it differs; every comparison stands in the workbook."""
    pairs: dict[tuple[int, int], list[tuple[str, ...]]] = {}
    for told in analysis.statements:
        for key in readings.differing_pairs(analysis, told):
            pair = told.pairs[key]
            interval = "" if pair.low is None or pair.high is None else f"{_z(pair.low)} to {_z(pair.high)}"
            pairs.setdefault(key, []).append(
                (
                    readings.labelled(analysis, told.statement),
                    _z(pair.difference),
                    f"{pair.columns:+d}".replace("-", "−") if pair.columns else "0",
                    _p(pair.corrected_p),
                    pair.size,
                    interval or "not worked out",
                )
            )
    head = ("Statement", "Difference of z", "Columns", "p, corrected", "Size", "Bootstrap interval")
    return [
        Table(
            f"Where they differ: {names[one - 1]} less {names[other - 1]}",
            head,
            tuple(sorted(pairs[one, other], key=lambda row: -abs(float(row[1].replace("−", "-"))))),
            numeric=frozenset({1, 2, 3}),
        )
        for one, other in sorted(pairs)
    ]


def _p(p: float) -> str:
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def _crib_sheets(analysis: Analysis, names: Sequence[str]) -> list[Table]:
    tables = []
    for factor in readings.scored(analysis):
        rows = tuple(
            (card.text, signed_value(card.value), _z(card.score), why)
            for card, why in readings.crib(analysis, factor)
        )
        tables.append(
            Table(
                f"Crib sheet: {names[factor - 1]}",
                ("Statement", "Column", "z", "Why to look"),
                rows,
                numeric=frozenset({1, 2}),
            )
        )
    return tables


def the_checklist(analysis: Analysis, told: Mapping[str, str]) -> Section:
    """What readers should be told of a Q study, with the answer, or plainly that there is none."""
    rows = [(item, told.get(key, "").strip() or NOT_TOLD) for key, item in ITEMS.items()]
    rows += [
        (step, choice)
        for step, choice in solution_words.choices(analysis)
        if step in {"Sorts and statements", "Grid", "Extraction", "Factors", "Rotation", "Version"}
    ]
    missing = sum(1 for _item, answer in rows if answer == NOT_TOLD)
    blocks: list[Block] = [
        Table("What readers of a Q study should be told", ("What", "Told"), tuple(rows)),
    ]
    if missing:
        blocks.append(
            BulletList(
                (f"{missing} of these are not told here. Only those who made the study can tell them.",)
            )
        )
    return Section("What should be reported", tuple(blocks))


def how_sure(analysis: Analysis, found: "Bootstrap", said: Sequence[View] = ()) -> Section:
    """What became of the views when the people were drawn again and again."""
    views = readings.views_of(analysis, said)
    sheets = solution_tables.stability(analysis, found, views)
    blocks: list[Block] = [
        Paragraph(
            f"The participants were drawn anew {found.done} times, with replacement, and everything was "
            f"worked out again each time (seed {found.seed}). In {found.unmatched} of these a view found "
            f"no counterpart; {len(found.failed)} could not be analysed. None was left out of the count."
        ),
        _sheet("How alike the views stayed", sheets["Stability of views"]),
    ]
    for factor in readings.scored(analysis):
        drawn = drawings.intervals(analysis, found, factor=factor, view=views[factor - 1])
        if drawn is not None:
            blocks.append(figure(drawn, numeric=frozenset({2, 3, 4})))
    return Section("How sure the views are", tuple(blocks))

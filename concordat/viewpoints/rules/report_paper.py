"""The committee paper of a report: viewpoints in plain words, what they share, and what cannot be told.

It is made from the report alone, so the same report gives the same paper, and goes on doing so when the sorts
have long been destroyed.
"""

from collections.abc import Sequence
from datetime import date

from concordat.design.charts.chart import Chart
from concordat.papers.document import (
    Block,
    BulletList,
    Callout,
    Figure,
    KeyFigures,
    NumberedList,
    Paper,
    Paragraph,
    Section,
    Source,
    Table,
)
from concordat.viewpoints.rules import report_drawings as drawings
from concordat.viewpoints.rules import solution_words
from concordat.viewpoints.rules.report import Report, Viewpoint, Voice, shown_score, shown_value
from concordat.viewpoints.rules.solution_appendices import ITEMS, NOT_TOLD

# A little more than stands between the margins of an A4 page, so that a chart and its table share one.
WIDE = 760
# The widest first; every statement stands in the appendix.
MOST_APART = 10
FELT = (
    "This is how people see their work together. It is not a record of what happened, and it does not say "
    "how many people hold a view: those who sorted were asked for their difference, not drawn by lot."
)


def paper(report: Report, *, on: date, status: str = "Draft") -> Paper:
    """The paper as a tree, for `papers` to write as HTML, Word or PDF."""
    return Paper(
        title=f"Viewpoints on working together: {report.study}",
        council=report.council,
        committee=report.committee,
        date=on,
        author=report.researcher,
        author_office="Researcher of the study, of neither side",
        status=status,
        head=(_key_figures(report), Callout("Caution", FELT)),
        purpose=(
            Paragraph(
                f"To report which viewpoints were found in the study “{report.study}”, what they share and "
                "where they part, and what that can and cannot tell the committee."
            ),
        ),
        recommendation=_recommendation(report),
        body=(
            _at_a_glance(report),
            *(_viewpoint(report, number, each) for number, each in enumerate(report.viewpoints, start=1)),
            _shared(report),
            _contested(report),
            _agenda(report),
            _cannot_tell(report),
        ),
        implications=_implications(),
        appendices=(_method(report), _all_statements(report)),
        sources=tuple(Source(words) for words in SOURCES),
    )


SOURCES = (
    "Stephenson W (1953). The Study of Behavior: Q-Technique and Its Methodology.",
    "Brown SR (1980). Political Subjectivity: Applications of Q Methodology in Political Science.",
    "Watts S, Stenner P (2012). Doing Q Methodological Research.",
    "Churruca K and others (2021), on how Q studies are reported.",
)


def drawn(chart: Chart) -> Figure:
    table = Table(caption=chart.title, head=chart.head, rows=chart.rows)
    return Figure(title=chart.title, svg=chart.svg, alternative=chart.description, table=table)


def _key_figures(report: Report) -> KeyFigures:
    sides = (
        "; ".join(f"{count} {side}" for side, count in report.sides) or "the sides are too few to tell apart"
    )
    return KeyFigures(
        (
            ("Viewpoints", str(len(report.viewpoints)), "those that two sorts or more define"),
            ("Sorts", str(report.sorts), sides),
            ("All agree", str(len(report.consensus)), f"of {len(report.cards)} statements, shown to agree"),
        )
    )


def _recommendation(report: Report) -> tuple[Block, ...]:
    return (
        Paragraph("The committee is asked to:"),
        NumberedList(
            (
                "note the viewpoints, those of few people among them, and the limits of what a study of this "
                "kind can tell;",
                "ask councillors and officers to meet together on the points of the agenda in this paper;",
                "agree when to ask again, so that change can be seen.",
            )
        ),
    )


def _at_a_glance(report: Report) -> Section:
    rows = tuple(
        (f"{number}. {each.name}", each.size.capitalize(), each.mix.capitalize())
        for number, each in enumerate(report.viewpoints, start=1)
    )
    blocks: list[Block] = [
        Paragraph(
            f"People sorted {len(report.cards)} statements on a grid from “{report.least}” to "
            f"“{report.most}”. Those who sorted alike share a viewpoint. Each viewpoint stands here, "
            "whether many define it or few."
        ),
        Table("The viewpoints", ("Viewpoint", "Defined by", "Mix of the two sides"), rows),
    ]
    chart = drawings.nearness(report, width=WIDE)
    if chart:
        blocks.append(drawn(chart))
    if report.left_unsaid:
        blocks.append(
            Paragraph(
                "Beside these there is more that too few sorts share for it to be told: what one sort alone "
                "defines is that person’s sort."
            )
        )
    return Section("The viewpoints at a glance", tuple(blocks))


def _viewpoint(report: Report, number: int, viewpoint: Viewpoint) -> Section:
    blocks: list[Block] = [Paragraph(f"Defined by {viewpoint.size}. Mix of the two sides: {viewpoint.mix}.")]
    blocks += [Paragraph(words) for words in viewpoint.narrative.split("\n\n") if words.strip()]
    blocks += [
        Table(f"{report.most}", ("Statement", "Column"), _rows(report, viewpoint, viewpoint.most)),
        Table(f"{report.least}", ("Statement", "Column"), _rows(report, viewpoint, viewpoint.least)),
    ]
    if viewpoint.apart:
        blocks.append(_apart(report, viewpoint))
    if viewpoint.voices:
        blocks.append(Paragraph("What is said from this viewpoint:"))
        blocks.append(
            BulletList(
                tuple(
                    f"{report.words(voice.statement)} {_said(voice)} ({voice.behind})"
                    for voice in viewpoint.voices
                )
            )
        )
    blocks.append(drawn(drawings.grid(report, viewpoint, width=WIDE)))
    if viewpoint.scores is None:
        blocks.append(
            Paragraph("Fewer than five people define it, or too few may be told: no scores are printed.")
        )
    certain = drawings.certainty(report, viewpoint, width=WIDE)
    if certain:
        blocks.append(drawn(certain))
    return Section(f"Viewpoint {number}: {viewpoint.name}", tuple(blocks))


def _said(voice: Voice) -> str:
    return f"“{voice.words.strip('“”')}”" if voice.quoted else voice.words


def _rows(report: Report, viewpoint: Viewpoint, keys: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((report.words(key), shown_value(report.value(viewpoint, key))) for key in keys)


def _apart(report: Report, viewpoint: Viewpoint) -> Table:
    others = [other for other in report.viewpoints if other is not viewpoint]
    head = ("Statement", "Here", *(other.name for other in others))
    rows = tuple(
        (
            report.words(key),
            shown_value(report.value(viewpoint, key)),
            *(shown_value(report.value(other, key)) for other in others),
        )
        for key in viewpoint.apart[:MOST_APART]
    )
    return Table("What tells it from every other viewpoint", head, rows)


def _shared(report: Report) -> Section:
    blocks: list[Block] = []
    if report.consensus:
        blocks.append(Paragraph("On these statements every viewpoint was shown to agree:"))
        blocks.append(_by_viewpoint(report, report.consensus, "All viewpoints agree"))
    else:
        blocks.append(Paragraph("On no statement were all viewpoints shown to agree."))
    if report.undecided:
        blocks.append(
            Paragraph(
                "On these no viewpoints were found to differ, which is not the same: it may be that they "
                "agree, or that too few sorted to tell."
            )
        )
        blocks.append(_by_viewpoint(report, report.undecided, "Not found to differ"))
    return Section("What the viewpoints share", tuple(blocks))


def _contested(report: Report) -> Section:
    if not report.contested:
        return Section(
            "Where the viewpoints differ", (Paragraph("On no statement were any shown to differ."),)
        )
    blocks: list[Block] = [_by_viewpoint(report, report.contested, "Contested statements, widest first")]
    chart = drawings.contested(report, width=WIDE)
    if chart:
        blocks.append(drawn(chart))
    return Section("Where the viewpoints differ", tuple(blocks))


def _by_viewpoint(report: Report, keys: Sequence[str], caption: str) -> Table:
    rows = tuple(
        (report.words(key), *(shown_value(report.value(each, key)) for each in report.viewpoints))
        for key in keys
    )
    return Table(caption, ("Statement", *(each.name for each in report.viewpoints)), rows)


def _agenda(report: Report) -> Section:
    return Section(
        "An agenda for a joint meeting",
        (
            Paragraph("What is shared comes first. No question asks who holds a view, or says who is right."),
            NumberedList(tuple(f"{point.heading.rstrip('.')}: {point.question}" for point in report.agenda)),
        ),
    )


def _cannot_tell(report: Report) -> Section:
    always = (
        "Who holds which viewpoint. No figure can be traced to a person, and nobody should try.",
        *solution_words.cannot_tell(),
    )
    blocks: list[Block] = [BulletList(always)]
    if report.cautions:
        blocks += [Paragraph("Read with these cautions:"), BulletList(report.cautions)]
    return Section("What this cannot tell", tuple(blocks))


def _implications() -> tuple[Section, ...]:
    said = (
        ("Legal", "The report asks for no decision with legal effect."),
        ("Financial", "None from noting the report. A joint meeting takes the time of those who attend it."),
        (
            "Equalities",
            "Viewpoints were not broken down by protected characteristic: so small a group is recognised.",
        ),
        (
            "Confidentiality",
            "Single sorts are seen by the researcher alone and are destroyed on the day that everyone who "
            "sorted was told. How many define a viewpoint, and on which side, is told in steps and words, "
            "or not at all.",
        ),
    )
    return tuple(Section(heading, (Paragraph(words),)) for heading, words in said)


def _method(report: Report) -> Section:
    grid = ", ".join(f"{shown_value(value)}: {count}" for value, count in report.grid)
    facts = (
        ("Purpose", report.purpose or "not stated"),
        ("Condition of instruction", report.instruction),
        ("Grid (column: cards)", grid),
        ("Sorting", "every sort keeps to the grid" if report.forced else "free: sorts might leave the grid"),
        ("Closed on", report.closed_on),
        ("Single sorts destroyed after", report.keep_until),
        *report.method,
    )
    blocks: list[Block] = [
        Table("How the study was made and analysed", ("What", "How"), facts),
        Table("What readers of a Q study should be told", ("What", "Told"), _told(report)),
        Paragraph("The formulas, and after whom:"),
        Table("Formulas", ("What", "How", "After"), tuple(solution_words.FORMULAS)),
    ]
    if report.steps:
        blocks.append(Paragraph("Steps that the researcher took by hand, in order:"))
        blocks.append(NumberedList(report.steps))
    return Section("How it was made", tuple(blocks))


def _told(report: Report) -> tuple[tuple[str, str], ...]:
    said = dict(report.told)
    return tuple((what, said.get(key, "").strip() or NOT_TOLD) for key, what in ITEMS.items())


def _all_statements(report: Report) -> Section:
    scored = [each for each in report.viewpoints if each.scores is not None]
    head = (
        "Card",
        "Statement",
        *(f"{each.name}, column" for each in report.viewpoints),
        *(f"{each.name}, z-score" for each in scored),
    )
    rows = tuple(
        (
            card.key,
            card.words,
            *(shown_value(each.values[place]) for each in report.viewpoints),
            *(shown_score(each.scores[place]) for each in scored if each.scores is not None),
        )
        for place, card in enumerate(report.cards)
    )
    note = "z-scores are printed to one decimal, and not for viewpoints that fewer than five people define."
    return Section("Every statement in every viewpoint", (Table("Statements", head, rows, note=note),))

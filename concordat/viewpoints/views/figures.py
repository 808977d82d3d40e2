"""A solution as the parts of a page: values into rows, words and pictures. Nothing is worked out here."""

from collections.abc import Mapping, Sequence
from math import isnan
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from concordat.design.charts.chart import Chart
from concordat.design.charts.intervals import IntervalRow, intervals
from concordat.design.charts.scree import ScreePoint, scree
from concordat.design.parts import Fact
from concordat.qmethod.cautions import About
from concordat.viewpoints.forms import analysing as forms
from concordat.viewpoints.queries import Progress
from concordat.viewpoints.rules import drawings, readings
from concordat.viewpoints.rules.collected import Collection, Handed
from concordat.viewpoints.rules.comparing import Comparison
from concordat.viewpoints.rules.readings import View
from concordat.viewpoints.rules.report import shown_score, shown_value
from concordat.viewpoints.rules.solutions import Settings
from concordat.viewpoints.views.looking import Looked

MOST_DRAWN = 10


def two(number: float | None) -> str:
    """A figure with two decimals and a real minus; a dash where there is none."""
    if number is None or isnan(number):
        return "–"
    rounded = round(float(number), 2)
    return f"{rounded + 0.0:.2f}".replace("-", "−")


def laid(handed: Handed, collection: Collection) -> list[tuple[str, list[str]]]:
    """A sort as it lies on the grid: for each column, from the highest, the cards in it."""
    columns: dict[float, list[str]] = {float(value): [] for value, _count in collection.grid}
    for statement in collection.statements:
        if statement.id in handed.values:
            columns.setdefault(float(handed.values[statement.id]), []).append(statement.text)
    return [(shown_value(value), columns[value]) for value in sorted(columns, reverse=True)]


# Evidence

EVIDENCE = (
    ("eigenvalue", lazy("Eigenvalue")),
    ("share", lazy("Share of all sorts")),
    ("above_one", lazy("Above 1 (over-counts)")),
    ("chance", lazy("By chance, 95th percentile")),
    ("chance_p", lazy("p of parallel analysis")),
    ("beyond_chance", lazy("Beyond chance")),
    ("two_largest", lazy("Two largest loadings multiplied")),
    ("humphrey", lazy("Humphrey’s rule, strict")),
    ("humphrey_lenient", lazy("Humphrey’s rule, lenient")),
    ("two_significant", lazy("Two significant loadings")),
    ("average_partial", lazy("Average partial correlation (MAP)")),
    ("explained_percent", lazy("Explained, per cent")),
    ("flagged", lazy("Sorts that define each")),
    ("unflagged", lazy("Sorts that define none")),
    ("twice", lazy("Sorts that define two")),
    ("largest_correlation", lazy("Largest correlation of factors")),
    ("split_half", lazy("Found again in halves, mean r")),
    ("congruence", lazy("Found again when resampled")),
    ("steady", lazy("Steady sorts, at least")),
    ("stable", lazy("Stable by our rule")),
)


def evidence(result: Mapping[str, Any]) -> dict[str, Any]:
    """A line for each kind of evidence and a column for each number of factors; and the scree."""
    rows = result["rows"]
    points = [ScreePoint(row["factors"], row["eigenvalue"], row["chance"]) for row in rows]
    return {
        "head": [_("Evidence"), *(str(row["factors"]) for row in rows)],
        "rows": [[words, *(cell(row[name]) for row in rows)] for name, words in EVIDENCE],
        "scree": scree(points=points),
        "warnings": result.get("warnings", ()),
        "complete": result.get("complete", True),
    }


def cell(value: object) -> str:
    match value:
        case None:
            return "–"
        case bool():
            return _("yes") if value else _("no")
        case float():
            return two(value)
        case list():
            return ", ".join(map(str, value))
        case _:
            return str(value)


# A solution


def settings(chosen: Settings) -> list[Fact]:
    left_out = "; ".join(f"{pseudonym}: {why}" for pseudonym, why in chosen.left_out.items())
    flags = _("beyond chance at p < %(level)g") % {"level": chosen.level}
    if chosen.majority:
        flags += _(", and more shared with this factor than with all others together")
    return [
        Fact(_("Factors"), str(chosen.factors)),
        Fact(_("Extraction"), forms.EXTRACTIONS[chosen.extraction]),
        Fact(_("Rotation to begin with"), forms.ROTATIONS[chosen.rotation]),
        Fact(_("Correlation"), forms.CORRELATIONS[chosen.correlation]),
        Fact(_("A sort defines a factor"), flags),
        Fact(_("Many comparisons"), forms.CORRECTIONS[chosen.correction]),
        Fact(_("Arithmetic"), forms.MODES[chosen.mode]),
        Fact(_("Left out"), left_out or _("no sort")),
    ]


def characteristics(looked: Looked) -> list[list[str]]:
    told = looked.analysis.characteristics
    return [
        [
            name,
            str(int(told.n_flagged[place])),
            two(float(told.eigenvalue[place])),
            two(float(told.explained_percent[place])),
            two(float(told.composite_reliability[place])),
            two(float(told.se[place])),
        ]
        for place, name in enumerate(looked.names)
    ]


def loadings_head(looked: Looked) -> list[str]:
    return [_("Sort"), _("Side"), *looked.names, _("Defines")]


def loadings(looked: Looked) -> list[tuple[str, str, list[tuple[str, bool]], str]]:
    """A row for each sort: pseudonym, side, loadings with whether each is flagged, and the flags in words."""
    analysis, sides, names = looked.analysis, looked.collection.sides, looked.names
    rows = []
    for participant, row, flags in zip(
        analysis.study.participants, analysis.loadings.tolist(), analysis.flags.tolist(), strict=True
    ):
        cells = [(two(loading), flag) for loading, flag in zip(row, flags, strict=True)]
        words = ", ".join(name for name, flag in zip(names, flags, strict=True) if flag)
        rows.append((participant, str(sides[participant]), cells, words or _("none")))
    return rows


def bipolar(looked: Looked) -> list[int]:
    """The factors that sorts define at both ends: they may be split."""
    return [
        factor
        for caution in looked.analysis.cautions
        if caution.about is About.BIPOLAR
        for factor in caution.factors
    ]


def views(looked: Looked) -> list[View]:
    return [View(name=name) for name in looked.names]


def nearness(looked: Looked) -> Chart | None:
    return drawings.viewpoint_map(looked.analysis, views=views(looked))


def statements(looked: Looked) -> dict[str, Any]:
    analysis, names = looked.analysis, looked.names
    rows = []
    for told in analysis.statements:
        scores = readings.scores_of(analysis, told.statement)
        values = readings.values_of(analysis, told.statement)
        cells = [
            f"{readings.signed_value(value)} ({two(score)})" if score is not None else "–"
            for value, score in zip(values, scores, strict=True)
        ]
        standing = told.standing.value if told.standing else told.label.strip()
        apart = ", ".join(names[view - 1] for view in sorted(readings.tells_apart(told)))
        rows.append([readings.labelled(analysis, told.statement), *cells, standing or "–", apart or "–"])
    contested = [told.statement for told in readings.contested(analysis, most=MOST_DRAWN)]
    return {
        "head": [_("Statement"), *names, _("Standing"), _("Sets apart")],
        "rows": rows,
        "grids": [
            chart
            for factor in looked.numbers
            if (chart := drawings.array(analysis, factor=factor, view=views(looked)[factor - 1]))
        ],
        "contested": drawings.distinguishing(analysis, statements=contested, views=views(looked)),
        "consensus": [readings.labelled(analysis, told.statement) for told in readings.consensus(analysis)],
        "undecided": [
            readings.labelled(analysis, told.statement) for told in readings.not_found_to_differ(analysis)
        ],
    }


def is_of(progress: Progress, looked: Looked) -> bool:
    """Whether a bootstrap is of the solution as it stands: the same steps and the same sorts."""
    told = (progress.result or {}).get("fingerprint", looked.analysis.study.fingerprint)
    return progress.settings.get("log") == len(looked.log) and told == looked.analysis.study.fingerprint


def resampled(looked: Looked, result: Mapping[str, Any], *, stale: bool) -> dict[str, Any]:
    """What a bootstrap found. One of an earlier state is told, and not drawn beside new names."""
    found: dict[str, Any] = {
        "done": result["done"],
        "unmatched": result["unmatched"],
        "failed": len(result["failed"]),
        "warnings": result["warnings"],
    }
    if stale:
        return found
    congruence = result["congruence"]
    found["factors"] = [
        [name, two(congruence["mean"][place]), _("yes") if result["stable_factors"][place] else _("no")]
        for place, name in enumerate(looked.names)
    ]
    found["charts"] = [
        chart
        for place, name in enumerate(looked.names)
        if (chart := interval_chart(looked, result["zscores"], place, name))
    ]
    found["head"] = [_("Sort"), *looked.names]
    found["flags"] = [
        [participant, *(f"{share:.0%}" if share is not None else "–" for share in shares)]
        for participant, shares in zip(
            looked.analysis.study.participants, result["flag_probability"], strict=True
        )
    ]
    return found


def interval_chart(looked: Looked, spread: Mapping[str, Any], place: int, name: str) -> Chart | None:
    rows = []
    for at, statement in enumerate(looked.analysis.study.statements):
        value, low, high = (spread[which][at][place] for which in ("estimate", "low", "high"))
        if None in (value, low, high):
            return None
        rows.append(IntervalRow(statement.id, statement.text, value, low, high))
    rows.sort(key=lambda row: -row.value)
    return intervals(rows=rows, title=_("%(name)s: how sure its scores are") % {"name": name})


def congruence(comparison: Comparison) -> dict[str, Any]:
    width = len(comparison.table[0]) if comparison.table else 0
    return {
        "head": [_("First solution"), *(_("Second, factor %(n)s") % {"n": n + 1} for n in range(width))],
        "rows": [
            [_("Factor %(n)s") % {"n": n + 1}, *(two(value) for value in row)]
            for n, row in enumerate(comparison.table)
        ],
    }


def crib(looked: Looked, factor: int) -> list[list[str]]:
    """The crib sheet of a factor: why to look, the card, its column and score, and its columns elsewhere."""
    return [
        [
            card.text,
            why,
            shown_value(card.value),
            shown_score(card.score),
            ", ".join(
                f"{name} {readings.signed_value(value)}"
                for place, (name, value) in enumerate(
                    zip(looked.names, readings.values_of(looked.analysis, card.id), strict=True), start=1
                )
                if place != factor
            )
            or "–",
        ]
        for card, why in readings.crib(looked.analysis, factor)
    ]


def flagged_factors(looked: Looked) -> dict[str, Sequence[int]]:
    return {
        participant: readings.flagged_on(looked.analysis, place)
        for place, participant in enumerate(looked.analysis.study.participants)
    }

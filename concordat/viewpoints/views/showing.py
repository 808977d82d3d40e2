"""A report as the parts of a page. Nothing is worked out here: every value stands in the report."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concordat.design.charts.chart import Chart
from concordat.design.languages import beside
from concordat.design.parts import Fact, KeyFigure
from concordat.viewpoints.rules import report_drawings as drawings
from concordat.viewpoints.rules.report import Card, Report, Viewpoint, shown_score, shown_value

# The widest first; every statement stands in the table at the end.
MOST_APART = 10


@dataclass(frozen=True)
class Shown:
    """One viewpoint as a page shows it."""

    number: int
    viewpoint: Viewpoint
    paragraphs: list[str]
    most: list[tuple[str, str]]
    least: list[tuple[str, str]]
    apart: list[tuple[str, ...]]
    apart_head: list[str]
    voices: list[tuple[str, str, bool, str]]
    grid: Chart
    certainty: Chart | None


def page(report: Report) -> dict[str, Any]:
    return {
        "report": report,
        "figures": key_figures(report),
        "viewpoints": [shown(report, number, each) for number, each in enumerate(report.viewpoints, start=1)],
        "nearness": drawings.nearness(report),
        "contested_chart": drawings.contested(report),
        "names": [_("Statement"), *(each.name for each in report.viewpoints)],
        "consensus": by_viewpoint(report, report.consensus),
        "undecided": by_viewpoint(report, report.undecided),
        "contested": by_viewpoint(report, report.contested),
        "all_head": [
            _("Statement"),
            *(each.name for each in report.viewpoints),
            *(_("%(name)s, z-score") % {"name": each.name} for each in report.viewpoints if each.scores),
        ],
        "all_rows": all_rows(report),
        "method": [Fact(what, how) for what, how in report.method],
    }


def key_figures(report: Report) -> list[KeyFigure]:
    sides = "; ".join(f"{count} {side}" for side, count in report.sides)
    cards = len(report.cards)
    return [
        KeyFigure(_("Viewpoints"), str(len(report.viewpoints)), _("each defined by two people or more")),
        KeyFigure(_("Sorts"), str(report.sorts), sides or _("the sides are too few to tell apart")),
        KeyFigure(
            _("All agree"),
            str(len(report.consensus)),
            ngettext("of %(cards)s statement", "of %(cards)s statements", cards) % {"cards": cards},
        ),
    ]


def shown(report: Report, number: int, viewpoint: Viewpoint) -> Shown:
    others = [other for other in report.viewpoints if other is not viewpoint]
    return Shown(
        number=number,
        viewpoint=viewpoint,
        paragraphs=[words.strip() for words in viewpoint.narrative.split("\n\n") if words.strip()],
        most=[(report.words(key), shown_value(report.value(viewpoint, key))) for key in viewpoint.most],
        least=[(report.words(key), shown_value(report.value(viewpoint, key))) for key in viewpoint.least],
        apart=[
            (
                report.words(key),
                shown_value(report.value(viewpoint, key)),
                *(shown_value(report.value(other, key)) for other in others),
            )
            for key in viewpoint.apart[:MOST_APART]
        ],
        apart_head=[_("Statement"), _("Here"), *(other.name for other in others)],
        voices=[
            (report.words(voice.statement), voice.words.strip('“”"'), voice.quoted, voice.behind)
            for voice in viewpoint.voices
        ],
        grid=drawings.grid(report, viewpoint),
        certainty=drawings.certainty(report, viewpoint),
    )


def by_viewpoint(report: Report, keys: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [
        (report.words(key), *(shown_value(report.value(each, key)) for each in report.viewpoints))
        for key in keys
    ]


def statement(card: Card) -> str:
    """The words that were sorted; in a study in both languages the Welsh beside the English."""
    told = [("en", f"{card.key}: {card.words}"), ("cy", card.words_cy)]
    return beside(told) if card.words_cy else told[0][1]


def all_rows(report: Report) -> list[tuple[str, ...]]:
    return [
        (
            statement(card),
            *(shown_value(each.values[place]) for each in report.viewpoints),
            *(shown_score(each.scores[place]) for each in report.viewpoints if each.scores),
        )
        for place, card in enumerate(report.cards)
    ]

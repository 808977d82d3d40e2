"""A release as the parts of a page. Nothing is worked out here: every value stands in the release."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from concordat.design.parts import KeyFigure
from concordat.smallsample.trend import SIMILAR
from concordat.surveys.rules import drawings, phrases, role_sort, themes, timeline
from concordat.surveys.rules.discussing import to_discuss
from concordat.surveys.rules.figures import Change, Figure
from concordat.surveys.rules.guide import day
from concordat.surveys.rules.instrument import Item, Shape, Side
from concordat.surveys.rules.pooling import Pooled
from concordat.surveys.rules.promised import Promised
from concordat.surveys.rules.release import Release
from concordat.surveys.rules.side_by_side import HEADLINE
from concordat.surveys.rules.themes import Theme

WIDEST = 5


def page(release: Release) -> dict[str, object]:
    widest = [each for each in phrases.widest(release.gaps, most=WIDEST + 1) if each.id != HEADLINE][:WIDEST]
    return {
        "figures": key_figures(release),
        "verdict": phrases.VERDICTS[release.headline.verdict],
        "replies": drawings.replies(release),
        "dimensions": drawings.dimensions(release),
        "widest": drawings.questions(release, widest, title=_("Where the two sides differ most"))
        if widest
        else None,
        "discuss": to_discuss(release),
        "arrows": [chart for side in Side if (chart := drawings.blind_spots(release, about=side))],
        "blind_spots": [(each.topic, phrases.seen_by_both(each)) for each in release.blind_spots],
        "misjudgements": [phrases.expected(each) for each in release.misjudgements],
        "pressure": drawings.pressure(release),
        "own_words": own_words(release),
        "direction": drawings.direction(release),
        "scores": table(release, Shape.RATING),
        "bands": table(release, Shape.BANDS),
        "role_sort": role_sort.role_sort(release),
        "balance": timeline.now(release),
        "promised": [promise_row(each) for each in release.promised],
        "pooled": of_a_pool(release.pooled, release) if release.pooled else None,
        "through_time": drawings.through_time(release),
        "moved": [change_row(release, each) for each in moved(release)],
        "changes": [change_row(release, each) for each in release.changes],
        "before": release.history[-1].wave if release.history else "",
    }


def promise_row(each: Promised) -> tuple[str, str, str, str]:
    """What, by whom, by when, and whether it was kept when the results came out."""
    return each.what, each.by.capitalize(), day(each.by_when), _("kept") if each.kept_on else _("not yet")


def of_a_pool(pooled: Pooled, release: Release) -> dict[str, object]:
    """The figures of a pool, by the questions of the release in which they stand."""

    def rows(shape: Shape) -> list[tuple[str, ...]]:
        items = {item.id: item for item in release.questions if item.shape is shape}
        own = [figure for figure in pooled.items if figure.id in items]
        return [(items[figure.id].topic, cell(figure, items[figure.id])) for figure in own]

    return {
        "name": pooled.name,
        "reply": phrases.replied(pooled.reply),
        "is_reported": pooled.reply.reportable,
        "scores": rows(Shape.RATING),
        "bands": rows(Shape.BANDS),
        "changes": [change_row(release, each) for each in pooled.changes if each.word is not None],
        "cautions": pooled.cautions,
    }


def key_figures(release: Release) -> list[KeyFigure]:
    head = release.headline
    shown = {Side.COUNCILLORS: head.councillors_shown, Side.OFFICERS: head.officers_shown}
    figures = [KeyFigure(side.capitalize(), shown[side], _replies(release, side)) for side in Side]
    gap = phrases.gap(head.gap, at_least=head.at_least)
    margin = "" if head.margin is None else _("give or take %(margin).1f; ") % {"margin": head.margin}
    return [*figures, KeyFigure(_("Gap"), gap, f"{margin}{head.verdict}")]


def _replies(release: Release, side: Side) -> str:
    told = [phrases.replied(atom) for atom in release.atoms if atom.side is side]
    figure = release.figure(HEADLINE, side=side)
    if figure is not None and not figure.suppressed:
        told.append(_("likely %(interval)s") % {"interval": phrases.interval(figure)})
    return "; ".join(told)


def own_words(release: Release) -> list[tuple[str, str, list[tuple[Theme, str]]]]:
    """For each side what was told of its comments, or in a sentence why nothing was."""
    return [
        (each.side.value, themes.why_none(each), [(theme, themes.behind(theme)) for theme in each.themes])
        for each in release.own_words
    ]


def table(release: Release, shape: Shape) -> list[tuple[str, ...]]:
    """A row for each question: what it is, and what each group's figure is, in the order of the groups."""
    rows = []
    for item in release.questions:
        if item.shape is shape and not (item.pressure and shape is Shape.RATING):
            own = [figure for figure in release.items if figure.id == item.id]
            rows.append((item.topic, *(cell(figure, item) for figure in own)))
    return rows


def cell(figure: Figure, item: Item) -> str:
    if figure.suppressed:
        return _("not shown: %(why)s") % {"why": phrases.why_not(figure)}
    if figure.bands:
        return "; ".join(f"{band.label}: {band.shown}" for band in figure.bands)
    return _("%(shown)s (%(n)s answers; likely %(interval)s)") % {
        "shown": figure.shown,
        "n": figure.n,
        "interval": phrases.interval(figure),
    }


def moved(release: Release) -> Sequence[Change]:
    """The headline, whatever became of it, and every question whose change chance does not easily explain."""
    told = [change for change in release.changes if change.word is not None]
    return [change for change in told if change.id == HEADLINE or change.word != SIMILAR]


def change_row(release: Release, change: Change) -> tuple[str, ...]:
    return (
        f"{release.item(change.id).topic}: {change.atom}",
        change.earlier,
        change.later,
        change.word or _("cannot be told"),
        " ".join(caution.words for caution in change.cautions),
    )

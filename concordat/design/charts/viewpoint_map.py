"""How near the views are to each other: views that stand close would lay many cards alike."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from concordat.design.charts import svg
from concordat.design.charts.chart import NOT_SHOWN, Chart
from concordat.design.charts.marks import shape, signed

LARGEST, LEAST = 34.0, 15.0
PLOT = 250.0


@dataclass(frozen=True)
class MapPlace:
    """A view on the map.

    x, y      where it stands; only distances between views mean anything
    defined   how many sorts define it; None where that is not to be shown, and then all circles are alike
    shown     the same in words ("12 sorts", "fewer than 5")
    """

    name: str
    x: float
    y: float
    defined: int | None = None
    shown: str = NOT_SHOWN


def viewpoint_map(
    *,
    views: Sequence[MapPlace],
    correlations: Sequence[Sequence[float]],
    title: str = "How near the views are to each other",
    share: float | None = None,
    width: int = svg.NARROW,
) -> Chart:
    """``correlations`` of each view with each; ``share`` of their distances that a flat map can show, 0 to 1.

    Raises ``ValueError`` without a view, or where the table of correlations is not square.
    """
    if not views or len(correlations) != len(views) or any(len(row) != len(views) for row in correlations):
        raise ValueError("A map needs a view, and the correlation of each view with each.")
    about = "Views that stand near each other are alike."
    if share is not None:
        about += f" A flat map shows {round(100 * share)}% of how they differ; the table tells the rest."
    spots = _placed(views, width)
    radii = _radii(views)
    legend, foot = _legend(views, PLOT + 20, width)
    discs = "".join(shape(0, x, y, r) for (x, y), r in zip(spots, radii, strict=True))
    numbers = [svg.text(str(place), x, y + 6) for place, (x, y) in enumerate(spots, start=1)]
    body = [
        svg.element("path", d=_links(spots), stroke=svg.TICK, stroke_width=1.4),
        svg.element("path", d=discs, fill=svg.FIRST, stroke="#fff", stroke_width=2),
        svg.element("g", *numbers, text_anchor="middle", fill="#ffffff", font_weight="700"),
        legend,
    ]
    return Chart(
        svg=svg.drawing(
            *body,
            key=svg.key_of(title, views, correlations),
            title=title,
            description=about,
            width=width,
            height=foot,
        ),
        title=title,
        description=" ".join([about, *_told(views, correlations)]),
        head=(
            "View",
            "Sorts that define it",
            *(f"Correlation with view {place}" for place in range(1, len(views) + 1)),
        ),
        rows=tuple(
            (f"{place}. {view.name}", view.shown, *(signed(each) for each in row))
            for place, (view, row) in enumerate(zip(views, correlations, strict=True), start=1)
        ),
    )


def _told(views: Sequence[MapPlace], correlations: Sequence[Sequence[float]]) -> list[str]:
    told = [f"{place}. {view.name}: {view.shown}." for place, view in enumerate(views, start=1)]
    told += [
        f"{views[one].name} and {views[other].name}: correlation {signed(correlations[one][other])}."
        for one in range(len(views))
        for other in range(one + 1, len(views))
    ]
    return told


def _placed(views: Sequence[MapPlace], width: int) -> list[tuple[float, float]]:
    """One scale both ways, as large as the room allows: a map stretched one way would lie."""
    lefts, rights = min(view.x for view in views), max(view.x for view in views)
    lows, highs = min(view.y for view in views), max(view.y for view in views)
    margin = LARGEST + 4
    scale = min(
        (width - 2 * margin) / max(rights - lefts, 1e-9), (PLOT - 2 * margin) / max(highs - lows, 1e-9)
    )
    scale = scale if math.isfinite(scale) and scale < 1e6 else 0.0
    return [
        (
            width / 2 + (view.x - (lefts + rights) / 2) * scale,
            PLOT / 2 - (view.y - (lows + highs) / 2) * scale,
        )
        for view in views
    ]


def _radii(views: Sequence[MapPlace]) -> list[float]:
    """By area, so that twice as many look twice as large; all alike as soon as one may not be shown."""
    told = [view.defined for view in views if view.defined is not None]
    if len(told) < len(views) or max(told) == 0:
        return [LEAST + 5] * len(views)
    return [max(LEAST, LARGEST * math.sqrt(each / max(told))) for each in told]


def _links(spots: Sequence[tuple[float, float]]) -> str:
    return "".join(
        f"M{svg.number(a)} {svg.number(b)}L{svg.number(c)} {svg.number(d)}"
        for place, (a, b) in enumerate(spots)
        for c, d in spots[place + 1 :]
    )


def _legend(views: Sequence[MapPlace], y: float, width: int) -> tuple[str, float]:
    words = []
    for place, view in enumerate(views, start=1):
        lines = svg.wrapped(f"{view.name}: {view.shown}", width - 26)
        words.append(svg.text(f"{place}.", 0, y, font_weight="700"))
        words.append(svg.block(lines, 26, y))
        y += len(lines) * svg.LINE + 4
    return "".join(words), y - svg.LINE + 10

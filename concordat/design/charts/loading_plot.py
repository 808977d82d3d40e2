"""Where each sort stands between two factors: the nearer to the end of an axis, the more of that view."""

from collections.abc import Sequence
from dataclasses import dataclass

from concordat.design.charts import svg
from concordat.design.charts.chart import Chart
from concordat.design.charts.marks import RADIUS, colour, shape, signed

EDGE = 30.0
MOST_SHAPES = 6
LEFT_OUT = "Names that would overlap are in the table only."
_PLACES = ((9.0, 5.0, "start"), (-9.0, 5.0, "end"), (0.0, -10.0, "middle"), (0.0, 20.0, "middle"))

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class LoadingPoint:
    """One sort. ``label`` is a pseudonym; ``x`` and ``y`` its loadings on the two factors, from -1 to 1.

    flagged   on which of the two it counts as defining the view: "", the first name, the second, or both
    group     drawn as a shape; "" where groups are not told apart
    """

    label: str
    x: float
    y: float
    flagged: str = ""
    group: str = ""


def loading_plot(
    *,
    points: Sequence[LoadingPoint],
    names: tuple[str, str],
    limit: float,
    title: str = "",
    width: int = svg.NARROW,
) -> Chart:
    """``limit`` is the loading beyond which chance is unlikely, drawn as a broken line at each side.

    Filled: the sort defines one of the two views. Raises ``ValueError`` where there are more groups than
    shapes that can be told apart.
    """
    groups = sorted({point.group for point in points})
    if len(groups) > MOST_SHAPES:
        raise ValueError(f"{len(groups)} groups cannot be told apart by their shapes; at most {MOST_SHAPES}.")
    title = title or f"{names[0]} and {names[1]}"
    about = f"Each sort by its loadings on {names[0]} (across) and {names[1]} (up), from −1 to 1."
    legend, top = _legend(groups, width)
    plane = _Plane(left=EDGE, right=width - EDGE, top=top + 24)
    lettered, all_named = _labels(points, plane, width)
    body = [
        legend,
        _axes(plane, names, limit, width),
        *_marks(points, groups, plane),
        lettered,
        "" if all_named else svg.text(LEFT_OUT, 0, plane.bottom + 42, font_size=svg.SMALL, fill=svg.QUIET),
    ]
    grouped = any(groups)
    head = ("Sort", *(["Group"] if grouped else []), names[0], names[1], "Defines")
    return Chart(
        svg=svg.drawing(
            *body,
            key=svg.key_of(title, points, names, limit),
            title=title,
            description=about,
            width=width,
            height=plane.bottom + (28 if all_named else 50),
        ),
        title=title,
        description=" ".join([about, *(_told(point, names) for point in points)]),
        head=head,
        rows=tuple(
            (p.label, *([p.group] if grouped else []), signed(p.x), signed(p.y), p.flagged or "neither")
            for p in points
        ),
    )


@dataclass(frozen=True)
class _Plane:
    """A square from -1 to 1 both ways; a loading beyond (an improper solution) stands at the edge."""

    left: float
    right: float
    top: float

    @property
    def bottom(self) -> float:
        return self.top + self.right - self.left

    def x(self, value: float) -> float:
        return self.left + (min(max(value, -1.0), 1.0) + 1) / 2 * (self.right - self.left)

    def y(self, value: float) -> float:
        return self.bottom - (min(max(value, -1.0), 1.0) + 1) / 2 * (self.bottom - self.top)


def _told(point: LoadingPoint, names: tuple[str, str]) -> str:
    group = f" ({point.group})" if point.group else ""
    defines = f", defines {point.flagged}" if point.flagged else ""
    return f"{point.label}{group}: {names[0]} {signed(point.x)}, {names[1]} {signed(point.y)}{defines}."


def _legend(groups: Sequence[str], width: int) -> tuple[str, float]:
    filled = svg.element("path", d=shape(0, 8, 12), fill=svg.FIRST)
    hollow = svg.element("path", d=shape(0, 8, 32), fill="#fff", stroke=svg.FIRST, stroke_width=1.6)
    drawn = filled + svg.text("defines one of the two", 20, 17, font_size=svg.SMALL)
    drawn += hollow + svg.text("defines neither; broken line: by chance", 20, 37, font_size=svg.SMALL)
    y = 52.0
    named = [group for group in groups if group]
    for group in named:
        place = groups.index(group)
        drawn += svg.element("path", d=shape(place, 8, y), fill=colour(place))
        for line in svg.wrapped(group, width - 24, svg.SMALL):
            drawn += svg.text(line, 20, y + 5, font_size=svg.SMALL)
            y += svg.LINE
    return drawn, y - 6


def _axes(plane: _Plane, names: tuple[str, str], limit: float, width: int) -> str:
    left, right, top, bottom = map(svg.number, (plane.left, plane.right, plane.top, plane.bottom))
    middle, level = svg.number(plane.x(0)), svg.number(plane.y(0))
    frame = f"M{left} {top}H{right}V{bottom}H{left}z"
    cross = f"M{left} {level}H{right}M{middle} {top}V{bottom}"
    broken = "".join(
        f"M{svg.number(plane.x(at))} {top}V{bottom}M{left} {svg.number(plane.y(at))}H{right}"
        for at in (-limit, limit)
        if limit < 1
    )
    half = width / 2 - EDGE - 16
    across = svg.wrapped(names[0], half, svg.SMALL)[0]
    up = svg.wrapped(names[1], half, svg.SMALL)[0]
    words = [
        svg.text("−1", plane.left - 4, plane.y(0) + 5, text_anchor="end"),
        svg.text("1", plane.right + 4, plane.y(0) + 5),
        svg.text("−1", plane.x(0), plane.bottom + 17, text_anchor="middle"),
        svg.text("1", plane.x(0), plane.top - 7, text_anchor="middle"),
        svg.text(f"↑ {up}", plane.left, plane.top - 7),
        svg.text(f"{across} →", plane.right, plane.bottom + 17, text_anchor="end"),
    ]
    return (
        svg.element("path", d=frame, fill="none", stroke=svg.GAP)
        + svg.element("path", d=cross, stroke=svg.TICK)
        + (svg.element("path", d=broken, stroke=svg.QUIET, stroke_dasharray="4 4") if broken else "")
        + svg.element("g", *words, fill=svg.QUIET, font_size=svg.SMALL)
    )


def _marks(points: Sequence[LoadingPoint], groups: Sequence[str], plane: _Plane) -> list[str]:
    drawn = []
    for place, group in enumerate(groups):
        for filled in (False, True):
            path = "".join(
                shape(place, plane.x(p.x), plane.y(p.y))
                for p in points
                if p.group == group and bool(p.flagged) is filled
            )
            if path:
                ink = colour(place)
                fill, stroke = (ink, "#fff") if filled else ("#fff", ink)
                drawn.append(svg.element("path", d=path, fill=fill, stroke=stroke, stroke_width=1.4))
    return drawn


def _labels(points: Sequence[LoadingPoint], plane: _Plane, width: int) -> tuple[str, bool]:
    """Each pseudonym where it covers nothing, and whether all of them found such a place.

    The sorts that define a view choose first.
    """
    spots = [(plane.x(p.x), plane.y(p.y)) for p in points]
    taken: list[Box] = [(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for x, y in spots]
    words = []
    order = sorted(range(len(points)), key=lambda at: not points[at].flagged)
    for at in order:
        label, (x, y) = points[at].label[:10], spots[at]
        long = svg.wide(label, 13)
        for along, down, anchor in _PLACES:
            start = x + along - {"start": 0.0, "end": long, "middle": long / 2}[anchor]
            box = (start, y + down - 11, start + long, y + down + 1)
            if start < 0 or start + long > width or any(_meet(box, other) for other in taken):
                continue
            taken.append(box)
            words.append(svg.text(label, start, y + down))
            break
    drawn = svg.element("g", *words, font_size=13) if words else ""
    return drawn, len(words) == len(points)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

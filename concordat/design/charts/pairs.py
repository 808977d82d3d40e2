"""Two figures to a row: what one side says beside what the other says (dumbbell), and what a side says of
itself beside what is said of it (arrows). Each side has a lane of its own, so that two figures that agree do
not hide each other, and its own shape, so that no colour is needed to tell them apart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from concordat.design.charts import svg
from concordat.design.charts.chart import NOT_SHOWN, Chart, Point, cells, said

LANES = 14.0  # between the first lane and the second
RADIUS = 6.5
AXIS = 52.0  # the legend and the numbers of the scale stand above this
FINE = 0.05


@dataclass(frozen=True)
class DumbbellRow:
    label: str
    first: Point | None
    second: Point | None


@dataclass(frozen=True)
class ArrowRow:
    label: str
    own: Point | None
    by_others: Point | None


@dataclass
class _Layers:
    """The drawing as it grows. One path to a layer keeps ten rows under six kilobytes."""

    links: list[str] = field(default_factory=list)
    lanes: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    whiskers: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))
    marks: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))
    values: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))


def dumbbell(
    *,
    title: str,
    rows: Sequence[DumbbellRow],
    first_name: str,
    second_name: str,
    scale: tuple[int, int] = (1, 10),
    rows_are: str = "Question",
    width: int = svg.NARROW,
) -> Chart:
    """For each row the figures of two sides, their likely ranges, and the gap between them as a band."""
    about = f"What {first_name.lower()} and {second_name.lower()} say, from {scale[0]} to {scale[1]}."
    pairs = [(row.label, row.first, row.second) for row in rows]
    return _paired(title, about, pairs, (first_name, second_name), scale, rows_are, width, _band)


def arrows(
    *,
    title: str,
    rows: Sequence[ArrowRow],
    own_name: str,
    others_name: str,
    scale: tuple[int, int] = (1, 10),
    rows_are: str = "Question",
    width: int = svg.NARROW,
) -> Chart:
    """For each row an arrow from what a side says of itself to what the other side says of it."""
    about = f"Each arrow runs from “{own_name}” to “{others_name}”, from {scale[0]} to {scale[1]}."
    pairs = [(row.label, row.own, row.by_others) for row in rows]
    return _paired(title, about, pairs, (own_name, others_name), scale, rows_are, width, _arrow)


def _paired(
    title: str,
    about: str,
    pairs: Sequence[tuple[str, Point | None, Point | None]],
    names: tuple[str, str],
    scale: tuple[int, int],
    rows_are: str,
    width: int,
    link: Callable[[float, float, float], str],
) -> Chart:
    def x(value: float) -> float:
        low, high = scale
        share = (min(max(value, low), high) - low) / (high - low)
        return 2 * svg.EDGE + share * (width - 4 * svg.EDGE)

    layers = _Layers()
    axis = AXIS + (svg.LINE if _stands_in_two_lines(names, width) else 0)
    y = axis + 12
    for label, first, second in pairs:
        lines = svg.wrapped(label, width, letter=svg.BOLD)
        layers.labels.append(svg.block(lines, 0, y + svg.SIZE))
        y += len(lines) * svg.LINE + svg.LINE + 7
        _lane(layers, 0, names[0], first, x, y, width)
        _lane(layers, 1, names[1], second, x, y + LANES, width)
        layers.lanes.append(_ruler(scale, x, y))
        if first and second:
            layers.links.append(link(x(first.value), x(second.value), y))
        y += LANES + svg.LINE + 22
    description = " ".join(
        [about, *(f"{label}: {names[0]} {said(a)}, {names[1]} {said(b)}." for label, a, b in pairs)]
    )
    drawn = svg.drawing(
        _legend(names, width),
        _numbers(scale, x, axis),
        *_drawn(layers, link is _arrow),
        key=svg.key_of(title, names, pairs),
        title=title,
        description=about,
        width=width,
        height=y - 6,
    )
    likely = tuple(f"{name}, likely range" for name in names)
    return Chart(
        svg=drawn,
        title=title,
        description=description,
        head=(rows_are, names[0], likely[0], names[1], likely[1]),
        rows=tuple((label, *cells(first), *cells(second)) for label, first, second in pairs),
    )


def _lane(
    layers: _Layers,
    side: int,
    name: str,
    point: Point | None,
    x: Callable[[float], float],
    y: float,
    width: int,
) -> None:
    below = y + svg.LINE + 1 if side else y - 12
    if point is None:
        words = f"{name}: {NOT_SHOWN}"
        layers.values[side].append(svg.text(words, svg.inside(0, words, width), below))
        return
    at, left, right = x(point.value), x(point.low), x(point.high)
    if point.high - point.low > FINE or point.capped:
        layers.whiskers[side].append(_whisker(point, left, right, y))
    layers.marks[side].append(_diamond(at, y) if side else _circle(at, y))
    layers.values[side].append(svg.text(point.shown, svg.inside(at, point.shown, width), below))


def _whisker(point: Point, left: float, right: float, y: float) -> str:
    """A likely range ends in a bar; that of a capped figure has no end, so it runs out in an arrow."""
    start, middle, end = svg.number(left), svg.number(y), svg.number(right)
    upright = f"M{{}} {svg.number(y - 4)}v8"
    line = f"M{start} {middle}H{end}"
    open_right, open_left = point.capped == "or above", point.capped == "or below"
    line += "m-6-5 6 5-6 5" if open_right else upright.format(end)
    return line + (
        f"M{svg.number(left + 6)} {svg.number(y - 5)}l-6 5 6 5" if open_left else upright.format(start)
    )


def _circle(x: float, y: float) -> str:
    return f"M{svg.number(x - RADIUS)} {svg.number(y)}a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0z"


def _diamond(x: float, y: float) -> str:
    return f"M{svg.number(x)} {svg.number(y - 8)}l8 8-8 8-8-8z"


def _band(first: float, second: float, y: float) -> str:
    left, right = sorted((first, second))
    return f"M{svg.number(left)} {svg.number(y - 4)}H{svg.number(right)}v22H{svg.number(left)}z"


def _arrow(own: float, other: float, y: float) -> str:
    """From the first lane to the second, stopping short of the mark that it points to."""
    reach = other - own
    if abs(reach) < 2 * RADIUS + 8:
        return ""
    step = 1 if reach > 0 else -1
    tip, foot = other - step * 13, y + LANES * 0.85
    return (
        f"M{svg.number(own)} {svg.number(y)}L{svg.number(tip)} {svg.number(foot)}"
        f"m{-7 * step}-5 {7 * step} 5{-7 * step:+d} 4"
    )


def _second_name(names: tuple[str, str]) -> float:
    """Where the second name begins if both stand in one line."""
    return svg.EDGE + 28 + svg.wide(names[0], svg.SMALL)


def _stands_in_two_lines(names: tuple[str, str], width: int) -> bool:
    return _second_name(names) + 24 + svg.wide(names[1], svg.SMALL) > width


def _legend(names: tuple[str, str], width: int) -> str:
    second = _second_name(names)
    if _stands_in_two_lines(names, width):
        marks = (_circle(8, 9), _diamond(8, 27))
        places: tuple[tuple[float, float], ...] = ((20, 14), (20, 32))
    else:
        marks = (_circle(8, 12), _diamond(second + 8, 12))
        places = ((20, 17), (second + 22, 17))
    return "".join(
        svg.element("path", d=mark, fill=colour) + svg.text(name, *place, font_size=svg.SMALL)
        for mark, colour, name, place in zip(marks, (svg.FIRST, svg.SECOND), names, places, strict=True)
    )


def _numbers(scale: tuple[int, int], x: Callable[[float], float], axis: float) -> str:
    numbers = "".join(svg.text(str(point), x(point), axis - 6) for point in range(scale[0], scale[1] + 1))
    return svg.element("g", numbers, text_anchor="middle", fill=svg.QUIET, font_size=svg.SMALL)


def _ruler(scale: tuple[int, int], x: Callable[[float], float], y: float) -> str:
    """The scale again in each row, a tick for each point: nothing crosses the words between."""
    first, last, middle = svg.number(x(scale[0])), svg.number(x(scale[1])), svg.number(y + LANES / 2)
    apart = (x(scale[1]) - x(scale[0])) / (scale[1] - scale[0])
    ticks = f"m{apart:.2f}-6v6" * (scale[1] - scale[0])
    return f"M{first} {middle}H{last}M{first} {middle}m0-3v6{ticks}"


def _drawn(layers: _Layers, pointing: bool) -> list[str]:
    links = "".join(layers.links)
    parts = [
        svg.element("path", d=links, fill="none", stroke=svg.INK, stroke_width=2)
        if pointing
        else svg.element("path", d=links, fill=svg.GAP),
        svg.element("path", d="".join(layers.lanes), fill="none", stroke=svg.TICK),
        svg.element("g", *layers.labels, font_weight="700"),
    ]
    for side, colour in enumerate((svg.FIRST, svg.SECOND)):
        whiskers, marks = "".join(layers.whiskers[side]), "".join(layers.marks[side])
        words = svg.element("g", *layers.values[side], text_anchor="middle", font_size=svg.SMALL)
        parts += [
            svg.element("path", d=whiskers, fill="none", stroke=colour, stroke_width=1.6),
            svg.element("path", d=marks, fill=colour, stroke="#fff"),
            svg.element("g", words, font_weight="700", fill=colour),
        ]
    return parts

"""Shapes that tell things apart without colour, steps for an axis, and figures with a true minus sign."""

import math

from concordat.design.charts.svg import number

RADIUS = 5.5
COLOURS = ("#17436b", "#b8500c", "#2f6b3c", "#7a2e6e", "#4a5a61", "#8a6d00")


def shape(place: int, x: float, y: float, radius: float = RADIUS) -> str:
    """The outline of the group at this place: circle, diamond, square, triangle up, triangle down, cross."""
    drawn = (_circle, _diamond, _square, _up, _down, _cross)
    return drawn[place % len(drawn)](x, y, radius)


def colour(place: int) -> str:
    return COLOURS[place % len(COLOURS)]


def _circle(x: float, y: float, r: float) -> str:
    across = number(2 * r)
    return (
        f"M{number(x - r)} {number(y)}a{number(r)} {number(r)} 0 1 0 {across} 0"
        f"a{number(r)} {number(r)} 0 1 0-{across} 0z"
    )


def _diamond(x: float, y: float, r: float) -> str:
    side = number(r * 1.25)
    return f"M{number(x)} {number(y - r * 1.25)}l{side} {side}-{side} {side}-{side}-{side}z"


def _square(x: float, y: float, r: float) -> str:
    side = number(r * 1.8)
    return f"M{number(x - r * 0.9)} {number(y - r * 0.9)}h{side}v{side}h-{side}z"


def _up(x: float, y: float, r: float) -> str:
    return f"M{number(x)} {number(y - r * 1.2)}l{number(r * 1.2)} {number(r * 2)}h-{number(r * 2.4)}z"


def _down(x: float, y: float, r: float) -> str:
    return f"M{number(x)} {number(y + r * 1.2)}l{number(r * 1.2)}-{number(r * 2)}h-{number(r * 2.4)}z"


def _cross(x: float, y: float, r: float) -> str:
    arm = number(r * 0.8)
    return (
        f"M{number(x - r * 0.4)} {number(y - r * 1.2)}h{arm}v{arm}h{arm}v{arm}h-{arm}v{arm}"
        f"h-{arm}v-{arm}h-{arm}v-{arm}h{arm}z"
    )


def signed(value: float, places: int = 2) -> str:
    """A figure with a minus sign of full width, and no minus before a zero."""
    told = f"{value:.{places}f}"
    if float(told) == 0:
        return told.removeprefix("-")
    return told.replace("-", "−")


def steps(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers from at most ``low`` to at least ``high``, a few of them."""
    apart = max(high - low, 1e-9) / most
    size = 10.0 ** math.floor(math.log10(apart))
    step = next(size * each for each in (1, 2, 5, 10) if size * each >= apart * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * each, 10) for each in range(first, last + 1)]


def tick(value: float) -> str:
    return f"{value:g}".replace("-", "−")

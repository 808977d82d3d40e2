"""How many heads in each of three bands may be shown: few, about so many, or nearly all."""

from dataclasses import dataclass
from enum import Enum

from concordat.smallsample.clamps import TooFew, insiders

BAND_FLOOR = 10
NEAREST = 5


class Size(Enum):
    FEW = "few"
    ABOUT = "about"
    NEARLY_ALL = "nearly all"


@dataclass(frozen=True)
class Heads:
    """What may be said of one band, and the heads that would all be said in that way."""

    size: Size
    about: int
    low: int
    high: int


def few(*, n: int) -> int:
    """The most heads that are still called few.

    One more than the insiders with a colleague beside them, so that "few" may always be nobody at all.
    """
    if n < BAND_FLOOR:
        raise TooFew(f"Three bands need {BAND_FLOOR} answers, not {n}.")
    return insiders(n=n) + 1


def heads(*, count: int, n: int) -> Heads:
    """The class of counts, out of ``n``, from which ``count`` may not be told apart.

    Few, the nearest five, or nearly all. Next to "nearly all" the nearest five is held below it, so
    that a number shown is never one that would itself be shown as "nearly all".
    """
    if not 0 <= count <= n:
        raise ValueError(f"{count} heads of {n} cannot be.")
    least, most = few(n=n) + 1, n - few(n=n) - 1
    if count < least:
        return Heads(Size.FEW, 0, 0, least - 1)
    if count > most:
        return Heads(Size.NEARLY_ALL, n, most + 1, n)
    top = most // NEAREST * NEAREST
    about = max(NEAREST, min((count + NEAREST // 2) // NEAREST * NEAREST, top))
    low = least if about == NEAREST else about - NEAREST // 2
    high = most if about == top else about + NEAREST // 2
    return Heads(Size.ABOUT, about, low, high)

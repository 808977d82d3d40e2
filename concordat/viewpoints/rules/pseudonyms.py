"""Names under which sorts are read. Drawn by chance, so that they tell of no order."""

from collections.abc import Collection
from random import Random, SystemRandom


def drawn(taken: Collection[str], *, chance: Random | None = None) -> str:
    """A P and three figures that nobody in the study has yet; four once half of the three are taken."""
    first = 100
    while len(taken) >= first * 9 // 2:
        first *= 10
    chance = chance or SystemRandom()
    while (name := f"P{chance.randrange(first, 10 * first)}") in taken:
        pass
    return name

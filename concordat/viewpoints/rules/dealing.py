"""Every person gets the cards in an order of their own, so that no statement is always read first."""

from collections.abc import Sequence
from random import Random, SystemRandom

from concordat.viewpoints.rules.draft import Sorting


def dealt(cards: Sequence[str], *, chance: Random | None = None) -> Sorting:
    order = list(cards)
    (chance or SystemRandom()).shuffle(order)
    return Sorting(order=tuple(order))

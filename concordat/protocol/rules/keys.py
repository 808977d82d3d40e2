"""The permanent name of a clause: short, spells no word, and is never mistaken for its number."""

from random import Random

# Without vowels it spells no word; without 0, 1, l and o it is not misread. It begins with a letter.
FIRST = "bcdfghjkmnpqrstvwxz"
OTHERS = FIRST + "23456789"
SIGNS = 6


def fresh(chance: Random) -> str:
    return chance.choice(FIRST) + "".join(chance.choice(OTHERS) for _ in range(SIGNS - 1))

"""A sort that was laid on a table: typed in column by column, with whatever is wrong said at once."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from concordat.viewpoints.rules.draft import Plan


@dataclass(frozen=True)
class Slip:
    """What is wrong. ``value`` is the column it is about; None where it is about the whole sort.

    kind    unreadable, unknown, twice, missing, over or short
    cards   their numbers as printed, or what was typed instead of one
    """

    kind: str
    cards: tuple[str, ...] = ()
    value: int | None = None
    count: int = 0


def read(typed: Mapping[int, str], plan: Plan) -> tuple[dict[str, int], tuple[Slip, ...]]:
    """The sort (card to value), and everything that is wrong with it.

    typed   for each column's value the numbers of the cards in it, as they are printed: "3 17, 22"
    """
    numbers = {str(number): card for number, card in enumerate(plan.cards, start=1)}
    places: dict[str, int] = {}
    slips: list[Slip] = []
    seen: Counter[str] = Counter()
    for value, _room in plan.grid:
        words = [word for word in re.split(r"[\s,;.]+", typed.get(value, "")) if word]
        odd = tuple(word for word in words if not (word.isascii() and word.isdigit()))
        plain = [str(int(word)) for word in words if word not in odd]
        unknown = tuple(number for number in plain if number not in numbers)
        slips += [Slip("unreadable", odd, value)] if odd else []
        slips += [Slip("unknown", unknown, value)] if unknown else []
        for number in plain:
            if number in numbers:
                seen[number] += 1
                places.setdefault(numbers[number], value)
    twice = tuple(number for number, times in seen.items() if times > 1)
    missing = tuple(number for number in numbers if number not in seen)
    slips += [Slip("twice", twice)] if twice else []
    slips += [Slip("missing", missing)] if missing else []
    return places, (*slips, *_of_the_columns(places, plan))


def _of_the_columns(places: Mapping[str, int], plan: Plan) -> list[Slip]:
    if not plan.forced:
        return []
    laid = Counter(places.values())
    wrong = [(value, laid[value] - room) for value, room in plan.grid if laid[value] != room]
    return [Slip("over" if more > 0 else "short", (), value, abs(more)) for value, more in wrong]


def comments(typed: str, plan: Plan) -> tuple[dict[str, str], tuple[Slip, ...]]:
    """Comments as they were written on paper, a line for each: "12: what was said of card 12"."""
    said: dict[str, str] = {}
    slips = []
    for line in filter(None, map(str.strip, typed.splitlines())):
        found = re.fullmatch(r"(\d{1,3})\s*[:.)–-]\s*(.+)", line, re.ASCII)
        number = int(found[1]) if found else 0
        if found is None:
            slips.append(Slip("unreadable", (line[:40],)))
        elif not 1 <= number <= len(plan.cards):
            slips.append(Slip("unknown", (str(number),)))
        else:
            card = plan.cards[number - 1]
            said[card] = f"{said[card]} {found[2]}" if card in said else found[2]
    return said, tuple(slips)


def matched(ids: Sequence[str], cards: Sequence[str]) -> dict[str, str] | None:
    """Which card of the study each statement of a file is: by the same key; or, where the file has numbers of
    its own ("7", "s7", "q07"), by its number, if there are as many statements. None where they do not fit."""
    if set(ids) == set(cards) and len(ids) == len(cards):
        return {each: each for each in ids}
    numbers = [re.fullmatch(r"[a-z]{0,2}0*([1-9]\d*)", each, re.IGNORECASE | re.ASCII) for each in ids]
    counted = [int(number[1]) if number else 0 for number in numbers]
    if sorted(counted) != list(range(1, len(cards) + 1)):
        return None
    return {each: cards[number - 1] for each, number in zip(ids, counted, strict=True)}

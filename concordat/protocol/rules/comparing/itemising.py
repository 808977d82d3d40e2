"""The items of two lists, each beside what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from concordat.protocol.rules.comparing.assignment import assignment
from concordat.protocol.rules.comparing.likeness import CANDIDATES, LOWEST, likeness, shingles
from concordat.protocol.rules.comparing.units import Unit

# Longer lists than this are compared as one text: no list of rules has so many items.
LONGEST = 400

Item = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """Which part of one clause is which of the other: places among their parts, the lead-in being the first.

    pairs       (old, new), either of which may be None, in the order of the new text
    reordered   the same parts with the same words, in another order
    joined      the words that join them, "and" or "or", in either text
    """

    pairs: tuple[tuple[int | None, int | None], ...]
    reordered: bool
    joined: tuple[str, str]

    @property
    def joining(self) -> bool:
        """Whether they are joined by the same words."""
        return self.joined[0] == self.joined[1]


def items_of(old: Unit, new: Unit) -> Items | None:
    """None where neither has a list, or one is too long."""
    if max(len(old.stretches), len(new.stretches)) > LONGEST or len(old.places) == len(new.places) == 1:
        return None
    joining = old.words.lexicon.joining
    before = [_bare(part, joining) for part in parts(old)]
    after = [_bare(part, joining) for part in parts(new)]
    partner = _partners([words for words, _ in before], [words for words, _ in after])
    pairs: list[tuple[int | None, int | None]] = [(partner.get(right), right) for right in range(len(after))]
    taken = set(partner.values())
    for left in range(len(before)):
        if left not in taken:
            # It stood after the one before it: there it is shown.
            at = next((place for place, (one, _) in enumerate(pairs) if one == left - 1), len(pairs) - 1)
            pairs.insert(at + 1, (left, None))
            taken.add(left)
    same = sorted(words for words, _ in before) == sorted(words for words, _ in after)
    orders = [left for left, _ in pairs if left is not None]
    return Items(
        tuple(pairs),
        reordered=same and orders != sorted(orders) and before[:1] == after[:1],
        joined=(_joined(before), _joined(after)),
    )


def parts(unit: Unit) -> list[Item]:
    begins = [*unit.words.begins, len(unit.words.meant)]
    return [unit.words.meant[start:end] for start, end in pairwise(begins)]


def _joined(parts: Sequence[tuple[Item, str]]) -> str:
    return " ".join(sorted({mark for _, mark in parts if mark}))


def _bare(part: Item, joining: frozenset[str]) -> tuple[Item, str]:
    """An item without the word that joins it to the next, and that word."""
    return (part[:-1], part[-1]) if len(part) > 1 and part[-1] in joining else (part, "")


def _partners(before: Sequence[Item], after: Sequence[Item]) -> dict[int, int]:
    """For each new part its old one."""
    waiting: dict[Item, list[int]] = {}
    for left, words in enumerate(before):
        waiting.setdefault(words, []).append(left)
    partner: dict[int, int] = {}
    for right, words in enumerate(after):
        if waiting.get(words):
            partner[right] = waiting[words].pop(0)
    lefts = [left for left in range(len(before)) if left not in set(partner.values())]
    rights = [right for right in range(len(after)) if right not in partner]
    texts = {right: shingles(after[right]) for right in rights}
    scores: dict[int, dict[int, float]] = {}
    for left in lefts:
        mine = shingles(before[left])
        rated = sorted(
            ((likeness(mine, texts[right]), -abs(left - right), right) for right in rights), reverse=True
        )
        # The lead-in is the lead-in, however much of it was written anew.
        scores[left] = {
            right: score + 0.5 * (left == right == 0)
            for score, _, right in rated[:CANDIDATES]
            if score >= LOWEST or left == right == 0
        }
    return partner | {right: left for left, right in assignment(scores).items()}

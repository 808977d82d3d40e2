"""Which clause of one text is which of the other: by permanent key or by what it says, never by number."""

from collections.abc import Iterable, Iterator, Sequence

from concordat.protocol.rules.comparing.assignment import assignment
from concordat.protocol.rules.comparing.likeness import (
    HEADING,
    LEAST_IN_COMMON,
    LOWEST,
    NEIGHBOUR,
    Index,
    may_pair,
)
from concordat.protocol.rules.comparing.matches import Alignment, Match
from concordat.protocol.rules.comparing.piecing import pieced
from concordat.protocol.rules.comparing.regrouping import regrouped
from concordat.protocol.rules.comparing.units import Unit, break_off

ByHand = Sequence[tuple[int | None, int | None]]


def align(old: Sequence[Unit], new: Sequence[Unit], *, by_hand: ByHand = ()) -> list[Match]:
    """All units of both sides, each in one match.

    by_hand   pairs of units that a person has made; None says that the other has no partner

    Turned about, the same two texts give the same matches turned about: both are put into one order first.
    """
    turned = [unit.content for unit in new] < [unit.content for unit in old]
    if turned:
        matches = _align(new, old, [(right, left) for left, right in by_hand])
        return [match.turned() for match in matches]
    return _align(old, new, by_hand)


def _align(left: Sequence[Unit], right: Sequence[Unit], by_hand: ByHand) -> list[Match]:
    known = Alignment(left, right)
    groups = list(_told(known, by_hand))
    _by_key(known)
    _by_content(known)
    _by_breaking_off(known)
    groups += pieced(known)
    for _ in range(2):  # the second time knows the neighbours that the first time found
        _by_likeness(known)
    _by_place(known)
    matches = groups + list(regrouped(known))
    return [Match(tuple(sorted(match.old)), tuple(sorted(match.new)), match.by_hand) for match in matches]


def _told(known: Alignment, by_hand: ByHand) -> Iterator[Match]:
    """What a person has said comes first and is never undone."""
    groups: list[tuple[set[int], set[int]]] = []
    for left, right in by_hand:
        mine = [group for group in groups if left in group[0] or right in group[1]]
        merged: tuple[set[int], set[int]] = (
            set().union(*(group[0] for group in mine), () if left is None else (left,)),
            set().union(*(group[1] for group in mine), () if right is None else (right,)),
        )
        groups = [group for group in groups if group not in mine] + [merged]
    for lefts, rights in groups:
        known.held[0].update(lefts)
        known.held[1].update(rights)
        yield Match(tuple(lefts), tuple(rights), by_hand=True)


def _by_key(known: Alignment) -> None:
    """Permanent identity, where both sides have it."""
    of_right = {known.right[index].key: index for index in known.free_right() if known.right[index].key}
    for left in known.free_left():
        right = of_right.get(known.left[left].key) if known.left[left].key else None
        if right is not None:
            known.pair(left, right)


def _by_content(known: Alignment) -> None:
    """The same words. Where several have them, number, parent and order say who is who."""
    waiting: dict[str, tuple[list[int], list[int]]] = {}
    for left in known.free_left():
        waiting.setdefault(known.left[left].content, ([], []))[0].append(left)
    for right in known.free_right():
        waiting.setdefault(known.right[right].content, ([], []))[1].append(right)
    several = []
    for lefts, rights in waiting.values():
        if len(lefts) == len(rights) == 1:
            known.pair(lefts[0], rights[0])
        elif lefts and rights:
            several.append((lefts, rights))
    for lefts, rights in several:
        _among_equals(known, lefts, rights)


def _among_equals(known: Alignment, lefts: list[int], rights: list[int]) -> None:
    def parent_of(unit: Unit, *, right: bool) -> int | None:
        if right or unit.parent is None:
            return unit.parent
        return known.to_right.get(unit.parent, -1)

    def by_parent_and_path(unit: Unit, *, right: bool) -> object:
        return parent_of(unit, right=right), unit.path, unit.nth

    def by_parent(unit: Unit, *, right: bool) -> object:
        return parent_of(unit, right=right)

    def by_order(_unit: Unit, *, right: bool) -> object:
        return None

    for sameness in (by_parent_and_path, by_parent, by_order):
        waiting: dict[object, list[int]] = {}
        for right in rights:
            if right not in known.to_left:
                waiting.setdefault(sameness(known.right[right], right=True), []).append(right)
        queues = {key: iter(found) for key, found in waiting.items()}
        for left in lefts:
            if left not in known.to_right:
                found = next(queues.get(sameness(known.left[left], right=False), iter(())), None)
                if found is not None:
                    known.pair(left, found)


def _by_breaking_off(known: Alignment) -> None:
    """The last clause of either text, where both break off in it."""
    left, right = len(known.left) - 1, len(known.right) - 1
    if (
        left in known.free_left()
        and right in known.free_right()
        and break_off(known.left[left], known.right[right])
    ):
        known.pair(left, right)


def _by_likeness(known: Alignment) -> None:
    """The rest: all of them together as well as can be."""
    lefts, rights = known.free_left(), known.free_right()
    if not lefts or not rights:
        return
    index = Index((right, known.shingles(known.right[right], right=True)) for right in rights)
    free, place = set(rights), _Places(known, rights)
    scores: dict[int, dict[int, float]] = {}
    for left in lefts:
        for right in {*index.like(known.shingles(known.left[left], right=False)), *place.likely(left)} & free:
            if (
                may_pair(known.left[left], known.right[right])
                and (score := _score(known, left, right)) >= LOWEST
            ):
                scores.setdefault(left, {})[right] = score
    for left, right in assignment(scores).items():
        known.pair(left, right)


def _by_place(known: Alignment) -> None:
    """What stands alone between the same neighbours in both texts, and has something in common."""
    rights = set(known.free_right())
    for left in known.free_left():
        before, after = known.to_right.get(left - 1, -1 if left == 0 else None), known.to_right.get(left + 1)
        if after is None and left == len(known.left) - 1:
            after = len(known.right)
        if before is None or after != before + 2 or before + 1 not in rights:
            continue
        one, other = known.left[left], known.right[before + 1]
        if may_pair(one, other) and known.alike(left, before + 1) >= LEAST_IN_COMMON:
            known.pair(left, before + 1)


def _score(known: Alignment, left: int, right: int) -> float:
    words = known.alike(left, right)
    if words < LEAST_IN_COMMON:
        return 0.0
    one, other = known.left[left], known.right[right]
    score = words
    if one.parent is not None and other.parent is not None:
        if known.to_right.get(one.parent) == other.parent:
            score += NEIGHBOUR
        if known.left[one.parent].content == known.right[other.parent].content:
            score += HEADING
    score += NEIGHBOUR * sum(
        0 <= left + step < len(known.left) and known.to_right.get(left + step) == right + step
        for step in (-1, 1)
    )
    # Of two that are equally good the one in the same place: too little to outweigh a single word.
    return score + 0.001 * (one.path == other.path)


class _Places:
    """Where one would look without reading: under the same number, and beside the same neighbours."""

    def __init__(self, known: Alignment, rights: Iterable[int]) -> None:
        self.known = known
        self.by_path: dict[tuple[str, ...], list[int]] = {}
        for right in rights:
            self.by_path.setdefault(known.right[right].path, []).append(right)

    def likely(self, left: int) -> list[int]:
        found = self.by_path.get(self.known.left[left].path, [])[:2]
        for step in (-1, 1):
            beside = self.known.to_right.get(left + step)
            if beside is not None:
                found = [*found, beside - step]
        return found

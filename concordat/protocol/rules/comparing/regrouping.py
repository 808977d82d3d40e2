"""Clauses that were split, merged, or made the items of a list: pieces found in a whole."""

from collections.abc import Iterable, Iterator, Sequence

from concordat.protocol.rules.comparing.likeness import (
    LOWEST,
    PIECE,
    Index,
    likeness,
    may_pair,
    share,
    shingles,
)
from concordat.protocol.rules.comparing.matches import Alignment, Match
from concordat.protocol.rules.comparing.units import Unit

# A piece shorter than this is too common to be known by its words, unless it stands beside the rest.
LONG_ENOUGH = 6
# How far from the rest of its whole a piece may stand; a single word only beside it.
NEAR_BY = 3
# How much of what a piece says, and the other pieces do not, must be found in the whole.
OF_ITS_OWN = 0.75
# Pieces that stand beside pieces are found one round later.
ROUNDS = 3


def regrouped(known: Alignment) -> Iterator[Match]:
    """Every unit in one match: the pairs that stand, with pieces that have no partner put to their whole."""
    groups = _Groups(known)
    for _ in range(ROUNDS):
        if not sum(_put_pieces(known, groups, right_is_whole=whole) for whole in (True, False)):
            break
    _join_shifted(known, groups)
    for lefts, rights in groups.all():
        yield Match(tuple(sorted(lefts)), tuple(sorted(rights)))


class _Groups:
    """Which units are together. Begins with the pairs, and every other unit alone."""

    def __init__(self, known: Alignment) -> None:
        self.of: dict[tuple[bool, int], tuple[set[int], set[int]]] = {}
        for unit in known.left:
            if unit.index not in known.held[0]:
                partner = known.to_right.get(unit.index)
                self.put({unit.index}, set() if partner is None else {partner})
        for unit in known.right:
            if unit.index not in known.held[1] and unit.index not in known.to_left:
                self.put(set(), {unit.index})

    def put(self, lefts: set[int], rights: set[int]) -> None:
        group = (lefts, rights)
        for left in lefts:
            self.of[False, left] = group
        for right in rights:
            self.of[True, right] = group

    def all(self) -> Iterable[tuple[set[int], set[int]]]:
        return {id(group): group for group in self.of.values()}.values()


def _put_pieces(known: Alignment, groups: _Groups, *, right_is_whole: bool) -> int:
    """How many wholes were given pieces."""
    pieces, wholes = (known.left, known.right) if right_is_whole else (known.right, known.left)
    free = known.free_left() if right_is_whole else known.free_right()
    alone = [index for index in free if sum(map(len, groups.of[not right_is_whole, index])) == 1]
    if not alone:
        return 0
    index = Index(
        (unit.index, known.shingles(unit, right=right_is_whole))
        for unit in wholes
        if (right_is_whole, unit.index) in groups.of
    )
    wanted: dict[int, list[int]] = {}
    for piece in alone:
        whole = _whole_of(known, groups, index, pieces[piece], right_is_whole=right_is_whole)
        if whole is not None:
            wanted.setdefault(whole, []).append(piece)
    return sum(
        _accept(
            known, groups, wholes[whole], [pieces[piece] for piece in found], right_is_whole=right_is_whole
        )
        for whole, found in wanted.items()
    )


def _whole_of(
    known: Alignment, groups: _Groups, index: Index, piece: Unit, *, right_is_whole: bool
) -> int | None:
    wholes = known.right if right_is_whole else known.left
    mine = known.shingles(piece, right=not right_is_whole)
    likely = {
        whole
        for beside in (piece.index - 1, piece.index + 1)
        if (not right_is_whole, beside) in groups.of
        for whole in groups.of[not right_is_whole, beside][1 if right_is_whole else 0]
    }
    best: tuple[float, bool, int] | None = None
    for whole in {*index.like(mine), *likely}:
        unit = wholes[whole]
        if (right_is_whole, whole) not in groups.of or not may_pair(piece, unit):
            continue
        if not piece.words.meant or len(unit.words.meant) <= len(piece.words.meant):
            continue
        found = share(mine, known.shingles(unit, right=right_is_whole))
        near_by = _is_near(groups, piece, whole, right_is_whole=right_is_whole)
        if found < PIECE or not (near_by or len(piece.words.meant) >= LONG_ENOUGH):
            continue
        best = max(best or (0.0, False, 0), (found, near_by, -whole))
    return -best[2] if best else None


def _is_near(groups: _Groups, piece: Unit, whole: int, *, right_is_whole: bool) -> bool:
    others = groups.of[right_is_whole, whole][0 if right_is_whole else 1]
    near = NEAR_BY if len(piece.words.meant) > 1 else 1
    return any(abs(other - piece.index) <= near for other in others)


def _accept(
    known: Alignment, groups: _Groups, whole: Unit, found: Sequence[Unit], *, right_is_whole: bool
) -> bool:
    """Put pieces to a whole, if together with what it has they are more like it than that was alone."""
    pieces = known.left if right_is_whole else known.right
    group = groups.of[right_is_whole, whole.index]
    have, theirs = (group[0], group[1]) if right_is_whole else (group[1], group[0])
    if len(theirs) > 1:
        return False  # already a whole in several pieces of its own
    target = known.shingles(whole, right=right_is_whole)
    together = set(have)
    before = _alike(pieces, together, target)
    covered = frozenset().union(
        *(known.shingles(pieces[other], right=not right_is_whole) for other in together)
    )
    for piece in found:
        after = _alike(pieces, together | {piece.index}, target)
        mine = known.shingles(piece, right=not right_is_whole)
        if not together or (after > before and share(mine - covered, target - covered) >= OF_ITS_OWN):
            together.add(piece.index)
            covered |= mine
            before = after
    if together == have or (len(together) == 1 and before < LOWEST and not _grown(pieces, together, target)):
        return False
    groups.put(*((together, {whole.index}) if right_is_whole else ({whole.index}, together)))
    return True


def _grown(pieces: Sequence[Unit], together: set[int], target: frozenset[str]) -> bool:
    """Whether a clause is found whole within a much longer one: it has grown, and is the same clause."""
    (only,) = together
    words = pieces[only].words.meant
    return len(words) >= LONG_ENOUGH and share(shingles(words), target) >= PIECE


def _alike(units: Sequence[Unit], chosen: set[int], target: frozenset[str]) -> float:
    if not chosen:
        return 0.0
    words = [word for index in sorted(chosen) for word in units[index].words.meant]
    return likeness(shingles(words), target)


def _join_shifted(known: Alignment, groups: _Groups) -> None:
    """Two pairs side by side whose words are the same together: the border between them has shifted."""
    for left in range(len(known.left) - 1):
        one, other = groups.of.get((False, left)), groups.of.get((False, left + 1))
        if one is None or other is None or one is other or not (one[1] and other[1]):
            continue
        if len(one[0]) + len(one[1]) != 2 or len(other[0]) + len(other[1]) != 2:
            continue
        (first,), (second,) = one[1], other[1]
        if second != first + 1 or known.left[left].content == known.right[first].content:
            continue
        if _said(known.left, left) == _said(known.right, first):
            groups.put({left, left + 1}, {first, second})


def _said(units: Sequence[Unit], first: int) -> tuple[str, ...]:
    return units[first].words.meant + units[first + 1].words.meant

"""The redline: what became of each clause of one text in another.

Clauses are paired by permanent key where both texts have keys, and else by what they say; never by number.
Each pair is given a verdict, and a change of wording is looked at word by word for signs that it changed what
the clause demands. ``docs/method/redline.md`` tells how, and what it cannot see.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from concordat.protocol.rules.clauses import Clause
from concordat.protocol.rules.comparing.aligning import align
from concordat.protocol.rules.comparing.itemising import Items, items_of
from concordat.protocol.rules.comparing.judging import judged
from concordat.protocol.rules.comparing.masking import masks, own_names
from concordat.protocol.rules.comparing.matches import Match
from concordat.protocol.rules.comparing.placing import standings
from concordat.protocol.rules.comparing.pointing import Leading, Numbers
from concordat.protocol.rules.comparing.sides import Sides
from concordat.protocol.rules.comparing.staleness import became_of, stale
from concordat.protocol.rules.comparing.units import Unit, units_of
from concordat.protocol.rules.comparing.values import (
    Comparison,
    Did,
    Fault,
    Pair,
    Place,
    Reason,
    Run,
    Stale,
    Verdict,
)
from concordat.protocol.rules.comparing.words import Words

__all__ = [
    "Comparison",
    "Did",
    "Fault",
    "Pair",
    "Place",
    "Reason",
    "Run",
    "Stale",
    "TooLarge",
    "Verdict",
    "compare",
]

Tree = Sequence[Clause]
Pairing = tuple[int | None, int | None]

# Said where more than half of the clauses bear numbers of another kind than before.
OTHER_STYLE = (
    "The two texts are numbered in different styles, for example {old} and {new}: that a clause is "
    "renumbered says little here."
)
FEWEST_FOR_STYLE = 5
# Of both texts together: three constitutions of a thousand pages.
LARGEST = 10_000_000


class TooLarge(ValueError):
    """More text than can be compared. The words are for whoever asked."""


def compare(old: Tree, new: Tree, *, mask: Iterable[str] = (), pairs: Iterable[Pairing] = ()) -> Comparison:
    """The redline of two trees.

    mask    names that differ and mean nothing in a rule: of councils, districts, clerks. Where each text
            names one council, of the same kind, they need no telling; but not between two texts whose
            clauses all have keys: in editions of one instrument another name is another body
    pairs   places that a person has paired, (old, new). The same old place with two new ones says that it was
            split; None in place of one says that the other has no partner. They are never undone
    """
    not_too_large(old, new)
    told = tuple(mask)
    masked = told or (() if _keyed(old) and _keyed(new) else own_names(old, new))
    names, by_hand = masks(masked), tuple(pairs)
    known: dict[tuple[str, ...], Words] = {}
    apart = [{place for pair in by_hand if (place := pair[side]) is not None} for side in (0, 1)]
    old_units = units_of(old, names=names, apart=apart[0], known=known)
    new_units = units_of(new, names=names, apart=apart[1], known=known)
    matches = in_order(align(old_units, new_units, by_hand=_units(old_units, new_units, by_hand)))
    items = [_items(old_units, new_units, match) for match in matches]
    leading = Leading(Numbers(old), Numbers(new), _became(old_units, new_units, matches, items))
    sides = Sides(old, new, old_units, new_units, leading, names)
    rows = tuple(
        row
        for group, (match, place, found) in enumerate(
            zip(matches, standings(old_units, new_units, matches), items, strict=True)
        )
        for row in judged(sides, match, place, found, group)
    )
    found_stale = stale(old, new, rows, leading)
    counts = Counter(row.verdict for row in rows)
    return Comparison(
        pairs=rows,
        counts={verdict: counts[verdict] for verdict in Verdict},
        warnings=(*_style(sides, matches), *(one.sentence for one in found_stale)),
        stale=found_stale,
        masked=masked,
    )


def not_too_large(*trees: Tree) -> None:
    size = sum(len(clause.heading) + len(clause.text) for tree in trees for clause in tree)
    if size > LARGEST:
        raise TooLarge(
            f"The two texts have {size / 1_000_000:.1f} million characters together; at most "
            f"{LARGEST // 1_000_000} million are compared. Compare them part by part."
        )


def _keyed(tree: Tree) -> bool:
    return bool(tree) and all(clause.key for clause in tree)


def in_order(matches: Iterable[Match]) -> list[Match]:
    """In the order of the new text; what was removed follows what stood before it in the old one."""
    kept = sorted((match for match in matches if match.new), key=lambda match: match.new[0])
    after: dict[int, list[Match]] = {}
    standing = {at for match in kept for at in match.old}
    removed = sorted((match for match in matches if not match.new), key=lambda match: match.old[0])
    for match in removed:
        before = match.old[0] - 1
        while before >= 0 and before not in standing:
            before -= 1
        after.setdefault(before, []).append(match)
    told = [*after.pop(-1, [])]
    for match in kept:
        told.append(match)
        for at in match.old:
            told += after.pop(at, [])
    return told


def _units(old: Sequence[Unit], new: Sequence[Unit], by_hand: Sequence[Pairing]) -> list[Pairing]:
    of_old = {place: unit.index for unit in old for place in unit.places}
    of_new = {place: unit.index for unit in new for place in unit.places}
    return [
        (None if left is None else of_old[left], None if right is None else of_new[right])
        for left, right in by_hand
    ]


def _items(old: Sequence[Unit], new: Sequence[Unit], match: Match) -> Items | None:
    if len(match.old) != 1 or len(match.new) != 1:
        return None
    return items_of(old[match.old[0]], new[match.new[0]])


def _became(
    old: Sequence[Unit], new: Sequence[Unit], matches: Sequence[Match], items: Sequence[Items | None]
) -> Mapping[int, frozenset[int]]:
    """For each place of the old tree those of the new tree that it became."""
    return became_of(
        [
            (
                [[place for place, _ in old[at].stretches] for at in match.old],
                [[place for place, _ in new[at].stretches] for at in match.new],
                found.pairs if found else [(0, 0)],
            )
            for match, found in zip(matches, items, strict=True)
        ]
    )


def _style(sides: Sides, matches: Sequence[Match]) -> Iterable[str]:
    pairs = [
        (sides.old[match.old[0]], sides.new[match.new[0]])
        for match in matches
        if match.old and match.new and sides.old[match.old[0]].labelled and sides.new[match.new[0]].labelled
    ]
    other = [(one, another) for one, another in pairs if _kinds(one) != _kinds(another)]
    if len(other) >= FEWEST_FOR_STYLE and 2 * len(other) > len(pairs):
        one, another = other[0]
        yield OTHER_STYLE.format(old=sides.old_place(one).path, new=sides.new_place(another).path)


def _kinds(unit: Unit) -> tuple[bool, ...]:
    return tuple(part.isdigit() for part in unit.path)

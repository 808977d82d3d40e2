"""Which clause of a new text is which of an old one: so that a name is carried on, whatever the number is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from concordat.protocol.rules.comparing import Comparison, Pair, Place


@dataclass(frozen=True)
class Lineage:
    """carried   new place → the old place whose name it carries on
    split_from   new place → the old place of which it is a further part
    merged_into  old place → the new place into which it went besides another
    """

    carried: Mapping[int, int]
    split_from: Mapping[int, int]
    merged_into: Mapping[int, int]


def lineage(comparison: Comparison) -> Lineage:
    """Each old name goes to one new clause at most, and each new clause carries on one at most: the first."""
    carried: dict[int, int] = {}
    split: dict[int, int] = {}
    merged: dict[int, int] = {}
    given: set[int] = set()
    for old, new in _pairs(comparison.pairs):
        if new not in carried and old not in given:
            carried[new] = old
            given.add(old)
        elif old in given and new not in carried:
            split.setdefault(new, old)
        elif old not in given:
            merged.setdefault(old, new)
    return Lineage(
        carried,
        {new: old for new, old in split.items() if new not in carried},
        {old: new for old, new in merged.items() if old not in given},
    )


def with_names(found: Lineage, *, sure: Mapping[int, int]) -> Lineage:
    """The same where names that were told go before words. ``sure``: new place → old place, each once."""
    named = set(sure.values())
    carried = {new: old for new, old in found.carried.items() if new not in sure and old not in named} | dict(
        sure
    )
    standing = set(carried.values())
    return Lineage(
        carried,
        {new: old for new, old in found.split_from.items() if new not in carried},
        {old: new for old, new in found.merged_into.items() if old not in standing},
    )


def _pairs(pairs: Iterable[Pair]) -> Iterator[tuple[int, int]]:
    for pair in pairs:
        if pair.old is None or pair.new is None:
            continue
        yield pair.old.at, pair.new.at
        if pair.items:
            yield from _pairs(pair.items)
        else:
            yield from _items_alike(pair.old, pair.new)


def _items_alike(old: Place, new: Place) -> Iterator[tuple[int, int]]:
    """The items of two lists, if there are as many in one as in the other."""
    before, after = old.places[1:], new.places[1:]
    if len(before) == len(after):
        yield from zip(before, after, strict=True)

"""What became of each item of a list, beside the verdict upon the whole clause."""

import re
from collections.abc import Iterator
from dataclasses import replace

from concordat.protocol.rules.comparing import saying
from concordat.protocol.rules.comparing.differences import runs
from concordat.protocol.rules.comparing.itemising import Items, parts
from concordat.protocol.rules.comparing.likeness import PIECE, likeness, share, shingles
from concordat.protocol.rules.comparing.sides import Sides
from concordat.protocol.rules.comparing.units import Unit, number
from concordat.protocol.rules.comparing.values import Did, Pair, Place, Reason, Run, Verdict

# What joins an item to the next belongs to the list.
_LAST = re.compile(r"[;,.]?(?:\s+(?:and|or|a|ac|neu))?\s*$", re.IGNORECASE)


def rows(sides: Sides, old: Unit, new: Unit, items: Items) -> Iterator[Pair]:
    for before, after in items.pairs:
        one = None if before is None else sides.old_part(old, before)
        other = None if after is None else sides.new_part(new, after)
        if one is not None and other is not None:
            yield _row(sides, one, other, new)
        elif other is not None:
            yield alone(other, Verdict.NEW)
        elif one is not None:
            yield alone(one, Verdict.REMOVED)


def alone(place: Place, verdict: Verdict) -> Pair:
    """What stands in one text only."""
    is_new = verdict is Verdict.NEW
    return Pair(
        old=None if is_new else place,
        new=place if is_new else None,
        verdict=verdict,
        why=saying.NEW if is_new else saying.REMOVED,
        runs=(Run(Did.INSERTED if is_new else Did.DELETED, place.text),),
        words_changed=len(place.text.split()),
    )


def _row(sides: Sides, one: Place, other: Place, of: Unit) -> Pair:
    before, after = sides.words(_LAST.sub("", one.text)), sides.words(_LAST.sub("", other.text))
    weighed = sides.weighed(before, after, of.kind)
    renumbered = number(one.label) != number(other.label)
    pair = Pair(
        old=one,
        new=other,
        verdict=Verdict.RENUMBERED if renumbered else Verdict.UNCHANGED,
        why=saying.same(one, other, renumbered=renumbered),
        runs=runs(one.text, other.text),
        words_changed=weighed.words,
        likeness=likeness(shingles(before.meant), shingles(after.meant)),
        renumbered=renumbered,
    )
    if weighed.reasons:
        why = saying.in_force(weighed.reasons)
        return replace(pair, verdict=Verdict.CHANGED, why=why, in_force=True, reasons=weighed.reasons)
    if weighed.changes:
        return replace(pair, verdict=Verdict.CHANGED, why=saying.changed(renumbered=renumbered))
    if weighed.slight:
        return replace(pair, verdict=Verdict.EDITORIAL, why=saying.editorial(weighed.slight))
    return pair


def came_or_went(sides: Sides, old: Unit, new: Unit, items: Items) -> Iterator[Reason]:
    """Items put in or taken out. One whose words only stand elsewhere in the clause is neither."""
    all_old, all_new = shingles(old.words.meant), shingles(new.words.meant)
    parts_old, parts_new = parts(old), parts(new)
    for before, after in items.pairs:
        if after is None and before is not None and share(shingles(parts_old[before]), all_new) < PIECE:
            yield Reason("list", saying.short(sides.old_part(old, before).text), "")
        elif before is None and after is not None and share(shingles(parts_new[after]), all_old) < PIECE:
            yield Reason("list", "", saying.short(sides.new_part(new, after).text))
    if not items.joining:
        yield Reason("joining", items.joined[0], items.joined[1])

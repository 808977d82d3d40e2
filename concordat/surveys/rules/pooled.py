"""The release of a pool: made by the very rules of a side, and kept apart from both sides' figures."""

from collections.abc import Sequence

from concordat.smallsample.trend import trend
from concordat.surveys.rules.doubts import not_asked
from concordat.surveys.rules.figures import Change, Figure, thousandths
from concordat.surveys.rules.instrument import Item, Shape, Side
from concordat.surveys.rules.pooling import POOLED, Pooled
from concordat.surveys.rules.release import Atom, Counts, release


def pooled(
    *,
    council: str,
    wave: str,
    councils: int,
    invited: int,
    answered: int,
    items: Sequence[Item],
    counts: Counts,
    previous: Pooled | None = None,
    roster_changed_by: int = 0,
    guarded: bool = False,
    remarks: Sequence[str] = (),
) -> Pooled:
    """What may be published of a pool.

    counts     (``POOLED``, item) → counts, as for a side
    previous   the pool of the wave before, for change
    guarded    whether one or two councils joined or left since: then no change has a figure
    """
    alone = release(
        council=council,
        wave=wave,
        atoms=[Atom(POOLED, Side.OFFICERS, invited, answered)],
        items=items,
        counts=counts,
        remarks=remarks,
    )
    changes = _changes(alone.items, previous, changed_by=roster_changed_by, guarded=guarded)
    # A pool has one side by its nature: that the other was not asked is no doubt about it.
    cautions = tuple(said for said in alone.cautions if said != not_asked(Side.COUNCILLORS))
    return Pooled(councils, alone.atoms[0], alone.items, alone.dimensions, changes, cautions)


def _changes(
    figures: Sequence[Figure], previous: Pooled | None, *, changed_by: int, guarded: bool
) -> tuple[Change, ...]:
    before = {(figure.id, figure.wording): figure for figure in previous.items} if previous else {}
    found = []
    for figure in figures:
        earlier = before.get((figure.id, figure.wording))
        if earlier is None or figure.shape is not Shape.RATING:
            continue
        told = trend(
            earlier=earlier.as_mean(),
            later=figure.as_mean(),
            roster_changed_by=changed_by,
            always_guarded=guarded,
        )
        found.append(
            Change(
                id=figure.id,
                side=figure.side,
                atom=figure.atom,
                earlier=earlier.shown,
                later=figure.shown,
                word=told.word,
                change=thousandths(told.change),
                margin=thousandths(told.margin),
                cautions=told.cautions,
            )
        )
    return tuple(found)

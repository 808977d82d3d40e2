"""Counts in, one release out: all that is ever published of a wave.

The order is the promise. First each group's counts pass the disclosure rules of `smallsample`, one
question at a time; from then on the counts are out of sight, and every comparison is arithmetic on
figures that stand in the release anyway (rule R4). The result is frozen, the same for every reader,
and can be stored as JSON and read back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from concordat.smallsample.disclosure import (
    ATOM_FLOOR,
    MEAN_FLOOR,
    Suppression,
    release_bands,
    release_mean,
    shows_a_split,
    withheld_bands,
    withheld_mean,
)
from concordat.smallsample.trend import trend
from concordat.surveys.rules import side_by_side
from concordat.surveys.rules.doubts import cautions_of
from concordat.surveys.rules.figures import (
    Change,
    Compared,
    Dimension,
    Figure,
    Headline,
    How,
    Past,
    Reply,
    RoleDifference,
    of_bands,
    of_mean,
    thousandths,
)
from concordat.surveys.rules.freezing import freeze, thaw
from concordat.surveys.rules.instrument import (
    EDITION,
    Item,
    Shape,
    Side,
    wording_key,
)
from concordat.surveys.rules.pooling import Pooled
from concordat.surveys.rules.promised import Promised
from concordat.surveys.rules.side_by_side import HEADLINE
from concordat.surveys.rules.themes import InTheirOwnWords

DIRECTION = "H2"

Counts = Mapping[tuple[str, str], Sequence[int]]


class NotAtoms(ValueError):
    """The groups of a wave are not one for each side, or one side split once."""


@dataclass(frozen=True)
class Atom:
    """A group that is reported as a whole, and never inside another: a side, or a declared part of one."""

    name: str
    side: Side
    invited: int
    answered: int

    @property
    def reportable(self) -> bool:
        return self.invited >= ATOM_FLOOR and self.answered >= MEAN_FLOOR


@dataclass(frozen=True)
class Release:
    council: str
    wave: str
    atoms: tuple[Reply, ...]
    items: tuple[Figure, ...]
    headline: Headline
    dimensions: tuple[Dimension, ...]
    cautions: tuple[str, ...]
    gaps: tuple[Compared, ...]
    blind_spots: tuple[Compared, ...]
    misjudgements: tuple[Compared, ...]
    roles: tuple[RoleDifference, ...]
    changes: tuple[Change, ...]
    history: tuple[Past, ...]
    edition: str
    roster_hash: str
    questions: tuple[Item, ...]
    promised: tuple[Promised, ...] = ()
    pooled: Pooled | None = None
    # Told later than the figures, by the reviewer: a release that has just been made has none.
    own_words: tuple[InTheirOwnWords, ...] = ()

    def as_json(self) -> dict[str, Any]:
        frozen: dict[str, Any] = freeze(self)
        return frozen

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Release":
        return thaw(cls, data)

    def item(self, name: str) -> Item:
        return next(item for item in self.questions if item.id == name)

    def figure(self, name: str, *, side: Side) -> Figure | None:
        """What one side said, where that side is one group; ``None`` where it is split or was not asked."""
        return side_by_side.sole(self.items, question=name, side=side)


def release(
    *,
    council: str,
    wave: str,
    atoms: Sequence[Atom],
    items: Sequence[Item],
    counts: Counts,
    previous: Release | None = None,
    roster_changed_by: Mapping[str, int] | None = None,
    roster_hash: str = "",
    edition: str = EDITION,
    remarks: Sequence[str] = (),
    promised: Sequence[Promised] = (),
    pooled: Pooled | None = None,
) -> Release:
    """Everything that may be published of one wave.

    atoms              one group for each side; one side may be declared in parts instead, and then has
                       no figure as a whole
    counts             (group, item) → ten counts for a rating, three for bands; an item that a group was
                       not asked is left out
    previous           the last wave's release, for change
    roster_changed_by  group → names that joined or left since; a group that is left out changed by none
    roster_hash        the fingerprint of the list of invited people, as everyone on it saw it
    remarks            further cautions, such as a ballot that could not be opened: whole sentences
    promised           what the sides had promised each other, as it stands on the day of the release
    pooled             what the officers of several local councils said together: no part of any gap

    Raises ``NotAtoms`` for groups that overlap or are unknown, and ``NotCounts`` for counts that cannot be.
    """
    _check(atoms)
    replies = tuple(
        Reply(atom.name, Side(atom.side), atom.invited, atom.answered, reportable=atom.reportable)
        for atom in atoms
    )
    return composed(
        council=council,
        wave=wave,
        replies=replies,
        figures=tuple(figure for reply in replies for figure in _figures(reply, items, counts)),
        items=items,
        previous=previous,
        roster_changed_by=roster_changed_by or {},
        roster_hash=roster_hash,
        edition=edition,
        remarks=remarks,
        promised=promised,
        pooled=pooled,
    )


def composed(
    *,
    council: str,
    wave: str,
    replies: tuple[Reply, ...],
    figures: tuple[Figure, ...],
    items: Sequence[Item],
    previous: Release | None,
    roster_changed_by: Mapping[str, int],
    roster_hash: str,
    edition: str,
    remarks: Sequence[str],
    promised: Sequence[Promised],
    pooled: Pooled | None,
) -> Release:
    """The release whose groups and figures these are. All the rest of it is arithmetic on them.

    It never sees a count, so whoever holds the figures can compose the same release again.
    """
    headline = side_by_side.headline(figures)
    return Release(
        council=council,
        wave=wave,
        atoms=replies,
        items=figures,
        headline=headline,
        dimensions=side_by_side.dimensions(items, figures, replies),
        cautions=(
            *cautions_of(
                replies,
                figures,
                headline=HEADLINE,
                topics=_topics(items),
                asked_of_some={item.id for item in items if item.conditional},
            ),
            *remarks,
        ),
        gaps=side_by_side.gaps(items, figures),
        blind_spots=side_by_side.blind_spots(items, figures),
        misjudgements=side_by_side.misjudgements(items, figures),
        roles=side_by_side.roles(items, figures),
        changes=_changes(figures, previous, roster_changed_by),
        history=_history(previous),
        edition=edition,
        roster_hash=roster_hash,
        questions=tuple(items),
        promised=tuple(promised),
        pooled=pooled,
    )


def _topics(items: Sequence[Item]) -> dict[str, str]:
    return {item.id: item.topic for item in items}


def _check(atoms: Sequence[Atom]) -> None:
    sides = [Side(atom.side) for atom in atoms]
    if len({atom.name for atom in atoms}) < len(atoms):
        raise NotAtoms("Two groups have the same name.")
    if sum(sides.count(side) > 1 for side in Side) > 1 or not atoms:
        raise NotAtoms("A wave has its sides as groups, and at most one side declared in parts.")


# ------------------------------------------------------------------------ the only part that sees counts


def _figures(reply: Reply, items: Sequence[Item], counts: Counts) -> list[Figure]:
    split = _is_split(reply, items, counts)
    spoke = _who_told_whether_it_befell_them(reply, items, counts)
    return [
        _figure(reply, item, counts.get((reply.name, item.id)), split=split, spoke=spoke) for item in items
    ]


def _who_told_whether_it_befell_them(reply: Reply, items: Sequence[Item], counts: Counts) -> int:
    """How many at least answered the questions on which one that is asked only of some follows.

    Whoever skipped those questions too has not said that nothing happened, and hides nobody. If a wave has
    no such question, everyone who replied may have been asked.
    """
    asked = [
        counts[reply.name, item.id]
        for item in items
        if item.pressure
        and item.shape is Shape.BANDS
        and not item.conditional
        and (reply.name, item.id) in counts
    ]
    return max((sum(each) for each in asked), default=reply.answered)


def _figure(reply: Reply, item: Item, counts: Sequence[int] | None, *, split: bool, spoke: int) -> Figure:
    why = None if reply.reportable else Suppression.ATOM_NOT_REPORTED
    if why is None and counts is None:
        why = Suppression.NOT_ASKED
    if why is None and item.conditional and spoke - sum(counts or ()) < MEAN_FLOOR:
        # If nearly everyone answers what is asked only of those it befell, the number who answer
        # says of each of them that it did; and of one that is left, that it did not.
        why = Suppression.TOO_FEW_ANSWERS
    if item.shape is Shape.RATING:
        mean = (
            withheld_mean(invited=reply.invited, why=why)
            if why
            else release_mean(
                counts=counts or (), invited=reply.invited, answered=reply.answered, split=split
            )
        )
        return of_mean(
            mean, question=item.id, reply=reply, how=How.SCORE, wording=wording_key(item, reply.side)
        )
    bands = (
        withheld_bands(invited=reply.invited, why=why)
        if why
        else release_bands(counts=counts or (), invited=reply.invited, answered=reply.answered)
    )
    return of_bands(bands, item=item, reply=reply)


def _is_split(reply: Reply, items: Sequence[Item], counts: Counts) -> bool:
    """Whether this group's published answers on the direction of travel show two camps."""
    direction = counts.get((reply.name, DIRECTION))
    asked = any(item.id == DIRECTION and item.shape is Shape.BANDS for item in items)
    if not reply.reportable or not asked or direction is None:
        return False
    return shows_a_split(bands=release_bands(counts=direction, invited=reply.invited))


# ----------------------------------------------------------------------- arithmetic on released figures


def _changes(
    figures: Sequence[Figure], previous: Release | None, roster_changed_by: Mapping[str, int]
) -> tuple[Change, ...]:
    """Change is told of a question only if the same group was asked it in the same words."""
    if previous is None:
        return ()
    before = {(figure.id, figure.atom, figure.side, figure.wording): figure for figure in previous.items}
    found = []
    for figure in figures:
        earlier = before.get((figure.id, figure.atom, figure.side, figure.wording))
        if figure.shape is not Shape.RATING or earlier is None:
            continue
        told = trend(
            earlier=earlier.as_mean(),
            later=figure.as_mean(),
            roster_changed_by=roster_changed_by.get(figure.atom, 0),
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


def _history(previous: Release | None) -> tuple[Past, ...]:
    if previous is None:
        return ()
    headline = tuple(figure for figure in previous.items if figure.id == HEADLINE)
    return (*previous.history, Past(previous.wave, headline, previous.dimensions))

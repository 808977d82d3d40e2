"""The rows of clauses that were split or merged."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from concordat.protocol.rules.clauses import Kind
from concordat.protocol.rules.comparing import saying
from concordat.protocol.rules.comparing.differences import runs
from concordat.protocol.rules.comparing.likeness import likeness, shingles
from concordat.protocol.rules.comparing.matches import Match
from concordat.protocol.rules.comparing.sides import Sides
from concordat.protocol.rules.comparing.units import Unit
from concordat.protocol.rules.comparing.values import Did, Pair, Place, Reason, Run, Verdict
from concordat.protocol.rules.comparing.weighing import Change


def rows(sides: Sides, match: Match, group: int) -> Iterator[Pair]:
    """One row for each piece. Where words changed, the row of the piece in which they did says so."""
    olds, news = [sides.old[at] for at in match.old], [sides.new[at] for at in match.new]
    before, after = [sides.old_place(unit) for unit in olds], [sides.new_place(unit) for unit in news]
    old_words = sides.words(*(text for unit in olds for _, text in unit.stretches))
    new_words = sides.words(*(text for unit in news for _, text in unit.stretches))
    by_old = len(news) == 1
    changes = _by_piece(
        sides.weighed(old_words, new_words, news[0].kind).changes, olds if by_old else news, by_old=by_old
    )
    shown = _shown(before, after, by_old=by_old)
    like = likeness(shingles(old_words.meant), shingles(new_words.meant))
    why = saying.restructured(before, after)
    if any(changes):
        why = why.replace(saying.SAME_WORDS, saying.SAME_IN_THIS_PART)
    for place, (one, other) in enumerate(zip_longest(before, after)):
        part = min(place, len(changes) - 1)
        pair = Pair(
            old=one or before[-1],
            new=other or after[-1],
            verdict=Verdict.RESTRUCTURED,
            why=why,
            runs=shown[part],
            likeness=like,
            group=group,
        )
        yield _changed(pair, changes[part], heading=news[0].kind is Kind.HEADING) if changes[part] else pair


def _changed(pair: Pair, changes: Sequence[Change], *, heading: bool) -> Pair:
    reasons: tuple[Reason, ...] = ()
    if not heading:
        reasons = tuple(dict.fromkeys(reason for change in changes for reason in change.reasons))
    what = saying.in_force(reasons) if reasons else saying.changed(heading=heading)
    return replace(
        pair,
        verdict=Verdict.CHANGED,
        why=f"{what} Besides, {pair.why.removeprefix(saying.SAME_IN_THIS_PART)}",
        in_force=bool(reasons),
        reasons=reasons,
        words_changed=sum(len(run.text.split()) for run in pair.runs if run.did is not Did.KEPT),
    )


def _by_piece(changes: Sequence[Change], units: Sequence[Unit], *, by_old: bool) -> list[list[Change]]:
    """The changes of words, each with the piece in which it happened."""
    begins, at = [], 0
    for unit in units:
        begins.append(at)
        at += len(unit.words.meant)
    found: list[list[Change]] = [[] for _ in units]
    for change in changes:
        where = change.i if by_old else change.j
        found[max(piece for piece, begin in enumerate(begins) if piece == 0 or begin <= where)].append(change)
    return found


def _shown(before: Sequence[Place], after: Sequence[Place], *, by_old: bool) -> list[tuple[Run, ...]]:
    """The differences of all together, cut where the pieces of the side with more of them end."""
    pieces, other = (before, Did.INSERTED) if by_old else (after, Did.DELETED)
    told: list[list[Run]] = [[] for _ in pieces]
    piece, left = 0, len(pieces[0].text) + 1
    for run in runs(
        "\n".join(place.text for place in before), "\n".join(place.text for place in after), exact=True
    ):
        text = run.text
        while text:
            last = piece == len(pieces) - 1
            taken = text if run.did is other or last else text[:left]
            told[piece].append(Run(run.did, taken))
            text = text[len(taken) :]
            if run.did is not other and not last:
                left -= len(taken)
                if left == 0:
                    piece += 1
                    left = len(pieces[piece].text) + 1
    return [tuple(found) for found in told]

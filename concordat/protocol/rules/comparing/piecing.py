"""Clauses that were split or merged without a word changed: found before anything is weighed."""

from collections.abc import Iterator, Sequence

from concordat.protocol.rules.comparing.matches import Alignment, Match
from concordat.protocol.rules.comparing.units import Unit

# Nobody splits a clause into more than this, or merges more into one.
MOST_PIECES = 12
# Looked for by their first words; of more than so many that begin alike the rest are not tried.
OPENING = 3
MOST_ALIKE = 8


def pieced(known: Alignment) -> Iterator[Match]:
    """Wholes whose words are those of several clauses in a row on the other side."""
    for wholes, pieces, right_is_whole in ((known.right, known.left, True), (known.left, known.right, False)):
        free_wholes = known.free_right() if right_is_whole else known.free_left()
        free_pieces = known.free_left() if right_is_whole else known.free_right()
        taken: set[int] = set()
        by_opening: dict[tuple[str, ...], list[int]] = {}
        for place, piece in enumerate(free_pieces):
            by_opening.setdefault(pieces[piece].words.meant[:OPENING], []).append(place)
        for whole in free_wholes:
            words = wholes[whole].words.meant
            for start in by_opening.get(words[:OPENING], ())[:MOST_ALIKE]:
                row = _row(pieces, free_pieces[start : start + MOST_PIECES], words)
                if row and not taken.intersection(row):
                    taken.update(row)
                    yield _hold(known, row, whole, right_is_whole=right_is_whole)
                    break


def _row(pieces: Sequence[Unit], row: Sequence[int], words: tuple[str, ...]) -> list[int]:
    """The first of these that say, one after another, just these words; none if they do not."""
    at, found = 0, []
    for piece in row:
        said = pieces[piece].words.meant
        if not said or words[at : at + len(said)] != said or pieces[piece].kind == "heading":
            return []
        found.append(piece)
        at += len(said)
        if at == len(words):
            return found if len(found) > 1 else []
    return []


def _hold(known: Alignment, pieces: list[int], whole: int, *, right_is_whole: bool) -> Match:
    lefts, rights = (pieces, [whole]) if right_is_whole else ([whole], pieces)
    known.held[0].update(lefts)
    known.held[1].update(rights)
    return Match(tuple(lefts), tuple(rights))

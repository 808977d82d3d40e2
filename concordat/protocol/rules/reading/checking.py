"""The check that nothing was lost: every character of the source stands in a clause or is left out."""

from collections.abc import Iterator
from itertools import pairwise

from concordat.protocol.rules.clauses import Reading, Span


def unplaced(reading: Reading) -> tuple[Span, ...]:
    """The stretches of the source that stand nowhere, spaces aside. Empty, or the reader has a fault."""
    held = bytearray(len(reading.source))
    for span in _placed(reading):
        held[span.start : span.end] = b"\1" * (span.end - span.start)
    lost: list[Span] = []
    for place, sign in enumerate(reading.source):
        if held[place] or sign.isspace():
            continue
        if lost and not reading.source[lost[-1].end : place].strip():
            lost[-1] = Span(lost[-1].start, place + 1)
        else:
            lost.append(Span(place, place + 1))
    return tuple(lost)


def twice_placed(reading: Reading) -> tuple[Span, ...]:
    """The stretches that were given to two clauses at once."""
    spans = sorted(_placed(reading), key=lambda span: (span.start, span.end))
    return tuple(
        Span(later.start, min(earlier.end, later.end))
        for earlier, later in pairwise(spans)
        if later.start < earlier.end
    )


def _placed(reading: Reading) -> Iterator[Span]:
    for clause in reading.clauses:
        yield from clause.source
    for each in reading.left_out:
        yield each.source

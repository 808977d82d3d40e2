"""Where two sequences of words differ: a shortest way from one to the other, within bounds."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from concordat.protocol.rules.comparing.values import Did, Run

# Above this many pairs of words the shortest way is not looked for as a whole, but between words that stand
# once on either side; a table of this size takes eight megabytes.
LARGEST_TABLE = 64_000_000

_PIECE = re.compile(r"\s*(?:\w+|[^\w\s])|\s+$")


@dataclass(frozen=True, slots=True)
class Op:
    """``old[i1:i2]`` gave way to ``new[j1:j2]``; where they are the same, ``kept``."""

    kept: bool
    i1: int
    i2: int
    j1: int
    j2: int


def ops(old: Sequence[str], new: Sequence[str]) -> list[Op]:
    """What stayed and what gave way, in order. Kept and changed stretches take turns."""
    found: list[Op] = []
    for kept, i1, i2, j1, j2 in _stretches(old, new):
        if i1 == i2 and j1 == j2:
            continue
        if found and found[-1].kept == kept:
            last = found[-1]
            found[-1] = Op(kept, last.i1, i2, last.j1, j2)
        else:
            found.append(Op(kept, i1, i2, j1, j2))
    return found


def _stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    numbers: dict[str, int] = {}
    a = [numbers.setdefault(word, len(numbers)) for word in old]
    b = [numbers.setdefault(word, len(numbers)) for word in new]
    waiting = [(0, len(a), 0, len(b))]
    while waiting:
        i1, i2, j1, j2 = waiting.pop()
        start = 0
        while i1 + start < i2 and j1 + start < j2 and a[i1 + start] == b[j1 + start]:
            start += 1
        yield True, i1, i1 + start, j1, j1 + start
        i1, j1 = i1 + start, j1 + start
        end = 0
        while i2 - end > i1 and j2 - end > j1 and a[i2 - end - 1] == b[j2 - end - 1]:
            end += 1
        if end:
            waiting.append((i2 - end, i2, j2 - end, j2))
            i2, j2 = i2 - end, j2 - end
        if i1 == i2 or j1 == j2:
            yield False, i1, i2, j1, j2
        elif (i2 - i1) * (j2 - j1) <= LARGEST_TABLE:
            for found in Indel.opcodes(a[i1:i2], b[j1:j2]):
                yield (
                    found.tag == "equal",
                    i1 + found.src_start,
                    i1 + found.src_end,
                    j1 + found.dest_start,
                    j1 + found.dest_end,
                )
        elif anchors := _anchors(a, b, i1, i2, j1, j2):
            stops = [(i1, j1), *anchors, (i2, j2)]
            waiting += [(p, r, q, s) for (p, q), (r, s) in pairwise(stops)][::-1]
        else:
            yield False, i1, i2, j1, j2


# In a long text of few different words none stands once; a run of words does.
WIDTHS = (1, 4, 16)


def _anchors(a: list[int], b: list[int], i1: int, i2: int, j1: int, j2: int) -> list[tuple[int, int]]:
    """Words, or runs of words, that stand once on either side, as many as keep their order."""
    for width in WIDTHS:
        if found := _once_on_either_side(a, b, i1, i2, j1, j2, width):
            return found
    return []


def _once_on_either_side(
    a: list[int], b: list[int], i1: int, i2: int, j1: int, j2: int, width: int
) -> list[tuple[int, int]]:
    runs_a = [tuple(a[at : at + width]) for at in range(i1, i2 - width + 1)]
    runs_b = [tuple(b[at : at + width]) for at in range(j1, j2 - width + 1)]
    times_a, times_b = Counter(runs_a), Counter(runs_b)
    place_b = {run: at for at, run in enumerate(runs_b, start=j1) if times_b[run] == 1}
    both = [
        (at, place_b[run]) for at, run in enumerate(runs_a, start=i1) if times_a[run] == 1 and run in place_b
    ]
    chosen = [both[at] for at in longest_rising([right for _, right in both])]
    # The first stretch would be the whole again if it began with an anchor.
    return [anchor for anchor in chosen if anchor != (i1, j1)]


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """Where in the sequence the members of a longest rising run of it stand."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        step = bisect_left(tops, number)
        before.append(ends[step - 1] if step else -1)
        if step == len(tops):
            tops.append(number)
            ends.append(at)
        else:
            tops[step], ends[step] = number, at
    at = ends[-1] if ends else -1
    chosen = []
    while at >= 0:
        chosen.append(at)
        at = before[at]
    return chosen[::-1]


def runs(old: str, new: str, *, exact: bool = False) -> tuple[Run, ...]:
    """The differences of two texts for somebody to read.

    exact   what is kept and deleted is the old text to the letter; else a changed space is no difference, and
            a short word between two changes is not left standing alone
    """
    if old == new:
        return (Run(Did.KEPT, new),) if new else ()
    a, b = _PIECE.findall(old), _PIECE.findall(new)
    found = ops(a, b) if exact else _smoothed(ops([p.strip() for p in a], [p.strip() for p in b]), a)
    told: list[Run] = []
    for op in found:
        if op.kept:
            told.append(Run(Did.KEPT, "".join(b[op.j1 : op.j2])))
            continue
        if op.i1 < op.i2:
            told.append(Run(Did.DELETED, "".join(a[op.i1 : op.i2])))
        if op.j1 < op.j2:
            told.append(Run(Did.INSERTED, "".join(b[op.j1 : op.j2])))
    return tuple(told)


def _smoothed(found: list[Op], old: Sequence[str]) -> list[Op]:
    smooth: list[Op] = []
    for place, op in enumerate(found):
        islet = (
            op.kept
            and 0 < place < len(found) - 1
            and op.i2 - op.i1 == 1
            and len(old[op.i1].strip()) <= 3
            and _both_sides(found[place - 1])
            and _both_sides(found[place + 1])
        )
        if smooth and not smooth[-1].kept and (islet or not op.kept):
            last = smooth[-1]
            smooth[-1] = Op(False, last.i1, op.i2, last.j1, op.j2)
        else:
            smooth.append(op)
    return smooth


def _both_sides(op: Op) -> bool:
    return op.i1 < op.i2 and op.j1 < op.j2

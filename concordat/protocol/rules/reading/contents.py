"""Lists of contents and indexes: they look like clauses, and are none."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from concordat.protocol.rules.reading.lines import Line
from concordat.protocol.rules.reading.marks import marks_of
from concordat.protocol.rules.reading.words import pattern

HEAD = pattern("contents")
LEADERS = re.compile(
    r"(?:\.{4,}|(?:\. ){4,}|…{2,}|·{4,}|_{5,})\s*(?:page\s*)?\d{0,4}\s*$|\t\s*\d{1,4}\s*$|\s{4,}\d{1,4}\s*$"
)
LONGEST = 120
LEADING = 200
LEAST = 3
MOST_ROWS = 600  # looked at together: beyond the longest list of contents the next rows are begun anew
FEW = 3


def set_aside(lines: Sequence[Line]) -> None:
    """Gives the lines of such lists their reason, in place."""
    kept = [line for line in lines if not line.left_out and not line.told]
    _by_leaders(kept)
    _by_links(kept)
    _by_repetition([line for line in kept if not line.left_out])


def _by_leaders(lines: Sequence[Line]) -> None:
    """Rows of points up to a page number: three of them together are a list of contents, or an index."""
    # Only the end of a line is looked at: a run of blanks that is as long as a book would be tried from each.
    rows = [place for place, line in enumerate(lines) if LEADERS.search(line.text.strip()[-LEADING:])]
    for run in _runs(rows, reach=3):
        if len(run) < LEAST:
            continue
        reason = "contents" if run[0] < len(lines) * 0.5 else "index"
        above = run[0] - 1
        if above >= 0 and HEAD.fullmatch(lines[above].words.rstrip(":")):
            lines[above].left_out = reason
        for place in range(run[0], run[-1] + 1):
            if len(lines[place].text) <= LONGEST * 2 and not lines[place].level:
                lines[place].left_out = reason


def _runs(places: Sequence[int], *, reach: int) -> Iterator[list[int]]:
    run: list[int] = []
    for place in places:
        if run and place - run[-1] > reach:
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _by_links(lines: Sequence[Line]) -> None:
    """On a web page, a run of lines that are nothing but links."""
    for run in _runs([place for place, line in enumerate(lines) if line.linked], reach=1):
        if len(run) < LEAST:
            continue
        if run[0] and HEAD.fullmatch(lines[run[0] - 1].words.rstrip(":")):
            lines[run[0] - 1].left_out = "contents"
        for place in run:
            lines[place].left_out = "contents"


def _by_repetition(lines: Sequence[Line]) -> None:
    """Short lines in a row that come again, one by one, as headings with text below them."""
    names = [
        "" if _runs_on(line, below) else _name(line)
        for line, below in zip(lines, [*lines[1:], None], strict=False)
    ]
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        if name:
            places.setdefault(name, []).append(place)
    known: set[str] = set()
    start = 0
    while start < len(lines):
        end = start
        most = min(len(lines), start + MOST_ROWS)
        while end < most and names[end] and _could_be_row(lines, end, start):
            end += 1
        if end - start >= LEAST:
            start, end = _trimmed(start, _shortened(start, end, names, places), lines, names, places)
            repeated = known and sum(name in known for name in names[start:end]) >= 0.8 * (end - start)
            if repeated or _is_contents(start, end, lines, names, places):
                known.update(names[start:end])
                _leave_out(start, end, lines)
        start = max(end, start + 1)


def _could_be_row(lines: Sequence[Line], place: int, start: int) -> bool:
    line = lines[place]
    return place == start or not line.level or line.level == lines[start].level


def _shortened(start: int, end: int, names: Sequence[str], places: dict[str, list[int]]) -> int:
    """The last short line before the text may be the first heading itself, after its row in the list."""
    while end - start > LEAST and _between(places[names[end - 1]], start, end - 1):
        end -= 1
    return end


def _trimmed(
    start: int, end: int, lines: Sequence[Line], names: Sequence[str], places: dict[str, list[int]]
) -> tuple[int, int]:
    """Without the title before it and what follows it: neither comes again."""
    while (
        end - start >= LEAST and not _heads(lines[start]) and not _outside(places[names[start]], start, end)
    ):
        start += 1
    while (
        end - start >= LEAST
        and not _outside(places[names[end - 1]], start, end)
        and not _marked(lines[end - 1])
    ):
        end -= 1
    return start, end


def _marked(line: Line) -> bool:
    return bool(line.mark) or any(mark.weight > 2.5 for mark in marks_of(line.words))


def _between(places: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def _outside(places: Sequence[int], start: int, end: int) -> list[int]:
    """Where else the name stands: the nearest few, for one that stands everywhere tells nothing more."""
    return [*places[: bisect_left(places, start)][-FEW:], *places[bisect_left(places, end) :][:FEW]]


def _is_contents(
    start: int, end: int, lines: Sequence[Line], names: Sequence[str], places: dict[str, list[int]]
) -> bool:
    headed = bool(_heads(lines[start]) or (start and _heads(lines[start - 1])))
    if not headed and (start > len(lines) * 0.4 or (start and _announces(lines[start - 1]))):
        return False
    again = {
        place: found for place in range(start, end) if (found := _outside(places[names[place]], start, end))
    }
    needed = 0.34 if headed else 0.6
    if len(again) < max(2, needed * (end - start - _heads(lines[start]))):
        return False
    # What comes again must have text below it there, or both are lists.
    filled = sum(any(_has_text_below(other, lines, names) for other in found) for found in again.values())
    return filled >= max(2, 0.5 * len(again))


def _has_text_below(place: int, lines: Sequence[Line], names: Sequence[str]) -> bool:
    if place + 1 >= len(lines):
        return False
    below = lines[place + 1]
    return not names[place + 1] or len(below.words) > 60 or below.words[-1:] in ".:;"


def _heads(line: Line) -> bool:
    return bool(HEAD.fullmatch(line.words.rstrip(":")))


def _announces(line: Line) -> bool:
    return line.words.endswith(":") and len(line.words.split()) > 3


def _leave_out(start: int, end: int, lines: Sequence[Line]) -> None:
    if start and _heads(lines[start - 1]):
        start -= 1
    for line in lines[start:end]:
        line.left_out = "contents"


def _runs_on(line: Line, below: Line | None) -> bool:
    """The sentence goes on in the next line, so this is no row of a list."""
    return (
        below is not None
        and not (below.blanks or line.whole)
        and below.words[:1].islower()
        and not below.mark
    )


def _name(line: Line) -> str:
    """The words of a line that could be a row of contents, without its number and its page."""
    words = line.words
    if len(words) > LONGEST or words[-1:] in ".;," or line.picture or line.quoted or not words:
        return ""
    if words[-1:] == ":" and not words.isupper() and not HEAD.fullmatch(words[:-1]):
        return ""
    longest = max((len(mark.label) for mark in marks_of(words) if mark.weight > 0.8), default=0)
    rest = re.sub(r"[\s.…·_]*\d*\s*$", "", words[longest:])
    return re.sub(r"\W+", " ", rest.lower()).strip()

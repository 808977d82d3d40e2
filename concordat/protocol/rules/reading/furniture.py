"""What stands on a page and is no part of the text: page numbers, navigation, running heads, stamps."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from concordat.protocol.rules.reading.lines import Layout, Line
from concordat.protocol.rules.reading.marks import marks_of
from concordat.protocol.rules.reading.words import WORDS, pattern

PAGE_NUMBER = pattern("page_number")
NAVIGATION = pattern("navigation")
AT_THE_EDGES = pattern("navigation_at_the_edges")
PAGE_UPDATED = pattern("note_of_the_page")
CRUMBS = re.compile(r"\S[^.;:]{0,40}(?:\s+[>»›]\s+[^.;:>»›]{1,60}){1,7}")
STAMPS = frozenset(stamp.upper() for stamp in WORDS["stamps"])
EDGE = 3  # lines at the top and at the bottom of a page among which running heads are looked for
BODY = 60  # a line as long as this is text, not navigation


def set_aside(layout: Layout) -> None:
    """Gives each such line its reason, in place."""
    # What a file of ours says is a clause is one, whatever it looks like.
    lines = [line for line in layout.lines if not line.left_out and not line.told]
    for line in lines:
        line.left_out = _reason(line)
    _pages_by_their_numbers(lines)
    _bare_numbers(lines)
    _running_heads(lines)
    _at_the_edges(lines)
    _stamps(layout, lines)


def _reason(line: Line) -> str:
    words = line.words
    if line.sideways:
        return "text set sideways"
    if PAGE_NUMBER.fullmatch(words):
        return "page number"
    if NAVIGATION.fullmatch(words):
        return "navigation"
    if PAGE_UPDATED.fullmatch(words):
        return "note of the web page"
    if not line.picture and not any(sign.isalnum() for sign in words):
        return "ruled line" if len(words) > 2 else "stray sign"
    return ""


# ------------------------------------------------------------------------------ page numbers, running heads


def _pages_by_their_numbers(lines: Sequence[Line]) -> None:
    """Where the format knows no pages, "Page 7" says where one ended."""
    if any(line.page for line in lines) or not any(line.left_out == "page number" for line in lines):
        return
    page = 1
    for line in lines:
        line.page = page
        page += line.left_out == "page number"


def _bare_numbers(lines: Sequence[Line]) -> None:
    """A number on a line of its own is a page's if it grows by one from page to page."""
    bare = [(place, int(line.words)) for place, line in enumerate(lines) if _bare(line)]
    runs: list[list[tuple[int, int]]] = []
    for place, number in bare:
        run = next((run for run in reversed(runs) if run[-1][1] + 1 == number), None)
        if run is None:
            runs.append([(place, number)])
        else:
            run.append((place, number))
    for run in runs:
        if len(run) > 1 and _spaced_as_pages(run, lines):
            for place, _number in run:
                lines[place].left_out = "page number"


def _bare(line: Line) -> bool:
    return not line.left_out and not line.mark and line.words.isdecimal() and len(line.words) < 4


def _spaced_as_pages(run: Sequence[tuple[int, int]], lines: Sequence[Line]) -> bool:
    if lines[run[0][0]].page:
        pages = [lines[place].page for place, _number in run]
        return all(b == a + 1 for a, b in pairwise(pages)) and all(
            _at_edge(place, lines) for place, _number in run
        )
    steps = [b[0] - a[0] for a, b in pairwise(run)]
    return min(steps) >= 12


def _at_edge(place: int, lines: Sequence[Line]) -> bool:
    page = lines[place].page
    before = [line for line in lines[max(0, place - EDGE) : place] if line.page == page]
    after = [line for line in lines[place + 1 : place + 1 + EDGE] if line.page == page]
    return len(before) < EDGE or len(after) < EDGE


def _running_heads(lines: Sequence[Line]) -> None:
    """What stands at the same edge of page after page, numbers aside."""
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.page and not line.left_out:
            pages[line.page].append(line)
    if len(pages) < 2:
        return
    seen: Counter[tuple[str, str]] = Counter()
    for page in pages.values():
        seen.update({key for key, _line in _edges(page)})
    most = max(2 if len(pages) < 5 else 3, len(pages) // 4 if len(pages) < 40 else 5)
    for page in pages.values():
        for key, line in _edges(page):
            if seen[key] >= most and not line.left_out:
                line.left_out = "page header" if key[0] == "top" else "page footer"


def _edges(page: Sequence[Line]) -> Iterator[tuple[tuple[str, str], Line]]:
    """The outermost lines, from the edge inwards: what lies behind text is no running head."""
    for side, run in (("top", page[:EDGE]), ("foot", list(reversed(page[-EDGE:])))):
        for line in run:
            if len(line.words) > 120:
                break
            if line.mark or line.words[0].islower() or _an_item(line):
                continue
            yield (side, _without_its_page(line)), line


def _without_its_page(line: Line) -> str:
    """The words with every number made alike; not those of "26. Both sides", where it is the clause's own."""
    words = line.words.lower()
    own = any(mark.weight >= 4 for mark in marks_of(line.words))
    return words if own else re.sub(r"\d+", "0", words)


def _an_item(line: Line) -> bool:
    return any(mark.bullet or mark.family[0] == "(" for mark in marks_of(line.words))


# ------------------------------------------------------------------------------ web pages, stamps


def _at_the_edges(lines: Sequence[Line]) -> None:
    for run in (lines, list(reversed(lines))):
        below = False
        for line in run:
            words = line.words
            if len(words) > BODY and not line.left_out and not CRUMBS.fullmatch(words):
                break
            if line.left_out:
                below = below or line.left_out == "navigation"
            elif not line.level and (
                CRUMBS.fullmatch(words)
                or (AT_THE_EDGES.fullmatch(words) and (below or run is not lines or line.linked))
            ):
                line.left_out = "navigation"
                below = True
            elif run is lines and below and line.linked:
                line.left_out = "navigation"


def _stamps(layout: Layout, lines: Sequence[Line]) -> None:
    """Where the format does not know of rotation, a word set sideways comes out backwards."""
    sure = [n for n, line in enumerate(lines) if not line.left_out and _backwards(line)]
    stamped: list[Line] = []
    for place in sure:
        for near in range(max(0, place - 3), min(len(lines), place + 4)):
            line = lines[near]
            if not line.left_out and re.fullmatch(r"[A-Z0-9]{2,12}", line.words):
                line.left_out = "text set sideways"
                stamped.append(line)
    if stamped:
        words = ", ".join(line.words for line in stamped)
        layout.warnings.append(f"Words that were set sideways, or read backwards, are left out: {words}.")


def _backwards(line: Line) -> bool:
    words = line.words
    return words.isupper() and len(words) > 4 and words[::-1] in STAMPS and words not in STAMPS

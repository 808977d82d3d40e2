"""A clause and its list as one reads them out: lead-in, items, and what follows the list."""

import re
from collections.abc import Iterator, Sequence

from concordat.protocol.rules.clauses import Clause, Kind

# An expectation in a list stands for itself: people acknowledge it and figures cite it. So does a heading.
STANDS_ALONE = frozenset({Kind.HEADING, Kind.EXPECTATION, Kind.IMAGE_MISSING})

_ENDED = re.compile(r"[.!?…][\"'”’)\]]*$")
_SPACES = re.compile(r"[ \t\u00a0]+")

Stretch = tuple[int, str]


def ends(text: str) -> bool:
    """Whether the last sentence of a text is finished."""
    return bool(_ENDED.search(text.rstrip()))


def said(clause: Clause) -> str:
    """Heading and words of a clause, as one would read it out."""
    if clause.heading and clause.text:
        return f"{clause.heading}\n{clause.text}"
    return clause.heading or clause.text


def plain(text: str) -> str:
    """The text with its runs of spaces made one; paragraphs stay parted."""
    return "\n".join(line for line in (_SPACES.sub(" ", line).strip() for line in text.splitlines()) if line)


def halves(text: str) -> tuple[str, str]:
    """What stands before the list of a clause, and what after it.

    The last paragraph that ends in a colon opens the list; one after it was printed below the list.
    """
    paragraphs = text.splitlines()
    opening = max((at for at, words in enumerate(paragraphs) if words.rstrip().endswith(":")), default=-1)
    if opening < 0:
        return text, ""
    return "\n".join(paragraphs[: opening + 1]), "\n".join(paragraphs[opening + 1 :])


def stretches_of(tree: Sequence[Clause], places: Sequence[int]) -> Iterator[Stretch]:
    """The words of a clause and its items in the order of reading, each with its place in the tree."""
    waiting: list[Stretch] = []
    for at, place in enumerate(places):
        clause = tree[place]
        while waiting and tree[waiting[-1][0]].depth >= clause.depth:
            yield waiting.pop()
        has_items = at + 1 < len(places) and tree[places[at + 1]].depth > clause.depth
        before, after = halves(clause.text) if has_items else (clause.text, "")
        yield place, "\n".join(part for part in (clause.heading, before) if part)
        if after:
            waiting.append((place, after))
    yield from reversed(waiting)


def opens_a_list(clause: Clause, items: Sequence[Clause]) -> bool:
    """Whether the clause breaks off and its children end its sentence."""
    text = halves(clause.text)[0].rstrip()
    if not text or clause.kind is Kind.HEADING or _ENDED.search(text):
        return False
    fragments = sum(not _is_sentence(item) for item in items if item.kind not in STANDS_ALONE)
    return 2 * fragments >= len(items)


def _is_sentence(item: Clause) -> bool:
    text = item.text.strip()
    return bool(text) and not text[:1].islower() and bool(_ENDED.search(text))

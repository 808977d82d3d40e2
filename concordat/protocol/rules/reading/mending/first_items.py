"""Lists whose first item has lost its mark, so that the printed first is the second."""

import re
from collections.abc import Sequence

from concordat.protocol.rules.reading.mending.marks import relabel
from concordat.protocol.rules.reading.nodes import ITEM_ENDS, Node, Piece, Warn, walk

COLON = re.compile(r":[-–—]?\s+")


def find(root: Node, warn: Warn) -> None:
    """An item stands between "… except:" and "i …": it is the first, and the printed "i" is the second."""
    mended: list[str] = []
    for node in list(walk(root)):
        listed = [child for child in node.children if child.numbered]
        first = next((child for child in listed if child.mark and len(child.mark.value) == 1), None)
        if (
            first is None
            or first.mark is None
            or first.mark.value != (1,)
            or first.is_heading
            or not node.mark
        ):
            continue
        if first.mark.kind not in ("i", "a", "1") or first.mark.kind == node.mark.kind:
            continue
        item = _first_item_of(node, first)
        if item is None:
            continue
        _insert_first(node, item, first, listed)
        mended.append(f"{node.label.strip('().')}")
    if mended:
        warn(
            f"The first item of {len(mended)} lists has lost its mark, so that the printed first is the"
            f" second and so on: the lists below {', '.join(mended)}."
        )


def _first_item_of(node: Node, first: Node) -> list[list[Piece]] | None:
    """The paragraphs of the item, taken out of the clause above it."""
    begins = _start(first)
    before = [p for p in node.paragraphs if p[0].span.start < begins]
    for number in range(len(before) - 1):
        if before[number][-1].words.endswith((":", ":-", ":–")):
            item = before[number + 1 :]
            words = " ".join(piece.words for piece in item[0])
            if not ITEM_ENDS.search(words) and not words.endswith((":", ".")) and not words[:1].islower():
                return None
            if words.endswith(".") and words[:1].isupper() and not first.words[:1].isupper():
                return None
            node.paragraphs = [p for p in node.paragraphs if not any(p is each for each in item)]
            return item
    return _cut_at_the_colon(node, before)


def _cut_at_the_colon(node: Node, before: Sequence[list[Piece]]) -> list[list[Piece]] | None:
    """The lead-in and the first item share a line."""
    if len(before) != 1:
        return None
    paragraph = before[0]
    words = " ".join(piece.words for piece in paragraph)
    if not ITEM_ENDS.search(words):
        return None
    for number, piece in enumerate(paragraph):
        place = next(n for n, each in enumerate(node.paragraphs) if each is paragraph)
        if piece.words.endswith(":") and number + 1 < len(paragraph):
            node.paragraphs[place] = paragraph[: number + 1]
            return [paragraph[number + 1 :]]
        colon = COLON.search(piece.words)
        if colon and colon.end() < len(piece.words):
            head, tail = piece.cut(colon.end())
            node.paragraphs[place] = [*paragraph[:number], head]
            return [[tail, *paragraph[number + 1 :]]]
    return None


def _insert_first(node: Node, item: list[list[Piece]], first: Node, listed: Sequence[Node]) -> None:
    made = Node(mark=first.mark, label=first.label, paragraphs=item, indent=first.indent, page=first.page)
    made.printed = ""
    begins, ends = item[0][0].span.start, _start(first)
    node.adopt(made, first.place)
    for child in list(node.children):
        if child is not made and begins < _start(child) < ends:
            made.adopt(child)
    family = [
        child for child in listed if child.mark and first.mark and child.mark.family == first.mark.family
    ]
    for value, child in enumerate(family, 2):
        if child.mark and child.mark.value[-1] == value - 1:
            child.doubt(
                f"It is printed as “{child.label}”: the first item of its list has lost its mark.", 0.15
            )
            relabel(child, value)
    made.doubt("It has no mark; it stands where the first item of the list would.", 0.2)


def _start(node: Node) -> int:
    return min((span.start for span in node.spans), default=0)

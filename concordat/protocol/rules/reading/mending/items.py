"""Lists without marks: items by the colon before them, and by the words that they begin with."""

from collections.abc import Sequence

from concordat.protocol.rules.reading.nodes import ITEM_ENDS, Node, together, walk


def find_parallel(root: Node) -> None:
    """Paragraphs that begin with the same words as the marked item above them have lost their own marks."""
    for lead in list(walk(root)):
        if not lead.children or not lead.words.endswith(":") or not lead.children[0].bulleted:
            continue
        first = _opening(lead.children[0])
        while (after := lead.after) is not None and not after.is_heading and _opening(after) == first:
            strays = list(after.children)
            lead.adopt(after)
            after.doubt("It begins like the items above it and is taken for one of them.", 0.2)
            for stray in strays:
                if _opening(stray) == first:
                    lead.adopt(stray)


def _opening(node: Node) -> tuple[str, ...]:
    return tuple(node.words.lower().split()[:2])


def find_after_a_colon(root: Node) -> None:
    for parent in [root, *walk(root)]:
        place = 0
        while place < len(parent.children):
            lead = parent.children[place]
            _part_items(lead)
            if lead.words.endswith(":") and not lead.children and not lead.is_heading:
                for item in _items_below(lead, parent.children[place + 1 :]):
                    lead.adopt(item)
                    item.doubt("It has no mark; it is taken for an item of the list above it.", 0.2)
            place += 1


def _part_items(node: Node) -> None:
    """The same within a numbered clause, whose later paragraphs are the items."""
    if node.children or len(node.paragraphs) < 3 or not together(node.paragraphs[0]).endswith(":"):
        return
    items = [Node(paragraphs=[paragraph], indent=node.indent) for paragraph in node.paragraphs[1:]]
    kept = _items_below(node, items)
    for item in kept:
        node.paragraphs.remove(item.paragraphs[0])
        node.adopt(item)
        item.doubt("It has no mark; it is taken for an item of the list above it.", 0.2)


def _items_below(lead: Node, after: Sequence[Node]) -> list[Node]:
    items: list[Node] = []
    for node in after:
        if node.mark or node.is_heading or node.kind or node.children or node.words.endswith(":"):
            break
        words = node.words
        goes_on = bool(items) and bool(ITEM_ENDS.search(items[-1].words))
        alike = words[:1].islower() or bool(ITEM_ENDS.search(words)) or words[-1:].isalnum()
        if len(words) > 260 or not (alike or goes_on):
            break
        items.append(node)
        if words.endswith(".") and goes_on:
            break
    return items if len(items) > 1 else []

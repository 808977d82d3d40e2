"""Which numbered lines head something, and headings that a list swallowed."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from concordat.protocol.rules.clauses import Kind
from concordat.protocol.rules.reading.headings import titled
from concordat.protocol.rules.reading.nodes import Node, Warn, walk


def settle(root: Node) -> None:
    """What looks like a heading and has something below it is one; what has nothing is a short rule."""
    for node in walk(root):
        if node.kind is Kind.HEADING or not node.title:
            continue
        if node.children and not node.paragraphs:
            node.kind = Kind.HEADING
        elif _among_headings(node):
            node.kind = Kind.HEADING
            node.doubt("A heading with nothing below it.", 0.15)
        else:
            node.titled = False
            node.paragraphs = [node.title, *node.paragraphs]
            node.title = []


def _among_headings(node: Node) -> bool:
    """Most of its neighbours of the same kind of number head something."""
    others = [
        each
        for each in node.siblings
        if each is not node and each.mark and node.mark and each.mark.kind == node.mark.kind
    ]
    heads = sum(each.titled and bool(each.children) for each in others)
    return bool(node.mark and not node.mark.bullet) and heads > 1 and heads >= 0.6 * len(others)


def raise_flattened(root: Node, warn: Warn) -> None:
    """Where headings and items became one list, with all marks alike, the short ones head the rest."""
    raised = 0
    for parent in [root, *walk(root)]:
        bullets = [child for child in parent.children if child.bulleted]
        heads = [child for child in bullets if _could_head(child)]
        if len(heads) < 2 or len(heads) == len(bullets) or len(heads) > 0.6 * len(parent.children):
            continue
        if not _each_heads_something(parent, heads) or parent.words.endswith(":"):
            continue
        others = [child for child in parent.children if not any(child is head for head in heads)]
        if sum(child.words.endswith((".", ":", ";")) for child in others) < 0.6 * len(others):
            continue
        _hang_below(parent, heads)
        raised += len(heads)
        for child in parent.children:
            for node in (child, *child.children):
                node.doubt("All marks of this list are alike, so which are headings is a guess.", 0.4)
    if raised:
        warn("Headings and items carry the same mark: which is which was inferred from their length.")


def _could_head(node: Node) -> bool:
    words = node.words
    return titled(words) and len(words.split()) <= 10 and not node.text.count("\n")


def _each_heads_something(parent: Node, heads: Sequence[Node]) -> bool:
    places = [head.place for head in heads]
    ends = [*places[1:], len(parent.children)]
    filled = sum(
        (end - place > 1 or bool(head.children)) for head, place, end in zip(heads, places, ends, strict=True)
    )
    return filled >= 2 and filled >= len(heads) - 1


def _hang_below(parent: Node, heads: Sequence[Node]) -> None:
    head: Node | None = None
    for child in list(parent.children):
        if any(child is each for each in heads):
            head = child
            head.kind, head.titled = Kind.HEADING, True
            head.title = head.title or [piece for paragraph in head.paragraphs for piece in paragraph]
            head.paragraphs = []
        elif head is not None:
            head.adopt(child)


def lift_above_a_lead(root: Node) -> None:
    """Where letters hang straight from headings elsewhere, an unnumbered lead-in does not push them down."""
    straight: Counter[str] = Counter()
    below: dict[str, list[Node]] = defaultdict(list)
    for node in walk(root):
        kinds = {child.mark.kind for child in node.children if child.mark and child.numbered}
        if node.is_heading:
            straight.update(kinds)
        elif not node.mark and node.parent and node.parent.is_heading and len(kinds) == 1:
            below[kinds.pop()].append(node)
    for kind, leads in below.items():
        for lead in leads if straight[kind] > len(leads) else ():
            for child in reversed(list(lead.children)):
                if lead.parent:
                    lead.parent.adopt(child, lead.place + 1)


EMPTY = 4  # paragraphs in a row without words, below a heading that has nothing else


def find_missing_pictures(root: Node) -> None:
    """A heading with nothing below it but empty paragraphs had a picture there."""
    for node in list(walk(root)):
        if node.titled and not node.children and not node.paragraphs and node.gap >= EMPTY:
            lost = Node(kind=Kind.IMAGE_MISSING, page=node.page)
            lost.doubt("Only empty paragraphs stand here, as where a picture was.", 0.4)
            node.adopt(lost)

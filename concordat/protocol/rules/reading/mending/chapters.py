"""Headings that are not in the text but in its numbers, and clauses that swallowed the next."""

import re

from concordat.protocol.rules.clauses import Kind
from concordat.protocol.rules.reading.marks import Mark, marks_of
from concordat.protocol.rules.reading.nodes import Node, Warn, walk


def give_lost(root: Node, warn: Warn) -> None:
    """1.1, 1.2, 2.1 with nothing above them: the headings were lost, and empty ones take their place.

    A number that all of them share is the place in a larger document and makes no chapter.
    """
    lost: list[str] = []
    for parent in [root, *walk(root)]:
        paths = [
            child.mark.value[:-1] for child in parent.children if child.mark and len(child.mark.value) > 1
        ]
        own = parent.mark.value if parent.mark else ()
        if len(set(paths)) > 1:
            lost += [made.label for made in _chapters(parent, own)]
    if lost:
        warn(
            f"The headings above {', '.join(lost)} are not in the text: they are inferred from the numbers,"
            " and empty."
        )


def _chapters(parent: Node, own: tuple[int, ...]) -> list[Node]:
    made: list[Node] = []
    for child in list(parent.children):
        value = child.mark.value[:-1] if child.mark and len(child.mark.value) > 1 else ()
        if value and value != own:
            if not made or not made[-1].mark or made[-1].mark.value != value:
                made.append(_chapter(parent, child, value, after=made[-1] if made else None, inside=not own))
            made[-1].adopt(child)
        elif made and not child.is_heading:
            made[-1].adopt(child)
    return made


def _chapter(parent: Node, first: Node, value: tuple[int, ...], *, after: Node | None, inside: bool) -> Node:
    label = ".".join(map(str, value))
    made = Node(label=label, printed="", mark=Mark("1", value, label, 0.0), kind=Kind.HEADING, titled=True)
    made.doubt("It is not in the text: it is inferred from the numbers below it.", 0.45)
    if inside or parent.parent is None:
        parent.adopt(made, first.place)
    else:
        parent.parent.adopt(made, (after or parent).place + 1)
    return made


GLUED = re.compile(r"(?<=[.;])\s+(\(?[a-z]{1,4}[.)]?)\s+(?=[A-Z])")


def suggest_splits(root: Node, warn: Warn) -> None:
    """ "… received. h Motions rejected …" within clause g: it is left as it is, and told."""
    for node in walk(root):
        if not node.mark or node.mark.bullet or len(node.mark.value) != 1:
            continue
        for found in GLUED.finditer(node.text):
            marks = marks_of(f"{found.group(1)} x")
            if any(m.kind == node.mark.kind and m.value[0] == node.mark.value[0] + 1 for m in marks):
                words = node.text[found.start(1) :][:40]
                node.doubt(f"“{words} …” in it may be a clause of its own: split it there?", 0.35)
                warn(f"{node.label} {node.words[:40]} …: “{words} …” may be a clause of its own.")
                break

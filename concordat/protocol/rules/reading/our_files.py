"""The tree of a Markdown file that we wrote ourselves: it is told, so nothing is inferred.

What somebody added by hand has no comment. It stands where the file has it, and is doubted.
"""

from collections.abc import Sequence

from concordat.protocol.rules.clauses import Kind, Owed, Span
from concordat.protocol.rules.reading.lines import Line, tidy
from concordat.protocol.rules.reading.marks import marks_of
from concordat.protocol.rules.reading.nodes import Node, piece_of


def is_ours(lines: Sequence[Line]) -> bool:
    return any(line.said is not None for line in lines)


def tree_of(lines: Sequence[Line]) -> Node:
    root = Node()
    open_nodes: list[Node] = []
    heads = 0
    for line in lines:
        if line.said is None and line.continued and open_nodes:
            open_nodes[-1].paragraphs.append([piece_of(line.text, line.start)])
            continue
        node = _told(line) if line.said is not None else _added(line)
        depth = _depth(line, heads)
        depth = min(depth, len(open_nodes))
        del open_nodes[depth:]
        (open_nodes[-1] if open_nodes else root).adopt(node)
        open_nodes.append(node)
        if line.level:
            heads = depth + 1
        elif depth < heads:
            heads = depth
    return root


def _depth(line: Line, heads: int) -> int:
    """Below the headings by as much as the file sets it in, unless the comment says otherwise."""
    said = line.said or {}
    if said.get("depth", "").isdecimal():
        return int(said["depth"])
    if line.level:
        return max(0, line.level - 2)
    nested = said.get("nested", "")
    return heads + max(0, (int(nested) if nested.isdecimal() else round(line.indent / 3)) - 1)


def _told(line: Line) -> Node:
    said = line.said or {}
    label = tidy(said.get("label", ""))
    node = Node(label=label, said=True, key=said.get("key", ""), indent=line.indent)
    body, start = line.text, line.start
    if label and line.text.startswith(label):
        node.label_span = Span(line.start, line.start + len(label))
        body, start = line.text[len(label) :], line.start + len(label)
        node.mark = next(iter(marks_of(f"{label} x")), None)
    kind = said.get("kind", Kind.HEADING.value if line.level else Kind.RULE.value)
    node.kind = Kind(kind) if kind in set(Kind) else Kind.RULE
    owed = said.get("owed", "")
    node.owed = Owed(owed) if owed in set(Owed) else None
    node.tags = frozenset(tag.strip() for tag in said.get("tags", "").split(",") if tag.strip())
    if body.strip():
        piece = piece_of(body, start)
        if node.kind is Kind.HEADING:
            node.title, node.titled = [piece], True
        else:
            node.paragraphs = [[piece]]
    return node


def _added(line: Line) -> Node:
    marks = marks_of(line.text)
    node = Node(indent=line.indent)
    body, start = line.text, line.start
    if marks and (line.mark or marks[0].weight > 3):
        length = line.mark or len(marks[0].label)
        node.label, node.mark = line.text[:length], marks[0]
        node.label_span = Span(line.start, line.start + length)
        body, start = line.text[length:], line.start + length
    if line.level:
        node.kind, node.titled, node.title = Kind.HEADING, True, [piece_of(body, start)]
    elif body.strip():
        node.paragraphs = [[piece_of(body, start)]]
    node.doubt("It was added to the file by hand.", 0.3)
    return node

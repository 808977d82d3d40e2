"""From decided lines to a tree: each mark and heading begins a node, and all other lines find theirs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from concordat.protocol.rules.clauses import Kind, Span
from concordat.protocol.rules.reading.headings import JOINING, POINTER, VERB, Guess, titled
from concordat.protocol.rules.reading.levels import Decision
from concordat.protocol.rules.reading.lines import Layout, Line, tidy
from concordat.protocol.rules.reading.marks import Mark
from concordat.protocol.rules.reading.nodes import Node, Piece, piece_of
from concordat.protocol.rules.reading.paragraphs import breaks, width_of

LONGEST_HEADING = 8  # lines: more in capitals is a page that shouts


@dataclass(slots=True)
class Tree:
    """``open`` mirrors the open levels of the numbering; ``last`` took the line before."""

    root: Node = field(default_factory=Node)
    open: list[Node] = field(default_factory=list)
    last: Node | None = None
    lead: Node | None = None
    above: Line | None = None
    width: float = 0.0
    indents: bool = False


def assemble(
    layout: Layout, lines: Sequence[Line], decisions: Sequence[Decision], guesses: Sequence[Guess]
) -> Node:
    tree = Tree(width=width_of(lines), indents=layout.indents)
    for line, decision, guess in zip(lines, decisions, guesses, strict=True):
        if tree.last is not None:
            tree.last.gap = line.blanks
        if decision.mark:
            _begin_marked(tree, line, decision, decision.mark)
        elif decision.heading:
            _begin_heading(tree, line, decision, guess)
        else:
            _place(tree, line)
        tree.above = line
    return tree.root


# ------------------------------------------------------------------------------ what begins a node


def _begin_marked(tree: Tree, line: Line, decision: Decision, mark: Mark) -> None:
    lead = line.skip + len(line.text[line.skip :]) - len(line.text[line.skip :].lstrip())
    after = lead + len(mark.label)
    body = line.text[after:]
    node = Node(label=tidy(mark.label), mark=mark, indent=line.indent, page=line.page, listed=line.mark > 0)
    node.label_span = Span(line.span.start, line.start + after)
    node.column = line.indent + len(mark.label) + len(body) - len(body.lstrip())
    _doubt_the_mark(node, decision, line)
    _on_the_edge(tree, _parent_of_marked(tree, decision)).adopt(node)
    del tree.open[decision.depth :]
    tree.open.append(node)
    if body.strip():
        piece = piece_of(body, line.start + after)
        node.titled = line.level > 0 or _looks_titled(piece.words, line, mark)
        if node.titled:
            node.title = [piece]
        else:
            node.paragraphs = [[piece]]
    tree.last, tree.lead = node, None


def _looks_titled(words: str, line: Line, mark: Mark) -> bool:
    """An item in capitals that has a verb is an item all the same."""
    return titled(words, bold=line.bold) and not (mark.bullet and VERB.search(words))


def _parent_of_marked(tree: Tree, decision: Decision) -> Node:
    depth = decision.depth
    if decision.how not in ("open", "late", "resumed", "heading") and depth < len(tree.open):
        goes_on = tree.open[depth].parent
        if goes_on and not _announces(tree.lead):
            return goes_on
    above = tree.open[depth - 1] if depth else tree.root
    if _announces(tree.lead) and tree.lead and tree.lead.parent is above:
        return tree.lead
    return above


def _announces(node: Node | None) -> bool:
    return node is not None and node.words.endswith((":", ":-", ":–"))


def _begin_heading(tree: Tree, line: Line, decision: Decision, guess: Guess) -> None:
    piece = piece_of(line.text[line.skip :], line.start + line.skip)
    piece.span = line.span
    if _goes_on_with_heading(tree, line, guess) and tree.last:
        tree.last.title.append(piece)
        return
    node = Node(
        kind=Kind.HEADING, titled=True, title=[piece], rank=guess.rank, indent=line.indent, page=line.page
    )
    if guess.strength < 10:
        cost = max(0.03, min(0.5, 0.55 - 0.11 * guess.strength))
        node.doubt("It has no number: it is taken for a heading because of how it looks.", cost)
    _on_the_edge(tree, tree.open[decision.depth - 1] if decision.depth else tree.root).adopt(node)
    del tree.open[decision.depth :]
    tree.open.append(node)
    tree.last, tree.lead = node, None


def _goes_on_with_heading(tree: Tree, line: Line, guess: Guess) -> bool:
    above, last = tree.above, tree.last
    if not (above and last and last.titled and not last.paragraphs and not last.children):
        return False
    if line.blanks or line.whole or line.level or line.page != above.page or last.rank != guess.rank:
        return False
    if len(last.title) >= LONGEST_HEADING:
        return False
    return bool(JOINING.search(last.heading)) or (tree.width > 0 and above.right > tree.width * 0.75)


def _doubt_the_mark(node: Node, decision: Decision, line: Line) -> None:
    if line.mark:
        return
    label = node.label
    cost = 0.5 * math.exp(-1.2 * decision.margin)
    if decision.how == "gap":
        node.doubt(f"The number before “{label}” is missing.", 0.15)
    elif decision.how == "back":
        node.doubt(f"“{label}” begins its list again with nothing between.", 0.25)
    elif decision.how == "late":
        node.doubt(f"This list begins with “{label}”.", 0.1)
    elif decision.how == "chapter":
        node.doubt(f"No heading stands before “{label}”.", 0.05)
    if line.inline:
        node.doubt("It began in the middle of a line.", 0.15)
    if cost > 0.25:
        node.doubt(f"“{label}” could also be read otherwise.", cost)
    else:
        node.sure *= 1.0 - cost


# ------------------------------------------------------------------------------ lines without a mark


def _place(tree: Tree, line: Line) -> None:
    last = tree.last
    piece = piece_of(line.text, line.start)
    if line.picture or line.quoted or line.note:
        _begin_unmarked(tree, line, piece)
    elif line.inside and last and last.kind is Kind.QUOTATION:
        if breaks(tree.above, line, tree.width):
            last.paragraphs.append([])
        last.paragraphs[-1].append(piece)
    elif line.beside and last:
        (last.title if last.titled and not last.paragraphs else _another(last)).append(piece)
    elif last and last.mark and not last.paragraphs and not last.title:
        last.paragraphs = [[piece]]  # the mark stood on a line of its own
        if titled(piece.words, bold=line.bold) and line.level:
            last.titled, last.title, last.paragraphs = True, [piece], []
    elif not breaks(tree.above, line, tree.width, alone=_alone(last)) and not _below_a_title(tree, line):
        _go_on(tree, piece)
    elif owner := _owner(tree, line):
        owner.paragraphs.append([piece])
        tree.last = owner
    else:
        _begin_unmarked(tree, line, piece)


def _another(node: Node) -> list[Piece]:
    node.paragraphs.append([])
    return node.paragraphs[-1]


def _alone(last: Node | None) -> bool:
    """The paragraph so far is one line long."""
    return last is not None and (not last.paragraphs or len(last.paragraphs[-1]) == 1)


def _below_a_title(tree: Tree, line: Line) -> bool:
    """A sentence below a line that looks like a heading is its text, although only the looks part them."""
    last, above = tree.last, tree.above
    if not (last and above and last.titled and not last.paragraphs) or line.inline:
        return False
    if JOINING.search(last.heading) or line.words[:1].islower():
        return False
    if last.heading.isupper():
        return not line.words.isupper()
    return above.right < tree.width * 0.8


def _go_on(tree: Tree, piece: Piece) -> None:
    last = tree.last
    if last is None:
        node = Node(paragraphs=[[piece]])
        tree.root.adopt(node)
        tree.last = tree.lead = node
    elif last.paragraphs:
        last.paragraphs[-1].append(piece)
    elif last.title:
        last.title.append(piece)
        if last.mark and not titled(last.heading) and not last.children:
            # What looked like a heading was the beginning of a sentence.
            last.titled, last.title, last.paragraphs = False, [], [last.title]
    else:
        last.paragraphs = [[piece]]


def _owner(tree: Tree, line: Line) -> Node | None:
    """The marked clause to which a paragraph without a mark belongs, if any."""
    if tree.lead is not None or not tree.open or _heads(tree.open[-1]):
        return None
    chain = _below_the_last_heading(tree.open)
    if tree.indents:
        found, owner = _by_indent(chain, line)
        if found:
            return owner
    innermost = chain[-1]
    numbered = [node for node in chain if node.numbered]
    if not numbered:
        return None
    if innermost.numbered and (POINTER.match(line.words) or len(numbered) == 1 or not _ended(innermost)):
        return innermost
    owner = numbered[-2] if innermost.numbered else numbered[-1]
    owner.doubt("The paragraph after its list is taken for part of this clause.", 0.1)
    return owner


def _below_the_last_heading(levels: Sequence[Node]) -> list[Node]:
    chain: list[Node] = []
    for node in reversed(levels):
        if _heads(node):
            break
        chain.insert(0, node)
    return chain


def _by_indent(chain: Sequence[Node], line: Line) -> tuple[bool, Node | None]:
    """Whether the left edge tells, and whom it names: what stands further in than a mark belongs to it."""
    for node in reversed(chain):
        if line.indent >= node.indent + 1.5:
            return True, node
        if abs(line.indent - node.indent) < 1.5:
            return node.numbered and node is chain[0], node
    return False, None


def _ended(node: Node) -> bool:
    return node.words.endswith((".", ".”", '."', ".)"))


def _heads(node: Node) -> bool:
    return node.kind is Kind.HEADING or (node.titled and not node.paragraphs)


def _begin_unmarked(tree: Tree, line: Line, piece: Piece) -> None:
    node = Node(paragraphs=[[piece]], indent=line.indent, column=line.indent, page=line.page)
    if line.picture:
        node.kind = Kind.IMAGE_MISSING
    elif line.quoted:
        node.kind = Kind.QUOTATION
    elif line.note:
        node.kind = Kind.NOTE
    _on_the_edge(tree, _parent_of_unmarked(tree, node)).adopt(node)
    tree.last = node
    if not (line.picture or line.note):
        tree.lead = node


def _on_the_edge(tree: Tree, parent: Node) -> Node:
    """The parent if a new child of it would stand last in the document, else the nearest such above it."""
    edge = [tree.root]
    while edge[-1].children:
        edge.append(edge[-1].children[-1])
    while parent.parent and not any(parent is node for node in edge):
        parent = parent.parent
    return parent


def _parent_of_unmarked(tree: Tree, node: Node) -> Node:
    if (
        node.kind in (Kind.QUOTATION, Kind.NOTE, Kind.IMAGE_MISSING)
        and tree.last
        and tree.last is not tree.root
    ):
        last = tree.last
        if node.kind is Kind.NOTE or (last.words.endswith(":") and not last.titled):
            return last
    for each in reversed(tree.open):
        if _heads(each):
            return each
    return tree.root

"""Marks that do not say what they should: unread bullets, lists of ones, numbers that restart."""

from concordat.protocol.rules import references
from concordat.protocol.rules.reading.marks import Mark, marks_of, relabelled
from concordat.protocol.rules.reading.nodes import Node, Warn, walk


def read_bullets(root: Node) -> None:
    """A glyph that could not be read, before the only paragraph of its clause, stands for no mark at all."""
    for node in list(walk(root)):
        if not node.bulleted:
            continue
        unread = node.label.startswith("(cid:") or node.label in ("\ufffd",)
        twins = [each for each in node.siblings if each.bulleted]
        if unread and len(twins) == 1:
            node.label, node.mark, node.printed = "", None, node.label
            node.doubt(f"It is printed with “{node.printed}”, a sign that could not be read.", 0.05)
        elif unread or node.label[:1] >= "\uf000":
            node.printed, node.label = node.label, "•"
            if unread:
                node.doubt(f"Its bullet is printed as “{node.printed}”, a sign that could not be read.", 0.05)


def relabel(node: Node, value: int) -> None:
    if not node.mark:
        return
    if node.printed is None:
        node.printed = node.label
    node.label = relabelled(node.printed, node.mark.family, value)
    node.mark = Mark(node.mark.family, (*node.mark.value[:-1], value), node.label, node.mark.weight)


def number_lists_of_ones(root: Node, warn: Warn) -> None:
    """Every paragraph is printed "1.", and they were counted as one list: they are numbered so."""
    for parent in [root, *walk(root)]:
        run = [child for child in parent.children if child.numbered and _counted(child)]
        if not run:
            continue
        first = next((child for child in parent.children if child.label == run[0].label), run[0])
        printed = first.label
        for node in (first, *run):
            node.doubt(f"It is printed as “{printed}”, like all {len(run) + 1} of its list.", 0.08)
            if node.mark:
                relabel(node, node.mark.value[0])
        warn(
            f"{len(run) + 1} paragraphs are all printed as “{printed}”; they are numbered {first.label} to"
            f" {run[-1].label} here."
        )


def _counted(node: Node) -> bool:
    """Its label says "1.", and its place in the list is another."""
    if not node.mark or len(node.mark.value) != 1 or node.mark.value[0] < 2 or node.printed is not None:
        return False
    return any(m.family == node.mark.family and m.value == (1,) for m in marks_of(f"{node.label} x"))


def count_on_where_references_prove_it(root: Node, warn: Warn) -> None:
    """Lists that begin anew below each heading, while "paragraph 8" can only be meant through them all."""
    lists = [
        run for parent in walk(root) if parent.is_heading and not parent.mark and (run := _plain_run(parent))
    ]
    longest, total = max(map(len, lists), default=0), sum(map(len, lists))
    if len(lists) < 2:
        return
    named = {
        int(reference.path[0])
        for node in walk(root)
        for reference in references.found_in(node.text)
        if len(reference.path) == 1 and reference.path[0].isdigit() and not reference.broad
    }
    if not any(longest < number <= total for number in named):
        return
    for value, node in enumerate((node for run in lists for node in run), 1):
        if node.mark and node.mark.value != (value,):
            node.doubt(f"It is printed as “{node.label}”; references prove that the numbers run on.", 0.15)
            relabel(node, value)
    warn(
        "The numbers begin anew below each heading, but references name higher ones: they are counted on"
        " through the whole text here."
    )


def _plain_run(parent: Node) -> list[Node]:
    """Its numbered children, if they are 1, 2, 3 and so on."""
    run = [
        child
        for child in parent.children
        if child.mark and child.mark.kind == "1" and len(child.mark.value) == 1
    ]
    return run if [c.mark.value[0] for c in run if c.mark] == list(range(1, len(run) + 1)) else []

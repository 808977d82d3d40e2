"""An instrument as Markdown that anybody can read, and that reads back as the same tree.

Headings are headings, clauses are a nested list. Behind each stands a comment that a page does not show: the
label as it is, the kind, and the permanent key, so that identity survives the journey.
"""

import re
from collections.abc import Sequence

from concordat.protocol.rules.clauses import Clause, Kind, Stated
from concordat.protocol.rules.reading import our_comments

DEEPEST_HEADING = 6
# What means something to Markdown wherever it stands, and what does so at the start of a line only.
EVERYWHERE = re.compile(r"([\\`*_\[\]<>&])")
AT_THE_START = re.compile(r"^(\s*)([-+#=~|:]|\d{1,9}(?=[.)](?:\s|$)))")


def markdown(
    clauses: Sequence[Clause], *, title: str, adopted: Stated | None = None, review: Stated | None = None
) -> str:
    """The whole file. The dates are written as the source words them."""
    blocks = [f"# {_escaped(title)}"] if title else []
    said = " ".join(clause.text for clause in clauses)
    for stated in (adopted, review):
        if stated and stated.words and stated.words not in said and _escaped(stated.words) not in blocks:
            blocks.append(_escaped(stated.words))
    headed = 0  # how many of the open levels are headings, as the reader will see them
    for clause in clauses:
        as_heading = (
            clause.kind is Kind.HEADING and clause.depth <= headed and clause.depth + 2 <= DEEPEST_HEADING
        )
        if as_heading:
            blocks.append(f"{'#' * (clause.depth + 2)} {_first(clause, {})}")
            headed = clause.depth + 1
            continue
        facts = {}
        if clause.depth < headed:
            facts["depth"], headed = str(clause.depth), clause.depth
        blocks.append(_item(clause, facts, nested=clause.depth - headed))
    return "\n\n".join(blocks) + "\n"


def _item(clause: Clause, facts: dict[str, str], *, nested: int) -> str:
    """One item of the list, set in by as much as it stands deeper."""
    indent = "  " * nested
    first, *others = clause.text.split("\n") if clause.text else [""]
    del first
    lines = [f"{indent}- {_first(clause, facts)}"]
    lines += [f"\n{indent}  {_escaped(paragraph)}" for paragraph in others]
    return "\n".join(lines)


def _first(clause: Clause, facts: dict[str, str]) -> str:
    """The label and the first words, with the comment that says the rest."""
    words = clause.heading if clause.kind is Kind.HEADING else clause.text.split("\n")[0]
    facts = {"label": clause.label, "kind": clause.kind.value} | facts
    if clause.owed:
        facts["owed"] = clause.owed.value
    if clause.key:
        facts["key"] = clause.key
    if clause.tags:
        facts["tags"] = ", ".join(sorted(clause.tags))
    shown = _escaped(f"{clause.label} {words}".strip())
    return f"{shown} {our_comments.written(facts)}".strip()


def _escaped(words: str) -> str:
    return AT_THE_START.sub(_not_a_mark, EVERYWHERE.sub(r"\\\1", words))


def _not_a_mark(found: re.Match[str]) -> str:
    space, sign = found.groups()
    return f"{space}{sign}\\" if sign.isdigit() else f"{space}\\{sign}"

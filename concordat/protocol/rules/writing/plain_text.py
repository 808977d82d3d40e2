"""An edition as plain text: what one reads in a mail, pastes into a minute, or keeps for ever."""

from collections.abc import Iterator, Sequence

from concordat.protocol.rules.clauses import Clause, Kind
from concordat.protocol.rules.comparing.stretches import plain, stretches_of
from concordat.protocol.rules.writing.copies import Copy

STEP = "    "
PICTURE = "[A picture stands here in the source. Its content was not read.]"


def to_text(copy: Copy) -> str:
    """Every clause in lines of its own, further in for each step down, blank lines between them."""
    facts = [("Council", copy.council), *copy.facts, ("SHA-256", copy.fingerprint)]
    head = [copy.title, *(f"{name}: {value}" for name, value in facts if value)]
    return "\n\n".join(["\n".join(head), *_clauses(copy.clauses)]) + "\n"


def _clauses(tree: Sequence[Clause]) -> Iterator[str]:
    """In the order of reading: a paragraph that follows a list stands below it."""
    begun: set[int] = set()
    for place, told in stretches_of(tree, range(len(tree))):
        clause = tree[place]
        words = plain(told) or (PICTURE if clause.kind is Kind.IMAGE_MISSING else "")
        marked = f"{clause.label} {words}" if clause.label and place not in begun else words
        begun.add(place)
        yield "\n".join(f"{STEP * clause.depth}{line}" for line in marked.splitlines() or [""])

"""What no single line shows, mended in the tree: each by name, each told.

Every repair leaves a doubt on the clause that it touched and, where it touched many, a warning for the whole.
"""

from concordat.protocol.rules.reading.mending import chapters, first_items, items, marks, titles
from concordat.protocol.rules.reading.nodes import Node, Warn


def mend(root: Node, warn: Warn) -> None:
    """All repairs, each where the next one needs it."""
    titles.find_missing_pictures(root)
    titles.settle(root)
    titles.raise_flattened(root, warn)
    titles.settle(root)
    marks.read_bullets(root)
    titles.lift_above_a_lead(root)
    marks.number_lists_of_ones(root, warn)
    marks.count_on_where_references_prove_it(root, warn)
    first_items.find(root, warn)
    items.find_parallel(root)
    items.find_after_a_colon(root)
    chapters.give_lost(root, warn)
    chapters.suggest_splits(root, warn)

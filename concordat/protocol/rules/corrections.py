"""A typing slip in words that are in force: mended without a body only where nothing but spelling changes."""

from collections.abc import Sequence

from concordat.protocol.rules.clauses import Clause
from concordat.protocol.rules.comparing import Verdict, compare

# What a correction leaves as it was.
SAME = frozenset({Verdict.UNCHANGED, Verdict.RENUMBERED})


class NotEditorial(Exception):
    """The words would demand something else, or cannot be told not to. The words of the refusal say why."""


def check_correction(old: Sequence[Clause], new: Sequence[Clause]) -> str:
    """What the correction mends, in a sentence. Raises ``NotEditorial``."""
    found = compare(old, new)
    others = [
        pair for pair in found.pairs if pair.verdict not in SAME and pair.verdict is not Verdict.EDITORIAL
    ]
    if others:
        raise NotEditorial(others[0].why)
    mended = [pair for pair in found.pairs if pair.verdict is Verdict.EDITORIAL]
    if not mended:
        raise NotEditorial("Nothing in the words has changed.")
    return " ".join(pair.why for pair in mended)

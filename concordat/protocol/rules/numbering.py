"""The numbers that an edition shows, where they are not simply those of its source."""

import re
from collections.abc import Sequence
from dataclasses import replace

from concordat.protocol.rules.clauses import Clause, Kind
from concordat.protocol.rules.editions import Numbering
from concordat.protocol.rules.tree import Clauses

# What carries a number. A definition, an illustration, a quotation or a note does not.
NUMBERED = frozenset({Kind.HEADING, Kind.RULE, Kind.EXPECTATION})
TOP = re.compile(r"([0-9]{1,4})[.)]?")
ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def numbered(clauses: Sequence[Clause], *, mode: Numbering, prefix: str = "", start: int = 1) -> Clauses:
    """The clauses with the labels of this mode.

    prefix, start   of continuous numbering alone: "8." and 63 give 8.63, 8.64, 8.65 …
    """
    if mode is Numbering.KEPT:
        return tuple(clauses)
    labels = _continuous(clauses, prefix, start) if mode is Numbering.CONTINUOUS else _automatic(clauses)
    return tuple(replace(clause, label=label) for clause, label in zip(clauses, labels, strict=True))


def continued(clauses: Sequence[Clause], *, after: Sequence[str]) -> Clauses:
    """Clauses that come to stand at the end of a text, numbered on from its own top labels; else not at all.

    after   the labels at the top of the text: ["1.", "2."] goes on with "3."; ["Aims", ""] has no numbers
    """
    numbers = [int(found[1]) for label in after if (found := TOP.fullmatch(label.strip()))]
    labels = _automatic(clauses, first=max(numbers) + 1) if numbers else [""] * len(clauses)
    return tuple(replace(clause, label=label) for clause, label in zip(clauses, labels, strict=True))


def _continuous(clauses: Sequence[Clause], prefix: str, start: int) -> list[str]:
    """One run of numbers through headings and all, as where a protocol is a part of a constitution."""
    labels, number = [], start
    for clause in clauses:
        counts = clause.kind in NUMBERED and clause.kind is not Kind.HEADING
        labels.append(f"{prefix}{number}" if counts else "")
        number += counts
    return labels


def _automatic(clauses: Sequence[Clause], *, first: int = 1) -> list[str]:
    """1, 1.1, (a), (i) by depth. Whatever carries no number does not use one up."""
    counts: list[int] = []
    shown: list[str] = []
    labels = []
    for clause in clauses:
        del counts[clause.depth + 1 :], shown[clause.depth + 1 :]
        while len(counts) <= clause.depth:
            counts.append(0 if counts else first - 1)
            shown.append("")
        if clause.kind not in NUMBERED:
            labels.append("")
            continue
        counts[clause.depth] += 1
        shown[clause.depth] = _label(counts[clause.depth], clause.depth, above=shown[: clause.depth])
        labels.append(shown[clause.depth])
    return labels


def _label(number: int, depth: int, *, above: Sequence[str]) -> str:
    if depth == 0:
        return f"{number}."
    if depth == 1:
        return f"{above[0].rstrip('.')}.{number}" if above[0] else f"{number}."
    return (f"({letters(number)})", f"({roman(number)})", f"({letters(number).upper()})", f"({number})")[
        min(depth - 2, 3)
    ]


def letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def roman(number: int) -> str:
    written = ""
    for value, sign in ROMAN:
        while number >= value:
            written += sign
            number -= value
    return written

"""A reading as lines that one can compare at a glance: two spaces for each level, headings between signs."""

from concordat.protocol.rules.clauses import Kind, Reading
from concordat.protocol.rules.reading import read, unplaced
from concordat.protocol.rules.reading.checking import twice_placed

ENDINGS = {Kind.RULE: "", Kind.HEADING: ""}


def of_text(text: str, *, name: str = "protocol.txt") -> Reading:
    reading = read(text.encode(), name=name)
    assert unplaced(reading) == ()
    assert twice_placed(reading) == ()
    return reading


def drawn(reading: Reading) -> list[str]:
    """["1. = Aims =", "  1.1 Words.", "  (a) words <definition>"]."""
    lines = []
    for clause in reading.clauses:
        words = f"= {clause.heading} =" if clause.kind is Kind.HEADING else clause.text.replace("\n", " | ")
        kind = ENDINGS.get(clause.kind, f" <{clause.kind.value}>")
        lines.append("  " * clause.depth + f"{clause.label} {words}{kind}".strip())
    return lines


def tree(text: str, *, name: str = "protocol.txt") -> list[str]:
    return drawn(of_text(text, name=name))


def warned(reading: Reading, words: str) -> bool:
    return any(words in warning for warning in reading.warnings)


def reasons(reading: Reading) -> list[tuple[str, str]]:
    return [(each.reason, each.text) for each in reading.left_out]

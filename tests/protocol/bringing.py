"""A text that is brought, and what a reader might make of it."""

from concordat.protocol import queries
from concordat.protocol.rules.clauses import Clause, Kind, LeftOut, Reading, Span

HERE = "/larkfield/protocol/working-together/"
TEXT = (
    "Working together\n\n"
    "1. Aims\n"
    "1.1 We work together with respect for one another. 1.2 We are open with one another at all times.\n"
    "2. When things go wrong\n"
    "2.1 We talk early, and we talk to the person whom it concerns before we talk to anybody else.\n"
)
NEXT = (
    "Working together\n\n1. Aims\n\n"
    "1.1 This protocol says how councillors and officers work together.\n"
    "1.2 It is looked at again every year by the Standards Committee.\n\n"
    "2. What each may expect\n\n"
    "2.1 Councillors give clear direction.\n"
    "2.2 Officers answer within twenty working days.\n"
)


def as_read(text: str) -> Reading:
    """What a reader might make of it that missed a clause within a line, and is not sure of another."""
    lines = [line for line in text.splitlines() if line]
    spans = [Span(text.index(line), text.index(line) + len(line)) for line in lines]
    clauses = (
        Clause("1.", "Aims", "", Kind.HEADING, 0, source=(spans[1],)),
        Clause("1.1", "", lines[2].partition(" ")[2], Kind.RULE, 1, confidence=0.4, source=(spans[2],)),
        Clause("2.", "When things go wrong", "", Kind.HEADING, 0, source=(spans[3],)),
        Clause("2.1", "", lines[4].partition(" ")[2], Kind.RULE, 1, confidence=0.6, source=(spans[4],)),
    )
    return Reading(lines[0], None, None, clauses, (LeftOut("title", lines[0], spans[0]),), (), text)


def address(source, page: str = "") -> str:
    return f"{HERE}read-in/{source.id}/{page}"


def key_with(source, words: str) -> str:
    source.refresh_from_db()
    return next(c.key for c in queries.work_of(source).clauses if words in c.heading + c.text)

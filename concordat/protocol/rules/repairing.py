"""Mending what a reader made of a document: pure steps on a tree of clauses, none of which loses a character.

A step says what is done to which clauses, by names that stay the same while the tree around them changes. It
is a plain value, so a list of steps is the whole story of a repair: taken from the beginning it gives the
same tree, and without its last step it gives the tree before that.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from concordat.protocol.rules import tree
from concordat.protocol.rules.clauses import Clause, Kind, LeftOut, Owed, Reading, Span
from concordat.protocol.rules.tree import Clauses, NotPossible

DOUBTFUL = 0.8
REASONS = (
    "page number",
    "running head or foot",
    "contents",
    "navigation",
    "front matter",
    "signature",
    "no part of the instrument",
)


@dataclass(frozen=True, slots=True)
class Work:
    """A reading while it is mended. Each clause has a name of its own in ``key``: 1, 2, 3 … as they came.

    next    the number that the next new clause is named by
    """

    clauses: Clauses
    left_out: tuple[LeftOut, ...]
    source: str
    next: int


@dataclass(frozen=True, slots=True)
class Step:
    """One repair.

    do      the name of what is done (see ``STEPS``)
    first   the clause it is done to, or the first of a range; of "put back": a place among what was left out
    last    the last of the range, if there is one
    at      a place in the clause's words, where it is cut
    to      a kind, a debt, or a reason
    """

    do: str
    first: str = ""
    last: str = ""
    at: int = 0
    to: str = ""

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value}


def step_of(told: Mapping[str, Any]) -> Step:
    return Step(**told)


def begun(reading: Reading) -> Work:
    clauses = [replace(clause, key=str(number)) for number, clause in enumerate(reading.clauses, start=1)]
    return Work(tree.planted(clauses), reading.left_out, reading.source, len(clauses) + 1)


def taken(work: Work, step: Step) -> Work:
    """The work after a step. Raises ``NotPossible`` with a sentence for whoever asked for it."""
    deed = STEPS.get(step.do)
    if deed is None:
        raise NotPossible("There is no such repair.")
    return deed(work, step)


def all_taken(work: Work, steps: Sequence[Step]) -> Work:
    for step in steps:
        work = taken(work, step)
    return work


def unplaced(work: Work) -> tuple[Span, ...]:
    """The stretches of the source that stand nowhere any more, spaces aside: none, or a step has a fault."""
    from concordat.protocol.rules.reading.checking import unplaced as check

    return check(Reading("", None, None, work.clauses, work.left_out, (), work.source))


def doubtful(work: Work) -> list[int]:
    """The places of clauses of which the reader was not sure, the least sure first."""
    unsure = [place for place, clause in enumerate(work.clauses) if clause.confidence < DOUBTFUL]
    return sorted(unsure, key=lambda place: (work.clauses[place].confidence, place))


# ------------------------------------------------------------------------------------------------ the range


def place_of(work: Work, key: str) -> int:
    place = next((place for place, clause in enumerate(work.clauses) if clause.key == key), None)
    if place is None:
        raise NotPossible("This clause is not there any more.")
    return place


def _range(work: Work, step: Step) -> tuple[int, int]:
    """The first and the last place of the range, whichever of the two was named first."""
    first = place_of(work, step.first)
    last = place_of(work, step.last) if step.last else first
    return min(first, last), max(first, last)


def _sure(clause: Clause) -> Clause:
    """What a person has looked at is no longer in doubt."""
    return replace(clause, confidence=1.0, doubts=())


def _each(work: Work, step: Step, change: Callable[[Clause], Clause]) -> Work:
    first, last = _range(work, step)
    changed = [
        _sure(change(clause)) if first <= place <= last else clause
        for place, clause in enumerate(work.clauses)
    ]
    return replace(work, clauses=tree.planted(changed))


# ------------------------------------------------------------------------------------------- in and outwards


def _promote(work: Work, step: Step) -> Work:
    first, last = _range(work, step)
    return _each(replace(work, clauses=tree.promoted(work.clauses, first, last)), step, _same)


def _demote(work: Work, step: Step) -> Work:
    first, last = _range(work, step)
    return _each(replace(work, clauses=tree.demoted(work.clauses, first, last)), step, _same)


def _same(clause: Clause) -> Clause:
    return clause


def _confirm(work: Work, step: Step) -> Work:
    return _each(work, step, _same)


# -------------------------------------------------------------------------------------------- what it is


def _mark(work: Work, step: Step) -> Work:
    kind = _kind(step.to)
    return _each(work, step, lambda clause: as_kind(clause, kind))


def _kind(written: str) -> Kind:
    try:
        return Kind(written)
    except ValueError:
        raise NotPossible("There is no such kind of clause.") from None


def as_kind(clause: Clause, kind: Kind) -> Clause:
    """The clause as this kind. A heading has its words in the heading; anything else, in the text."""
    owed = clause.owed if kind is Kind.EXPECTATION else None
    if kind is Kind.HEADING and clause.text:
        return replace(
            clause, kind=kind, heading=_beside(clause.heading, _one_line(clause.text)), text="", owed=owed
        )
    if kind is not Kind.HEADING and clause.kind is Kind.HEADING and not clause.text:
        return replace(clause, kind=kind, text=clause.heading, heading="", owed=owed)
    return replace(clause, kind=kind, owed=owed)


def _owe(work: Work, step: Step) -> Work:
    """An expectation, and who owes it to whom."""
    try:
        owed = Owed(step.to)
    except ValueError:
        raise NotPossible("An expectation is owed by councillors, by officers, or by each.") from None
    return _each(work, step, lambda clause: replace(as_kind(clause, Kind.EXPECTATION), owed=owed))


# ------------------------------------------------------------------------------------- where words are cut


def _split(work: Work, step: Step) -> Work:
    """Two clauses of one: the second begins at a place in the words of the first, and stands beside it."""
    place = place_of(work, step.first)
    clause = work.clauses[place]
    before, after = _cut(clause.text, step.at)
    mine, its = cut_source(work.source, clause.source, keep=_signs(clause) - _count(after))
    first = _sure(replace(clause, text=before, source=mine))
    second = Clause(
        label="",
        heading="",
        text=after,
        kind=clause.kind if clause.kind is not Kind.HEADING else Kind.RULE,
        depth=clause.depth,
        source=its,
        key=str(work.next),
        owed=clause.owed,
    )
    clauses = [*work.clauses[:place], first, second, *work.clauses[place + 1 :]]
    return replace(work, clauses=tree.planted(clauses), next=work.next + 1)


def _head(work: Work, step: Step) -> Work:
    """The words before a place become the clause's heading."""
    place = place_of(work, step.first)
    clause = work.clauses[place]
    if clause.heading:
        raise NotPossible("It has a heading already.")
    before, after = _cut(clause.text, step.at)
    return _put(work, place, replace(clause, heading=_one_line(before), text=after))


def _unhead(work: Work, step: Step) -> Work:
    """The heading goes back to the head of the words."""
    place = place_of(work, step.first)
    clause = work.clauses[place]
    if not clause.heading:
        raise NotPossible("It has no heading.")
    kind = Kind.RULE if clause.kind is Kind.HEADING else clause.kind
    text = "\n".join(part for part in (clause.heading, clause.text) if part)
    return _put(work, place, replace(clause, kind=kind, heading="", text=text))


def _label(work: Work, step: Step) -> Work:
    """The words before a place become the printed label: "h" of "h Motions rejected"."""
    place = place_of(work, step.first)
    clause = work.clauses[place]
    if clause.label:
        raise NotPossible("It has a label already.")
    before, after = _cut(clause.text, step.at)
    if len(before) > 20:
        raise NotPossible("A label is short: a number or a letter with its marks.")
    return _put(work, place, replace(clause, label=_one_line(before), text=after))


def _unlabel(work: Work, step: Step) -> Work:
    """The label was a word after all: "a specification shall", "v. the council"."""
    place = place_of(work, step.first)
    clause = work.clauses[place]
    if not clause.label:
        raise NotPossible("It has no label.")
    if clause.heading:
        return _put(work, place, replace(clause, label="", heading=_beside(clause.label, clause.heading)))
    return _put(work, place, replace(clause, label="", text=_beside(clause.label, clause.text)))


def _join(work: Work, step: Step) -> Work:
    """Its words go to the end of the clause before it, label and all; what stood under it stays so."""
    place = place_of(work, step.first)
    if place == 0:
        raise NotPossible("There is nothing before it to join it to.")
    before, clause = work.clauses[place - 1 : place + 1]
    words = words_of(clause)
    if before.kind is Kind.HEADING:
        joined = replace(before, kind=clause.kind, owed=clause.owed, text=words)
        if clause.kind is Kind.HEADING:
            joined = replace(before, heading=_beside(before.heading, _one_line(words)))
    else:
        joined = replace(before, text="\n".join(part for part in (before.text, words) if part))
    joined = _sure(replace(joined, source=(*before.source, *clause.source), tags=before.tags | clause.tags))
    clauses = [*work.clauses[: place - 1], joined, *work.clauses[place + 1 :]]
    return replace(work, clauses=tree.planted(clauses))


def _put(work: Work, place: int, clause: Clause) -> Work:
    clauses = [*work.clauses[:place], _sure(clause), *work.clauses[place + 1 :]]
    return replace(work, clauses=tree.planted(clauses))


def _cut(text: str, at: int) -> tuple[str, str]:
    before, after = text[:at].rstrip(), text[at:].lstrip()
    if not (before and after):
        raise NotPossible("There must be words on both sides of the cut.")
    return before, after


# ---------------------------------------------------------------------------------------- out and back in


def _leave_out(work: Work, step: Step) -> Work:
    """No clause at all, and the reason why. What stands under it moves up a step."""
    reason = " ".join(step.to.split())[:60]
    if not reason:
        raise NotPossible("Say why it is left out.")
    first, last = _range(work, step)
    gone = [
        LeftOut(reason, work.source[span.start : span.end], span)
        for clause in work.clauses[first : last + 1]
        for span in clause.source
    ]
    left_out = sorted([*work.left_out, *gone], key=lambda each: (each.source.start, each.source.end))
    kept = [*work.clauses[:first], *work.clauses[last + 1 :]]
    return replace(work, clauses=tree.planted(kept), left_out=tuple(left_out))


def _put_back(work: Work, step: Step) -> Work:
    """What was left out is a clause after all: a rule, where it stands in the source."""
    number = int(step.first) if step.first.isascii() and step.first.isdecimal() else -1
    if not 0 <= number < len(work.left_out):
        raise NotPossible("This is not among what was left out.")
    back = work.left_out[number]
    place = sum(1 for clause in work.clauses if clause.source and clause.source[0].start < back.source.start)
    clause = Clause(
        label="",
        heading="",
        text=_paragraphs(back.text),
        kind=Kind.RULE,
        depth=work.clauses[place - 1].depth if place else 0,
        source=(back.source,),
        key=str(work.next),
    )
    left_out = (*work.left_out[:number], *work.left_out[number + 1 :])
    clauses = [*work.clauses[:place], clause, *work.clauses[place:]]
    return Work(tree.planted(clauses), left_out, work.source, work.next + 1)


STEPS: dict[str, Callable[[Work, Step], Work]] = {
    "promote": _promote,
    "demote": _demote,
    "confirm": _confirm,
    "mark": _mark,
    "owe": _owe,
    "split": _split,
    "head": _head,
    "unhead": _unhead,
    "label": _label,
    "unlabel": _unlabel,
    "join": _join,
    "leave out": _leave_out,
    "put back": _put_back,
}


# ------------------------------------------------------------------------------------------ words and signs


def words_of(clause: Clause) -> str:
    """All that a clause says, in the order in which it was printed."""
    head = " ".join(part for part in (clause.label, clause.heading) if part)
    return (
        "\n".join(part for part in (head, clause.text) if part)
        if clause.heading
        else _beside(clause.label, clause.text)
    )


def _beside(first: str, second: str) -> str:
    return " ".join(part for part in (first, second) if part)


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _paragraphs(words: str) -> str:
    return "\n".join(line for line in (_one_line(line) for line in words.splitlines()) if line)


def _count(words: str) -> int:
    """How many signs there are, spaces aside."""
    return len(re.sub(r"\s", "", words))


def _signs(clause: Clause) -> int:
    return _count(clause.label) + _count(clause.heading) + _count(clause.text)


def cut_source(source: str, spans: Sequence[Span], *, keep: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The stretches of a clause, cut in two: the first part has ``keep`` signs, spaces aside.

    Where a reader added or dropped signs the cut may be off by as many: then a sign stands with its
    neighbour, and still nowhere twice, and nowhere lost. Each part keeps at least one sign.
    """
    held = [place for span in spans for place in range(span.start, span.end) if not source[place].isspace()]
    if len(held) < 2:
        return tuple(spans), ()
    at = held[min(max(keep, 1), len(held) - 1)]
    first: list[Span] = []
    second: list[Span] = []
    reached = False
    for span in spans:
        if reached:
            second.append(span)
        elif span.start <= at < span.end:
            reached = True
            if span.start < at:
                first.append(Span(span.start, at))
            second.append(Span(at, span.end))
        else:
            first.append(span)
    return tuple(first), tuple(second)

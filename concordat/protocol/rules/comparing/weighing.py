"""Whether a change of words changes what a clause demands."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from concordat.protocol.rules.clauses import Kind
from concordat.protocol.rules.comparing.differences import Op, ops
from concordat.protocol.rules.comparing.lexicon import MODALITY, Lexicon
from concordat.protocol.rules.comparing.slips import Known, Slight, negated, slight
from concordat.protocol.rules.comparing.values import Reason
from concordat.protocol.rules.comparing.words import Words

SAME_TARGET = Callable[[str, str], bool]
LONGEST_QUOTED = 12
# No sentence is looked for farther away than this.
FARTHEST = 2000

_SENTENCE_END = re.compile(r"[.!?;:]\s")
_QUOTED = re.compile(r'"[^"]*"')
_WORD = re.compile(r"[^\W\d_]+")
# After one of these a capital is no sign of a name.
SENTENCE_MARKS = frozenset(".!?:;\"'([-/")
# What has no force in a sentence that only tells what a document is.
MERELY_NAMED = frozenset({"person", "quantity", "condition", "formality", "duty", "reference", "name"})
# Passed over on the way from "shall" to what shall be done.
_PASSED = frozenset(["be", "been", "not", "also", "always", "then", "therefore", "have"])


@dataclass(frozen=True)
class Example:
    """A difference that is merely editorial."""

    slight: Slight
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """Words that gave way to others: where in either text, and what of it has force."""

    i: int
    j: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Weighed:
    """What a change of words amounts to.

    slight    why differences are editorial, each with an example; empty where there are none
    changes   where words differ that are not merely editorial
    words     how many words differ
    """

    slight: tuple[Example, ...]
    changes: tuple[Change, ...]
    words: int

    @property
    def wording(self) -> bool:
        return bool(self.changes)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        return tuple(dict.fromkeys(reason for change in self.changes for reason in change.reasons))

    @property
    def same(self) -> bool:
        return not self.slight and not self.wording


def weigh(old: Words, new: Words, *, kind: Kind, known: Known, same_target: SAME_TARGET) -> Weighed:
    found: dict[Slight, Example] = {}
    changes: list[Change] = []
    if old.meant != new.meant:
        marks_old, marks_new = _marks(old), _marks(new)
        defined = (
            kind is Kind.DEFINITION
            or old.lexicon.defining.anywhere(old.spoken)
            or new.lexicon.defining.anywhere(new.spoken)
        )
        for op in ops(old.meant, new.meant):
            if op.kept:
                continue
            small = slight(old, new, (op.i1, op.i2), (op.j1, op.j2), known) or _followed(
                old, new, op, same_target
            )
            if small:
                found.setdefault(small, Example(small, old.quoted(op.i1, op.i2), new.quoted(op.j1, op.j2)))
                continue
            reasons = tuple(_reasons(old, new, op, marks_old, marks_new, defined=defined))
            changes.append(Change(op.i1, op.j1, reasons))
    for example in _meant_alike(old, new):
        found.setdefault(example.slight, example)
    if not found and not changes and not looks_alike(old.text, new.text):
        found[Slight.LAYOUT] = Example(Slight.LAYOUT, "", "")
    return Weighed(tuple(found.values()), tuple(changes), differing(old, new))


def differing(old: Words, new: Words) -> int:
    """How many words were put in, taken out, or put in place of others."""
    if old.spoken == new.spoken:
        return 0
    return sum(max(op.i2 - op.i1, op.j2 - op.j1) for op in ops(old.spoken, new.spoken) if not op.kept)


def looks_alike(old: str, new: str) -> bool:
    """The same but for the capital at the beginning, which comes and goes with the layout of a list."""
    return old == new or (old[:1].casefold() == new[:1].casefold() and old[1:] == new[1:])


def _meant_alike(old: Words, new: Words) -> Iterator[Example]:
    """Terms, names, pronouns and numbers that are meant alike and written otherwise."""
    if old.spoken == new.spoken:
        return
    slights = {"name": Slight.NAME, "term": Slight.TERM, "pronoun": Slight.PRONOUN, "number": Slight.NUMBER}
    for op in ops(old.meant, new.meant):
        if not op.kept:
            continue
        for one, other in zip(range(op.i1, op.i2), range(op.j1, op.j2), strict=True):
            a, b = old.came_from[one], new.came_from[other]
            if old.spoken[a[0] : a[1]] != new.spoken[b[0] : b[1]]:
                kind = slights.get(old.kinds[one], Slight.SPACING)
                yield Example(kind, old.quoted(one, one + 1), new.quoted(other, other + 1))


def _followed(old: Words, new: Words, op: Op, same_target: SAME_TARGET) -> Slight | None:
    """References that lead to the same clause, which has another number now."""
    if op.i2 - op.i1 != op.j2 - op.j1 or op.i1 == op.i2:
        return None
    for one, other in zip(range(op.i1, op.i2), range(op.j1, op.j2), strict=True):
        if old.kinds[one] not in ("reference", "number") or old.kinds[one] != new.kinds[other]:
            return None
        if not same_target(_cited(old, one), _cited(new, other)):
            return None
    return Slight.REFERENCE


def _cited(words: Words, at: int) -> str:
    """A reference as printed; a bare number only with the word that makes it one ("standing order 9")."""
    if words.kinds[at] == "reference":
        return words.meant[at]
    before = words.meant[max(0, at - 2) : at]
    return f"{' '.join(before)} {words.meant[at]}"


Marks = list[str]


def _marks(words: Words) -> Marks:
    """For each word what it weighs, or nothing."""
    lexicon = words.lexicon
    marks = ["" for _ in words.meant]
    place = 0
    while place < len(marks):
        found = lexicon.weights.at(words.meant, place)
        length = 1
        if found:
            length = found[0]
            marks[place : place + length] = [found[1]] * length
        elif words.kinds[place] == "number":
            cited = place > 0 and words.meant[place - 1] in lexicon.citing
            marks[place] = "reference" if cited else "amount"
        elif words.kinds[place] == "reference":
            marks[place] = "reference"
        elif words.kinds[place] == "name":
            marks[place] = "person"
        place += length
    _mark_duties(words, marks)
    _mark_names(words, marks)
    return marks


def _mark_duties(words: Words, marks: Marks) -> None:
    """What must, should or may be done: the first word after the modal, and of each item below a modal."""
    for place, mark in enumerate(marks):
        following = place + 1 < len(marks) and marks[place + 1] == mark
        if mark.startswith(MODALITY) and not following:
            _mark_first(words, marks, place + 1)
    lead_in = words.begins[1] if len(words.begins) > 1 else 0
    if any(mark.startswith(MODALITY) for mark in marks[:lead_in]):
        for begin in words.begins[1:]:
            _mark_first(words, marks, begin)


def _mark_names(words: Words, marks: Marks) -> None:
    """Capitals within a sentence: a body, a place, a law. At its beginning a second one must follow."""
    if words.text.isupper():
        return
    capital = [words.text[words.spans[start][0]].isupper() for start, _ in words.came_from]
    for place, is_capital in enumerate(capital):
        if is_capital and not marks[place]:
            at = _start(words, place)
            begins = place == 0 or words.text[max(0, at - 3) : at].rstrip()[-1:] in SENTENCE_MARKS
            if not begins or capital[place + 1 : place + 2] == [True]:
                marks[place] = "name"


def _start(words: Words, place: int) -> int:
    return words.spans[words.came_from[place][0]][0]


def _mark_first(words: Words, marks: Marks, place: int) -> None:
    while place < len(marks) and (words.meant[place] in _PASSED or words.meant[place].endswith("ly")):
        place += 1
    if place < len(marks) and not marks[place]:
        marks[place] = "duty"


def _reasons(
    old: Words, new: Words, op: Op, marks_old: Marks, marks_new: Marks, *, defined: bool
) -> Iterator[Reason]:
    a, b = _cut(old.quoted(op.i1, op.i2)), _cut(new.quoted(op.j1, op.j2))
    kinds = list(dict.fromkeys(mark for mark in marks_old[op.i1 : op.i2] + marks_new[op.j1 : op.j2] if mark))
    strengths_old = {mark for mark in marks_old[op.i1 : op.i2] if mark.startswith(MODALITY)}
    strengths_new = {mark for mark in marks_new[op.j1 : op.j2] if mark.startswith(MODALITY)}
    if strengths_old == strengths_new:
        kinds = [kind for kind in kinds if not kind.startswith(MODALITY)]
    if _joined_otherwise(old.lexicon, old.meant[op.i1 : op.i2], new.meant[op.j1 : op.j2]):
        kinds.append("joining")
    pairs = zip(old.meant[op.i1 : op.i2], new.meant[op.j1 : op.j2], strict=False)
    if any(negated(one, other, old.lexicon) for one, other in pairs):
        kinds.append("negation")
    if _tells(old, op.i1, op.i2) and _tells(new, op.j1, op.j2):
        kinds = [kind for kind in kinds if kind not in MERELY_NAMED]
    elif defined:
        kinds = [*kinds, "definition"]
    for kind in dict.fromkeys("modality" if kind.startswith(MODALITY) else kind for kind in kinds):
        yield Reason(kind, a, b)


def _joined_otherwise(lexicon: Lexicon, old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """“And” in place of “or”: all of them in place of any."""
    before, after = lexicon.joining.intersection(old), lexicon.joining.intersection(new)
    return bool(before and after and before != after)


def _tells(words: Words, start: int, end: int) -> bool:
    """Whether this stands in a sentence that tells what a document is, and obliges nobody."""
    if start == end:
        return True
    text = words.text
    first = words.spans[words.came_from[start][0]][0]
    last = words.spans[words.came_from[end - 1][1] - 1][1]
    begin, end = max(0, first - FARTHEST), min(len(text), last + FARTHEST)
    begins = [begin, *(found.end() for found in _SENTENCE_END.finditer(text, begin, first))]
    ends = _SENTENCE_END.search(text, last, end)
    sentence = _QUOTED.sub(" ", text[begins[-1] : ends.start() if ends else end])
    spoken = tuple(_WORD.findall(sentence.casefold()))
    lexicon = words.lexicon
    subject = next((at for at, word in enumerate(spoken) if word in lexicon.documents), None)
    if subject is None or not lexicon.telling.anywhere(spoken[subject:]):
        return False
    found = (lexicon.weights.at(spoken, at) for at in range(len(spoken)))
    return not any(weight and weight[1].startswith(MODALITY) for weight in found)


def _cut(text: str) -> str:
    words = text.split()
    return text if len(words) <= LONGEST_QUOTED else " ".join([*words[:LONGEST_QUOTED], "…"])

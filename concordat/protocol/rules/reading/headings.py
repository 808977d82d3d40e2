"""Which lines without a number are headings, and how high each stands.

A format may say it outright. Elsewhere a heading is known by its looks and by its neighbours: short, without
a full stop, in capitals or bold or by itself, after something finished and before something that begins.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from concordat.protocol.rules.reading.front_matter import OPENING
from concordat.protocol.rules.reading.lines import Line, usual_size
from concordat.protocol.rules.reading.marks import marks_of
from concordat.protocol.rules.reading.words import word

LONGEST = 110
MOST_WORDS = 16
ENOUGH = 2.4
ENDS = re.compile(r"[.;:?!][)\]”’\"']*$|[”’\"']$")
VERB = re.compile(
    r"\b(?:shall|must|should|will|may|ought|cannot|can|is|are|was|were|be|been|has|have|had|do|does|did|would|could"
    r"|expects?|requires?|includes?|means?|applies|apply)\b",
    re.IGNORECASE,
)
# "What members can expect", "When things go wrong", "How to complain": headings with a verb in them.
ASKING = re.compile(r"(?:what|when|how|why|who|where|which|if things)\b", re.IGNORECASE)
JOINING = re.compile(
    r"(?:\b(?:and|or|of|the|for|on|to|between|in|a|an|with|by|from|at|as|than)|[-–/&,])$", re.IGNORECASE
)
POINTER = re.compile(r"\(?\s*(?:see(?: also)?|gweler|cf\.?|note:)\b", re.IGNORECASE)
OF_A_TEXT = word("heading")


@dataclass(frozen=True, slots=True)
class Guess:
    """rank    1 the highest; 0: no heading
    strength   from ``ENOUGH`` (hardly) upwards; what the format says outright is 10
    """

    rank: int = 0
    strength: float = 0.0


NONE = Guess()


def guesses(lines: Sequence[Line]) -> list[Guess]:
    """One for each line. Marked lines get none: what they head is seen when the numbers are known."""
    usual = usual_size(lines)
    strengths = [_strength(place, lines, usual) for place in range(len(lines))]
    _not_among_items(lines, strengths)
    looks = {place: _look(lines[place]) for place, strength in enumerate(strengths) if strength >= ENOUGH}
    order = sorted(set(looks.values()))
    return [
        Guess(order.index(looks[place]) + 1, strength) if place in looks else NONE
        for place, strength in enumerate(strengths)
    ]


def _look(line: Line) -> tuple[float, float, bool, bool]:
    """Sorts headings by height: what the format says, then size, capitals, weight."""
    return line.level or 9, -round(line.size), not _capitals(line.words), not line.bold


def titled(words: str, *, bold: bool = False) -> bool:
    """What stands after a number looks like a heading and not like a rule."""
    if not words or len(words) > LONGEST or words[-1] in ".;,":
        return False
    if not (words[0].isupper() or words[0] in "“‘\"'(") or (words[-1] == ":" and not _capitals(words)):
        return False
    if _capitals(words) or bold:
        return True
    return len(words.split()) <= 12 and (not VERB.search(words) or bool(ASKING.match(words)))


def finished(words: str) -> bool:
    return bool(ENDS.search(words))


def _capitals(words: str) -> bool:
    letters = [sign for sign in words if sign.isalpha()]
    return len(letters) > 2 and sum(sign.isupper() for sign in letters) >= 0.9 * len(letters)


def _strength(place: int, lines: Sequence[Line], usual: float) -> float:
    line = lines[place]
    words = line.words
    if line.said:
        return 10.0 if line.said.get("kind") == "heading" else 0.0
    if line.left_out or line.picture or line.note or not words:
        return 0.0
    if line.level and not line.mark:
        return 10.0 if not _strong_mark(words) else 0.0
    if line.mark or _impossible(line, words) or (VERB.search(words) and _parallel(place, lines)):
        return 0.0
    above = lines[place - 1] if place else None
    below = lines[place + 1] if place + 1 < len(lines) else None
    if above and _runs_over(above, line):
        return 0.0
    return _by_looks(line, words, usual) + _by_neighbours(line, words, above, below)


def _runs_over(above: Line, line: Line) -> bool:
    """The second line of a heading that was too long for one."""
    if line.blanks or line.whole or above.whole or line.page != above.page or above.bold != line.bold:
        return False
    alike = _capitals(above.words) == _capitals(line.words) and above.size == line.size
    return alike and bool(JOINING.search(above.words)) and (_capitals(line.words) or line.bold)


def _strong_mark(words: str) -> bool:
    return any(mark.weight > 2.7 for mark in marks_of(words))


def _parallel(place: int, lines: Sequence[Line]) -> bool:
    """ "IT IS KEPT …" among others that begin with the same words is an item of their list."""
    first = _first_words(lines[place].words)
    near = [*lines[max(0, place - 2) : place], *lines[place + 1 : place + 3]]
    return sum(_first_words(re.sub(r"^[-–•*]\s+", "", line.words)) == first for line in near) >= 2


def _first_words(words: str) -> tuple[str, ...]:
    return tuple(words.lower().split()[:2])


def _impossible(line: Line, words: str) -> bool:
    if len(words) > LONGEST or len(words.split()) > MOST_WORDS:
        return True
    if words[-1] in ".;,…" or words[0].islower() or line.quoted or POINTER.match(words):
        return True
    if words[-1] == ":" and not _capitals(words) and not line.bold:
        return True
    if _strong_mark(words) or re.fullmatch(r"[\W\d_]+", words):
        return True
    return bool(re.search(r"[a-z)]\. [A-Z]", words)) or words[0] in "\"“”‘'"


def _by_looks(line: Line, words: str, usual: float) -> float:
    strength = 0.0
    capitals = _capitals(words)
    if capitals:
        strength += 2.6
    if line.bold:
        strength += 2.2
    if line.size and line.size > usual * 1.08:
        strength += 2.4
    count = len(words.split())
    strength += 0.5 if count <= 8 else -0.3 * (count - 8) / 4
    long_words = [word for word in re.findall(r"[^\W\d]{4,}", words)]
    if (
        not capitals
        and long_words
        and sum(w[0].isupper() for w in long_words) >= 0.7 * len(long_words)
        and count > 1
    ):
        strength += 0.7
    if OPENING.fullmatch(words):
        strength += 1.6
    elif OF_A_TEXT.search(words):
        strength += 0.5
    if VERB.search(words) and not ASKING.match(words):
        strength -= 1.2 if capitals else 2.2
    return strength


def _by_neighbours(line: Line, words: str, above: Line | None, below: Line | None) -> float:
    strength = 0.0
    if above is None or line.blanks or above.level or line.page != above.page:
        strength += 1.0
        if above is not None and above.words[-1:] in ":," and not above.level:
            strength -= 1.4
        elif _at_an_end(above) and (above is None or line.blanks or line.page != above.page):
            strength += 0.4
    elif above.whole or line.whole:
        strength += 0.5 if finished(above.words) else 0.0
        strength -= 1.6 if above.words[-1:] in ":," else 0.0
    elif line.bold and not above.bold:
        strength += 0.3
    elif not finished(above.words) and not _capitals(above.words):
        strength -= 1.2 if _capitals(words) else 2.5
    else:
        strength += 0.6
    if below is None:
        return strength - 1.5
    begins = below.words[:1]
    if begins.islower() and not below.blanks and not _strong_mark(below.words):
        strength -= 3.0
    elif below.blanks or below.whole:
        strength += 0.7
    if len(below.words) > 70 or _strong_mark(below.words) or below.words[-1:] == ":":
        strength += 0.8
    elif len(below.words) > 40 and below.words[-1:] == ".":
        strength += 0.5
    return strength


def _at_an_end(above: Line | None) -> bool:
    return above is None or above.level > 0 or finished(above.words) or _strong_mark(above.words)


def _not_among_items(lines: Sequence[Line], strengths: list[float]) -> None:
    """Short lines in a row are a list without marks, not headings without text: all but the last of them."""
    place = 0
    while place < len(lines):
        end = place
        while end < len(lines) and 0 < strengths[end] < 10 and not _emphatic(lines[end]):
            end += 1
        if end - place >= 3:
            for item in range(place, end - 1):
                strengths[item] -= 2.0
        place = max(end, place + 1)


def _emphatic(line: Line) -> bool:
    return line.bold or _capitals(line.words)

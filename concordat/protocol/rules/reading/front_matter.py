"""Title, adoption, review and the rest of what stands before the first clause and after the last."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from concordat.protocol.rules.clauses import Stated
from concordat.protocol.rules.reading import stated
from concordat.protocol.rules.reading.lines import Layout, Line, usual_size, welsh
from concordat.protocol.rules.reading.marks import marks_of
from concordat.protocol.rules.reading.words import WORDS, any_of, pattern, word

INSTRUMENT = word("instrument")
OPENING = pattern("opening", begin=r"(?:\W*(?:and|&)?\W*", end=r")+\W*")
COUNCIL = re.compile(
    r"(?:the )?(?:[\w.'’&-]+ ){1,6}(?:council|corporation|authority)(?: \([^)]{2,40}\))?"
    r"|cyngor (?:[\w.'’&-]+ ?){1,6}"
    r"|(?:(?:london |royal )?borough|city|county|district) of (?:[\w.'’&-]+ ?){1,5}",
    re.IGNORECASE,
)
PLACE = re.compile(
    rf"(?:{any_of('parts')}\s+(?:\d{{1,3}}[a-z]?(?:\.\d+)?|[a-z]|[ivxlc]+)"
    r"(?:\s*(?:of|to) (?:the|our) constitution)?|(?:the )?constitution(?: of .{3,50})?)[\s:.–-]*",
    re.IGNORECASE,
)
VERSION = re.compile(
    r"(?:version|issue|edition|revision|v\.?|fersiwn)\s*(?:no\.?|number)?\s*:?\s*\d[\w.]*"
    r"(?:\s*[-–,(]?\s*.{0,40})?",
    re.IGNORECASE,
)
UPDATED = re.compile(
    r"\(?(?:date )?(?:last |latest |previously )?"
    r"(?:updated|amended|modified|revised|revision|reviewed|review|published|issued"
    r"|date of (?:issue|publication))"
    r"(?:\s+(?:on|by|in|date))?\s*:?\s.{4,80}",
    re.IGNORECASE,
)
SIGNED = re.compile(
    r"(?:signed|signature|llofnod(?:wyd)?|chair(?:man|person)?|clerk|dated?|(?:print(?:ed)? )?name"
    r"|position)\b.{0,120}",
    re.IGNORECASE,
)
RULE_OF_SIGNATURE = re.compile(r"_{3,}|\.{5,}|…{2,}")
MODAL = re.compile(r"\b(?:shall|must|should|will|may|ought|cannot|rhaid|dylai|bydd)\b", re.IGNORECASE)
SMALL = frozenset(WORDS["small"])
MOST = 16  # lines that may stand before the first clause


@dataclass(slots=True)
class Front:
    """What the document says about itself. ``dates`` are those that are neither adoption nor review."""

    title: str = ""
    adopted: Stated | None = None
    review: Stated | None = None
    dates: list[str] = field(default_factory=list)
    council: str = ""
    versions: list[str] = field(default_factory=list)


def take(layout: Layout) -> Front:
    """Gives the lines before and after the text their reasons, in place, and keeps what they say."""
    front = Front()
    lines = [line for line in layout.lines if not line.left_out]
    _statements(lines, front)
    _title([line for line in lines if not line.left_out or line.left_out in DATED], front)
    return front


# ------------------------------------------------------------------------------ adoption, review, version

DATED = frozenset(
    {"adoption", "review", "adoption and review", "version", "last updated", "last reviewed", "signature"}
)


def _statements(lines: Sequence[Line], front: Front) -> None:
    """Lines, or a few together, that say nothing but when and by whom the text was adopted or is reviewed."""
    place = 0
    while place < len(lines):
        for size in (1, 2, 3, 4):
            group = lines[place : place + size]
            if len(group) == size and _one_statement(group) and _take(group, front):
                break
        else:
            size = 1
        place += size


def _one_statement(group: Sequence[Line]) -> bool:
    first = group[0]
    if any(line.picture or line.told or line.mark for line in group) or _marked(first):
        return False
    if len(group) > 1 and not (stated.ADOPTED.search(first.words) or stated.REVIEW.search(first.words)):
        return False  # the last line says it by itself
    return all(
        not line.blanks and line.page == first.page and line.words.isupper() == first.words.isupper()
        for line in group[1:]
    ) and (len(group) == 1 or not first.words.endswith((".", ":")))


def _marked(line: Line) -> bool:
    return any(mark.weight > 2.9 for mark in marks_of(line.body))


def _take(group: Sequence[Line], front: Front) -> bool:
    words = " ".join(line.words for line in group)
    if len(words) > 220:
        return False
    reason = _what_it_states(words, alone=len(group) == 1)
    if not reason:
        return False
    adopted = stated.adoption(words) if "adoption" in reason else None
    review = stated.review(words) if "review" in reason and "last" not in reason else None
    if adopted and (
        front.adopted is None or (adopted.precision == "day") > (front.adopted.precision == "day")
    ):
        front.adopted = adopted
    elif adopted and front.adopted and not front.adopted.minute:
        front.adopted = _richer(front.adopted, adopted)
    front.review = front.review or review
    if reason in ("last updated", "last reviewed", "signature"):
        front.dates.append(words)
    if reason == "version" or VERSION.search(words):
        front.versions.append(words)
    for line in group:
        line.left_out = reason
    return True


def _richer(first: Stated, other: Stated) -> Stated:
    """Two lines of the same adoption: one names the day, the other the body or the minute."""
    if first.value != other.value:
        return first
    return Stated(
        first.value,
        first.precision,
        first.words,
        body=first.body or other.body,
        minute=first.minute or other.minute,
    )


def _what_it_states(words: str, *, alone: bool) -> str:
    adopted, review = stated.adoption(words), stated.review(words)
    if (adopted or review) and _says_no_more(words):
        if adopted and review:
            return "adoption and review"
        if adopted or review:
            return "adoption" if adopted else "review"
    if not alone:
        return ""
    if UPDATED.fullmatch(words) and stated.dates(words, years=True) and _says_no_more(words):
        return "last reviewed" if re.search("review", words, re.IGNORECASE) else "last updated"
    if VERSION.fullmatch(words) and len(words) < 60:
        return "version"
    if RULE_OF_SIGNATURE.search(words) and SIGNED.match(words):
        return "signature"
    if re.fullmatch(r"dated?\s*:?\s*.{6,30}", words, re.IGNORECASE) and stated.dates(words):
        return "signature"
    return ""


def _says_no_more(words: str) -> bool:
    """Once dates, bodies and small words are gone, hardly anything is left."""
    for found in sorted((*stated.dates(words, years=True), *stated.cycles(words)), key=lambda f: -f.start):
        words = words[: found.start] + " " + words[found.end :]
    if MODAL.search(words):
        return False  # "shall be reviewed each year" is a rule
    words = stated.MINUTE.sub(" ", words)
    words = stated.BODY.sub(" ", words)
    words = stated.CAPITALS.sub(" ", words)
    rest = [word for word in re.findall(r"[^\W\d_][\w'’-]*", words.lower()) if word not in SMALL]
    return len(rest) <= 2


# ------------------------------------------------------------------------------ the title


def _title(lines: Sequence[Line], front: Front) -> None:
    region = _region(lines)
    for line in region:
        if COUNCIL.fullmatch(line.words) and not INSTRUMENT.search(line.words) and len(line.words) < 70:
            front.council = front.council or line.words
    candidates = [line for line in region if _may_be_title(line, region, lines)]
    if not candidates:
        _names_of_councils(region)
        return
    best = max(candidates, key=lambda line: _fitness(line, candidates, lines))
    titled = _whole_title(best, region, lines)
    front.title = " ".join(line.words for line in titled)
    if other := _in_the_other_language(titled, region):
        front.title = f"{front.title} / {other.words}"
        titled = [*titled, other]
    for line in titled:
        line.left_out = "title"
    _around_the_title(titled, region, front.title)
    _names_of_councils(region)
    _printed_again(lines, titled)


def _region(lines: Sequence[Line]) -> list[Line]:
    """The lines before the first that is text or a clause."""
    region: list[Line] = []
    for line in lines[:MOST]:
        if line.left_out in DATED:
            continue
        words = line.words
        if _is_text(line) or line.picture or line.told or line.mark:
            break
        if (_marked(line) or re.match(r"\d{1,2}\.? [A-Z]", words)) and not PLACE.match(words):
            break
        if region and line.level and line.level > 2:
            break
        region.append(line)
    return region


def _is_text(line: Line) -> bool:
    words = line.words
    if line.level:
        return False
    return len(words) > 130 or (words[-1:] in ".:;" and len(words.split()) > 4) or words[:1].islower()


def _may_be_title(line: Line, region: Sequence[Line], lines: Sequence[Line]) -> bool:
    words = line.words
    if OPENING.fullmatch(words) or not re.search(r"[^\W\d]{3}", words):
        return False
    if PLACE.fullmatch(words) or (words[-1:] in ".;:" and line.level != 1):
        return False
    return not (COUNCIL.fullmatch(words) and not INSTRUMENT.search(words))


def _fitness(line: Line, candidates: Sequence[Line], lines: Sequence[Line]) -> float:
    words = line.words
    place = candidates.index(line)
    fitness = 3.0 if INSTRUMENT.search(words) else 0.0
    fitness += 3.5 if line.level == 1 else 1.0 if line.level == 2 else 0.0
    fitness += 0.6 if words.isupper() else 0.0
    fitness += min(len(words.split()), 8) * 0.12
    fitness -= place * 0.8
    if line.size and line.size >= max(each.size for each in candidates):
        fitness += 2.0
    return fitness


def _whole_title(best: Line, region: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    """A title may run over several lines of one kind."""
    place = next(n for n, line in enumerate(region) if line is best)
    first = last = place
    while last + 1 < len(region) and _goes_on(region[last], region[last + 1], lines):
        last += 1
    while (
        first > 0
        and _goes_on(region[first - 1], region[first], lines)
        and not COUNCIL.fullmatch(region[first - 1].words)
    ):
        first -= 1
    return list(region[first : last + 1])


def _goes_on(above: Line, below: Line, lines: Sequence[Line]) -> bool:
    if below.blanks or above.whole or below.whole or above.words.isupper() != below.words.isupper():
        return False
    if above.size != below.size or above.bold != below.bold or OPENING.fullmatch(below.words):
        return False
    if COUNCIL.fullmatch(below.words) or PLACE.fullmatch(above.words) or VERSION.fullmatch(below.words):
        return False
    return bool(
        re.search(r"(?:\b(?:and|of|the|for|on|to|between|in|a|an)|[-–/&,:])$", above.words, re.IGNORECASE)
        or below.words[:1].islower()
        or re.match(r"(?:and|of|for|on|between|relations|&)\b", below.words, re.IGNORECASE)
        or (above.size and above.size == below.size and above.size > usual_size(lines))
    )


def _in_the_other_language(titled: Sequence[Line], region: Sequence[Line]) -> Line | None:
    words = " ".join(line.words for line in titled)
    first = welsh(words)
    for line in region:
        if line in titled or line.left_out or not INSTRUMENT.search(line.words):
            continue
        if first != welsh(line.words) and not (COUNCIL.fullmatch(line.words)):
            return line
    return None


def _around_the_title(titled: Sequence[Line], region: Sequence[Line], title: str) -> None:
    last = max(n for n, line in enumerate(region) if line in titled)
    plain = _letters(title)
    for place, line in enumerate(region):
        if line.left_out:
            continue
        words = line.words
        if _letters(words) == plain or (place < last and _letters(words) and _letters(words) in plain):
            line.left_out = "title, printed again"
        elif PLACE.fullmatch(words):
            line.left_out = "place in the constitution"
        elif re.fullmatch(r"\(?(?:19|20)\d\d(?:[-–/]\d\d(?:\d\d)?)?\)?", words):
            line.left_out = "year"
        elif place < last and not OPENING.fullmatch(words) and not COUNCIL.fullmatch(words):
            line.left_out = "before the title"


def _printed_again(lines: Sequence[Line], titled: Sequence[Line]) -> None:
    """Where pages of one document are joined, each has the title at its head."""
    plain = _letters(" ".join(line.words for line in titled))
    for line in lines:
        if line.level == 1 and not line.left_out and not line.told and _letters(line.words) == plain:
            line.left_out = "title, printed again"


def _names_of_councils(region: Sequence[Line]) -> None:
    for line in region:
        if not line.left_out and COUNCIL.fullmatch(line.words) and len(line.words) < 70:
            line.left_out = "name of the council"


def _letters(words: str) -> str:
    return re.sub(r"\W+", "", words.lower())

"""Dates as documents state them: when adopted, by whom, under which minute, and when to be looked at again.

A date is kept as exactly as it is stated: "December 2026" is a month, "annually" a cycle. "Last updated" and
"last reviewed" are neither an adoption nor the date of the next review.
"""

import re
from dataclasses import dataclass

from concordat.protocol.rules.clauses import Stated
from concordat.protocol.rules.reading.marks import MONTHS

MONTH_NAMES = (
    ("jan", "ionawr"),
    ("feb", "chwefror"),
    ("mar", "mawrth"),
    ("apr", "ebrill"),
    ("may", "mai"),
    ("jun", "mehefin"),
    ("jul", "gorffennaf"),
    ("aug", "awst"),
    ("sep", "medi"),
    ("oct", "hydref"),
    ("nov", "tachwedd"),
    ("dec", "rhagfyr"),
)
DAY = (
    rf"(?P<d>\d{{1,2}})(?:\s?(?:st|nd|rd|th))?\s+(?:of\s+)?(?P<m>{MONTHS})\.?,?\s+(?P<y>(?:19|20)\d\d)"
    rf"|(?P<m2>{MONTHS})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d\d)"
    r"|(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)"
    r"|(?P<d4>\d{1,2})(?P<sep>[./-])(?P<m4>\d{1,2})(?P=sep)(?P<y4>(?:19|20)?\d\d)(?!\d)"
)
MONTH = rf"(?P<m5>{MONTHS})\.?,?\s+(?P<y5>(?:19|20)\d\d)"
YEAR = r"(?<![\d.,£-])(?P<y6>(?:19|20)\d\d)(?![\d.,]\d|-\d)"
DATE = re.compile(rf"\b(?:{DAY}|{MONTH})\b", re.IGNORECASE)
DATE_OR_YEAR = re.compile(rf"\b(?:{DAY}|{MONTH}|{YEAR})\b", re.IGNORECASE)
NUMBERS = "one|two|three|four|five|six|seven|eight|ten|twelve|eighteen|twenty-four|\\d{1,2}"
EVERY = rf"(?:{NUMBERS}|other|second|third|fourth)"
CYCLE = re.compile(
    r"\b(?:(?:(?:at least|not less than|no less than) )?(?:once )?(?:(?:in )?every|each)"
    rf" (?:{EVERY}(?: \(\d+\))? )?(?:years?|months?|council term|term of office|municipal year)"
    r"|(?:at least )?(?:once|twice) (?:a|per|in each|each|every) (?:year|council term|term)"
    r"|(?:at least )?(?:annually|yearly|biennially|biannually|triennially|quadrennially|quarterly)"
    r"|(?:on )?an? (?:annual|yearly|biennial|triennial|quadrennial|(?:two|three|four)[- ]yearly)"
    r" (?:basis|review)"
    r"|(?:annual|biennial|triennial|quadrennial|quinquennial) review"
    r"|after (?:each|every) (?:ordinary )?election"
    r")\b",
    re.IGNORECASE,
)
MINUTE = re.compile(
    r"(?:minute|min\.?|resolution|cofnod)s?\s*(?:no\.?|number|ref(?:erence)?\.?|rhif)?\s*:?\s*"
    r"(?P<n>[A-Z]{0,4}[\d][\w./-]*(?:\([a-z0-9]+\))*)"
    r"|(?:item|agenda item)\s+(?P<i>\d[\w./-]*)"
    r"|\((?:ref\.?:?\s*)?(?P<p>\d{1,4}[./]\d{1,4}(?:[./]\d{1,4})?)\)",
    re.IGNORECASE,
)
BODY = re.compile(
    r"\b(?P<b>(?:the\s+)?(?:(?!the\b)(?:[A-Z][\w’'&-]*|of|and|on|for)\s+){0,6}"
    r"(?:Council|Cabinet|Executive|Committee|Sub-Committee|Board|Assembly|Authority|Cyngor|Panel))\b"
    r"(?!\s+(?:Officer|Tax|House|Offices?|Chamber)\b)"
)
CAPITALS = re.compile(
    r"\bBY (?P<b>(?:THE )?(?:[A-Z’'&-]+ ){0,6}(?:COUNCIL|CABINET|COMMITTEE|BOARD|ASSEMBLY|AUTHORITY))\b"
)
ADOPTED = re.compile(
    r"\b(?:re-?)?(?:adopted|adoption|mabwysiadwyd)\b"
    r"|\b(?:approved|agreed|ratified|resolved|approval|cymeradwywyd)\b"
    r"|\b(?:came|comes|come) into (?:force|effect)\b|\beffective (?:from|date)\b|\bin force from\b",
    re.IGNORECASE,
)
REVIEW = re.compile(
    r"\b(?:(?:next|due for|date (?:of|for) (?:next )?|subject to|for|further|planned|scheduled)"
    r"\s+review(?:ed)?"
    r"|review(?:\s+(?:date|due|by|on|cycle|period|frequency))?|to be (?:reviewed|revised)"
    r"|(?:will|shall|must|should) be reviewed|reviewed (?:annually|every|at least)|adolyg\w+)\b",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\b(?:last|previously|was|were|been|first)\s+(?:updated|reviewed|amended|revised|modified)\b"
    r"|\blast (?:review|update)\b"
    r"|(?<!\bbe )(?<!\bfor )\b(?:updated|amended|revised|reviewed)\b(?!\s+(?:annually|every|at least|by\b))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text. ``value`` and ``precision`` are those of ``Stated``."""

    value: str
    precision: str
    start: int
    end: int


def dates(words: str, *, years: bool = False) -> tuple[Found, ...]:
    found = []
    for match in (DATE_OR_YEAR if years else DATE).finditer(words):
        value, precision = _value(match)
        if value:
            found.append(Found(value, precision, match.start(), match.end()))
    return tuple(found)


def cycles(words: str) -> tuple[Found, ...]:
    return tuple(Found(m.group().lower(), "cycle", m.start(), m.end()) for m in CYCLE.finditer(words))


def _value(match: re.Match[str]) -> tuple[str, str]:
    part = match.groupdict()
    year = next((part[key] for key in ("y", "y2", "y3", "y4", "y5", "y6") if part.get(key)), "")
    if len(year) == 2:
        year = f"20{year}"
    if part.get("y6"):
        return year, "year"
    named = part["m"] or part["m2"] or part["m5"]
    month = _month(named) if named else int(part["m3"] or part["m4"])
    if part["y5"]:
        return f"{year}-{month:02}", "month"
    day = int(part["d"] or part["d2"] or part["d3"] or part["d4"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return "", ""
    return f"{year}-{month:02}-{day:02}", "day"


def _month(name: str) -> int:
    name = name.lower()
    return next(
        n for n, (english, welsh) in enumerate(MONTH_NAMES, 1) if name.startswith(english) or name == welsh
    )


def adoption(words: str) -> Stated | None:
    """What a line says of its adoption, if it says when."""
    for told in ADOPTED.finditer(words):
        if PAST.search(words[max(0, told.start() - 8) : told.end()]) and "adopt" not in told.group().lower():
            continue
        date = _nearest(dates(words, years=True), told, words)
        if date:
            return Stated(
                date.value, date.precision, words.strip(), body=body(words), minute=minute(words, date)
            )
    return None


def review(words: str) -> Stated | None:
    """When a line says that the text is to be looked at next, or how often."""
    for told in REVIEW.finditer(words):
        if any(past.start() < told.end() and told.start() < past.end() for past in PAST.finditer(words)):
            continue
        date = _nearest((*dates(words, years=True), *cycles(words)), told, words)
        if date:
            return Stated(date.value, date.precision, words.strip(), body="", minute="")
    return None


def _nearest(found: tuple[Found, ...], told: re.Match[str], words: str) -> Found | None:
    """The first date after the word that announces it, else the last one before, within the sentence."""
    after = [date for date in found if date.start >= told.start() and date.start - told.end() < 120]
    before = [date for date in found if date.end <= told.start() and told.start() - date.end < 60]
    if after and not _another(words[told.end() : after[0].start]):
        return after[0]
    return before[-1] if before and not _another(words[before[-1].end : told.start()]) else None


def _another(between: str) -> bool:
    """Another event lies between the word and the date, so the date is that one's."""
    return bool(re.search(r"review|updat|amend|adopt|approv|publish|version", between, re.IGNORECASE))


def body(words: str) -> str:
    if told := CAPITALS.search(words):
        return told.group("b").removeprefix("THE ").title().replace(" Of ", " of ").replace(" And ", " and ")
    told_by = re.search(r"\b(?:by|at(?: a meeting of)?|meeting of|gan)\b[ :]", words, re.IGNORECASE)
    found = BODY.search(words, told_by.end() if told_by else 0) or BODY.search(words)
    if not found:
        return ""
    return re.sub(r"^(?:the|The)\s+", "", found.group("b"))


def minute(words: str, date: Found | None = None) -> str:
    for told in MINUTE.finditer(words):
        if date and told.start() < date.end and told.end() > date.start:
            continue
        number = told.group("n") or told.group("i") or told.group("p")
        return number.rstrip(".,;)") if number.count("(") != number.count(")") else number.rstrip(".,;")
    return ""

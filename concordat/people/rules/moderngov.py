"""The councillors of a council as modern.gov gives them: what its GetCouncillorsByWard answers, as XML.

    councillorsbyward > wards > ward (wardtitle) > councillors > councillor: fullusername,
    politicalgrouptitle, politicalpartytitle, districttitle, workaddress > email,
    termsofoffice > termofoffice (startdate, enddate)

What stands there of anybody's home is not read.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from xml.parsers import expat

from concordat.people.rules.roster_tables import BadRoster, Problem, Row

COLUMNS = ("kind", "name", "email", "ward", "group", "from", "until")
ALWAYS = frozenset({"kind", "name", "email"})
DEEPEST = 40
TITLE = re.compile(r"^(?:(?:councillor|cllr\.?|y cynghorydd|cynghorydd|cyng\.?)(?:\s+|$))+", re.IGNORECASE)
VACANT = re.compile(r"vacan(?:t|cy)\b", re.IGNORECASE)
# Councillors of one election retire on the fourth day after the next, on which those newly elected begin.
BETWEEN_TERMS = timedelta(days=7)

Term = tuple[date | None, date | None]


@dataclass
class Element:
    name: str
    line: int
    text: str = ""
    within: list["Element"] = field(default_factory=list)

    def find(self, *path: str) -> "Element | None":
        for name in path:
            found = next((child for child in self.within if child.name == name), None)
            if found is None:
                return None
            self = found
        return self

    def words(self, *path: str) -> str:
        found = self.find(*path)
        return " ".join(found.text.split()) if found else ""

    def every(self, name: str) -> list["Element"]:
        """Those of this name, at any depth, in their order."""
        found = [self] if self.name == name else []
        return found + [one for child in self.within for one in child.every(name)]


def table(content: bytes, *, name: str) -> tuple[Row, list[Row]]:
    """A roster's first line and the others, with the lines on which they stand in the XML.

    Raises ``BadRoster``.
    """
    root = parsed(content, name=name)
    rows = []
    problems: list[Problem] = []
    for ward in root.every("ward"):
        for councillor in ward.every("councillor"):
            full = councillor.words("fullusername")
            email = councillor.words("workaddress", "email") or councillor.words("email")
            if VACANT.match(TITLE.sub("", full)) and not email:
                continue  # a seat that nobody holds
            begins_on, ends_on = last_run(_terms(councillor, problems))
            group = councillor.words("politicalgrouptitle") or councillor.words("politicalpartytitle")
            place = ward.words("wardtitle") or councillor.words("districttitle")
            cells = ("councillor", TITLE.sub("", full), email, place, group, begins_on, ends_on)
            rows.append(Row(councillor.line, cells))
    if problems:
        raise BadRoster(*problems)
    if not rows:
        words = f"{name} lists no councillors as modern.gov’s GetCouncillorsByWard does."
        raise BadRoster(Problem(None, words))
    return said_of_anybody(rows)


def said_of_anybody(rows: list[Row]) -> tuple[Row, list[Row]]:
    """The first line and the others, without the columns that are empty in all of them.

    A register that knows no wards, or no days, says nothing of them: what stands here would be wiped out.
    """
    told = {place for row in rows for place, cell in enumerate(row.cells) if cell}
    days = {COLUMNS.index(word) for word in ("from", "until")}
    kept = [
        place
        for place, word in enumerate(COLUMNS)
        if word in ALWAYS or place in told or (place in days and told & days)
    ]
    return (
        Row(1, tuple(COLUMNS[place] for place in kept)),
        [Row(row.number, tuple(row.cells[place] for place in kept)) for row in rows],
    )


def last_run(terms: list[Term]) -> Term:
    """From when until when somebody has sat without a break, the last time they did.

    A term that does not say when it began, or ends, is open on that side.
    """
    begins_on: date | None = None
    ends_on: date | None = None
    for number, (first, last) in enumerate(sorted(terms, key=lambda term: term[0] or date.min)):
        follows = number > 0 and (ends_on is None or (first or date.min) <= ends_on + BETWEEN_TERMS)
        if not follows:
            begins_on, ends_on = first, last
        elif ends_on is not None:
            ends_on = None if last is None else max(ends_on, last)
        elif last is not None and number > 0:
            ends_on = last  # An older term was left open; the newer one says when both end.
    return begins_on, ends_on


def _terms(councillor: Element, problems: list[Problem]) -> list[Term]:
    return [
        (_day(term.find("startdate"), problems), _day(term.find("enddate"), problems))
        for term in councillor.every("termofoffice")
    ]


def _day(element: Element | None, problems: list[Problem]) -> date | None:
    words = " ".join(element.text.split()) if element else ""
    if element is None or words.casefold() in {"", "unspecified"}:
        return None
    for way in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(words[:10], way).date()  # noqa: DTZ007 (a day has no hour, hence no zone)
        except ValueError:
            continue
    problems.append(Problem(element.line, f"{words!r} is not a day. modern.gov writes 07/05/2026."))
    return None


def parsed(content: bytes, *, name: str) -> Element:
    """The elements of an XML file, their names in small letters. A DOCTYPE, and so any entity, is refused."""
    parser = expat.ParserCreate()
    top = Element("", 0)
    under_way = [top]

    def begin(tag: str, _attributes: dict[str, str]) -> None:
        if len(under_way) > DEEPEST:
            raise BadRoster(Problem(parser.CurrentLineNumber, f"{name} is nested too deeply to be a roster."))
        element = Element(tag.rpartition(":")[2].lower(), parser.CurrentLineNumber)
        under_way[-1].within.append(element)
        under_way.append(element)

    def end(_tag: str) -> None:
        under_way.pop()

    def told(text: str) -> None:
        under_way[-1].text += text

    def doctype(kind: str, *_said: object) -> None:
        words = f"{name} has a DOCTYPE, which could make a program read other files. It was not read."
        if kind.lower() == "html":
            words = f"{name} is a web page. Choose GetCouncillorsByWard there, and save what it answers."
        raise BadRoster(Problem(parser.CurrentLineNumber, words))

    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = told, doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError as wrong:
        words = f"This is not XML ({expat.ErrorString(wrong.code)}). Save modern.gov’s answer as it is."
        raise BadRoster(Problem(wrong.lineno, words)) from None
    except (LookupError, ValueError):  # an encoding that nobody knows
        raise BadRoster(Problem(1, f"{name} is in an encoding that cannot be read.")) from None
    return top

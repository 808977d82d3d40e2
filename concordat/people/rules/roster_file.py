"""A roster as a council keeps it: a CSV file or an XLSX workbook, one line for each office.

Or a register of its councillors that another program keeps: modern.gov's XML, or Popolo's JSON.

Reading refuses a file as a whole, with every problem and the line on which it stands, or returns all
of it. A column that a file leaves out says nothing; a cell left empty says that there is nothing.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from concordat.people.rules import moderngov, popolo
from concordat.people.rules.duties import BELONGS_TO, Duty, Kind
from concordat.people.rules.roster_tables import (
    BadRoster,
    Cell,
    Formula,
    Problem,
    Row,
    refuse_if_too_large,
    table_of,
)

# The two templates. A file may hold fewer columns, in any order, but never one that is not here.
PRINCIPAL = ("kind", "name", "email", "ward", "group", "service", "grade", "duties", "from", "until")
PARISH = ("kind", "name", "email", "ward", "duties", "from", "until")
NEEDED = ("kind", "name", "email")
LONGEST = {"name": 120, "email": 254, "ward": 80, "group": 80, "service": 80, "grade": 40}

# What people write in spreadsheets for a duty that has a longer name.
SHORT_NAMES = {
    "dass": Duty.DIRECTOR_OF_ADULT_SOCIAL_SERVICES,
    "dcs": Duty.DIRECTOR_OF_CHILDRENS_SERVICES,
    "dph": Duty.DIRECTOR_OF_PUBLIC_HEALTH,
    "mo": Duty.MONITORING_OFFICER,
    "rfo": Duty.RESPONSIBLE_FINANCIAL_OFFICER,
    "s151 officer": Duty.SECTION_151_OFFICER,
}
REGISTERS = {"xml": "modern.gov", "json": "Popolo"}
ADDRESS = re.compile(r"[^@\s,;:<>()\"\\]+@[^@\s,;:<>()\"\\]+\.[^@\s.,;:<>()\"\\]+")


@dataclass(frozen=True)
class Line:
    """One office in the file. None where the file has no such column."""

    number: int
    kind: Kind
    name: str
    email: str
    ward: str | None = None
    group: str | None = None
    service: str | None = None
    grade: str | None = None
    duties: frozenset[Duty] | None = None
    begins_on: date | None = None
    ends_on: date | None = None
    says_when_it_ends: bool = False


@dataclass(frozen=True)
class Roster:
    """``register``: the program whose register of councillors this is; else empty.

    A register speaks of councillors alone, and whoever it does not name has not left for that.
    """

    lines: tuple[Line, ...]
    register: str = ""

    def as_json(self) -> dict[str, Any]:
        """Fit to be kept until someone confirms the import."""
        lines = [
            {
                **vars(line),
                "duties": None if line.duties is None else sorted(line.duties),
                "begins_on": line.begins_on and line.begins_on.isoformat(),
                "ends_on": line.ends_on and line.ends_on.isoformat(),
            }
            for line in self.lines
        ]
        return {"register": self.register, "lines": lines}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any] | Iterable[Mapping[str, Any]]) -> "Roster":
        """Also of one that was kept by an earlier version: its lines alone."""
        lines = kept["lines"] if isinstance(kept, Mapping) else kept
        return cls(
            tuple(
                Line(
                    **{
                        **line,
                        "kind": Kind(line["kind"]),
                        "duties": None if line["duties"] is None else frozenset(map(Duty, line["duties"])),
                        "begins_on": line["begins_on"] and date.fromisoformat(line["begins_on"]),
                        "ends_on": line["ends_on"] and date.fromisoformat(line["ends_on"]),
                    }
                )
                for line in lines
            ),
            register=kept["register"] if isinstance(kept, Mapping) else "",
        )


def read(content: bytes, *, name: str, on: date | None = None) -> Roster:
    """The roster in a file. ``name`` tells by its ending what kind of file it is; ``on``, the day.

    Raises ``BadRoster`` with all its problems, each a sentence with its line.
    """
    register = REGISTERS.get(name.lower().rpartition(".")[2], "")
    if register:
        refuse_if_too_large(len(content), name=name)
        if not content.strip():
            raise BadRoster(Problem(None, f"{name} is empty."))
    match register:
        case "modern.gov":
            head, rows = moderngov.table(content, name=name)
        case "Popolo":
            head, rows = popolo.table(content, name=name, on=on)
        case _:
            head, rows = table_of(content, name=name)
    columns = _columns(head)
    problems: list[Problem] = []
    lines: list[Line] = []
    first_on: dict[str, int] = {}
    for row in rows:
        line, found = _line(row, columns)
        problems += found
        email = _cell(row, columns["email"]).lower()
        if email in first_on:
            words = f"{email} is also on line {first_on[email]}. Two people cannot have one e-mail address."
            problems.append(Problem(row.number, words))
        elif email:
            first_on[email] = row.number
        if line is not None:
            lines.append(line)
    if not rows:
        problems.append(Problem(1, "Nobody is listed beneath the column names."))
    if problems:
        raise BadRoster(*problems)
    return Roster(tuple(lines), register=register)


def _columns(head: Row) -> dict[str, int]:
    """Where each column stands. What the first line must hold is checked before any other line is read."""
    words = [_text(cell).casefold() for cell in head.cells]
    named = {word: place for place, word in enumerate(words) if word}
    problems = [
        Problem(head.number, f"The column {word!r} stands there twice. Keep one of the two.")
        for word in sorted({word for word in words if word and words.count(word) > 1})
    ]
    problems += [
        Problem(head.number, f"There is no column {word!r}. It is one that every roster must have.")
        for word in NEEDED
        if word not in named
    ]
    problems += [
        Problem(head.number, f"{word!r} is not a column of a roster. The columns are {', '.join(PRINCIPAL)}.")
        for word in named
        if word not in PRINCIPAL
    ]
    if problems:
        raise BadRoster(*problems)
    return named


def _cell(row: Row, place: int) -> str:
    return _text(row.cells[place]) if place < len(row.cells) else ""


def _line(row: Row, columns: Mapping[str, int]) -> tuple[Line | None, list[Problem]]:
    problems: list[Problem] = []

    def wrong(words: str) -> None:
        problems.append(Problem(row.number, words))

    if any(_text(cell) for cell in row.cells[max(columns.values()) + 1 :]):
        wrong("There are more cells than the first line has columns.")
    for place, cell in enumerate(row.cells, start=1):
        if isinstance(cell, Formula):
            wrong(f"Cell {place} holds a formula, or what looks like one. Write plain words there.")
    cells = {word: row.cells[place] if place < len(row.cells) else None for word, place in columns.items()}
    texts = {word: _text(cell) for word, cell in cells.items() if word in LONGEST}
    for word, text in texts.items():
        if len(text) > LONGEST[word]:
            wrong(f"The {word} is longer than {LONGEST[word]} letters.")
        if any(unicodedata.category(letter) == "Cc" for letter in text):
            wrong(f"The {word} holds a control character, which cannot be seen. Type it again.")
    kind = _text(cells["kind"]).casefold()
    if kind not in set(Kind):
        wrong(f"{_text(cells['kind'])!r} is not a kind of office. Write councillor, officer or other.")
    if not texts["name"]:
        wrong("The name is missing.")
    email = texts["email"].lower()
    if not ADDRESS.fullmatch(email):
        wrong(f"{texts['email']!r} is not an e-mail address." if email else "The e-mail address is missing.")
    begins_on, ends_on = (_day(cells.get(word), word, wrong) for word in ("from", "until"))
    if begins_on and ends_on and ends_on < begins_on:
        wrong(f"The office ends ({ends_on}) before it starts ({begins_on}).")
    duties = _duties(_text(cells["duties"]), kind, wrong) if "duties" in cells else None
    if problems:
        return None, problems
    return (
        Line(
            number=row.number,
            kind=Kind(kind),
            name=texts["name"],
            email=email,
            **{word: texts.get(word) for word in ("ward", "group", "service", "grade")},
            duties=duties,
            begins_on=begins_on,
            ends_on=ends_on,
            says_when_it_ends="until" in columns,
        ),
        [],
    )


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)  # A grade 7 that a workbook keeps as 7.0.
    text = " ".join(unicodedata.normalize("NFC", "" if cell is None else str(cell)).split())
    if re.match(r"'[=+\-@＝＋－＠]", text):
        return text[1:]  # Our own export put the apostrophe there, so that no spreadsheet computes the cell.
    return "" if text in {"-", "–", "—"} else text


def _day(cell: Cell, word: str, wrong: Any) -> date | None:
    day = _written_day(cell)
    if day is not None and not 1000 <= day.year < 3000:
        # Payrolls write 9999-12-31 for an end that nobody knows.
        wrong(
            f"The day {day} in the column {word!r} cannot be right. If it is not known, leave the cell empty."
        )
    elif day is None and (text := _text(cell)):
        wrong(f"{text!r} in the column {word!r} is not a day. Write it as 2026-05-07 or 07/05/2026.")
    return day


def _written_day(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    for way in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(_text(cell), way).date()  # noqa: DTZ007 (a day has no hour, hence no zone)
        except ValueError:
            continue
    return None


def _duties(text: str, kind: str, wrong: Any) -> frozenset[Duty]:
    found = set()
    for name in filter(None, (part.strip().casefold().replace("’", "'") for part in text.split(";"))):
        duty = SHORT_NAMES.get(name) or (Duty(name) if name in set(Duty) else None)
        if duty is None:
            wrong(f"{name!r} is not a duty that Concordat knows. Put a semicolon between two duties.")
        elif kind in set(Kind) and duty not in BELONGS_TO[Kind(kind)]:
            owner = next(owner for owner, duties in BELONGS_TO.items() if duty in duties)
            wrong(f"{duty.capitalize()} is a duty for a kind {owner.value!r}, and this line says {kind!r}.")
        else:
            found.add(duty)
    return frozenset(found)

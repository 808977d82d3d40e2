"""The files that the clock's command reads: cases, events, closures; in JSON or, for the last two, CSV.

Whatever cannot be read is told with the line on which it stands.
"""

import codecs
import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeVar

from concordat.calendar.rules.calendars import ClosedDay
from concordat.enquiries.rules.clock import Clock
from concordat.enquiries.rules.clock_cases import clock_of, closed_day_of, event_of
from concordat.enquiries.rules.events import Event
from concordat.enquiries.rules.faults import CannotRead, Faults

LARGEST = 100 * 1024 * 1024
SKIPPED = frozenset(", \t\r\n")
PACKED = b"PK\x03\x04"
HOW = "Save the file as UTF-8: in Excel, “CSV UTF-8 (comma delimited)”."
BETWEEN_CELLS = ",;\t"  # in a file of Excel it hangs on the country that it was sold in
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
LIST_OF_CASES = re.compile(r'"enquiry"\s*:\s*\[')

Read = TypeVar("Read")
Line = tuple[int, Any]


def decoded(data: bytes, *, name: str) -> str:
    if len(data) > LARGEST:
        raise CannotRead(f"{name} is larger than {LARGEST // 1024**2} MB.")
    if data.startswith(PACKED):
        raise CannotRead(f"{name} is a workbook. Save the sheet as CSV, in UTF-8, and give that file.")
    if data.startswith(WIDE):
        raise CannotRead(f"{name} is in UTF-16, not UTF-8. {HOW}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data[: wrong.start].count(b"\n") + 1
        raise CannotRead(f"{name}, line {line}: not UTF-8 text. {HOW}") from None


def clocks(data: bytes, *, name: str) -> list[tuple[Mapping[str, Any], Clock]]:
    """Each case with its clock. All that cannot be worked out are told together."""
    faults = Faults(name)
    made = []
    for line, case in cases(data, name=name):
        with faults.on(line, of=str(case.get("id") or "")):
            made.append((case, clock_of(case)))
    faults.refuse()
    return made


def cases(data: bytes, *, name: str) -> list[tuple[int, Mapping[str, Any]]]:
    """Each case with its line, from a list of cases, or from one that stands under “enquiry”."""
    text = decoded(data, name=name)
    whole = parsed(text, name=name)
    begins = text.find("[")
    if isinstance(whole, Mapping):
        if not isinstance(whole.get("enquiry"), list):
            raise CannotRead(f"{name} must hold a list of cases, or have one under “enquiry”.")
        found = LIST_OF_CASES.search(text)
        begins = found.end() - 1 if found else -1
    elif not isinstance(whole, list):
        raise CannotRead(f"{name} must hold a list of cases.")
    lines = list(items(text, begins)) if begins >= 0 else []
    for line, case in lines:
        if not isinstance(case, Mapping):
            raise CannotRead(f"{name}, line {line}: a case must be an object.")
    return lines


def closures(data: bytes, *, name: str) -> list[ClosedDay]:
    return each_read(data, name=name, read=closed_day_of, first="date")


def events(data: bytes, *, name: str, received: datetime) -> list[Event]:
    def event(row: Any) -> Event:
        if not isinstance(row, Mapping):
            raise CannotRead("An event must say its type and its time.")
        return event_of(row, received=received)

    return each_read(data, name=name, read=event, first="type")


def each_read(data: bytes, *, name: str, read: Callable[[Any], Read], first: str) -> list[Read]:
    text = decoded(data, name=name)
    if not text.strip():
        raise CannotRead(f"{name} is empty. It needs a line of headings, with “{first}”; or leave it out.")
    faults = Faults(name)
    made = []
    for line, row in _lines(text, faults, name=name, first=first):
        with faults.on(line):
            made.append(read(row))
    faults.refuse()
    return made


def _lines(text: str, faults: Faults, *, name: str, first: str) -> Iterator[Line]:
    if text.lstrip()[:1] not in ("[", "{"):
        return rows(text, faults, first=first)
    if not isinstance(parsed(text, name=name), list):
        raise CannotRead(f"{name} must hold a list: put “[” before it and “]” after it.")
    return items(text, text.find("["))


# ── JSON ──


def parsed(text: str, *, name: str) -> Any:
    if not text.strip():
        raise CannotRead(f"{name} is empty. It needs a list of cases.")
    try:
        return json.loads(text)
    except json.JSONDecodeError as wrong:
        raise CannotRead(f"{name}, line {wrong.lineno}: not valid JSON ({wrong.msg}).") from None
    except RecursionError:
        raise CannotRead(f"{name} is nested too deeply to be read.") from None
    except ValueError:  # a number longer than any there is
        raise CannotRead(f"{name} holds a number that is too long to be read.") from None


def items(text: str, begins: int) -> Iterator[Line]:
    """The items of the list that begins there, each with its line. The text is known to be valid JSON."""
    decoder = json.JSONDecoder()
    place, line, counted = begins + 1, text.count("\n", 0, begins + 1) + 1, begins + 1
    while True:
        if text[place] == "]":
            return
        if text[place] in SKIPPED:
            place += 1
            continue
        line += text.count("\n", counted, place)
        counted = place
        item, place = decoder.raw_decode(text, place)
        yield line, item


# ── CSV ──


def between_cells(text: str) -> str:
    """What stands between the cells of the first line."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    return max(BETWEEN_CELLS, key=first.count)


def rows(text: str, faults: Faults, *, first: str) -> Iterator[Line]:
    """Each row with its line; what is no row goes to the faults. A file of bare dates needs no heading."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between_cells(text), strict=True)
    heading: list[str] | None = None
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if heading is None:
                heading = [cell.casefold() for cell in cells]
                if first in heading:
                    continue
                if first != "date" or len(cells) > 1:
                    faults.add(reader.line_num, f"name the columns in the first line, with “{first}”.")
                    return
                heading = [first]
            if len(cells) > len(heading):
                faults.add(reader.line_num, f"{len(cells)} cells under {len(heading)} headings.")
                continue
            yield reader.line_num, dict(zip(heading, cells, strict=False))
    except csv.Error as wrong:
        faults.add(reader.line_num, f"not valid CSV ({wrong}).")

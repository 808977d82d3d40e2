"""The files that the clock's command reads: cases, events, closures; in JSON or, for the last two, CSV.

Whatever cannot be read is told with the line on which it stands.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from concordat.calendar.rules.calendars import ClosedDay
from concordat.enquiries.rules.clock_cases import CannotRead, closed_day_of, event_of
from concordat.enquiries.rules.events import Event

LARGEST = 100 * 1024 * 1024
SKIPPED = frozenset(", \t\r\n")
LIST_OF_CASES = re.compile(r'"enquiry"\s*:\s*\[')

Read = TypeVar("Read")
Line = tuple[int, Any]


def decoded(data: bytes, *, name: str) -> str:
    if len(data) > LARGEST:
        raise CannotRead(f"{name} is larger than {LARGEST // 1024**2} MB.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data[: wrong.start].count(b"\n") + 1
        raise CannotRead(f"{name}, line {line}: not UTF-8 text. Save the file as UTF-8.") from None


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


def events(data: bytes, *, name: str) -> list[Event]:
    return each_read(data, name=name, read=_event, first="type")


def _event(row: Any) -> Event:
    if not isinstance(row, Mapping):
        raise CannotRead("An event must say its type and its time.")
    return event_of(row)


def each_read(data: bytes, *, name: str, read: Callable[[Any], Read], first: str) -> list[Read]:
    text = decoded(data, name=name)
    if text.lstrip()[:1] in ("[", "{"):
        if not isinstance(parsed(text, name=name), list):
            raise CannotRead(f"{name} must hold a list.")
        lines = list(items(text, text.find("[")))
    else:
        lines = list(rows(text, name=name, first=first))
    made = []
    for line, row in lines:
        try:
            made.append(read(row))
        except CannotRead as wrong:
            raise CannotRead(f"{name}, line {line}: {wrong}") from None
    return made


# ── JSON ──


def parsed(text: str, *, name: str) -> Any:
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


def rows(text: str, *, name: str, first: str) -> Iterator[Line]:
    """Each row with its line. A file of bare dates needs no heading."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
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
                    raise CannotRead(
                        f"{name}, line {reader.line_num}: name the columns in the first line, with “{first}”."
                    )
                heading = [first]
            if len(cells) > len(heading):
                raise CannotRead(
                    f"{name}, line {reader.line_num}: {len(cells)} cells under {len(heading)} headings."
                )
            yield reader.line_num, dict(zip(heading, cells, strict=False))
    except csv.Error as wrong:
        raise CannotRead(f"{name}, line {reader.line_num}: not valid CSV ({wrong}).") from None

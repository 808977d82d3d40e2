"""A file of enquiries for the report: what each column must hold, and the line of whatever does not.

Columns that are not named here are not looked at. There is none for the officer, so a report cannot name one.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from math import isfinite
from typing import TypeVar

from concordat.calendar.rules.london import LONDON, NotATime, local, read, read_day
from concordat.enquiries.rules.clock_files import between_cells, decoded
from concordat.enquiries.rules.faults import CannotRead, Faults
from concordat.enquiries.rules.impartiality.asking import WARD, Asked
from concordat.enquiries.rules.impartiality.checks import MARKS

REQUIRED = (
    *("councillor", "group", "service", "topic", "service_level"),
    *("received", "answered", "paused_days", "due"),
)
NAMES = REQUIRED[:5]
NEEDED = frozenset({"received", "due"})
TIMES = ("received", "answered", "due", "withdrawn")
OPTIONAL = ("office", "withdrawn", "waited_days", *MARKS)
AS_WARD = frozenset({"", WARD, "ward councillor", "backbench", "backbencher", "councillor", "member"})
YES, NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})
LONGEST = 200
Told = TypeVar("Told")
MOST_DAYS = 10_000
END_OF_DAY = time(23, 59, 59)


@dataclass(frozen=True)
class Read:
    """What a file holds.

    ends           the latest day on which anything happened, or its latest minute
    office_known   whether it says in which office each enquiry was asked
    pauses_known   whether it says of each for how long its clock stood still; an empty cell counts as never
    not_read       columns that were not looked at
    """

    rows: tuple[Asked, ...]
    ends: datetime
    office_known: bool
    pauses_known: bool
    not_read: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _When:
    """A day, or a time of a day: they are compared by the day if either is no more than that."""

    at: datetime
    timed: bool

    def before(self, other: "_When") -> bool:
        if self.timed and other.timed:
            return self.at < other.at
        return local(self.at).date() < local(other.at).date()


def enquiries(data: bytes, *, name: str) -> Read:
    """Every enquiry of a CSV file. Raises ``CannotRead`` with every line that is not as it should be."""
    faults = Faults(name)
    lines = _lines(decoded(data, name=name), faults)
    line, header = next(lines, (1, []))
    if not header:
        faults.refuse()
        raise CannotRead(f"{name} is empty. It needs a line of headings and a line for each enquiry.")
    columns = _columns(header, line=line, name=name)
    reader = _Reader(columns, faults)
    rows = []
    for line, cells in lines:
        if len(cells) != len(header):
            faults.add(line, f"it has {len(cells)} cells, and the header {len(header)}.")
        elif asked := reader.asked(line, cells):
            rows.append(asked)
    faults.refuse()
    if not rows:
        raise CannotRead(f"{name} holds no enquiry, only headings.")
    return Read(
        rows=tuple(rows),
        ends=reader.ends,
        office_known="office" in columns,
        pauses_known=reader.pauses_known,
        not_read=tuple(each for each in header if _key(each) not in {*REQUIRED, *OPTIONAL} and each.strip()),
    )


def moment(text: str, *, called: str) -> datetime:
    """A day, meaning its end, or a time. Raises ``CannotRead``."""
    found = _when(text.strip(), called=called)
    return found.at if found.timed else _end_of(found.at)


def _end_of(at: datetime) -> datetime:
    return datetime.combine(local(at).date(), END_OF_DAY, LONDON)


def _lines(text: str, faults: Faults) -> Iterator[tuple[int, list[str]]]:
    """Each line that is not blank, with its number."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between_cells(text), strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error:
        faults.add(begins, "a quotation mark or a cell is not closed.")


def _key(heading: str) -> str:
    return heading.strip().casefold().replace(" ", "_").replace("-", "_")


def _columns(header: Sequence[str], *, line: int, name: str) -> Mapping[str, int]:
    keys = [_key(heading) for heading in header]
    for place, key in enumerate(keys):
        if key and key in keys[:place]:
            raise CannotRead(f"{name}, line {line}: two columns are called “{header[place].strip()}”.")
    if missing := [key for key in REQUIRED if key not in keys]:
        named = ", ".join(f"“{key}”" for key in missing)
        raise CannotRead(f"{name}, line {line}: there is no column {named}.")
    return {key: keys.index(key) for key in (*REQUIRED, *OPTIONAL) if key in keys}


class _Reader:
    """Reads rows, and remembers the latest thing that happened in them."""

    def __init__(self, columns: Mapping[str, int], faults: Faults) -> None:
        self._columns = columns
        self._faults = faults
        self._known: dict[str, _When] = {}
        self.ends = datetime.combine(date(1990, 1, 1), time(), LONDON)
        self.pauses_known = True

    def asked(self, line: int, cells: Sequence[str]) -> Asked | None:
        """One enquiry; ``None`` if its line has a fault, all of which are told."""
        said = {key: cells[place].strip() for key, place in self._columns.items()}
        before = self._faults.number

        def tried(read: Callable[[], Told], instead: Told) -> Told:
            return self._faults.tried(line, read, instead=instead)

        named = {key: tried(partial(_named, said, key), "") for key in NAMES}
        when = {key: tried(partial(self._when, said, key), None) for key in TIMES}
        days = {key: tried(partial(_days, said, key), None) for key in ("paused_days", "waited_days")}
        office = tried(partial(_office, said), WARD)
        marks = {key: tried(partial(_yes, said, key), False) for key in MARKS if said.get(key)}
        received, due = when["received"], when["due"]
        if received is not None:
            tried(partial(_in_order, said, when, received), None)
        if self._faults.number > before or received is None or due is None:
            return None
        answered, withdrawn = when["answered"], when["withdrawn"]
        for each in (received, answered, withdrawn):
            if each is not None:
                self.ends = max(self.ends, each.at if each.timed else _end_of(each.at))
        self.pauses_known &= days["paused_days"] is not None
        return Asked(
            **named,
            received=received.at,
            answered=None if answered is None else _within(answered, received),
            due=due.at if due.timed else _end_of(due.at),
            paused_days=days["paused_days"] or 0.0,
            office=office,
            withdrawn=None if withdrawn is None else _within(withdrawn, received),
            waited=days["waited_days"],
            timed=due.timed and answered is not None and answered.timed,
            marks=marks,
        )

    def _when(self, said: Mapping[str, str], key: str) -> _When | None:
        text = said.get(key, "")
        if not text and key in NEEDED:
            raise CannotRead(f"“{key}” is empty.")
        if text and text not in self._known:
            self._known[text] = _when(text, called=key)
        return self._known[text] if text else None


def _in_order(said: Mapping[str, str], when: Mapping[str, _When | None], received: _When) -> None:
    for key in ("answered", "due", "withdrawn"):
        later = when[key]
        if later is not None and later.before(received):
            raise CannotRead(f"it was {key} before it was received ({said[key]}, {said['received']}).")


def _office(said: Mapping[str, str]) -> str:
    office = said.get("office", "").casefold()
    return WARD if office in AS_WARD else _named(said, "office").casefold()


def _within(when: _When, received: _When) -> datetime:
    """A time that does not contradict receipt, where no more than the day is known of it."""
    if when.timed:
        return when.at
    day = local(when.at).date()
    if received.timed and local(received.at).date() == day:
        return received.at
    return when.at


def _when(text: str, *, called: str) -> _When:
    try:
        if len(text) == len("2026-12-23"):
            return _When(datetime.combine(read_day(text), time(), LONDON), timed=False)
        return _When(read(text), timed=True)
    except NotATime as wrong:
        raise CannotRead(f"“{called}”: {wrong}") from None


def _named(said: Mapping[str, str], key: str) -> str:
    text = said[key]
    if not text:
        raise CannotRead(f"“{key}” is empty.")
    if not text.isprintable():
        raise CannotRead(f"“{key}” holds a character that cannot be printed.")
    if len(text) > LONGEST:
        raise CannotRead(f"“{key}” holds more than {LONGEST} characters.")
    return text


def _days(said: Mapping[str, str], key: str) -> float | None:
    if not (text := said.get(key, "")):
        return None
    try:
        days = float(text)
    except ValueError:
        raise CannotRead(f"“{key}” is “{text[:40]}”, which is no number.") from None
    if not isfinite(days) or not 0 <= days <= MOST_DAYS:
        raise CannotRead(f"“{key}” is {text[:40]}: it must be a number of working days, at least 0.")
    return days


def _yes(said: Mapping[str, str], key: str) -> bool:
    text = said[key].casefold()
    if text not in YES | NO:
        raise CannotRead(f"“{key}” is “{said[key][:40]}”: write yes or no.")
    return text in YES

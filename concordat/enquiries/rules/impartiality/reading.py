"""A file of enquiries for the report: what each column must hold, and the line of whatever does not.

Columns that are not named here are not looked at. There is none for the officer, so a report cannot name one.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from math import isfinite

from concordat.calendar.rules.london import LONDON, NotATime, local, read, read_day
from concordat.enquiries.rules.clock_cases import CannotRead
from concordat.enquiries.rules.clock_files import decoded
from concordat.enquiries.rules.impartiality.asking import WARD, Asked
from concordat.enquiries.rules.impartiality.checks import MARKS

REQUIRED = (
    *("councillor", "group", "service", "topic", "service_level"),
    *("received", "answered", "paused_days", "due"),
)
OPTIONAL = ("office", "withdrawn", "waited_days", *MARKS)
AS_WARD = frozenset({"", WARD, "ward councillor", "backbench", "backbencher", "councillor", "member"})
YES, NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})
LONGEST = 200
MOST_DAYS = 10_000
END_OF_DAY = time(23, 59, 59)


@dataclass(frozen=True)
class Read:
    """What a file holds.

    ends           the latest day on which anything happened, or its latest minute
    office_known   whether it says in which office each enquiry was asked
    not_read       columns that were not looked at
    """

    rows: tuple[Asked, ...]
    ends: datetime
    office_known: bool
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
    """Every enquiry of a CSV file. Raises ``CannotRead`` with the line of whatever is not as it should be."""
    lines = _lines(decoded(data, name=name), name=name)
    line, header = next(lines, (1, []))
    if not header:
        raise CannotRead(f"{name} is empty. It needs a line of headings and a line for each enquiry.")
    columns = _columns(header, line=line, name=name)
    reader = _Reader(columns)
    rows = []
    for line, cells in lines:
        try:
            if len(cells) != len(header):
                raise CannotRead(f"it has {len(cells)} cells, and the header {len(header)}.")
            rows.append(reader.asked(cells))
        except CannotRead as wrong:
            raise CannotRead(f"{name}, line {line}: {wrong}") from None
    if not rows:
        raise CannotRead(f"{name} holds no enquiry, only headings.")
    return Read(
        rows=tuple(rows),
        ends=reader.ends,
        office_known="office" in columns,
        not_read=tuple(each for each in header if _key(each) not in {*REQUIRED, *OPTIONAL} and each.strip()),
    )


def moment(text: str, *, called: str) -> datetime:
    """A day, meaning its end, or a time. Raises ``CannotRead``."""
    found = _when(text.strip(), called=called)
    return found.at if found.timed else _end_of(found.at)


def _end_of(at: datetime) -> datetime:
    return datetime.combine(local(at).date(), END_OF_DAY, LONDON)


def _lines(text: str, *, name: str) -> Iterator[tuple[int, list[str]]]:
    """Each line that is not blank, with its number."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error:
        raise CannotRead(f"{name}, line {begins}: a quotation mark or a cell is not closed.") from None


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

    def __init__(self, columns: Mapping[str, int]) -> None:
        self._columns = columns
        self._known: dict[str, _When] = {}
        self.ends = datetime.combine(date(1990, 1, 1), time(), LONDON)

    def asked(self, cells: Sequence[str]) -> Asked:
        said = {key: cells[place].strip() for key, place in self._columns.items()}
        received, due = self._needed(said, "received"), self._needed(said, "due")
        answered, withdrawn = self._perhaps(said, "answered"), self._perhaps(said, "withdrawn")
        for key, when in (("answered", answered), ("due", due), ("withdrawn", withdrawn)):
            if when is not None and when.before(received):
                raise CannotRead(f"it was {key} before it was received ({said[key]}, {said['received']}).")
        for when in (received, answered, withdrawn):
            if when is not None:
                self.ends = max(self.ends, when.at if when.timed else _end_of(when.at))
        office = said.get("office", "").casefold()
        waited = said.get("waited_days", "")
        return Asked(
            councillor=_named(said, "councillor"),
            group=_named(said, "group"),
            service=_named(said, "service"),
            topic=_named(said, "topic"),
            service_level=_named(said, "service_level"),
            received=received.at,
            answered=None if answered is None else _within(answered, received),
            due=due.at if due.timed else _end_of(due.at),
            paused_days=_days(said["paused_days"], called="paused_days", instead="0 if it never was"),
            office=WARD if office in AS_WARD else _named(said, "office").casefold(),
            withdrawn=None if withdrawn is None else _within(withdrawn, received),
            waited=_days(waited, called="waited_days", instead="") if waited else None,
            timed=due.timed and answered is not None and answered.timed,
            marks={key: _yes(said[key], called=key) for key in MARKS if said.get(key)},
        )

    def _needed(self, said: Mapping[str, str], key: str) -> _When:
        if found := self._perhaps(said, key):
            return found
        raise CannotRead(f"“{key}” is empty.")

    def _perhaps(self, said: Mapping[str, str], key: str) -> _When | None:
        text = said.get(key, "")
        if not text:
            return None
        if text not in self._known:
            self._known[text] = _when(text, called=key)
        return self._known[text]


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


def _days(text: str, *, called: str, instead: str) -> float:
    if not text:
        raise CannotRead(f"“{called}” is empty: write {instead}.")
    try:
        days = float(text)
    except ValueError:
        raise CannotRead(f"“{called}” is “{text[:40]}”, which is no number.") from None
    if not isfinite(days) or not 0 <= days <= MOST_DAYS:
        raise CannotRead(f"“{called}” is {text[:40]}: it must be a number of working days, at least 0.")
    return days


def _yes(text: str, *, called: str) -> bool:
    said = text.casefold()
    if said not in YES | NO:
        raise CannotRead(f"“{called}” is “{text[:40]}”: write yes or no.")
    return said in YES

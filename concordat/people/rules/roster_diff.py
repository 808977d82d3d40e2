"""What a roster file would change: plain values, fit to be shown before anything is written."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

from concordat.people.rules.duties import BELONGS_TO, RUNNING, Duty, Kind
from concordat.people.rules.roster_file import Line, Roster
from concordat.people.rules.roster_tables import BadRoster, Problem

FACTS = ("ward", "group", "service", "grade")


class Kept(StrEnum):
    """Why an office stays, or keeps a duty, although the file would end it."""

    YOURS = "yours"
    THE_LAST_TO_RUN_IT = "the last to run it"


@dataclass(frozen=True)
class Standing:
    """An office as it stands on the day of the import."""

    office_id: int
    person_id: int
    kind: Kind
    name: str
    email: str
    ward: str
    group: str
    service: str
    grade: str
    duties: frozenset[Duty]
    begins_on: date
    ends_on: date | None
    known_elsewhere: bool  # Another council has the same person: the name is not this council's to change.


@dataclass(frozen=True)
class Difference:
    what: str
    was: str
    becomes: str


@dataclass(frozen=True)
class Change:
    """One office that goes on otherwise. ``succeeds``: it ends, and the same person begins another."""

    office_id: int
    line: Line
    differences: tuple[Difference, ...]
    duties: frozenset[Duty]
    begins_on: date
    ends_on: date | None
    succeeds: bool


@dataclass(frozen=True)
class Leaving:
    office_id: int
    kind: Kind
    name: str
    email: str
    ends_on: date


@dataclass(frozen=True)
class Keeping:
    office_id: int
    name: str
    why: Kept


@dataclass(frozen=True)
class Diff:
    on: date
    new: tuple[Line, ...]
    changed: tuple[Change, ...]
    left: tuple[Leaving, ...]
    kept: tuple[Keeping, ...]
    unchanged: int
    untouched: tuple[Kind, ...] = ()  # Of these the file lists nobody: it is not about them.
    missing: tuple[Leaving, ...] = ()  # A register does not name them: each may be ended with a tick.

    @property
    def changes_nothing(self) -> bool:
        return not (self.new or self.changed or self.left)

    @property
    def seal(self) -> str:
        """A hash of all that was shown, by which a confirmation knows that it still holds."""
        return sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()

    def as_json(self) -> dict[str, object]:
        return {
            "on": self.on.isoformat(),
            "new": [
                {"line": line.number, "kind": line.kind, "name": line.name, "email": line.email}
                | {fact: getattr(line, fact) or "" for fact in FACTS}
                | {"duties": sorted(line.duties or ())}
                | {"from": (line.begins_on or self.on).isoformat(), "until": _shown(line.ends_on)}
                for line in self.new
            ],
            "changed": [
                {
                    "line": change.line.number,
                    "name": change.line.name,
                    "email": change.line.email,
                    "changes": [vars(difference) for difference in change.differences],
                    "begins_another_office": change.succeeds,
                }
                for change in self.changed
            ],
            "left": [
                {"name": leaving.name, "email": leaving.email, "until": leaving.ends_on.isoformat()}
                for leaving in self.left
            ],
            "kept": [{"name": keeping.name, "why": keeping.why} for keeping in self.kept],
            "unchanged": self.unchanged,
            "untouched": sorted(self.untouched),
            "missing": [{"name": leaving.name, "email": leaving.email} for leaving in self.missing],
        }


def compare(
    *,
    roster: Roster,
    standing: Sequence[Standing],
    ended: Mapping[str, date],
    on: date,
    importer: int | None = None,
    ending: frozenset[int] = frozenset(),
) -> Diff:
    """What a roster would change on a day.

    standing   the offices held on that day
    ended      by address, the last day of each earlier office that has ended
    importer   the office of whoever imports it, if any
    ending     the offices that were ticked to end, of those that a register does not name

    Nobody ends their own office by a file, nor that of the last who runs the council's Concordat: a
    forgotten line must not lock a council out. Raises ``BadRoster`` where dates contradict each other.
    """
    held = {office.email: office for office in standing}
    if roster.register:
        roster = _of_councillors(roster, held, on=on)
    listed = {line.email for line in roster.lines}
    kinds = {line.kind for line in roster.lines}
    problems = [problem for line in roster.lines if (problem := _contradiction(line, held, ended, on=on))]
    if problems:
        raise BadRoster(*problems)
    guarded = _guarded(roster, standing, on=on, importer=importer)

    new, changed, kept, unchanged = [], [], [], 0
    for line in roster.lines:
        if line.email not in held:
            new.append(line)
            continue
        office = held[line.email]
        duties = wanted = _duties(line, office)
        if office.office_id in guarded:
            if _ends(line, office, on=on):
                kept.append(Keeping(office.office_id, office.name, guarded[office.office_id]))
                unchanged += 1
                continue
            duties = wanted | (office.duties & RUNNING)
            if duties != wanted:
                kept.append(Keeping(office.office_id, office.name, guarded[office.office_id]))
        change = _change(line, office, duties=duties, dates=_dates(line, office, ended, on=on), on=on)
        if change.differences:
            changed.append(change)
        else:
            unchanged += 1

    left: list[Leaving] = []
    missing: list[Leaving] = []
    for office in standing:
        if office.email in listed or office.kind not in kinds:
            continue
        if office.office_id in guarded:
            kept.append(Keeping(office.office_id, office.name, guarded[office.office_id]))
            continue
        last = max(office.begins_on, on - timedelta(days=1))
        leaving = Leaving(office.office_id, office.kind, office.name, office.email, last)
        (missing if roster.register and office.office_id not in ending else left).append(leaving)
    return Diff(
        on=on,
        new=tuple(new),
        changed=tuple(changed),
        left=tuple(left),
        kept=tuple(kept),
        unchanged=unchanged,
        untouched=tuple(sorted({office.kind for office in standing} - kinds)),
        missing=tuple(missing),
    )


def _of_councillors(roster: Roster, held: Mapping[str, Standing], *, on: date) -> Roster:
    """What a register says of this day: without those who left before it and hold nothing here."""
    problems = [
        Problem(
            line.number,
            f"{line.name} ({line.email}) holds an office here that is not a councillor’s, and a register of "
            "councillors does not change it. End it first, or mend the address.",
        )
        for line in roster.lines
        if line.email in held and held[line.email].kind != line.kind
    ]
    if problems:
        raise BadRoster(*problems)
    gone = {line.email for line in roster.lines if line.ends_on is not None and line.ends_on < on}
    return replace(
        roster, lines=tuple(line for line in roster.lines if line.email in held or line.email not in gone)
    )


def _contradiction(
    line: Line, held: Mapping[str, Standing], ended: Mapping[str, date], *, on: date
) -> Problem | None:
    office = held.get(line.email)
    begins_on, ends_on = _dates(line, office, ended, on=on)
    if ends_on is not None and ends_on < begins_on:
        return Problem(line.number, f"The office ends ({ends_on}) before it starts ({begins_on}).")
    if office is None and line.email in ended and begins_on <= ended[line.email]:
        return Problem(
            line.number,
            f"{line.name} held an office here until {ended[line.email]}. This one must begin after that day.",
        )
    return None


def _dates(
    line: Line, office: Standing | None, ended: Mapping[str, date], *, on: date
) -> tuple[date, date | None]:
    """From when until when an office would be held, the one that stands now or a new one."""
    if office is None:
        return line.begins_on or on, line.ends_on
    begins_on = line.begins_on or office.begins_on
    # Somebody who changed group has two offices here, and a file that goes on telling when they first came.
    if line.email in ended and begins_on <= ended[line.email]:
        begins_on = office.begins_on
    return begins_on, line.ends_on if line.says_when_it_ends else office.ends_on


def _guarded(
    roster: Roster, standing: Sequence[Standing], *, on: date, importer: int | None
) -> dict[int, Kept]:
    lines = {line.email: line for line in roster.lines}
    kinds = {line.kind for line in roster.lines}

    def still_runs(office: Standing) -> bool:
        line = lines.get(office.email)
        if line is None:
            return office.kind not in kinds
        return not _ends(line, office, on=on) and bool(_duties(line, office) & RUNNING)

    running = [office for office in standing if office.duties & RUNNING]
    newly = [line for line in roster.lines if (line.duties or frozenset()) & RUNNING]
    guarded = {}
    if not any(map(still_runs, running)) and not any(
        (line.begins_on or on) <= on and (line.ends_on is None or line.ends_on >= on) for line in newly
    ):
        guarded = {office.office_id: Kept.THE_LAST_TO_RUN_IT for office in running}
    if importer is not None:
        guarded[importer] = Kept.YOURS
    return guarded


def _duties(line: Line, office: Standing) -> frozenset[Duty]:
    """Those that the line gives; where it says nothing of duties, those that its kind of office can keep."""
    return office.duties & BELONGS_TO[line.kind] if line.duties is None else line.duties


def _ends(line: Line, office: Standing, *, on: date) -> bool:
    return line.kind != office.kind or (
        line.says_when_it_ends and line.ends_on is not None and line.ends_on < on
    )


def _change(
    line: Line, office: Standing, *, duties: frozenset[Duty], dates: tuple[date, date | None], on: date
) -> Change:
    begins_on, ends_on = dates
    differences = []

    def note(what: str, was: str, becomes: str) -> None:
        if was != becomes:
            differences.append(Difference(what, was, becomes))

    note("kind", office.kind, line.kind)
    if not office.known_elsewhere:
        note("name", office.name, line.name)
    for fact in FACTS:
        if getattr(line, fact) is not None:
            note(fact, getattr(office, fact), getattr(line, fact))
    note("duties", "; ".join(sorted(office.duties)), "; ".join(sorted(duties)))
    # Who crosses the floor, or changes sides, ends one office and begins another: what they did in the
    # first stays told of the first. A mended spelling of a ward or a service is no new office.
    succeeds = office.begins_on < on and any(d.what in {"kind", "group"} for d in differences)
    if succeeds:
        begins_on = max(begins_on, on)
    else:
        note("from", _shown(office.begins_on), _shown(begins_on))
    note("until", _shown(office.ends_on), _shown(ends_on))
    return Change(office.office_id, line, tuple(differences), duties, begins_on, ends_on, succeeds)


def _shown(day: date | None) -> str:
    return "" if day is None else day.isoformat()

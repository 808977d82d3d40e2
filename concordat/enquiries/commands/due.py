"""When an answer is due, and why: of one enquiry, or of a file of them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from concordat.enquiries.rules.clock import Clock

Received = Annotated[
    str, typer.Option(help="When it came in, as 2026-12-23T15:30: London’s time, or with Z for UTC.")
]
ItsTarget = Annotated[
    str, typer.Option("--target", help="10wd (working days), 8wh (working hours) or 24h (hours).")
]
Nation = Annotated[str, typer.Option(help="England, Wales, Scotland or Northern Ireland.")]
Closures = Annotated[
    Path | None, typer.Option(help="The council’s own closed days: CSV (date, reason, source), or JSON.")
]
Events = Annotated[Path | None, typer.Option(help="What happened to it: JSON, or CSV (type, at, reason …).")]
AsOf = Annotated[str, typer.Option("--as-of", help="Show the clock as it stood then.")]
Hours = Annotated[str, typer.Option(help="Opening hours: 09:00-12:30,13:30-17:00")]
CutOff = Annotated[str, typer.Option("--cut-off", help="Until when what comes in belongs to the day.")]
Cases = Annotated[
    Path | None, typer.Option(help="A JSON file of many cases. Each is printed with what was worked out.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def due(
    received: Received = "",
    target: ItsTarget = "",
    nation: Nation = "",
    closures: Closures = None,
    events: Events = None,
    as_of: AsOf = "",
    hours: Hours = "",
    cut_off: CutOff = "",
    cases: Cases = None,
    as_json: Json = False,
) -> None:
    """Say when an answer is due, on both clocks, and count the days aloud.

    The day of receipt is day nought. Working days leave out weekends, the nation’s bank holidays and the
    council’s own closures.
    """
    from concordat.enquiries.rules.faults import CannotRead

    one = {"--received": received, "--target": target, "--nation": nation}
    try:
        if cases is not None:
            if any((received, target, nation, closures, events, as_of, hours, cut_off)):
                raise CannotRead("With --cases everything else stands in the file.")
            _all_of(cases, as_json=as_json)
            return
        if lacking := [name for name, said in one.items() if not said]:
            raise CannotRead(f"Say {' and '.join(lacking)}, or name a file of cases with --cases.")
        made = _one(received, target, nation, closures, events, as_of, hours, cut_off)
    except CannotRead as wrong:
        _refuse(str(wrong))
    for warning in (*made.notes, *made.warnings):
        typer.echo(f"Note: {warning}", err=True)
    typer.echo(json.dumps(_plain(made), indent=1, ensure_ascii=False) if as_json else _told(made))


def _one(
    received: str,
    target: str,
    nation: str,
    closures: Path | None,
    events: Path | None,
    as_of: str,
    hours: str,
    cut_off: str,
) -> "Clock":
    from concordat.enquiries.rules import clock_cases, clock_files
    from concordat.enquiries.rules.clock_targets import NotATarget, Target
    from concordat.enquiries.rules.faults import CannotRead

    try:
        amount = Target.parse(target)
    except NotATarget as wrong:
        raise CannotRead(str(wrong)) from None
    since = clock_cases.moment({"--received": received}, "--received")
    happened = clock_files.events(_bytes(events), name=events.name, received=since) if events else []
    shut = clock_files.closures(_bytes(closures), name=closures.name) if closures else []
    calendar = clock_cases.calendar_of(
        nation=nation,
        received=since,
        closures=shut,
        windows=[_window(each) for each in hours.split(",")] if hours else None,
        cut_off=clock_cases.hour(cut_off) if cut_off else None,
    )
    until = clock_cases.moment({"--as-of": as_of}, "--as-of") if as_of else None
    return clock_cases.told(received=since, target=amount, calendar=calendar, events=happened, as_of=until)


def _window(said: str) -> Any:
    from concordat.enquiries.rules import clock_cases

    begin, _, end = said.strip().partition("-")
    return clock_cases.hour(begin.strip()), clock_cases.hour(end.strip())


def _all_of(file: Path, *, as_json: bool) -> None:
    from concordat.enquiries.rules import clock_cases, clock_files

    made = clock_files.clocks(_bytes(file), name=file.name)
    for case, clock in made:
        for warning in clock.warnings:
            typer.echo(f"Note: {case.get('id', 'a case')}: {warning}", err=True)
    if as_json:
        shown = [{**case, "computed": clock_cases.computed(clock)} for case, clock in made]
        typer.echo(json.dumps(shown, indent=1, ensure_ascii=False))
        return
    for number, (case, clock) in enumerate(made, start=1):
        typer.echo(f"{case.get('id', number)}: {_dues(clock)}")


def _plain(made: "Clock") -> dict[str, Any]:
    from concordat.calendar.rules import london

    return {
        "due": london.stamp(made.due) if made.due else None,
        "due_unpaused": london.stamp(made.due_unpaused),
        "days": [{"date": day.date.isoformat(), "counts": day.counts, "why": day.why} for day in made.days],
    }


def _dues(made: "Clock") -> str:
    from concordat.enquiries.rules.clock_cases import in_london

    if made.due is None:
        would = f", {in_london(made.would_be_due)} if it went on now" if made.would_be_due else ""
        return f"the clock stands still{would}; without pauses {in_london(made.due_unpaused)}"
    if made.due == made.due_unpaused:
        return f"due {in_london(made.due)}"
    return f"due {in_london(made.due)}; without pauses {in_london(made.due_unpaused)}"


def _told(made: "Clock") -> str:
    lines = [_sentence(_dues(made)), "", "Why this date?"]
    lines += [f"  {day.date:%a %d %b %Y}  {'•' if day.counts else ' '}  {day.why}" for day in made.days]
    return "\n".join(lines)


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def _bytes(file: Path) -> bytes:
    from concordat.enquiries.rules.faults import CannotRead

    try:
        return file.read_bytes()
    except OSError as wrong:
        raise CannotRead(f"{file.name} cannot be read: {wrong.strerror}.") from None


def _refuse(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(2)

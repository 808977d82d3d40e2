"""Whether political groups were answered alike: a file of enquiries in, what may be said out."""

import json
import math
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from concordat.enquiries.commands.writing import Wrong, can_be_written, rendered, write

if TYPE_CHECKING:
    from concordat.calendar.rules.calendars import Edition
    from concordat.enquiries.rules.impartiality import Change, Report
    from concordat.enquiries.rules.impartiality.reading import Read

File = Annotated[
    Path,
    typer.Argument(
        help="A CSV of enquiries: councillor, group (when received), service, topic, service_level, "
        "received, answered (or empty), paused_days, due.",
        show_default=False,
    ),
]
Margin = Annotated[
    float,
    typer.Option(
        help="Points of the share answered on time that the committee agreed to treat as unimportant."
    ),
]
MarginDays = Annotated[float, typer.Option(help="The same for figures counted in working days.")]
FixedOn = Annotated[str, typer.Option("--margin-fixed-on", help="When it agreed so, as 2026-03-04.")]
Minute = Annotated[str, typer.Option(help="The minute that records it.")]
Until = Annotated[
    str,
    typer.Option(help="The end of the observation, a day or a time. The last day in the file, if left out."),
]
Seed = Annotated[int, typer.Option(help="Where chance begins: the same seed gives the same figures.", min=0)]
Draws = Annotated[int, typer.Option(help="How many reshuffles of councillors.", min=99, max=1_000_000)]
Nation = Annotated[str, typer.Option(help="Whose bank holidays: England, Wales, Scotland, Northern Ireland.")]
Closures = Annotated[Path | None, typer.Option(help="The council’s own closed days, as CSV or JSON.")]
Control = Annotated[str, typer.Option("--control-changed", help="The day on which control changed.")]
WentOut = Annotated[str, typer.Option("--went-out", help="The group that then lost control.")]
CameIn = Annotated[str, typer.Option("--came-in", help="The group that then gained it.")]
Combine = Annotated[
    bool, typer.Option("--combine-small", help="Join groups of fewer than five councillors into one.")
]
Services = Annotated[
    bool, typer.Option("--services", help="Explore service by service: for statutory officers alone.")
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print a JSON list: one object for each pair of groups.")
]
Papers = Annotated[
    list[Path] | None, typer.Option("--paper", help="Write a paper: .html, .docx or .pdf. May be repeated.")
]
CsvFile = Annotated[Path | None, typer.Option("--csv", help="Write the pairs of groups here.")]
XlsxFile = Annotated[Path | None, typer.Option("--xlsx", help="Write every table into this workbook.")]
Council = Annotated[str, typer.Option(help="The council’s name, for the paper.")]
Committee = Annotated[str, typer.Option(help="Whom the paper goes to.")]
On = Annotated[str, typer.Option("--date", help="The date on the paper. Today, if left out.")]


def impartiality(
    file: File,
    margin: Margin,
    margin_days: MarginDays = 1.0,
    margin_fixed_on: FixedOn = "",
    minute: Minute = "",
    until: Until = "",
    seed: Seed = 1,
    draws: Draws = 9_999,
    nation: Nation = "England",
    closures: Closures = None,
    control_changed: Control = "",
    went_out: WentOut = "",
    came_in: CameIn = "",
    combine_small: Combine = False,
    services: Services = False,
    as_json: AsJson = False,
    papers: Papers = None,
    csv_file: CsvFile = None,
    xlsx_file: XlsxFile = None,
    council: Council = "The council",
    committee: Committee = "Standards Committee",
    on: On = "",
) -> None:
    """Say whether political groups were answered alike, as far as the figures can tell.

    Councillors, not enquiries, are the evidence. Groups too few to report hold no figure. Nobody is named.
    """
    from concordat.enquiries.rules.faults import CannotRead
    from concordat.enquiries.rules.impartiality import NothingToCompare

    try:
        can_be_written(papers or [], csv_file, xlsx_file)
        _is_margin(margin, called="--margin", most=100)
        _is_margin(margin_days, called="--margin-days", most=1_000)
        day = _day(on, called="--date") or date.today()  # noqa: DTZ011 - whoever types it lives by that day
        read = _read(file)
        told = _report(
            read,
            margin=margin,
            margin_days=margin_days,
            margin_fixed_on=_day(margin_fixed_on, called="--margin-fixed-on"),
            minute=minute,
            until=_until(until),
            seed=seed,
            draws=draws,
            calendar=_calendar(nation, closures, read),
            change=_change(control_changed, went_out, came_in, read),
            combine_small=combine_small,
            by_service=services,
        )
        write(_contents(told, papers or [], csv_file, xlsx_file, council, committee, day), quietly=as_json)
    except (CannotRead, NothingToCompare, Wrong) as wrong:
        _refuse(str(wrong))
    if read.not_read:
        typer.echo(f"Columns that were not looked at: {', '.join(read.not_read)}.", err=True)
    if not any(row.answered for row in read.rows):
        typer.echo(
            "Not one enquiry was answered. If that cannot be, look at the column “answered”.", err=True
        )
    if as_json:
        from concordat.enquiries.rules.impartiality import data

        typer.echo(json.dumps(data.pairs(told), indent=1, ensure_ascii=False, allow_nan=False))
    else:
        _say(told)


# ── what came in ──


def _read(file: Path) -> "Read":
    from concordat.enquiries.rules.impartiality.reading import enquiries

    return enquiries(_bytes(file), name=file.name)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as wrong:
        raise Wrong(f"“{file}” cannot be read: {wrong.strerror}.") from None


def _is_margin(value: float, *, called: str, most: float) -> None:
    if not (math.isfinite(value) and 0 < value < most):
        raise Wrong(f"{called}: {value:g} is no margin. It lies above 0 and below {most:g}.")


def _day(words: str, *, called: str) -> date | None:
    from concordat.calendar.rules import london

    try:
        return london.read_day(words) if words else None
    except london.NotATime as wrong:
        raise Wrong(f"{called}: {wrong}") from None


def _until(words: str) -> datetime | None:
    from concordat.enquiries.rules.impartiality.reading import moment

    return moment(words, called="--until") if words else None


def _calendar(nation: str, closures: Path | None, read: "Read") -> "Edition":
    """Bank holidays of the years in which anything was asked or answered, and the council's own closures."""
    from concordat.calendar.rules import bank_holidays
    from concordat.calendar.rules.calendars import Calendar
    from concordat.enquiries.rules import clock_files

    try:
        named = bank_holidays.nation_of(nation)
    except bank_holidays.UnknownNation as wrong:
        raise Wrong(f"--nation: {wrong}") from None
    years = range(min(row.received.year for row in read.rows), max(row.due.year for row in read.rows) + 2)
    closed = Calendar.of(named, bank_holidays.bank_holidays(nation=named, years=years)).closed
    own = clock_files.closures(_bytes(closures), name=closures.name) if closures else []
    return Calendar.of(named, (*closed, *own)).newest


def _change(on: str, went_out: str, came_in: str, read: "Read") -> "Change | None":
    if not any((on, went_out, came_in)):
        return None
    if not all((on, went_out, came_in)):
        raise Wrong("A change of control needs --control-changed, --went-out and --came-in.")
    from concordat.enquiries.rules.impartiality import Change

    day = _day(on, called="--control-changed")
    groups = {row.group for row in read.rows}
    for option, group in (("--went-out", went_out), ("--came-in", came_in)):
        if group not in groups:
            raise Wrong(f"{option}: no enquiry is of “{group}”. The groups are {', '.join(sorted(groups))}.")
    if went_out == came_in or day is None:
        raise Wrong("Control passes from one group to another.")
    return Change(day, went_out, came_in)


def _report(
    read: "Read",
    *,
    margin: float,
    margin_days: float,
    margin_fixed_on: date | None,
    minute: str,
    until: datetime | None,
    seed: int,
    draws: int,
    calendar: "Edition",
    change: "Change | None",
    combine_small: bool,
    by_service: bool,
) -> "Report":
    from concordat.enquiries.rules.impartiality import report

    if until is not None and until < min(row.received for row in read.rows):
        raise Wrong("--until lies before the first enquiry was received.")
    return report(
        read.rows,
        margin=margin,
        margin_days=margin_days,
        margin_fixed_on=margin_fixed_on,
        minute=minute,
        until=until or read.ends,
        seed=seed,
        draws=draws,
        calendar=calendar,
        change=change,
        combine_small=combine_small,
        by_service=by_service,
        office_known=read.office_known,
        pauses_known=read.pauses_known,
        until_known=until is not None,
    )


# ── what goes out ──


def _contents(
    told: "Report",
    papers: list[Path],
    csv_file: Path | None,
    xlsx_file: Path | None,
    council: str,
    committee: str,
    on: date,
) -> Mapping[Path, bytes]:
    from concordat.enquiries.rules.impartiality import data

    contents: dict[Path, bytes] = {}
    if papers:
        from concordat.enquiries.rules.impartiality.paper import paper

        made = paper(told, council=council, committee=committee, date=on)
        contents = {path: rendered(made, path.suffix.lower()) for path in papers}
    if csv_file is not None:
        contents[csv_file] = data.as_csv(told).encode("utf-8-sig")
    if xlsx_file is not None:
        contents[xlsx_file] = data.as_xlsx(told)
    return contents


def _say(told: "Report") -> None:
    from concordat.enquiries.rules.impartiality.wording import number
    from concordat.papers.wording import ENGLISH

    fixed = f", fixed on {ENGLISH.day(told.margin_fixed_on)}" if told.margin_fixed_on else ""
    typer.echo(
        f"Enquiries received from {ENGLISH.day(told.begins)}, observed until {ENGLISH.day(told.until)}. "
        f"Margin ±{number(told.margin)} points{fixed}."
    )
    for pair in told.pairs:
        typer.echo(f"\n{pair.groups[0]} and {pair.groups[1]}: {pair.verdict.words}")
        for sentence in pair.said:
            typer.echo(f"  {sentence}")
    if told.control is not None:
        typer.echo(f"\nBefore and after control changed: {told.control.compared.verdict.words}")
        for sentence in told.control.said:
            typer.echo(f"  {sentence}")
    typer.echo("")
    for sentence in (*told.left_out, *told.cautions):
        typer.echo(f"• {sentence}")


def _refuse(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(2)

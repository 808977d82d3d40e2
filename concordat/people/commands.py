"""People on the command line: begin a council, and read its roster in with a dry run first."""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn
from zoneinfo import ZoneInfo

import typer

from concordat.people.rules import roster_file
from concordat.people.rules.councils import RESERVED, Nation, Tier
from concordat.people.rules.roster_diff import Diff
from concordat.people.rules.roster_tables import BadRoster, refuse_if_too_large

app = typer.Typer(no_args_is_help=True, help="People: who holds which office in which council.")

Readable = typer.Argument(help="The roster: CSV or XLSX; or modern.gov's XML, or Popolo's JSON.")
LONDON = ZoneInfo("Europe/London")  # whose day it is; Django, which knows too, is not awake yet
Slug = typer.Option(help="The council, as it stands in its address: marlbridge.")
DryRun = typer.Option("--dry-run", help="Show what would change, and write nothing.")
End = typer.Option(
    help="Of whom modern.gov or Popolo does not name: an address whose office ends. Repeat it."
)
AsJson = typer.Option("--json", help="Print the change as JSON.")


@app.command()
def found(
    name: Annotated[str, typer.Argument(help="The council's name: Marlbridge District Council.")],
    slug: Annotated[str, typer.Option(help="Its place in every address: marlbridge.")],
    tier: Annotated[Tier, typer.Option(help="What kind of council it is.")],
    nation: Annotated[Nation, typer.Option(help="Whose law and bank holidays it keeps.")] = Nation.ENGLAND,
    principal: Annotated[str, typer.Option(help="Of a parish: its principal council's slug.")] = "",
) -> None:
    """Begin a council's Concordat, with the bank holidays of its nation. Its roster comes next."""
    import django

    django.setup()
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_slug
    from django.utils.timezone import now

    from concordat.people import actions, queries

    try:
        validate_slug(slug)
    except ValidationError:
        refuse([f"{slug!r} cannot stand in an address. Use small letters, digits and hyphens."])
    if slug in RESERVED:
        refuse([f"{slug!r} is the address of a page of ours. Choose another word."])
    if queries.council_called(slug):
        refuse([f"There is a council called {slug!r} already."])
    above = queries.council_called(principal) if principal else None
    if principal and above is None:
        refuse([f"There is no council called {principal!r}."])
    at = now()
    council = actions.found_council(name=name, slug=slug, tier=tier, nation=nation, principal=above, at=at)
    actions.adopt_bank_holidays(council=council, years=range(at.year, at.year + 3), by=None, at=at)
    typer.echo(f"{name} has begun. Next: concordat people import ROSTER --council {slug} --dry-run")


@app.command("import")
def import_roster(
    file: Annotated[Path, Readable],
    council: Annotated[str, Slug],
    dry_run: Annotated[bool, DryRun] = False,
    as_json: Annotated[bool, AsJson] = False,
    end: Annotated[list[str] | None, End] = None,
) -> None:
    """Make the roster of a council say what a file says: all of it, or nothing."""
    if not file.is_file():
        refuse([f"There is no file {file}."])
    try:
        refuse_if_too_large(file.stat().st_size, name=file.name)
        diff = _import(file, council=council, dry_run=dry_run, end=end or [])
    except BadRoster as bad:
        refuse(map(str, bad.problems))
    if as_json:
        typer.echo(json.dumps({"dry_run": dry_run, "council": council, **diff.as_json()}, indent=2))
    else:
        typer.echo("\n".join(told(diff, dry_run=dry_run)))


def _import(file: Path, *, council: str, dry_run: bool, end: list[str]) -> Diff:
    roster = roster_file.read(file.read_bytes(), name=file.name, on=datetime.now(tz=LONDON).date())
    # Late, so that a bad file is refused, and help is given, without waiting for the database.
    import django

    django.setup()
    from django.utils.timezone import localdate, now

    from concordat.people import actions, queries
    from concordat.people.rules.offices import NotAnOffice

    found = queries.council_called(council)
    if found is None:
        refuse([f"There is no council called {council!r}."])
    at = now()
    missing = {
        one.email: one.office_id for one in queries.compare_roster(found.id, roster, on=localdate(at)).missing
    }
    if strangers := [email for email in end if email.lower() not in missing]:
        refuse([f"{email} is not one of those whom the file leaves out." for email in strangers])
    ending = frozenset(missing[email.lower()] for email in end)
    if dry_run:
        return queries.compare_roster(found.id, roster, on=localdate(at), ending=ending)
    try:
        return actions.import_roster(council=found, roster=roster, ending=ending, by=None, at=at)
    except NotAnOffice as wrong:
        refuse([str(wrong)])


def told(diff: Diff, *, dry_run: bool) -> Iterable[str]:
    """What changes, in a few lines that a person reads."""
    yield "Nothing has been written: this is a dry run." if dry_run else "The roster was imported."
    yield f"New: {len(diff.new)}. Changed: {len(diff.changed)}. Left: {len(diff.left)}."
    yield f"Unchanged: {diff.unchanged}."
    for line in diff.new:
        yield f"  new      line {line.number}: {line.name} ({line.kind}), {line.email}"
    for change in diff.changed:
        words = "; ".join(
            f"{d.what} {d.was or 'nothing'} → {d.becomes or 'nothing'}" for d in change.differences
        )
        yield f"  changed  line {change.line.number}: {change.line.name}: {words}"
    for leaving in diff.left:
        yield f"  left     {leaving.name} ({leaving.kind}), {leaving.email}: last day {leaving.ends_on}"
    for staying in diff.missing:
        yield f"  missing  {staying.name}, {staying.email}: stays, unless you add --end {staying.email}"
    for keeping in diff.kept:
        yield f"  kept     {keeping.name}: {keeping.why}"
    for kind in diff.untouched:
        yield f"The file lists nobody of the kind “{kind}”, so they stay as they are."


def refuse(sentences: Iterable[str]) -> NoReturn:
    for sentence in sentences:
        typer.echo(sentence, err=True)
    raise typer.Exit(2)

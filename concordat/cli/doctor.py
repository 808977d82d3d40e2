"""`concordat doctor`: whether this Concordat is fit to be trusted with a council, and what to mend."""

import json
import os
import smtplib
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from concordat.cli import keeping

SHORT_SECRET = 50
LATE_POST = timedelta(minutes=15)  # the worker looks every two seconds
OLD_BACKUP = timedelta(hours=26)  # a nightly one, and two hours' grace
SLOW_CLOCK = timedelta(seconds=5)


class State(StrEnum):
    WELL = "well"
    DOUBTFUL = "doubtful"
    ILL = "ill"


@dataclass(frozen=True)
class Finding:
    about: str
    state: State
    sentence: str
    mend: str = ""


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
    backups: Annotated[
        Path | None, typer.Option(help="Where backups lie; BACKUP_FOLDER if nothing is said.")
    ] = None,
) -> None:
    """Look at the settings, the database, the keys, the mail, the backups and the clock. Changes nothing."""
    import django

    django.setup()
    folder = backups or Path(os.getenv("BACKUP_FOLDER", "var/backups"))
    findings = [finding for look in looks(folder) for finding in look()]
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            typer.echo(f"{finding.state:>8}  {finding.about}: {finding.sentence}")
            if finding.mend:
                typer.echo(f"{'':>8}  → {finding.mend}")
    if any(finding.state == State.ILL for finding in findings):
        raise typer.Exit(1)


def looks(backups: Path) -> list[Callable[[], Iterator[Finding]]]:
    def at_backups() -> Iterator[Finding]:
        return backups_in(backups)

    return [settings_, single_sign_on, database, migrations, keys, mail, post, at_backups, clock, trails]


def settings_() -> Iterator[Finding]:
    from django.conf import settings

    about = "settings"
    if settings.DEBUG:
        mend = "Set DEBUG=no, or leave it out."
        yield Finding(about, State.ILL, "DEBUG is on: a page that breaks shows its inside.", mend)
    if settings.DEMO:
        mend = "Set DEMO=no, or leave it out, on a Concordat with real people in it."
        yield Finding(about, State.DOUBTFUL, "DEMO is on: anybody may look around as anybody.", mend)
    if len(settings.SECRET_KEY) < SHORT_SECRET:
        mend = f"Set SECRET_KEY to at least {SHORT_SECRET} signs drawn by chance."
        yield Finding(about, State.ILL, "SECRET_KEY is short enough to be guessed.", mend)
    if not settings.SECURE:
        mend = "Set ADDRESS to the https:// address by which people reach Concordat."
        yield Finding(
            about, State.ILL, "ADDRESS is not https: what people type can be read on the way.", mend
        )
    if not settings.SECOND_STEP and not settings.DEMO:
        mend = "Leave SECOND_STEP out, or set it to yes."
        yield Finding(about, State.DOUBTFUL, "Whoever runs a council needs no second step to sign in.", mend)
    if "*" in settings.ALLOWED_HOSTS:
        mend = "Set ALLOWED_HOSTS to the names by which people reach Concordat."
        yield Finding(about, State.ILL, "ALLOWED_HOSTS lets any name in.", mend)
    yield Finding(about, State.WELL, f"Read. People reach us at {settings.ADDRESS}.")


def single_sign_on() -> Iterator[Finding]:
    """A council that is misspelt there gives nobody a duty, and nobody would be told."""
    from django.db import DatabaseError

    from concordat.people import queries

    about, provider = "single sign-on", queries.provider()
    if provider is None:
        return
    try:
        strange = [
            council
            for council in sorted({grant.council for grant in provider.grants})
            if queries.council_called(council) is None
        ]
    except DatabaseError:  # told below, as what is wrong with the database
        return
    for council in strange:
        sentence = f"OIDC_GROUPS speaks of {council!r}, and no council here has that address."
        mend = "Write the council as it stands in its addresses: /larkfield/ is larkfield."
        yield Finding(about, State.ILL, sentence, mend)
    if not strange:
        yield Finding(about, State.WELL, f"By {provider.name}; OIDC_GROUPS names no stranger.")


def database() -> Iterator[Finding]:
    from django.db import DatabaseError, connection

    about = "database"
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                yield from of_sqlite(about, cursor)
            else:
                yield from of_postgresql(about, cursor)
    except DatabaseError as fault:
        mend = "See that the server runs, and that DATABASE_URL is right."
        yield Finding(about, State.ILL, f"It cannot be reached ({type(fault).__name__}).", mend)


def of_sqlite(about: str, cursor: keeping.Cursor) -> Iterator[Finding]:
    for pragma, wanted in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
        cursor.execute(f"PRAGMA {pragma}")
        found = cursor.fetchone()[0]
        if found != wanted:
            yield Finding(about, State.ILL, f"SQLite's {pragma} is {found}, not {wanted}.")
    cursor.execute("PRAGMA quick_check")
    told = cursor.fetchone()[0]
    if told != "ok":
        mend = "Stop Concordat, keep the file, and restore the newest backup into a new place."
        yield Finding(about, State.ILL, "The file is damaged.", mend)
    else:
        yield Finding(about, State.WELL, "SQLite, sound.")


def of_postgresql(about: str, cursor: keeping.Cursor) -> Iterator[Finding]:
    for setting, wanted in (("fsync", "on"), ("full_page_writes", "on"), ("server_encoding", "UTF8")):
        cursor.execute(f"SHOW {setting}")
        found = cursor.fetchone()[0]
        if found != wanted:
            mend = f"Set {setting} = {wanted}: a power cut could lose what was acknowledged."
            yield Finding(about, State.ILL, f"PostgreSQL's {setting} is {found}.", mend)
    cursor.execute("SHOW server_version")
    yield Finding(about, State.WELL, f"PostgreSQL {cursor.fetchone()[0]}, reached.")


def migrations() -> Iterator[Finding]:
    from concordat.home import queries

    if queries.is_up_to_date():
        yield Finding("tables", State.WELL, "Up to date.")
    else:
        yield Finding("tables", State.ILL, "They are of another version.", "Run `concordat migrate`.")


def keys() -> Iterator[Finding]:
    """Whether every secret that still waits in the outbox can be opened with the keys that are set."""
    from concordat.letters import queries

    waiting, shut = queries.waiting_secrets()
    if shut:
        mend = "Put the earlier SECRET_KEY into SECRET_KEY_FALLBACKS until the outbox is empty."
        yield Finding("keys", State.ILL, f"{shut} of {waiting} waiting links cannot be unsealed.", mend)
    else:
        yield Finding("keys", State.WELL, f"All {waiting} waiting links can be unsealed.")


def mail() -> Iterator[Finding]:
    from django.conf import settings

    if not settings.EMAIL_HOST:
        mend = "Set SMTP_HOST. Until then every e-mail, personal links included, is a file."
        yield Finding("mail", State.DOUBTFUL, f"No server: files in {settings.EMAIL_FILE_PATH}.", mend)
        return
    place = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=settings.EMAIL_TIMEOUT) as server:
            if settings.EMAIL_USE_TLS:
                server.starttls(context=ssl.create_default_context())
            if settings.EMAIL_HOST_USER:
                server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except (OSError, smtplib.SMTPException) as fault:
        mend = "See SMTP_HOST, SMTP_PORT, SMTP_USER, SMTP_PASSWORD and SMTP_TLS."
        yield Finding("mail", State.ILL, f"{place} does not let us in ({type(fault).__name__}).", mend)
        return
    if settings.EMAIL_USE_TLS:
        yield Finding("mail", State.WELL, f"{place} lets us in.")
    else:
        yield Finding("mail", State.DOUBTFUL, f"{place} is spoken to in the clear.", "Set SMTP_TLS=yes.")


def post() -> Iterator[Finding]:
    """Letters that have been due for a while mean that no worker is running."""
    from django.utils.timezone import now

    from concordat.letters import queries

    late = queries.due_since(now() - LATE_POST)
    if late:
        mend = "See that `concordat serve` or `concordat work` is running."
        yield Finding("worker", State.ILL, f"{late} letters have been due for a quarter of an hour.", mend)
    else:
        yield Finding("worker", State.WELL, "No letter is late.")


def backups_in(folder: Path) -> Iterator[Finding]:
    kept = keeping.backups(folder)
    if not kept:
        mend = f"Run `concordat backup {folder}` each night, and copy the folder to another machine."
        yield Finding("backups", State.ILL, f"There is none in {folder}.", mend)
        return
    newest = kept[-1]
    age = datetime.now(UTC) - newest.made_at
    if age > OLD_BACKUP:
        mend = f"Run `concordat backup {folder}`, and see why it was not run."
        yield Finding("backups", State.ILL, f"The newest is from {newest.made_at:%d %B %Y, %H:%M}.", mend)
    elif not newest.verified:
        mend = "Run `concordat backup` again where it can restore into a fresh place."
        yield Finding("backups", State.DOUBTFUL, "The newest was not tried by restoring it.", mend)
    else:
        yield Finding("backups", State.WELL, f"{len(kept)}; the newest was restored once to see.")


def clock() -> Iterator[Finding]:
    """Against the database server's clock, where there is one, and against the last line of the trail."""
    from django.db import DatabaseError, connection
    from django.utils.timezone import now

    from concordat.trail import queries

    if connection.vendor == "postgresql":
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT clock_timestamp()")
                apart = abs(cursor.fetchone()[0] - now())
        except DatabaseError:
            return
        if apart > SLOW_CLOCK:
            mend = "Have both machines set their clocks over the network (NTP)."
            seconds = f"{apart.total_seconds():.0f} seconds"
            yield Finding("clock", State.ILL, f"{seconds} apart from the database's.", mend)
            return
    last = queries.last_told()
    if last and last > now() + SLOW_CLOCK:
        mend = "See that this machine sets its clock over the network (NTP)."
        sentence = f"It says {now():%d %B %Y, %H:%M}, earlier than the last line of a trail."
        yield Finding("clock", State.ILL, sentence, mend)
    elif time.tzname and datetime.now(UTC).year < 2026:
        yield Finding("clock", State.ILL, "It stands before Concordat was written.", "Set the clock.")
    else:
        yield Finding("clock", State.WELL, "Not behind the trail.")


def trails() -> Iterator[Finding]:
    from concordat.trail import queries

    broken = queries.verify()
    if broken:
        mend = "Keep a copy of the database before anything else, and ask who could write to it."
        sentence = f"{broken.council}, line {broken.number}: {broken.why}"
        yield Finding("trail", State.ILL, sentence, mend)
    else:
        yield Finding("trail", State.WELL, "Every line holds.")

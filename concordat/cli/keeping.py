"""`concordat backup` and `concordat restore`.

A backup counts only once it has been restored: each is unpacked into a fresh place, every table is read there
row by row, and what is found must be what was read while the backup was taken.
"""

import gzip
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, NoReturn, Protocol
from uuid import uuid4

import typer

MANIFEST = ".json"
OURS = "concordat-"
AT_A_TIME = 1 << 20


class Cursor(Protocol):
    def execute(self, query: str, /) -> Any: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> Any: ...


@dataclass(frozen=True)
class Backup:
    """What lies beside the file: enough to know whether it is whole, and nothing of what is in it.

    tables   how many rows each table held, and a fingerprint of them all
    """

    file: str
    engine: str
    concordat: str
    made_at: datetime
    sha256: str
    verified: bool
    tables: dict[str, tuple[int, str]] = field(default_factory=dict)


def backup(
    folder: Annotated[Path, typer.Argument(help="Where backups are kept. It is made if it is not there.")],
    keep: Annotated[int, typer.Option(min=1, help="How many of ours to keep; older ones are deleted.")] = 30,
) -> None:
    """Back up the database while it is in use, and try the backup by restoring it into a fresh place."""
    import django

    django.setup()
    from django.db import connection

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    at = datetime.now(UTC)
    name = f"{OURS}{at:%Y%m%dT%H%M%S-%f}Z"
    if connection.vendor == "sqlite":
        made = of_sqlite(folder / f"{name}.sqlite3.gz", at=at)
    else:
        made = of_postgresql(folder / f"{name}.dump", at=at)
    write(folder / f"{name}{MANIFEST}", json.dumps(asdict(made), default=str, indent=1).encode())
    rows = sum(count for count, _print in made.tables.values())
    tried = "restored once to see" if made.verified else "NOT tried: no fresh database could be made"
    typer.echo(f"{folder / made.file}: {len(made.tables)} tables, {rows} rows, {tried}.")
    for old in backups(folder)[:-keep]:
        (folder / old.file).unlink(missing_ok=True)
        manifest_of(folder / old.file).unlink(missing_ok=True)


def restore(
    file: Annotated[Path, typer.Argument(help="A backup that `concordat backup` made.")],
    into: Annotated[str, typer.Option(help="sqlite:///new-file, or postgresql:// of an empty database.")],
) -> None:
    """Restore a backup into a fresh place. What is there already is never written over."""
    told = read_manifest(file)
    if file.name == manifest_of(file).name:
        refuse(f"{file} is the manifest. Name the backup that it tells of: {file.with_name(told.file)}")
    if told.sha256 != digest(file):
        refuse(f"{file} is not whole: it differs from its manifest. Take another backup, or another copy.")
    engine, _colon, _rest = into.partition(":")
    if told.engine != ("sqlite" if engine == "sqlite" else "postgresql"):
        refuse(f"{file} is a backup of {told.engine}; restore it into a database of that kind.")
    if told.engine == "sqlite":
        place = Path(into.removeprefix("sqlite:///"))
        if place.exists():
            refuse(f"{place} is there already. Restore into a new place, and look at it first.")
        unpack(file, place)
        found = read_sqlite(place)
    else:
        into = unspoken(into)
        if tables_at(into):
            refuse("That database is not empty. Restore into a new one, and look at it first.")
        load(file, into)
        found = read_postgresql(into)
    if found != told.tables:
        refuse("What was restored is not what was backed up. Keep both, and take another backup.")
    rows = sum(count for count, _print in found.values())
    typer.echo(f"Restored and compared: {len(found)} tables, {rows} rows, all as they were.")
    typer.echo("Set DATABASE_URL to it, run `concordat doctor`, then `concordat serve`.")


def backups(folder: Path) -> list[Backup]:
    """What lies in a folder, oldest first."""
    kept = []
    for manifest in sorted(folder.glob(f"{OURS}*{MANIFEST}")):
        told = json.loads(manifest.read_text())
        if (folder / told["file"]).exists():
            kept.append(of_manifest(told))
    return kept


def of_manifest(told: dict[str, Any]) -> Backup:
    tables = {name: (count, fingerprint) for name, (count, fingerprint) in told["tables"].items()}
    made_at = datetime.fromisoformat(told["made_at"])
    return Backup(**{**told, "made_at": made_at, "tables": tables})


def manifest_of(file: Path) -> Path:
    return file.with_name(file.name.split(".")[0] + MANIFEST)


def read_manifest(file: Path) -> Backup:
    if not file.is_file():
        refuse(f"{file} is not there.")
    try:
        return of_manifest(json.loads(manifest_of(file).read_text()))
    except (OSError, ValueError, KeyError, TypeError):
        refuse(f"{manifest_of(file)}, which `concordat backup` wrote beside it, is missing or unreadable.")


# ---------------------------------------------------------------------------------------------- SQLite


def of_sqlite(file: Path, *, at: datetime) -> Backup:
    import sqlite3

    from django.db import connection

    with TemporaryDirectory(dir=file.parent) as fresh:
        copy, again = Path(fresh) / "copy.sqlite3", Path(fresh) / "again.sqlite3"
        connection.ensure_connection()
        with closing(sqlite3.connect(copy)) as into:
            connection.connection.backup(into)
        tables = read_sqlite(copy)
        packed = Path(fresh) / "packed"
        with copy.open("rb") as source, gzip.open(packed, "wb") as target:
            shutil.copyfileobj(source, target, AT_A_TIME)
        seal(packed, file)
        unpack(file, again)
        verified = read_sqlite(again) == tables
    if not verified:
        file.unlink()
        refuse("The backup could not be read back as it was written. Is the disk full, or failing?")
    return Backup(file.name, "sqlite", version("concordat"), at, digest(file), True, tables)


def unpack(file: Path, place: Path) -> None:
    with (
        gzip.open(file) as source,
        open(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as to,
    ):
        shutil.copyfileobj(source, to, AT_A_TIME)


def read_sqlite(place: Path) -> dict[str, tuple[int, str]]:
    import sqlite3

    with closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True)) as database:
        found = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall()
        return {name: _rows(database.execute(f'SELECT * FROM "{name}"')) for (name,) in found}  # noqa: S608 - the name is one of its own tables


def _rows(rows: Any) -> tuple[int, str]:
    """How many, and a fingerprint that does not depend on the order in which they are read."""
    count, mixed = 0, 0
    for row in rows:
        count += 1
        mixed = (mixed + int.from_bytes(sha256(repr(row).encode()).digest())) % (1 << 256)
    return count, f"{mixed:064x}"


# ------------------------------------------------------------------------------------------ PostgreSQL


def of_postgresql(file: Path, *, at: datetime) -> Backup:
    from django.conf import settings
    from django.db import connection

    address = address_of(settings.DATABASES["default"])
    with TemporaryDirectory(dir=file.parent) as fresh, closing(connection.copy()) as own:
        with own.cursor() as cursor:
            # One moment for both: what is dumped is what is counted, whoever writes meanwhile.
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            packed = Path(fresh) / "packed"
            dump = ["pg_dump", "--format=custom", "--no-owner", "--no-privileges"]
            run([*dump, f"--snapshot={snapshot}", f"--file={packed}", f"--dbname={address}"])
            tables = _postgresql_tables(cursor)
            cursor.execute("ROLLBACK")
        seal(packed, file)
    return Backup(
        file.name, "postgresql", version("concordat"), at, digest(file), tried(file, address, tables), tables
    )


def tried(file: Path, address: str, tables: dict[str, tuple[int, str]]) -> bool:
    """Restore it into a database of its own beside the other, and drop that again."""
    import psycopg

    try:
        with fresh_database(address) as empty:
            load(file, empty)
            same = read_postgresql(empty) == tables
    except psycopg.errors.InsufficientPrivilege:
        return False
    if not same:
        file.unlink()
        refuse("The backup could not be restored as it was written. Is the disk full, or failing?")
    return True


def load(file: Path, address: str) -> None:
    run(["pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", f"--dbname={address}", str(file)])


@contextmanager
def fresh_database(address: str) -> Iterator[str]:
    import psycopg
    from psycopg import sql

    name = f"concordat_trial_{uuid4().hex[:12]}"
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        try:
            yield psycopg.conninfo.make_conninfo(address, dbname=name)
        finally:
            owner.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def read_postgresql(address: str) -> dict[str, tuple[int, str]]:
    import psycopg

    with psycopg.connect(address) as database, database.cursor() as cursor:
        return _postgresql_tables(cursor)


def _postgresql_tables(cursor: Cursor) -> dict[str, tuple[int, str]]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    found = {}
    for (name,) in cursor.fetchall():
        # By the text of whole rows, so that where a row lies on its page plays no part.
        cursor.execute(
            "SELECT count(*), coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '')"  # noqa: S608 - the name is one of its own tables
            f' FROM "{name}" t'
        )
        count, fingerprint = cursor.fetchone()
        found[name] = (count, fingerprint)
    return found


def tables_at(address: str) -> dict[str, tuple[int, str]]:
    """The tables that stand there already."""
    import psycopg

    try:
        return read_postgresql(address)
    except psycopg.OperationalError:
        refuse("That database cannot be reached. Make it first: createdb, or your provider's page.")


def address_of(database: dict[str, Any]) -> str:
    from psycopg.conninfo import make_conninfo

    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return unspoken(
        make_conninfo("", **{ours: database[key] for ours, key in named.items() if database[key]})
    )


def unspoken(address: str) -> str:
    """The address without its password, which goes into the environment: all may see a command line."""
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    parts = conninfo_to_dict(address)
    if password := parts.pop("password", None):
        os.environ["PGPASSWORD"] = str(password)
    return make_conninfo("", **parts)


# ----------------------------------------------------------------------------------------------- files


def seal(packed: Path, file: Path) -> None:
    """On the disk before it gets its name: a file with a backup's name is a whole backup."""
    packed.chmod(0o600)
    with packed.open("rb") as written:
        os.fsync(written.fileno())
    packed.replace(file)


def write(file: Path, body: bytes) -> None:
    part = file.with_suffix(".part")
    part.write_bytes(body)
    seal(part, file)


def digest(file: Path) -> str:
    with file.open("rb") as opened:
        read = sha256()
        while piece := opened.read(AT_A_TIME):
            read.update(piece)
    return read.hexdigest()


def run(words: Sequence[str]) -> None:
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 (no shell)
    except FileNotFoundError:
        refuse(f"{words[0]} is not installed. It comes with PostgreSQL's client programs.")
    if done.returncode:
        # Its last line: the ones before may quote rows.
        refuse(f"{words[0]} stopped: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}")


def refuse(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(2)

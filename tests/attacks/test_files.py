"""The bytes beneath the tables: write-ahead logs, files and pages. Attacks A2, A3 and A4 once more.

On SQLite a launched health check is copied into a real file, with a write-ahead log beside it, and answered
there. On PostgreSQL the log of the server is read, byte by byte, from before one ballot to after it.
"""

from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.db import connection, connections, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper

from concordat.surveys import queries
from concordat.surveys.models import Urn
from concordat.surveys.rules import ballot, sealing
from tests.attacks.looking import cast
from tests.surveys.conftest import ANSWERING


@contextmanager
def in_a_file(folder: Path):
    """Everything as it is now, in a SQLite file of its own: what is done in here is committed to it."""
    file = folder / "council.sqlite3"
    now = connections["default"]
    elsewhere = DatabaseWrapper({**now.settings_dict, "NAME": str(file)}, "default")
    elsewhere.connect()
    copy(now.connection, elsewhere.connection)
    connections["default"] = elsewhere
    try:
        yield file
    finally:
        elsewhere.close()
        connections["default"] = now


def copy(ours, theirs) -> None:
    """Row by row: a copy page by page would wait for the end of the test's own transaction."""
    theirs.execute("PRAGMA foreign_keys=OFF")
    told = ours.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    tables = [name for kind, name, _sql in told if kind == "table" and not name.startswith("sqlite_")]
    for kind, name, sql in sorted(told, key=lambda each: each[0] != "table"):
        if kind == "table" and name in tables:
            theirs.execute(sql)
            rows = ours.execute(f'SELECT * FROM "{name}"').fetchall()
            if rows:
                theirs.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(rows[0]))})', rows)
        elif kind != "table":
            theirs.execute(sql)
    theirs.execute("PRAGMA foreign_keys=ON")


def bytes_of(file: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in sorted(file.parent.glob("council.sqlite3*"))}


def since(begun: str) -> bytes:
    """What PostgreSQL has written ahead since then, in its own form."""
    found = b""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn()")
        [end] = cursor.fetchone()
        cursor.execute("SELECT pg_switch_wal()")  # or the newest bytes would still be in its memory
        cursor.execute("SELECT (pg_walfile_name_offset(%s)).*, (pg_walfile_name_offset(%s)).*", [begun, end])
        first, start, last, stop = cursor.fetchone()
        whole = 16 * 1024 * 1024
        spans = [(first, start, stop - start)]
        if first != last:
            spans = [(first, start, whole - start), (last, 0, stop)]
        for name, at, length in spans:
            cursor.execute("SELECT pg_read_binary_file('pg_wal/' || %s, %s, %s, true)", [name, at, length])
            found += bytes(cursor.fetchone()[0] or b"")
    return found


def mark() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn()")
        return cursor.fetchone()[0]


def odd(link: str) -> dict[str, int]:
    """A sheet whose twelve bytes, one after another, are found nowhere by chance."""
    items = queries.ballot_paper(link, today=ANSWERING.date()).items
    return {item.id: (7, 9, 8, 10, 6)[n % 5] if item.shape == "M" else 3 for n, item in enumerate(items)}


def plain(link: str) -> bytes:
    items = queries.ballot_paper(link, today=ANSWERING.date()).items
    return bytes(odd(link)[item.id] for item in items)


def of_one_ballot(link: str, folder: Path) -> dict[str, bytes]:
    """All that was written, in whatever file, by one ballot and by what led up to it."""
    if connection.vendor == "sqlite":
        with in_a_file(folder) as file:
            cast(link, odd(link))
            return bytes_of(file)
    begun = mark()
    with transaction.atomic():
        cast(link, odd(link))
    return {"pg_wal": since(begun)}


def found_in(files: dict[str, bytes], *words: bytes) -> list[tuple[str, bytes]]:
    return [(name, word) for name, body in files.items() for word in words if word in body]


def test_a04_no_file_and_no_write_ahead_log_holds_an_answer_or_a_link(links, tmp_path):
    """Seen to fail: with a seal that hides nothing, in the test below."""
    link = links["councillors"][0]
    token, sheet = link.split("-")[1].encode(), plain(link)
    files = of_one_ballot(link, tmp_path)
    box = ballot.fingerprint(link)
    assert found_in(files, box), "it does read where ballots are written"
    assert found_in(files, sheet, token, link.encode()) == []


def test_a04_is_seen_in_the_files_when_the_seal_hides_nothing(links, tmp_path, monkeypatch):
    monkeypatch.setattr(sealing, "seal_ballot", lambda sheet, **words: b"\1" * sealing.OVERHEAD + sheet)
    link = links["councillors"][0]
    sheet = plain(link)
    assert found_in(of_one_ballot(link, tmp_path), sheet)


def test_a03_the_write_ahead_log_of_a_ballot_names_nobody(links, tmp_path):
    """Of the log alone: on SQLite the names stand in the file itself, where the people are.

    Seen to fail: with a person's row written in the same transaction, whose page then lies in the log.
    """
    link = links["officers"][0]
    names = [line.name.encode() for line in Urn.objects.first().atom.wave.roster.all()]
    assert len(names) == 12
    assert found_in(written_ahead(link, tmp_path), *names) == []


def test_a03_is_seen_in_the_log_when_a_person_is_written_too(links, tmp_path, people, monkeypatch):
    from concordat.surveys import access

    real = access.may_answer
    person = people["amara"].person

    def noting(**told):
        person.name = "Seen Here"
        person.save(update_fields=["name"])
        return real(**told)

    monkeypatch.setattr(access, "may_answer", noting)
    assert found_in(written_ahead(links["officers"][0], tmp_path), b"Seen Here")


def written_ahead(link: str, folder: Path) -> dict[str, bytes]:
    if connection.vendor == "sqlite":
        with in_a_file(folder) as file:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cast(link, odd(link))
            return {name: body for name, body in bytes_of(file).items() if name.endswith("-wal")}
    begun = mark()
    with transaction.atomic():
        cast(link, odd(link))
    return {"pg_wal": since(begun)}


def pages_of(file: Path) -> list[bytes]:
    body = file.read_bytes()
    size = int.from_bytes(body[16:18], "big") or 65536
    return [body[at : at + size] for at in range(0, len(body), size)]


def test_a01_on_sqlite_one_ballot_changes_only_the_pages_of_the_urns(links, tmp_path):
    """Page by page, beside a ballot from the other side: the same pages, so their order tells nothing.

    Seen to fail: with a line of the trail for a ballot, in the test below.
    """
    assert len(set(pages_changed(links, tmp_path))) == 1


def test_a01_is_seen_in_the_pages_when_a_ballot_leaves_a_line(links, tmp_path, people, monkeypatch):
    from concordat.surveys import access
    from concordat.trail import actions as trail

    if connection.vendor != "sqlite":
        pytest.skip("The pages of a SQLite file; what PostgreSQL writes is compared row by row.")
    alone = pages_changed(links, tmp_path)
    real = access.may_answer

    def telling(**told):
        trail.record(did="answered", thing=people["amara"], by=people["amara"], at=ANSWERING)
        return real(**told)

    monkeypatch.setattr(access, "may_answer", telling)
    assert set(pages_changed(links, tmp_path)) != set(alone)


def pages_changed(links, folder: Path) -> list[tuple[int, ...]]:
    """Of a ballot from either side: the numbers of the pages that it changed."""
    if connection.vendor != "sqlite":
        pytest.skip("The pages of a SQLite file; what PostgreSQL writes is compared row by row.")
    told = []
    for side in ("councillors", "officers"):
        place = folder / side
        place.mkdir(exist_ok=True)
        with suppress(FileNotFoundError):
            (place / "council.sqlite3").unlink()
        with in_a_file(place) as file:
            settle(file)
            before = pages_of(file)
            cast(links[side][0], odd(links[side][0]))
            settle(file)
            after = pages_of(file)
        # The first page counts how often the file was written, whatever was written.
        differ = [n for n, (was, now) in enumerate(zip(before, after, strict=False)) if was != now and n]
        told.append((*differ, len(after) - len(before)))
    return told


def settle(file: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

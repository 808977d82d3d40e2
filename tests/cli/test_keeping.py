"""A backup is one only if it can be restored; and nothing is ever written over."""

import gzip
import json
import os
import sqlite3
from contextlib import closing
from hashlib import sha256
from types import SimpleNamespace

import pytest
import typer

from concordat.cli import keeping
from tests.conftest import AT
from tests.trail.scratch import scratch_database

pytestmark = pytest.mark.slow


@pytest.fixture
def kept(operator, tmp_path):
    """A database with a council in it, and one backup of it."""
    with closing(sqlite3.connect(tmp_path / "live.sqlite3")) as live:
        live.execute(
            "INSERT INTO people_council (slug, name, tier, nation)"
            " VALUES ('larkfield', 'Larkfield', 'borough', 'England')"
        )
        live.commit()
    said = operator("backup", "backups")
    assert said.returncode == 0, said.stderr
    assert "restored once to see" in said.stdout
    return next((tmp_path / "backups").glob("*.gz"))


def names(place) -> list[str]:
    with closing(sqlite3.connect(place)) as database:
        return [name for (name,) in database.execute("SELECT name FROM people_council")]


def test_what_was_backed_up_is_there_again_in_a_new_place(operator, kept, tmp_path):
    said = operator("restore", str(kept), "--into", f"sqlite:///{tmp_path}/again.sqlite3")
    assert said.returncode == 0, said.stderr
    assert "all as they were" in said.stdout
    assert names(tmp_path / "again.sqlite3") == ["Larkfield"]


def test_nobody_else_on_the_machine_may_read_a_backup(kept):
    assert os.stat(kept).st_mode & 0o077 == 0


def test_the_manifest_tells_numbers_and_fingerprints_and_nothing_of_what_is_kept(kept):
    told = json.loads(kept.with_name(kept.name.split(".")[0] + ".json").read_text())
    assert told["verified"] is True
    assert told["tables"]["people_council"][0] == 1
    assert "Larkfield" not in json.dumps(told)


def test_nothing_that_is_there_is_written_over(operator, kept, tmp_path):
    before = (tmp_path / "live.sqlite3").read_bytes()
    said = operator("restore", str(kept), "--into", f"sqlite:///{tmp_path}/live.sqlite3")
    assert said.returncode == 2
    assert "there already" in said.stderr
    assert (tmp_path / "live.sqlite3").read_bytes() == before


@pytest.mark.parametrize("change", ["a byte", "its end"])
def test_a_damaged_backup_is_refused_and_leaves_nothing_behind(operator, kept, tmp_path, change):
    body = bytearray(kept.read_bytes())
    if change == "a byte":
        body[len(body) // 2] ^= 1
    else:
        del body[-20:]
    kept.write_bytes(body)
    said = operator("restore", str(kept), "--into", f"sqlite:///{tmp_path}/again.sqlite3")
    assert said.returncode == 2
    assert "not whole" in said.stderr
    assert "Traceback" not in said.stderr
    assert not (tmp_path / "again.sqlite3").exists()


def test_a_row_that_was_changed_on_the_way_is_noticed(operator, kept, tmp_path):
    """Even by somebody who writes the manifest's digest anew: the rows themselves are compared."""
    place = tmp_path / "forged.sqlite3"
    place.write_bytes(gzip.decompress(kept.read_bytes()))
    with closing(sqlite3.connect(place)) as database:
        database.execute("UPDATE people_council SET name = 'Elsewhere'")
        database.commit()
    kept.write_bytes(gzip.compress(place.read_bytes()))
    manifest = kept.with_name(kept.name.split(".")[0] + ".json")
    told = json.loads(manifest.read_text())
    told["sha256"] = sha256(kept.read_bytes()).hexdigest()
    manifest.write_text(json.dumps(told))
    said = operator("restore", str(kept), "--into", f"sqlite:///{tmp_path}/again.sqlite3")
    assert said.returncode == 2
    assert "not what was backed up" in said.stderr


@pytest.mark.parametrize("words", [["nothing.gz"], ["live.sqlite3"]])
def test_what_is_no_backup_is_refused_in_a_sentence(operator, kept, words, tmp_path):
    said = operator("restore", *words, "--into", f"sqlite:///{tmp_path}/again.sqlite3")
    assert said.returncode == 2
    assert len(said.stderr.strip().splitlines()) == 1


def test_whoever_names_the_manifest_is_led_to_the_backup(operator, kept, tmp_path):
    manifest = next(kept.parent.glob("*.json"))
    said = operator("restore", str(manifest), "--into", f"sqlite:///{tmp_path}/again.sqlite3")
    assert said.returncode == 2
    assert str(kept) in said.stderr


def test_only_so_many_are_kept_and_the_oldest_go(operator, kept, tmp_path):
    for day in ("20250101", "20250102", "20250103"):
        name = f"concordat-{day}T030000Z"
        manifest = json.loads(kept.with_name(kept.name.split(".")[0] + ".json").read_text())
        (tmp_path / "backups" / f"{name}.sqlite3.gz").write_bytes(b"old")
        manifest |= {"file": f"{name}.sqlite3.gz", "made_at": "2025-01-01 03:00:00+00:00"}
        (tmp_path / "backups" / f"{name}.json").write_text(json.dumps(manifest))
    (tmp_path / "backups" / "something-of-yours.txt").write_text("kept")
    assert operator("backup", "backups", "--keep", "2").returncode == 0
    left = sorted(file.name for file in (tmp_path / "backups").iterdir())
    assert "something-of-yours.txt" in left
    assert len([name for name in left if name.endswith(".gz")]) == 2
    assert not any("2025" in name for name in left)


def test_a_backup_that_cannot_be_read_back_is_none(tmp_path, monkeypatch, capsys):
    """A disk that loses what is written to it."""

    def loses(packed, file):
        file.write_bytes(gzip.compress(b""))

    folder = tmp_path / "backups"
    folder.mkdir()
    with closing(sqlite3.connect(tmp_path / "live.sqlite3")) as live:
        live.execute("CREATE TABLE people_council (name)")
        opened = SimpleNamespace(ensure_connection=lambda: None, connection=live)
        monkeypatch.setattr("django.db.connection", opened)
        monkeypatch.setattr(keeping, "seal", loses)
        with pytest.raises(typer.Exit) as ended:
            keeping.of_sqlite(folder / "kept.sqlite3.gz", at=AT)
    assert ended.value.exit_code == 2
    assert "could not be read back" in capsys.readouterr().err
    assert not list(folder.iterdir())


@pytest.mark.django_db
def test_on_postgresql_a_backup_is_restored_into_a_database_of_its_own(operator, tmp_path):
    with scratch_database() as live, scratch_database() as fresh:
        assert operator("migrate", DATABASE_URL=live).returncode == 0
        said = operator("backup", "backups", DATABASE_URL=live)
        assert said.returncode == 0, said.stderr
        assert "restored once to see" in said.stdout
        file = next((tmp_path / "backups").glob("*.dump"))
        said = operator("restore", str(file), "--into", fresh, DATABASE_URL=live)
        assert said.returncode == 0, said.stderr
        assert "all as they were" in said.stdout
        again = operator("restore", str(file), "--into", fresh, DATABASE_URL=live)
        assert again.returncode == 2
        assert "not empty" in again.stderr

"""A copy of the OSV database is held against what is locked, where no service can be asked."""

import json
import zipfile

import pytest
from packaging.version import Version

from tests import advisories

FLAW = {"id": "PYSEC-0000-1", "published": "2026-01-02T00:00:00Z"}


def flaw(*, name="Wagtail_Thing", ecosystem="PyPI", events=(), versions=(), **more):
    ranges = [{"type": "ECOSYSTEM", "events": list(events)}] if events else []
    package = {"ecosystem": ecosystem, "name": name}
    return FLAW | {"affected": [{"package": package, "ranges": ranges, "versions": list(versions)}]} | more


TWO_SPANS = [{"introduced": "5.1"}, {"fixed": "5.1.3"}, {"introduced": "0"}, {"fixed": "4.2.16"}]


@pytest.mark.parametrize(
    ("advisory", "inside", "outside"),
    [
        (flaw(events=TWO_SPANS), ["1.0a1", "4.2.9", "5.1", "5.1.2"], ["4.2.16", "5.0", "5.1.3", "6.0"]),
        (flaw(events=[{"introduced": "2.0"}]), ["2.0", "99"], ["1.9", "2.0rc1"]),
        (flaw(events=[{"introduced": "0"}, {"last_affected": "3.1"}]), ["3.1"], ["3.1.post1", "3.2"]),
        (flaw(versions=["1.0", "not-a-version"]), ["1.0", "1.0.0"], ["1.0.1"]),
        (flaw(versions=["1.0"], withdrawn="2026-02-01"), [], ["1.0"]),
        (flaw(versions=["1.0"], ecosystem="npm"), [], ["1.0"]),
        (flaw(versions=["1.0"], name="another"), [], ["1.0"]),
    ],
    ids=["two spans", "still open", "last affected", "listed", "taken back", "npm", "another package"],
)
def test_a_version_is_held_against_an_advisory(advisory, inside, outside):
    held = {
        written: advisories.concerns(advisory, "wagtail-thing", Version(written))
        for written in [*inside, *outside]
    }
    assert held == dict.fromkeys(inside, True) | dict.fromkeys(outside, False)


def copy_of(place, *given):
    with zipfile.ZipFile(place, "w") as given_out:
        for number, each in enumerate(given):
            given_out.writestr(f"{number}.json", json.dumps(each))
    return place


def test_a_flaw_in_what_is_locked_ends_the_audit(tmp_path, capsys):
    django = advisories.locked()["django"]
    found = flaw(name="Django", versions=[str(django)])
    assert advisories.main(copy_of(tmp_path / "all.zip", flaw(), found)) == 1
    told = capsys.readouterr().out
    assert f"django {django}: PYSEC-0000-1" in told
    assert "2 advisories, the newest of 2026-01-02: 1 found" in told


def test_no_flaw_and_no_advisory_are_told_apart(tmp_path, capsys):
    assert advisories.main(copy_of(tmp_path / "all.zip", flaw())) == 0
    (tmp_path / "folder").mkdir()
    assert advisories.main(tmp_path / "folder") == 2
    assert "No advisory (*.json) lies in" in capsys.readouterr().out

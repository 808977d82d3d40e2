"""The doctor finds what is wrong, says how to mend it, and says nothing is wrong only when nothing is."""

import json
import sqlite3
from contextlib import closing

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def found(operator, tmp_path):
    """What the doctor finds of each thing, in a sound Concordat but for the settings that are given."""

    def look(**settings: str) -> dict[str, list[dict[str, str]]]:
        said = operator("doctor", "--json", **settings)
        assert "Traceback" not in said.stderr, said.stderr
        by_thing: dict[str, list[dict[str, str]]] = {}
        for finding in json.loads(said.stdout):
            by_thing.setdefault(finding["about"], []).append(finding)
        look.status = said.returncode
        return by_thing

    return look


def states(findings):
    return {finding["state"] for finding in findings}


def test_a_sound_concordat_with_a_backup_is_well(operator, found):
    assert operator("backup", "backups").returncode == 0
    findings = found()
    assert found.status == 0
    assert {thing: states(each) for thing, each in findings.items() if thing != "mail"} == {
        thing: {"well"}
        for thing in ("settings", "database", "tables", "keys", "worker", "backups", "clock", "trail")
    }
    assert states(findings["mail"]) == {"doubtful"}  # No server is set: e-mails are files.


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"ADDRESS": "http://concordat.example"}, "https"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"DEBUG": "yes"}, "DEBUG"),
    ],
)
def test_a_setting_that_endangers_people_is_named_with_the_way_to_mend_it(found, settings, word):
    ill = [finding for finding in found(**settings)["settings"] if finding["state"] == "ill"]
    assert found.status == 1
    assert [word in finding["sentence"] and bool(finding["mend"]) for finding in ill] == [True]


def test_a_council_that_is_misspelt_in_the_groups_of_single_sign_on_is_named(found, tmp_path):
    by_provider = {
        "OIDC_ISSUER": "https://login.example",
        "OIDC_CLIENT_ID": "concordat",
        "OIDC_CLIENT_SECRET": "for one test only",
        "OIDC_DOMAINS": "larkfield.example",
        "OIDC_GROUPS": '{"g1": {"council": "larkfeild", "duty": "monitoring officer"}}',
    }
    [finding] = found(**by_provider)["single sign-on"]
    assert finding["state"] == "ill"
    assert "'larkfeild'" in finding["sentence"]
    with closing(sqlite3.connect(tmp_path / "live.sqlite3")) as live:
        live.execute(
            "INSERT INTO people_council (slug, name, tier, nation)"
            " VALUES ('larkfeild', 'X', 'borough', 'England')"
        )
        live.commit()
    assert states(found(**by_provider)["single sign-on"]) == {"well"}


def test_no_backup_is_ill(found):
    assert states(found()["backups"]) == {"ill"}


def test_a_mail_server_that_is_not_there_is_ill_and_told_at_once(found):
    assert states(found(SMTP_HOST="127.0.0.1", SMTP_PORT="1")["mail"]) == {"ill"}


def test_tables_of_another_version_are_ill(found, tmp_path):
    with closing(sqlite3.connect(tmp_path / "live.sqlite3")) as live:
        live.execute("DELETE FROM django_migrations WHERE app = 'surveys' AND name = '0002_locks'")
        live.commit()
    assert states(found()["tables"]) == {"ill"}


def test_a_line_of_the_trail_from_the_future_means_a_wrong_clock(found, tmp_path):
    with closing(sqlite3.connect(tmp_path / "live.sqlite3")) as live:
        live.executescript(
            "INSERT INTO people_council (slug, name, tier, nation) VALUES ('x', 'X', 'borough', 'England');"
            "INSERT INTO trail_entry (council_id, number, at, did, thing, detail, previous, hash)"
            " SELECT id, 1, '2099-01-01 00:00:00', 'd', 't', '{}', '', '' FROM people_council;"
        )
    findings = found()
    assert states(findings["clock"]) == {"ill"}
    assert states(findings["trail"]) == {"ill"}  # Nor does such a line hold.

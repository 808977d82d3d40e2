"""One person is taken out, or asks for all that is held of them: A18 and A21 of docs/method/attacks.md."""

import re

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from concordat.people import actions as people_actions
from concordat.surveys import access
from concordat.surveys.models import RosterLine, Urn
from concordat.trail import actions as trail
from tests.access.test_access import PAGES
from tests.attacks.looking import cast, changes, columns, everything, ratings
from tests.surveys.conftest import ANSWERING, OPENS

# ------------------------------------------------------------------- A18: take one person out, and look


def end_one(office, by) -> None:
    people_actions.end_office(office=office, ends_on=OPENS, by=by, at=ANSWERING)


def test_a18_when_one_person_leaves_nothing_vanishes_from_the_box(links, people):
    """Seen to fail: if leaving took something out of the urn, in the test below."""
    assert vanishes(links, people) == []


def vanishes(links, people) -> list[str]:
    for number, link in enumerate(links["councillors"]):
        cast(link, ratings(link, every=number + 1))
    before = everything()
    end_one(people["bilal"], people["mona"])
    return [
        f"{c.table}.{c.column}"
        for c in changes(before, everything())
        if c.table in {"surveys_urn", "surveys_rosterline", "surveys_atom"}
    ]


def test_a18_is_seen_when_leaving_takes_something_out(links, people, monkeypatch):
    real = people_actions.end_office

    def takes_out(**words):
        real(**words)
        urn = Urn.objects.get(atom__side="councillors")
        with unlocked("surveys_urn"):
            Urn.objects.filter(id=urn.id).update(box=bytes(urn.box)[112:], spent=bytes(urn.spent)[32:])

    monkeypatch.setattr(people_actions, "end_office", takes_out)
    assert vanishes(links, people) == ["surveys_urn.spent", "surveys_urn.box"]


class unlocked:  # noqa: N801 (read as a word: with unlocked(...))
    """The locks of one table taken away, as somebody who owns the database server could."""

    def __init__(self, table):
        self.table, self.laid = table, []

    def __enter__(self):
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute(f"ALTER TABLE {self.table} DISABLE TRIGGER USER")
                return
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [self.table]
            )
            self.laid = cursor.fetchall()
            for name, _sql in self.laid:
                cursor.execute(f"DROP TRIGGER {name}")

    def __exit__(self, *trouble):
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute(f"ALTER TABLE {self.table} ENABLE TRIGGER USER")
            for _name, sql in self.laid:
                cursor.execute(sql)


ON_THE_ROSTER = {"id", "name", "email", "atom_id", "council_id", "office_id", "wave_id"}


def refused(deed) -> bool:
    try:
        with transaction.atomic():
            deed()
    except DatabaseError:
        return True
    return False


def one_of_the_roster_taken_out():
    RosterLine.objects.filter(name="Bilal Rahman")._raw_delete("default")


def test_a18_nobody_can_be_taken_off_a_running_health_check_or_marked_as_a_test(launched):
    """Seen to fail: with the locks off, below. And no column could mark anybody as a test."""
    assert refused(one_of_the_roster_taken_out)
    assert set(columns("surveys_rosterline")) == ON_THE_ROSTER


def test_a18_is_seen_with_the_locks_off(launched):
    with unlocked("surveys_rosterline"):
        assert not refused(one_of_the_roster_taken_out)


# -------------------------------------------- A21: subject access, and freedom of information: every table


def held_of(office) -> dict[str, list[object]]:
    """All that is held of one person: every row of every table that names them by number, name or address."""
    person = office.person
    found: dict[str, list[object]] = {}
    for table, rows in everything().items():
        names = columns(table)
        for row in rows:
            cells = dict(zip(names, row, strict=True))
            theirs = (
                (table == "people_person" and cells["id"] == person.id)
                or cells.get("person_id") == person.id
                or office.id in {value for name, value in cells.items() if name in OFFICES_AND_THE_LIKE}
                or any(word in str(cell) for cell in row for word in (person.name, person.email))
            )
            if theirs:
                found.setdefault(table, []).append(row)
    return found


OFFICES_AND_THE_LIKE = {"office_id", "by_id", "to_id", "made_by_id", "recorded_by_id", "noted_by_id"}


def test_a21_of_a_person_the_same_is_held_before_they_answer_and_after(links, people):
    """Seen to fail: with a line of the trail for a ballot, in the test below."""
    before = {name: held_of(office) for name, office in people.items()}
    assert "surveys_rosterline" in before["amara"], "it does find what is held"
    for number, link in enumerate(links["councillors"]):
        cast(link, ratings(link, every=number + 3))
    assert {name: held_of(office) for name, office in people.items()} == before


def test_a21_is_seen_when_a_ballot_leaves_a_line(links, people, monkeypatch):
    real = access.may_answer

    def telling(**told):
        trail.record(did="answered", thing=people["amara"], by=people["amara"], at=ANSWERING)
        return real(**told)

    before = held_of(people["amara"])
    monkeypatch.setattr(access, "may_answer", telling)
    cast(links["councillors"][0], {})
    assert held_of(people["amara"]) != before


def exports() -> list[str]:
    """Every address in Larkfield that needs no more than the wave: pages and files alike."""
    words = {"council": "larkfield", "wave": "autumn-2026"}
    found = []
    for name, needed in PAGES.items():
        if set(needed) <= set(words) and "council" in needed:
            found.append(reverse(name, kwargs={word: words[word] for word in needed}))
    return found + [
        f"/larkfield/health-check/autumn-2026/results/{form}" for form in ("json", "csv", "xlsx", "ballots")
    ]


def told_to(client, office) -> dict[str, bytes]:
    client.force_login(office.person)
    told = {}
    for address in exports():
        page = client.get(address)
        body = b"".join(page.streaming_content) if page.streaming else page.content
        told[address] = b"%d %s" % (page.status_code, settled(body))
    return told


def settled(body: bytes) -> bytes:
    """Without what differs from one visit to the next: a form's token, a new draft's key, a file's time."""
    body = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", body)
    body = re.sub(rb'(/enquiries/ask/|data-keep="\d+:)[0-9a-f-]{36}', b"", body)
    return b"a workbook" if body.startswith(b"PK") else body


@pytest.mark.slow
def test_a21_no_page_and_no_file_for_anybody_tells_of_a_ballot(client, links, people, clock):
    """Every address of every room that a council has, for each office. Seen to fail: see A6."""
    clock(ANSWERING)
    assert len(exports()) > 30
    before = {name: told_to(client, people[name]) for name in ("amara", "mona", "isaac")}
    for link in links["councillors"]:
        cast(link, ratings(link, every=10))
    after_ = {name: told_to(client, people[name]) for name in ("amara", "mona", "isaac")}
    differ = {
        (name, address)
        for name in before
        for address in before[name]
        if before[name][address] != after_[name][address]
    }
    assert differ == set()

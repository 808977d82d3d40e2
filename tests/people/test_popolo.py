"""The councillors of a council, read in from a Popolo file."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from concordat.people import queries
from concordat.people.rules import roster_file
from concordat.people.rules.roster_file import Roster
from concordat.people.rules.roster_tables import BadRoster

ON = date(2026, 11, 22)
FILE = {
    "persons": [
        {"id": "p1", "name": "Amara O'Neill", "email": "Amara@larkfield.example"},
        {
            "id": "p2",
            "name": "Siân Ŵyn",
            "contact_details": [{"type": "email", "value": "sian@larkfield.example"}],
            "memberships": [{"organization_id": "o1", "post_id": "w2", "start_date": "2026-05-07"}],
        },
        {"id": "p3", "name": "Clerk", "email": "clerk@larkfield.example"},
        {"id": "p4", "name": "Long Gone"},
    ],
    "organizations": [
        {"id": "o1", "name": "Larkfield Borough Council", "classification": "legislature"},
        {"id": "o2", "name": "Green", "classification": "party"},
        {"id": "o3", "name": "Planning", "classification": "committee"},
    ],
    "posts": [{"id": "w2", "organization_id": "o1", "area": {"name": "Castle"}}],
    "areas": [{"id": "a1", "name": "Mill Lane"}],
    "memberships": [
        {
            "person_id": "p1",
            "organization_id": "o1",
            "on_behalf_of_id": "o2",
            "area_id": "a1",
            "start_date": "2022-05-05",
            "end_date": "2026-05-11",
        },
        {
            "person_id": "p1",
            "organization_id": "o1",
            "on_behalf_of_id": "o2",
            "area_id": "a1",
            "start_date": "2026-05-07",
        },
        {"person_id": "p1", "organization_id": "o3", "start_date": "2015-01-01"},
        {"person_id": "p2", "organization_id": "o2"},
        {"person_id": "p3", "organization_id": "o1", "role": "Clerk to the council"},
        {"person_id": "p4", "organization_id": "o1", "end_date": "2018-05-01"},
    ],
}


def read(told: object, **said) -> Roster:
    words = told if isinstance(told, bytes) else json.dumps(told, indent=1).encode()
    return roster_file.read(words, name="council.json", **said)


def test_seats_in_the_council_are_read_with_ward_group_and_days():
    amara, sian = read(FILE, on=ON).lines
    assert (amara.name, amara.email, amara.ward, amara.group) == (
        "Amara O'Neill",
        "amara@larkfield.example",
        "Mill Lane",
        "Green",
    )
    assert (amara.begins_on, amara.ends_on) == (date(2022, 5, 5), None)
    assert (sian.email, sian.ward, sian.group) == ("sian@larkfield.example", "Castle", "Green")
    assert (sian.begins_on, sian.kind, sian.duties) == (date(2026, 5, 7), "councillor", None)
    lines = json.dumps(FILE, indent=1).splitlines()
    assert [line.number for line in (amara, sian)] == [
        next(at for at, line in enumerate(lines) if word in line) for word in ('"id": "p1"', '"id": "p2"')
    ]


def test_what_waits_to_be_confirmed_is_what_was_read():
    roster = read(FILE, on=ON)
    assert Roster.from_json(json.loads(json.dumps(roster.as_json()))) == roster
    assert Roster.from_json(roster.as_json()["lines"]).register == ""


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (b"{", "This is not JSON"),
        (b"[]", "not a Popolo file"),
        (b"\xff\xfe", "not in UTF-8"),
        (b"[" * 100_000, "cannot be read"),
        (b'{"persons": ' + b"9" * 5000 + b"}", "cannot be read"),
        ({"persons": "none"}, "which organization is the council"),
        ({**FILE, "memberships": [], "persons": [{"id": 1}]}, "nobody who sits"),
        ({**FILE, "organizations": FILE["organizations"][1:]}, "nobody who sits|which organization"),
        (
            {**FILE, "organizations": [*FILE["organizations"], {"id": "o9", "classification": "council"}]},
            "which organization is the council",
        ),
        (
            {**FILE, "memberships": [{"person_id": "p1", "organization_id": "o1", "start_date": "2026-05"}]},
            "The start_date '2026-05' is not a day",
        ),
        ({**FILE, "memberships": FILE["memberships"][-1:]}, "The e-mail address is missing"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(told, why):
    with pytest.raises(BadRoster, match=why):
        read(told)


def test_it_is_shown_first_and_then_imported_whole(client, mona, amara, bilal, larkfield):
    client.force_login(mona.person)
    content = json.dumps(FILE).encode()
    answer = client.post("/larkfield/people/roster", {"file": SimpleUploadedFile("council.json", content)})
    where = answer.headers["Location"]
    page = client.get(where).content.decode()
    assert "Siân Ŵyn" in page
    assert "Bilal Rahman, bilal@larkfield.example" in page
    assert "Siân Ŵyn" not in [one.name for one in queries.offices_of(larkfield.id, on=localdate())]
    client.post(where, {"seal": page.split('name="seal" value="')[1].split('"')[0]})
    assert [one.name for one in queries.offices_of(larkfield.id, on=localdate())] == [
        "Amara O'Neill",
        "Bilal Rahman",
        "Mona Lindqvist",
        "Siân Ŵyn",
    ]


def test_a_file_that_knows_no_ward_group_or_day_wipes_none_of_them_out(client, mona, amara, larkfield):
    bare = {
        "persons": [{"id": "p1", "name": "Amara O'Neill", "email": amara.email}],
        "organizations": [{"id": "o1", "classification": "council"}],
        "memberships": [{"person_id": "p1", "organization_id": "o1"}],
    }
    (line,) = read(bare).lines
    assert (line.ward, line.group, line.begins_on, line.says_when_it_ends) == (None, None, None, False)
    client.force_login(mona.person)
    content = json.dumps(bare).encode()
    answer = client.post("/larkfield/people/roster", {"file": SimpleUploadedFile("council.json", content)})
    assert "says already what the file says" in client.get(answer.headers["Location"]).content.decode()


def test_a_day_that_one_person_has_is_asked_of_all(client):
    ended = {**FILE, "memberships": [*FILE["memberships"][-4:-1], {**FILE["memberships"][1]}]}
    assert {line.says_when_it_ends for line in read(ended).lines} == {True}

"""What is recorded of a council, and its statutory posts."""

from datetime import date

from django.utils.timezone import now

from concordat.people import actions
from concordat.people.rules.councils import Nation, Tier
from concordat.trail import queries as trail


def since(day: str, month: str, year: str) -> dict[str, str]:
    return {"begins_on_day": day, "begins_on_month": month, "begins_on_year": year}


def test_governance_and_control_are_dated_and_the_past_stays(client, mona, larkfield):
    client.force_login(mona.person)
    client.post("/larkfield/council/governance", {"model": "committee system", **since("1", "4", "2020")})
    client.post("/larkfield/council/governance", {"model": "leader and cabinet", **since("20", "5", "2025")})
    client.post(
        "/larkfield/council/control", {"in_control": "No overall control", **since("20", "5", "2025")}
    )
    page = client.get("/larkfield/council/").content.decode()
    assert "Committee system, 1 April 2020 to 19 May 2025" in page
    assert "Leader and cabinet, since 20 May 2025" in page
    assert "No overall control, since 20 May 2025" in page
    assert [line.did for line in trail.history_of(larkfield)] == [
        "founded the council",
        "changed the governance",
        "changed the governance",
        "changed the political control",
    ]


def test_a_change_cannot_begin_before_the_one_it_follows(client, mona, larkfield):
    client.force_login(mona.person)
    client.post("/larkfield/council/control", {"in_control": "Labour", **since("20", "5", "2025")})
    page = client.post("/larkfield/council/control", {"in_control": "Green", **since("20", "5", "2025")})
    assert "must begin on a later day" in page.content.decode()
    assert "Green" in page.content.decode()
    assert [spell.by for spell in larkfield.control.all()] == ["Labour"]


def test_only_who_runs_the_council_changes_what_is_recorded_of_it(client, amara):
    client.force_login(amara.person)
    assert client.get("/larkfield/council/").status_code == 200
    for page in ("governance", "control"):
        assert client.post(f"/larkfield/council/{page}", {}).status_code == 403


def test_the_register_of_statutory_posts_names_holders_statutes_and_gaps(client, amara, mona):
    client.force_login(amara.person)
    page = client.get("/larkfield/council/statutory-posts").content.decode()
    assert "Mona Lindqvist" in page
    assert "Local Government and Housing Act 1989, section 5" in page
    assert "3 of them are vacant, or not recorded here." in page
    assert "not by a lawyer" in page


def test_a_post_is_vacant_when_its_holder_has_left(client, amara, mona, owen):
    actions.give_duty(office=owen, duty="clerk", begins_on=date(2025, 5, 2), by=mona, at=now())
    actions.end_office(office=mona, ends_on=date(2025, 6, 1), by=mona, at=now())
    client.force_login(amara.person)
    page = client.get("/larkfield/council/statutory-posts").content.decode()
    assert "Mona Lindqvist" not in page
    assert "4 of them are vacant" in page


def test_a_parish_says_whose_monitoring_officer_hears_complaints(client, larkfield, mona):
    parish = actions.found_council(
        name="Mill Lane Parish Council",
        slug="mill-lane",
        tier=Tier.PARISH,
        nation=Nation.ENGLAND,
        principal=larkfield,
        at=now(),
    )
    actions.appoint(
        council=parish,
        name="Mona Lindqvist",
        email=mona.email,
        kind="officer",
        begins_on=date(2025, 5, 2),
        duties=frozenset({"clerk"}),
        by=None,
        at=now(),
    )
    client.force_login(mona.person)
    assert (
        "The monitoring officer of Larkfield Borough Council"
        in client.get("/mill-lane/council/").content.decode()
    )
    posts = client.get("/mill-lane/council/statutory-posts").content.decode()
    assert "Responsible financial officer" in posts
    assert "Head of paid service" not in posts

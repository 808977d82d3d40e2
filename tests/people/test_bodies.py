"""Bodies and who sits in them."""

from datetime import date

import pytest
from django.utils.timezone import localdate, now

from concordat.people import actions
from concordat.people.models import Body
from concordat.people.rules.offices import NotAnOffice
from concordat.trail import queries as trail


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


@pytest.fixture
def cabinet(larkfield, mona):
    return actions.make_body(council=larkfield, name="Cabinet", begins_on=date(2025, 5, 2), by=mona, at=now())


def test_a_body_is_made_and_someone_joins_and_leaves_it(client, mona, amara):
    client.force_login(mona.person)
    page = client.post(
        "/larkfield/bodies/add",
        {"name": "Planning Committee", **day("begins_on", date(2025, 5, 20))},
        follow=True,
    )
    assert page.redirect_chain[-1][0] == "/larkfield/bodies/planning-committee/"
    joining = {"office": amara.pk, "chairs": "on", **day("begins_on", date(2025, 5, 20))}
    page = client.post("/larkfield/bodies/planning-committee/join", joining, follow=True).content.decode()
    assert "Amara" in page
    assert "chairs it" in page
    planning = Body.objects.get()
    (seat,) = planning.memberships.all()
    again = client.post("/larkfield/bodies/planning-committee/join", joining).content.decode()
    assert "sits in this body already" in again
    assert "1 seat" in client.get("/larkfield/bodies/").content.decode()
    client.post(f"/larkfield/bodies/planning-committee/{seat.pk}/leave", day("ends_on", date(2026, 1, 31)))
    page = client.get("/larkfield/bodies/planning-committee/").content.decode()
    assert "Nobody sits in it today." in page
    assert "20 May 2025 to 31 January 2026" in page
    assert [line.did for line in trail.history_of(planning)] == ["made a body", "gave a seat", "ended a seat"]
    assert "Planning Committee" in client.get(f"/larkfield/people/{amara.pk}").content.decode()


def test_no_two_bodies_have_one_name(client, mona, cabinet):
    client.force_login(mona.person)
    page = client.post("/larkfield/bodies/add", {"name": "cabinet", **day("begins_on", localdate())})
    assert "There is a body of that name already." in page.content.decode()
    assert Body.objects.count() == 1


def test_nobody_of_another_council_sits_in_it(client, mona, nerys, cabinet):
    client.force_login(mona.person)
    joining = {"office": nerys.pk, **day("begins_on", localdate())}
    assert "Select a valid choice" in client.post("/larkfield/bodies/cabinet/join", joining).content.decode()
    with pytest.raises(NotAnOffice, match="this council"):
        actions.join(body=cabinet, office=nerys, begins_on=localdate(), by=mona, at=now())
    assert not cabinet.memberships.exists()


def test_councillors_read_and_do_not_change(client, amara, cabinet):
    client.force_login(amara.person)
    assert "Cabinet" in client.get("/larkfield/bodies/").content.decode()
    assert client.get("/larkfield/bodies/cabinet/").status_code == 200
    for page in ("add", "cabinet/join"):
        assert client.get(f"/larkfield/bodies/{page}").status_code == 403


def test_another_council_has_no_such_body(client, nerys, cabinet):
    client.force_login(nerys.person)
    assert client.get("/netherby/bodies/cabinet/").status_code == 404
    assert "Cabinet" not in client.get("/netherby/bodies/").content.decode()


def test_however_many_sit_in_it_the_page_asks_as_often(
    client, mona, amara, bilal, cabinet, django_assert_num_queries
):
    client.force_login(mona.person)
    actions.join(body=cabinet, office=amara, begins_on=localdate(), by=mona, at=now())
    client.get("/larkfield/bodies/cabinet/")
    for office in (None, bilal):
        if office:
            actions.join(body=cabinet, office=office, begins_on=localdate(), by=mona, at=now())
        # session, person, the gate's offices and duties; body, seats, how many sat before.
        with django_assert_num_queries(7):
            client.get("/larkfield/bodies/cabinet/")

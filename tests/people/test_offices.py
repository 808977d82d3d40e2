"""Appointing, correcting, ending; duties."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, now

from concordat.people import actions
from concordat.people.models import Office, Person
from concordat.people.rules.duties import Duty, Kind
from concordat.people.rules.offices import NotAnOffice
from concordat.trail import queries as trail

TODAY = {"begins_on_day": "1", "begins_on_month": "9", "begins_on_year": "2025"}
NIA = {"kind": "officer", "name": "Nia Clark", "email": "Nia@larkfield.example", "service": "Legal", **TODAY}


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def done_to(thing) -> list[str]:
    return [line.did for line in trail.history_of(thing)]


def test_someone_is_appointed_with_their_duties(client, mona):
    client.force_login(mona.person)
    duties = ["deputy monitoring officer", "head of internal audit"]
    page = client.post("/larkfield/people/appoint", {**NIA, "duties": duties}, follow=True)
    nia = Office.objects.get(person__email="nia@larkfield.example")
    assert "Nia Clark now holds an office." in page.content.decode()
    assert nia.begins_on == date(2025, 9, 1)
    assert done_to(nia) == ["gave an office", "gave a duty", "gave a duty"]
    assert trail.history_of(nia)[0].by == "Mona Lindqvist"
    assert not mail.outbox


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"email": "nia"}, "This is not a whole e-mail address."),
        ({"begins_on_month": "13"}, "This is not a day."),
        (day("ends_on", date(2025, 8, 31)), "The office ends before it starts."),
        ({"duties": ["leader"]}, "Leader is not a duty of this kind of office."),
        ({"email": "owen@larkfield.example"}, "Nia Clark"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(client, mona, owen, wrong, complaint):
    client.force_login(mona.person)
    page = client.post("/larkfield/people/appoint", {**NIA, **wrong}).content.decode()
    assert "There is a problem" in page
    assert complaint in page
    assert 'value="Nia Clark"' in page
    assert not Person.objects.filter(name="Nia Clark").exists()


def test_one_person_has_one_office_at_a_time_in_a_council(mona, owen, larkfield):
    again = {"council": larkfield, "name": "Owen Pryce", "email": owen.email, "kind": Kind.COUNCILLOR}
    with pytest.raises(NotAnOffice, match="holds an office in this council on those days"):
        actions.appoint(**again, begins_on=date(2026, 1, 1), by=mona, at=now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Office.objects.create(
            council=larkfield, person=owen.person, kind="officer", begins_on=date(2026, 1, 1)
        )


def test_an_office_opens_doors_to_its_last_day_and_no_longer(client, mona, owen):
    client.force_login(mona.person)
    client.post(f"/larkfield/people/{owen.pk}/end", day("ends_on", localdate()))
    client.force_login(owen.person)
    assert client.get("/larkfield/people/").status_code == 200
    actions.end_office(office=owen, ends_on=localdate() - timedelta(days=1), by=mona, at=now())
    assert client.get("/larkfield/people/").headers["Location"].startswith("/sign-in?")  # signed out at once
    client.force_login(owen.person)
    assert client.get("/larkfield/people/").status_code == 404
    assert done_to(owen)[-2:] == ["ended an office", "ended an office"]


def test_an_office_that_has_not_begun_opens_nothing(client, mona, larkfield):
    new = actions.appoint(
        council=larkfield,
        name="Nia",
        email="nia@larkfield.example",
        kind=Kind.OFFICER,
        begins_on=localdate() + timedelta(days=1),
        by=mona,
        at=now(),
    )
    client.force_login(new.person)
    assert client.get("/larkfield/people/").status_code == 404


def test_an_office_cannot_end_before_it_began(client, mona, owen):
    client.force_login(mona.person)
    page = client.post(f"/larkfield/people/{owen.pk}/end", day("ends_on", date(2025, 5, 1))).content.decode()
    assert "The office ends before it starts." in page
    owen.refresh_from_db()
    assert owen.ends_on is None


def test_the_last_who_runs_the_council_cannot_go(client, mona, owen):
    client.force_login(mona.person)
    page = client.post(f"/larkfield/people/{mona.pk}/end", day("ends_on", localdate())).content.decode()
    assert "Nobody would be left to run" in page
    (spell,) = mona.duty_spells.all()
    page = client.post(f"/larkfield/people/{mona.pk}/duties/{spell.pk}/end", day("ends_on", localdate()))
    assert "Nobody would be left to run" in page.content.decode()
    actions.give_duty(office=owen, duty=Duty.CLERK, begins_on=localdate(), by=mona, at=now())
    client.post(f"/larkfield/people/{mona.pk}/end", day("ends_on", localdate()))
    mona.refresh_from_db()
    assert mona.ends_on == localdate()


def test_with_an_office_end_its_duties_and_its_seats(mona, bilal, larkfield):
    cabinet = actions.make_body(
        council=larkfield, name="Cabinet", begins_on=date(2025, 5, 2), by=mona, at=now()
    )
    seat = actions.join(body=cabinet, office=bilal, begins_on=date(2025, 5, 2), by=mona, at=now())
    actions.end_office(office=bilal, ends_on=date(2026, 5, 6), by=mona, at=now())
    seat.refresh_from_db()
    assert seat.ends_on == date(2026, 5, 6)
    assert [spell.ends_on for spell in bilal.duty_spells.all()] == [date(2026, 5, 6)]


def test_a_duty_is_given_and_ended(client, mona, amara):
    client.force_login(mona.person)
    client.post(f"/larkfield/people/{amara.pk}/duties", {"duty": "leader", **day("begins_on", localdate())})
    (spell,) = amara.duty_spells.all()
    assert "Leader" in client.get(f"/larkfield/people/{amara.pk}").content.decode()
    page = client.post(
        f"/larkfield/people/{amara.pk}/duties", {"duty": "leader", **day("begins_on", localdate())}
    )
    assert "carries that duty already" in page.content.decode()
    client.post(f"/larkfield/people/{amara.pk}/duties/{spell.pk}/end", day("ends_on", localdate()))
    spell.refresh_from_db()
    assert spell.ends_on == localdate()
    assert done_to(amara) == ["gave an office", "gave a duty", "ended a duty"]


def test_a_duty_of_the_other_side_is_not_offered(client, mona, amara):
    client.force_login(mona.person)
    page = client.get(f"/larkfield/people/{amara.pk}/duties").content.decode()
    assert "Opposition leader" in page
    assert "Monitoring officer" not in page
    with pytest.raises(NotAnOffice):
        actions.give_duty(office=amara, duty=Duty.CLERK, begins_on=localdate(), by=mona, at=now())


FACTS = {"name": "Owen Price", "email": "owen.price@larkfield.example", "service": "Highways"}


def test_a_name_and_an_address_are_corrected(client, mona, owen):
    client.force_login(mona.person)
    client.post(f"/larkfield/people/{owen.pk}/correct", FACTS)
    owen.person.refresh_from_db()
    assert (owen.person.name, owen.person.email) == ("Owen Price", "owen.price@larkfield.example")
    assert done_to(owen)[-1] == "corrected an office"


def test_nobody_takes_over_a_sign_in_by_changing_an_address_that_another_council_knows(
    client, mona, nerys, larkfield
):
    here = actions.appoint(
        council=larkfield,
        name="N",
        email=nerys.email,
        kind=Kind.OTHER,
        begins_on=localdate(),
        by=mona,
        at=now(),
    )
    client.force_login(mona.person)
    page = client.post(f"/larkfield/people/{here.pk}/correct", {**FACTS, "email": "mona2@larkfield.example"})
    assert "cannot be changed from here" in page.content.decode()
    nerys.person.refresh_from_db()
    assert nerys.person.email == "nerys@netherby.example"
    assert nerys.person.name == "Nerys Hughes"


def test_an_address_that_somebody_has_is_refused(client, mona, owen, amara):
    client.force_login(mona.person)
    page = client.post(f"/larkfield/people/{owen.pk}/correct", {**FACTS, "email": amara.email})
    assert "Somebody has that e-mail address already." in page.content.decode()


@pytest.mark.parametrize("page", ["appoint", "roster", "{}/end", "{}/correct", "{}/duties"])
@pytest.mark.parametrize("who", ["amara", "owen", "isaac"])
def test_only_who_runs_the_council_changes_its_people(client, who, page, amara, owen, isaac, request):
    client.force_login(request.getfixturevalue(who).person)
    assert client.post(f"/larkfield/people/{page.format(owen.pk)}", NIA).status_code == 403


@pytest.mark.parametrize("page", ["end", "correct", "duties"])
def test_another_councils_office_cannot_be_touched_from_ones_own(client, nerys, owen, page):
    client.force_login(nerys.person)
    assert client.post(f"/netherby/people/{owen.pk}/{page}", day("ends_on", localdate())).status_code == 404
    owen.refresh_from_db()
    assert owen.ends_on is None

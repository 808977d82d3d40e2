"""The council's calendar, seen and changed."""

from django.utils.timezone import localdate

from concordat.calendar import queries as calendar
from concordat.trail import queries as trail

CIVIC_DAY = {"day_day": "10", "day_month": "3", "day_year": "2026", "reason": "Civic day"}


def did(council) -> list[str]:
    return [line.did for line in trail.lines(council.id)]


def test_the_bank_holidays_of_the_nation_are_taken_over_with_their_source(client, mona, larkfield):
    client.force_login(mona.person)
    page = client.post("/larkfield/calendar/bank-holidays", follow=True).content.decode()
    assert "GB-ENG" in page
    assert f"Calendar {localdate().year}" in page
    assert did(larkfield)[0] == "took over bank holidays"
    assert len(calendar.closures(larkfield.id)) >= 24


def test_the_council_closes_for_a_day_and_thinks_better_of_it(client, mona, larkfield):
    client.force_login(mona.person)
    page = client.post("/larkfield/calendar/close", CIVIC_DAY, follow=True).content.decode()
    assert "Tuesday 10 March" in page
    assert "Civic day" in page
    again = client.post("/larkfield/calendar/close", CIVIC_DAY).content.decode()
    assert "closed on that day already" in again
    assert 'value="Civic day"' in again
    client.post("/larkfield/calendar/reopen", {"day": "2026-03-10"})
    assert "works on this day after all" in client.get("/larkfield/calendar/?year=2026").content.decode()
    assert not calendar.closures(larkfield.id)
    assert did(larkfield)[:2] == ["reopened the council for a day", "closed the council for a day"]


def test_a_day_that_is_none_is_asked_for_again(client, mona, larkfield):
    client.force_login(mona.person)
    page = client.post("/larkfield/calendar/close", {**CIVIC_DAY, "day_month": "13"}).content.decode()
    assert "This is not a day." in page
    assert client.post("/larkfield/calendar/reopen", {"day": "soon"}).status_code == 302
    assert not calendar.closures(larkfield.id)


def test_everyone_reads_it_and_who_runs_the_council_changes_it(client, amara):
    client.force_login(amara.person)
    assert client.get("/larkfield/calendar/?year=nonsense").status_code == 200
    for page in ("close", "reopen", "bank-holidays"):
        assert client.post(f"/larkfield/calendar/{page}", CIVIC_DAY).status_code == 403

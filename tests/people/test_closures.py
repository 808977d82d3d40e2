"""The council's calendar, seen and changed."""

import json
import re
from datetime import date, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate, now

from concordat.calendar import queries as calendar
from concordat.calendar.models import Closure
from concordat.people import actions as people
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


def test_a_shutdown_is_one_form_and_says_what_it_moves(client, mona, larkfield):
    client.force_login(mona.person)
    shutdown = {"day_day": "24", "day_month": "12", "day_year": "2026", "reason": "Christmas shutdown"}
    shutdown |= {"last_day_day": "31", "last_day_month": "12", "last_day_year": "2026"}
    page = client.post("/larkfield/calendar/close", shutdown, follow=True).content.decode()
    assert "Closed on 6 days." in page
    assert "Answered ones keep theirs." in page
    backwards = shutdown | {"last_day_day": "20"}
    page = client.post("/larkfield/calendar/close", backwards).content.decode()
    assert "The last day lies before the first." in page
    assert 'value="Christmas shutdown"' in page


PROCLAIMED = {
    "day_day": "15",
    "day_month": "6",
    "day_year": "2026",
    "reason": "World Cup",
    "source": "The Gazette, 25 February 2026",
}


def test_a_proclaimed_bank_holiday_shows_its_source_and_since_when_it_is_known(client, mona, larkfield):
    client.force_login(mona.person)
    page = client.post("/larkfield/calendar/proclaim", PROCLAIMED, follow=True).content.decode()
    assert "Monday 15 June" in page
    assert "The Gazette, 25 February 2026" in page
    assert f"known since {localdate():%-d %B %Y}" in page
    assert "Mona Lindqvist: closed on Monday 15 June 2026" in page
    assert did(larkfield)[0] == "entered a bank holiday"
    again = client.post("/larkfield/calendar/proclaim", PROCLAIMED | {"source": ""}).content.decode()
    assert "Enter where that is written" in again
    assert 'value="World Cup"' in again
    far = client.post("/larkfield/calendar/proclaim", PROCLAIMED | {"day_year": "2150"}).content.decode()
    assert "Enter a year from 1990 to 2099." in far


def govuk(*days) -> SimpleUploadedFile:
    events = [{"title": title, "date": day, "notes": "", "bunting": True} for day, title in days]
    whole = {"england-and-wales": {"division": "england-and-wales", "events": events}}
    return SimpleUploadedFile("bank-holidays.json", json.dumps(whole).encode(), "application/json")


def test_govuks_list_is_shown_beside_the_calendar_and_nothing_is_taken_over_that_was_not_ticked(
    client, mona, larkfield
):
    people.adopt_bank_holidays(council=larkfield, years=[2026], by=mona, at=now())
    client.force_login(mona.person)
    sent = govuk(("2026-01-01", "New Year’s Day"), ("2026-06-15", "World Cup"), ("2026-12-28", "Boxing Day"))
    answer = client.post("/larkfield/calendar/check", {"file": sent})
    page = client.get(answer["Location"]).content.decode()
    assert "Monday 15 June 2026, World Cup: add it, the calendar lacks it" in page
    assert "Monday 6 April 2026, Easter Monday: withdraw it, the list lacks it" in page
    assert "<del>Boxing Day (observed)</del>" in page
    assert not calendar.changes_of(larkfield.id)
    seal = re.search('name="seal" value="([^"]+)"', page)[1]
    done = client.post(
        answer["Location"], {"seal": seal, "difference": ["add-2026-06-15", "rename-2026-12-28"]}, follow=True
    ).content.decode()
    assert "Taken over: 1 added, 0 withdrawn, 1 renamed." in done
    assert "move within minutes" in done
    known = {day.day: day for day in calendar.days_of(larkfield.id, year=2026)}
    assert known[date(2026, 6, 15)].source.startswith("GOV.UK, bank-holidays.json, read on ")
    assert known[date(2026, 12, 28)].reason == "Boxing Day"
    assert known[date(2026, 4, 6)].kept
    assert did(larkfield)[:2] == ["accepted differences of bank holidays", "read in a list of bank holidays"]
    still = client.get(answer["Location"]).content.decode()
    assert "Easter Monday: withdraw it" in still


def test_if_the_calendar_moved_meanwhile_the_new_differences_are_shown_and_nothing_is_written(
    client, mona, larkfield
):
    people.adopt_bank_holidays(council=larkfield, years=[2026], by=mona, at=now())
    client.force_login(mona.person)
    answer = client.post("/larkfield/calendar/check", {"file": govuk(("2026-06-15", "World Cup"))})
    seal = re.search('name="seal" value="([^"]+)"', client.get(answer["Location"]).content.decode())[1]
    people.proclaim(day=date(2026, 6, 15), reason="Cup", source="a colleague", by=mona, at=now())
    told = {"seal": seal, "difference": "add-2026-06-15"}
    page = client.post(answer["Location"], told).content.decode()
    assert "The calendar has changed since you looked." in page
    assert "<del>Cup</del>" in page
    assert did(larkfield)[0] == "entered a bank holiday"


def test_a_file_that_is_not_govuks_is_refused_in_words(client, mona):
    client.force_login(mona.person)
    sent = SimpleUploadedFile("list.json", b"[]", "application/json")
    page = client.post("/larkfield/calendar/check", {"file": sent}).content.decode()
    assert "no list of events under “england-and-wales”" in page
    assert "Choose a file." in client.post("/larkfield/calendar/check", {}).content.decode()
    sent = SimpleUploadedFile("list.json", b" " * 3_000_000, "application/json")
    assert "larger than 2 MB" in client.post("/larkfield/calendar/check", {"file": sent}).content.decode()


def test_a_list_that_somebody_else_read_in_is_not_found(client, mona, nerys):
    client.force_login(mona.person)
    where = client.post("/larkfield/calendar/check", {"file": govuk(("2026-06-15", "World Cup"))})["Location"]
    assert client.get(where).status_code == 200
    client.force_login(nerys.person)
    assert client.get(where.replace("larkfield", "netherby")).status_code == 404


def test_the_list_that_comes_with_concordat_is_compared_in_the_same_way(client, mona, larkfield):
    people.adopt_bank_holidays(council=larkfield, years=[localdate().year], by=mona, at=now())
    client.force_login(mona.person)
    assert "The calendar and the list agree." in client.get("/larkfield/calendar/check/ours").content.decode()
    Closure.objects.filter(reason="Christmas Day").delete()  # as if the edition before had lacked it
    assert "says otherwise of one day" in client.get("/larkfield/calendar/").content.decode()
    page = client.get("/larkfield/calendar/check/ours").content.decode()
    assert "Christmas Day: add it" in page
    key, seal = re.search('value="(add-[^"]+)"', page)[1], re.search('name="seal" value="([^"]+)"', page)[1]
    client.post("/larkfield/calendar/check/ours", {"seal": seal, "difference": key})
    assert "The calendar and the list agree." in client.get("/larkfield/calendar/check/ours").content.decode()


HOURS = {
    "monday": "8.30-12:30, 13:30–17:00",
    "tuesday": "09:00-17:00",
    "wednesday": "",
    "thursday": "09:00-17:00",
    "friday": "09:00-16:30",
    "cut_off": "17:00",
    "first_on_day": "1",
    "first_on_month": "4",
    "first_on_year": "2026",
}


def test_opening_hours_are_set_from_a_day_on(client, mona, larkfield):
    client.force_login(mona.person)
    page = client.post("/larkfield/calendar/hours", HOURS, follow=True).content.decode()
    assert "From 1 April 2026" in page
    assert "08:30–12:30, 13:30–17:00" in page
    edition = calendar.calendar_of(larkfield.id, nation="England").newest
    assert edition.windows(date(2026, 4, 8)) == ()
    assert edition.cut_off(date(2026, 4, 10)) == time(16, 30)  # Friday closes before the cut-off
    assert did(larkfield)[0] == "set the opening hours"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"monday": "nine to five"}, "Enter when it opens and when it closes"),
        ({"monday": "09:00-25:00"}, "Enter a time, such as 17:00."),
        ({"monday": "17:00-09:00"}, "Each opening must end after it begins"),
        ({"monday": "09:00-13:00, 12:00-17:00"}, "before the next one begins"),
        ({"cut_off": "late"}, "Enter a time, such as 17:00."),
        ({"first_on_month": "13"}, "This is not a day."),
        (dict.fromkeys(["monday", "tuesday", "thursday", "friday"], ""), "open at some time of the week"),
    ],
)
def test_opening_hours_that_cannot_be_come_back_with_what_was_typed(client, mona, larkfield, wrong, why):
    client.force_login(mona.person)
    page = client.post("/larkfield/calendar/hours", HOURS | wrong).content.decode()
    assert why in page
    assert 'value="17:00"' in page or "cut_off" in wrong
    assert calendar.hours_of(larkfield.id) == ()


def test_when_is_it_due_says_the_day_the_law_and_the_count(client, amara):
    client.force_login(amara.person)

    def told(asked):
        return client.get("/larkfield/calendar/due", asked).content.decode()

    asked = client.get("/larkfield/calendar/due").content.decode()
    assert "When is it due?" in asked
    assert "All days but Sundays, Christmas Day, Good Friday and bank holidays" in asked
    asked = {"asked": "information", "day_day": "2", "day_month": "3", "day_year": "2026", "days": "5"}
    page = told(asked)
    assert "Answer by Tuesday 31 March 2026" in page
    assert "Freedom of Information Act 2000" in page
    assert "Saint Patrick&#x27;s Day (Northern Ireland)" in page
    page = client.get(
        "/larkfield/calendar/due", asked | {"asked": "agenda", "day_month": "13"}
    ).content.decode()
    assert "This is not a day." in page
    page = told(asked | {"asked": "agenda", "days": "200"})
    assert "Clear days are counted from 1 to 60." in page
    page = told(asked | {"asked": "agenda", "days": ""})
    assert "Enter how many days." in page
    assert "Choose what you want to know" in client.get("/larkfield/calendar/due?asked=").content.decode()


def test_the_calendar_can_be_taken_away(client, amara, mona, larkfield):
    people.proclaim(day=date(2026, 6, 15), reason="World Cup", source="GOV.UK", by=mona, at=now())
    client.force_login(amara.person)
    table = client.get("/larkfield/calendar.csv").content.decode("utf-8-sig")
    assert "2026-06-15,World Cup,GOV.UK,False,True" in table
    [row] = client.get("/larkfield/calendar.json").json()
    assert (row["day"], row["own"]) == ("2026-06-15", False)
    assert client.get("/larkfield/calendar.doc").status_code == 404


def test_the_page_asks_no_more_of_the_database_when_there_are_more_days(
    client, mona, larkfield, django_assert_max_num_queries
):
    client.force_login(mona.person)
    people.adopt_bank_holidays(council=larkfield, years=range(2026, 2029), by=mona, at=now())
    for day in range(2, 20):
        if date(2026, 11, day).weekday() < 5:
            people.close(day=date(2026, 11, day), reason="Works", by=mona, at=now())
    with django_assert_max_num_queries(25):
        client.get("/larkfield/calendar/?year=2026")

"""Whether groups are answered alike: a margin first, one look, one report, and nobody named."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from concordat.enquiries import actions, queries
from concordat.enquiries.models import Fairness, Margin
from concordat.enquiries.rules.looks import NotAllowed
from concordat.people.rules.duties import Kind
from concordat.trail.models import Entry
from tests.conftest import appointed
from tests.enquiries.conftest import ASKED, at, said_on

AFTER = at(5, month=11)
PERIOD = {"begins_on": date(2026, 8, 1), "ends_on": date(2026, 10, 31)}
AGREED = {"points": Decimal(10), "days": Decimal(1), "committee": "Standards", "minute": "31.2"}
TYPED = {
    "begins_on_day": "1", "begins_on_month": "8", "begins_on_year": "2026",
    "ends_on_day": "31", "ends_on_month": "10", "ends_on_year": "2026",
    "points": "10", "days": "1", "committee": "Standards", "minute": "31.2",
    "agreed_on_day": "3", "agreed_on_month": "8", "agreed_on_year": "2026",
}  # fmt: skip


@pytest.fixture
def margin(larkfield, mona, topics):
    return actions.fix_margin(**PERIOD, **AGREED, agreed_on=date(2026, 8, 3), by=mona, at=at(1))


@pytest.fixture
def asked(larkfield, topics, owen):
    """Six councillors of each of two groups and two independents ask three times; some are answered late."""
    for place, (group, size) in enumerate((("Labour", 6), ("Green", 6), ("Independent", 2))):
        for number in range(size):
            member = appointed(
                f"{group}{number} Vane", Kind.COUNCILLOR, larkfield, ward="Castle", group=group
            )
            for turn in range(3):
                when = ASKED + timedelta(days=7 * (turn % 2), hours=number % 5)
                enquiry = actions.ask(
                    topic=topics["roads"], question="What of Mill Lane?", by=member, at=when
                )
                late = (number + turn + place) % 4 == 0
                actions.answer(
                    enquiry=enquiry,
                    words="It is mended.",
                    by=owen,
                    at=when + timedelta(days=28 if late else 3),
                )


def made(margin, mona, when=AFTER):
    report = actions.ask_for_fairness(margin=margin, by=mona, at=when)
    assert actions.make_fairness_due(at=when) == 1
    report.refresh_from_db()
    return report


def test_a_margin_is_recorded_with_its_minute_and_the_trail_says_when(act, topics, clock):
    clock(at(7))
    page = said_on(act("even-handedness/fix", TYPED, as_="mona"))
    assert "Agreed by Standards on 3 August 2026, minute 31.2." in page
    entry = Entry.objects.order_by("-number").first()
    assert entry.did == "fixed the margin of even-handedness"
    assert entry.detail["points"] == "10"


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"minute": ""}, "Give the number of the minute"),
        ({"points": "0"}, "greater than or equal to 1"),
        ({"agreed_on_year": "2027"}, "A margin that is not agreed yet cannot be recorded."),
        ({"ends_on_year": "2025"}, "The period ends before it begins."),
        ({"begins_on_year": "2020"}, "three years at the most"),
        (
            {"changed_on_day": "1", "changed_on_month": "9", "changed_on_year": "2026"},
            "Name both groups, or leave the day of the change out.",
        ),
    ],
)
def test_what_is_wrong_with_a_margin_is_said_and_nothing_is_lost(act, topics, clock, said, problem):
    clock(at(7))
    page = act("even-handedness/fix", TYPED | said, as_="mona")
    assert problem in said_on(page)
    assert 'value="Standards"' in page
    assert not Margin.objects.exists()


def test_no_two_margins_are_for_the_same_days(margin, mona):
    with pytest.raises(NotAllowed, match="looks twice"):
        actions.fix_margin(
            begins_on=date(2026, 10, 31),
            ends_on=date(2027, 6, 30),
            **AGREED,
            agreed_on=date(2026, 8, 3),
            by=mona,
            at=AFTER,
        )


def test_nobody_looks_before_the_period_is_over(act, margin, clock):
    clock(at(31, month=10))
    page = said_on(act(f"even-handedness/{margin.pk}/open", {}, as_="mona"))
    assert "The period is not over." in page
    assert not Fairness.objects.exists()


def test_a_period_is_looked_at_once(margin, asked, mona):
    made(margin, mona)
    with pytest.raises(NotAllowed, match="Its report stands"):
        actions.ask_for_fairness(margin=margin, by=mona, at=AFTER)


def test_everybody_reads_the_same_report(act, margin, asked, mona, clock):
    report = made(margin, mona)
    assert report.state == "made", report.trouble
    clock(AFTER)
    pages = {said_on(act(f"even-handedness/{report.pk}/", as_=who)) for who in ("amara", "owen", "mona")}
    assert len(pages) == 1
    page = pages.pop()
    assert "Green – Labour" in page
    told, few = page.split("All other pairs of groups too few to report")
    assert "Green – Labour" in told  # what can be said comes first
    assert "Nothing can be reported of Green beside Independent." in few
    assert "Nothing can be reported of Independent beside Labour." in few
    assert "before anybody looked" in page
    assert "Labour beside Green: what else could be unequal" in page
    assert "Share of enquiries on which the clock was paused" in page


def test_the_figures_are_those_of_the_period_by_the_groups_of_the_day_of_receipt(margin, asked, mona):
    rows = queries.asked_in_period(margin)
    assert len(rows) == 42
    assert {row.group for row in rows} == {"Labour", "Green", "Independent"}
    report = made(margin, mona)
    pair = next(each for each in report.told["pairs"] if each["groups"] == ["Green", "Labour"])
    assert pair["n_councillors"] == [6, 6]
    assert pair["n_enquiries"] == [18, 18]
    assert pair["minute"] == "31.2"


def test_nobody_is_named_in_page_or_file_and_no_report_speaks_of_impartiality_as_shown(
    client, act, margin, asked, mona, amara, clock
):
    report = made(margin, mona)
    clock(AFTER)
    everything = act(f"even-handedness/{report.pk}/", as_="amara").partition("<main")[2]
    for form in ("html", "csv", "json"):
        everything += client.get(f"/larkfield/enquiries/even-handedness/{report.pk}.{form}").content.decode()
    for name in ("Vane", "Owen", "Mill Lane"):
        assert name not in everything
    assert "officers are impartial" not in everything.lower()
    assert "unbiased" not in everything.lower()


@pytest.mark.parametrize("form", ["html", "docx", "pdf", "csv", "xlsx", "json"])
def test_it_can_be_taken_away(client, margin, asked, mona, amara, form):
    report = made(margin, mona)
    client.force_login(amara.person)
    answer = client.get(f"/larkfield/enquiries/even-handedness/{report.pk}.{form}")
    assert answer.status_code == 200
    assert len(answer.content) > 200


def test_where_there_is_nothing_to_compare_the_page_says_so(act, margin, enquiry, mona, clock):
    report = made(margin, mona)
    assert report.state == "failed"
    clock(AFTER)
    assert "There is no report." in said_on(act(f"even-handedness/{report.pk}/", as_="mona"))


def test_while_it_is_made_the_page_says_so(act, margin, asked, mona, clock):
    report = actions.ask_for_fairness(margin=margin, by=mona, at=AFTER)
    clock(AFTER)
    assert "The report is being made." in said_on(act(f"even-handedness/{report.pk}/", as_="amara"))


def test_a_worker_that_died_is_followed_by_another_and_not_for_ever(margin, asked, mona):
    report = actions.ask_for_fairness(margin=margin, by=mona, at=AFTER)
    Fairness.objects.filter(pk=report.pk).update(attempts=3, taken_at=AFTER)
    assert actions.make_fairness_due(at=AFTER + timedelta(minutes=5)) == 0
    assert actions.make_fairness_due(at=AFTER + timedelta(minutes=11)) == 1
    report.refresh_from_db()
    assert report.state == "failed"


def test_before_and_after_a_change_of_control(topics, asked, mona):
    margin = actions.fix_margin(
        **PERIOD,
        **AGREED,
        agreed_on=date(2026, 8, 3),
        changed_on=date(2026, 9, 10),
        went_out="Labour",
        came_in="Green",
        by=mona,
        at=at(1),
    )
    report = made(margin, mona)
    assert report.told["control"]
    assert json.dumps(report.told["control"])


def test_a_margin_and_a_report_stand_as_they_were_recorded(margin, asked, mona):
    report = made(margin, mona)
    for deed in (
        lambda: Margin.objects.update(points=Decimal(40)),
        lambda: Margin.objects.all().delete(),
        lambda: Fairness.objects.filter(pk=report.pk).update(told={}),
        lambda: Fairness.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()
    # Without what hangs on them, whose own locks would refuse first.
    for table in (Fairness, Margin):
        with (
            pytest.raises(DatabaseError, match="stands as it was"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"DELETE FROM {table._meta.db_table}")


def test_another_council_learns_nothing(client, margin, asked, mona, nerys):
    report = made(margin, mona)
    client.force_login(nerys.person)
    for address in (f"{report.pk}/", f"{report.pk}.json", ""):
        assert client.get(f"/larkfield/enquiries/even-handedness/{address}").status_code == 404
    assert client.get(f"/netherby/enquiries/even-handedness/{report.pk}/").status_code == 404

"""Groups at the council's provider give and end duties here, and only those that the settings name."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from concordat.people import actions
from concordat.people.models import DutySpell
from concordat.people.rules.duties import Duty
from concordat.people.rules.single_sign_on import Grant
from concordat.trail import queries as trail
from tests.conftest import appointed
from tests.people.signing_in_there import duties, said_on, sign_in

pytestmark = pytest.mark.usefixtures("no_tries_before")
RUNNERS = Grant("g-runs", "larkfield", Duty.MONITORING_OFFICER)
SCRUTINY = Grant("g-scrutiny", "larkfield", Duty.SCRUTINY_OFFICER)
LEADERS = Grant("g-leaders", "larkfield", Duty.LEADER)


@pytest.fixture
def grouped(there, settings):
    settings.OIDC = there.but(grants=(RUNNERS, SCRUTINY, LEADERS))
    return there


def test_groups_give_and_end_the_duties_that_they_carry_and_no_others(client, grouped, owen, mona):
    actions.give_duty(office=owen, duty=Duty.CLERK, begins_on=localdate(), by=mona, at=now())
    grouped.account["groups"] = ["g-scrutiny", "g-unknown"]
    sign_in(client, grouped)
    assert duties(owen) == {Duty.CLERK, Duty.SCRUTINY_OFFICER}
    line = trail.history_of(owen)[-1]
    assert (line.did, line.by) == ("gave a duty by single sign-on", None)
    DutySpell.objects.update(begins_on=localdate() - timedelta(days=9))
    client.post("/sign-out")
    grouped.account["groups"] = []
    sign_in(client, grouped)
    assert duties(owen) == {Duty.CLERK}
    assert trail.history_of(owen)[-1].did == "ended a duty by single sign-on"
    spell = DutySpell.objects.get(office=owen, duty=Duty.SCRUTINY_OFFICER)
    assert spell.ends_on == localdate() - timedelta(days=1)


def test_whoever_gains_or_loses_a_duty_by_a_group_is_told_at_the_door(client, grouped, owen):
    grouped.account["groups"] = ["g-scrutiny"]
    assert "has given you this duty: scrutiny officer." in said_on(
        client.get(sign_in(client, grouped).url, follow=True)
    )
    DutySpell.objects.update(begins_on=localdate() - timedelta(days=9))
    client.post("/sign-out")
    grouped.account["groups"] = []
    lost = said_on(client.get(sign_in(client, grouped).url, follow=True))
    assert "no longer gives you this duty, so it has ended here: scrutiny officer." in lost
    client.post("/sign-out")
    assert "this duty" not in said_on(client.get(sign_in(client, grouped).url, follow=True))


def test_a_group_gives_no_duty_of_the_other_side(client, grouped, owen):
    grouped.account["groups"] = ["g-leaders"]
    sign_in(client, grouped)
    assert duties(owen) == set()


def test_a_group_gives_nothing_in_another_council(client, grouped, owen, netherby):
    elsewhere = appointed("Owen Pryce", "officer", netherby)
    elsewhere.person = owen.person
    elsewhere.save()
    grouped.account["groups"] = ["g-scrutiny"]
    sign_in(client, grouped)
    assert duties(owen) == {Duty.SCRUTINY_OFFICER}
    assert duties(elsewhere) == set()


def test_the_last_who_runs_the_council_goes_on_running_it(client, grouped, mona):
    grouped.account.update(sub="s-mona", email=mona.email, groups=[])
    sign_in(client, grouped)
    assert duties(mona) == {Duty.MONITORING_OFFICER}
    assert "You keep it, since nobody else runs the council." in said_on(client.get("/larkfield/people/"))


def test_where_another_runs_it_the_group_ends_the_duty_at_once(client, grouped, mona, owen):
    actions.give_duty(
        office=owen, duty=Duty.CLERK, begins_on=localdate() - timedelta(days=3), by=mona, at=now()
    )
    grouped.account.update(sub="s-mona", email=mona.email, groups=[])
    sign_in(client, grouped)
    assert duties(mona) == set()
    assert client.get("/larkfield/people/appoint").status_code == 403


@pytest.mark.parametrize("overage", [{"hasgroups": True}, {"_claim_names": {"groups": "src1"}}])
def test_groups_that_a_token_could_not_hold_change_nothing(client, grouped, mona, owen, overage):
    actions.give_duty(office=owen, duty=Duty.CLERK, begins_on=localdate(), by=mona, at=now())
    grouped.account.update(sub="s-mona", email=mona.email, **overage)
    sign_in(client, grouped)
    assert duties(mona) == {Duty.MONITORING_OFFICER}
    assert "in too many groups to be told" in said_on(client.get("/larkfield/people/"))


def test_the_office_page_says_which_duties_follow_groups(client, grouped, owen, mona):
    client.force_login(mona.person)
    page = said_on(client.get(f"/larkfield/people/{owen.id}"))
    assert "groups there give and end these duties: monitoring officer, scrutiny officer." in page

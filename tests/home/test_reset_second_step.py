"""When somebody has lost their second step: another resets it in person, and nobody gains by it."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from typer import Typer
from typer.testing import CliRunner

from concordat.home import actions, commands
from concordat.letters.models import Letter
from concordat.people import actions as people
from concordat.people.models import Person
from concordat.people.rules.duties import Duty, Kind
from concordat.people.rules.second_step import NotReset
from concordat.trail import queries as trail
from tests.conftest import AT, appointed
from tests.people.signing_in import first_step, is_signed_in, set_up_app, with_app


@pytest.fixture(autouse=True)
def required(db, settings):
    cache.clear()
    settings.SECOND_STEP = True


@pytest.fixture
def dora(larkfield):
    """The deputy, who runs the council as well."""
    return appointed("Dora Novak", Kind.OFFICER, larkfield, Duty.DEPUTY_MONITORING_OFFICER, service="Legal")


@pytest.fixture
def running(client, mona):
    """Mona, signed in with both steps."""
    first_step(client, mona.email)
    set_up_app(client)
    return client


def page_of(office) -> str:
    return f"/larkfield/people/{office.pk}/second-step"


def test_another_who_runs_the_council_resets_it_and_all_of_them_are_told(running, mona, dora, amara):
    with_app(Client(), dora.person)
    assert "asks you in person" in running.get(page_of(dora)).content.decode()
    assert running.post(page_of(dora)).status_code == 302
    assert not Authenticator.objects.filter(user=dora.person).exists()
    line = list(trail.history_of(dora))[-1]
    assert (line.did, line.by) == ("reset a second step", mona.name)
    letters = Letter.objects.filter(subject="The second step of Dora Novak has been reset")
    assert {letter.to_id for letter in letters} == {mona.id, dora.id}
    assert "Mona Lindqvist has reset" in letters.get(to=dora).body


def test_a_reset_signs_nobody_in_and_changes_no_address(running, mona, dora):
    lost = Client()
    first_step(lost, dora.email)
    set_up_app(lost)
    before = Person.objects.values("id", "email", "name", "is_active").get(id=dora.person_id)
    running.post(page_of(dora))
    assert Person.objects.values("id", "email", "name", "is_active").get(id=dora.person_id) == before
    assert running.session["_auth_user_id"] == str(mona.person_id)
    assert lost.get("/larkfield/people/").headers["Location"].startswith("/sign-in?next=")


def test_a_recovered_account_reaches_nothing_before_the_letter_box_and_a_new_second_step(running, dora):
    _key, codes = with_app(Client(), dora.person)
    running.post(page_of(dora))
    again = Client()
    assert again.post("/sign-in/second-step", {"code": codes[0]}).headers["Location"] == "/sign-in"
    assert first_step(again, dora.email).headers["Location"] == "/"
    for page in ("/larkfield/", "/larkfield/people/", "/larkfield/trail/", "/larkfield/letters/"):
        assert again.get(page).headers["Location"].startswith("/account/?next=")
    set_up_app(again)
    assert again.get("/larkfield/people/").status_code == 200
    assert again.get("/netherby/people/").status_code == 404


def test_nobody_resets_their_own(running, mona, dora):
    page = running.get(page_of(mona)).content.decode()
    assert "Dora Novak" in page
    assert "Nobody resets their own" in running.post(page_of(mona)).content.decode()
    assert Authenticator.objects.filter(user=mona.person).exists()


def test_a_second_step_that_guards_another_council_too_is_not_reset_from_here(running, mona, dora, netherby):
    people.appoint(
        council=netherby,
        name=dora.name,
        email=dora.email,
        kind=Kind.OFFICER,
        begins_on=date(2025, 5, 2),
        duties=frozenset({Duty.CLERK}),
        by=None,
        at=AT,
    )
    with_app(Client(), dora.person)
    assert "cannot be reset from here" in running.post(page_of(dora)).content.decode()
    assert Authenticator.objects.filter(user=dora.person).exists()
    assert not Letter.objects.exists()


def test_where_there_is_none_nothing_is_reset_and_nobody_is_told(running, amara):
    assert "nothing to reset" in running.post(page_of(amara)).content.decode()
    assert not Letter.objects.exists()


@pytest.mark.parametrize("who", ["amara", "owen", "isaac"])
def test_nobody_else_can(client, dora, who, request):
    client.force_login(request.getfixturevalue(who).person)
    assert client.post(page_of(dora)).status_code == 403


def test_one_of_another_council_cannot(client, nerys, dora):
    first_step(client, nerys.email)
    set_up_app(client)
    assert client.post(page_of(dora)).status_code == 404
    assert client.post(f"/netherby/people/{dora.pk}/second-step").status_code == 404


def test_a_letter_that_cannot_be_written_leaves_the_second_step_standing(mona, dora, monkeypatch):
    with_app(Client(), dora.person)

    def broken(**_said):
        raise RuntimeError("no letters today")

    monkeypatch.setattr(actions.letters, "send_many", broken)
    with pytest.raises(RuntimeError):
        actions.reset_second_step(office=dora, by=mona, at=AT)
    assert Authenticator.objects.filter(user=dora.person).exists()


def test_a_clerk_who_runs_a_council_alone_asks_whoever_runs_the_server(mona, nerys, netherby):
    client = Client()
    with_app(client, nerys.person)
    app = Typer()
    app.command()(commands.reset_second_step)
    said = CliRunner().invoke(app, [nerys.email])
    assert said.exit_code == 0, said.output
    assert not Authenticator.objects.exists()
    assert list(trail.history_of(nerys))[-1].by is None
    assert "Whoever runs the server has reset" in Letter.objects.get(to=nerys).body
    first_step(client, nerys.email)
    assert is_signed_in(client)
    assert client.get("/netherby/people/").headers["Location"].startswith("/account/")
    assert CliRunner().invoke(app, [nerys.email]).exit_code == 2
    assert CliRunner().invoke(app, ["nobody@netherby.example"]).exit_code == 2


def test_the_rule_holds_for_the_deed_itself(mona):
    with_app(Client(), mona.person)
    with pytest.raises(NotReset):
        actions.reset_second_step(office=mona, by=mona, at=AT)

"""From the first mention to the launch, through the pages."""

import re

import pytest

from concordat.letters import actions as letters_actions
from concordat.letters import queries as letters
from concordat.letters.models import Letter
from concordat.people import actions as people_actions
from concordat.people.models import Office
from concordat.people.rules.duties import Kind
from concordat.smallsample.preflight import preflight
from concordat.surveys import actions, queries
from concordat.surveys.models import KeyHolder, RosterLine, Urn, Wave
from concordat.surveys.rules.stages import NotReady, NotTheSigner, OutOfTurn
from concordat.trail import queries as trail
from tests.conftest import appointed
from tests.surveys.conftest import ANSWERING, CLOSING, LAUNCHING, LINK, OPENS, PREPARING

HERE = "/larkfield/health-check"
ASKED = {
    "name": "Autumn 2026",
    "committee": "Standards Committee",
    "opens_on_day": "7",
    "opens_on_month": "9",
    "opens_on_year": "2026",
    "closes_on_day": "25",
    "closes_on_month": "9",
    "closes_on_year": "2026",
    "instrument": "short",
    "split": "",
}


@pytest.fixture(autouse=True)
def before(clock):
    clock(PREPARING)


def test_the_whole_preparation_through_the_pages(client, people, clock):
    def act(who, address, form=None, *, follow=True):
        client.force_login(people[who].person)
        return client.post(f"{HERE}{address}", form or {}, follow=follow).content.decode()

    assert "Before the launch" in act("mona", "/new", ASKED)
    assert "Amara O&#x27;Neill" in act("mona", "/autumn-2026/roster/draw-up")
    wave = Wave.objects.get()
    for who in ("amara", "owen"):
        assert "You have signed" in act(who, "/autumn-2026/roster/sign", {"roster_hash": wave.roster_hash})
    holders = {f"holder_{n}": people[who].id for n, who in enumerate(("mona", "joan", "isaac"))}
    act("mona", "/autumn-2026/key-holders", holders)
    for who in ("mona", "joan", "isaac"):
        groups = re.findall(r'secret__group">(\w{5})<', act(who, "/autumn-2026/key"))
        assert len(groups) == 7
    clock(LAUNCHING)
    assert "It is launched" in act("mona", "/autumn-2026/launch")
    assert Urn.objects.count() == 2
    assert [line.did for line in trail.history_of(wave)] == [
        "began to prepare a health check",
        "drew up a roster",
        "signed a roster",
        "signed a roster",
        "named the key-holders",
        "launched a health check",
    ]


def test_a_wave_that_ends_before_it_starts_is_asked_for_again_with_everything_typed(client, people):
    client.force_login(people["mona"].person)
    page = client.post(f"{HERE}/new", ASKED | {"closes_on_day": "6"}).content.decode()
    assert "The last day must come after the first" in page
    assert 'value="Standards Committee"' in page
    assert not Wave.objects.exists()


def test_two_waves_cannot_have_one_name(client, prepared, people):
    client.force_login(people["mona"].person)
    assert "of this name already" in client.post(f"{HERE}/new", ASKED).content.decode()


@pytest.mark.parametrize("name", ["new", "Questions", "???", "method"])
def test_a_name_never_hides_a_page(client, people, name):
    client.force_login(people["mona"].person)
    page = client.post(f"{HERE}/new", ASKED | {"name": name}, follow=True)
    assert f"{name} <strong" in page.content.decode().replace("\n", "")


@pytest.mark.parametrize(
    "page", ["", "/change", "/roster", "/preflight", "/questions", "/key-holders", "/launch"]
)
def test_every_page_of_a_wave_in_preparation_opens_to_the_organiser(client, prepared, people, page):
    client.force_login(people["mona"].person)
    assert client.get(f"{HERE}/autumn-2026{page or '/'}").status_code == 200


def test_a_wave_in_preparation_does_not_exist_for_whoever_has_no_part_in_it(client, prepared, people, nerys):
    for who in (people["amara"], nerys):
        client.force_login(who.person)
        assert client.get(f"{HERE}/autumn-2026/").status_code == 404


def test_everyone_on_the_roster_sees_it_with_names_and_without_addresses(client, prepared, people):
    actions.draw_up_roster(wave=prepared, by=people["mona"], at=PREPARING)
    client.force_login(people["bilal"].person)
    page = client.get(f"{HERE}/autumn-2026/roster").content.decode()
    assert "Gwen Moss" in page
    assert "@" not in page
    assert prepared.roster_hash in page


def test_the_organiser_cannot_sign_and_nobody_signs_twice_for_a_side(prepared, people):
    actions.draw_up_roster(wave=prepared, by=people["mona"], at=PREPARING)
    sign = {"wave": prepared, "roster_hash": prepared.roster_hash, "at": PREPARING}
    with pytest.raises(NotTheSigner):
        actions.sign_roster(by=people["mona"], **sign)
    actions.sign_roster(by=people["amara"], **sign)
    with pytest.raises(NotTheSigner):
        actions.sign_roster(by=people["bilal"], **sign)
    with pytest.raises(NotTheSigner):
        actions.sign_roster(by=people["isaac"], **sign)
    assert prepared.signatures.count() == 1


def test_the_organiser_is_told_who_signs_and_is_offered_nothing(client, prepared, people):
    actions.draw_up_roster(wave=prepared, by=people["mona"], at=PREPARING)
    client.force_login(people["mona"].person)
    page = client.get(f"{HERE}/autumn-2026/roster").content.decode()
    assert "so a colleague signs for the officers" in page
    assert "Sign this roster" not in page
    client.force_login(people["owen"].person)
    assert "Sign this roster" in client.get(f"{HERE}/autumn-2026/roster").content.decode()


def test_one_signs_the_roster_that_one_saw(client, prepared, people):
    actions.draw_up_roster(wave=prepared, by=people["mona"], at=PREPARING)
    client.force_login(people["amara"].person)
    page = client.post(f"{HERE}/autumn-2026/roster/sign", {"roster_hash": "0" * 64}, follow=True)
    assert "has changed since you opened this page" in page.content.decode()
    assert not prepared.signatures.exists()


def test_a_dummy_added_to_the_council_voids_both_signatures(prepared, secrets, people, larkfield):
    appointed("Zed Dummy", Kind.OFFICER, larkfield, service="Legal")
    with pytest.raises(NotReady) as why:
        actions.launch(wave=prepared, by=people["mona"], at=LAUNCHING)
    assert "people to be asked have changed" in str(why.value)
    signed = prepared.roster_hash
    actions.draw_up_roster(wave=prepared, by=people["mona"], at=PREPARING)
    assert prepared.roster_hash != signed
    assert not prepared.signatures.exists()


def test_drawn_up_again_with_the_same_people_it_stays_signed(prepared, secrets, people):
    actions.draw_up_roster(wave=prepared, by=people["mona"], at=PREPARING)
    assert prepared.signatures.count() == 2


def test_another_address_is_another_roster(prepared, secrets, people):
    person = people["owen"].person
    person.email = "somewhere@else.example"
    person.save()
    with pytest.raises(NotReady, match="people to be asked have changed"):
        actions.launch(wave=prepared, by=people["mona"], at=LAUNCHING)


def test_the_roster_is_fixed_at_the_launch(launched, people, larkfield):
    with pytest.raises(OutOfTurn):
        actions.draw_up_roster(wave=launched, by=people["mona"], at=ANSWERING)
    people_actions.end_office(office=people["owen"], ends_on=OPENS, by=people["mona"], at=ANSWERING)
    assert RosterLine.objects.filter(wave=launched).count() == 12


def test_somebody_in_two_offices_is_named_and_the_pages_still_open(client, prepared, secrets, people, clock):
    owen = people["owen"]
    people_actions.end_office(office=owen, ends_on=OPENS, by=people["mona"], at=PREPARING)
    # `people` refuses this; an import into the database itself might not.
    Office.objects.create(
        council=owen.council, person=owen.person, kind=Kind.COUNCILLOR.value, begins_on=OPENS
    )
    clock(LAUNCHING)
    client.force_login(people["mona"].person)
    assert client.get(f"{HERE}/autumn-2026/").status_code == 200
    assert "Owen Pryce holds two offices today" in client.get(f"{HERE}/autumn-2026/launch").content.decode()


def test_nothing_is_launched_before_everything_is_done(prepared, people):
    with pytest.raises(NotReady) as why:
        actions.launch(wave=prepared, by=people["mona"], at=PREPARING)
    assert why.value.obstacles == (
        "The roster has not been drawn up.",
        "The three key-holders have not been named.",
        "The opening day has not come yet.",
    )


def test_a_split_that_leaves_a_part_too_small_is_not_launched(prepared, people, secrets):
    actions.change_wave(
        wave=prepared,
        name=prepared.name,
        committee=prepared.committee,
        opens_on=prepared.opens_on,
        closes_on=prepared.closes_on,
        instrument="full",
        split="officers:service:Finance",
        by=people["mona"],
        at=PREPARING,
    )
    assert not prepared.signatures.exists(), "another split voids what was signed"
    actions.draw_up_roster(wave=prepared, by=people["mona"], at=PREPARING)
    obstacles = queries.obstacles(prepared, today=OPENS)
    assert "“officers: Finance” has fewer than five people. Declare another split, or none." in obstacles


def test_the_preflight_says_what_will_be_seen_before_anybody_is_asked(client, prepared, people):
    actions.draw_up_roster(wave=prepared, by=people["mona"], at=PREPARING)
    client.force_login(people["mona"].person)
    page = client.get(f"{HERE}/autumn-2026/preflight").content.decode()
    for advice in preflight(roster=6).advice:
        assert advice.words in page
    told = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    for rate, answers in (("30%", 1), ("50%", 3), ("70%", 4)):
        for_each_side = told.count(f"{rate} {answers} answer{'' if answers == 1 else 's'}")
        assert for_each_side == 2


def test_key_holders_must_be_three_people(client, prepared, people):
    client.force_login(people["mona"].person)
    same = {f"holder_{n}": people["mona"].id for n in range(3)}
    page = client.post(f"{HERE}/autumn-2026/key-holders", same).content.decode()
    assert "Choose three different people" in page
    assert not KeyHolder.objects.exists()


def test_a_key_page_exists_for_its_holder_alone(client, prepared, secrets, people):
    client.force_login(people["joan"].person)
    assert client.get(f"{HERE}/autumn-2026/key").status_code == 200
    client.force_login(people["owen"].person)
    assert client.get(f"{HERE}/autumn-2026/key").status_code == 404


def test_a_secret_is_shown_once_and_stored_nowhere(client, prepared, secrets, people, django_db_blocker):
    client.force_login(people["joan"].person)
    page = client.post(f"{HERE}/autumn-2026/key")
    secret = "-".join(re.findall(r'secret__group">(\w{5})<', page.content.decode()))
    assert "no-store" in page.headers["Cache-Control"]
    assert secret not in client.get(f"{HERE}/autumn-2026/key").content.decode()
    assert not Letter.objects.filter(body__contains=secret[:5]).exists()


def test_each_person_gets_one_link_by_email_and_none_on_their_page(links, people):
    assert {side: len(set(found)) for side, found in links.items()} == {"councillors": 6, "officers": 6}
    for who in ("amara", "owen", "mona"):
        [letter] = [each for each in letters.letters_to(people[who]) if "personal link" in each.subject]
        assert not any(LINK.search(body) for _language, body in letter.bodies)
    assert not [each for each in letters.letters_to(people["isaac"]) if "personal link" in each.subject]


def test_after_sending_no_table_holds_a_link(links):
    from django.db import connection

    tokens = [link.split("-")[1] for found in links.values() for link in found]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            held = repr(cursor.fetchall())
            assert not [token for token in tokens if token in held], table


def test_a_reminder_goes_to_everyone_and_has_no_link(client, links, people, clock, mailoutbox):
    clock(ANSWERING)
    mailoutbox.clear()
    client.force_login(people["mona"].person)
    assert "will be reminded" in client.post(f"{HERE}/autumn-2026/remind", follow=True).content.decode()
    letters_actions.deliver_due(at=ANSWERING)
    assert len(mailoutbox) == 12
    assert not [email for email in mailoutbox if LINK.search(email.body)]


def test_closing_by_hand_and_by_the_calendar(client, launched, people, clock):
    assert actions.close_due(at=ANSWERING) == 0
    clock(ANSWERING)
    client.force_login(people["mona"].person)
    assert "It is closed" in client.post(f"{HERE}/autumn-2026/close", follow=True).content.decode()
    with pytest.raises(OutOfTurn):
        actions.close(wave=launched, by=people["mona"], at=ANSWERING)
    assert actions.close_due(at=CLOSING) == 0


def test_on_the_day_after_the_last_the_worker_closes_it(launched, people):
    assert actions.close_due(at=CLOSING) == 1
    launched.refresh_from_db()
    assert launched.closed_at == CLOSING
    assert any("can be opened" in letter.subject for letter in letters.letters_to(people["joan"]))


def test_what_waits_is_told_to_whom_it_waits_for(prepared, secrets, people, launched):
    def waits(who, on):
        return [str(task.name) for task in queries.tasks_for(people[who], today=on.date())]

    assert waits("amara", ANSWERING) == []
    assert waits("isaac", CLOSING) == ["Use your secret to open the ballot box"]


def test_the_list_of_waves_asks_the_database_no_more_when_there_are_more(
    client, prepared, people, django_assert_num_queries
):
    client.force_login(people["mona"].person)
    client.get(f"{HERE}/")
    with django_assert_num_queries(6):
        client.get(f"{HERE}/")
    for n in range(5):
        actions.prepare_wave(
            name=f"Wave {n}",
            committee="Standards",
            opens_on=prepared.opens_on,
            closes_on=prepared.closes_on,
            instrument="short",
            by=people["mona"],
            at=PREPARING,
        )
    with django_assert_num_queries(6):
        client.get(f"{HERE}/")

"""The opening, reminders and the close: what is fixed, who is told, and what is kept of a code."""

import re

import pytest

from concordat.letters.models import Letter
from concordat.trail import queries as trail
from concordat.viewpoints import actions
from concordat.viewpoints.models import Draft, Sort, Study, Ticket
from concordat.viewpoints.rules import codes
from concordat.viewpoints.rules.opening import NotReady
from concordat.viewpoints.rules.stages import Asked, OutOfTurn
from tests.viewpoints.conftest import CLOSING, KEEP_UNTIL, OPENING, PREPARING, SORTING


def test_everyone_asked_gets_a_code_of_their_own_and_nothing_kept_says_whose_it_is(opened):
    assert len({*opened.codes["councillors"], *opened.codes["officers"]}) == 4
    tickets = {bytes(ticket.fingerprint): ticket.side for ticket in Ticket.objects.all()}
    for side, given in opened.codes.items():
        for code in given:
            assert tickets[codes.fingerprint(code)] == side
    assert {field.name for field in Ticket._meta.get_fields() if field.concrete} == {
        "id", "council", "study", "fingerprint", "side", "spent",
    }  # fmt: skip
    kept = [bytes(ticket.fingerprint) for ticket in Ticket.objects.order_by("id")]
    assert kept == sorted(kept)


def test_the_code_stands_in_no_letter_as_it_lies_on_a_page(opened):
    code = opened.code_of["amara"]
    assert not any(code in letter.body or code in letter.subject for letter in Letter.objects.all())
    assert not Letter.objects.exclude(secret="").exists()


def test_the_address_in_the_letter_opens_the_consent_page(client, opened, clock, mailoutbox):
    clock(SORTING)
    letter = next(email for email in mailoutbox if email.to == ["amara@larkfield.example"])
    address = re.search(r"http\S+/sort/\S+", letter.body)[0]
    page = client.get(f"/{address.split('/', 3)[3]}")
    assert page.status_code == 200
    assert "30 April 2027" in page.content.decode()
    assert "Isaac Mensah" in page.content.decode()


def test_a_study_that_closes_forgets_what_was_only_begun_and_tells_its_researcher(opened, isaac):
    Draft.objects.create(
        council_id=opened.council_id, ticket=Ticket.objects.order_by("id").first(), consent=1
    )
    assert actions.close_due(at=SORTING) == 0
    assert actions.close_due(at=CLOSING) == 1
    assert not Draft.objects.exists()
    letter = Letter.objects.get(to=isaac)
    assert "has closed" in letter.subject
    assert [line.did for line in trail.history_of(opened)] == [
        "began to prepare a study",
        "changed who is asked",
        "opened a study",
        "closed a study",
    ]
    with pytest.raises(OutOfTurn):
        actions.close_study(study=opened, by=None, at=CLOSING)


def test_a_study_is_not_opened_while_something_stands_in_its_way(study, mona):
    actions.lay_grid(study=study, grid=[[-1, 3], [0, 4], [1, 3]], by=mona, at=PREPARING)
    with pytest.raises(NotReady) as why:
        actions.open_study(study=study, by=mona, at=OPENING)
    assert [each.page for each in why.value.obstacles] == ["grid"]
    assert "10 places for 12 chosen statements: 2 too few" in str(why.value)
    assert not Ticket.objects.exists()


def test_an_open_link_is_kept_as_a_fingerprint_and_a_new_one_makes_the_old_one_useless(
    client, study, mona, clock
):
    actions.choose_asking(study=study, asked=Asked.LINK, by=mona, at=PREPARING)
    first = actions.open_study(study=study, by=mona, at=OPENING)
    study.refresh_from_db()
    assert bytes(study.link) == codes.fingerprint(first.rpartition("/")[2])
    second = actions.renew_link(study=study, by=mona, at=SORTING)
    study.refresh_from_db()
    assert bytes(study.link) == codes.fingerprint(second.rpartition("/")[2])
    assert first != second
    clock(SORTING)
    assert client.get(f"/{second.split('/', 3)[3]}").status_code == 200
    assert client.get(f"/{first.split('/', 3)[3]}").status_code == 404
    assert not Ticket.objects.exists()
    with pytest.raises(OutOfTurn):
        actions.remind(study=study, by=mona, at=SORTING)


def test_reminders_go_to_everyone_and_carry_no_code(opened, mona):
    before = Letter.objects.count()
    assert actions.remind(study=opened, by=mona, at=SORTING) == 4
    reminders = Letter.objects.order_by("id")[before:]
    assert sorted(letter.to.name for letter in reminders) == [
        "Amara O'Neill", "Bilal Rahman", "Mona Lindqvist", "Owen Pryce",
    ]  # fmt: skip
    assert all(letter.secret == "" for letter in reminders)
    with pytest.raises(OutOfTurn):
        actions.remind(study=opened, by=mona, at=CLOSING)


def test_whoever_is_of_neither_side_cannot_be_asked(study, mona, isaac):
    actions.ask(study=study, add=[isaac.id], by=mona, at=PREPARING)
    assert study.asked_people.count() == 4


def test_the_closed_study_of_the_other_tests_holds_twelve_sorts_that_fill_the_grid(closed):
    shapes = {tuple(sorted(sort.values.values())) for sort in Sort.objects.all()}
    assert shapes == {(-2, -1, -1, -1, 0, 0, 0, 0, 1, 1, 1, 2)}
    assert Study.objects.get().closed_at == CLOSING
    assert closed.keep_until == KEEP_UNTIL

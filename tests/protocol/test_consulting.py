"""Both sides are asked about a draft, clause by clause, and answered; meanwhile its words stand still."""

from datetime import date, timedelta

import pytest

from concordat.letters.models import Letter
from concordat.protocol import actions, queries
from concordat.protocol.models import Comment, Consultation
from concordat.protocol.rules.editions import Adopted, OutOfTurn, Stage
from concordat.trail.models import Entry
from tests.protocol.conftest import DRAFTING, EFFECTIVE, MET, RESOLVING, key_of

HERE = "/larkfield/protocol/working-together/"
OPENS, CLOSES = date(2026, 4, 1), date(2026, 4, 21)
ASKED = DRAFTING.replace(month=4, day=8)
AFTER = DRAFTING.replace(month=4, day=22)


@pytest.fixture
def planned(draft, amara, bilal, owen, isaac, mona) -> Consultation:
    return actions.open_consultation(
        edition=draft, opens_on=OPENS, closes_on=CLOSES, question="Is ten days right?", by=mona, at=DRAFTING
    )


@pytest.fixture
def open_now(planned, clock) -> Consultation:
    clock(ASKED)
    return planned


def test_before_its_first_day_nobody_but_those_who_draft_knows_of_it(client, planned, amara, mona, clock):
    clock(DRAFTING)
    client.force_login(amara.person)
    assert client.get(f"{HERE}consultation/").status_code == 404
    assert client.get(HERE).status_code == 404
    assert "Working together" not in client.get("/larkfield/protocol/").content.decode()
    client.force_login(mona.person)
    assert "Both sides are asked from 1 April 2026" in client.get(f"{HERE}draft/").content.decode()


def test_both_sides_are_written_to_once_on_the_first_day_and_the_independent_person_is_not(
    planned, amara, bilal, owen, mona
):
    assert actions.tell_due(at=DRAFTING) == 0
    assert actions.tell_due(at=DRAFTING.replace(month=4, day=1)) == 1
    assert actions.tell_due(at=ASKED) == 0
    told = Letter.objects.filter(subject__contains="you are asked about")
    assert {letter.to_id for letter in told} == {amara.id, bilal.id, owen.id, mona.id}
    assert "Is ten days right?" in told.first().body


def test_a_councillor_and_an_officer_comment_and_each_reads_the_other(client, draft, open_now, amara, owen):
    key = key_of(draft, "2.1")
    for office, words in ((amara, "Ten days are long."), (owen, "Ten days are short.")):
        client.force_login(office.person)
        client.post(f"{HERE}consultation/clause/{key}", {"words": words})
    page = client.get(f"{HERE}consultation/clause/{key}").content.decode()
    assert "Ten days are long." in page
    assert "Amara O&#x27;Neill" in page
    assert {(each.side, each.about) for each in Comment.objects.all()} == {
        ("councillors", "Officers answer within ten working days."),
        ("officers", "Officers answer within ten working days."),
    }
    assert all("days are" not in str(entry.detail) for entry in Entry.objects.all())


def test_the_independent_person_reads_and_is_not_asked(client, draft, open_now, isaac):
    client.force_login(isaac.person)
    page = client.get(f"{HERE}consultation/clause/whole").content.decode()
    assert "Your comment" not in page
    client.post(f"{HERE}consultation/clause/whole", {"words": "I think so."})
    assert not Comment.objects.exists()


@pytest.mark.parametrize("at", [ASKED.replace(month=3, day=31), AFTER])
def test_outside_its_days_nothing_is_taken_and_nothing_typed_is_lost(draft, planned, amara, at):
    with pytest.raises(OutOfTurn, match="not open today"):
        actions.say(edition=draft, key="", words="Too early or too late.", by=amara, at=at)


def test_a_comment_that_comes_too_late_is_kept_on_the_page(client, draft, planned, amara, clock):
    clock(AFTER)
    client.force_login(amara.person)
    page = client.post(f"{HERE}consultation/clause/whole", {"words": "A minute late."}).content.decode()
    assert "nothing more can be said" in page
    assert "A minute late." in page


def test_the_words_stand_still_while_people_are_asked_and_move_again_afterwards(draft, planned, mona):
    def reword(at):
        key = key_of(draft, "2.1")
        actions.remove_clause(edition=draft, key=key, seen=draft.revision, by=mona, at=at)

    with pytest.raises(OutOfTurn, match="stand still"):
        reword(ASKED)
    reword(AFTER)
    assert draft.wordings.count() == 5


def test_a_comment_is_taken_back_by_its_maker_alone_and_not_once_it_is_answered(
    client, draft, open_now, amara, bilal, mona
):
    said = actions.say(edition=draft, key="", words="Hm.", by=amara, at=ASKED)
    client.force_login(bilal.person)
    assert client.post(f"{HERE}consultation/comments/{said.id}/take-back").status_code == 404
    actions.answer_comment(comment=said, answer="We agree.", by=mona, at=ASKED)
    client.force_login(amara.person)
    page = client.post(f"{HERE}consultation/comments/{said.id}/take-back", follow=True).content.decode()
    assert "It has been answered, and stays." in page
    other = actions.say(edition=draft, key="", words="Hm again.", by=amara, at=ASKED)
    client.post(f"{HERE}consultation/comments/{other.id}/take-back")
    assert [each.words for each in Comment.objects.all()] == ["Hm."]


def test_comments_are_answered_and_until_they_are_the_edition_is_not_resolved(
    client, draft, planned, amara, mona, clock
):
    said = actions.say(edition=draft, key=key_of(draft, "2.1"), words="Why ten?", by=amara, at=ASKED)

    def resolve():
        actions.resolve(
            edition=draft, resolved=Adopted("Full Council", MET, "16.3", EFFECTIVE), by=mona, at=RESOLVING
        )

    with pytest.raises(OutOfTurn, match="One comment has no answer yet"):
        resolve()
    clock(AFTER)
    client.force_login(mona.person)
    assert "Why ten?" in client.get(f"{HERE}consultation/comments?unanswered").content.decode()
    client.post(f"{HERE}consultation/comments/{said.id}/answer", {"answer": "The law says so."})
    client.force_login(amara.person)
    assert "The law says so." in client.get(f"{HERE}consultation/comments").content.decode()
    resolve()
    assert queries.stage_of(draft, today=EFFECTIVE) is Stage.IN_FORCE
    assert draft.resolution.why_not_consulted == ""


def test_the_last_day_can_be_moved_but_not_into_the_past(client, open_now, mona):
    client.force_login(mona.person)
    for day, said in (("7", "today at the earliest"), ("30", "")):
        page = client.post(
            f"{HERE}consultation/last-day",
            {"closes_on_day": day, "closes_on_month": "4", "closes_on_year": "2026"},
            follow=True,
        ).content.decode()
        assert said in page
    open_now.refresh_from_db()
    assert open_now.closes_on == date(2026, 4, 30)


@pytest.mark.parametrize(
    ("opens", "closes", "why"),
    [
        (OPENS - timedelta(days=60), CLOSES, "before today"),
        (CLOSES, OPENS, "before the first"),
        (OPENS, CLOSES, "planned already"),
    ],
)
def test_a_consultation_that_cannot_be_is_refused(draft, planned, mona, opens, closes, why):
    with pytest.raises(OutOfTurn, match=why):
        actions.open_consultation(edition=draft, opens_on=opens, closes_on=closes, by=mona, at=DRAFTING)


def test_all_comments_come_out_as_csv_and_no_cell_is_a_formula(client, draft, planned, amara, mona, clock):
    actions.say(edition=draft, key="", words="=HYPERLINK(1)", by=amara, at=ASKED)
    clock(AFTER)
    client.force_login(mona.person)
    file = client.get(f"{HERE}consultation/comments.csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in file
    assert ",=HYPERLINK" not in file


def test_the_consultation_page_asks_no_more_of_the_database_for_more_comments(
    client, draft, open_now, amara, django_assert_max_num_queries
):
    for number in range(25):
        actions.say(edition=draft, key=key_of(draft, "2.1"), words=f"{number}", by=amara, at=ASKED)
    client.force_login(amara.person)
    for page in ("consultation/", "consultation/comments", f"consultation/clause/{key_of(draft, '2.1')}"):
        with django_assert_max_num_queries(16):
            assert client.get(f"{HERE}{page}").status_code == 200

"""A council's own copy of the questions, through the pages."""

import pytest

from concordat.surveys import actions, queries
from concordat.surveys.models import Instrument
from concordat.surveys.rules import copies
from concordat.surveys.rules.instrument import SHORT_FORM, Side, wording_key
from tests.surveys.conftest import ANSWERING, PREPARING

HERE = "/larkfield/health-check/questions"


@pytest.fixture
def copy(client, people):
    client.force_login(people["mona"].person)
    client.post(f"{HERE}/new", {"name": "Our questions", "form": "short"})
    return Instrument.objects.get(slug="our-questions")


def ids(copy) -> list[str]:
    copy.refresh_from_db()
    return [item["id"] for item in copy.items]


def test_a_copy_begins_as_the_built_in_questions(client, copy):
    assert copies.restored(copy.items) == SHORT_FORM
    assert "Our questions" in client.get(f"{HERE}/").content.decode()


def test_a_reworded_question_is_a_new_one_for_trends(client, copy):
    before = copies.restored(copy.items)[3]
    words = {name: getattr(before, name) for name in ("topic", "officers", "low_label", "high_label")}
    page = client.post(
        f"{HERE}/our-questions/T1/reword", words | {"councillors": "Officers are polite to me."}, follow=True
    )
    assert "Officers are polite to me." in page.content.decode()
    copy.refresh_from_db()
    after = copies.restored(copy.items)[3]
    assert wording_key(after, Side.COUNCILLORS) != wording_key(before, Side.COUNCILLORS)
    assert wording_key(after, Side.OFFICERS) == wording_key(before, Side.OFFICERS)


def test_questions_are_moved_up_down_and_to_a_place(client, copy):
    client.post(f"{HERE}/our-questions/T1/move", {"to": "3"})
    assert ids(copy)[2] == "T1"
    client.post(f"{HERE}/our-questions/T1/move", {"to": "200"})
    assert ids(copy)[-1] == "T1"
    page = client.post(f"{HERE}/our-questions/T1/move", {"to": "first"}, follow=True)
    assert "Give the place as a whole number" in page.content.decode()


def test_a_question_is_added_at_the_end_of_its_part(client, copy):
    added = {
        "id": "X1",
        "dimension": "Trust and respect",
        "topic": "Remote meetings",
        "councillors": "Online meetings work well.",
        "officers": "Online meetings work well.",
        "low_label": "Not at all",
        "high_label": "Very",
    }
    client.post(f"{HERE}/our-questions/add-rating", added)
    assert ids(copy)[ids(copy).index("T1") + 1] == "X1"
    page = client.post(f"{HERE}/our-questions/add-rating", added).content.decode()
    assert "Two items are called X1" in page
    assert client.get(f"{HERE}/our-questions/add-bands").status_code == 200
    assert client.get(f"{HERE}/our-questions/add-essay").status_code == 404


def test_a_question_is_dropped_but_never_the_headline(client, copy):
    client.post(f"{HERE}/our-questions/P1/drop")
    assert "P1" not in ids(copy)
    page = client.post(f"{HERE}/our-questions/H1/drop", follow=True).content.decode()
    assert "H1, the working relationship overall, must stay" in page
    assert "H1" in ids(copy)


def test_another_councils_copy_does_not_exist(client, copy, nerys):
    client.force_login(nerys.person)
    assert client.get("/netherby/health-check/questions/our-questions/").status_code == 404


def test_editing_a_copy_changes_no_wave_that_was_launched(launched, people):
    copy = launched.instrument
    before = queries.items_of(launched)
    actions.drop_item(instrument=copy, item="P1", by=people["mona"], at=ANSWERING)
    launched.refresh_from_db()
    assert queries.items_of(launched) == before


def test_the_built_in_questions_stay_built_in_even_if_their_copy_was_edited(prepared, people):
    actions.drop_item(instrument=prepared.instrument, item="P1", by=people["mona"], at=PREPARING)
    again = actions.prepare_wave(
        name="Spring 2027",
        committee="Standards",
        opens_on=prepared.opens_on,
        closes_on=prepared.closes_on,
        instrument="short",
        by=people["mona"],
        at=PREPARING,
    )
    assert queries.items_of(again) == SHORT_FORM

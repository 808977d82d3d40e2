"""Writing a draft through its pages: clause by clause, two people at once, nothing typed is lost."""

import pytest

from concordat.protocol import actions, queries
from concordat.protocol.models import Clause, Edition, Instrument, Relation
from concordat.protocol.rules.editions import OutOfTurn
from concordat.protocol.rules.instruments import InstrumentKind
from concordat.trail.models import Entry
from tests.protocol.conftest import DRAFTING, READING, key_of

ROOM = "/larkfield/protocol/"
HERE = f"{ROOM}working-together/"
DRAFT = f"{HERE}draft/"
NEW = {
    "name": "Members’ enquiries",
    "kind": "scheme",
    "tier": "borough",
    "nation": "England",
    "start": "nothing",
    "related": "Code of Conduct, 2021-12, https://example.org/code\nStanding orders",
}


@pytest.fixture
def desk(client, draft, mona, clock):
    client.force_login(mona.person)
    return client


def words(key, **typed) -> dict[str, object]:
    return {
        "kind": "expectation", "owed": "by officers to councillors", "label": "2.1", "heading": "",
        "text": "Officers answer within ten working days.", "measure": "", "tags": "", "seen": 0,
    } | typed  # fmt: skip


def lines(draft) -> list[tuple[str, int]]:
    return [
        (clause.label or clause.heading or clause.text, clause.depth) for clause in queries.clauses_of(draft)
    ]


def test_a_clause_is_reworded_and_the_trail_tells_that_and_not_what(desk, draft):
    key = key_of(draft, "2.1")
    page = desk.post(
        f"{DRAFT}clause/{key}/",
        words(key, text="Officers answer soon.", tags="speed, no surprises"),
        follow=True,
    )
    assert "Officers answer soon." in page.content.decode()
    row = draft.wordings.get(clause__key=key)
    assert (row.text, row.tags) == ("Officers answer soon.", ["no surprises", "speed"])
    entry = Entry.objects.order_by("-number").first()
    assert (entry.did, entry.detail) == ("reworded a clause", {"clause": key})


def test_the_second_of_two_who_reword_a_clause_is_shown_both_and_loses_nothing(desk, draft):
    key = key_of(draft, "2.1")
    desk.post(f"{DRAFT}clause/{key}/", words(key, text="The first one's words."))
    page = desk.post(f"{DRAFT}clause/{key}/", words(key, text="The second one's words.")).content.decode()
    assert "A colleague has changed this clause meanwhile." in page
    assert "The first one&#x27;s words." in page
    assert "The second one&#x27;s words.</textarea>" in page
    assert draft.wordings.get(clause__key=key).text == "The first one's words."
    desk.post(f"{DRAFT}clause/{key}/", words(key, text="The second one's words.", seen=1))
    assert draft.wordings.get(clause__key=key).text == "The second one's words."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"owed": ""}, "Say who owes it to whom."),
        ({"kind": "rule"}, "Only an expectation is owed."),
        ({"kind": "heading", "owed": ""}, "A heading has its words in the field"),
        ({"text": ""}, "Write what it says."),
        ({"tags": "<b>"}, "cannot be a tag"),
        ({"kind": "poem"}, "Select a valid choice"),
    ],
)
def test_a_clause_that_cannot_be_is_refused_and_stays_on_the_page(desk, draft, typed, said):
    key = key_of(draft, "2.1")
    page = desk.post(
        f"{DRAFT}clause/{key}/", words(key, measure="By the register.", **typed)
    ).content.decode()
    assert said in page
    assert "By the register." in page
    assert draft.wordings.get(clause__key=key).revision == 0


def test_clauses_are_added_behind_inside_and_at_the_end(desk, draft):
    typed = {"kind": "rule", "owed": "", "label": "new", "text": "New words."}
    desk.post(f"{DRAFT}add?after={key_of(draft, '2.1')}", typed)
    desk.post(f"{DRAFT}add?after={key_of(draft, '2.')}&inside", typed | {"label": "in"})
    desk.post(f"{DRAFT}add", typed | {"label": "end"})
    told = ["1.", "1.1", "2.", "in", "2.1", "new", "2.2", "(a)", "end"]
    assert lines(draft) == list(zip(told, [0, 1, 0, 1, 1, 1, 1, 2, 0], strict=True))
    assert desk.get(f"{DRAFT}add?after=nosuch").status_code == 404


def test_a_clause_is_promoted_demoted_and_moved_with_everything_under_it(desk, draft):
    def move(label, step):
        draft.refresh_from_db()
        desk.post(f"{DRAFT}clause/{key_of(draft, label)}/move", {"step": step, "seen": draft.revision})

    move("2.", "up")
    assert lines(draft)[:4] == [("2.", 0), ("2.1", 1), ("2.2", 1), ("(a)", 2)]
    move("2.", "down")
    move("2.2", "promote")
    assert lines(draft)[-2:] == [("2.2", 0), ("(a)", 1)]
    move("2.2", "demote")
    assert lines(draft)[-2:] == [("2.2", 1), ("(a)", 2)]
    page = desk.post(
        f"{DRAFT}clause/{key_of(draft, '1.')}/move", {"step": "promote", "seen": 99}, follow=True
    )
    assert "A colleague has changed the draft" in page.content.decode()
    assert desk.post(f"{DRAFT}clause/{key_of(draft, '1.')}/move", {"step": "burn"}).status_code == 404


def test_a_split_clause_keeps_its_name_and_the_new_one_remembers_where_it_came_from(desk, draft):
    key = key_of(draft, "(a)")
    page = desk.get(f"{DRAFT}clause/{key}/split").content.decode()
    assert "They say so early." in page
    desk.post(f"{DRAFT}clause/{key}/split", {"words": "They say so", "seen": draft.revision})
    told = [(row.clause.key, row.text) for row in queries.rows_of(draft)][-2:]
    assert told[0] == (key, "They say what matters most.")
    assert told[1][1] == "They say so early."
    relation = Relation.objects.get()
    assert (relation.clause.key, relation.kind, relation.other.key) == (told[1][0], "split from", key)
    wrong = desk.post(f"{DRAFT}clause/{key}/split", {"words": "nothing like it", "seen": 0}).content.decode()
    assert "These words do not stand there once" in wrong


def test_two_clauses_are_joined_under_the_name_of_the_first(desk, draft):
    first, second = key_of(draft, "2.1"), key_of(draft, "2.2")
    desk.post(f"{DRAFT}clause/{second}/move", {"step": "join", "seen": draft.revision})
    row = draft.wordings.get(clause__key=first)
    assert row.text == "Officers answer within ten working days.\nCouncillors give clear direction."
    assert not draft.wordings.filter(clause__key=second).exists()
    assert Relation.objects.get().kind == "merged into"
    assert Clause.objects.filter(key=second).exists()


def test_a_clause_that_was_taken_out_of_the_next_edition_is_put_back_under_its_old_name(
    client, adopted, mona, clock
):
    client.force_login(mona.person)
    client.post(f"{HERE}begin-draft")
    draft = Edition.objects.get(resolved_at=None)
    key = key_of(draft, "2.1")
    client.post(f"{DRAFT}clause/{key}/remove", {"seen": draft.revision})
    assert "Put back" in client.get(DRAFT).content.decode()
    client.post(f"{DRAFT}clause/{key}/put-back")
    assert lines(draft) == lines(adopted)
    page = client.post(f"{DRAFT}clause/{key}/put-back", follow=True).content.decode()
    assert "This clause is in the draft already." in page


def test_numbers_are_kept_made_anew_or_run_on_and_what_was_printed_is_never_lost(desk, draft):
    def shown(**typed):
        desk.post(f"{DRAFT}numbers", typed)
        draft.refresh_from_db()
        return [clause.label for clause in queries.clauses_of(draft)]

    kept = [row.label for row in queries.rows_of(draft)]
    assert shown(mode="automatic") == ["1.", "1.1", "2.", "2.1", "2.2", "(a)"]
    run_on = shown(mode="continuous through a larger part", before="8.", start="63")
    assert run_on == ["", "8.63", "", "8.64", "8.65", "8.66"]
    assert shown(mode="as printed in the source") == kept


def test_there_is_one_draft_in_hand_and_an_abandoned_one_is_kept(client, adopted, mona, amara, clock):
    client.force_login(mona.person)
    client.post(f"{HERE}begin-draft")
    with pytest.raises(OutOfTurn, match="draft in hand"):
        actions.begin_draft(instrument=adopted.instrument, by=mona, at=READING)
    client.post(f"{DRAFT}abandon")
    assert client.get(DRAFT).status_code == 404
    assert Edition.objects.filter(abandoned_at__isnull=False).count() == 1
    client.post(f"{HERE}begin-draft")
    assert client.get(DRAFT).status_code == 200


def test_an_instrument_has_its_place_its_kin_and_its_review(client, mona, clock):
    client.force_login(mona.person)
    client.post(f"{ROOM}new", NEW | {"place": "Part 5"})
    made = Instrument.objects.get()
    assert made.related == [
        ["Code of Conduct", "2021-12", "https://example.org/code"], ["Standing orders", "", ""],
    ]  # fmt: skip
    assert "Part 5" in client.get(f"{ROOM}members-enquiries/").content.decode()
    client.post(f"{ROOM}members-enquiries/change", NEW | {"name": "Another name"})
    made.refresh_from_db()
    assert (made.name, made.slug) == ("Another name", "members-enquiries")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Give the instrument a name."),
        ({"related": "Code, 2021-13"}, "there is no day 2021-13"),
        ({"related": "Code, https://"}, "is no web address"),
        ({"related": ", 2021"}, "Line 1 has no name."),
        ({"related": "Code, javascript:alert(1)"}, ""),
    ],
)
def test_an_instrument_that_cannot_be_is_refused_and_nothing_typed_is_lost(client, mona, clock, typed, said):
    client.force_login(mona.person)
    page = client.post(f"{ROOM}new", NEW | {"purpose": "To be kept."} | typed)
    if not said:  # what is no address of the web is part of a name, and leads nowhere
        assert "javascript:" not in str(Instrument.objects.get().related[0][2])
        return
    assert said in page.content.decode()
    assert "To be kept." in page.content.decode()
    assert not Instrument.objects.exists()


def test_a_second_instrument_of_one_name_is_refused(client, begun, mona, clock):
    client.force_login(mona.person)
    page = client.post(f"{ROOM}new", NEW | {"name": "Working together!"}).content.decode()
    assert "There is an instrument of this name already." in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"due": "2026-13"}, "There is no such day."),
        ({"due": "soon"}, "Give a year"),
        ({"cycle_months": "0"}, "greater than or equal to 1"),
        ({"due": "2026-12"}, "The next review is set."),
    ],
)
def test_a_review_is_set_as_precisely_as_it_was_decided(desk, begun, typed, said):
    page = desk.post(f"{HERE}review", {"due": "", "cycle_months": ""} | typed, follow=True).content.decode()
    assert said in page


def test_the_list_is_paged_and_searched_and_asks_no_more_for_more(
    client, mona, clock, django_assert_max_num_queries
):
    for number in range(25):
        actions.begin_instrument(name=f"Code {number:02}", kind=InstrumentKind.CODE, by=mona, at=DRAFTING)
    client.force_login(mona.person)
    with django_assert_max_num_queries(12):
        page = client.get(ROOM).content.decode()
    assert "Code 19" in page
    assert "Code 20" not in page
    assert "Code 20" in client.get(ROOM, {"page": "2"}).content.decode()
    assert "Code 20" in client.get(ROOM, {"words": "code 20"}).content.decode()


def test_a_draft_is_nobodys_business_but_theirs_who_draft(client, draft, amara, owen, isaac, nerys, clock):
    for office, status in ((amara, 403), (owen, 403), (isaac, 403), (nerys, 404)):
        client.force_login(office.person)
        assert client.get(DRAFT).status_code == status
        assert "Working together" not in client.get("/larkfield/protocol/").content.decode()

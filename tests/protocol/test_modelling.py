"""A fresh council begins from the model for its kind and nation, fills it in, and sees what it lacks."""

import pytest

from concordat.people import actions as people
from concordat.people.rules.councils import Nation, Tier
from concordat.people.rules.duties import Duty, Kind
from concordat.protocol import actions, queries
from concordat.protocol.models import Instrument
from concordat.protocol.rules import clauses
from concordat.protocol.rules.editions import Locked, OutOfTurn
from concordat.protocol.rules.gap_findings import Gap
from concordat.protocol.rules.instruments import InstrumentKind
from tests.conftest import AT, appointed
from tests.protocol.conftest import DRAFTING, READING

NEW = {"name": "Our protocol", "kind": "protocol", "tier": "borough", "nation": "England", "start": "model"}
HERE = "/larkfield/protocol/our-protocol/"


@pytest.fixture
def modelled(client, mona, clock) -> Instrument:
    client.force_login(mona.person)
    client.post("/larkfield/protocol/new", NEW)
    return Instrument.objects.get(slug="our-protocol")


def test_a_draft_begins_from_the_model_for_a_principal_council_and_asks_what_to_fill_in(client, modelled):
    draft = modelled.editions.get()
    keys = set(draft.wordings.values_list("clause__model_key", flat=True))
    assert {"family.purpose", "family.wards"} <= keys
    assert draft.wordings.exclude(measure="").count() == draft.wordings.filter(kind="expectation").count()
    page = client.get(f"{HERE}draft/fill-in").content.decode()
    asked = queries.questions_in(draft)
    assert len(asked) > 20
    assert asked[0].question in page


def test_nobody_is_asked_for_the_name_of_the_council_they_sit_in(modelled):
    draft = modelled.editions.get()
    assert "council" not in {each.key for each in queries.questions_in(draft)}
    assert draft.wordings.filter(text__contains=f"officers of {draft.council.name} may expect").exists()


def test_what_is_filled_in_takes_the_place_of_the_brackets_and_the_rest_stays_open(client, modelled):
    draft = modelled.editions.get()
    asked = queries.questions_in(draft)
    client.post(f"{HERE}draft/fill-in", {"answer_0": "the Standards Committee"})
    left = queries.questions_in(draft)
    assert asked[0].key not in {each.key for each in left}
    assert len(left) == len(asked) - 1
    assert draft.wordings.filter(text__icontains="the Standards Committee").exists()


def test_a_parish_has_a_model_of_its_own_with_a_clerk_in_it(db):
    parish = people.found_council(
        name="Ash Parish Council", slug="ash", tier=Tier.PARISH, nation=Nation.ENGLAND, at=AT
    )
    clerk = appointed("Cledwyn Hughes", Kind.OFFICER, parish, Duty.CLERK)
    made = actions.begin_instrument(
        name="Protocol", kind=InstrumentKind.PROTOCOL, from_model=True, by=clerk, at=DRAFTING
    )
    words = " ".join(made.editions.get().wordings.values_list("text", flat=True))
    assert "clerk" in words
    assert "head of paid service" not in words.lower()


@pytest.fixture
def scottish(db):
    council = people.found_council(
        name="Glen Council", slug="glen", tier=Tier.UNITARY, nation=Nation.SCOTLAND, at=AT
    )
    runs = appointed("Morag Sinclair", Kind.OFFICER, council, Duty.MONITORING_OFFICER)
    made = actions.begin_instrument(
        name="Protocol", kind=InstrumentKind.PROTOCOL, from_model=True, by=runs, at=DRAFTING
    )
    return made.editions.get(), runs


def test_words_of_the_law_of_scotland_cannot_be_changed_split_joined_moved_or_removed(scottish):
    draft, runs = scottish
    row = draft.wordings.filter(locked=True).order_by("position").first()
    told = {"edition": draft, "key": row.clause.key, "by": runs, "at": DRAFTING}
    words = {
        "kind": clauses.Kind.RULE, "label": "", "heading": "", "text": "Ours.", "owed": None, "tags": [],
        "measure": "",
    }  # fmt: skip
    for deed, more in (
        (actions.reword_clause, words | {"seen": row.revision}),
        (actions.remove_clause, {"seen": draft.revision}),
        (actions.split_clause, {"seen": draft.revision, "at_sign": 5}),
        (actions.join_clause, {"seen": draft.revision}),
        (actions.shift_clause, {"seen": draft.revision, "step": "down"}),
    ):
        with pytest.raises(Locked, match="law of this nation"):
            deed(**told, **more)


def test_nothing_is_joined_to_words_of_the_law_and_local_words_are_added_beside_them(scottish):
    draft, runs = scottish
    rows = list(queries.rows_of(draft))
    place = next(n for n, row in enumerate(rows) if row.locked and not rows[n + 1].locked)
    with pytest.raises(Locked):
        actions.join_clause(
            edition=draft, key=rows[place + 1].clause.key, seen=draft.revision, by=runs, at=DRAFTING
        )
    added = actions.add_clause(
        edition=draft,
        after=rows[place].clause.key,
        kind=clauses.Kind.RULE,
        text="We add this.",
        by=runs,
        at=DRAFTING,
    )
    assert added.position == place + 1


def test_the_page_of_a_draft_offers_no_change_of_locked_words(client, scottish, clock):
    draft, runs = scottish
    client.force_login(runs.person)
    page = client.get("/glen/protocol/protocol/draft/").content.decode()
    locked = draft.wordings.filter(locked=True, position__lt=50).first().clause.key
    assert "locked by law" in page
    assert f"clause/{locked}/" not in page


def test_a_code_has_no_model(client, mona, clock):
    client.force_login(mona.person)
    page = client.post("/larkfield/protocol/new", NEW | {"kind": "code"}).content.decode()
    assert "The model is a protocol." in page
    assert 'value="Our protocol"' in page
    assert not Instrument.objects.exists()


def test_a_draft_with_words_in_it_does_not_begin_from_the_model(draft, mona):
    with pytest.raises(OutOfTurn, match="words in this draft already"):
        actions.begin_from_model(edition=draft, by=mona, at=DRAFTING)


def test_the_gap_report_leads_from_each_finding_to_its_clause(client, draft, mona, clock):
    client.force_login(mona.person)
    actions.add_clause(
        edition=draft, after="", kind=clauses.Kind.RULE, by=mona, at=DRAFTING,
        text="Members follow the Relevant Authorities (General Principles) Order 2001.",
    )  # fmt: skip
    told = queries.gaps_of(draft, today=READING.date())
    lapsed = told.report.of(Gap.LAW_LAPSED)
    assert lapsed
    page = client.get("/larkfield/protocol/working-together/draft/gaps").content.decode()
    assert f"draft/clause/{told.keys[lapsed[0].where[0]]}/" in page
    assert "look at this first" in page
    assert "Take the model’s clauses" in page


def test_the_models_clauses_on_a_missing_subject_are_taken_into_the_draft(client, draft, mona, clock):
    client.force_login(mona.person)
    client.post("/larkfield/protocol/working-together/draft/take/press")
    taken = set(draft.wordings.values_list("clause__model_key", flat=True))
    assert "family.press" in taken
    page = client.post("/larkfield/protocol/working-together/draft/take/press", follow=True).content.decode()
    assert "The draft has all that the model says on this." in page
    assert "press" not in {each.key for each in queries.gaps_of(draft, today=READING.date()).report.missing}


def test_a_measure_of_ones_own_counts_as_one(draft, mona):
    row = actions.add_clause(
        edition=draft,
        after="",
        kind=clauses.Kind.EXPECTATION,
        text="Officers water the plants.",
        owed=clauses.Owed.BY_OFFICERS,
        measure="A look at the plants each Friday.",
        by=mona,
        at=DRAFTING,
    )
    told = queries.gaps_of(draft, today=READING.date())
    unmeasured = {told.keys[place] for each in told.report.of(Gap.NOT_MEASURED) for place in each.where}
    assert row.clause.key not in unmeasured


def test_what_is_in_force_has_a_gap_report_that_every_office_reads(client, adopted, amara, clock):
    client.force_login(amara.person)
    page = client.get("/larkfield/protocol/working-together/gaps").content.decode()
    assert "The fourteen subjects of the model" in page
    assert "/draft/take/" not in page

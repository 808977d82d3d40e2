"""The register of law: whole, dated, and honest about what nobody has checked."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from concordat.people.rules.councils import Nation, Tier
from concordat.protocol.rules import expectations, law
from concordat.protocol.rules.law import Force, Mark, NotInTheRegister
from concordat.protocol.rules.model import families
from concordat.protocol.rules.packs import pack
from tests.protocol.rules.models import every_model

TODAY = date(2026, 11, 30)


def found(text: str, *, nation: Nation = Nation.ENGLAND) -> set[str]:
    return {each.lapsed.id for each in law.cited_lapsed([text], nation=nation, on=TODAY)}


def test_every_row_says_where_since_when_and_how_far_it_was_checked():
    for row in law.register().values():
        assert row.nations
        assert row.reaches
        assert row.says.endswith(".")
        assert row.url.startswith("https://")
        assert row.checked_on >= date(2026, 1, 1)
        assert row.begins_on <= row.checked_on
    assert {row.mark for row in law.register().values()} == set(Mark)


def test_every_law_that_a_clause_or_a_principle_or_a_hold_rests_on_is_in_the_register_and_in_force():
    for model in every_model():
        rows = [row for rows in model.rests_on.values() for row in rows]
        assert rows
        for row in rows:
            assert row.in_force(row.checked_on), row.id
            assert model.nation in row.nations
            assert model.reach in row.reaches
        for hold in model.holds:
            assert law.reference(hold.law).force is Force.INTENTION
        assert law.reference(pack(model.nation).principles_law).in_force(TODAY)
        for lock in model.locked.values():
            assert law.reference(lock.law).in_force(TODAY)


def test_what_to_cite_instead_of_lapsed_law_is_in_the_register_and_in_force():
    for row in law.lapsed():
        assert row.instead.endswith(".")
        assert row.misnamed == (row.ends_on is None)
        for key in row.law:
            assert law.reference(key).in_force(TODAY)
            assert law.reference(key).nations & row.nations


def test_a_row_that_is_not_there_is_named():
    with pytest.raises(NotInTheRegister, match="no row “magna-carta”"):
        law.reference("magna-carta")


def test_only_what_concerns_a_council_of_this_kind_is_listed_for_it():
    parish = {row.id for row in law.for_council(nation=Nation.ENGLAND, tier=Tier.PARISH, on=TODAY)}
    assert {"localism-28", "harvey", "lga-1972-112"} <= parish
    assert not {"si-2015-881", "lga-2000-iii", "scot-annex-a"} & parish
    scots = {row.id for row in law.for_council(nation=Nation.SCOTLAND, tier=Tier.UNITARY, on=TODAY)}
    assert "foisa-2002" in scots
    assert not {"foia-2000", "lgfa-1988-114", "lga-1972-151"} & scots


def test_law_is_in_force_from_its_first_day_to_its_last():
    row = law.reference("scot-annex-a")
    assert not row.in_force(date(2021, 12, 6))
    assert row.in_force(date(2021, 12, 7))


@pytest.mark.parametrize(
    ("text", "lapsed"),
    [
        ("as set out in the Relevant Authorities (General Principles) Order 2001", "gp-order-2001"),
        ("The ten principles are: personal judgement; respect for others; stewardship", "ten-principles"),
        ("Honesty and integrity; respect for others; duty to uphold the law", "ten-principles"),
        ("may be reported to the Standards Board for England", "standards-board"),
        ("under Part III of the Local Government Act 2000", "lga-2000-iii-england"),
        ("made under section 50 of the Local Government Act 2000", "lga-2000-iii-england"),
        ("the Data Protection Act 1998", "dpa-1998"),
        ("posts above spinal column point 44", "salary-test"),
        ("appointed under the Health and Care Act 2012", "health-and-care-2012"),
        ("Circular 20/88 on publicity", "publicity-circular"),
        ("to the Audit Commission", "audit-commission"),
        ("a prejudicial interest", "prejudicial-interests"),
    ],
)
def test_lapsed_law_is_found_in_a_text_of_england(text, lapsed):
    assert lapsed in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "under section 28 of the Localism Act 2011",
        "the Data Protection Act 2018 and the UK GDPR",
        "the Local Government Act 2000 provides for a leader and cabinet",
        "They treat each other with respect for others’ roles.",
        "Everyone acts with honesty and integrity and with respect for others.",
        "the Health and Social Care Act 2012",
        "standards for England’s roads",
        "Selflessness, integrity, objectivity, accountability, openness, honesty and leadership",
    ],
)
def test_law_in_force_and_plain_words_are_not_taken_for_lapsed_law(text):
    assert found(text) == set()


def test_what_lapsed_in_england_may_still_be_law_in_wales():
    text = (
        "Part III of the Local Government Act 2000, a prejudicial interest\n"
        "Duty to uphold the law\nRespect for others\nStewardship"
    )
    assert len(found(text)) == 3
    assert found(text, nation=Nation.WALES) == set()


def test_an_annex_of_something_else_is_not_taken_for_the_old_code_of_scotland():
    assert found("See Annex C for a map.", nation=Nation.SCOTLAND) == set()
    assert found("the protocol that stands in Annex C", nation=Nation.SCOTLAND) == {"scot-code-before-2021"}


def test_a_post_that_went_in_one_nation_stays_in_the_others():
    text = "the Head of Paid Service"
    assert found(text, nation=Nation.WALES) == {"head-of-paid-service-wales"}
    assert found(text) == found(text, nation=Nation.SCOTLAND) == set()


def test_law_is_no_lapse_while_it_is_in_force():
    text = ["the Data Protection Act 1998"]
    last = date(2018, 5, 24)
    assert law.cited_lapsed(text, nation=Nation.ENGLAND, on=last) == ()
    assert law.cited_lapsed(text, nation=Nation.ENGLAND, on=last + timedelta(days=1))


def test_a_citation_says_in_which_passage_and_in_which_words():
    passages = ["Nothing here.", "See the\nData Protection Act 1998.", "The Data Protection Act, 1998 again."]
    [citation] = law.cited_lapsed(passages, nation=Nation.WALES, on=TODAY)
    assert citation.passages == (1, 2)
    assert citation.words == ("Data Protection Act 1998",)


def test_one_word_of_the_ten_principles_alone_proves_nothing_and_more_make_it_surer():
    assert found("Stewardship of the council’s money matters.") == set()
    three = "the ten principles, with personal judgement and respect for others"
    four = f"{three}, and honesty and integrity"
    sure = [law.cited_lapsed([text], nation=Nation.ENGLAND, on=TODAY)[0].confidence for text in (three, four)]
    assert sure[0] < sure[1] <= 0.85


def test_the_law_that_a_text_names_is_found_in_the_register():
    ids = {row.id for row in law.cited("the Localism Act 2011", nation=Nation.ENGLAND)}
    assert {"localism-27", "localism-28"} <= ids
    assert law.cited("the Localism Act 2011", nation=Nation.SCOTLAND) == ()


PAGE = Path(__file__).parents[3] / "docs" / "method" / "model-protocol.md"


def written(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def test_the_method_page_lists_every_row_as_it_is_with_how_far_it_was_checked():
    page = PAGE.read_text(encoding="utf-8")
    assert f"Edition {law.edition()}" in page
    for row in law.register().values():
        assert f"| {row.title} | " in page
        assert f" | {written(row.begins_on)} | {row.says} | {row.force}, {row.mark} |" in page
    for gone in law.lapsed():
        until = written(gone.ends_on) or "never so called"
        assert f" | {until} | {gone.instead} | {gone.mark} |" in page


def test_the_method_page_lists_every_subject_and_every_expectation():
    page = PAGE.read_text(encoding="utf-8")
    for family in families():
        assert f"| {family.number} | {family.name} | {family.covers} |" in page
    for each in expectations.register().values():
        sources = " ".join(sorted(each.sources, reverse=True))
        assert f"| `{each.key}` | {each.short} | {each.owed} | {sources} | " in page

"""The gap report: it finds what is missing, it finds nothing where nothing is, and it says how sure it is."""

from dataclasses import replace
from datetime import date

import pytest

from concordat.people.rules.councils import Governance, Nation, Tier
from concordat.protocol.rules.clauses import Clause, Kind, Owed
from concordat.protocol.rules.gap_findings import Gap
from concordat.protocol.rules.gap_reading import PRESENT, read_families
from concordat.protocol.rules.gaps import gaps
from concordat.protocol.rules.model import families, filled, model_for
from concordat.protocol.rules.reading import read
from tests.protocol.rules.models import LOCAL, PRINCIPAL, every_model
from tests.protocol.rules.passages import PASSING, SHOWN
from tests.protocol.rules.texts import LOCAL as LOCAL_PROTOCOL
from tests.protocol.rules.texts import text_of

TODAY = date(2026, 11, 30)
TIERS = {"principal": Tier.DISTRICT, "local": Tier.PARISH}
each_model = pytest.mark.parametrize(
    "model", every_model(), ids=lambda model: f"{model.reach} {model.nation} {model.governance}"
)


def rule(text: str, *, heading: str = "", **said) -> Clause:
    return Clause(
        label=said.pop("label", ""), heading=heading, text=text, kind=said.pop("kind", Kind.RULE), **said
    )


def report(*clauses: Clause | str, tier=Tier.PARISH, nation=Nation.ENGLAND, **told):
    made = tuple(rule(each) if isinstance(each, str) else each for each in clauses)
    return gaps(made, tier=tier, nation=nation, today=TODAY, **told)


def kinds(found) -> set[Gap]:
    return {finding.kind for finding in found.findings}


def bare(clauses) -> tuple[Clause, ...]:
    """As if somebody else had written them: without our keys and tags."""
    return tuple(replace(clause, key="", tags=frozenset()) for clause in clauses)


# --------------------------------------------------------------------------------------- the local protocol


@pytest.fixture(scope="module")
def local():
    reading = read(text_of(LOCAL_PROTOCOL).encode(), name="protocol.txt")
    return gaps(reading.clauses, tier=Tier.PARISH, nation=Nation.ENGLAND, today=TODAY)


def test_the_local_protocol_has_eight_of_the_fourteen_and_lacks_exactly_these(local):
    assert [family.key for family in local.missing] == [
        "access", "correspondence", "press", "wards", "resources", "appendices",
    ]  # fmt: skip
    assert len(local.present) == 8
    assert local.by_reading


def test_the_local_protocols_grievance_against_a_councillor_is_not_lawful_in_england(local):
    [finding] = local.of(Gap.ROUTE_UNLAWFUL)
    assert "Grievance Policy" in finding.words[0]
    assert [row.id for row in finding.law] == ["harvey", "localism-28"]
    assert finding.confidence >= 0.9


def test_the_local_protocols_disciplinary_route_is_for_referring_only(local):
    [finding] = local.of(Gap.ROUTE_REFER_ONLY)
    assert "Disciplinary Policy" in finding.words[0]
    assert "may refer a concern" in finding.mend


def test_the_local_protocols_eighteen_expectations_are_recognised_each_on_its_side(local):
    stated = {seen.expectation.key for seen in local.expectations if seen.as_expectation}
    assert stated == {
        "officers.whole-council", "officers.partnership", "officers.understanding", "officers.timely",
        "officers.advice", "officers.informed", "officers.political-awareness", "officers.respect",
        "officers.growth", "officers.trust", "officers.own-ends", "councillors.partnership",
        "councillors.understanding", "councillors.standards", "councillors.no-favours", "councillors.respect",
        "councillors.trust", "councillors.no-bullying",
    }  # fmt: skip
    assert local.of(Gap.NOT_MEASURED) == ()


def test_what_only_the_workbook_asks_for_is_found_to_be_a_rule_there_and_no_expectation(local):
    unowed = {finding.what.split(": ")[1] for finding in local.of(Gap.EXPECTATION_UNOWED)}
    assert "gives leadership and a clear direction." in unowed
    assert "keeps out of day-to-day management." in unowed


def test_nothing_else_is_held_against_the_local_protocol(local):
    assert not kinds(local) & {
        Gap.LAW_LAPSED, Gap.PRINCIPLE_MISSING, Gap.OTHER_COUNCILS_WORDS, Gap.NOT_FILLED_IN, Gap.ROUTE_UNSAFE,
    }  # fmt: skip


def test_the_words_of_another_council_are_noticed_in_a_parishs_text():
    reading = read(text_of("open_17_chapel_st_leonards_pc_protocol").encode(), name="protocol.txt")
    found = gaps(reading.clauses, tier=Tier.PARISH, nation=Nation.ENGLAND, today=TODAY)
    assert [finding.words for finding in found.of(Gap.OTHER_COUNCILS_WORDS)] == [("the Town",)]
    # Its grievance is about an employee's own employment, and that is lawful.
    assert found.of(Gap.ROUTE_UNLAWFUL) == ()


# -------------------------------------------------------------------------------------------- our own model


@each_model
def test_the_model_has_no_gap_but_what_is_to_be_filled_in_and_what_the_law_may_change(model):
    found = gaps(model.clauses, tier=TIERS[model.reach], nation=model.nation, today=TODAY)
    assert kinds(found) <= {Gap.NOT_FILLED_IN, Gap.LAW_MAY_CHANGE}
    assert not found.by_reading
    assert len(found.of(Gap.LAW_MAY_CHANGE)) == len(model.holds)


@each_model
def test_no_clause_of_any_pack_takes_an_unlawful_or_unsafe_route_even_when_read_as_anybodys_text(model):
    found = gaps(bare(model.clauses), tier=TIERS[model.reach], nation=model.nation, today=TODAY)
    assert not kinds(found) & {Gap.ROUTE_UNLAWFUL, Gap.ROUTE_UNSAFE, Gap.ROUTE_REFER_ONLY, Gap.LAW_LAPSED}


@each_model
def test_without_its_tags_the_model_is_still_seen_to_deal_with_every_subject(model):
    assert all(seen.present for seen in read_families(bare(model.clauses)))


def test_once_it_is_filled_in_the_model_has_nothing_left_open():
    answers = {each.key: "so and so" for each in PRINCIPAL.placeholders}
    done = filled(PRINCIPAL.clauses, answers)
    assert gaps(done, tier=Tier.DISTRICT, nation=Nation.ENGLAND, today=TODAY).of(Gap.NOT_FILLED_IN) == ()


# ---------------------------------------------------------------------------------------------- families


@pytest.mark.parametrize("model", [PRINCIPAL, LOCAL], ids=["principal", "local"])
@pytest.mark.parametrize("family", families(), ids=lambda family: family.key)
def test_a_subject_that_is_taken_out_is_missed_and_no_other(model, family):
    """By their words alone. The appendices come back to many a subject and stay out of every one of these."""
    left = [c for c in model.clauses if not {family.tag, "appendices"} & c.tags]
    missing = {seen.family.key for seen in read_families(bare(left)) if not seen.present}
    assert missing == {family.key, "appendices"}


@pytest.mark.parametrize("model", [PRINCIPAL, LOCAL], ids=["principal", "local"])
def test_by_their_tags_the_same_is_told_with_certainty(model):
    left = tuple(c for c in model.clauses if "correspondence" not in c.tags)
    found = gaps(left, tier=TIERS[model.reach], nation=model.nation, today=TODAY)
    assert [family.key for family in found.missing] == ["correspondence"]
    assert all(seen.confidence == 1 for seen in found.families if seen.present)


def as_clauses(passage: str, family: str) -> tuple[Clause, ...]:
    heading, _, text = passage.rpartition("\n\n")
    if family == "appendices" and not heading and not passage.endswith("."):
        heading, text = passage, ""
    made = [rule("", heading=heading, kind=Kind.HEADING)] if heading else []
    return tuple([*made, rule(text)] if text else made)


@pytest.mark.parametrize(
    ("family", "passage"), [(family, text) for family, texts in SHOWN.items() for text in texts]
)
def test_a_passage_on_a_subject_is_taken_for_it(family, passage):
    [seen] = [each for each in read_families(as_clauses(passage, family)) if each.family.key == family]
    assert seen.present
    assert seen.confidence >= PRESENT
    assert seen.signs


@pytest.mark.parametrize(
    ("family", "passage"), [(family, text) for family, texts in PASSING.items() for text in texts]
)
def test_a_passing_mention_is_taken_for_no_subject_at_all(family, passage):
    assert [seen.family.key for seen in read_families(as_clauses(passage, "")) if seen.present] == []


def test_an_empty_text_lacks_everything_and_that_is_sure():
    found = report()
    assert len(found.missing) == 14
    assert all(seen.confidence == 1 for seen in found.families)


def test_two_signs_in_the_same_words_are_one():
    [seen] = [
        s for s in read_families((rule("Members can expect: a reply."),)) if s.family.key == "expectations"
    ]
    assert seen.confidence == 0.6


def test_an_item_of_a_list_announces_no_subject_though_it_looks_like_a_heading():
    item = rule("", heading="Correspondence", label="-", kind=Kind.HEADING)
    heading = replace(item, label="4.")
    assert [family.key for family in report(item).present] == []
    assert [family.key for family in report(heading).present] == ["correspondence"]


# ------------------------------------------------------------------------------------------- expectations


def test_an_expectation_that_nothing_measures_is_told_with_its_place():
    odd = rule(
        "Officers bring a cake on Fridays.", kind=Kind.EXPECTATION, owed=Owed.BY_OFFICERS, key="bx2345"
    )
    found = report("Something first.", odd)
    [finding] = found.of(Gap.NOT_MEASURED)
    assert finding.where == (1,)


def test_a_measure_of_the_councils_own_is_enough():
    odd = rule(
        "Officers bring a cake on Fridays.", kind=Kind.EXPECTATION, owed=Owed.BY_OFFICERS, key="bx2345"
    )
    measure = PRINCIPAL.measures["officers.timely"]
    assert report(odd, measures={"bx2345": measure}).of(Gap.NOT_MEASURED) == ()


def test_an_entry_is_held_only_against_what_its_own_side_owes():
    partners = rule("A working partnership", kind=Kind.EXPECTATION, owed=Owed.BY_OFFICERS)
    found = {seen.expectation.key: seen for seen in report(partners).expectations}
    assert found["officers.partnership"].as_expectation
    assert found["councillors.partnership"].where == ()


def test_a_list_is_owed_by_whom_the_sentence_before_it_names():
    found = report(
        "Officers may expect the following of members:",
        rule("respect, dignity and courtesy", label="-"),
        rule("An end", heading="Press", label="7.", kind=Kind.HEADING),
        "Members may expect respect and courtesy from the press.",
    )
    seen = {each.expectation.key: each for each in found.expectations}
    assert seen["councillors.respect"].where[0] == 1
    assert seen["councillors.respect"].as_expectation
    assert 1 not in seen["officers.respect"].where


def test_a_sentence_that_says_itself_who_may_expect_what_is_an_expectation_and_leads_to_none():
    found = report(
        "Employees are entitled to expect that members will treat them with respect and courtesy.",
        "Dignity and respect are on the agenda of the spring conference.",
    )
    seen = {each.expectation.key: each for each in found.expectations}
    assert seen["councillors.respect"].as_expectation
    assert found.of(Gap.NOT_MEASURED) == ()
    assert seen["officers.respect"].where == (1,)
    assert not seen["officers.respect"].as_expectation


def test_what_each_may_expect_of_the_other_names_nobody_who_owes_it():
    found = report("What members may expect of each other:", rule("respect and courtesy", label="-"))
    assert not any(seen.as_expectation for seen in found.expectations)


def test_a_clause_of_ours_stays_that_expectation_when_the_council_rewords_it():
    reworded = rule("We reply swiftly.", kind=Kind.EXPECTATION, owed=Owed.BY_OFFICERS, key="officers.timely")
    seen = {each.expectation.key: each for each in report(reworded).expectations}
    assert seen["officers.timely"].as_expectation


# --------------------------------------------------------------------------------------- law, and the rest


def test_lapsed_law_is_told_with_what_to_cite_instead_and_since_when():
    found = report("Personal data is kept under the Data Protection Act 1998.")
    [finding] = found.of(Gap.LAW_LAPSED)
    assert "24 May 2018" in finding.why
    assert "Data Protection Act 2018" in finding.mend
    assert [row.id for row in finding.law] == ["uk-gdpr"]


def test_the_law_that_is_cited_is_listed_from_the_register():
    found = report("Under the Localism Act 2011 and the Equality Act 2010.")
    assert {"localism-27", "localism-28", "equality-2010-149"} <= {row.id for row in found.cited}


def test_a_principle_without_a_clause_is_named_in_the_words_of_the_nation():
    found = report("Officers are impartial.", nation=Nation.NORTHERN_IRELAND, tier=Tier.DISTRICT)
    told = " ".join(finding.what for finding in found.of(Gap.PRINCIPLE_MISSING))
    assert "promoting good relations" in told
    assert "objectivity" not in told


@pytest.mark.parametrize(
    "text",
    ["Reply within [reply time].", "The Council of [insert name here].", "XXXX Council", "Signed ______"],
)
def test_what_was_left_to_be_filled_in_is_found(text):
    [finding] = report(text).of(Gap.NOT_FILLED_IN)
    assert finding.words[0] in text


def test_all_that_is_to_be_filled_in_is_one_finding_with_every_place():
    found = report("Within [reply time].", "Nothing here.", "Within [reply time] or [review time].")
    [finding] = found.of(Gap.NOT_FILLED_IN)
    assert finding.what == "2 clauses are still to be filled in."
    assert finding.where == (0, 2)
    assert finding.words == ("[reply time]", "[review time]")


def test_brackets_that_only_enclose_are_left_alone():
    assert report("The Council [as it then was] and MMXX.").of(Gap.NOT_FILLED_IN) == ()


def test_findings_come_with_the_urgent_ones_first():
    found = report("The Data Protection Act 1998.", "A councillor may use the disciplinary procedure.")
    order = [list(Gap).index(finding.kind) for finding in found.findings]
    assert order == sorted(order)


def test_a_clause_without_a_number_is_found_by_its_first_words():
    found = report(rule("One two three four five six seven.", label="•"), rule("Short.", label="3(a)"))
    assert found.label(0) == "“One two three four five six …”"
    assert found.label(1) == "3(a)"


def test_a_text_of_which_part_came_from_the_model_is_read_where_it_did_not():
    ours = tuple(c for c in PRINCIPAL.clauses if "correspondence" in c.tags)
    theirs = (
        rule("Members can expect:", label=""),
        rule("honest advice with respect, dignity and courtesy", label="-"),
        rule("leadership in the public interest, open and accountable", label="-"),
    )
    found = gaps((*theirs, *ours), tier=Tier.DISTRICT, nation=Nation.ENGLAND, today=TODAY)
    assert "correspondence" in {family.key for family in found.present}
    assert {seen.expectation.key for seen in found.expectations if seen.as_expectation} == {
        "officers.respect"
    }
    places = {seen.principle.tag: seen.where for seen in found.principles}
    assert 2 in places["selflessness"]
    assert not found.by_reading


def test_an_item_is_found_by_the_label_of_what_it_stands_under_as_well():
    found = report(
        rule("Councillors:", label="3."),
        rule("decide;", label="(b)", depth=1, parent=0),
        rule("at once.", label="(ii)", depth=2, parent=1),
    )
    assert [found.label(place) for place in range(3)] == ["3.", "3(b)", "3(b)(ii)"]


def test_the_same_text_gives_the_same_report():
    clauses = model_for(Tier.TOWN, Nation.ENGLAND, Governance.OTHER).clauses
    first, again = (gaps(clauses, tier=Tier.TOWN, nation=Nation.ENGLAND, today=TODAY) for _ in range(2))
    assert first == again


@pytest.mark.parametrize(
    "piece",
    [
        "underst",
        "Parish ",
        "A-",
        "Mc-Town ",
        "grievance member may ",
        "expect ",
        "[insert ",
        "training ",
        "(",
        "é",
    ],
)
def test_a_text_made_to_be_slow_is_read_all_the_same(piece):
    """Twenty thousand signs without a full stop. A rule that went back over them would never end."""
    found = report(piece * (20_000 // len(piece)))
    assert len(found.families) == 14

"""The model protocol: whole in every edition, plain to read, and nobody else's words."""

import re
from collections import Counter
from pathlib import Path

import pytest

import concordat.protocol.rules
from concordat.people.rules.councils import LOCAL as LOCAL_TIERS
from concordat.people.rules.councils import Governance, Nation, Tier
from concordat.protocol.rules.clauses import Kind
from concordat.protocol.rules.model import (
    INFLUENCE,
    NO_SURPRISES,
    QUESTIONS,
    NoModel,
    asked_in,
    families,
    filled,
    model_for,
    placeholders,
    principles,
)
from concordat.protocol.rules.model.assembling import words
from concordat.protocol.rules.reading import read
from concordat.protocol.rules.writing.markdown import markdown
from tests.protocol.rules.models import LOCAL, PRINCIPAL, every_model
from tests.protocol.rules.texts import LOCAL as LOCAL_PROTOCOL
from tests.protocol.rules.texts import text_of, texts_of_others

RULES = Path(concordat.protocol.rules.__file__).parent
LONGEST_SENTENCE = 40  # words: beyond that a reader has to go back to its beginning
LONGEST_ON_AVERAGE = 20
each_model = pytest.mark.parametrize(
    "model", every_model(), ids=lambda model: f"{model.reach} {model.nation} {model.governance}"
)


def sentences(model):
    for clause in model.clauses:
        for sentence in re.split(r"(?<=[.!?;])\s+", clause.text):
            yield clause.key, sentence.split()


def plain(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", ""))


def runs_of(text: str, *, length: int) -> set[tuple[str, ...]]:
    said = plain(text)
    return {tuple(said[at : at + length]) for at in range(len(said) - length + 1)}


# ------------------------------------------------------------------------------------------------ whole


@each_model
def test_every_family_has_a_heading_and_rules_of_its_own(model):
    assert [clause.heading for clause in model.clauses if clause.depth == 0] == [f.name for f in families()]
    for family in families():
        mine = [clause for clause in model.clauses if family.tag in clause.tags]
        assert sum(clause.kind in {Kind.RULE, Kind.EXPECTATION} for clause in mine) >= 2, family.name


@each_model
def test_both_lists_of_expectations_stand_in_it_each_entry_a_clause_with_its_owner(model):
    owed = Counter(clause.owed for clause in model.clauses if clause.kind is Kind.EXPECTATION)
    assert {str(side): many for side, many in owed.items()} == {
        "by officers to councillors": 11,
        "by councillors to officers": 9,
        "by each to the other": 3,
    }


@each_model
def test_each_of_the_four_design_questions_is_answered_by_clauses(model):
    for question in QUESTIONS:
        assert sum(question in clause.tags for clause in model.clauses) >= 3, question


@each_model
def test_there_are_clauses_on_influence_on_surprises_both_ways_and_limits_as_illustrations(model):
    tagged = {tag: [c for c in model.clauses if tag in c.tags] for tag in (INFLUENCE, NO_SURPRISES, "limits")}
    assert len(tagged[INFLUENCE]) >= 8
    surprises = " ".join(clause.text for clause in tagged[NO_SURPRISES])
    assert re.search(r"tells? all councillors|Councillors learn of", surprises)
    assert re.search(r"Councillors tell the (officer|employee) responsible", surprises)
    illustrated = [clause for clause in tagged["limits"] if clause.kind is Kind.ILLUSTRATION]
    assert len(illustrated) == 4  # a lead-in and three


@each_model
def test_when_things_go_wrong_it_talks_first_apologises_keeps_people_safe_and_names_a_lawful_route(model):
    said = {clause.key: clause.text for clause in model.clauses}
    assert "Conciliation comes before formal steps" in said["repair.conciliation"]
    assert "apology" in said["repair.apology"]
    assert "safe" in said["repair.safe"]
    route = {
        Nation.ENGLAND: "monitoring officer",
        Nation.WALES: "Public Services Ombudsman for Wales",
        Nation.SCOTLAND: "Ethical Standards Commissioner",
        Nation.NORTHERN_IRELAND: "Commissioner for Standards",
    }[model.nation]
    formal = [text for key, text in said.items() if key.startswith("repair.") and "broken the" in text]
    assert any(route in text for text in formal) or model.nation is Nation.WALES
    assert any(route in text for text in said.values())


def test_the_roles_that_add_something_each_have_clauses():
    principal = {tag for clause in PRINCIPAL.clauses for tag in clause.tags}
    local = {tag for clause in LOCAL.clauses for tag in clause.tags}
    assert {
        "chair", "leader", "cabinet member", "scrutiny", "opposition", "group leader", "statutory officer",
        "no overall control",
    } <= principal  # fmt: skip
    assert {"chair", "clerk", "responsible financial officer"} <= local
    assert not {"cabinet member", "scrutiny", "no overall control"} & local


def test_the_form_of_governance_chooses_its_own_clauses():
    keys = {
        form: {clause.key for clause in model_for(Tier.UNITARY, Nation.ENGLAND, form).clauses}
        for form in Governance
    }
    assert "support.leader" in keys[Governance.LEADER_AND_CABINET]
    assert "support.mayor" in keys[Governance.MAYOR_AND_CABINET]
    assert "support.committees" in keys[Governance.COMMITTEES]
    assert not keys[Governance.OTHER] & {"support.leader", "support.mayor", "support.committees"}
    for form in (Governance.COMMITTEES, Governance.OTHER):
        assert not {key for key in keys[form] if "cabinet" in key or key == "support.scrutiny"}


def test_each_edition_is_as_long_as_a_council_will_read():
    for model in every_model():
        assert (3500 if model.reach == "principal" else 2500) <= words(model.clauses)
        assert words(model.clauses) <= (5700 if model.reach == "principal" else 3600)


def test_scotland_and_northern_ireland_have_no_local_councils_and_it_says_so():
    for nation in (Nation.SCOTLAND, Nation.NORTHERN_IRELAND):
        for tier in LOCAL_TIERS:
            with pytest.raises(NoModel, match=f"{nation} has no parish"):
                model_for(tier, nation)


# ---------------------------------------------------------------------------------------------- identity


@each_model
def test_every_clause_has_a_key_of_its_own_and_parents_come_first(model):
    keys = [clause.key for clause in model.clauses]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[a-z-]+(\.[a-z-]+)+", key) for key in keys)
    for place, clause in enumerate(model.clauses):
        assert (clause.parent is None) == (clause.depth == 0)
        if clause.parent is not None:
            assert clause.parent < place
            assert model.clauses[clause.parent].depth == clause.depth - 1


def test_a_key_means_one_clause_in_every_edition_and_nation():
    """Two editions may share a clause; then it reads the same but for the words of Scotland's law."""
    said = {}
    for model in every_model():
        if model.nation is Nation.SCOTLAND:
            continue
        for clause in model.clauses:
            kept = said.setdefault(clause.key, clause)
            assert (kept.heading, kept.text, kept.kind, kept.tags) == (
                clause.heading, clause.text, clause.kind, clause.tags,
            )  # fmt: skip


@each_model
def test_labels_are_unique_among_siblings_and_count_without_gaps(model):
    tops = [clause.label for clause in model.clauses if clause.depth == 0]
    assert tops == [f"{number}." for number in range(1, 15)]
    labels = [(clause.parent, clause.label) for clause in model.clauses]
    assert len(set(labels)) == len(labels)


# ------------------------------------------------------------------------------------------ to be filled in


@each_model
def test_everything_in_brackets_can_be_asked_for(model):
    bracketed = set(re.findall(r"\[([^\]]*)\]", " ".join(clause.text for clause in model.clauses)))
    assert bracketed == {each.key for each in model.placeholders}


def test_no_question_is_kept_that_no_clause_asks():
    asked = {each.key for model in every_model() for each in model.placeholders}
    assert asked == set(placeholders())
    assert all(each.question.endswith("?") and each.example for each in placeholders().values())


def test_what_was_answered_is_filled_in_and_what_was_not_stays_open():
    done = filled(PRINCIPAL.clauses, {"declarations officer": "the monitoring officer", "reply time": " "})
    said = {clause.key: clause.text for clause in done}
    assert said["relationships.manage"].startswith("The monitoring officer settles with both")
    assert "each tell the monitoring officer in confidence" in said["relationships.declare"]
    left = {each.key for each in asked_in(done)}
    assert "declarations officer" not in left
    assert "reply time" in left


# ------------------------------------------------------------------------------------------------ nations


@each_model
def test_every_principle_of_the_nation_has_a_clause_besides_the_one_that_lists_them(model):
    for principle in principles(model.nation):
        bearing = [c for c in model.clauses if principle.tag in c.tags and not c.key.endswith(".principles")]
        assert bearing, principle.name


def test_the_principles_are_as_many_as_the_law_of_each_nation_names():
    assert {nation: len(principles(nation)) for nation in Nation} == {
        Nation.ENGLAND: 7,
        Nation.WALES: 10,
        Nation.SCOTLAND: 9,
        Nation.NORTHERN_IRELAND: 12,
    }


def test_in_scotland_the_words_of_the_annex_are_used_and_posts_keep_their_names():
    model = model_for(Tier.UNITARY, Nation.SCOTLAND, Governance.COMMITTEES)
    text = "\n".join(f"{clause.heading}\n{clause.text}" for clause in model.clauses)
    left = re.findall(r"(?i)(\w+ officers?)\b", re.sub(r"\[[^\]]*\]", "", text))
    posts = r"(monitoring|statutory|chief|proper|finance|work) officers?"
    assert all(re.fullmatch(posts, words.lower()) for words in left)
    assert not re.search(r"\b(?<!committee )chairs?\b", text)
    assert "an employee" in text
    assert "convener" in text
    assert "the monitoring officer" in text
    assert not re.search(r"\b(monitoring|statutory|chief|proper) employee", text)
    # The verb would have become a noun: nobody "conveners" a meeting.
    assert not re.search(r"\b(who|they|to) convener", text)


def test_in_scotland_the_clauses_that_sum_up_the_annex_are_locked_and_lead_back_to_it():
    model = model_for(Tier.UNITARY, Nation.SCOTLAND)
    assert len(model.locked) >= 8
    assert {lock.law for lock in model.locked.values()} == {"scot-annex-a", "scot-code-3"}
    for key, lock in model.locked.items():
        assert "scotland" in key
        assert lock.mark != "read" or lock.paragraphs or key == "purpose.scotland.annex"
    assert not any(other.locked for other in every_model() if other.nation is not Nation.SCOTLAND)


def test_in_wales_headings_have_a_draft_in_welsh_and_elsewhere_none():
    for model in every_model():
        if model.nation is Nation.WALES:
            assert set(model.headings_cy) == {"", *(f"family.{family.key}" for family in families())}
            assert all(model.headings_cy.values())
        else:
            assert model.headings_cy == {}


def test_in_england_what_depends_on_the_coming_law_says_until_when():
    held = {hold.clause: hold for hold in PRINCIPAL.holds}
    assert {"purpose.england.reform", "repair.england.code"} <= set(held)
    assert held["repair.england.code"].law == "standards-reform"
    committees = model_for(Tier.DISTRICT, Nation.ENGLAND, Governance.COMMITTEES)
    assert "support.committees" in {hold.clause for hold in committees.holds}
    assert "support.committees" not in held


# ------------------------------------------------------------------------------------------------ wording


@each_model
def test_no_sentence_is_too_long_and_on_average_they_are_short(model):
    long = [(key, len(sentence)) for key, sentence in sentences(model) if len(sentence) > LONGEST_SENTENCE]
    assert long == []
    lengths = [len(sentence) for _key, sentence in sentences(model) if sentence]
    assert sum(lengths) / len(lengths) <= LONGEST_ON_AVERAGE


@each_model
def test_every_clause_ends_as_a_sentence_or_leads_to_one(model):
    for clause in model.clauses:
        if clause.kind is not Kind.HEADING:
            assert clause.text.endswith((".", ":", ";", "?")), clause.key
            assert "  " not in clause.text


@each_model
def test_nothing_is_said_of_he_or_she_and_no_word_is_left_in_an_older_fashion(model):
    text = " ".join(f"{clause.heading} {clause.text}" for clause in model.clauses)
    assert not re.search(r"(?i)\b(he|she|his|her|him|chairman|chairmen|hereby|thereof|aforesaid)\b", text)


def test_no_eight_words_in_a_row_are_anybody_elses():
    """Over everything we ship of this: clauses, packs, the law, every page and what the program says."""
    ours = {file.name: runs_of(file.read_text(encoding="utf-8"), length=8) for file in shipped()}
    assert len(ours) >= 60
    shared = {
        (name, other, " ".join(run))
        for other, text in texts_of_others().items()
        for theirs in [runs_of(text, length=8)]
        for name, runs in ours.items()
        for run in runs & theirs
    }
    assert shared == set()


def shipped() -> list[Path]:
    room = RULES.parent
    method = room.parents[1] / "docs" / "method" / "model-protocol.md"
    return [file for kind in ("toml", "py", "html", "txt") for file in room.rglob(f"*.{kind}")] + [method]


def test_a_run_of_eight_words_would_be_noticed():
    """A sentence of theirs in the midst of ours, in other marks and capitals."""
    theirs = text_of(LOCAL_PROTOCOL)
    taken = " ".join(plain(theirs)[40:50]).upper()
    assert runs_of(f"Here we say that {taken}; and so on.", length=8) & runs_of(theirs, length=8)


# ---------------------------------------------------------------------------------------- out and in again


@each_model
def test_it_survives_being_written_out_as_markdown_and_read_in_again(model):
    back = read(markdown(model.clauses, title=model.title).encode(), name="model.md")
    assert back.title == model.title
    assert [identity(clause) for clause in back.clauses] == [identity(clause) for clause in model.clauses]


def test_tags_are_plain_words_without_a_comma_so_that_a_list_of_them_can_be_written():
    tags = {tag for model in every_model() for clause in model.clauses for tag in clause.tags}
    assert {tag for tag in tags if not re.fullmatch(r"[a-z ]+\??", tag)} == set()


def identity(clause):
    return (
        clause.key, clause.label, clause.heading, clause.text, clause.kind, clause.depth, clause.parent,
        clause.owed, clause.tags,
    )  # fmt: skip

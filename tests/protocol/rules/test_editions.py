"""The life of an edition, its numbers, its review and its frozen file."""

import json
import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.protocol.rules import freezing, keys, review
from concordat.protocol.rules.clauses import Clause, Kind, Owed
from concordat.protocol.rules.editions import Dated, Numbering, Stage, in_force, stage_of
from concordat.protocol.rules.numbering import letters, numbered, roman
from concordat.protocol.rules.splitting import place_of, places
from concordat.protocol.rules.tree import NotPossible, demoted, moved_down, moved_up, planted, promoted

TODAY = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("days", "on", "number"),
    [
        ([(1, date(2020, 1, 1)), (2, date(2024, 1, 1))], date(2022, 1, 1), 1),
        ([(1, date(2020, 1, 1)), (2, date(2024, 1, 1))], date(2024, 1, 1), 2),
        ([(2, date(2020, 1, 1)), (1, date(2024, 1, 1))], date(2025, 1, 1), 1),
        ([(1, date(2020, 1, 1)), (2, date(2020, 1, 1))], date(2020, 1, 1), 2),
        ([(1, date(2020, 1, 1))], date(2019, 12, 31), None),
        ([(1, None)], date(2026, 1, 1), None),
    ],
)
def test_the_edition_in_force_is_the_one_that_took_effect_last(days, on, number):
    found = in_force([Dated(*each) for each in days], on=on)
    assert (found.number if found else None) == number


@pytest.mark.parametrize(
    ("asked", "stage"),
    [
        ([], Stage.DRAFT),
        ([(date(2026, 7, 2), date(2026, 7, 30))], Stage.DRAFT),
        ([(date(2026, 7, 1), date(2026, 7, 1))], Stage.IN_CONSULTATION),
        ([(date(2026, 6, 1), date(2026, 6, 30))], Stage.CONSULTED),
        (
            [(date(2026, 5, 1), date(2026, 5, 30)), (date(2026, 6, 20), date(2026, 7, 20))],
            Stage.IN_CONSULTATION,
        ),
    ],
)
def test_a_draft_is_what_its_consultations_make_it(asked, stage):
    told = {"others": [], "consultations": asked, "today": TODAY}
    assert stage_of(Dated(0, None), abandoned=False, **told) is stage
    assert stage_of(Dated(0, None), abandoned=True, **told) is Stage.ABANDONED


@pytest.mark.parametrize(
    ("value", "precision", "last"),
    [
        ("2026", "year", date(2026, 12, 31)),
        ("2026-12", "month", date(2026, 12, 31)),
        ("2028-02", "month", date(2028, 2, 29)),
        ("2026-12-16", "day", date(2026, 12, 16)),
    ],
)
def test_a_review_is_as_precise_as_it_was_decided(value, precision, last):
    due = review.Review(value)
    assert (due.precision, due.last_day) == (precision, last)
    assert not due.is_overdue(last)
    assert due.is_overdue(date.fromordinal(last.toordinal() + 1))


@pytest.mark.parametrize("value", ["", "26", "2026-13", "2026-02-30", "2026-00", "0000", "soon", "２０２６"])
def test_what_is_no_date_is_no_review(value):
    with pytest.raises(review.NotADate):
        review.Review(value)


def test_a_cycle_counts_from_the_last_look_and_a_set_date_goes_before_it():
    assert review.due(value="", cycle_months=48, since=date(2021, 12, 16)).value == "2025-12"
    assert review.due(value="", cycle_months=1, since=date(2021, 12, 16)).value == "2022-01"
    assert review.due(value="2026", cycle_months=48, since=date(2021, 12, 16)).value == "2026"
    assert review.due(value="", cycle_months=48, since=None) is None


def a_tree(*depths: int, kind: Kind = Kind.RULE):
    return planted(
        [Clause("", "", f"Words {n}.", kind, depth, key=f"k{n}") for n, depth in enumerate(depths)]
    )


def test_automatic_numbers_follow_the_tree_and_what_is_no_rule_uses_none_up():
    tree = a_tree(0, 1, 1, 2, 2, 3, 0, 1)
    tree = (*tree[:2], replace(tree[2], kind=Kind.NOTE), *tree[3:])
    told = [clause.label for clause in numbered(tree, mode=Numbering.AUTOMATIC)]
    assert told == ["1.", "1.1", "", "(a)", "(b)", "(i)", "2.", "2.1"]


def test_continuous_numbers_run_through_headings_from_where_they_are_told_to():
    tree = a_tree(0, 1, 0, 1)
    tree = (replace(tree[0], kind=Kind.HEADING), tree[1], replace(tree[2], kind=Kind.HEADING), tree[3])
    told = numbered(tree, mode=Numbering.CONTINUOUS, prefix="8.", start=63)
    assert [clause.label for clause in told] == ["", "8.63", "", "8.64"]


def test_kept_numbers_are_those_of_the_source():
    tree = tuple(replace(clause, label="§") for clause in a_tree(0, 1))
    assert numbered(tree, mode=Numbering.KEPT) == tree


def test_letters_and_roman_numbers_go_on_as_far_as_any_list():
    assert [letters(n) for n in (1, 26, 27)] == ["a", "z", "aa"]
    assert [roman(n) for n in (4, 9, 14, 40, 49, 99)] == ["iv", "ix", "xiv", "xl", "xlix", "xcix"]


DEPTHS = st.lists(st.integers(0, 4), min_size=1, max_size=15)


@settings(max_examples=60, deadline=None)
@given(DEPTHS, st.data())
def test_moving_down_and_up_again_leaves_the_tree_as_it_was(depths, data):
    tree = a_tree(*depths)
    place = data.draw(st.integers(0, len(tree) - 1))
    key = tree[place].key
    try:
        there = moved_down(tree, place)
    except NotPossible:  # the last of its level
        return
    again = next(n for n, clause in enumerate(there) if clause.key == key)
    assert moved_up(there, again) == tree


@settings(max_examples=60, deadline=None)
@given(DEPTHS)
def test_no_step_changes_who_is_there_and_a_planted_tree_is_planted(depths):
    tree = a_tree(*depths)
    assert planted(tree) == tree
    for deed in (promoted, demoted, moved_up, moved_down):
        for place in range(len(tree)):
            try:
                after = deed(tree, place)
            except NotPossible:
                continue
            assert {clause.key for clause in after} == {clause.key for clause in tree}
            assert planted(after) == after


FROZEN = {"title": "Ours", "instrument": "ours", "council": "larkfield", "number": 3}


@settings(max_examples=40, deadline=None)
@given(DEPTHS, st.text(max_size=40))
def test_a_frozen_file_holds_every_word_and_reads_back_the_same(depths, words):
    words = words.encode("utf-8", "ignore").decode()
    tree = tuple(replace(clause, text=words, tags=frozenset({"b", "a"})) for clause in a_tree(*depths))
    tree = (replace(tree[0], kind=Kind.EXPECTATION, owed=Owed.BY_BOTH), *tree[1:])
    file = freezing.frozen(tree, **FROZEN)
    assert freezing.read(file) == tree
    assert freezing.holds(file, tree, sha256=freezing.fingerprint(file))
    assert freezing.frozen(tree, **FROZEN) == file


def test_one_letter_more_is_another_fingerprint_and_does_not_hold():
    tree = a_tree(0, 1)
    file = freezing.frozen(tree, **FROZEN)
    sha = freezing.fingerprint(file)
    other = (replace(tree[0], text="Words 0!"), tree[1])
    assert freezing.fingerprint(freezing.frozen(other, **FROZEN)) != sha
    assert not freezing.holds(file, other, sha256=sha)
    assert not freezing.holds(file.replace("Words 1", "Words 2"), tree, sha256=sha)
    assert not freezing.holds(f"{file} ", tree, sha256=sha)  # the same words, and not the same file
    assert json.loads(file)["clauses"][1]["parent"] == "k0"


def test_a_name_spells_no_word_and_begins_with_a_letter():
    chance = random.Random(1)
    names = [keys.fresh(chance) for _ in range(2000)]
    assert len(set(names)) == len(names)
    assert not set("".join(names)) & set("aeiou01ly")
    assert all(name[0].isalpha() and len(name) == 6 for name in names)


def test_a_clause_offers_to_be_split_where_a_reader_would_split_it():
    text = "Officers must: reply soon; say why. They (a) write, and\n- speak."
    found = {text[place:][:6] for place in places(text)}
    assert {"reply ", "say wh", "They (", "(a) wr", "- spea"} <= found
    assert place_of(text, "say   why.") == text.index("say why")
    assert place_of(text, "Officers must") is None
    assert place_of(text, "nothing like it") is None

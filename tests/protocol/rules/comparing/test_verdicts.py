"""Each verdict, on texts of our own."""

from dataclasses import replace

import pytest

from concordat.protocol.rules.comparing import Verdict, compare
from tests.protocol.rules.comparing.trees import one, only, tree, verdicts

OLD = tree("""
# 1 Meetings
  a The chair opens the meeting at the time that the summons states.
  b A member who wishes to speak stands up and faces the chair.
  c The clerk reads out the last minutes.
  d Questions from residents come before the business of the day.
# 2 Papers
  a The clerk sends papers to every member five clear days before the meeting.
  b Late papers are tabled with the leave of the chair.
""")


def test_the_same_text_is_unchanged_throughout():
    comparison = compare(OLD, OLD)
    assert set(verdicts(comparison).values()) == {"unchanged"}
    assert comparison.counts[Verdict.UNCHANGED] == len(OLD)
    assert comparison.warnings == ()


def test_the_same_words_under_another_number_are_renumbered():
    new = tree("""
# 1 Meetings
  a The chair opens the meeting at the time that the summons states.
  b Telephones are switched off.
  c A member who wishes to speak stands up and faces the chair.
  d The clerk reads out the last minutes.
  e Questions from residents come before the business of the day.
# 2 Papers
  a The clerk sends papers to every member five clear days before the meeting.
  b Late papers are tabled with the leave of the chair.
""")
    assert verdicts(compare(OLD, new)) == {
        "1": "unchanged", "1(a)": "unchanged", "1(b)": "new", "1(c)": "renumbered", "1(d)": "renumbered",
        "1(e)": "renumbered", "2": "unchanged", "2(a)": "unchanged", "2(b)": "unchanged",
    }  # fmt: skip


def test_the_same_words_under_another_heading_have_moved():
    new = tree("""
# 1 Meetings
  a The chair opens the meeting at the time that the summons states.
  b A member who wishes to speak stands up and faces the chair.
  c Questions from residents come before the business of the day.
# 2 Papers
  a The clerk sends papers to every member five clear days before the meeting.
  b Late papers are tabled with the leave of the chair.
  c The clerk reads out the last minutes.
""")
    comparison = compare(OLD, new)
    assert verdicts(comparison)["2(c)"] == "moved"
    assert comparison.counts[Verdict.MOVED] == 1
    assert comparison.counts[Verdict.RENUMBERED] == 1


def test_two_clauses_that_became_one_are_restructured():
    new = tree("""
# 1 Meetings
  a The chair opens the meeting at the time that the summons states.
  b A member who wishes to speak stands up and faces the chair. The clerk reads out the last minutes.
  c Questions from residents come before the business of the day.
# 2 Papers
  a The clerk sends papers to every member five clear days before the meeting.
  b Late papers are tabled with the leave of the chair.
""")
    rows = [pair for pair in compare(OLD, new).pairs if pair.verdict is Verdict.RESTRUCTURED]
    assert [(row.old.path, row.new.path) for row in rows] == [("1(b)", "1(b)"), ("1(c)", "1(b)")]
    assert len({row.group for row in rows}) == 1
    turned = [pair for pair in compare(new, OLD).pairs if pair.verdict is Verdict.RESTRUCTURED]
    assert [(row.old.path, row.new.path) for row in turned] == [("1(b)", "1(b)"), ("1(b)", "1(c)")]


def test_clauses_that_became_items_of_the_one_before_are_restructured():
    new = tree("""
# 1 Meetings
  a The chair opens the meeting at the time that the summons states.
    i A member who wishes to speak stands up and faces the chair.
    ii The clerk reads out the last minutes.
  b Questions from residents come before the business of the day.
# 2 Papers
  a The clerk sends papers to every member five clear days before the meeting.
  b Late papers are tabled with the leave of the chair.
""")
    assert verdicts(compare(OLD, new)) == {
        "1": "unchanged", "1(a)": "restructured", "1(a)(i)": "restructured", "1(a)(ii)": "restructured",
        "1(b)": "renumbered", "2": "unchanged", "2(a)": "unchanged", "2(b)": "unchanged",
    }  # fmt: skip


def test_a_list_made_of_a_paragraph_is_restructured_unless_its_marks_are_doubted():
    old = tree("1 Members must: keep confidences; treat officers with respect; and declare gifts.")
    new = tree("""
1 Members must:
  a keep confidences;
  b treat officers with respect; and
  c declare gifts.
""")
    assert verdicts(compare(old, new)) == {"1": "restructured"}
    assert verdicts(compare(new, old)) == {"1": "restructured"}
    doubted = tuple(replace(clause, doubts=("It is printed without a mark.",)) for clause in new)
    assert verdicts(compare(old, doubted)) == {"1": "unchanged"}


@pytest.mark.parametrize(
    "new",
    [
        "the officer must reply to a member within 10 working days",
        "An Officer must reply to a Member within ten working days.",
        "The employee must reply to a councillor within 10 working days.",
        "The officer must reply to a mem ber within 10 working days.",
    ],
)
def test_spelling_spacing_articles_and_swapped_terms_are_editorial(new: str):
    pair = only(compare(one("The officer must reply to a member within 10 working days."), one(new)))
    assert (pair.verdict, pair.in_force, pair.asks_again) == (Verdict.EDITORIAL, False, False), pair.why


def test_other_wording_without_a_sign_of_force_is_for_the_council_to_decide():
    pair = only(
        compare(
            one("The council values courtesy in the chamber and beyond it."),
            one("The council values good manners in the chamber and beyond it."),
        )
    )
    assert (pair.verdict, pair.in_force, pair.council_decides) == (Verdict.CHANGED, False, True)
    assert pair.words_changed == 2

"""Cross-references: followed where they follow their clause, told where they do not."""

import pytest

from concordat.protocol.rules.comparing import Fault, Verdict, compare
from concordat.protocol.rules.comparing.pointing import references
from tests.protocol.rules.comparing.trees import tree, verdicts

OLD = tree("""
1 The minutes are kept by the clerk.
2 The quorum of a meeting is three.
3 The press may sit at the front.
4 Minutes are public (see paragraph 1). A meeting needs its quorum (see paragraph 2).
""")


def test_a_reference_that_leads_to_another_clause_now_is_stale():
    new = tree("""
1 The agenda is published on the website by the Friday before.
2 The minutes are kept by the clerk.
3 The quorum of a meeting is three.
4 The press may sit at the front.
5 Minutes are public (see paragraph 1). A meeting needs its quorum (see paragraph 2).
""")
    comparison = compare(OLD, new)
    assert [(one.reference, one.fault, one.now_at) for one in comparison.stale] == [
        ("paragraph 1", Fault.POINTS_ELSEWHERE, "2"),
        ("paragraph 2", Fault.POINTS_ELSEWHERE, "3"),
    ]
    assert all(one.within == "5" and one.sentence in comparison.warnings for one in comparison.stale)
    assert verdicts(comparison)["5"] == "renumbered"


def test_a_reference_that_was_changed_with_its_clause_is_editorial_and_not_stale():
    new = tree("""
1 The agenda is published on the website by the Friday before.
2 The minutes are kept by the clerk.
3 The quorum of a meeting is three.
4 The press may sit at the front.
5 Minutes are public (see paragraph 2). A meeting needs its quorum (see paragraph 3).
""")
    comparison = compare(OLD, new)
    assert comparison.stale == ()
    (pair,) = [pair for pair in comparison.pairs if pair.new.path == "5"]
    assert (pair.verdict, pair.in_force) == (Verdict.EDITORIAL, False)
    assert "reference" in pair.why


def test_a_reference_that_was_turned_to_another_clause_has_force():
    old = tree("""
1 Members ask first. Subject to standing order 2(a), they may speak.
# 2 Limits
  a Speeches end after five minutes.
  b Questions end after one minute.
""")
    new = tree("""
1 Members ask first. Subject to standing order 2(b), they may speak.
# 2 Limits
  a Speeches end after five minutes.
  b Questions end after one minute.
""")
    (pair,) = compare(old, new).changed_in_force
    assert "reference" in {reason.what for reason in pair.reasons}


def test_a_reference_to_what_is_gone_or_has_changed_is_told_apart():
    new = tree("""
1 The minutes are kept by the clerk for six years.
2 The press may sit at the front.
3 Minutes are public (see paragraph 1). A meeting needs its quorum (see paragraph 2).
""")
    found = {one.reference: one.fault for one in compare(OLD, new).stale}
    assert found == {"paragraph 1": Fault.TARGET_CHANGED, "paragraph 2": Fault.GONE}


def test_a_reference_into_a_list_whose_first_item_lost_its_mark_counts_from_the_first():
    old = tree("""
1 The council shall:
  - set the terms;
  i set the number; and
  ii set the place.
2 The place is set under paragraph 1(iii).
""")
    new = tree("""
1 The council shall:
  i set the terms;
  ii set the number; and
  iii set the place.
2 The place is set under paragraph 1(iii).
""")
    assert compare(old, new).stale == ()


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("compare standing orders 11, 20 and 21", [("11",), ("20",), ("21",)]),
        ("see standing orders 15(b)(xii) and (xvii)", [("15", "b", "xii"), ("15", "b", "xvii")]),
        ("as 3(a) says", [("3", "a")]),
        ("paragraphs 8 to 11", [("8",), ("9",), ("10",), ("11",)]),
        ("in paragraph 8.63", [("8", "63")]),
        ("section 29(2) of the Localism Act 2011", []),
        ("under rule 4 of the Procurement Regulations", []),
        ("within 10 days of 3 meetings", []),
        ("paragraph 4 of the Council’s constitution", []),
        ("section 3 of its Code", []),
        ("the Localism Act 2011, section 28", []),
        ("see Appendix A", [("a",)]),
        ("as (c) above says", []),
        ("gweler paragraff 4 a 5", [("4",), ("5",)]),
    ],
)
def test_references_are_read_as_they_are_written(text: str, paths: list[tuple[str, ...]]):
    assert [reference.path for reference in references(text)] == paths


def test_what_stands_within_a_range_is_referred_to_as_well():
    """Paragraphs 1 to 3 mean the second too: that it is gone was not told."""
    old = tree("""
1 The minutes are kept by the clerk.
2 The quorum of a meeting is three.
3 The press may sit at the front.
4 Nothing in paragraphs 1 to 3 limits the law.
""")
    new = tree("""
1 The minutes are kept by the clerk.
2 Cameras are allowed at every meeting in public.
3 The press may sit at the front.
4 Nothing in paragraphs 1 to 3 limits the law.
""")
    assert [(one.reference, one.fault) for one in compare(old, new).stale] == [("paragraphs 2", Fault.GONE)]


def test_an_appendix_is_no_item_of_a_list():
    old = tree("""
- The clerk keeps the seal, as Appendix A says.
a The chair signs.
""")
    new = tree("""
- The clerk keeps the seal, as Appendix A says.
a The leader signs each of the agreements in person.
""")
    assert compare(old, new).stale == ()

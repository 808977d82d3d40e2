"""Who goes with whom: by permanent key, by what is said, and as a person has said."""

from concordat.protocol.rules.comparing import Verdict, compare
from tests.protocol.rules.comparing.trees import tree, verdicts

KEYED = tree("""
# 1 Letters key=letters
  a Officers answer letters from members within 10 working days. key=answer
  b Members send letters to the head of service. key=send
""")


def test_a_permanent_key_outweighs_words_and_number():
    new = tree("""
# 1 Letters key=letters
  a Members send letters to the head of service. key=answer
  b Officers answer letters from members within 10 working days. key=send
""")
    pairs = {pair.old.key: pair for pair in compare(KEYED, new).pairs}
    assert all(pair.old.key == pair.new.key for pair in pairs.values())
    assert pairs["answer"].in_force
    assert pairs["send"].in_force


def test_without_keys_on_both_sides_words_decide():
    new = tree("""
# 1 Letters
  a Members send letters to the head of service.
  b Officers answer letters from members within 10 working days.
""")
    pairs = [(pair.old.key, pair.new.path) for pair in compare(KEYED, new).pairs if pair.old and pair.new]
    assert sorted(pairs) == [("answer", "1(b)"), ("letters", "1"), ("send", "1(a)")]


OLD = tree("""
# 1 Letters
  a Officers answer letters within 10 working days.
  b The clerk opens the post.
# 2 Calls
  a Officers return calls on the same day.
""")
NEW = tree("""
# 1 Letters
  a Officers answer letters within 10 working days.
  b Post is opened by whoever comes first.
# 2 Calls
  a Officers return calls on the same day.
""")


def test_a_person_pairs_what_the_words_did_not_and_it_is_said_so():
    assert verdicts(compare(OLD, NEW))["1(b)"] in ("new", "removed")
    comparison = compare(OLD, NEW, pairs=[(2, 2)])
    (pair,) = [pair for pair in comparison.pairs if pair.new and pair.new.at == 2]
    assert pair.old.at == 2
    assert pair.verdict is Verdict.CHANGED
    assert pair.why.endswith("Paired by a person.")


def test_a_person_parts_what_the_words_had_put_together():
    comparison = compare(OLD, NEW, pairs=[(1, None), (None, 1)])
    told = {
        (pair.old.at if pair.old else None, pair.new.at if pair.new else None) for pair in comparison.pairs
    }
    assert {(1, None), (None, 1)} <= told
    assert (1, 1) not in told


def test_a_person_says_that_one_clause_became_two():
    comparison = compare(OLD, NEW, pairs=[(2, 2), (2, 4)])
    rows = [pair for pair in comparison.pairs if pair.old and pair.old.at == 2]
    assert [row.new.at for row in rows] == [2, 4]
    assert len({row.group for row in rows}) == 1


def test_a_person_pairs_an_item_of_a_list_and_it_stands_for_itself():
    old = tree("""
1 Officers will:
  a answer letters;
  b return calls the same day.
""")
    new = tree("""
1 Officers will answer letters.
2 Calls are returned by the next morning.
""")
    comparison = compare(old, new, pairs=[(2, 1)])
    (pair,) = [pair for pair in comparison.pairs if pair.old and pair.old.at == 2]
    assert pair.new.path == "2"


def test_what_was_rewritten_between_the_same_neighbours_is_the_same_clause():
    old = tree("""
1 The council meets in May.
2 The head of service may refuse.
3 The minutes are public.
""")
    new = tree("""
1 The council meets in May.
2 Any officer may refuse.
3 The minutes are public.
""")
    assert verdicts(compare(old, new)) == {"1": "unchanged", "2": "changed", "3": "unchanged"}


def test_the_same_words_in_many_places_go_together_by_number_and_order():
    old = tree("""
# 1 Letters
  - See also order 3.
# 2 Calls
  - See also order 3.
# 3 Visits
""")
    new = tree("""
# 1 Letters
# 2 Calls
  - See also order 3.
# 3 Visits
""")
    comparison = compare(old, new)
    assert [(pair.old.at, pair.new.at) for pair in comparison.having(Verdict.UNCHANGED)] == [
        (0, 0), (2, 1), (3, 2), (4, 3),
    ]  # fmt: skip
    assert [pair.old.at for pair in comparison.having(Verdict.REMOVED)] == [1]


def test_a_line_about_adoption_is_no_rule():
    old = tree("""
1 The council meets in May.
- Adopted by the council on 7 May 2019
""")
    new = tree("""
1 The council meets in May.
- Adopted by the council on 14 July 2020
""")
    comparison = compare(old, new)
    assert verdicts(comparison)["1"] == "unchanged"
    assert comparison.pairs[1].verdict is Verdict.EDITORIAL
    assert comparison.asks_again == ()
    # Nor is one that stands in one text only: nobody is asked about it.
    assert compare(old[:1], new).asks_again == ()
    # A rule about adopting is a rule.
    rule = tree("1 Reviewed papers must be adopted within 3 months.")
    other = tree("1 Reviewed papers must be adopted within 6 months.")
    assert compare(rule, other).changed_in_force


def test_new_rules_ask_again_and_what_is_only_moved_or_editorial_does_not():
    new = tree("""
# 1 Letters
  a Officers answer letters within ten working days.
  b The clerk opens the post.
# 2 Visits
# 3 Calls
  a Officers return calls on the same day.
  b Calls are noted in a book.
""")
    comparison = compare(OLD, new)
    assert [pair.new.path for pair in comparison.asks_again] == ["3(b)"]

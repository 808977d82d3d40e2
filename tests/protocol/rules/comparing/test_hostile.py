"""Texts that nobody would write, and somebody may hand in: compared within bounds, or refused."""

import random

import pytest

from concordat.protocol.rules.clauses import Clause, Kind
from concordat.protocol.rules.comparing import TooLarge, Verdict, compare
from concordat.protocol.rules.comparing.differences import ops, runs


def rule(text: str, *, depth: int = 0, parent: int | None = None) -> Clause:
    return Clause("1.", "", text, Kind.RULE, depth, parent)


@pytest.mark.slow
def test_ten_thousand_identical_clauses_go_together_in_order():
    old, new = (rule("Members reply."),) * 10_000, (rule("Members reply."),) * 9_000
    comparison = compare(old, new)
    assert comparison.counts[Verdict.UNCHANGED] == 9_000
    assert comparison.counts[Verdict.REMOVED] == 1_000
    assert all(pair.old.at == pair.new.at for pair in comparison.having(Verdict.UNCHANGED))


@pytest.mark.slow
def test_ten_thousand_clauses_that_are_nearly_the_same_are_told_apart():
    old = tuple(rule(f"Members must reply to number {number}.") for number in range(10_000))
    new = tuple(rule(f"Members should reply to number {number}.") for number in range(10_000))
    comparison = compare(old, new)
    assert comparison.counts[Verdict.CHANGED] == len(comparison.changed_in_force) == 10_000
    assert all(pair.old.at == pair.new.at for pair in comparison.pairs)


@pytest.mark.slow
def test_one_clause_of_a_megabyte_is_compared_word_by_word():
    chance = random.Random(1)
    letters = str.maketrans("0123456789", "abcdefghij")  # a number in a word would be a word by itself
    words = [f"word{chance.randrange(2_000)}".translate(letters) for _ in range(120_000)]
    changed = list(words)
    for place in range(50, len(changed), 4_000):
        changed[place] = "must"
    (pair,) = compare((rule(" ".join(words)),), (rule(" ".join(changed)),)).pairs
    assert (pair.verdict, pair.in_force, pair.words_changed) == (Verdict.CHANGED, True, 30)


@pytest.mark.slow
def test_a_list_of_thousands_of_items_and_a_ladder_of_thousands_of_steps_are_no_trouble():
    lead, items = rule("Officers will:"), [rule(f"do thing {at};", depth=1, parent=0) for at in range(3_000)]
    (pair,) = compare((lead, *items), (lead, *items[:-1])).pairs
    assert pair.in_force
    ladder = tuple(
        rule(f"Step {at} holds that,", depth=at, parent=at - 1 if at else None) for at in range(3_000)
    )
    assert {pair.verdict for pair in compare(ladder, ladder).pairs} == {Verdict.UNCHANGED}


@pytest.mark.slow
def test_a_text_without_a_space_is_no_trouble_to_any_pattern():
    for sign in ("A", "1", "1.", "(", "a'", "- ", '."', "A of "):
        text = sign * (200_000 // len(sign)) + " Council"
        assert compare((rule(text),), (rule(text + " House"),)).pairs


def test_empty_texts_and_empty_clauses_are_texts():
    assert compare((), ()).pairs == ()
    assert [pair.verdict for pair in compare((), (rule("Members reply."),)).pairs] == [Verdict.NEW]
    assert compare((rule(""), rule("")), (rule(""),)).counts[Verdict.UNCHANGED] == 1


def test_more_text_than_can_be_compared_is_refused_in_a_sentence():
    huge = (rule("x" * 6_000_000),)
    with pytest.raises(TooLarge, match="at most 10 million are compared"):
        compare(huge, huge)


@pytest.mark.parametrize("seed", range(20))
def test_a_difference_leads_from_one_text_to_the_other_even_where_it_is_found_by_anchors(seed, monkeypatch):
    monkeypatch.setattr("concordat.protocol.rules.comparing.differences.LARGEST_TABLE", 100)
    chance = random.Random(seed)
    old = [chance.choice("abcdefghij") * chance.randint(1, 3) for _ in range(chance.randint(0, 200))]
    new = [word for word in old if chance.random() < 0.8] + ["z"] * chance.randint(0, 5)
    made: list[str] = []
    for op in ops(old, new):
        if op.kept:
            assert old[op.i1 : op.i2] == new[op.j1 : op.j2]
        assert op.j1 == len(made)
        made += new[op.j1 : op.j2]
    assert made == new
    text = {"old": " ".join(old), "new": " ".join(new)}
    told = runs(text["old"], text["new"], exact=True)
    assert "".join(run.text for run in told if run.did != "inserted") == text["old"]
    assert "".join(run.text for run in told if run.did != "deleted") == text["new"]

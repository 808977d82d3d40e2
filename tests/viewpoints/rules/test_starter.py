"""Our own forty-eight statements: whole, balanced, short, in both languages, each with its source."""

import re
from collections import Counter
from pathlib import Path

from concordat.viewpoints.rules.drafts import starter
from concordat.viewpoints.rules.starter import LONGEST, edition, starter_set


def test_there_are_forty_eight_each_with_a_key_of_its_own_in_order():
    assert [each.key for each in starter_set()] == [f"s{n:02d}" for n in range(1, 49)]
    for column in ("words", "words_cy"):
        assert len({getattr(each, column).casefold() for each in starter_set()}) == 48


def test_every_theme_has_as_many_that_speak_of_ease_as_of_strain():
    counted = Counter((each.theme, each.direction) for each in starter_set())
    assert len(counted) == 16
    assert set(counted.values()) == {3}


def test_each_fits_on_a_card_and_is_one_sentence():
    for each in starter_set():
        assert len(each.words) <= LONGEST, each.key
        assert len(each.words_cy) <= LONGEST + 10, each.key
        assert re.fullmatch(r"[A-Z][^.?!]*\.", each.words), each.key
        assert each.words_cy.endswith("."), each.key


def test_each_names_the_rows_of_the_ledger_from_which_its_subject_comes():
    for each in starter_set():
        assert re.fullmatch(r"Ledger L\d{3}(, L\d{3})*", each.source), each.key


def test_the_welsh_of_all_of_them_is_marked_as_a_draft_to_be_checked():
    begun = starter().statements
    assert len(begun) == 48
    assert all(each.words_cy and each.draft_cy for each in begun)


def test_nothing_in_them_is_sorted_by_one_side_alone():
    """No statement says "I am" or "my officers": both sides can lay it."""
    for each in starter_set():
        assert not re.search(r"\b(I|my|me|our (officers|members)|your)\b", each.words), each.key


def test_the_method_page_lists_every_statement_as_it_is():
    page = (Path(__file__).parents[3] / "docs" / "method" / "starter-set.md").read_text(encoding="utf-8")
    assert edition() in page
    for each in starter_set():
        source = each.source.removeprefix("Ledger ")
        assert f"| {each.key} | {each.words} | {each.direction} | {source} |" in page
        assert f"### {each.theme}\n" in page

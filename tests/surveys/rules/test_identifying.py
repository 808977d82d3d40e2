"""Words that could show who wrote a comment: what is marked, and what is let be."""

from itertools import pairwise

import pytest

from concordat.surveys.rules.identifying import Known, Why, identifying, pieces

LARKFIELD = Known(
    names=("Amara O'Neill", "Cllr Siân ap Rhys", "Mark Green", "Anne Smith-Jones", "Jo Li", "Gwen Moss"),
    posts=("monitoring officer", "section 151 officer", "chief executive"),
    places=("Mill Lane", "Legal"),
)


def marked(text: str) -> list[tuple[str, Why]]:
    return [(mark.words, mark.why) for mark in identifying(text, known=LARKFIELD)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Amara helped me.", "Amara"),
        ("It was amara’s idea", "amara"),
        ("ask O’Neill", "O’Neill"),
        ("Amara O'Neill said so", "Amara O'Neill"),
        ("and sian never rang back", "sian"),
        ("I told Smith about it", "Smith"),
        ("then Jones came", "Jones"),
        ("mark green was there", "mark green"),
        ("so I asked Mark twice", "Mark"),
        ("it was Jo again", "Jo"),
    ],
)
def test_a_name_of_the_roster_is_found_full_first_or_last_and_however_it_is_typed(text, words):
    assert marked(text) == [(words, Why.NAME)]


@pytest.mark.parametrize(
    "text",
    [
        "Mark my words: the grass is green.",
        "Green is not a colour that I mark up.",
        "A rolling stone gathers no moss.",
        "We all go. Will you?",
        "Samara and annexes are other words",
        "the anner and the smithy",
    ],
)
def test_a_name_that_is_also_a_word_is_let_be_where_it_is_one(text):
    assert marked(text) == []


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("the Monitoring Officer listens", "Monitoring Officer", Why.POST),
        ("our s151 is fair", "s151", Why.POST),
        ("the chief exec knows", "chief exec", Why.POST),
        ("people in mill lane wait", "mill lane", Why.PLACE),
        ("we in Legal are few", "Legal", Why.PLACE),
        ("on 12 March 2025 it broke", "12 March 2025", Why.DATE),
        ("since 3rd of June", "3rd of June", Why.DATE),
        ("by March 12th, 2026", "March 12th, 2026", Why.DATE),
        ("in May 2024 we met", "May 2024", Why.DATE),
        ("on 3/4/25 at noon", "3/4/25", Why.DATE),
        ("at 2026-03-27", "2026-03-27", Why.DATE),
        ("dydd Llun 12 Mawrth", "12 Mawrth", Why.DATE),
        ("ar 3 o Fedi y bu", "3 o Fedi", Why.DATE),
        ("ffoniais ddydd Iau", "ddydd Iau", Why.DATE),
        ("a’r Swyddog Monitro yn iawn", "Swyddog Monitro", Why.POST),
        ("gan ein Prif Weithredwr ni", "Prif Weithredwr", Why.POST),
        ("a’i brif weithredwr", "brif weithredwr", Why.POST),
        ("it was said last Tuesday", "last Tuesday", Why.DATE),
        ("ring 01234 567 890 now", "01234 567 890", Why.TELEPHONE),
        ("ring +44 (0)20 7946 0958", "+44 (0)20 7946 0958", Why.TELEPHONE),
        ("write to me@larkfield.example", "me@larkfield.example", Why.ADDRESS),
        ("see https://larkfield.example/x", "https://larkfield.example/x", Why.ADDRESS),
        ("as the only woman here", "as the only woman", Why.APART),
        ("I’m the longest serving", "I’m the longest serving", Why.APART),
        ("in my 14 years here", "in my 14 years", Why.APART),
        ("since I was elected", "since I was elected", Why.APART),
        ("nobody asks about my ward", "my ward", Why.APART),
        ("fel yr unig un", "fel yr unig un", Why.APART),
    ],
)
def test_posts_places_days_numbers_and_turns_of_phrase_are_found(text, words, why):
    assert marked(text) == [(words, why)]


@pytest.mark.parametrize(
    "text",
    [
        "The legal advice may come late, and it may march on.",
        "Section 12 of the plan, 27 of 30 pages, at a cost of 1,250,000 pounds.",
        "On most days reports come too late. The only thing that helps is to ask.",
        "Nobody is the officer for everything.",
        "",
    ],
)
def test_ordinary_words_are_let_be(text):
    assert marked(text) == []


def test_what_overlaps_is_marked_once_and_the_pieces_give_the_text_again():
    text = "As the only monitoring officer\nI told Amara O’Neill on 3 May."
    marks = identifying(text, known=LARKFIELD)
    assert all(a.end <= b.start for a, b in pairwise(marks))
    cut = pieces(text, marks)
    assert "".join(piece for piece, _ in cut) == text
    assert [piece for piece, is_marked in cut if is_marked] == [mark.words for mark in marks]


def test_a_thousand_hostile_signs_are_looked_through_at_once():
    for text in ("0 " * 500, "a@" * 500, "as the only " * 80, "-" * 1000, "İß" * 500, "March " * 160):
        marks = identifying(text, known=LARKFIELD)
        assert all(text[mark.start : mark.end] == mark.words for mark in marks)

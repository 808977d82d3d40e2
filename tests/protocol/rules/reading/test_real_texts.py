"""What a person finds in eleven real texts, the reader finds too."""

import pytest

from concordat.protocol.rules.clauses import Kind, Owed
from concordat.protocol.rules.reading import unplaced
from concordat.protocol.rules.reading.checking import twice_placed
from tests.protocol.rules.reading.real_texts import FOLDER, below, children, labels, needed, reading_of

pytestmark = needed

ALL = sorted(file.name for file in FOLDER.glob("*.txt"))
HEADER = 5

# Lettered clauses of each order, as counted by hand.
OF_2018 = {
    1: 20, 2: 3, 3: 23, 4: 4, 5: 10, 6: 4, 7: 2, 9: 8, 10: 1, 11: 4, 12: 5, 13: 3, 14: 4, 15: 2, 17: 4, 18: 6,
    19: 7, 21: 6, 23: 2, 24: 2, 25: 1, 26: 4,
}  # fmt: skip
OF_2020 = OF_2018 | {3: 21, 9: 7, 25: 2, 27: 4}
ONE_PARAGRAPH = {8, 16, 20, 22}


@pytest.mark.parametrize("name", ALL)
def test_nothing_of_it_is_lost_and_nothing_stands_twice(name):
    reading = reading_of(name)
    assert unplaced(reading) == ()
    assert twice_placed(reading) == ()
    assert [each.reason for each in reading.left_out[:HEADER]] == ["header of the file"] * HEADER


# ------------------------------------------------------------------------------ the local protocol


def test_the_local_protocol_has_its_headings_expectations_and_illustrations():
    reading = reading_of("full_11")
    top = children(reading, None)
    assert [clause.kind for clause in top] == [Kind.RULE] * 3 + [Kind.HEADING] * 4
    assert not any(clause.label.strip("-") for clause in reading.clauses)
    owed = [clause.owed for clause in reading.clauses if clause.kind is Kind.EXPECTATION]
    assert owed == [Owed.BY_OFFICERS] * 11 + [Owed.BY_COUNCILLORS] * 7
    assert sum(clause.kind is Kind.ILLUSTRATION for clause in reading.clauses) == 3
    heads = [place for place, clause in enumerate(reading.clauses) if clause.kind is Kind.HEADING]
    assert [len(children(reading, place)) for place in heads] == [6, 2, 1, 3]


def test_the_local_protocol_says_when_it_was_adopted_and_the_month_of_its_review():
    reading = reading_of("full_11")
    assert reading.adopted is not None
    assert (reading.adopted.value, reading.adopted.precision) == ("2021-12-16", "day")
    assert (reading.adopted.body, reading.adopted.minute) == ("", "")
    assert reading.review is not None
    assert (reading.review.value, reading.review.precision) == ("2026-12", "month")


# ------------------------------------------------------------------------------ the pair of standing orders


@pytest.mark.parametrize(("name", "orders"), [("full_03", OF_2018), ("full_02", OF_2020)])
def test_standing_orders_have_every_order_and_every_lettered_clause(name, orders):
    reading = reading_of(name)
    top = children(reading, None)
    assert labels(top) == [str(n) for n in sorted({*orders, *ONE_PARAGRAPH})]
    for order, count in orders.items():
        lettered = labels([c for c in children(reading, below(reading, str(order))) if c.label])
        assert lettered == [chr(97 + n) for n in range(count)], order
    for order in ONE_PARAGRAPH:
        rules = [c for c in children(reading, below(reading, str(order))) if c.kind is not Kind.NOTE]
        assert [(c.label, c.kind) for c in rules] == [("", Kind.RULE)], order


@pytest.mark.parametrize(("name", "day"), [("full_03", "2018-08-20"), ("full_02", "2020-09-28")])
def test_standing_orders_were_adopted_by_the_council_and_state_no_review(name, day):
    reading = reading_of(name)
    assert reading.title == "STANDING ORDERS"
    assert reading.adopted is not None
    assert (reading.adopted.value, reading.adopted.body) == (day, "Council")
    assert reading.review is None


@pytest.mark.parametrize(
    ("name", "lists"),
    [
        ("full_03", ["1o", "1r", "3s", "4d", "5j", "10a", "14d", "15b", "17c", "18a", "18c", "25a"]),
        ("full_02", ["1o", "1r", "3q", "4d", "5j", "15b"]),
    ],
)
def test_the_first_item_of_a_list_that_lost_its_mark_is_the_first_again(name, lists):
    reading = reading_of(name)
    found = []
    for place, clause in enumerate(reading.clauses):
        items = children(reading, place)
        if items and any("has lost its mark" in doubt for item in items for doubt in item.doubts):
            parent = clause.parent
            assert parent is not None
            found.append(reading.clauses[parent].label + clause.label.strip("."))
            assert labels(items)[:2] == ["i", "ii"]
    assert found == lists


def test_the_stamp_the_index_and_the_pages_of_2018_are_left_out_by_name():
    reading = reading_of("full_03")
    reasons = [each.reason for each in reading.left_out]
    assert reasons.count("page number") == 14
    assert reasons.count("index") == 26
    assert [e.text for e in reading.left_out if e.reason == "text set sideways"] == [
        "HMZHOT",
        "FER",
        "TNEMUCOD",
    ]


def test_a_heading_over_two_lines_is_one_heading():
    reading = reading_of("full_03")
    assert reading.clauses[below(reading, "9")].heading.endswith("GIVEN TO THE PROPER OFFICER")


def test_a_line_that_begins_with_the_word_a_is_no_clause_a():
    reading = reading_of("full_03")
    first = children(reading, below(reading, "18", "c"))[0]
    assert first.label == "i"
    assert first.text.startswith("a specification")


# ------------------------------------------------------------------------------ the data protection pair


@pytest.mark.parametrize("name", ["full_07", "full_08"])
def test_the_policies_have_six_headings_and_a_list_of_seven_principles(name):
    reading = reading_of(name)
    assert reading.title == "DATA PROTECTION POLICY"
    headings = [place for place, clause in enumerate(reading.clauses) if clause.kind is Kind.HEADING]
    assert len(headings) == 6
    lists = [children(reading, place) for place in range(len(reading.clauses)) if place not in headings]
    assert max(map(len, lists)) == 7
    assert reading.adopted is None


# ------------------------------------------------------------------------------ the openings


def test_children_that_restart_at_one_keep_their_labels():
    reading = reading_of("open_03")
    assert labels(children(reading, None)) == ["1"]
    inner = below(reading, "1")
    assert reading.clauses[inner].heading == "Introduction"
    assert labels(children(reading, inner)) == ["1", "2", "3", "4", "5", "6"]
    first = below(reading, "1", "1")
    assert [clause.kind for clause in children(reading, first)] == [Kind.DEFINITION]
    assert len(children(reading, below(reading, "1", "6"))) == 3
    assert reading.adopted is None


def test_numbers_of_a_larger_part_make_no_chapter():
    reading = reading_of("open_13")
    assert [clause.label for clause in reading.clauses if clause.label] == [
        f"8.{number}" for number in range(63, 69)
    ]
    assert [clause.label for clause in children(reading, None)] == ["8.63", "8.64", ""]


def test_a_flattened_list_is_read_with_little_confidence():
    reading = reading_of("open_15")
    top = children(reading, None)
    assert [clause.heading for clause in top] == [
        "Introduction",
        "The Role of Councillors and Employees",
        "The Role of Councillors",
    ]
    assert [len(children(reading, reading.clauses.index(clause))) for clause in top] == [1, 4, 1]
    assert all(clause.confidence < 0.7 for clause in reading.clauses)
    assert reading.adopted is None


def test_six_paragraphs_that_are_all_one_are_counted_openly():
    reading = reading_of("open_17")
    assert labels([clause for clause in reading.clauses if clause.label]) == ["1", "2", "3", "4", "5", "6"]
    assert any("6 paragraphs are all printed as" in warning for warning in reading.warnings)
    assert reading.title == "PROTOCOL ON COUNCILLOR/OFFICER RELATIONSHIPS"


@pytest.mark.parametrize("name", ["open_23a", "open_23b"])
def test_the_guidance_has_three_numbered_rules_and_no_navigation(name):
    reading = reading_of(name)
    numbered = [clause for clause in reading.clauses if clause.label]
    assert labels(numbered) == ["1", "2", "3"]
    assert {clause.kind for clause in numbered} == {Kind.RULE}
    assert [each.text for each in reading.left_out if each.reason == "navigation"] == ["Skip to content"]

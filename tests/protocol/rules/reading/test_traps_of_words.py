"""Texts whose words mislead: dates, definitions, two languages, another council, law that has lapsed."""

from concordat.protocol.rules.clauses import Kind
from tests.protocol.rules.reading.trees_as_text import drawn, of_text, warned


def test_t23_dates_bodies_and_minutes_are_found_in_odd_places():
    text = """Protocol on Working Together
Reviewed and adopted 12-02-2025 (16.3)

1. Aims
Both sides are open with each other.

Next review: quadrennially
"""
    reading = of_text(text)
    assert reading.adopted is not None
    assert (reading.adopted.value, reading.adopted.precision, reading.adopted.minute) == (
        "2025-02-12",
        "day",
        "16.3",
    )
    assert reading.review is not None
    assert (reading.review.value, reading.review.precision) == ("quadrennially", "cycle")
    assert [clause.label for clause in reading.clauses] == ["1.", ""]


def test_t24_a_year_in_the_title_that_is_not_that_of_the_text_is_told():
    text = """Protocol on Working Together (2025)
Adopted October 2024

1. Aims
Both sides are open with each other.
"""
    reading = of_text(text)
    assert reading.title == "Protocol on Working Together (2025)"
    assert reading.adopted is not None
    assert (reading.adopted.value, reading.adopted.precision) == ("2024-10", "month")
    assert warned(reading, "The title says 2025, and the text 2024.")


def test_t25_a_definition_in_a_second_paragraph_hangs_from_its_clause():
    text = """Protocol on Working Together

1. Scope
  1. This text covers all dealings between the two sides.
    Staff who advise members are called "Officers" below.
  2. It covers meetings as well.
"""
    reading = of_text(text)
    assert drawn(reading) == [
        "1. = Scope =",
        "  1. This text covers all dealings between the two sides.",
        '    Staff who advise members are called "Officers" below. <definition>',
        "  2. It covers meetings as well.",
    ]


def test_t25_definitions_before_the_first_clause_are_definitions():
    text = """Protocol on Working Together

"Officer" means anyone whom the council pays.

"Member" means anyone who was elected to the council.

1. Aims
Both sides are open with each other.
"""
    reading = of_text(text)
    assert [clause.kind for clause in reading.clauses[:2]] == [Kind.DEFINITION] * 2
    assert drawn(reading)[2:] == ["1. = Aims =", "  Both sides are open with each other."]


def test_t26_one_title_in_two_languages_is_one_title():
    text = """Protocol Aelodau a Swyddogion

Member and Officer Protocol

1. Aims
Both sides are open with each other.
"""
    reading = of_text(text)
    assert reading.title == "Protocol Aelodau a Swyddogion / Member and Officer Protocol"
    assert [clause.label for clause in reading.clauses] == ["1.", ""]


def test_t26_a_definition_side_by_side_in_two_languages_is_one_clause():
    text = """<html><body><main><h1>Member and Officer Protocol</h1><table>
    <tr><td>Mae swyddog yn golygu unrhyw un a gyflogir gan y cyngor.</td><td>"Officer" means anyone whom the
    council pays.</td></tr></table><h2>Aims</h2><p>Both sides are open.</p></main></body></html>"""
    reading = of_text(text, name="protocol.html")
    first = reading.clauses[0]
    assert (first.kind, first.text.count("\n")) == (Kind.DEFINITION, 1)


def test_t27_words_of_another_council_are_told():
    text = """Ashby Parish Council
Protocol on Working Together

1. Aims
The council serves the residents of the Town and wants the best for them.
"""
    reading = of_text(text)
    assert warned(reading, "“the Town” stands in the text of a parish council")


def test_t28_lapsed_law_is_told():
    text = """Protocol on Working Together

1. Principles
1.1 The ten general principles bind members, among them personal judgement and respect for others.
1.2 Complaints go to the Standards Board for England.
"""
    reading = of_text(text)
    assert warned(reading, "2001")
    assert warned(reading, "until 31 March 2012")


def test_t30_an_extract_without_quotation_marks_is_a_quotation_with_little_confidence():
    text = """Protocol on Working Together

1. Publicity

1.1 The extract below from the national guidance states that:

Councils should not publish anything that seeks to sway the voters.

1.2 The council keeps to that.
"""
    reading = of_text(text)
    assert drawn(reading)[2:] == [
        "    Councils should not publish anything that seeks to sway the voters. <quotation>",
        "  1.2 The council keeps to that.",
    ]
    assert reading.clauses[2].confidence < 0.7

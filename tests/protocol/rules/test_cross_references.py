"""Which clause a reference means, and which mean none."""

import pytest

from concordat.protocol.rules import references
from tests.protocol.rules.reading.trees_as_text import of_text

TEXT = """Standing Orders

1 DEBATE
a A member speaks once. See standing orders 1(b) and (c), and 2(a)(ii).
b Section 28 of the Localism Act 2011 is kept.
c Nothing in paragraph 9 matters.
2 MOTIONS
a These need no notice:
i to vote;
ii to close, subject to paragraph (b).
b Orders are read with Appendix 13 to the Constitution.
"""


def resolved() -> dict[str, str]:
    clauses = of_text(TEXT).clauses
    return {
        link.reference.words: clauses[link.target].text if link.target is not None else ""
        for link in references.links(clauses)
    }


def test_each_reference_leads_to_the_clause_that_it_names():
    links = resolved()
    assert links["standing orders 1(b)"].startswith("Section 28")
    assert links["standing orders (c)"].startswith("Nothing in")
    assert links["standing orders 2(a)(ii)"].startswith("to close")
    assert links["paragraph (b)"].startswith("Orders are read")


def test_what_names_an_act_or_a_constitution_is_no_reference_of_this_text():
    assert not any("28" in words or "13" in words for words in resolved())


def test_a_reference_that_leads_nowhere_is_told_and_not_resolved():
    assert references.faults(of_text(TEXT).clauses) == (
        "1(c) refers to “paragraph 9”, and no clause has that number.",
    )


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        ("paragraphs 8 to 11", [("8",), ("9",), ("10",), ("11",)]),
        ("standing order 15(b)(xii) and (xvii)", [("15", "b", "xii"), ("15", "b", "xvii")]),
        ("sections 2, 3 and 4", [("2",), ("3",), ("4",)]),
        ("paragraph 4.2.1", [("4", "2", "1")]),
        ("section 101 of the Local Government Act 1972", []),
        ("a meeting of 12 members", []),
    ],
)
def test_lists_and_ranges_are_taken_apart(words, paths):
    found = [reference.path for reference in references.found_in(words)]
    assert sorted(found) == sorted(paths)

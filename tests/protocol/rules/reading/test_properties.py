"""What holds of any document whatever: nothing lost, nothing twice, and a tree that survives the journey."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.protocol.rules.clauses import Clause, Kind, Owed, Reading
from concordat.protocol.rules.reading import CannotRead, read, unplaced
from concordat.protocol.rules.reading.checking import twice_placed
from concordat.protocol.rules.writing.markdown import markdown
from tests.protocol.made import words
from tests.protocol.made.shapes import paper_of, worn

WORN = list(worn())


def signs(text: str) -> str:
    """Letters and digits, in order: spaces and points may move, these may not."""
    return "".join(sign for sign in text if sign.isalnum())


def nothing_is_lost(reading: Reading) -> None:
    assert unplaced(reading) == ()
    assert twice_placed(reading) == ()
    for clause in reading.clauses:
        stands = signs("".join(reading.source[span.start : span.end] for span in clause.source))
        said = signs(f"{clause.heading}{clause.text}")
        # What is left of the source is the mark as it is printed, whatever the clause is called now.
        assert said in stands or _in_order(said, stands)
        assert len(stands) - len(said) <= 14, clause


def _in_order(said: str, stands: str) -> bool:
    rest = iter(stands)
    return all(sign in rest for sign in said)


def is_a_tree(clauses: tuple[Clause, ...]) -> None:
    open_places: list[int] = []
    for place, clause in enumerate(clauses):
        del open_places[clause.depth :]
        assert len(open_places) == clause.depth
        assert clause.parent == (open_places[-1] if open_places else None)
        assert 0 < clause.confidence <= 1
        assert bool(clause.heading) <= (clause.kind is Kind.HEADING)
        open_places.append(place)


def same(clause: Clause) -> tuple[object, ...]:
    return (
        clause.label,
        clause.heading,
        clause.text,
        clause.kind,
        clause.depth,
        clause.parent,
        clause.owed,
        clause.key,
        clause.tags,
    )


# ------------------------------------------------------------------------------ made-up instruments


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(place=st.integers(0, len(WORN) - 1), seed=st.integers(0, 10**6))
def test_what_is_exported_as_markdown_reads_back_as_the_same_tree(place, seed):
    name, wears = WORN[place]
    data, file = wears(paper_of(name, seed), Random(seed))
    first = read(data, name=file)
    nothing_is_lost(first)
    written = markdown(first.clauses, title=first.title, adopted=first.adopted, review=first.review)
    second = read(written.encode(), name="protocol.md")
    assert [same(clause) for clause in second.clauses] == [same(clause) for clause in first.clauses]
    assert (second.title, second.adopted, second.review) == (first.title, first.adopted, first.review)
    nothing_is_lost(second)


# ------------------------------------------------------------------------------ any tree at all

LABELS = st.sampled_from(
    ["", "", "1.", "3(a)", "(iv)", "8.63", "•", "-", "*", "#", "A)", "Part 2", "15(b)(xii)", "+", "1)", "<b>"]
)
SPECIAL = [
    r"*stars* _and_ `ticks`",
    r"1. looks like a list",
    r"# looks like a heading",
    r"<b>bold</b> &amp;",
    r"a -- b",
    r"--> not the end",
    r"[link](x)",
    r"\ back",
    r"> quoted",
    r"~~~",
    r"| a | b |",
    r"ŵ ŷ “q”",
    r"===",
    r"- dash",
    r"+ plus",
    r"10) ten",
    r"<!-- clause -->",
    r"![x](y)",
    r"http://a.example",
    r"a*b*c",
    r"Home > Council",
    r"Page 4 of 9",
]
WORDS = st.sampled_from([*words.of(words.ITEMS), *SPECIAL])


@st.composite
def trees(draw: st.DrawFn) -> tuple[Clause, ...]:
    clauses: list[Clause] = []
    above: list[int] = []
    for place in range(draw(st.integers(1, 12))):
        depth = draw(st.integers(0, min(len(above), 7)))
        del above[depth:]
        kind = draw(st.sampled_from(list(Kind)))
        paragraphs = draw(st.lists(WORDS, min_size=1, max_size=1 if kind is Kind.HEADING else 3))
        clauses.append(
            Clause(
                label=draw(LABELS),
                heading=paragraphs[0] if kind is Kind.HEADING else "",
                text="" if kind is Kind.HEADING else "\n".join(paragraphs),
                kind=kind,
                depth=depth,
                parent=above[-1] if above else None,
                key=draw(st.sampled_from(["", "bcdf23", 'q"w-->'])),
                owed=draw(st.sampled_from(list(Owed))) if kind is Kind.EXPECTATION else None,
                tags=frozenset(draw(st.sets(st.sampled_from(["influence", "no surprises"])))),
            )
        )
        above.append(place)
    return tuple(clauses)


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(clauses=trees())
def test_any_tree_survives_markdown_with_its_keys_whatever_signs_it_holds(clauses):
    reading = read(markdown(clauses, title="Protocol on Working Together").encode(), name="protocol.md")
    assert [same(clause) for clause in reading.clauses] == [same(clause) for clause in clauses]
    assert unplaced(reading) == ()


# ------------------------------------------------------------------------------ any text at all

STARTS = [
    "",
    "1. ",
    "2) ",
    "(a) ",
    "i ",
    "a ",
    "1.1 ",
    "3.4.5 ",
    "• ",
    "- ",
    "PART 2 ",
    "12",
    "(iv)",
    '"',
    "## ",
    "v. ",
]
ENDS = [".", ";", ":", ",", "", "; and", '"', "?", " ....... 12"]
BODIES = [
    *words.of(words.ITEMS),
    *words.of(words.HEADINGS),
    "ROLES AND RULES",
    "Adopted 3 May 2023",
    "Page 4 of 9",
    "see paragraph 3(a) and 4.1",
    "Members can expect from officers",
    "20 AUGUST 2018",
    "the Council 1.2 The rest. 1.3 More",
    "by way of illustration",
    "Skip to content",
    "TNEMUCOD",
    "x" * 90,
    "\u00a0\u200b",
    "(cid:0) thing",
]
LINES = st.tuples(
    st.sampled_from(["", "", "  ", "    ", "\t"]),
    st.sampled_from(STARTS),
    st.sampled_from(BODIES),
    st.sampled_from(ENDS),
    st.sampled_from(["\n", "\n", "\n\n", "\n\n\n\n\n", " "]),
).map("".join)


FILES = st.sampled_from(["a.txt", "a.md", "a.html"])


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(lines=st.lists(LINES, min_size=1, max_size=40), name=FILES)
def test_no_character_of_any_text_is_lost_and_the_tree_is_whole(lines, name):
    try:
        reading = read("".join(lines).encode(), name=name)
    except CannotRead:
        return
    is_a_tree(reading.clauses)
    assert unplaced(reading) == ()
    assert twice_placed(reading) == ()


@pytest.mark.slow
@settings(max_examples=600, deadline=None)
@given(
    text=st.text(st.characters(codec="utf-8"), max_size=400),
    name=FILES,
)
def test_any_characters_at_all_are_read_or_refused_in_a_sentence(text, name):
    try:
        reading = read(text.encode(), name=name)
    except CannotRead as why:
        assert str(why).endswith(".")  # noqa: PT017 - either is right
        return
    is_a_tree(reading.clauses)
    assert unplaced(reading) == ()

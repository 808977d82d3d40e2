"""Steps of repair: whatever is done in whatever order, no character is lost, and the tree stays a tree."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.protocol.rules import readings, repair_kept, repairing
from concordat.protocol.rules.clauses import Clause, Kind, LeftOut, Owed, Reading, Span
from concordat.protocol.rules.reading.checking import twice_placed
from concordat.protocol.rules.repairing import REASONS, STEPS, Step, Work, all_taken, begun, taken, unplaced
from concordat.protocol.rules.tree import NotPossible

WORD = st.text(alphabet="abcdeô1().;", min_size=1, max_size=6)
LINE = st.lists(WORD, min_size=1, max_size=6).map(" ".join)


@st.composite
def works(draw) -> Work:
    """A reading in which each line of the source is a clause, or the end of one, or left out."""
    lines = draw(st.lists(LINE, min_size=1, max_size=12))
    source = "\n".join(lines)
    clauses: list[Clause] = []
    left_out: list[LeftOut] = []
    start = 0
    for line in lines:
        span = Span(start, start + len(line))
        start = span.end + 1
        what = draw(st.integers(0, 9))
        if what == 0:
            left_out.append(LeftOut("page number", line, span))
        elif what == 1 and clauses and not left_out:
            last = clauses[-1]
            text = f"{last.text}\n{line}".strip() if last.kind is not Kind.HEADING else last.text
            if last.kind is Kind.HEADING:
                last = replace(last, kind=Kind.RULE)
                text = line
            clauses[-1] = replace(last, text=text, source=(*last.source, span))
        else:
            clauses.append(_clause(draw, line, span))
    return begun(Reading("", None, None, tuple(clauses), tuple(left_out), (), source))


def _clause(draw, line: str, span: Span) -> Clause:
    words = line.split()
    label = words.pop(0) if len(words) > 1 and draw(st.booleans()) else ""
    heading = ""
    if draw(st.booleans()) and words:
        cut = draw(st.integers(1, len(words)))
        heading, words = " ".join(words[:cut]), words[cut:]
    kind = Kind.RULE if words else Kind.HEADING
    depth = draw(st.integers(0, 3))
    confidence = draw(st.sampled_from([0.3, 0.75, 0.9]))
    return Clause(label, heading, " ".join(words), kind, depth, confidence=confidence, source=(span,))


@st.composite
def steps(draw, work: Work) -> Step:
    do = draw(st.sampled_from(sorted(STEPS)))
    key = st.integers(0, work.next).map(str)
    to = {
        "mark": st.sampled_from([kind.value for kind in Kind]),
        "owe": st.sampled_from([owed.value for owed in Owed]),
        "leave out": st.sampled_from(REASONS),
    }.get(do, st.just(""))
    last = (
        draw(key)
        if do in {"mark", "owe", "leave out", "promote", "demote", "confirm"} and draw(st.booleans())
        else ""
    )
    return Step(do, draw(key), last, draw(st.integers(0, 20)), draw(to))


def signs(work: Work) -> Counter[str]:
    """Every sign that stands somewhere, spaces aside."""
    words = [repairing.words_of(clause) for clause in work.clauses] + [each.text for each in work.left_out]
    return Counter("".join("".join(words).split()))


def is_a_tree(work: Work) -> bool:
    for place, clause in enumerate(work.clauses):
        if clause.parent is None:
            if clause.depth:
                return False
        elif not (clause.parent < place and work.clauses[clause.parent].depth == clause.depth - 1):
            return False
    keys = [clause.key for clause in work.clauses]
    return len(set(keys)) == len(keys)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_is_done_no_character_is_lost_or_doubled_and_the_tree_stays_a_tree(data):
    work = data.draw(works())
    assert unplaced(work) == ()
    for _ in range(data.draw(st.integers(1, 12))):
        before = work
        try:
            work = taken(work, data.draw(steps(work)))
        except NotPossible:
            assert work is before
        assert unplaced(work) == ()
        assert twice_placed(Reading("", None, None, work.clauses, work.left_out, (), work.source)) == ()
        assert signs(work) == signs(before)
        assert is_a_tree(work)
        assert repair_kept.restored(repair_kept.as_json(work), source=work.source).clauses == work.clauses


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_steps_without_the_last_give_the_tree_before_it(data):
    first = data.draw(works())
    story, trees = [], [first]
    for _ in range(data.draw(st.integers(1, 8))):
        step = data.draw(steps(trees[-1]))
        try:
            trees.append(taken(trees[-1], step))
        except NotPossible:
            continue
        story.append(step)
    told = [repairing.step_of(step.as_json()) for step in story]
    for length in range(len(told) + 1):
        assert all_taken(first, told[:length]) == trees[length]


@settings(max_examples=60, deadline=None)
@given(works(), st.data())
def test_demoting_and_then_promoting_leaves_the_tree_as_it_was(work, data):
    if not work.clauses:
        return
    key = data.draw(st.sampled_from([clause.key for clause in work.clauses]))
    try:
        there = taken(work, Step("demote", key))
    except NotPossible:
        return
    back = taken(there, Step("promote", key))
    assert [(c.key, c.depth, c.parent) for c in back.clauses] == [
        (c.key, c.depth, c.parent) for c in work.clauses
    ]


@settings(max_examples=60, deadline=None)
@given(works(), st.data())
def test_splitting_and_then_joining_gives_the_words_back(work, data):
    long = [clause for clause in work.clauses if len(clause.text.split()) > 1 and clause.text.isprintable()]
    if not long:
        return
    clause = data.draw(st.sampled_from(long))
    at = clause.text.index(" ") + 1
    there = taken(work, Step("split", clause.key, at=at))
    back = taken(there, Step("join", str(work.next)))
    again = back.clauses[repairing.place_of(back, clause.key)]
    assert again.text.split() == clause.text.split()
    assert sum(span.end - span.start for span in again.source) == sum(
        span.end - span.start for span in clause.source
    )


@settings(max_examples=40, deadline=None)
@given(works())
def test_a_reading_is_kept_as_json_and_comes_back_the_same(work):
    reading = Reading("Title", None, None, work.clauses, work.left_out, ("Mind this.",), work.source)
    assert readings.restored(readings.as_json(reading)) == reading


SOURCE = "1. Aims\n1.1 We work together. 1.2 We are open.\nPage 3\nh Motions rejected"
READ = Reading(
    "",
    None,
    None,
    (
        Clause("1.", "Aims", "", Kind.HEADING, 0, source=(Span(0, 7),)),
        Clause("1.1", "", "We work together. 1.2 We are open.", Kind.RULE, 1, confidence=0.4,
               doubts=("A number stands inside the words.",), source=(Span(8, 46),)),
        Clause("", "", "h Motions rejected", Kind.RULE, 1, confidence=0.6, source=(Span(54, 72),)),
    ),
    (LeftOut("page number", "Page 3", Span(47, 53)),),
    (),
    SOURCE,
)  # fmt: skip


def said(work: Work) -> list[tuple[str, str, str]]:
    return [(clause.label, clause.heading, clause.text) for clause in work.clauses]


def test_a_clause_that_begins_in_mid_line_is_split_and_numbered():
    work = taken(begun(READ), Step("split", "2", at=18))
    work = taken(work, Step("label", "4", at=4))
    assert said(work)[1:3] == [("1.1", "", "We work together."), ("1.2", "", "We are open.")]
    first, second = work.clauses[1:3]
    assert [SOURCE[span.start : span.end].strip() for span in (*first.source, *second.source)] == [
        "1.1 We work together.",
        "1.2 We are open.",
    ]


def test_a_swallowed_letter_becomes_the_label_and_can_go_back():
    work = taken(begun(READ), Step("label", "3", at=2))
    assert said(work)[2] == ("h", "", "Motions rejected")
    assert said(taken(work, Step("unlabel", "3")))[2] == ("", "", "h Motions rejected")


def test_a_furniture_line_that_was_a_clause_after_all_comes_back_where_it_stood():
    work = taken(begun(READ), Step("put back", "0"))
    assert said(work)[2] == ("", "", "Page 3")
    assert work.left_out == ()


def test_the_least_sure_come_first_and_what_was_looked_at_is_no_longer_in_doubt():
    work = begun(READ)
    assert repairing.doubtful(work) == [1, 2]
    work = taken(work, Step("confirm", "2"))
    assert repairing.doubtful(work) == [2]
    assert work.clauses[1].doubts == ()


def test_a_range_is_marked_at_once_whichever_end_was_named_first():
    work = taken(begun(READ), Step("owe", "3", "2", to="by officers to councillors"))
    assert [clause.kind for clause in work.clauses] == [Kind.HEADING, Kind.EXPECTATION, Kind.EXPECTATION]


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (Step("promote", "1"), "at the top already"),
        (Step("demote", "1"), "nothing before it"),
        (Step("join", "1"), "nothing before it"),
        (Step("split", "2", at=0), "on both sides"),
        (Step("split", "2", at=9999), "on both sides"),
        (Step("split", "2", at=-9999), "on both sides"),
        (Step("mark", "2", to="poem"), "no such kind"),
        (Step("owe", "2", to="by the cat"), "owed by"),
        (Step("leave out", "2"), "Say why"),
        (Step("put back", "7"), "not among"),
        (Step("put back", "²"), "not among"),
        (Step("mark", "99", to="rule"), "not there any more"),
        (Step("head", "1", at=2), "a heading already"),
        (Step("label", "2", at=4), "a label already"),
        (Step("unhead", "2"), "no heading"),
        (Step("unlabel", "3"), "no label"),
        (Step("burn", "1"), "no such repair"),
    ],
)
def test_a_step_that_cannot_be_says_why(step, why):
    with pytest.raises(NotPossible, match=why):
        taken(begun(READ), step)


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("every four years", 48),
        ("quadrennially", 48),
        ("reviewed annually", 12),
        ("every 2 years", 24),
        ("every six months", 6),
        ("each year", 12),
        ("from time to time", None),
    ],
)
def test_a_cycle_is_told_in_months_or_not_at_all(words, months):
    assert readings.cycle_in_months(words) == months

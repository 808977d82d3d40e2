"""From a solution to a report: what is told, what is not, and what is asked of a joint meeting."""

import json
from dataclasses import replace

import pytest

from concordat.qmethod.study import Statement
from concordat.viewpoints.rules import reporting
from concordat.viewpoints.rules.collected import Collection, Handed, off_the_grid, study_of
from concordat.viewpoints.rules.desk import laid_out, quotable
from concordat.viewpoints.rules.report import Card, Report, Voice, shown_score, shown_value
from concordat.viewpoints.rules.reporting import Frame, NotReportable, Words
from concordat.viewpoints.rules.solutions import Settings, obstacle, solved
from concordat.viewpoints.rules.stages import Side
from tests.viewpoints.conftest import GRID, WORDS, made_up_sorts

SAID = {1: Words("Candid", "They talk."), 2: Words("Wary", "They wait.")}


def collection(count: int = 12) -> Collection:
    return Collection(
        title="How we work together",
        statements=tuple(Statement(f"s{n:02d}", words) for n, words in enumerate(WORDS, start=1)),
        grid=tuple((float(value), cards) for value, cards in GRID),
        sorts=tuple(
            Handed(f"P{101 + n}", Side.COUNCILLORS if n < count // 2 else Side.OFFICERS, values)
            for n, values in enumerate(made_up_sorts(count))
        ),
    )


def frame(from_: Collection) -> Frame:
    return Frame(
        council="Larkfield",
        study="How we work together",
        purpose="",
        committee="Standards Committee",
        instruction="Sort.",
        most="Most like my view",
        least="Most unlike my view",
        researcher="Isaac Mensah",
        closed_on="2026-10-31",
        keep_until="2027-04-30",
        forced=True,
        grid=from_.grid,
        cards=tuple(Card(statement.id, statement.text) for statement in from_.statements),
    )


def report(count: int = 12, said=SAID, **settings) -> Report:
    from_ = collection(count)
    analysis = solved(from_, Settings(**{"factors": 2, **settings}))
    return reporting.made(analysis, frame=frame(from_), sides=from_.sides, words=said)


def test_a_report_is_read_back_as_it_was_kept():
    made = report()
    assert Report.from_json(json.loads(json.dumps(made.as_json()))) == made


def test_every_grid_is_told_and_keeps_to_the_grid():
    for viewpoint in report().viewpoints:
        assert sorted(viewpoint.values) == sorted(value for value, cards in GRID for _ in range(cards))


def test_the_scores_of_five_and_more_are_told_to_one_decimal_and_those_of_fewer_are_not():
    many = report(30)
    assert all(viewpoint.scores for viewpoint in many.viewpoints)
    assert all(round(score, 1) == score for viewpoint in many.viewpoints for score in viewpoint.scores)
    few = report(10)
    # Ten sorts are too few for the step "five or more" of two viewpoints, and so for scores.
    assert all(viewpoint.scores is None for viewpoint in few.viewpoints)
    assert {viewpoint.size for viewpoint in few.viewpoints} == {"two or more people"}


def test_no_statement_is_both_agreed_and_contested():
    made = report()
    assert not set(made.consensus) & set(made.contested)
    assert not set(made.consensus) & set(made.undecided)


def test_no_side_of_fewer_than_five_is_counted():
    from_ = collection(12)
    sorts = tuple(
        replace(sort, side=Side.COUNCILLORS if n < 9 else Side.OFFICERS) for n, sort in enumerate(from_.sorts)
    )
    from_ = replace(from_, sorts=sorts)
    analysis = solved(from_, Settings(factors=2))
    made = reporting.made(analysis, frame=frame(from_), sides=from_.sides, words=SAID)
    assert made.sides == ()


def test_without_a_name_or_with_a_pseudonym_nothing_is_made():
    with pytest.raises(NotReportable, match="Factor 2 has no name yet"):
        report(said={1: SAID[1]})
    voices = (Voice("s01", "p103 thinks so", quoted=False, behind="fewer than five comments"),)
    with pytest.raises(NotReportable, match="name P103"):
        report(said=SAID | {2: Words("Wary", "", voices)})


def test_no_caution_of_the_report_names_a_participant():
    made = report(12, said=SAID)
    assert made.cautions
    assert "P1" not in json.dumps(made.as_json())


def test_the_agenda_begins_with_what_is_shared_and_never_asks_who():
    made = report(30)
    order = [point.statement for point in made.agenda]
    shared = [key for key in order if key in made.consensus]
    assert order[: len(shared)] == shared
    assert order[-1] == ""
    assert not any("who holds" in point.question.lower() for point in made.agenda)


def test_a_sort_counts_for_one_viewpoint_even_if_it_is_flagged_on_two():
    from_ = collection(12)
    analysis = solved(from_, Settings(factors=2, majority=False, level=0.2))
    counted = reporting.holders(analysis, from_.sides)
    assert sum(heads.total for heads in counted) <= 12


def test_choices_that_a_program_does_not_have_are_told_in_a_sentence():
    assert "no extraction called horst" in obstacle(Settings(factors=2, mode="qmethod", extraction="horst"))
    assert "KADE knows varimax" in obstacle(Settings(factors=2, mode="kade", rotation="promax"))
    assert obstacle(Settings(factors=2)) == ""


def test_a_sort_is_left_out_of_the_study_that_is_analysed():
    assert "P101" not in study_of(collection(), without=["P101"]).participants


def test_a_sort_that_leaves_the_grid_is_told_column_by_column():
    sort = collection().sorts[0]
    assert off_the_grid(sort, GRID) == ()
    bent = replace(sort, values={**sort.values, "s01": 2, "s02": 2, "s03": 2})
    assert any(words.startswith("+2: ") for words in off_the_grid(bent, GRID))


def test_comments_lie_by_card_and_viewpoint():
    from_ = collection()
    sorts = tuple(
        replace(sort, comments={"s03": f"words of {sort.pseudonym}"} if n < 3 else {})
        for n, sort in enumerate(from_.sorts)
    )
    cards = laid_out(replace(from_, sorts=sorts), flagged={"P101": (2,), "P102": (1,)})
    [card] = cards
    assert [comment.pseudonym for comment in card.comments] == ["P102", "P101", "P103"]
    [own] = laid_out(replace(from_, sorts=sorts), flagged={"P101": (2,)}, factor=2)
    assert [comment.pseudonym for comment in own.comments] == ["P101"]


@pytest.mark.parametrize(
    ("words", "may"),
    [
        ("nobody asks us first", True),
        ("“Nobody  asks us first”", True),
        ("nobody asks", False),
        ("asks us firs", False),
        ("nobody ever asks us first", False),
    ],
)
def test_a_quotation_is_what_was_written_and_more_than_a_word_or_two(words, may):
    assert quotable(words, ["It is true: nobody asks us first here."]) is may


def test_numbers_have_a_real_minus_and_no_minus_nought():
    assert (shown_value(-2.0), shown_value(0.0), shown_value(1.0)) == ("−2", "0", "+1")
    assert (shown_score(-0.04), shown_score(-1.26), shown_score(0.31)) == ("0.0", "−1.3", "+0.3")

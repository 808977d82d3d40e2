"""The cautions of a release are sentences that a reader understands who has never seen our codes."""

import re

from concordat.surveys.rules.instrument import INSTRUMENT
from tests.surveys.rules.counted import COUNCILLORS, OFFICERS, counts, released

BOTH = (COUNCILLORS, OFFICERS)
LEVEL = {"councillors": 8, "officers": 6}


def cautions(**more):
    return released(**more).cautions


def told_with(**changed):
    told = counts(BOTH, around=LEVEL)
    for question, given in changed.items():
        told["councillors", question] = given
    return cautions(counts=told)


def test_what_is_hidden_is_named_by_its_topic_and_never_by_a_code():
    hidden = [each for each in told_with(A3=[0, 0, 0, 0, 0, 0, 0, 3, 0, 0]) if "too few answered" in each]
    assert len(hidden) == 1
    assert "“Saying what needs saying”" in hidden[0]
    codes = "|".join(item.id for item in INSTRUMENT)
    assert not re.search(rf"\b({codes})\b", hidden[0])


def test_of_many_hidden_questions_six_are_named_and_the_rest_counted():
    few = {item.id: [0, 0, 0, 0, 0, 0, 0, 3, 0, 0] for item in INSTRUMENT if item.bands is None}
    [hidden] = [each for each in told_with(**few) if "too few answered" in each]
    more = re.search(r"and (\d+) more", hidden)
    assert more
    assert int(more[1]) + hidden.count("“") >= len(few)
    assert hidden.count("“") == 6


def test_a_side_in_two_camps_is_named_in_a_plain_sentence():
    split = told_with(H2=[20, 2, 20])
    assert any(each.startswith("Councillors: they are in two camps") for each in split)
    assert not any("split side" in each.lower() or "split_side" in each.lower() for each in split)


def test_a_score_at_the_end_of_the_scale_is_said_to_be_a_limit():
    capped = cautions(around={"councillors": 10, "officers": 6})
    assert any(each.startswith("Councillors: the score of the working") for each in capped)
    assert not any(each.startswith("Officers: the score of the working") for each in capped)


def test_why_a_question_asked_of_some_is_left_out_is_told_without_telling_which():
    few = told_with(P8=[3, 0, 0])
    nearly_all = told_with(P8=[30, 8, 4])
    for said in (few, nearly_all):
        [hidden] = [each for each in said if "What came of it" in each]
        assert "it may also be that too few others were left" in hidden

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordat.surveys.rules import ballot
from concordat.surveys.rules.ballot import NotABallot, NotOnItsScale
from concordat.surveys.rules.instrument import INSTRUMENT, SHORT_FORM, Shape

ANSWERS = st.fixed_dictionaries(
    {}, optional={item.id: st.integers(1, ballot.TOP[item.shape]) for item in INSTRUMENT}
)
PARTS = st.lists(st.binary(min_size=4, max_size=4), unique=True, max_size=40)


@given(ANSWERS)
def test_what_is_written_is_read_and_every_ballot_is_as_long(answers):
    written = ballot.encode(answers, items=INSTRUMENT)
    assert len(written) == 64
    read = ballot.decode(written, items=INSTRUMENT)
    assert {item.id: value for item, value in zip(INSTRUMENT, read, strict=True) if value} == answers


@given(st.binary(max_size=130))
def test_only_what_could_have_been_written_is_read(raw):
    try:
        read = ballot.decode(raw, items=SHORT_FORM)
    except NotABallot:
        return
    answers = {item.id: value for item, value in zip(SHORT_FORM, read, strict=True) if value}
    assert ballot.encode(answers, items=SHORT_FORM) == raw


@pytest.mark.parametrize("answers", [{"H1": 11}, {"H1": -1}, {"H2": 4}, {"Z9": 1}])
def test_an_answer_on_no_scale_is_no_ballot(answers):
    with pytest.raises(NotABallot):
        ballot.encode(answers, items=SHORT_FORM)


@pytest.mark.parametrize("said", ["11", "0", "-1", "7.5", " 7", "+7", "٧", "seven", "07"])
def test_what_a_form_never_offers_is_not_read(said):
    with pytest.raises(NotOnItsScale) as wrong:
        ballot.read({"H1": said}, items=SHORT_FORM)
    assert wrong.value.item.id == "H1"


def test_what_was_left_out_or_not_known_is_not_given():
    assert ballot.read({"H1": "7", "H2": "", "H3": "unsure"}, items=SHORT_FORM) == {"H1": 7}


def test_counts_have_ten_places_for_a_rating_and_three_for_bands():
    counts = ballot.tally([[7, 3, *[0] * 10], [7, 1, *[0] * 10], [0] * 12], items=SHORT_FORM)
    assert counts["H1"] == [0, 0, 0, 0, 0, 0, 2, 0, 0, 0]
    assert counts["H2"] == [1, 0, 1]
    assert {len(counts[item.id]) for item in SHORT_FORM if item.shape is Shape.BANDS} == {3}


@given(PARTS, st.randoms())
def test_a_row_is_the_same_in_whatever_order_its_parts_came(parts, chance: random.Random):
    shuffled = list(parts)
    chance.shuffle(shuffled)
    row = b""
    for part in shuffled:
        row = ballot.put_in(row, part)
    assert row == ballot.joined(parts)
    assert all(ballot.holds(row, part) for part in parts)


@given(PARTS, st.binary(min_size=4, max_size=4))
def test_a_part_that_is_taken_out_leaves_the_others(parts, another):
    row = ballot.joined(parts)
    assert ballot.holds(row, another) == (another in parts)
    if another not in parts:
        with pytest.raises(KeyError):
            ballot.taken_out(row, another)
        assert ballot.taken_out(ballot.put_in(row, another), another) == row

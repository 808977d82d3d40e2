"""What may be shown of a group's answers. The searches behind it are in test_proofs."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordat.smallsample.cautions import Caution
from concordat.smallsample.disclosure import (
    Cap,
    NotCounts,
    Suppression,
    release_bands,
    release_mean,
    shows_a_split,
    withheld_mean,
)
from tests.effort import lines_run

ratings = st.lists(st.integers(1, 10), min_size=5, max_size=80)


def counts(*answers):
    tally = Counter(answers)
    return [tally[rating] for rating in range(1, 11)]


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ([6] * 5, "6.0"),
        ([6, 6, 6, 6, 8], "6.5"),  # 6.4, to the nearest half
        ([6, 6, 6, 7, 8], "6.5"),
        ([10] * 5, "7.5 or above"),
        ([1] * 5, "3.5 or below"),
        ([10] * 9, "8.5 or above"),
        ([7] * 9 + [8], "7.2"),  # 7.1 lies in the middle of 7.0 and 7.2, and goes up
        ([1] * 20, "2.1 or below"),
        ([10] * 44, "9.5 or above"),
        ([9] * 22 + [10] * 22, "9.5 or above"),
        ([8] * 22 + [9] * 22, "8.5"),
        ([10] * 60, "9.6 or above"),
        ([10] * 420, "9.9 or above"),
        ([10] * 421, "10.0"),
        ([1] * 421, "1.0"),
    ],
)
def test_a_score_is_printed_no_finer_than_its_number_of_answers_allows(answers, shown):
    assert release_mean(counts=counts(*answers), invited=500).shown == shown


def test_a_released_score_carries_its_numbers_its_interval_and_its_cautions():
    released = release_mean(counts=counts(*[7] * 13, *[8] * 31), invited=60)
    assert (released.shown, released.value, released.n, released.invited) == ("7.7", 7.7, 44, 60)
    assert released.low == pytest.approx(7.7 - 0.3814644826 - 0.05)
    assert released.high == pytest.approx(7.7 + 0.3814644826 + 0.05)
    assert released.suppressed is None
    assert released.capped is None
    assert released.cautions == ()


@pytest.mark.parametrize("answers", [[], [7], [7] * 4])
def test_below_five_answers_nothing_is_shown_not_even_how_many(answers):
    released = release_mean(counts=counts(*answers), invited=60)
    assert released == withheld_mean(invited=60, why=Suppression.TOO_FEW_ANSWERS)
    assert (released.n, released.shown, released.value, released.low) == (0, "not shown", None, None)


def test_what_is_not_shown_is_the_same_whatever_was_answered():
    releases = {
        release_mean(counts=counts(*answers), invited=9)
        for answers in ([], [1], [10], [1, 10], [5, 5, 5], [1, 1, 1, 1], [10, 10, 10, 10])
    }
    assert len(releases) == 1


def test_below_ten_answers_no_band_is_shown_not_even_few():
    nine, ten = (release_bands(counts=[0, 0, n], invited=12) for n in (9, 10))
    assert (nine.n, nine.shown, nine.bands) == (0, "not shown", None)
    assert nine.suppressed is Suppression.TOO_FEW_ANSWERS
    assert ten.suppressed is None


@pytest.mark.parametrize(
    ("tally", "shown"),
    [
        ([2, 30, 12], ["fewer than 4 of 44", "about 30 of 44", "about 10 of 44"]),
        ([0, 0, 60], ["fewer than 4 of 60", "fewer than 4 of 60", "nearly all of 60"]),
        ([3, 1, 56], ["fewer than 4 of 60", "fewer than 4 of 60", "about 55 of 60"]),
        ([4, 25, 31], ["about 5 of 60", "about 25 of 60", "about 30 of 60"]),
        ([2, 3, 7], ["fewer than 3 of 12", "about 5 of 12", "about 5 of 12"]),
        ([8, 4, 0], ["about 5 of 12", "about 5 of 12", "fewer than 3 of 12"]),
    ],
)
def test_bands_are_told_in_heads_as_few_the_nearest_five_or_nearly_all(tally, shown):
    released = release_bands(counts=tally, invited=100)
    assert [band.shown for band in released.bands] == shown
    assert released.shown == "; ".join(shown)


@pytest.mark.parametrize("n", [10, 11, 14, 19, 20, 23, 37, 44])
def test_the_heads_beside_a_band_are_exactly_those_that_agree_with_all_that_is_shown(n):
    possible = {}
    every = [(first, second, n - first - second) for first in range(n + 1) for second in range(n + 1 - first)]
    for tally in every:
        possible.setdefault(release_bands(counts=tally, invited=n), []).append(tally)
    for released, tallies in possible.items():
        for place, band in enumerate(released.bands):
            heads = {tally[place] for tally in tallies}
            assert (min(heads), max(heads)) == (band.low, band.high)


@given(answers=ratings, more=st.integers(0, 20))
def test_what_is_released_follows_from_what_is_printed(answers, more):
    """Equal words, equal n and equal N make equal releases: no other part of a release can tell more."""
    invited = len(answers) + more
    released = release_mean(counts=counts(*answers), invited=invited)
    total = sum(answers)
    flat = [total // len(answers) + (place < total % len(answers)) for place in range(len(answers))]
    assert release_mean(counts=counts(*flat), invited=invited) == released


def test_releases_that_print_alike_are_alike_in_every_part():
    for n in (5, 9, 10, 19, 20, 30):
        alike = {}
        for total in range(n, 10 * n + 1):
            flat = [total // n + (place < total % n) for place in range(n)]
            released = release_mean(counts=counts(*flat), invited=n + 3)
            alike.setdefault(released.shown, set()).add(released)
        assert all(len(releases) == 1 for releases in alike.values())


@given(answers=ratings, data=st.data())
def test_a_higher_answer_never_lowers_the_score(answers, data):
    place = data.draw(st.integers(0, len(answers) - 1))
    higher = [*answers[:place], data.draw(st.integers(answers[place], 10)), *answers[place + 1 :]]
    before, after = (release_mean(counts=counts(*some), invited=80) for some in (answers, higher))
    assert after.value >= before.value


@given(answers=ratings)
def test_turning_the_scale_round_turns_the_score_round(answers):
    released, turned = (
        release_mean(counts=tally, invited=80) for tally in (counts(*answers), counts(*answers)[::-1])
    )
    steps = Fraction(sum(answers), len(answers)) / Fraction(str(2 * released.rounding))
    if steps % 1 == Fraction(1, 2):
        # From the middle of two steps both ways go up, and so they part by one step. Never by more.
        assert abs(11 - turned.value - released.value) <= 2 * released.rounding + 1e-9
    else:
        opposite = {Cap.AT_LEAST: Cap.AT_MOST, Cap.AT_MOST: Cap.AT_LEAST, None: None}
        assert turned.value == pytest.approx(11 - released.value)
        assert turned.capped is opposite[released.capped]


@given(tally=st.lists(st.integers(0, 60), min_size=3, max_size=3).filter(lambda tally: sum(tally) >= 10))
def test_bands_in_another_order_are_the_same_bands_in_that_order(tally):
    released, turned = (release_bands(counts=some, invited=200) for some in (tally, tally[::-1]))
    assert turned.bands == released.bands[::-1]
    assert all(band.low <= count <= band.high for band, count in zip(released.bands, tally, strict=True))


def test_an_interval_beside_a_limit_runs_to_the_end_of_the_scale():
    top, bottom = (release_mean(counts=counts(*[rating] * 10), invited=20) for rating in (10, 1))
    assert (top.capped, top.high, bottom.capped, bottom.low) == (Cap.AT_LEAST, 10.0, Cap.AT_MOST, 1.0)
    assert top.low < top.value
    assert bottom.high > bottom.value


def test_when_everybody_answered_only_the_rounding_is_left_in_doubt():
    released = release_mean(counts=counts(*[6] * 30), invited=30)
    assert (released.low, released.high) == (pytest.approx(5.95), pytest.approx(6.05))
    assert released.cautions == (Caution.CENSUS_ROUNDING,)


@given(answers=st.lists(st.integers(1, 10), min_size=5, max_size=300))
def test_the_score_of_a_side_that_answered_in_full_lies_within_its_interval(answers):
    released = release_mean(counts=counts(*answers), invited=len(answers))
    assert released.low - 1e-9 <= sum(answers) / len(answers) <= released.high + 1e-9


def test_the_interval_stays_on_the_scale():
    released = release_mean(counts=counts(*[8] * 5), invited=500)
    assert (released.value, released.high) == (7.5, 10.0)
    assert release_mean(counts=counts(3, 3, 4, 4, 4), invited=500).low == 1.0


def test_a_split_side_is_given_a_wider_margin_and_says_so():
    answers = counts(*[2] * 20, *[9] * 20)
    plain, split = (release_mean(counts=answers, invited=60, split=told) for told in (False, True))
    assert split.sampling == pytest.approx(plain.sampling * 3.0 / 2.5)
    assert split.cautions == (Caution.SPLIT_SIDE,)
    assert split.shown == plain.shown


def test_a_side_is_split_when_both_outer_bands_hold_a_quarter_for_certain():
    assert shows_a_split(bands=release_bands(counts=[20, 0, 20], invited=60))
    assert shows_a_split(bands=release_bands(counts=[15, 12, 13], invited=60))
    assert not shows_a_split(bands=release_bands(counts=[20, 12, 8], invited=60))
    # Ten of forty is a quarter, but what is shown would also be shown of eight.
    assert not shows_a_split(bands=release_bands(counts=[10, 20, 10], invited=60))
    assert not shows_a_split(bands=release_bands(counts=[2, 1, 2], invited=60))


@pytest.mark.parametrize(
    ("n", "invited", "answered", "cautions"),
    [
        (20, 40, None, ()),
        (20, 41, None, (Caution.LOW_RESPONSE,)),
        (19, 38, None, (Caution.SMALL_GROUP,)),
        (24, 40, 30, ()),
        (23, 40, 30, (Caution.ITEM_NONRESPONSE,)),
    ],
)
def test_cautions_follow_from_printed_numbers_alone(n, invited, answered, cautions):
    for rating in (4, 6):
        released = release_mean(counts=counts(*[rating] * n), invited=invited, answered=answered)
        assert released.cautions == cautions


@pytest.mark.parametrize("caution", Caution)
def test_every_caution_has_a_sentence(caution):
    assert caution.words.endswith(".")


@pytest.mark.parametrize(
    ("tally", "invited", "answered", "complaint"),
    [
        ([1] * 9, 60, None, "10 counts"),
        ([-1] + [1] * 9, 60, None, "less than nought"),
        ([1.5] * 10, 60, None, "whole numbers"),
        ([1] * 10, 9, None, "10 answers"),
        ([1] * 10, 60, 9, "9 replies"),
        ([1] * 10, 60, 61, "61 replies"),
    ],
)
def test_what_cannot_be_counts_is_refused(tally, invited, answered, complaint):
    with pytest.raises(NotCounts, match=complaint):
        release_mean(counts=tally, invited=invited, answered=answered)


def test_three_counts_are_wanted_for_three_bands():
    with pytest.raises(NotCounts, match="3 counts"):
        release_bands(counts=[5, 5, 5, 5], invited=60)


def test_a_hundred_thousand_answers_take_no_longer_than_a_hundred():
    """The ends of the scale come from a formula. A search would take minutes here."""
    assert lines_run(lambda: release_mean(counts=[10_000] * 10, invited=200_000)) < 2_000
    assert release_mean(counts=[10_000] * 10, invited=200_000).shown == "5.5"
    released = release_bands(counts=[3, 33_333, 66_664], invited=200_000)
    assert [band.shown for band in released.bands][1] == "about 33335 of 100000"

"""The promise itself, tried in full. Each rule is also weakened here, and then the proof must fail.

n = 5 to 60 here; to 200 with `python -m benchmarks.disclosure_proofs`.
"""

from collections import Counter
from fractions import Fraction
from itertools import combinations_with_replacement

import pytest

from concordat.smallsample.bands import few, heads
from concordat.smallsample.clamps import clamp, half_up, insiders, step
from concordat.smallsample.disclosure import release_mean
from concordat.smallsample.proofs import prove_bands, prove_mean, shown_mean, tightest_clamp

pytestmark = pytest.mark.proofs

SCORES = range(5, 61)
BANDS = range(10, 61)


def test_beside_a_score_a_colleague_keeps_four_possible_answers():
    for n in SCORES:
        proof = prove_mean(n=n)
        assert proof.insiders == (1 if n < 20 else 2)
        assert proof.worst >= 4, n


def test_beside_three_bands_nobodys_band_is_known_and_no_band_is_one_person():
    proofs = [prove_bands(n=n) for n in BANDS]
    assert min(proof.worst for proof in proofs) >= 2
    assert sum(proof.pinned for proof in proofs) == 0


def test_insiders_may_learn_that_one_other_is_with_them_at_these_sizes_only():
    """Said openly in the method note. They never learn who: every colleague keeps two possible bands."""
    sizes = {n for n in BANDS if prove_bands(n=n).joined}
    assert sizes == {16, 22, 27, 32, 37, 42, 47, 52, 57}


def test_the_search_tries_as_many_cases_of_bands_as_our_first_search_did():
    assert sum(prove_bands(n=n).cases for n in range(10, 151)) == 383_532


def test_what_is_proved_is_what_is_released():
    for n in (5, 9, 10, 19, 20, 44):
        for total in range(n, 10 * n + 1):
            tally = Counter(total // n + (place < total % n) for place in range(n))
            released = release_mean(counts=[tally[rating] for rating in range(1, 11)], invited=n)
            assert Fraction(str(released.value)) == shown_mean(total, n)


def test_the_ends_found_by_trying_are_those_of_the_formula():
    for n in SCORES:
        assert tightest_clamp(n=n) == clamp(n=n)


@pytest.mark.parametrize("n", [5, 6])
def test_the_proof_by_sums_agrees_with_writing_out_every_set_of_answers(n):
    """No sums and no intervals: every set of answers that would be printed alike, looked at one by one."""
    possible = {}
    for answers in combinations_with_replacement(range(1, 11), n):
        shown = shown_mean(sum(answers), n)
        for own in set(answers):
            others = list(answers)
            others.remove(own)
            possible.setdefault((shown, own), set()).update(others)
    proof = prove_mean(n=n)
    assert min(len(others) for others in possible.values()) == proof.worst >= 4
    assert len(possible) == proof.cases


@pytest.mark.parametrize("n", [10, 13, 20])
def test_the_proof_of_bands_agrees_with_reasoning_in_ranges(n):
    """A second way: a band stays possible if the least and the most heads leave room for one more."""
    worst = 3
    every = [(first, second, n - first - second) for first in range(n + 1) for second in range(n + 1 - first)]
    for ranges in {tuple(heads(count=count, n=n) for count in tally) for tally in every}:
        for own in combinations_with_replacement(range(3), insiders(n=n)):
            rooms = [
                _fits(ranges, n, [own.count(band) + (band == colleague) for band in range(3)])
                for colleague in range(3)
            ]
            worst = min(worst, sum(rooms) or 3)
    assert worst == prove_bands(n=n).worst


def _fits(ranges, n, needed):
    low = [max(band.low, least) for band, least in zip(ranges, needed, strict=True)]
    return sum(low) <= n <= sum(band.high for band in ranges) and all(
        least <= band.high for least, band in zip(low, ranges, strict=True)
    )


# The weakened rules


def to(spacing):
    return lambda total, n: half_up(Fraction(total, n), to=Fraction(spacing))


@pytest.mark.parametrize("n", SCORES)
def test_one_decimal_place_would_leave_one_answer(n):
    assert prove_mean(n=n, shown=to("0.1")).worst == 1


@pytest.mark.parametrize("n", SCORES)
def test_our_rounding_without_the_ends_cut_off_would_leave_one_answer(n):
    assert prove_mean(n=n, shown=to(step(n=n))).worst == 1


@pytest.mark.parametrize("n", [5, 9, 10, 19, 20, 33, 60])
def test_ends_one_step_further_out_would_break_the_promise(n):
    ends, spacing = clamp(n=n), step(n=n)

    def looser(total, n):
        rounded = half_up(Fraction(total, n), to=spacing)
        return min(max(rounded, ends.at_most - spacing), ends.at_least + spacing)

    assert prove_mean(n=n, shown=looser).worst < 4


@pytest.mark.parametrize("n", [5, 12, 19, 20, 60])
def test_the_promise_holds_for_so_many_insiders_and_no_more(n):
    """Said openly in the method note: one insider more can learn more."""
    assert prove_mean(n=n, insiders_known=insiders(n=n) - 1 or 1).worst >= 4
    assert prove_mean(n=n, insiders_known=insiders(n=n) + 1).worst < 4


def test_all_but_one_putting_their_answers_together_learn_about_the_last():
    assert prove_mean(n=5, insiders_known=4).worst < 10


def test_exact_heads_would_tell_a_band_of_one():
    assert prove_bands(n=17, shown=lambda count, n: count).pinned > 0


def test_percentages_are_heads_in_disguise():
    """Six per cent of seventeen officers is one officer."""
    assert prove_bands(n=17, shown=lambda count, n: round(100 * count / n)).pinned > 0


@pytest.mark.parametrize("n", [20, 23, 30, 44])
def test_the_nearest_five_alone_would_give_a_band_away(n):
    assert prove_bands(n=n, shown=lambda count, n: (count + 2) // 5 * 5).worst == 1


@pytest.mark.parametrize("n", [19, 20, 44])
def test_few_must_reach_beyond_the_insiders(n):
    """If few meant no more than the insiders themselves, they would know that the rest lie elsewhere."""
    least = insiders(n=n) - 1

    def narrower(count, n):
        if count <= least:
            return "few"
        return "nearly all" if count >= n - least else "between"

    assert prove_bands(n=n, shown=narrower).worst == 1
    assert few(n=n) == insiders(n=n) + 1


def test_a_total_beside_a_group_would_give_the_odd_one_away():
    """Why no total over sides is ever published: nine people, and the same nine with one more."""
    worst = 10
    nine, ten = ({total: shown_mean(total, n) for total in range(n, 10 * n + 1)} for n in (9, 10))
    for part in set(nine.values()):
        for whole in set(ten.values()):
            answers = {
                answer
                for total, shown in nine.items()
                if shown == part
                for answer in range(1, 11)
                if ten.get(total + answer) == whole
            }
            worst = min(worst, len(answers) or 10)
    assert worst == 1


# Beyond the search


@pytest.mark.parametrize("n", [201, 420, 421, 1_000])
def test_the_formula_keeps_its_promise_beyond_the_table(n):
    assert prove_mean(n=n).worst >= 4


def test_from_forty_five_answers_bands_show_nothing_that_five_fewer_would_not():
    """So the search to 60 stands for every larger group: take five from the largest band of any outcome.

    The largest band keeps three heads and more, so no insider's own answer can be missed in it.
    """
    for n in range(45, 121):
        smaller = outcomes(n - 5)
        for outcome in outcomes(n):
            largest = max(range(3), key=lambda place: outcome[place])
            low, high = outcome[largest]
            assert low - 5 >= 3
            assert (*outcome[:largest], (low - 5, high - 5), *outcome[largest + 1 :]) in smaller


def outcomes(n):
    said = [heads(count=count, n=n) for count in range(n + 1)]
    ranges = [(one.low, one.high) for one in said]
    return {
        (ranges[first], ranges[second], ranges[n - first - second])
        for first in range(n + 1)
        for second in range(n + 1 - first)
    }

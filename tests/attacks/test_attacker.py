"""The attacker on random councils: 300 here, 10,000 with `python -m benchmarks.attacker`.

Each test after the first plants a leak, and sees the attacker make use of it.
"""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import attacker, forms
from benchmarks.attacker import publications
from benchmarks.attacker.councils import ASKED
from benchmarks.attacker.solving import Fact, ratings_open, totals
from concordat.smallsample import disclosure, trend
from concordat.smallsample.bands import Heads, Size
from concordat.smallsample.clamps import Clamp
from concordat.surveys.rules import appendices, data, release, sdmx, themes, trends, triple_s
from concordat.surveys.rules.figures import Figure
from concordat.surveys.rules.pooled import pooled
from concordat.surveys.views import showing

pytestmark = pytest.mark.slow
SOME = range(1, 26)


@given(seed=st.integers(min_value=0, max_value=10**9))
@settings(max_examples=300, deadline=None, derandomize=True, database=None)
def test_nobodys_answer_is_pinned_by_all_that_was_ever_published(seed):
    """Seen to fail: with each of the leaks that are planted below."""
    every = forms.QUICK if seed % 15 == 0 else ()
    told = attacker.attack(seed, worlds=2 if seed % 10 == 0 else 1, kinds=every)
    assert told.broken == ()


@pytest.mark.parametrize(("seed", "worlds"), [(9, 0), (18, 1)])
def test_nor_with_the_papers_in_word_and_pdf_beside_it_all(seed, worlds):
    """They are slow to make: of the 10,000 more councils are read so."""
    assert attacker.attack(seed, worlds=worlds, kinds=forms.EVERY).broken == ()


def broken(*kinds: str, worlds: int = 0, seeds: range = SOME) -> str:
    told = (attacker.attack(seed, worlds=worlds, kinds=kinds) for seed in seeds)
    return " ".join(sentence for each in told for sentence in each.broken)


def test_of_figures_as_they_are_nothing_is_broken_and_nothing_ruled_out_that_was_answered():
    """Or it would be a poor attacker, and its failures would prove nothing."""
    assert broken(worlds=1) == ""
    assert attacker.attack(6).figures > 500


# --------------------------------------------------------------------------------- leaks in every form


def test_one_decimal_place_is_pinned(monkeypatch):
    """Rounded as surveys usually are, nothing cut off at the ends: an insider reads a colleague's answer."""
    monkeypatch.setattr(disclosure, "step", lambda *, n: Fraction(1, 10))
    monkeypatch.setattr(disclosure, "clamp", lambda *, n: Clamp(Fraction(1), Fraction(10)))
    assert "stays possible" in broken()


def test_exact_heads_are_pinned(monkeypatch):
    def exact(*, count, n):
        return Heads(Size.ABOUT, count, count, count)

    monkeypatch.setattr(disclosure, "heads", exact)
    assert "A band of one" in broken()


def test_a_likely_range_about_the_exact_average_is_pinned(monkeypatch):
    """The score is rounded as ever; from the middle of the range the average itself can be read."""
    real = release.release_mean

    def about_the_average(*, counts, **words):
        told = real(counts=counts, **words)
        if told.suppressed:
            return told
        off = average(counts) - told.value
        return replace(told, low=max(1.0, told.low + off), high=min(10.0, told.high + off))

    monkeypatch.setattr(release, "release_mean", about_the_average)
    assert "stays possible" in broken()


def test_who_skipped_what_it_follows_on_hides_nobody(monkeypatch):
    """As it was until this attacker looked: thirteen of fourteen said what came of it; one said "never"."""
    monkeypatch.setattr(release, "_who_told_whether_it_befell_them", lambda reply, *_rest: reply.answered)
    assert "A band of one" in broken(seeds=range(112, 114))


def test_a_figure_that_the_solver_knows_nothing_of_is_noticed(monkeypatch):
    """A standard deviation, say, slipped in beside a score. The solver cannot read it; the record differs."""
    real = release.release_mean

    def and_the_spread(*, counts, **words):
        told = real(counts=counts, **words)
        mean, n = average(counts), max(sum(counts), 1)
        spread = sum(count * (rating - mean) ** 2 for rating, count in enumerate(counts, 1)) / n
        return told if told.suppressed else replace(told, sampling=spread)

    monkeypatch.setattr(release, "release_mean", and_the_spread)
    assert "should look alike do not" in broken(worlds=1)


def test_what_does_not_follow_from_the_figures_is_noticed(monkeypatch):
    """A gap worked out from the exact averages, say: it would be one equation more."""
    real = publications.release

    def and_a_finer_gap(**words):
        told = real(**words)
        gap = told.headline.gap
        return told if gap is None else replace(told, headline=replace(told.headline, gap=gap + 0.01))

    monkeypatch.setattr(publications, "release", and_a_finer_gap)
    assert "more than follows from its figures" in broken()


# -------------------------------------------------------------------------------- leaks in one form only


def average(counts) -> float:
    return sum(rating * count for rating, count in enumerate(counts, 1)) / max(sum(counts), 1)


@pytest.fixture
def exact(monkeypatch) -> Iterator[dict[tuple[str, str, int], float]]:
    """What no writer of a form should have: the average behind each score, by group, question and number."""
    known: dict[tuple[str, str, int], float] = {}
    real, last = release.release_mean, []

    def watched(*, counts, **words):
        last[:] = [average(counts)]
        return real(counts=counts, **words)

    def and_noted(released, *, question, reply, **words):
        figure = of_mean(released, question=question, reply=reply, **words)
        if last and not released.suppressed and question in ASKED:
            known[reply.name, question, released.n] = last[0]
        return figure

    of_mean = release.of_mean
    monkeypatch.setattr(release, "release_mean", watched)
    monkeypatch.setattr(release, "of_mean", and_noted)
    return known


def laid_open(figure: Figure, exact) -> Figure:
    """The same figure with two decimals of what it was made of."""
    told = exact.get((figure.atom, figure.id, figure.n))
    if told is None or figure.suppressed:
        return figure
    return replace(figure, value=round(told, 2), shown=f"{told:.2f}")


WRITERS = {
    "csv": (data, "_row", 1),
    "csvw.zip": (data, "_row", 1),
    "xlsx": (data, "_row", 1),
    "triple-s.zip": (triple_s, "_row", 1),
    "sdmx.zip": (sdmx, "_measured", 0),
    "html": (appendices, "_cell", 0),
    "docx": (appendices, "_cell", 0),
    "pdf": (appendices, "_cell", 0),
    "page": (showing, "cell", 0),
}


@pytest.mark.parametrize("form", WRITERS)
def test_a_finer_figure_in_one_form_only_is_found_and_pins_somebody(form, exact, monkeypatch):
    module, name, place = WRITERS[form]
    real = getattr(module, name)

    def leaking(*given, **words):
        figure = given[place]
        if isinstance(figure, Figure):
            figure = laid_open(figure, exact)
        else:
            figure = replace(figure, figure=laid_open(figure.figure, exact))
        return real(*given[:place], figure, *given[place + 1 :], **words)

    monkeypatch.setattr(module, name, leaking)
    told = broken("json", form, seeds=range(4, 5) if form in {"docx", "pdf"} else range(1, 13))
    assert f"Only in {form}" in told
    assert "stays possible" in told


@pytest.mark.parametrize("form", ["trend.json", "trend.csv", "trend.xlsx", "trend.html", "trend.page"])
def test_a_change_of_the_averages_where_there_should_be_a_word_is_found_and_pins_somebody(
    form, exact, monkeypatch
):
    real = trends._compared

    def leaking(earlier, later, *, changed_by):
        told = real(earlier, later, changed_by=changed_by)
        then, now = (exact.get((each.atom, each.id, each.n)) for each in (earlier, later))
        return told if then is None or now is None else replace(told, word="similar", change=now - then)

    monkeypatch.setattr(trends, "_compared", leaking)
    told = broken("json", form)
    assert "in points where a few came or went" in told
    if form in {"trend.json", "trend.csv", "trend.xlsx"}:  # pages print one decimal, which pins few
        assert "stays possible" in told


def test_without_the_wave_guard_a_change_in_points_is_noticed(monkeypatch):
    monkeypatch.setattr(trend, "GUARDED_CHANGES", ())
    assert "in points where a few came or went" in broken()


def test_without_the_guard_for_parishes_a_change_in_points_is_noticed(monkeypatch):
    monkeypatch.setattr(
        publications, "pooled", lambda **words: pooled(**words | {"guarded": False, "roster_changed_by": 0})
    )
    assert "officers of parishes" in broken(seeds=range(5, 11))


def test_a_number_of_writers_that_is_everybody_is_found(monkeypatch):
    monkeypatch.setattr(themes, "floor", lambda behind, *, answered: behind if behind >= 3 else None)
    assert "Everybody wrote of it" in broken(seeds=range(3, 31, 3))


def test_as_many_quotes_as_people_are_found(monkeypatch):
    """As it was until this attacker looked: themes of two quotes each, and together one of everybody."""
    monkeypatch.setattr(themes, "_most_known_to_have_written", lambda answered: answered)
    assert "one of the quotes" in broken(seeds=range(51, 60, 3))


def test_of_one_rating_the_solver_leaves_what_writing_out_every_answer_leaves():
    fact = Fact(0, "councillors", "H1", 5, sums=tuple(totals("7.5 or above", 5)))
    left = {
        last
        for rest in range(3, 31)
        for last in range(1, 11)
        if rest + last + 10 in totals("7.5 or above", 5)
    }
    assert set(ratings_open(fact, [10])) == left

"""What may be told of comments: themes of three and more, and quotes that were allowed."""

from itertools import pairwise

import pytest

from concordat.surveys.rules import themes
from concordat.surveys.rules.comments import Comment, Outcome
from concordat.surveys.rules.identifying import Known
from concordat.surveys.rules.instrument import Side
from concordat.surveys.rules.themes import CannotBeTold, Coding, Draft, Theme

LATE = Draft(1, "Papers come late", "Reports reach members too late to be read well.")
KIND = Draft(2, "Kindness", "People help each other when it is hard.")
TEXTS = ("Papers reach us the night before", "too late", "late again", "all of them help", "fine", "well")


NOBODY = Known()


def told(codings, *, drafts=(LATE, KIND), texts=TEXTS, may_quote=(), known=NOBODY, answered=30):
    comments = {str(n): Comment(text, may_quote=n in may_quote) for n, text in enumerate(texts)}
    return themes.told(
        side=Side.OFFICERS,
        drafts=drafts,
        comments=comments,
        codings={str(n): coding for n, coding in codings.items()},
        known=known,
        answered=answered,
    )


def under(*numbers, **more):
    return Coding(themes=frozenset(numbers), **more)


def test_a_theme_needs_three_behind_it_and_of_fewer_not_a_word_is_said():
    found = told({0: under(1), 1: under(1), 2: under(1, 2), 3: under(2)})
    assert found.themes == (Theme(LATE.title, LATE.words, at_least=3),)
    assert KIND.title not in repr(found)


@pytest.mark.parametrize(
    ("behind", "floor"), [(2, None), (3, 3), (4, 3), (5, 5), (9, 5), (10, 10), (39, 20), (1000, 80)]
)
def test_how_many_is_told_as_a_floor(behind, floor):
    assert themes.floor(behind, answered=2000) == floor


def test_no_floor_is_reached_or_left_by_more_than_the_reader_could_see():
    """One comment more never shows, save where it reaches a step; then it shows only as that step."""
    steps = [n for n in range(3, 200) if shown(n) != shown(n - 1)]
    assert steps == list(themes.FLOORS)
    assert all(later >= 1.6 * sooner for sooner, later in pairwise(steps))


def shown(behind):
    return themes.floor(behind, answered=2000)


@pytest.mark.parametrize(
    ("behind", "answered", "floor"),
    [(10, 10, 5), (10, 11, 5), (10, 12, 10), (20, 20, 10), (20, 22, 10), (20, 23, 20), (9, 10, 5)],
)
def test_a_floor_never_tells_that_everybody_wrote_of_it(behind, answered, floor):
    """Beside an insider (two, from 20 answers) who wrote nothing, a colleague may have written nothing too.

    Seen to fail: when the floor did not look at how many answered, ten of ten were told as "at least 10".
    """
    assert themes.floor(behind, answered=answered) == floor


def test_themes_of_one_floor_come_by_title_so_that_their_order_says_nothing_of_size():
    codings = {n: under(2) for n in range(4)} | {4: under(1), 5: under(1)}
    codings |= {0: under(1, 2)}
    swapped = [told(codings, drafts=drafts).themes for drafts in ((LATE, KIND), (KIND, LATE))]
    assert swapped[0] == swapped[1]
    assert [theme.title for theme in swapped[0]] == ["Kindness", "Papers come late"]


def test_of_fewer_than_five_comments_nothing_is_told():
    found = told({n: under(1) for n in range(4)}, texts=TEXTS[:4])
    assert (found.outcome, found.themes) == (Outcome.FEW_WROTE, ())


def test_notes_on_comments_that_are_not_in_the_box_count_for_nothing():
    assert told({0: under(1), 1: under(1), 77: under(1), 78: under(1)}).themes == ()


def test_a_quote_stands_where_its_writer_ticked_and_nowhere_else():
    codings = {n: under(1, 2) for n in range(4)} | {1: under(1, 2, quote_under=1)}
    late, kind = sorted(told(codings, may_quote={1}).themes, key=lambda theme: theme.title)[::-1]
    assert (late.quotes, kind.quotes) == (("too late",), ())
    with pytest.raises(CannotBeTold, match="not allowed a quote"):
        told(codings)


def test_more_quotes_than_two_would_count_the_theme():
    codings = {n: under(1, quote_under=1) for n in range(3)}
    with pytest.raises(CannotBeTold, match="2 is the most"):
        told(codings, may_quote={0, 1, 2})


@pytest.mark.parametrize(
    ("quotes", "answered", "few_enough"), [(8, 10, True), (9, 10, False), (10, 10, False)]
)
def test_quotes_never_tell_that_everybody_wrote(quotes, answered, few_enough):
    """Each is of another hand. An insider who wrote nothing must not know that every colleague did.

    Seen to fail: when quotes were counted theme by theme alone, ten of ten could be quoted under five themes.
    """
    drafts = tuple(Draft(n, f"Theme {n}", "As it was put.") for n in range(1, 6))
    codings = {
        n: under(1, 2, 3, 4, 5, quote_under=n // 2 + 1 if n < quotes else None) for n in range(answered)
    }
    texts = tuple(f"words {n}" for n in range(answered))
    said = {"drafts": drafts, "texts": texts, "may_quote": set(range(answered)), "answered": answered}
    if few_enough:
        assert sum(len(theme.quotes) for theme in told(codings, **said).themes) == quotes
    else:
        with pytest.raises(CannotBeTold, match=f"{quotes} quotes, each of another person"):
            told(codings, **said)


def test_a_quote_with_identifying_words_is_told_only_once_the_reviewer_has_confirmed_it():
    texts = (*TEXTS[:5], "Gwen says they are late")
    known = Known(names=("Gwen Moss",))
    codings = {1: under(1), 2: under(1), 5: under(1, quote_under=1)}
    with pytest.raises(CannotBeTold, match="could show who wrote it"):
        told(codings, texts=texts, may_quote={5}, known=known)
    codings[5] = under(1, quote_under=1, confirmed=True)
    [theme] = told(codings, texts=texts, may_quote={5}, known=known).themes
    assert theme.quotes == ("Gwen says they are late",)


def test_a_quote_under_a_theme_that_is_not_its_own_is_not_told():
    codings = {0: under(1), 1: under(1), 2: under(1), 3: under(2, quote_under=1)}
    [theme] = told(codings, may_quote={3}).themes
    assert theme.quotes == ()


def test_the_reviewers_words_may_not_repeat_a_comment_that_is_not_to_be_quoted():
    copied = Draft(1, "Late", "It is said that papers REACH us, the night before.")
    codings = {n: under(1) for n in range(3)}
    with pytest.raises(CannotBeTold, match="repeat 6 or more words"):
        told(codings, drafts=(copied,))
    assert told(codings, drafts=(copied,), may_quote={0}).themes


def test_a_theme_without_title_or_words_stops_the_release_and_says_which():
    codings = {n: under(1) for n in range(3)}
    with pytest.raises(CannotBeTold, match="Officers, theme 1: give it a title"):
        told(codings, drafts=(Draft(1, " ", "x"),))


def test_why_there_are_none_is_told_in_a_sentence_for_each_outcome():
    for outcome in Outcome:
        words = themes.why_none(themes.InTheirOwnWords(Side.OFFICERS, outcome))
        assert words.startswith("Officers: ")
        assert words.endswith(".")
    full = themes.InTheirOwnWords(Side.OFFICERS, Outcome.TOLD, (Theme("a", "b", 3),))
    assert themes.why_none(full) == ""

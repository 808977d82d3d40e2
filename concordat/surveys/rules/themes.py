"""What is told of comments: themes with at least three people behind each, in the reviewer's words.

How many is told as a floor alone: at least 3, 5, 10, 20, 40, 80. Three things keep floors from being
subtracted. A comment may stand behind several themes, so no two of them add up to anything. Neither the
number of comments nor what is left over is told, so there is no whole to take a part from. And they are told
once: nobody sees the same theme with one comment more or less. Themes of one floor come in the order of
their titles, because an order by size would say what the floor hides.

A floor is never so high that it would tell of everybody: that ten of the ten who answered wrote of something
would be each one's own word. Nor are the quotes of all themes together so many: each is of another hand.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from concordat.smallsample.clamps import insiders
from concordat.surveys.rules.comments import COMMENTS_NEEDED, Comment, Outcome
from concordat.surveys.rules.identifying import Known, identifying
from concordat.surveys.rules.instrument import Side

BEHIND = 3
FLOORS = (3, 5, 10, 20, 40, 80)
# Fewer than the lowest floor, so that counting the quotes never says more than the floor does.
MOST_QUOTES = 2
MOST_THEMES = 20
TITLE, WORDS = 120, 1_000
# As many words of somebody's own, one after another, are a quotation.
RUN = 6


@dataclass(frozen=True)
class Theme:
    """One theme as it is published. ``quotes`` are whole comments, whose writers allowed it."""

    title: str
    words: str
    at_least: int
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True)
class InTheirOwnWords:
    """What became of the comments of one side."""

    side: Side
    outcome: Outcome
    themes: tuple[Theme, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A theme as the reviewer has written it so far."""

    number: int
    title: str
    words: str


@dataclass(frozen=True)
class Coding:
    """What the reviewer noted of one comment: its themes, where to quote it, and that it may be."""

    themes: frozenset[int] = frozenset()
    quote_under: int | None = None
    confirmed: bool = False


class CannotBeTold(Exception):
    """``problems`` says what stands in the way of the release, one sentence each. Nothing was told."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


def floor(behind: int, *, answered: int) -> int | None:
    """The highest floor that so many reach; ``None`` for fewer than may be told of.

    answered   how many of the side answered, which is told. A colleague of insiders who wrote nothing must be
               left the chance of having written nothing either
    """
    highest = min(behind, _most_known_to_have_written(answered))
    return max((step for step in FLOORS if step <= highest), default=None)


def _most_known_to_have_written(answered: int) -> int:
    return answered - insiders(n=answered) - 1


def told(
    *,
    side: Side,
    drafts: Sequence[Draft],
    comments: Mapping[str, Comment],
    codings: Mapping[str, Coding],
    known: Known,
    answered: int,
) -> InTheirOwnWords:
    """What may be published of the comments of one side.

    comments   fingerprint → comment, of every comment that is not empty
    codings    fingerprint → what the reviewer noted; of strangers nothing counts
    answered   how many of the side answered, whether they wrote or not

    Raises ``CannotBeTold``. A theme with fewer than three behind it is left out without a word.
    """
    if len(comments) < COMMENTS_NEEDED:
        return InTheirOwnWords(side, Outcome.FEW_WROTE)
    themes: list[Theme] = []
    problems: list[str] = []
    for draft in drafts:
        behind = {mark for mark in comments if draft.number in codings.get(mark, Coding()).themes}
        at_least = floor(len(behind), answered=answered)
        if at_least is None:
            continue
        quoted = [mark for mark in sorted(behind) if codings[mark].quote_under == draft.number]
        where = f"{side.capitalize()}, theme {draft.number}: "
        problems += [f"{where}{wrong}" for wrong in _of_the_words(draft, comments)]
        problems += [f"{where}{wrong}" for wrong in _of_the_quotes(quoted, comments, codings, known)]
        quotes = tuple(sorted(comments[mark].text for mark in quoted))
        themes.append(Theme(draft.title.strip(), draft.words.strip(), at_least, quotes))
    hands, most = sum(len(theme.quotes) for theme in themes), _most_known_to_have_written(answered)
    if hands > most:
        problems.append(
            f"{side.capitalize()}: there are {hands} quotes, each of another person, of {answered} who "
            f"answered. Leave out {hands - most}, so that not everybody is seen to have written."
        )
    if problems:
        raise CannotBeTold(problems)
    themes.sort(key=lambda theme: (-theme.at_least, theme.title.casefold(), theme.words))
    return InTheirOwnWords(side, Outcome.TOLD, tuple(themes))


def _of_the_words(draft: Draft, comments: Mapping[str, Comment]) -> list[str]:
    wrong = []
    if not draft.title.strip() or not draft.words.strip():
        wrong.append("give it a title, and say in your own words what people wrote.")
    if len(draft.title.strip()) > TITLE or len(draft.words.strip()) > WORDS:
        wrong.append(f"a title has at most {TITLE} signs, and its words {WORDS}.")
    private = [comment.text for comment in comments.values() if not comment.may_quote]
    if any(repeats(f"{draft.title}\n{draft.words}", each) for each in private):
        wrong.append(
            f"your words repeat {RUN} or more words of a comment that its writer does not want quoted. "
            "Say it in your own."
        )
    return wrong


def _of_the_quotes(
    quoted: Sequence[str], comments: Mapping[str, Comment], codings: Mapping[str, Coding], known: Known
) -> list[str]:
    wrong = []
    if len(quoted) > MOST_QUOTES:
        wrong.append(f"it has {len(quoted)} quotes, and {MOST_QUOTES} is the most.")
    if any(not comments[mark].may_quote for mark in quoted):
        wrong.append("a writer has not allowed a quote.")
    if any(identifying(comments[mark].text, known=known) and not codings[mark].confirmed for mark in quoted):
        wrong.append(
            "a quote has words that could show who wrote it. Look at it again: confirm it, or leave it out."
        )
    return wrong


def repeats(words: str, original: str) -> bool:
    """Whether `RUN` words of the original stand in these words, one after another."""
    return bool(_runs(words) & _runs(original))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


# ---------------------------------------------------------------------------- in words, for page and paper

BECAUSE = {
    Outcome.FEW_ANSWERED: "their comments were destroyed unread, because fewer than ten of them answered.",
    Outcome.FEW_WROTE: "their comments were destroyed unread, because fewer than five of them wrote one.",
    Outcome.NOT_BELIEVED: "their comments were destroyed unread, because there were more of them than people "
    "who answered. Somebody with access to the database may have put some there: ask for this to be looked "
    "into.",
    Outcome.LAPSED: "their comments were destroyed, because the reviewer had published nothing of them in "
    "time.",
}
NOTHING_SHARED = "no theme came up in three comments or more."


def why_none(side: InTheirOwnWords) -> str:
    """Why there are no themes of a side, as one sentence; nothing if there are."""
    if side.themes:
        return ""
    return f"{side.side.capitalize()}: {BECAUSE.get(side.outcome, NOTHING_SHARED)}"


def behind(theme: Theme) -> str:
    return f"At least {theme.at_least} people wrote of this."

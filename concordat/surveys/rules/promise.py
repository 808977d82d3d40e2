"""What whoever answers is promised: the editions of it, and whether the program that runs still keeps one.

A wave is launched under an edition, which the database then holds. Its words are in the templates, and never
change. Its numbers are here, and beside them what the rules that run would do: that is asked of the rules
themselves, so that a changed rule is noticed wherever it was changed. Before a ballot box is opened the two
are compared. Keeping more than was promised is no fault; keeping less is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from concordat.smallsample import disclosure
from concordat.smallsample.clamps import TooFew
from concordat.surveys.rules import comments, release, themes
from concordat.surveys.rules.instrument import Side

# What new waves promise.
EDITION = "2026-3"
MANY = 100


@dataclass(frozen=True)
class Terms:
    """The numbers of a promise.

    people          in a group that is reported at all
    replies         of a group that is reported at all
    score, bands    answers behind a score, and behind a figure in three bands
    few             as many heads can be told from nobody
    highest         the highest score that is ever shown of five answers
    answered        of a side before a comment is read
    wrote           of a side before a comment is shown
    behind          a theme before it is told
    days            that comments wait for their reviewer at most
    """

    people: int
    replies: int
    score: int
    bands: int
    few: int
    highest: float
    answered: int
    wrote: int
    behind: int
    days: int


_FIRST = Terms(
    people=5, replies=5, score=5, bands=10, few=3, highest=7.5, answered=10, wrote=5, behind=3, days=60
)
# 2026-3 has the numbers of 2026-2. It says of one thing more that no rule can hide it (attacks.md, A8), and
# when a box is opened that was closed early.
EDITIONS: Mapping[str, Terms] = {"2026-2": _FIRST, "2026-3": _FIRST}
# "They can do so only after the closing day", it was promised without more.
ONLY_AFTER_THE_LAST_DAY = frozenset({"2026-2"})


@dataclass(frozen=True)
class Words:
    """The templates in which an edition's words stand."""

    promise: str
    limits: str


class LessThanPromised(Exception):
    """The program that runs keeps less than this wave was launched with. ``problems``: one sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


WHAT_TO_DO = (
    "Nothing was opened, and no ballot is lost. Have the version of Concordat installed again under which "
    "this health check was launched, and open the box with that."
)
NOT_DESTROYED = (
    "The ballots, links and keys would still be here after the results, although it was promised that they "
    "are destroyed."
)


def words(edition: str) -> Words:
    if edition not in EDITIONS:
        return Words("surveys/promises/unknown.html", "surveys/promises/unknown.html")
    return Words(f"surveys/promises/{edition}/promise.html", f"surveys/promises/{edition}/limits.html")


def may_be_opened(edition: str, *, closed: bool, closes_on: date, today: date) -> bool:
    """Whether the box may be opened: nobody can answer any more, and it was not promised for a later day."""
    return today > closes_on or (closed and edition not in ONLY_AFTER_THE_LAST_DAY)


def see_that_it_is_kept(edition: str) -> None:
    """Raises ``LessThanPromised``, whose last sentence says what to do."""
    if problems := shortfalls(edition):
        raise LessThanPromised([*problems, WHAT_TO_DO])


def shortfalls(edition: str) -> tuple[str, ...]:
    """Where the program that runs keeps less than this edition promised; none if it keeps all."""
    promised = EDITIONS.get(edition)
    if promised is None:
        return (
            f"This health check was launched with the promise of edition “{edition}”, which this version of "
            "Concordat does not know.",
        )
    kept = as_it_runs()
    found = []
    for name, told in LEAST.items():
        at_least, would = getattr(promised, name), getattr(kept, name)
        if would < at_least:
            found.append(f"{told} From {at_least}, it was promised; this version would do it from {would}.")
    for name, told in MOST.items():
        at_most, would = getattr(promised, name), getattr(kept, name)
        if would > at_most:
            found.append(f"{told} At most {at_most} was promised, and in this version it is {would}.")
    return tuple(found)


LEAST = {
    "people": "A group is reported if enough people were asked.",
    "replies": "A group is reported if enough of it replied.",
    "score": "A score is shown if enough answers are behind it.",
    "bands": "A “how often” figure is shown if enough answers are behind it.",
    "few": "Heads are told apart from nobody if they are enough.",
    "answered": "Comments are read if enough of a side answered.",
    "wrote": "Comments are shown to their reviewer if enough wrote one.",
    "behind": "A theme is told if enough wrote of it.",
}
MOST = {
    "highest": "A score of five answers is shown as a limit near the end of the scale.",
    "days": "Comments are destroyed after so many days.",
}


def as_it_runs() -> Terms:
    """What the rules that run would do, found out by asking them."""
    return Terms(
        people=_first(lambda n: release.Atom("", Side.OFFICERS, invited=n, answered=MANY).reportable),
        replies=_first(lambda n: release.Atom("", Side.OFFICERS, invited=MANY, answered=n).reportable),
        score=_first(
            lambda n: disclosure.release_mean(counts=_all_alike(n, of=10), invited=MANY).suppressed is None
        ),
        bands=_first(
            lambda n: disclosure.release_bands(counts=_all_alike(n, of=3), invited=MANY).suppressed is None
        ),
        few=_first(_is_told_from_nobody),
        highest=_highest_of_five(),
        answered=_first(lambda n: comments.unread_because(answered=n, sealed=n, spent=n) is None),
        wrote=comments.COMMENTS_NEEDED,
        behind=_first(lambda n: themes.floor(n, answered=MANY) is not None),
        days=comments.KEPT_FOR.days,
    )


def _first(does: Callable[[int], bool]) -> int:
    return next((n for n in range(1, MANY + 1) if _done(does, n)), MANY + 1)


def _done(does: Callable[[int], bool], n: int) -> bool:
    try:
        return does(n)
    except TooFew:  # refused by a rule further down, which is as good
        return False


def _all_alike(n: int, *, of: int) -> list[int]:
    return [0] * (of - 1) + [n]


def _is_told_from_nobody(heads: int) -> bool:
    bands = disclosure.release_bands(counts=[heads, 6, 6], invited=MANY).bands
    return bands is not None and bands[0].low > 0


def _highest_of_five() -> float:
    shown = disclosure.release_mean(counts=_all_alike(5, of=10), invited=MANY).value
    return 0.0 if shown is None else shown

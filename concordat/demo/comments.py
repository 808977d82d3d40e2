"""What some people of Marlbridge wrote with a health check, and what its reviewer made of it. All made up."""

from datetime import datetime
from random import Random
from typing import Any

from concordat.surveys import actions as surveys
from concordat.surveys import queries as waves
from concordat.surveys.rules.comments import EMPTY, Comment
from concordat.surveys.rules.instrument import Side
from concordat.surveys.rules.themes import Coding, Draft

# How often somebody writes a comment, and what: theme, words, and whether they may be quoted.
WRITING = 0.4
LATE, KIND, RUSH = 1, 2, 3
WRITTEN: dict[Side, tuple[tuple[int, str, bool], ...]] = {
    Side.COUNCILLORS: (
        (LATE, "Reports reach us too late to be read properly.", True),
        (LATE, "If papers came a week before, we would ask better questions.", False),
        (LATE, "Late papers, every cycle.", False),
        (KIND, "Officers are courteous even when we are not.", True),
        (KIND, "When I ring somebody, they ring back.", False),
    ),
    Side.OFFICERS: (
        (RUSH, "We are asked for advice after the decision has been made.", True),
        (RUSH, "Being asked early makes the advice better.", False),
        (RUSH, "Too much is urgent, and too little is planned.", False),
        (KIND, "Most members say thank you.", True),
        (KIND, "It is better than it was two years ago.", False),
    ),
}
DRAFTS = {
    LATE: Draft(LATE, "Papers come late", "Reports should reach members with time to read them."),
    KIND: Draft(KIND, "Courtesy", "People treat each other with respect, and answer when asked."),
    RUSH: Draft(RUSH, "Asked too late", "Advice is wanted at the end, when it can change least."),
}


def written(side: Side, *, chance: Random) -> Comment:
    if chance.random() > WRITING:
        return EMPTY
    _theme, words, may_quote = chance.choice(WRITTEN[side])
    return Comment(words, may_quote=may_quote)


def review(wave: Any, *, secret: str, by: Any, at: datetime) -> None:
    """The reviewer reads, codes and publishes, as at the desk."""
    wave.refresh_from_db()
    for side, kinds in WRITTEN.items():
        box = waves.waiting_box(wave, side=side)
        if box is None:
            continue
        theme_of = {words: theme for theme, words, _may_quote in kinds}
        found = surveys.read_comments(box=box, secret=secret, by=by, at=at)
        codings: dict[str, Coding] = {}
        quoted: set[int] = set()
        for mark, comment in found.items():
            theme = theme_of[comment.text]
            quote = theme if comment.may_quote and theme not in quoted else None
            quoted |= {theme} if quote else set()
            codings[mark] = Coding(themes=frozenset({theme}), quote_under=quote)
        drafts = [DRAFTS[theme] for theme in sorted(set(theme_of.values()))]
        if found:
            surveys.code(box=box, drafts=drafts, codings=codings, by=by, at=at)
    if waves.is_being_reviewed(wave):
        surveys.publish_themes(wave=wave, secret=secret, by=by, at=at)

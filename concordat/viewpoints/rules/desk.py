"""The reviewer's desk: comments laid out by statement and viewpoint, and what may be quoted of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from concordat.viewpoints.rules.collected import Collection

FEWEST_WORDS_QUOTED = 3


class NoLeave(Exception):
    """Nobody who gave leave to be quoted has written these words about this card."""


@dataclass(frozen=True)
class Comment:
    """What one person said of a card. For the researcher alone."""

    pseudonym: str
    value: float
    words: str
    may_quote: bool
    factors: tuple[int, ...]


@dataclass(frozen=True)
class OnACard:
    """Everything that was said of one card, those of one viewpoint together."""

    statement: str
    text: str
    comments: tuple[Comment, ...]


def laid_out(
    collection: Collection, *, flagged: Mapping[str, Sequence[int]], factor: int | None = None
) -> tuple[OnACard, ...]:
    """The comments of each card that has any. ``flagged``: a pseudonym to the factors that it defines.

    factor    only the comments of those who define it
    """
    cards = []
    for statement in collection.statements:
        comments = [
            Comment(
                pseudonym=sort.pseudonym,
                value=float(sort.values.get(statement.id, 0)),
                words=sort.comments[statement.id],
                may_quote=sort.may_quote,
                factors=tuple(flagged.get(sort.pseudonym, ())),
            )
            for sort in collection.sorts
            if statement.id in sort.comments
        ]
        kept = [each for each in comments if factor is None or factor in each.factors]
        if kept:
            kept.sort(key=lambda each: (each.factors or (99,), -each.value, each.pseudonym))
            cards.append(OnACard(statement.id, statement.text, tuple(kept)))
    return tuple(cards)


def quotable(words: str, said: Iterable[str]) -> bool:
    """Whether these words stand in something that was said: whole, and more than a word or two."""
    wanted = _plain(words)
    return len(wanted.split()) >= FEWEST_WORDS_QUOTED and any(
        f" {wanted} " in f" {_plain(each)} " for each in said
    )


def _plain(words: str) -> str:
    """Without quotation marks at either end, and with single spaces: how it was typed plays no part."""
    return " ".join(words.strip(" \n\t“”\"'‘’").casefold().split())

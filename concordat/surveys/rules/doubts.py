"""The cautions about a whole release, as sentences: what a reader must know before any figure."""

from collections.abc import Sequence

from concordat.smallsample.cautions import Caution
from concordat.smallsample.disclosure import ATOM_FLOOR, BAND_FLOOR, MEAN_FLOOR, Suppression
from concordat.surveys.rules.figures import Figure, Headline, Reply
from concordat.surveys.rules.instrument import Side

FELT = "These are perceptions: what people feel and say, not a record of what happened."


def cautions_of(replies: Sequence[Reply], figures: Sequence[Figure], headline: Headline) -> tuple[str, ...]:
    said = [FELT]
    said += [_not_reported(reply) for reply in replies if not reply.reportable]
    said += [_in_parts(side, replies) for side in Side if sum(reply.side is side for reply in replies) > 1]
    said += [f"Nobody was asked on the side of the {side}." for side in Side if not _asked(side, replies)]
    said += [
        _few_replied(reply) for reply in replies if reply.reportable and 2 * reply.answered < reply.invited
    ]
    for reply in replies:
        own = [figure for figure in figures if figure.atom == reply.name]
        hidden = [figure for figure in own if figure.suppressed is Suppression.TOO_FEW_ANSWERS]
        if reply.reportable and hidden:
            said.append(_some_hidden(reply, hidden))
    if headline.gap is not None or headline.margin is not None:
        told = (Caution.CAPPED, Caution.SMALL_GROUP, Caution.SPLIT_SIDE)
        said += [f"The headline: {_lower(caution.words)}" for caution in told if caution in headline.cautions]
    return tuple(said)


def _asked(side: Side, replies: Sequence[Reply]) -> bool:
    return any(reply.side is side for reply in replies)


def _not_reported(reply: Reply) -> str:
    if reply.invited < ATOM_FLOOR:
        return (
            f"{reply.name.capitalize()}: nothing is shown, because a group of fewer than {ATOM_FLOOR} people "
            "cannot be reported without giving somebody away. Hold a conversation with an independent "
            "facilitator, or ask with other councils together through the county association."
        )
    name = reply.name.capitalize()
    return f"{name}: nothing is shown, because fewer than {MEAN_FLOOR} of {reply.invited} replied."


def _in_parts(side: Side, replies: Sequence[Reply]) -> str:
    names = " and ".join(reply.name for reply in replies if reply.side is side)
    return (
        f"The {side} were declared in parts ({names}), so there is no figure for them as a whole, and no "
        "gap: a total beside its parts would let somebody subtract."
    )


def _few_replied(reply: Reply) -> str:
    return (
        f"{reply.name.capitalize()}: {reply.answered} of {reply.invited} replied, fewer than half. "
        "The others may think differently, and no margin covers that."
    )


def _some_hidden(reply: Reply, hidden: Sequence[Figure]) -> str:
    ids = ", ".join(figure.id for figure in hidden)
    return (
        f"{reply.name.capitalize()}: not shown, because too few answered: {ids}. "
        f"A score needs {MEAN_FLOOR} answers, three bands need {BAND_FLOOR}."
    )


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]

"""The cautions about a whole release, as sentences: what a reader must know before any figure."""

from collections.abc import Mapping, Sequence, Set

from concordat.smallsample.cautions import Caution
from concordat.smallsample.disclosure import ATOM_FLOOR, BAND_FLOOR, MEAN_FLOOR, Suppression
from concordat.surveys.rules.figures import Figure, Reply
from concordat.surveys.rules.instrument import Side

FELT = "These are perceptions: what people feel and say, not a record of what happened."


MOST_NAMED = 6
# What a reader must know of one group's headline score, in the order in which it is told.
OF_THE_HEADLINE = {
    Caution.CAPPED: "the score of the working relationship is shown only as a limit, because the exact score "
    "would give answers away.",
    Caution.SMALL_GROUP: "fewer than 20 people rated the working relationship, so one or two answers move "
    "the score.",
    Caution.SPLIT_SIDE: "they are in two camps on whether things are better or worse than a year ago. The "
    "score may stand for neither camp, and its margin is drawn wider.",
}


def cautions_of(
    replies: Sequence[Reply],
    figures: Sequence[Figure],
    *,
    headline: str,
    topics: Mapping[str, str],
    asked_of_some: Set[str] = frozenset(),
) -> tuple[str, ...]:
    """
    headline        the question that stands for the whole
    topics          what each question is called to a reader
    asked_of_some   the questions that are asked only of those to whom they apply
    """
    said = [FELT]
    said += [_not_reported(reply) for reply in replies if not reply.reportable]
    said += [_in_parts(side, replies) for side in Side if sum(reply.side is side for reply in replies) > 1]
    said += [not_asked(side) for side in Side if not _asked(side, replies)]
    said += [
        _few_replied(reply) for reply in replies if reply.reportable and 2 * reply.answered < reply.invited
    ]
    for reply in replies:
        own = [figure for figure in figures if figure.atom == reply.name]
        hidden = [figure for figure in own if figure.suppressed is Suppression.TOO_FEW_ANSWERS]
        if reply.reportable and hidden:
            said.append(_some_hidden(reply, [topics[figure.id] for figure in hidden]))
            if any(figure.id in asked_of_some for figure in hidden):
                # Of the two reasons it is not told which: "nearly everyone answered" would itself tell.
                said[-1] += (
                    " Where a question is asked only of some, it may also be that too few others were left."
                )
        for figure in own:
            said += _of_the_headline(reply, figure) if figure.id == headline else []
    return tuple(said)


def not_asked(side: Side) -> str:
    return f"Nobody was asked on the side of the {side}."


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


def _some_hidden(reply: Reply, topics: Sequence[str]) -> str:
    named = [f"“{topic}”" for topic in topics[:MOST_NAMED]]
    if (more := len(topics) - MOST_NAMED) > 0:
        named.append(f"and {more} more")
    return (
        f"{reply.name.capitalize()}: too few answered {', '.join(named)} for anything to be shown. "
        f"A score needs {MEAN_FLOOR} answers; a question with three answers needs {BAND_FLOOR}."
    )


def _of_the_headline(reply: Reply, figure: Figure) -> list[str]:
    name = reply.name.capitalize()
    return [f"{name}: {words}" for caution, words in OF_THE_HEADLINE.items() if caution in figure.cautions]

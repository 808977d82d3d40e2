"""Choosing step by step: from the cards one agrees with those of the highest column, then from the others
those of the lowest, and so inwards. What is left fills the middle as a first proposal."""

from dataclasses import dataclass, replace

from concordat.viewpoints.rules.draft import NotAMove, Pile, Plan, Sorting


@dataclass(frozen=True)
class Step:
    """One choice: ``count`` cards for the column ``value``, at the end that is most like or most unlike."""

    value: int
    count: int
    likes: bool


@dataclass(frozen=True)
class Offer:
    """What a step puts before somebody.

    cards    in the order dealt, those of the pile that it is about first
    ticked   what is ticked to begin with, or was ticked so far
    most     how many may be chosen; ``exact`` says that they must be just so many
    beyond   whether cards of another pile had to be added, because the pile has too few
    """

    step: Step
    cards: tuple[str, ...]
    ticked: tuple[str, ...]
    most: int
    exact: bool
    beyond: bool


def steps(plan: Plan) -> tuple[Step, ...]:
    """⌈(columns − 3) / 2⌉ rounds of two steps each, so that three columns are left, or two."""
    if not plan.thinning:
        return ()
    rounds = max(0, -(-(len(plan.grid) - 3) // 2))
    found = []
    for out in range(rounds):
        for likes, (value, count) in ((True, plan.grid[-1 - out]), (False, plan.grid[out])):
            found.append(Step(value=value, count=count, likes=likes))
    return tuple(found)


def offer(sorting: Sorting, plan: Plan) -> Offer | None:
    """The step that comes next, or None when all are done."""
    planned = steps(plan)
    if sorting.chosen >= len(planned):
        return None
    step = planned[sorting.chosen]
    nearest = [Pile.AGREE, Pile.NEUTRAL, Pile.DISAGREE]
    left = sorting.beside
    of_piles = [
        [card for card in left if sorting.piles.get(card, Pile.NEUTRAL) == pile]
        for pile in (nearest if step.likes else reversed(nearest))
    ]
    first, cards = of_piles[0], list(of_piles[0])
    for pile in of_piles[1:]:
        if len(cards) >= step.count:
            break
        cards += pile
    most = min(step.count, len(cards))
    sure = tuple(first) if plan.forced and len(first) <= most else ()
    ticked = sure if sorting.ticked is None else tuple(c for c in sorting.ticked if c in cards)
    return Offer(step, tuple(cards), ticked, most, exact=plan.forced, beyond=len(cards) > len(first) > 0)


def chosen(sorting: Sorting, plan: Plan, cards: tuple[str, ...]) -> Sorting:
    """The step is done: these cards go into its column. Raises ``NotAMove``."""
    offered = offer(sorting, plan)
    if offered is None or not set(cards) <= set(offered.cards) or len(set(cards)) != len(cards):
        raise NotAMove
    if len(cards) > offered.most or (offered.exact and len(cards) < offered.most):
        raise NotAMove
    places = {**sorting.places, **dict.fromkeys(cards, offered.step.value)}
    return replace(sorting, places=places, chosen=sorting.chosen + 1, ticked=None)


def proposed(sorting: Sorting, plan: Plan) -> Sorting:
    """What is left, laid into the room that is left: disagree from the low side, then neutral, then agree."""
    order = [Pile.DISAGREE, Pile.NEUTRAL, Pile.AGREE]
    left = sorted(sorting.beside, key=lambda card: order.index(Pile(sorting.piles.get(card, Pile.NEUTRAL))))
    room = [value for value, count in plan.grid for _ in range(count - len(sorting.in_column(value)))]
    places = {**sorting.places, **dict(zip(left, room, strict=False))}
    return replace(sorting, places=places, proposed=True)

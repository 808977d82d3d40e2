"""How carefully a sort was made: kept only where the consent page says so, with no time of day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from concordat.viewpoints.rules.draft import Pile, Plan, Sorting

LONGEST_PAUSE = 300  # seconds: a longer one was a telephone call, not a statement read slowly


def counted(sorting: Sorting, do: str) -> Sorting:
    """One more move of this kind."""
    counts = dict(sorting.trace.get("moves", {}))
    counts[do] = counts.get(do, 0) + 1
    return replace(sorting, trace={**sorting.trace, "moves": counts})


def timed(sorting: Sorting, *, page: str, at: datetime) -> Sorting:
    """The seconds since the last move, added to the page on which they were spent."""
    seconds = dict(sorting.trace.get("seconds", {}))
    since = sorting.trace.get("since")
    if since:
        spent = (at - datetime.fromisoformat(since)).total_seconds()
        seconds[page] = round(seconds.get(page, 0) + min(max(spent, 0), LONGEST_PAUSE))
    return replace(sorting, trace={**sorting.trace, "seconds": seconds, "since": at.isoformat()})


def told(sorting: Sorting, plan: Plan) -> dict[str, Any]:
    """What is kept with the sort: no time of day, only how long, how often and how far.

    distance        mean number of columns between a card's pile (as the middle of its third) and its place
    crossed         cards agreed with that lie below the middle, and the other way round
    straight_line   share of neighbours in the dealt order that lie in the same or the next column:
                    near 1 for someone who laid the cards down as they came
    """
    rank = {value: place for place, value in enumerate(plan.values)}
    laid = [rank[sorting.places[card]] for card in sorting.order if card in sorting.places]
    near = sum(abs(one - other) <= 1 for one, other in pairwise(laid))
    return {
        "seconds": dict(sorting.trace.get("seconds", {})),
        "moves": dict(sorting.trace.get("moves", {})),
        "piles": dict(sorting.piles),
        "straight_line": round(near / max(1, len(laid) - 1), 3),
        **_from_the_piles(sorting.piles, {card: rank[at] for card, at in sorting.places.items()}, len(rank)),
    }


def _from_the_piles(piles: Mapping[str, str], places: Mapping[str, int], columns: int) -> dict[str, Any]:
    middle = (columns - 1) / 2
    expected = {Pile.DISAGREE: middle / 3, Pile.NEUTRAL: middle, Pile.AGREE: middle * 5 / 3}
    both = [card for card in piles if card in places]
    if not both:
        return {}
    crossed = sum(
        (piles[card] == Pile.AGREE and places[card] < middle)
        or (piles[card] == Pile.DISAGREE and places[card] > middle)
        for card in both
    )
    away = sum(abs(places[card] - expected[Pile(piles[card])]) for card in both)
    return {"crossed": crossed, "distance": round(away / len(both), 3)}

"""Points for a joint meeting: what all views share to begin with, then what they do not.

A question never says who is right, and never asks who holds a view.
"""

from collections.abc import Sequence

from concordat.viewpoints.rules.report import Card, Point, Viewpoint, shown_value

MOST_SHARED = 3
MOST_CONTESTED = 6


def agenda(
    *,
    cards: Sequence[Card],
    viewpoints: Sequence[Viewpoint],
    consensus: Sequence[str],
    contested: Sequence[str],
) -> tuple[Point, ...]:
    """At most three points on which all agree, six that are contested, and one for each viewpoint's own."""
    places = {card.key: place for place, card in enumerate(cards)}
    words = {card.key: card.words for card in cards}
    points = [_shared(key, words[key], viewpoints, places[key]) for key in consensus[:MOST_SHARED]]
    taken = set(contested[:MOST_CONTESTED])
    points += [_contested(key, words[key], viewpoints, places[key]) for key in contested[:MOST_CONTESTED]]
    for viewpoint in viewpoints:
        own = next((key for key in viewpoint.apart if key not in taken), None)
        if own is not None and len(viewpoints) > 1:
            taken.add(own)
            points.append(_own(own, words[own], viewpoint, places[own]))
    if not points:
        points = [_shared(key, words[key], viewpoints, places[key]) for v in viewpoints for key in v.most[:2]]
    return (*points, CLOSING)


CLOSING = Point(
    "",
    "What was not among the statements",
    "What matters to our work together that no statement spoke of? What would each side like to try first?",
)


def _shared(key: str, words: str, viewpoints: Sequence[Viewpoint], place: int) -> Point:
    value = sum(viewpoint.values[place] for viewpoint in viewpoints) / max(len(viewpoints), 1)
    where = "like their view" if value > 0.5 else "unlike their view" if value < -0.5 else "of little weight"
    return Point(
        key,
        words,
        f"All viewpoints find this {where}. What do we already do that shows it, and how do we keep it?",
    )


def _contested(key: str, words: str, viewpoints: Sequence[Viewpoint], place: int) -> Point:
    laid = sorted(viewpoints, key=lambda viewpoint: -viewpoint.values[place])
    high, low = laid[0], laid[-1]
    return Point(
        key,
        words,
        f"“{high.name}” places this at {shown_value(high.values[place])}, “{low.name}” at "
        f"{shown_value(low.values[place])}. What has each of us seen that speaks for either place? What "
        "would have to happen for the two to come nearer?",
    )


def _own(key: str, words: str, viewpoint: Viewpoint, place: int) -> Point:
    return Point(
        key,
        words,
        f"Only “{viewpoint.name}” places this at {shown_value(viewpoint.values[place])}. What would this "
        "view want the others to understand about it?",
    )

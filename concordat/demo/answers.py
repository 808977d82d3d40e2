"""What the people of Marlbridge think of working together. They, too, are made up."""

from dataclasses import dataclass
from random import Random

from concordat.surveys.queries import BallotPaper
from concordat.surveys.rules.instrument import Item, Shape, Side

COUNCILLORS, OFFICERS = Side.COUNCILLORS, Side.OFFICERS
Ratings = dict[str, tuple[float, float]]  # by dimension: what councillors give on average, what officers give


@dataclass(frozen=True)
class Mood:
    """A season: how many reply, how each theme is rated, how often pressure is met."""

    replies: dict[Side, float]
    ratings: Ratings
    usual: tuple[float, float]
    pressure: tuple[float, float]  # how likely each side is to tell of it at all


AUTUMN = Mood(
    replies={COUNCILLORS: 0.66, OFFICERS: 0.58},
    ratings={
        "Headline": (7.4, 5.6),
        "Advice and impartiality": (7.0, 5.4),
        "Roles and boundaries": (6.9, 5.2),
        "Conduct and learning": (6.6, 5.3),
        "Communication": (5.6, 6.3),
    },
    usual=(7.0, 5.9),
    pressure=(0.12, 0.42),
)
SPRING = Mood(
    replies={COUNCILLORS: 0.75, OFFICERS: 0.64},
    ratings={
        "Headline": (7.7, 6.3),
        "Advice and impartiality": (7.3, 6.1),
        "Roles and boundaries": (7.0, 5.9),
        "Conduct and learning": (6.7, 5.9),
        "Communication": (6.2, 6.6),
    },
    usual=(7.2, 6.4),
    pressure=(0.10, 0.31),
)
MOODS = (AUTUMN, SPRING)

# In which of three bands the sides see a task: councillors', both together's, officers'.
TASKS = ((0.3, 0.55, 0.15), (0.15, 0.5, 0.35))
DIRECTION = ((0.12, 0.5, 0.38), (0.2, 0.5, 0.3))
AFTERWARDS = ((0.4, 0.4, 0.2), (0.45, 0.35, 0.2))
SILENT = 0.06  # how often somebody answers "don't know"


def given(paper: BallotPaper, *, mood: Mood, chance: Random) -> dict[str, int]:
    """One person's answers: their own leaning, the theme's, and a little chance."""
    leaning = chance.gauss(0, 1.0)
    place = 0 if paper.side is COUNCILLORS else 1
    answers = {
        item.id: _answer(item, mood=mood, place=place, leaning=leaning, chance=chance)
        for item in paper.items
        if chance.random() > SILENT
    }
    pressed = any(
        answers.get(item.id, 1) > 1 for item in paper.items if item.pressure and not item.conditional
    )
    asked = {item.id for item in paper.items if pressed or not item.conditional}
    return {name: answer for name, answer in answers.items() if name in asked}


def _answer(item: Item, *, mood: Mood, place: int, leaning: float, chance: Random) -> int:
    if item.shape is Shape.RATING:
        centre = mood.ratings.get(item.dimension, mood.usual)
        if item.partner and item.id == "H3":  # each side thinks that the other sees it as they do themselves
            return _rating(centre[place] - 0.3 + leaning * 0.5, chance)
        return _rating(centre[place] + _of_its_own(item) + leaning, chance)
    weights = _weights(item, mood=mood, place=place)
    return chance.choices((1, 2, 3), weights=weights)[0]


def _of_its_own(item: Item) -> float:
    """Some questions fare better than their theme and some worse, and the same ones each time."""
    return Random(item.id).uniform(-0.6, 0.6)  # noqa: S311 - a story, and no secret


def _rating(around: float, chance: Random) -> int:
    return min(10, max(1, round(chance.gauss(around, 1.3))))


def _weights(item: Item, *, mood: Mood, place: int) -> tuple[float, float, float]:
    if item.id == "P8":
        return AFTERWARDS[place]
    if item.pressure:
        told = mood.pressure[place]
        return 1 - told, told * 0.7, told * 0.3
    return DIRECTION[place] if item.id == "H2" else TASKS[place]

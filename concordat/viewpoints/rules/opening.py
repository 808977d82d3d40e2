"""What still stands before a study can open, and what its organiser should think about first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from concordat.smallsample.disclosure import ATOM_FLOOR
from concordat.viewpoints.rules import grid as grids
from concordat.viewpoints.rules.stages import Asked, Side

FEWEST_CARDS = 6  # below this, a sort says hardly more than a rating
USUAL_CARDS = range(20, 71)
FEWEST_ASKED = 4  # two sorts make a correlation; two views need two people each


class NotReady(Exception):
    """The study cannot open yet. ``obstacles`` says why, each with the page on which it is mended."""

    def __init__(self, obstacles: "Sequence[Obstacle]") -> None:
        super().__init__(" ".join(each.words for each in obstacles))
        self.obstacles = tuple(obstacles)


@dataclass(frozen=True)
class Obstacle:
    """``page``: the name of the page, in this room, on which it is mended."""

    words: str
    page: str


@dataclass(frozen=True)
class Preparation:
    """All on which an opening depends.

    chosen        how many statements are chosen
    missing_cy    what has no Welsh wording yet: the page, and how many things on it
    asked_now     how many of each side are on the roster
    gone          names of those on it who no longer hold their office
    researching   whether the researcher still holds an office of neither side
    """

    chosen: int
    grid: Sequence[Sequence[int]]
    instruction: str
    consent: str
    missing_cy: tuple[tuple[str, int], ...]
    asked: str
    asked_now: dict[str, int]
    gone: tuple[str, ...]
    researching: bool
    closes_on: date
    keep_until: date


WITHOUT_WELSH = {
    "statements": ("1 chosen statement has", "{} chosen statements have", " no Welsh wording."),
    "wording": ("1 text has", "{} texts have", " no Welsh wording."),
    "consent": ("The consent page has", "The consent page has", " no Welsh wording."),
    "questions": (
        "1 question has",
        "{} questions have",
        " no Welsh wording, or not for each of its answers.",
    ),
}


def obstacles(ready: Preparation, *, today: date) -> tuple[Obstacle, ...]:
    """In the order in which one would see to them."""
    return (
        *_of_the_cards(ready),
        *_of_the_words(ready),
        *_of_the_people(ready),
        *_of_the_days(ready, today),
    )


def _of_the_cards(ready: Preparation) -> list[Obstacle]:
    if ready.chosen < FEWEST_CARDS:
        words = f"Choose at least {FEWEST_CARDS} statements. {ready.chosen} are chosen."
        return [Obstacle(words, "statements")]
    found = grids.problems(ready.grid, cards=ready.chosen)
    return [Obstacle(problem.words, "grid") for problem in found if problem.blocking]


def _of_the_words(ready: Preparation) -> list[Obstacle]:
    found = []
    if not ready.instruction.strip():
        found.append(Obstacle("There is no condition of instruction.", "wording"))
    if not ready.consent.strip():
        found.append(Obstacle("The consent page is empty.", "consent"))
    for page, count in ready.missing_cy:
        one, several, what = WITHOUT_WELSH[page]
        found.append(Obstacle((one if count == 1 else several.format(count)) + what, page))
    return found


def _of_the_people(ready: Preparation) -> list[Obstacle]:
    found = []
    if not ready.researching:
        words = "The researcher no longer holds an office of neither side. Choose another."
        found.append(Obstacle(words, "change"))
    if ready.asked == Asked.LINK:
        return found
    asked = sum(ready.asked_now.values())
    if asked < FEWEST_ASKED:
        words = f"Ask at least {FEWEST_ASKED} people. {asked} are on the list."
        found.append(Obstacle(words, "asked"))
    found += [
        Obstacle(
            f"{name} no longer holds the office in which they are asked. Draw up the list again.", "asked"
        )
        for name in ready.gone
    ]
    return found


def _of_the_days(ready: Preparation, today: date) -> list[Obstacle]:
    if today > ready.closes_on:
        return [Obstacle("The last day has passed. Choose another.", "change")]
    return []


def advice(ready: Preparation) -> tuple[Obstacle, ...]:
    """Nothing that stops anybody: what a careful organiser looks at before opening."""
    found = []
    if ready.chosen >= FEWEST_CARDS and ready.chosen not in USUAL_CARDS:
        words = (
            f"Most studies have {USUAL_CARDS.start} to {USUAL_CARDS.stop - 1} statements. "
            f"This one has {ready.chosen}."
        )
        found.append(Obstacle(words, "statements"))
    found += [
        Obstacle(problem.words, "grid")
        for problem in grids.problems(ready.grid, cards=ready.chosen)
        if not problem.blocking
    ]
    if ready.asked == Asked.ROSTER and ready.asked_now:
        found += [Obstacle(words, "asked") for words in small_sides(ready.asked_now)]
    return tuple(found)


def small_sides(asked: dict[str, int]) -> list[str]:
    """A warning for each side of which too few are asked for anything to be told of them."""
    found = []
    for side in (Side.COUNCILLORS, Side.OFFICERS):
        count = asked.get(side.value, 0)
        if count == 0:
            found.append(f"No {side.value} are asked: the study will know one side’s views only.")
        elif count < ATOM_FLOOR:
            found.append(
                f"Only {count} {side.value if count > 1 else side.value[:-1]} "
                f"{'are' if count > 1 else 'is'} asked. With fewer than five of a side, the report "
                "says nothing of how the two sides are mixed."
            )
    return found


def sorts_told(count: int, *, closed: bool) -> str:
    """How many sorts came in, as those who run a study may know it while it is open.

    In steps of five from ten on, so that nobody who watches the number learns from it who has just sorted.
    """
    if closed:
        return str(count)
    return "fewer than 10" if count < 10 else f"at least {count - count % 5}"

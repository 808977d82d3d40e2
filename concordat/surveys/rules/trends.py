"""All health checks of a council side by side: every question and every topic, group by group.

Only what the releases hold goes in, and how many names of each roster changed, which everyone on the rosters
can see. So a trend tells nothing that was not published before, and it is the same for every reader.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from concordat.smallsample.cautions import Caution
from concordat.smallsample.trend import trend
from concordat.surveys.rules.course import Mark
from concordat.surveys.rules.figures import Figure, How, thousandths
from concordat.surveys.rules.instrument import Item, Shape, Side
from concordat.surveys.rules.release import Release
from concordat.surveys.rules.side_by_side import HEADLINE

OVERALL = "Headline"


@dataclass(frozen=True)
class Past:
    """One health check that is out.

    changed_by   group → names that joined or left since the health check before
    """

    name: str
    last_day: date
    release: Release
    changed_by: Mapping[str, int]
    committee: str
    published_on: date


@dataclass(frozen=True)
class Step:
    """One figure, and how it stands to the one of the health check just before.

    begins   whether something else was asked than before: a new line, and nothing is compared
    word     worse, similar or better; ``None`` where nothing can be said
    change   in points; ``None`` also where the wave guard holds (rule R6): then there is a word alone
    """

    figure: Figure | None
    begins: bool = False
    word: str | None = None
    change: float | None = None
    margin: float | None = None
    cautions: tuple[Caution, ...] = ()
    how: How = How.TREND


@dataclass(frozen=True)
class Line:
    """One question, or one topic, as one group answered it through the years: one step for each."""

    id: str
    topic: str
    dimension: str
    shape: Shape
    side: Side
    atom: str
    steps: tuple[Step, ...]

    @property
    def is_topic(self) -> bool:
        return self.id == self.dimension


@dataclass(frozen=True)
class Trends:
    """``committee`` and ``published_on`` are those of the newest results."""

    council: str
    committee: str
    published_on: date
    waves: tuple[str, ...]
    topics: tuple[Line, ...]
    questions: tuple[Line, ...]
    marks: tuple[Mark, ...] = ()

    @property
    def dimensions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line.dimension for line in self.questions))

    def of(self, dimension: str) -> tuple[Line, ...]:
        return tuple(line for line in self.questions if line.dimension == dimension)


def trends(past: Sequence[Past], *, marks: Sequence[Mark] = ()) -> Trends:
    """past   every health check that is out, the earliest first; at least one"""
    newest_first = list(reversed(past))
    items: dict[str, Item] = {}
    for each in newest_first:
        items |= {item.id: item for item in each.release.questions if item.id not in items}
    return Trends(
        council=past[-1].release.council,
        committee=past[-1].committee,
        published_on=past[-1].published_on,
        waves=tuple(each.name for each in past),
        topics=tuple(_topics(past)),
        questions=tuple(line for item in items.values() for line in _lines_of(item, past)),
        marks=tuple(marks),
    )


def _lines_of(item: Item, past: Sequence[Past]) -> Iterator[Line]:
    asked = [{figure.atom: figure for figure in each.release.items if figure.id == item.id} for each in past]
    for atom, side in _atoms(asked):
        figures = [figures.get(atom) for figures in asked]
        words = [figure.wording if figure else None for figure in figures]
        steps = _steps(figures, words, [each.changed_by.get(atom, 0) for each in past])
        yield Line(item.id, item.topic, item.dimension, item.shape, side, atom, steps)


def _topics(past: Sequence[Past]) -> Iterator[Line]:
    names = dict.fromkeys(dimension.name for each in reversed(past) for dimension in each.release.dimensions)
    for name in names:
        scores = [
            {
                figure.atom: figure
                for dimension in each.release.dimensions
                if dimension.name == name
                for figure in dimension.scores
            }
            for each in past
        ]
        for atom, side in _atoms(scores):
            figures = [figures.get(atom) for figures in scores]
            words = [
                _made_of(each.release, name, atom) if figure else None
                for each, figure in zip(past, figures, strict=True)
            ]
            steps = _steps(figures, words, [each.changed_by.get(atom, 0) for each in past])
            yield Line(name, name, name, Shape.RATING, side, atom, steps)


def _made_of(release: Release, name: str, atom: str) -> str:
    """The wordings of the questions that count in a topic. Made of others, it is another figure."""
    of_it = {
        item.id
        for item in release.questions
        if item.dimension == name and item.shape is Shape.RATING and not item.pressure
    }
    reported = {reply.name for reply in release.atoms if reply.reportable}
    hidden = {figure.id for figure in release.items if figure.atom in reported and figure.suppressed}
    return " ".join(
        sorted(
            figure.wording
            for figure in release.items
            if figure.atom == atom and figure.id in of_it and figure.id not in hidden
        )
    )


def _atoms(figures: Sequence[Mapping[str, Figure]]) -> list[tuple[str, Side]]:
    """Every group that was ever asked: the sides as they are told now, then those of earlier years."""
    found = {figure.atom: figure.side for each in reversed(figures) for figure in each.values()}
    return list(found.items())


def _steps(
    figures: Sequence[Figure | None], words: Sequence[str | None], changed_by: Sequence[int]
) -> tuple[Step, ...]:
    steps, last = [], None
    for place, (figure, said) in enumerate(zip(figures, words, strict=True)):
        begins = figure is not None and last is not None and said != last
        before = figures[place - 1] if place else None
        if figure is None or before is None or begins or figure.shape is not Shape.RATING:
            steps.append(Step(figure, begins))
        else:
            steps.append(_compared(before, figure, changed_by=changed_by[place]))
        last = said if figure is not None else last
    return tuple(steps)


def _compared(earlier: Figure, later: Figure, *, changed_by: int) -> Step:
    told = trend(earlier=earlier.as_mean(), later=later.as_mean(), roster_changed_by=changed_by)
    return Step(later, False, told.word, thousandths(told.change), thousandths(told.margin), told.cautions)


def headline(found: Trends) -> tuple[Line, ...]:
    return tuple(line for line in found.questions if line.id == HEADLINE)

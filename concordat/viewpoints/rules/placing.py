"""The grid: cards go anywhere, and what is wrong is marked at once but stops nobody before handing in."""

from dataclasses import dataclass, replace

from concordat.viewpoints.rules.draft import NotAMove, Plan, Sorting


@dataclass(frozen=True)
class Column:
    """``room`` is how many cards the grid has there; in a free study that is a suggestion."""

    value: int
    room: int
    cards: tuple[str, ...]

    @property
    def over(self) -> int:
        return max(0, len(self.cards) - self.room)

    @property
    def short(self) -> int:
        return max(0, self.room - len(self.cards))


def columns(sorting: Sorting, plan: Plan) -> tuple[Column, ...]:
    return tuple(Column(value, room, sorting.in_column(value)) for value, room in plan.grid)


def placed(sorting: Sorting, plan: Plan, card: str, value: int | None) -> Sorting:
    """The card lies in this column, below the others; or beside the grid. Raises ``NotAMove``."""
    if card not in plan.cards or (value is not None and value not in plan.values):
        raise NotAMove
    if sorting.places.get(card) == value:
        return sorting
    places = {other: at for other, at in sorting.places.items() if other != card}
    if value is not None:
        places[card] = value
    return replace(sorting, places=places)


def swapped(sorting: Sorting, plan: Plan, one: str, other: str) -> Sorting:
    """Each card lies where the other lay. Raises ``NotAMove``."""
    if not {one, other} <= set(plan.cards):
        raise NotAMove
    first, second = sorting.places.get(one), sorting.places.get(other)
    return placed(placed(sorting, plan, one, second), plan, other, first)


@dataclass(frozen=True)
class Fault:
    """Why a sort cannot be handed in yet. ``value`` is the column's; None for cards that lie in none."""

    value: int | None
    over: int = 0
    short: int = 0


def faults(sorting: Sorting, plan: Plan) -> tuple[Fault, ...]:
    found = [Fault(None, short=len(sorting.beside))] if sorting.beside else []
    if plan.forced:
        found += [
            Fault(column.value, over=column.over, short=column.short)
            for column in columns(sorting, plan)
            if column.over or column.short
        ]
    return tuple(found)

"""Which cells of a table must stay hidden, so that none that may not be shown can be worked out.

The reader knows every cell that is shown, and the totals of rows and columns, which stand elsewhere: how many
enquiries, and how many of them were answered on time. Beside one hidden cell a total is a subtraction.
"""

from collections import Counter, deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations

from concordat.smallsample.cells import ENQUIRY_FLOOR, Withheld, why_withheld

WITHOUT_END = 10**9
# Every set of columns is gone through. With more groups than that nothing is shown service by service.
MOST_COLUMNS = 10
Place = tuple[int, int]
Node = tuple[str, int]
FREE: Node = ("free", 0)


@dataclass(frozen=True)
class Cell:
    """sent   how many enquiries each councillor of the cell sent
    yes    how many of them all were answered on time
    """

    sent: Mapping[Hashable, int] = field(default_factory=dict)
    yes: int = 0

    @property
    def n(self) -> int:
        return sum(self.sent.values())


def hidden(
    *, table: Sequence[Sequence[Cell]], columns_known: Sequence[bool]
) -> tuple[tuple[Withheld | None, ...], ...]:
    """Why each cell is withheld; ``None`` for one that may be shown.

    table           cells by row (a service) and column (a political group), all of them
    columns_known   whether the reader knows a column's total; those of rows are always known

    First go the cells that may not be shown by themselves. Then, as long as the reader could work something
    out, the smallest cell that would prevent it. What the reader may not be able to work out: a hidden sum
    that is itself no fit cell; or a cell so nearly that its enquiries are known to within ten, or that it is
    known to have none on time, or none late. In the worst case nothing at all is shown.
    Source: the attack is that of Fischetti and Salazar (1999), Mathematical Programming 84, 283-312; that
    hidden cells together must be a fit cell is our own rule.
    """
    if sum(columns_known) > MOST_COLUMNS:
        return tuple(tuple(Withheld.BESIDE_ANOTHER for _ in cells) for cells in table)
    places = [(row, column) for row, cells in enumerate(table) for column in range(len(cells))]
    cell = {(row, column): table[row][column] for row, column in places}
    first = {place: why for place in places if (why := why_withheld([*cell[place].sent.values()]))}
    out = dict(first)
    while problem := _problem(cell, out, first, columns_known):
        shown = [place for place in places if place not in out]
        if not shown:
            break
        near = [place for place in shown if any(_beside(place, each) for each in problem)] or shown
        out[min(near, key=lambda place: (cell[place].n, place))] = Withheld.BESIDE_ANOTHER
    return tuple(
        tuple(out.get((row, column)) for column in range(len(cells))) for row, cells in enumerate(table)
    )


def _beside(one: Place, other: Place) -> bool:
    return one[0] == other[0] or one[1] == other[1]


def _problem(
    cell: Mapping[Place, Cell],
    out: Mapping[Place, Withheld],
    first: Mapping[Place, Withheld],
    columns_known: Sequence[bool],
) -> set[Place]:
    """Hidden cells that could be worked out, together or nearly; empty if there are none."""
    for together in _known_sums(set(out), columns_known):
        if together & set(first) and _unfit([cell[place] for place in together]):
            return together
    for place in first:
        if _nearly_known(place, cell, out, columns_known):
            return {place}
    return set()


def _unfit(cells: Sequence[Cell]) -> bool:
    sent: Counter[Hashable] = Counter()
    for each in cells:
        sent.update(each.sent)
    return why_withheld([*sent.values()]) is not None


def _known_sums(out: set[Place], columns_known: Sequence[bool]) -> Iterator[set[Place]]:
    """The smallest sets of hidden cells whose sum the reader knows, from totals added and taken away.

    Some rows less some columns is a sum of hidden cells if no hidden cell is taken away without having been
    added: so the rows are all that the columns reach into. Some columns less some rows likewise. Every other
    known sum is made of these and of whole rows, and whatever is made of fit cells is fit.
    """
    by_row: dict[int, set[Place]] = {}
    for place in out:
        by_row.setdefault(place[0], set()).add(place)
    yield from by_row.values()
    known = [column for column, told in enumerate(columns_known) if told]
    for some in chain.from_iterable(combinations(known, size) for size in range(1, len(known) + 1)):
        inside = {place for place in out if place[1] in some}
        reached = {row for row, _ in inside}
        within = {row for row, cells in by_row.items() if cells <= inside}
        yield {place for place in inside if place[0] not in within}
        yield {place for place in out - inside if place[0] in reached}


def _nearly_known(
    place: Place, cell: Mapping[Place, Cell], out: Mapping[Place, Withheld], columns_known: Sequence[bool]
) -> bool:
    yes = {each: cell[each].yes for each in out}
    no = {each: cell[each].n - cell[each].yes for each in out}
    rooms = [_room(place, part, columns_known) for part in (yes, no)]
    return min(rooms) == 0 or sum(rooms) < ENQUIRY_FLOOR


def _room(place: Place, content: Mapping[Place, int], columns_known: Sequence[bool]) -> int:
    """Between how many the content of a hidden cell may lie, all totals and all signs being kept.

    What one cell gains others must lose, round and round: the most is a greatest flow between row and column.
    """
    row, column = ("row", place[0]), ("column", place[1])
    more = _flow(column, row, place, content, columns_known)
    less = min(content[place], _flow(row, column, place, content, columns_known))
    return min(WITHOUT_END, more + less)


def _flow(
    start: Node, end: Node, without: Place, content: Mapping[Place, int], columns_known: Sequence[bool]
) -> int:
    """The greatest flow, by shortest paths. Source: Edmonds and Karp (1972), Journal of the ACM 19."""
    left: dict[Node, dict[Node, int]] = {}

    def open_up(one: Node, other: Node, forth: int, back: int) -> None:
        left.setdefault(one, {})[other] = forth
        left.setdefault(other, {})[one] = back

    for (row, column), number in content.items():
        if (row, column) != without:
            open_up(("row", row), ("column", column), WITHOUT_END, number)
        if not columns_known[column]:
            open_up(("column", column), FREE, WITHOUT_END, WITHOUT_END)
    flow = 0
    while flow < WITHOUT_END and (path := _path(left, start, end)):
        width = min(left[one][other] for one, other in path)
        for one, other in path:
            left[one][other] -= width
            left[other][one] += width
        flow += width
    return flow


def _path(left: Mapping[Node, Mapping[Node, int]], start: Node, end: Node) -> list[tuple[Node, Node]]:
    came: dict[Node, Node] = {start: start}
    queue = deque([start])
    while queue and end not in came:
        here = queue.popleft()
        for there, room in left.get(here, {}).items():
            if room > 0 and there not in came:
                came[there] = here
                queue.append(there)
    path, here = [], end
    while here in came and here != start:
        path.append((came[here], here))
        here = came[here]
    return path

"""Who goes with whom, so that all likenesses together are as great as they can be."""

from collections.abc import Iterable, Mapping
from heapq import heappop, heappush

# Above this many on one side, a tangle is first thinned to the best few of each, and only then solved.
LARGEST_TANGLE = 300
BEST_OF_EACH = (4, 2, 1)
_EXACT = 1_000_000
_NOTHING = 4 * _EXACT
_END = -(10**12)

Scores = Mapping[int, Mapping[int, float]]


def assignment(scores: Scores) -> dict[int, int]:
    """For each on the left at most one on the right, and the other way about: the greatest sum of scores.

    scores   what each pair is worth, above 0; pairs that are left out cannot be made

    Exact within each tangle of up to ``LARGEST_TANGLE``. Successive shortest paths with potentials, as in
    Ahuja, Magnanti and Orlin (1993), Network Flows, chapter 12; whole numbers, so rounding loses nothing.
    """
    costs = {
        left: {right: _NOTHING - round(score * _EXACT) for right, score in row.items() if score > 0}
        for left, row in scores.items()
    }
    chosen: dict[int, int] = {}
    for tangle in _tangles(costs):
        for piece in _thinned(tangle):
            chosen |= _solved(piece)
    return chosen


def _tangles(costs: Mapping[int, Mapping[int, int]]) -> Iterable[dict[int, dict[int, int]]]:
    """The parts of the whole that have nothing to do with one another."""
    of_right: dict[int, list[int]] = {}
    for left, row in costs.items():
        for right in row:
            of_right.setdefault(right, []).append(left)
    seen: set[int] = set()
    for start in costs:
        if start in seen:
            continue
        seen.add(start)
        waiting, tangle = [start], {}
        while waiting:
            left = waiting.pop()
            tangle[left] = dict(costs[left])
            for right in costs[left]:
                for other in of_right[right]:
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
        yield dict(sorted(tangle.items()))


def _thinned(tangle: dict[int, dict[int, int]]) -> Iterable[dict[int, dict[int, int]]]:
    """The tangle, or where it is too large what is left of it with only the best of each side."""
    waiting = [(tangle, 0)]
    while waiting:
        piece, step = waiting.pop()
        if len(piece) <= LARGEST_TANGLE or step == len(BEST_OF_EACH):
            yield piece
            continue
        best = BEST_OF_EACH[step]
        of_right: dict[int, list[tuple[int, int]]] = {}
        for left, row in piece.items():
            for right, cost in row.items():
                of_right.setdefault(right, []).append((cost, left))
        wanted = {(left, right) for right, row in of_right.items() for _, left in sorted(row)[:best]}
        wanted &= {
            (left, right)
            for left, row in piece.items()
            for _, right in sorted((cost, right) for right, cost in row.items())[:best]
        }
        thin = {
            left: {right: cost for right, cost in row.items() if (left, right) in wanted}
            for left, row in piece.items()
        }
        waiting += [(part, step + 1) for part in _tangles(thin)]


def _solved(costs: dict[int, dict[int, int]]) -> dict[int, int]:
    left_price = dict.fromkeys(costs, 0)
    right_price: dict[int, int] = {}
    partner: dict[int, int] = {}
    for start in costs:
        through = _cheapest_way(start, costs, left_price, right_price, partner)
        right = through.pop(_END)
        while True:
            left = through[right]
            given = next((own for own in (*costs[left], -1 - left) if partner.get(own) == left), None)
            partner[right] = left
            if left == start or given is None:
                break
            right = given
    return {left: right for right, left in partner.items() if right >= 0}


def _cheapest_way(
    start: int,
    costs: dict[int, dict[int, int]],
    left_price: dict[int, int],
    right_price: dict[int, int],
    partner: dict[int, int],
) -> dict[int, int]:
    """The cheapest way to give one more on the left a partner, moving others on: who came to each right.

    Each on the left can also stay alone, at the cost of a pair worth nothing: its own place below zero.
    """
    distance: dict[int, int] = {}
    through: dict[int, int] = {}
    done: dict[int, int] = {}
    heap: list[tuple[int, int]] = []
    left, so_far = start, 0
    while True:
        for right, cost in (*costs[left].items(), (-1 - left, _NOTHING)):
            length = so_far + cost - left_price[left] - right_price.get(right, 0)
            if right not in done and length < distance.get(right, length + 1):
                distance[right] = length
                through[right] = left
                heappush(heap, (length, right))
        so_far, right = heappop(heap)
        while right in done or so_far > distance[right]:
            so_far, right = heappop(heap)
        done[right] = so_far
        if right not in partner:
            break
        left = partner[right]
    left_price[start] += so_far
    for passed, length in done.items():
        if passed in partner:
            left_price[partner[passed]] += so_far - length
        right_price[passed] = right_price.get(passed, 0) - (so_far - length)
    return through | {_END: right}

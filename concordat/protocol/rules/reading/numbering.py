"""Which marks are marks, and how deep each stands: one cheapest path through the whole document.

Every line that could begin with a mark has several readings: this family or that, a level deeper, the same,
or mere text. A reading costs little where it continues a list (b after a, 1.2 after 1.1, a first item below
what announces it) and much where it begins in the middle, jumps, goes back or repeats. The cheapest path is
found by dynamic programming over the levels that are open; of the states reached at a line the best ``BEAM``
are kept.

The margin of a decision is how much dearer the cheapest path is that decides otherwise at that line. It is
what the confidence of a clause is made of, so it is worked out from both ends: the cost of arriving at each
state, and of going on from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from concordat.protocol.rules.reading.levels import FAR, TEXT, Decision, State, Unit
from concordat.protocol.rules.reading.levels import steps as steps_of
from concordat.protocol.rules.reading.marks import Mark
from concordat.protocol.rules.reading.telling import Progress, nobody

BEAM = 12


def count_ones(units: Sequence[Unit]) -> list[Unit]:
    """Where every paragraph is "1." with nothing marked between, they are one list: 1, 2, 3.

    Three in a row are needed. Their labels stay as printed, so that whoever builds the tree can tell.
    """
    counted = list(units)
    run: list[int] = []
    for place in range(len(counted) + 1):
        unit = counted[place] if place < len(counted) else None
        if unit is not None and not unit.heading and not any(mark.weight > 2 for mark in unit.marks):
            continue
        one = next((m for m in unit.marks if m.value == (1,)), None) if unit and not unit.heading else None
        same = one and run and one.family == _one_of(counted[run[0]]).family
        if not same or (unit and unit.indent != counted[run[0]].indent):
            _count(counted, run)
            run = []
        if one:
            run.append(place)
    return counted


def _one_of(unit: Unit) -> Mark:
    return next(mark for mark in unit.marks if mark.value == (1,))


def _count(units: list[Unit], run: Sequence[int]) -> None:
    if len(run) < 3:
        return
    for value, place in enumerate(run, 1):
        mark = _one_of(units[place])
        units[place] = replace(units[place], marks=(replace(mark, value=(value,)),))


def decide(units: Sequence[Unit], told: Progress = nobody) -> list[Decision]:
    """One decision for each unit."""
    lattice = _forward(units, told)
    return _best(units, lattice)


@dataclass(slots=True)
class _Layer:
    """The states after one line, and every step that led to one of them."""

    unit: int
    states: list[State]
    costs: list[float]
    steps: list[tuple[int, int, float, Decision]]  # from, to, price, decision


def _forward(units: Sequence[Unit], told: Progress) -> list[_Layer]:
    layers = [_Layer(-1, [State()], [0.0], [])]
    for place, unit in enumerate(units):
        if place % 1000 == 0:
            told("Working out the numbering", 0.6 + 0.25 * place / max(1, len(units)))
        if not unit.marks and not unit.heading:
            continue
        before = layers[-1]
        found: dict[State, float] = {}
        steps: list[tuple[int, State, float, Decision]] = []
        for origin, state in enumerate(before.states):
            for after, price, decision in steps_of(state, unit):
                cost = before.costs[origin] + price
                steps.append((origin, after, price, decision))
                if cost < found.get(after, 1e9):
                    found[after] = cost
        kept = sorted(found, key=found.__getitem__)[:BEAM]
        index = {state: n for n, state in enumerate(kept)}
        layers.append(
            _Layer(
                place,
                kept,
                [found[state] for state in kept],
                [(o, index[after], price, d) for o, after, price, d in steps if after in index],
            )
        )
    return layers


def _best(units: Sequence[Unit], layers: list[_Layer]) -> list[Decision]:
    decisions = [TEXT] * len(units)
    going_on = [0.0] * len(layers[-1].states)
    # Of the states at the end the cheapest; from there back, the step that made each.
    at = min(range(len(going_on)), key=layers[-1].costs.__getitem__)
    for number in range(len(layers) - 1, 0, -1):
        layer, before = layers[number], layers[number - 1]
        cheapest: dict[tuple[object, ...], float] = {}
        earlier = [1e9] * len(before.states)
        chosen, chosen_cost = (0, TEXT), 1e9
        for origin, after, price, decision in layer.steps:
            onward = price + going_on[after]
            earlier[origin] = min(earlier[origin], onward)
            whole = before.costs[origin] + onward
            choice = decision.choice
            cheapest[choice] = min(cheapest.get(choice, 1e9), whole)
            if after == at and before.costs[origin] + price < chosen_cost:
                chosen, chosen_cost = (origin, decision), before.costs[origin] + price
        at, decision = chosen
        others = [cost for choice, cost in cheapest.items() if choice != decision.choice]
        margin = min(others, default=1e9) - cheapest[decision.choice]
        decisions[layer.unit] = Decision(
            decision.mark, decision.heading, decision.depth, decision.how, max(0.0, min(FAR, margin))
        )
        going_on = earlier
    return decisions

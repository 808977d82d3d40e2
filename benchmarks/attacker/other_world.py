"""A second council that looks alike, in which the others gave other answers."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from benchmarks.attacker.councils import HAPPENED, ITEMS, WHAT_CAME, Answers, Council, Group
from benchmarks.attacker.solving import Fact, Tally
from concordat.smallsample.clamps import insiders
from concordat.surveys.rules.instrument import Item, Shape


def other_world(
    made: Council, found: Sequence[Fact], *, turn: int, chance: random.Random
) -> tuple[Council, int]:
    """Another council with the same insiders, in which all that can be otherwise is; and how much is.

    turn   which of the bands that were chosen is to be another's, one after another
    """
    known = {(fact.wave, fact.group, fact.item): fact for fact in found}
    other, otherwise = Council(made.seed), 0
    for number, wave in enumerate(made.waves):
        groups = []
        for group in wave.groups:
            said = {person: dict(answers) for person, answers in group.said.items()}
            inside = _inside(group)
            for item in ITEMS:
                fact = known.get((number, group.name, item.id))
                if item.id in {HAPPENED, WHAT_CAME}:
                    continue
                people = [person for person in said if item.id in said[person]]
                others = [person for person in people if person not in inside]
                was = {person: said[person][item.id] for person in others}
                own = [said[person][item.id] for person in people if person in inside]
                now = _otherwise(fact, own, was, item, turn=turn, chance=chance)
                for person, answer in now.items():
                    said[person][item.id] = answer
                    otherwise += answer != was[person]
            otherwise += _exchange(said, inside)
            groups.append(Group(group.name, group.side, group.asked, said))
        other.waves.append(replace(wave, groups=groups))
    return other, otherwise


class Pinned(Exception):
    """There is no other world: the promise is broken."""


def _inside(group: Group) -> set[int]:
    """The same people in every wave, so that what they know of several waves is used together."""
    answered = min(
        (sum(item.id in each for each in group.said.values()) for item in ITEMS if not item.conditional),
        default=0,
    )
    return set(sorted(group.said)[: insiders(n=answered)])


def _otherwise(
    fact: Fact | None,
    own: Sequence[int],
    was: Mapping[int, int],
    item: Item,
    *,
    turn: int,
    chance: random.Random,
) -> dict[int, int]:
    if fact is None:  # nothing is shown of it, so anything goes
        top = 10 if item.shape is Shape.RATING else 3
        return {person: answer % top + 1 for person, answer in was.items()}
    if item.shape is Shape.RATING:
        sums, known = range(fact.sums[0], fact.sums[-1] + 1), sum(own)
        if len(sums) > len(fact.sums):
            raise Pinned(f"Between the totals that stay possible there are gaps: {fact}")
        return _all_other_ratings(sums, known, was) or _one_other_rating(sums, known, was, turn=turn)
    return _other_bands(fact.tallies, own, was, turn=turn)


def _all_other_ratings(sums: range, known: int, was: Mapping[int, int]) -> dict[int, int]:
    """For everybody another rating, so that the sum stays within what is shown; nothing if it cannot."""
    now = {person: 2 if answer == 1 else 1 for person, answer in was.items()}
    for person, answer in was.items():
        wanted = sums.start - known - sum(now.values())
        if wanted <= 0:
            break
        highest = 9 if answer == 10 else 10
        step_up = min(wanted, highest - now[person])
        now[person] += step_up
        if now[person] == answer:  # one more or one less: the next in line makes up for it
            now[person] += 1 if now[person] < highest else -1
    return now if known + sum(now.values()) in sums else {}


def _one_other_rating(sums: range, known: int, was: Mapping[int, int], *, turn: int) -> dict[int, int]:
    """One of those who gave the turn's rating has given another, and the sum is shown as before."""
    given = sorted(set(was.values()))
    if not given:
        return {}
    moved = next(person for person in was if was[person] == given[turn % len(given)])
    rest = [person for person in was if person != moved]
    for rating in range(1, 11):
        least = max(len(rest), sums.start - known - rating)
        if rating == was[moved] or least > 10 * len(rest) or known + rating + least >= sums.stop:
            continue
        each, more = divmod(least, len(rest)) if rest else (0, 0)
        return {moved: rating} | {person: each + (place < more) for place, person in enumerate(rest)}
    raise Pinned(f"Whoever rated {was[moved]} can have given no other rating: {sums} beside {known}")


def _other_bands(
    possible: Sequence[Tally], own: Sequence[int], was: Mapping[int, int], *, turn: int
) -> dict[int, int]:
    """One of those who chose the turn's band has chosen another, and all bands are told as before."""
    chosen = sorted(set(was.values()))
    if not chosen:
        return {}
    band = chosen[turn % len(chosen)]
    known = [own.count(each) for each in (1, 2, 3)]
    for elsewhere in (1, 2, 3):
        for tally in possible:
            room = [count - k for count, k in zip(tally, known, strict=True)]
            if elsewhere == band or min(room) < 0 or not room[elsewhere - 1]:
                continue
            room[elsewhere - 1] -= 1
            moved = next(person for person in was if was[person] == band)
            rest = [person for person in was if person != moved]
            fill = [each for each, number in zip((1, 2, 3), room, strict=True) for _ in range(number)]
            return {moved: elsewhere} | dict(zip(rest, fill, strict=True))
    raise Pinned(f"Whoever chose band {band} can have chosen no other: {possible[:3]} beside {own}")


def _exchange(said: dict[int, Answers], inside: set[int]) -> int:
    """What happened to somebody happened to somebody else, and what came of it."""
    others = sorted(
        (p for p in said if p not in inside),
        key=lambda p: (said[p].get(HAPPENED, 0), said[p].get(WHAT_CAME, 0)),
    )
    pairs = [(said[person].get(HAPPENED), said[person].get(WHAT_CAME)) for person in others]
    most = max(Counter(pairs).values(), default=0)
    changed = 0
    for person, pair in zip(others, pairs[most:] + pairs[:most], strict=True):
        before = (said[person].get(HAPPENED), said[person].get(WHAT_CAME))
        changed += before != pair
        for item, answer in zip((HAPPENED, WHAT_CAME), pair, strict=True):
            said[person].pop(item, None)
            if answer is not None:
                said[person][item] = answer
    return changed

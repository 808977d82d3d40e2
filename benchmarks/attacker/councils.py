"""Councils at random: who is asked, who answers, and what they say."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from concordat.surveys.rules import pooling
from concordat.surveys.rules.instrument import INSTRUMENT, Item, Shape, Side
from concordat.surveys.rules.pooling import POOLED

ASKED = ("H1", "H2", "H3", "T1", "T2", "RG1", "P1", "P8")
ITEMS = tuple(item for item in INSTRUMENT if item.id in ASKED)
HAPPENED, WHAT_CAME = "P1", "P8"

Answers = dict[str, int]  # item to answer; what was skipped is left out


@dataclass
class Group:
    """A group in one health check: how many were asked, and what each who answered said."""

    name: str
    side: Side
    asked: list[int]
    said: dict[int, Answers]


@dataclass
class Wave:
    """One health check. The pool, where there is one, is the last of its groups.

    parishes   of whose officers the pool is
    """

    groups: list[Group]
    came_or_went: dict[str, int]
    parishes: frozenset[int] = frozenset()

    def group(self, name: str) -> Group:
        return next(group for group in self.groups if group.name == name)


@dataclass
class Council:
    seed: int
    waves: list[Wave] = field(default_factory=list)

    def is_guarded(self, wave: int, group: str, item: str) -> bool:
        """Whether no change may be told in points since the health check before."""
        then, now = self.waves[wave - 1], self.waves[wave]
        if group == POOLED and pooling.is_guarded(then.parishes, now.parishes):
            return True
        told = [item] if item in ASKED else [each.id for each in ITEMS if each.dimension == item]
        least = min(
            sum(counts_of(each.group(group), item_named(name))) for each in (then, now) for name in told
        )
        return now.came_or_went.get(group, 0) in {1, 2} and least < 20


def council(seed: int) -> Council:
    chance = random.Random(seed)
    sides = [("councillors", Side.COUNCILLORS), ("officers", Side.OFFICERS)]
    if chance.random() < 0.2:
        sides[1:] = [("officers: Finance", Side.OFFICERS), ("officers: everyone else", Side.OFFICERS)]
    rosters = {name: list(range(_size(chance))) for name, _side in sides}
    parishes = {each: chance.randint(1, 4) for each in range(chance.choice((0, 0, 0, 5, 7)))}
    made, steady, before = Council(seed), chance.random() < 0.5, {}
    for number in range(chance.choice((1, 2, 2, 3, 4))):
        wave = Wave([], {}, _parishes(parishes, chance, later=number > 0))
        asked = {(name, side): rosters[name] for name, side in sides}
        for name, _side in sides:
            wave.came_or_went[name] = _come_and_go(rosters[name], chance) if number else 0
        if wave.parishes:
            everyone = [100 * each + n for each in sorted(wave.parishes) for n in range(parishes[each])]
            asked[POOLED, Side.OFFICERS] = everyone
            last = made.waves[-1] if made.waves else wave
            then = last.group(POOLED).asked if last.parishes and last is not wave else everyone
            wave.came_or_went[POOLED] = len(set(then) ^ set(everyone))
        for (name, side), roster in asked.items():
            said = _said(roster, chance, before=before.get(name, {}) if steady else {}, later=number > 0)
            wave.groups.append(Group(name, side, list(roster), said))
            before[name] = said
        made.waves.append(wave)
    return made


def _parishes(known: Mapping[int, int], chance: random.Random, *, later: bool) -> frozenset[int]:
    """Those that take part this time. Of fewer than five there is no pool."""
    gone = chance.sample(sorted(known), k=chance.choice((0, 0, 1, 2))) if later and known else ()
    here = frozenset(known) - set(gone)
    return here if len(here) >= pooling.COUNCILS_FLOOR else frozenset()


def _size(chance: random.Random) -> int:
    return chance.choice((chance.randint(3, 12), chance.randint(5, 25), chance.randint(20, 80)))


def _come_and_go(roster: list[int], chance: random.Random) -> int:
    gone = [
        roster.pop(chance.randrange(len(roster)))
        for _ in range(chance.choice((0, 1, 1, 2)))
        if len(roster) > 3
    ]
    new = chance.choice((0, 0, 1, 2))
    roster.extend(max([*roster, *gone]) + 1 + n for n in range(new))
    return len(gone) + new


def _said(
    roster: Sequence[int], chance: random.Random, *, before: Mapping[int, Answers], later: bool
) -> dict[int, Answers]:
    """What everybody says; who is steady says what they said last time. Later one may be alone to answer."""
    rate, skips = chance.choice((1.0, 1.0, 0.9, 0.6, 0.4)), chance.choice((0.0, 0.0, 0.1, 0.3))
    said: dict[int, Answers] = {person: {} for person in roster if chance.random() < rate}
    if later and chance.random() < 0.1:
        said = {chance.choice(roster): {}}
    for item in ITEMS:
        choose = _mood(chance, top=10 if item.shape is Shape.RATING else 3)
        for answers in said.values():
            if chance.random() >= skips:
                answers[item.id] = choose()
    for person, answers in said.items():
        if person in before:
            answers.clear()
            answers.update(before[person])
        if answers.get(HAPPENED, 1) == 1:
            answers.pop(WHAT_CAME, None)  # asked only of those to whom it happened
        else:
            answers.setdefault(WHAT_CAME, chance.randint(1, 3))  # the attacker's best case: nobody skips it
    return said


def _mood(chance: random.Random, *, top: int):
    """How a group answers one question: all alike, at the ends, all but one, in two camps, or anyhow."""
    middle, kind = chance.randint(1, top), chance.randrange(7)
    odd = iter([chance.randint(1, top)])
    return {
        0: lambda: middle,
        1: lambda: top,
        2: lambda: 1,
        3: lambda: next(odd, top),
        4: lambda: chance.choice((1, top)),
        5: lambda: min(top, max(1, middle + chance.choice((-1, 0, 0, 1)))),
        6: lambda: chance.randint(1, top),
    }[kind]


def item_named(name: str) -> Item:
    return next(item for item in ITEMS if item.id == name)


def counts_of(group: Group, item: Item) -> list[int]:
    counts = [0] * (10 if item.shape is Shape.RATING else 3)
    for answers in group.said.values():
        if item.id in answers:
            counts[answers[item.id] - 1] += 1
    return counts

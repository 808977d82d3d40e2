"""Random councils, and an attacker who holds every figure ever published of them and some of the answers.

    python -m benchmarks.attacker [--councils 10000] [--seed 1]

Each council runs one to four health checks: people join, leave, keep silent and skip questions; a side may
be declared in parts; officers of parishes may be asked together; some write comments; at a later health check
one person alone may answer. Answers are unanimous, extreme, split or ordinary. Everything goes through the
product's own release, and into every form in which it is published (`benchmarks.forms`). Then the attack:

*The solver* reads the figures out of all forms of all health checks, knows the rules, and works out in whole
numbers what a colleague of one insider (of two, from 20 answers) may have answered, if every figure that
stands anywhere holds. Four of ten ratings must stay possible, two of three bands, and no band may be known
to hold one person. What was really answered must be among what it finds possible, or it would be no solver.

*The record.* No form may say what the JSON of its release does not, and the release itself is composed again
from its figures alone.

*The other world* trusts no reasoning. A second council is laid out in which the insiders said what they said
and the others, all of them where that can be and else one after another, gave other answers to every question
of every health check. The publications of the two are compared byte by byte: if they are alike, no reader of
any of it can tell the two apart.

Ends with status 1, and names the council, if anything was pinned.
"""

import argparse
import os
import random
import re
import sys
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache

from benchmarks import forms
from benchmarks.forms import Reading
from concordat.smallsample.bands import BAND_FLOOR, Size, few, heads
from concordat.smallsample.clamps import MEAN_FLOOR, clamp, insiders, step
from concordat.smallsample.margins import PLANNING_SD, SPLIT_SD, mean_margin
from concordat.surveys.rules import pooling, themes
from concordat.surveys.rules.comments import ANSWERS_NEEDED, Comment, Outcome
from concordat.surveys.rules.identifying import Known as KnownNames
from concordat.surveys.rules.instrument import INSTRUMENT, Item, Shape, Side
from concordat.surveys.rules.pooled import pooled
from concordat.surveys.rules.pooling import POOLED
from concordat.surveys.rules.release import Atom, Release, composed, release
from concordat.surveys.rules.themes import CannotBeTold, Coding, Draft, InTheirOwnWords

ASKED = ("H1", "H2", "H3", "T1", "T2", "RG1", "P1", "P8")
ITEMS = tuple(item for item in INSTRUMENT if item.id in ASKED)
HAPPENED, WHAT_CAME = "P1", "P8"
KEPT_OPEN, BANDS_KEPT_OPEN = 4, 2

Answers = dict[str, int]  # item to answer; what was skipped is left out
Tally = tuple[int, int, int]


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
        least = min(sum(_counts(each.group(group), _item(name))) for each in (then, now) for name in told)
        return now.came_or_went.get(group, 0) in {1, 2} and least < 20


# --------------------------------------------------------------------------------------- councils at random


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


# -------------------------------------------------------------------------------------- what is published


def published(made: Council) -> list[Release]:
    told: list[Release] = []
    for number, wave in enumerate(made.waves):
        sides = [group for group in wave.groups if group.name != POOLED]
        told.append(
            release(
                council="Anywhere",
                wave=f"Wave {number}",
                atoms=[Atom(group.name, group.side, len(group.asked), len(group.said)) for group in sides],
                items=ITEMS,
                counts=_all_counts(sides),
                previous=told[-1] if told else None,
                roster_changed_by=wave.came_or_went,
                pooled=_pooled(made, number, told),
            )
        )
    return [replace(each, own_words=_own_words(made, number)) for number, each in enumerate(told)]


def _all_counts(groups: Sequence[Group]) -> dict[tuple[str, str], list[int]]:
    return {(group.name, item.id): _counts(group, item) for group in groups for item in ITEMS}


def _pooled(made: Council, number: int, told: Sequence[Release]) -> pooling.Pooled | None:
    wave = made.waves[number]
    if not wave.parishes:
        return None
    own, before = wave.group(POOLED), told[-1].pooled if told else None
    return pooled(
        council="Anywhere",
        wave=f"Wave {number}",
        councils=len(wave.parishes),
        invited=len(own.asked),
        answered=len(own.said),
        items=ITEMS,
        counts=_all_counts([own]),
        previous=before,
        roster_changed_by=wave.came_or_went[POOLED],
        guarded=before is not None and pooling.is_guarded(made.waves[number - 1].parishes, wave.parishes),
    )


def _item(name: str) -> Item:
    return next(item for item in ITEMS if item.id == name)


def _counts(group: Group, item: Item) -> list[int]:
    counts = [0] * (10 if item.shape is Shape.RATING else 3)
    for answers in group.said.values():
        if item.id in answers:
            counts[answers[item.id] - 1] += 1
    return counts


# Each comment is a word that stands nowhere else.
SYLLABLES = ("ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu")


def _own_words(made: Council, number: int) -> tuple[InTheirOwnWords, ...]:
    """What a reviewer tells of the comments of every third council; sides of fewer than ten are not read."""
    if made.seed % 3:
        return ()
    chance, found = random.Random(7 * made.seed + number), []
    for side in Side:
        groups = [group for group in made.waves[number].groups if group.side is side and group.name != POOLED]
        answered = sum(len(group.said) for group in groups)
        if answered < ANSWERS_NEEDED:
            found.append(InTheirOwnWords(side, Outcome.FEW_ANSWERED))
            continue
        wrote, quoted = chance.choice((answered, answered, answered // 2)), chance.choice((0.0, 0.3, 1.0))
        drafts = [
            Draft(n, f"Theme {'ABCDE'[n - 1]} of {side}", "As the reviewer put it.") for n in range(1, 6)
        ]
        comments, codings, under = {}, {}, Counter()
        for place in range(wrote):
            behind = frozenset(n for n in range(1, 6) if chance.random() < 0.8)
            room = [n for n in sorted(behind) if under[n] < themes.MOST_QUOTES]
            quote = room[0] if room and chance.random() < quoted else None
            under[quote] += 1
            words = "".join(chance.choice(SYLLABLES) for _ in range(6)) + SYLLABLES[place % 10]
            comments[str(place)] = Comment(words, may_quote=True)
            codings[str(place)] = Coding(behind, quote)
        found.append(_reviewed(side, drafts, comments, codings, answered))
    return tuple(found)


def _reviewed(
    side: Side,
    drafts: Sequence[Draft],
    comments: Mapping[str, Comment],
    codings: Mapping[str, Coding],
    answered: int,
) -> InTheirOwnWords:
    """A reviewer who is told that there are too many quotes publishes none."""
    said = {"side": side, "drafts": drafts, "comments": comments, "known": KnownNames(), "answered": answered}
    try:
        return themes.told(codings=codings, **said)
    except CannotBeTold:
        return themes.told(codings={mark: Coding(each.themes) for mark, each in codings.items()}, **said)


# ------------------------------------------------------------------------------------------- the solver

Said = frozenset[tuple[str, str]]
Known = dict[tuple[int, str, str], Said]
# So much may a number printed to so many places lie from what was worked out: it was rounded to three before.
NEAR = {0: 0.0506, 1: 0.0506, 2: 0.0056, 3: 0.000501}


@dataclass(frozen=True)
class Fact:
    """What all forms together say of one question and one group, in one health check.

    sums      the totals of ratings of which every one of them could be printed
    tallies   the same of three counts
    """

    wave: int
    group: str
    item: str
    n: int
    sums: tuple[int, ...] = ()
    tallies: tuple[Tally, ...] = ()


class Impossible(Exception):
    """Figures that no answers at all would have given, by any rule that the solver knows."""


def gathered(read: Iterable[Reading]) -> Known:
    found: dict[tuple[int, str, str], set[tuple[str, str]]] = {}
    for each in read:
        found.setdefault((each.wave, each.group, each.item), set()).add((each.what, each.said))
    return {place: frozenset(said) for place, said in found.items()}


def facts(known: Known) -> list[Fact]:
    """What can be reckoned from everything that was read. Raises ``Impossible``."""
    found = []
    for (wave, group, item), said in known.items():
        numbers = {int(value) for what, value in said if what == "answers"}
        if item not in ASKED or not numbers:
            continue
        if len(numbers) > 1:
            raise Impossible(f"{item}: {sorted(numbers)} answers at once")
        [n] = numbers
        if any(what.startswith(("band", "heads")) for what, _value in said):
            found.append(Fact(wave, group, item, n, tallies=tallies(said, n)))
        else:
            found.append(Fact(wave, group, item, n, sums=sums(said, n)))
    return _with_what_was_left_out(_through_changes(found, known), known)


@cache
def sums(said: Said, n: int) -> tuple[int, ...]:
    """The sums of n ratings of which all this would be printed."""
    possible = set(range(n, 10 * n + 1))
    for what, value in said:
        if what in {"shown", "value"}:
            possible &= set(totals(value, n))
    for ends in _ends(said):
        possible &= _within(said, ends, n, tuple(sorted(possible)))
    if not possible:
        raise Impossible(f"Nothing of {n} ratings fits {sorted(said)}")
    return tuple(sorted(possible))


@cache
def totals(shown: str, n: int) -> range:
    """The sums of n ratings of which these words or this number would be printed.

    A number that is no score of the rule is taken for what it looks like: the average, to so many places.
    """
    words = shown.split()
    value, ends = Fraction(words[0]), clamp(n=n)
    if (value / step(n=n)).denominator == 1 and ends.at_most <= value <= ends.at_least:
        half = step(n=n) / 2
        low = Fraction(n) if value == ends.at_most else (value - half) * n
        high = Fraction(10 * n + 1) if value == ends.at_least else (value + half) * n
    else:
        places = len(words[0].partition(".")[2])
        half = Fraction(1, 2 * 10 ** min(places, 6)) + Fraction(1, 10**9)
        low, high = (value - half) * n, (value + half) * n
    return range(
        max(n, -(-low.numerator // low.denominator)), min(10 * n + 1, -(-high.numerator // high.denominator))
    )


def _ends(said: Said) -> list[tuple[str, str]]:
    """Every likely range that was printed: finely in the data, coarsely on pages."""
    found: dict[str, list[str]] = {"from": [], "to": []}
    for what, value in said:
        if what in found:
            found[what].append(value)
    if not (found["from"] and found["to"]):
        return []
    lows, highs = (sorted(found[end], key=lambda value: -_places(value)) for end in ("from", "to"))
    return [(low, highs[0]) for low in lows] + [(lows[0], high) for high in highs]


def _places(value: str) -> int:
    return min(3, len(value.partition(".")[2]))


def _within(said: Said, ends: tuple[str, str], n: int, possible: tuple[int, ...]) -> set[int]:
    """Which totals a likely range leaves. Drawn about the printed score it says nothing more than that."""
    invited = next((int(value) for what, value in said if what == "invited"), None)
    scores = {float(value.split()[0]) for what, value in said if what in {"shown", "value"}}
    if invited is None or not scores:
        return set(possible)
    if any(_drawn(score, ends, n, invited) for score in scores):
        return set(possible)
    return {total for total in possible if _drawn(total / n, ends, n, invited)}


def _drawn(score: float, ends: tuple[str, str], n: int, invited: int) -> bool:
    """Whether this likely range would be drawn about this score, by either of the two spreads."""
    low, high = (float(end) for end in ends)
    for spread in (PLANNING_SD, SPLIT_SD):
        reach = mean_margin(n=n, population=invited, planning_sd=spread) + float(step(n=n)) / 2
        as_low = abs(max(1.0, score - reach) - low) <= NEAR[_places(ends[0])] or low == 1
        as_high = abs(min(10.0, score + reach) - high) <= NEAR[_places(ends[1])] or high == 10
        if as_low and as_high:
            return True
    return False


def ratings_open(fact: Fact, own: Sequence[int]) -> list[int]:
    """What another person may have answered, to whoever knows these answers of insiders."""
    others, known = fact.n - len(own) - 1, sum(own)
    found = []
    for answer in range(1, 11):
        place = bisect_left(fact.sums, known + answer + others)
        if place < len(fact.sums) and fact.sums[place] <= known + answer + 10 * others:
            found.append(answer)
    return found


@cache
def band_counts(words: str, n: int) -> frozenset[int]:
    """The heads that would be told in these words; a number that no rule tells is the heads themselves."""

    def said(count: int) -> str:
        told = heads(count=count, n=n)
        if told.size is Size.FEW:
            return f"fewer than {few(n=n) + 1} of {n}"
        return f"about {told.about} of {n}" if told.size is Size.ABOUT else f"nearly all of {n}"

    found = frozenset(count for count in range(n + 1) if said(count) == words)
    number = re.search(r"\d+", words)
    return found or frozenset({int(number.group())} if number else ())


@cache
def tallies(said: Said, n: int) -> tuple[Tally, ...]:
    allowed = [set(range(n + 1)) for _ in range(3)]
    for what, value in said:
        kind, _space, place = what.partition(" ")
        if kind == "band":
            allowed[int(place) - 1] &= band_counts(value, n)
        elif kind == "heads":
            low, high = map(int, value.split("-"))
            allowed[int(place) - 1] &= set(range(low, high + 1))
    first, second, third = allowed
    found = tuple(
        (one, two, n - one - two) for one in sorted(first) for two in sorted(second) if n - one - two in third
    )
    if not found:
        raise Impossible(f"Nothing of {n} answers fits {sorted(said)}")
    return found


def _through_changes(found: Sequence[Fact], known: Known) -> list[Fact]:
    """A change that is not the difference of two printed scores is one of the averages themselves."""
    by_place = {(fact.wave, fact.group, fact.item): fact for fact in found}
    for (wave, group, item), said in known.items():
        before, after = by_place.get((wave - 1, group, item)), by_place.get((wave, group, item))
        if before is None or after is None or not (before.sums and after.sums):
            continue
        for value in (value for what, value in said if what == "change"):
            then, now = known[wave - 1, group, item], said
            change, near = float(value), NEAR[_places(value)]
            if any(abs(b - a - change) <= near for a in _scores(then) for b in _scores(now)):
                continue
            pairs = [
                (a, b)
                for a in before.sums
                for b in after.sums
                if abs(b / after.n - a / before.n - change) <= near
            ]
            if not pairs:
                raise Impossible(f"{item}: no change of {value}")
            for fact, totals_left in ((before, {a for a, _b in pairs}), (after, {b for _a, b in pairs})):
                by_place[fact.wave, group, item] = replace(fact, sums=tuple(sorted(totals_left)))
    return list(by_place.values())


def _scores(said: Said) -> set[float]:
    return {
        float(value.split()[0]) for what, value in said if what in {"shown", "value"} and value[0].isdigit()
    }


def _with_what_was_left_out(found: Sequence[Fact], known: Known) -> list[Fact]:
    """Who says what came of something had it happen to them; at best for the attacker nobody skips that.

    So the number who said what came of it gives the number who said "never". Where it is held back, fewer
    than ten answered, or fewer than five said "never".
    """
    followed = {(fact.wave, fact.group): fact.n for fact in found if fact.item == WHAT_CAME}
    told = []
    for fact in found:
        place = fact.wave, fact.group
        if fact.item == HAPPENED and fact.tallies and (*place, WHAT_CAME) in known:
            never = [fact.n - followed[place]] if place in followed else None
            left = tuple(
                tally
                for tally in fact.tallies
                if (tally[0] in never if never else tally[0] < MEAN_FLOOR or fact.n - tally[0] < BAND_FLOOR)
            )
            if not left:
                raise Impossible(f"{fact}: {never} said never")
            told.append(replace(fact, tallies=left))
        else:
            told.append(fact)
    return told


def bands_open(possible: Sequence[Tally], own: Sequence[int]) -> list[int]:
    known = [own.count(band) for band in (1, 2, 3)]
    return [
        band
        for band in (1, 2, 3)
        if any(
            all(
                count >= k + (place == band)
                for place, (count, k) in enumerate(zip(tally, known, strict=True), 1)
            )
            for tally in possible
        )
    ]


def solve(made: Council, known: Sequence[Fact]) -> list[str]:
    """What the solver has pinned, as sentences; nothing if the promise held."""
    found = []
    for fact in known:
        group = made.waves[fact.wave].group(fact.group)
        given = [answers[fact.item] for answers in group.said.values() if fact.item in answers]
        if fact.tallies and any({tally[band] for tally in fact.tallies} == {1} for band in range(3)):
            found.append(f"A band of one: {fact}")
        for own, rest in _insiders(given, insiders(n=fact.n)):
            left = bands_open(fact.tallies, own) if fact.tallies else ratings_open(fact, own)
            if len(left) < (BANDS_KEPT_OPEN if fact.tallies else KEPT_OPEN):
                found.append(f"Only {left} stays possible beside {own}: {fact}")
            if not rest <= set(left):
                found.append(
                    f"The solver is wrong: {sorted(rest)} was answered, and it thinks {left}: {fact}"
                )
    return found


def _insiders(given: Sequence[int], number: int) -> Iterator[tuple[tuple[int, ...], set[int]]]:
    """Every set of answers that so many insiders could hold, and what the others answered."""
    counts = Counter(given)
    values = sorted(counts)
    pairs = [(a,) for a in values] if number == 1 else [(a, b) for a in values for b in values if a <= b]
    for own in pairs:
        left = counts - Counter(own)
        if not Counter(own) - counts and left:
            yield own, set(left)


def solve_themes(told: Sequence[Release], read: Iterable[Reading]) -> list[str]:
    """Whether a colleague of insiders who wrote nothing may have written nothing too, of any theme."""
    found, quotes = [], {}
    for each in read:
        if each.what == "quote":
            quotes.setdefault((each.wave, each.group, each.form), []).append(each.said)
        if each.what == "at least" and int(each.said) > _may_be_known(told[each.wave], each.group):
            found.append(f"Everybody wrote of it: {each}")
    for (wave, side, form), said in quotes.items():
        if len(said) > _may_be_known(told[wave], side):
            found.append(f"Everybody wrote one of the quotes: {form}, {side}, {len(said)}")
    return found


def _may_be_known(told: Release, side: str) -> int:
    answered = sum(atom.answered for atom in told.atoms if atom.side == side)
    return answered - insiders(n=answered) - 1


# -------------------------------------------------------------------------- nothing beside one record


def beside_the_record(read: Sequence[Reading]) -> list[str]:
    """What some form says and the released record does not: a figure that stands in one form only."""
    record: Known = gathered(each for each in read if _is_of_the_record(each))
    strange = []
    for each in read:
        own = [said for what, said in record.get((each.wave, each.group, each.item), ()) if what == each.what]
        if not any(_alike(said, each.said) for said in own):
            strange.append(f"Only in {each.form}: {each.what} {each.said} of {each.group}, {each.item}")
    return strange


def _is_of_the_record(each: Reading) -> bool:
    """Of topics the change stands in the trends alone."""
    if each.form == "trend.json":
        return each.item not in ASKED and each.what in {"change", "margin", "word"}
    return each.form == "json"


def _alike(recorded: str, said: str) -> bool:
    if recorded == said:
        return True
    try:
        return abs(float(recorded) - float(said)) <= (
            NEAR[_places(said)] if "." in said or "." in recorded else 0
        )
    except ValueError:
        return False


def composed_again(told: Sequence[Release], made: Council) -> bool:
    """Whether all that a release holds follows from its figures, its groups and the release before."""
    return all(
        composed(
            council=each.council,
            wave=each.wave,
            replies=each.atoms,
            figures=each.items,
            items=each.questions,
            previous=told[number - 1] if number else None,
            roster_changed_by=made.waves[number].came_or_went,
            roster_hash=each.roster_hash,
            edition=each.edition,
            remarks=(),
            promised=each.promised,
            pooled=each.pooled,
        )
        == replace(each, own_words=())
        for number, each in enumerate(told)
    )


def guards_held(made: Council, read: Iterable[Reading]) -> list[str]:
    """No change is told in points where one or two names, or parishes, came or went (rules R6 and A20)."""
    found = []
    for each in read:
        if each.what == "change" and made.is_guarded(each.wave, each.group, each.item):
            found.append(f"A change in points where a few came or went: {each}")
    return found


# -------------------------------------------------------------------------------------- the other world


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


# ------------------------------------------------------------------------------------------- the attack


@dataclass(frozen=True)
class Attacked:
    seed: int
    waves: int
    figures: int
    otherwise: int
    broken: tuple[str, ...]


def attack(seed: int, *, worlds: int = 1, kinds: Sequence[str] | None = ()) -> Attacked:
    """Everything that is tried on one council.

    kinds   the forms that are read; if none are named, the record and one file more, another for each seed;
            ``None`` for the record alone. Where it is every form, all are laid beside those of the other
            world byte by byte; else the releases are, of which each form is made
            (`tests/attacks/test_forms.py`)
    """
    made = council(seed)
    told = published(made)
    seen, broken = {}, []
    if kinds is None:
        read = forms.of_the_record(told)
    else:
        seen = in_forms(told, made, kinds or (*forms.RECORD, forms.DATA[seed % len(forms.DATA)]))
        read = [
            each for (form, wave), body in seen.items() for each in forms.read(form, wave, body, told=told)
        ]
        broken += beside_the_record(read)
        if not composed_again(told, made):
            broken.append("A release holds more than follows from its figures.")
    broken += [*guards_held(made, read), *solve_themes(told, read)]
    try:
        known = facts(gathered(read))
    except Impossible as nothing:
        return Attacked(seed, len(made.waves), len(read), 0, (*broken, f"Impossible: {nothing}"))
    broken += solve(made, known)
    chance, otherwise = random.Random(~seed), 0
    for turn in range(worlds):
        try:
            other, changed = other_world(made, known, turn=turn + seed, chance=chance)
        except Pinned as pinned:
            broken.append(str(pinned))
            continue
        otherwise += changed
        of_the_other = published(other)
        if of_the_other != told or (kinds == forms.EVERY and in_forms(of_the_other, other, kinds) != seen):
            broken.append("Two councils that should look alike do not.")
    return Attacked(seed, len(made.waves), len(read), otherwise, tuple(broken))


def in_forms(told: Sequence[Release], made: Council, kinds: Sequence[str]) -> dict[tuple[str, int], bytes]:
    return forms.published(told, changed_by=[wave.came_or_went for wave in made.waves], forms=kinds)


def _some(seeds: range) -> tuple[list[Attacked], float]:
    """What came of them, and the seconds of the processor that they took."""
    began = time.process_time()
    told = [attack(seed, worlds=3 if seed % 20 == 0 else 1, kinds=_kinds(seed)) for seed in seeds]
    return told, time.process_time() - began


def _kinds(seed: int) -> Sequence[str] | None:
    """Every form of each four-hundredth council, files of each twentieth, the record of all."""
    return forms.EVERY if seed % 400 == 0 else () if seed % 20 == 0 else None


def prepare() -> None:
    """The page's words come through gettext."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--councils", type=int, default=10_000)
    words.add_argument("--seed", type=int, default=1)
    asked = words.parse_args()
    began, done, busy = time.perf_counter(), [], 0.0
    batches = [
        range(at, min(at + 250, asked.seed + asked.councils))
        for at in range(asked.seed, asked.seed + asked.councils, 250)
    ]
    with ProcessPoolExecutor(max_workers=2, initializer=prepare) as pool:
        for batch, seconds in pool.map(_some, batches):
            done += batch
            busy += seconds
            if len(done) % 1000 < 250:
                print(f"  {len(done):6d} councils, {time.perf_counter() - began:4.0f} s", flush=True)
    broken = [each for each in done if each.broken]
    print(
        f"{len(done)} councils, {sum(each.waves for each in done)} health checks,"
        f" {sum(each.figures for each in done)} figures read;"
        f" {sum(each.otherwise for each in done)} answers otherwise in worlds that look alike;"
        f" {len(broken)} councils in which something was pinned. {busy:.0f} seconds of the processor."
    )
    for each in broken[:5]:
        print(f"  seed {each.seed}: {each.broken[0]}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

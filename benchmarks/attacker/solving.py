"""The solver: what a colleague may have answered, if every figure that stands anywhere holds."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from benchmarks.attacker.councils import ASKED, HAPPENED, WHAT_CAME, Council
from benchmarks.forms import Reading
from concordat.smallsample.bands import BAND_FLOOR, Size, few, heads
from concordat.smallsample.clamps import MEAN_FLOOR, clamp, insiders, step
from concordat.smallsample.margins import PLANNING_SD, SPLIT_SD, mean_margin
from concordat.surveys.rules.release import Release

KEPT_OPEN, BANDS_KEPT_OPEN = 4, 2
Tally = tuple[int, int, int]
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
    lows, highs = (sorted(found[end], key=lambda value: -places(value)) for end in ("from", "to"))
    return [(low, highs[0]) for low in lows] + [(lows[0], high) for high in highs]


def places(value: str) -> int:
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
        as_low = abs(max(1.0, score - reach) - low) <= NEAR[places(ends[0])] or low == 1
        as_high = abs(min(10.0, score + reach) - high) <= NEAR[places(ends[1])] or high == 10
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
            change, near = float(value), NEAR[places(value)]
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

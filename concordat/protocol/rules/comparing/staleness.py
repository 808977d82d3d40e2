"""Cross-references that no longer lead where they led. They are told, and never mended."""

from collections.abc import Iterator, Mapping, Sequence

from concordat.protocol.rules.clauses import Clause
from concordat.protocol.rules.comparing.pointing import Leading, opening, references
from concordat.protocol.rules.comparing.stretches import said
from concordat.protocol.rules.comparing.units import written
from concordat.protocol.rules.comparing.values import Fault, Pair, Stale
from concordat.protocol.rules.references import Reference

# More warnings than this help nobody; that there are more is said.
MOST = 200


def stale(
    old: Sequence[Clause], new: Sequence[Clause], pairs: Sequence[Pair], leading: Leading
) -> tuple[Stale, ...]:
    """References that stand in both texts in the same words, and whose goal is elsewhere, gone or changed."""
    changed = {at for pair in pairs if pair.in_force and pair.new for at in pair.new.places}
    # In a clause whose words are the same no item can have come or gone: at most a mark was lost in the file.
    relaid = {
        at: pair.new.at for pair in pairs if pair.new and not pair.words_changed for at in pair.new.places
    }
    found: dict[Stale, None] = {}
    for pair in pairs:
        if pair.old is None or pair.new is None:
            continue
        before = [reference for at in pair.old.places for reference in references(said(old[at]))]
        after = [(at, reference) for at in pair.new.places for reference in references(said(new[at]))]
        for at, reference in _kept(before, after):
            told = _looked_up(reference, at, pair, old, new, leading, changed, relaid)
            found.update(dict.fromkeys(told))
        if len(found) >= MOST:
            break
    return tuple(found)


def _kept(before: Sequence[Reference], after: Sequence[tuple[int, Reference]]) -> list[tuple[int, Reference]]:
    """The references that stand in both texts alike; one that was turned elsewhere is a change of words."""
    if len(before) == len(after):
        return [(at, new) for old, (at, new) in zip(before, after, strict=True) if old.path == new.path]
    paths = {reference.path for reference in before}
    return [(at, reference) for at, reference in after if reference.path in paths]


def _looked_up(
    reference: Reference,
    at: int,
    pair: Pair,
    old: Sequence[Clause],
    new: Sequence[Clause],
    leading: Leading,
    changed: set[int],
    relaid: Mapping[int, int],
) -> Iterator[Stale]:
    printed, path = reference.words, reference.path
    meant = leading.old.meant(reference)
    if meant is None or pair.new is None:
        return
    goals, leads_to = leading.became.get(meant, frozenset()), leading.new.meant(reference)
    within, quoted = pair.new.name, opening(old[meant])
    now = written(leading.new.paths[min(goals)]) if goals else ""
    present = opening(new[leads_to]) if leads_to is not None else ""
    if not goals:
        sentence = f"{within} refers to “{printed}”, which stood in the old text (“{quoted}”) and is gone."
        fault = Fault.GONE
    elif leads_to not in goals and _one_clause(leads_to, goals, relaid):
        return
    elif leads_to not in goals:
        there = f"{written(path)} is now “{present}”" if present else f"there is no {written(path)} now"
        sentence = (
            f"Stale reference: {within} refers to “{printed}”, which was “{quoted}” and is now "
            f"{now or 'elsewhere'}; {there}. Nothing was mended: say which is meant."
        )
        fault = Fault.POINTS_ELSEWHERE
    elif leads_to in changed and leads_to not in pair.new.places:
        sentence = f"{within} refers to “{printed}”, which changed in force: read both together."
        fault = Fault.TARGET_CHANGED
    else:
        return
    yield Stale(within, at, printed, fault, quoted, now, present, sentence)


def _one_clause(leads_to: int | None, goals: frozenset[int], relaid: Mapping[int, int]) -> bool:
    return any(
        goal in relaid and relaid.get(goal if leads_to is None else leads_to) == relaid[goal]
        for goal in goals
    )


def became_of(
    pairs: Sequence[
        tuple[Sequence[Sequence[int]], Sequence[Sequence[int]], Sequence[tuple[int | None, int | None]]]
    ],
) -> Mapping[int, frozenset[int]]:
    """For each place of the old tree those of the new tree that it became.

    pairs   the places of the old units of a match, of the new ones, and of two lists which part is which
    """
    became: dict[int, set[int]] = {}
    for olds, news, parts in pairs:
        if not news:
            continue
        for unit in olds:
            became.setdefault(unit[0], set()).update(other[0] for other in news)
        if len(olds) == len(news) == 1:
            for before, after in parts:
                if before is not None and after is not None:
                    became.setdefault(olds[0][before], set()).add(news[0][after])
        else:
            everything = [place for unit in news for place in unit]
            for unit in olds:
                for place in unit:
                    became.setdefault(place, set()).update(everything)
    return {place: frozenset(found) for place, found in became.items()}

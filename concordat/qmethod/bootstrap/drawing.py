"""Who is in each resample."""

from collections.abc import Sequence

import numpy as np

from concordat.qmethod.results import Integers
from concordat.qmethod.study import Refused, Study


def labels(study: Study, groups: str | Sequence[str] | None) -> tuple[str, ...]:
    """The group of each sort: the fact of that name, or the labels as given; empty without groups.

    Raises ``Refused`` where a sort has no such fact, or the labels do not fit the sorts.
    """
    if groups is None:
        return ()
    if not isinstance(groups, str):
        told = tuple(groups)
        if len(told) != len(study.sorts):
            raise Refused(f"There are {len(told)} group labels for {len(study.sorts)} sorts.")
        return told
    for sort in study.sorts:
        if not sort.facts.get(groups):
            raise Refused(
                f"The participant {sort.participant} has no {groups}, so people cannot be drawn by it.",
                participant=sort.participant,
            )
    return tuple(sort.facts[groups] for sort in study.sorts)


def draw(study: Study, *, steps: int, groups: Sequence[str], rng: np.random.Generator) -> list[Integers]:
    """For each step the sorts drawn, with replacement.

    Sorts of one person (the fact ``person``) are drawn together. With groups as many people are drawn from
    each as it has; a person belongs to the group of their first sort.
    """
    people = _people(study)
    strata: dict[str, list[Integers]] = {}
    for person in people:
        strata.setdefault(groups[int(person[0])] if groups else "", []).append(person)
    chosen = [
        (stratum, rng.integers(0, len(stratum), size=(steps, len(stratum)))) for stratum in strata.values()
    ]
    if all(len(person) == 1 for person in people):
        flat = [np.concatenate(stratum)[drawn] for stratum, drawn in chosen]
        return list(np.concatenate(flat, axis=1))
    return [
        np.concatenate([stratum[each] for stratum, drawn in chosen for each in drawn[step]])
        for step in range(steps)
    ]


def _people(study: Study) -> list[Integers]:
    """The places of each person's sorts."""
    places: dict[tuple[str, str], list[int]] = {}
    for place, sort in enumerate(study.sorts):
        person = sort.facts.get("person", "")
        key = ("person", person) if person else ("participant", sort.participant)
        places.setdefault(key, []).append(place)
    return [np.array(each, dtype=np.int64) for each in places.values()]

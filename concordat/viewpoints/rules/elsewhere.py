"""Sorts that were collected elsewhere: what each would be in this study, and why some cannot be."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from concordat.qmethod.study import Sort, Study
from concordat.viewpoints.rules.as_laid import matched
from concordat.viewpoints.rules.draft import Plan
from concordat.viewpoints.rules.moves import storable
from concordat.viewpoints.rules.stages import Side

SIDES = {
    "councillor": Side.COUNCILLORS,
    "councillors": Side.COUNCILLORS,
    "member": Side.COUNCILLORS,
    "members": Side.COUNCILLORS,
    "officer": Side.OFFICERS,
    "officers": Side.OFFICERS,
}


class DoesNotFit(Exception):
    """The file is of another study. The sentence says how one sees it."""


@dataclass(frozen=True)
class Found:
    """One sort of the file. ``wrong`` is empty when it can be taken in as it is."""

    participant: str
    side: Side
    values: Mapping[str, int]
    comments: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()


def fitted(
    study: Study, plan: Plan, *, side: Side | None = None, present: Sequence[Mapping[str, int]] = ()
) -> tuple[Found, ...]:
    """Every sort of the file as it would stand in the study. Raises ``DoesNotFit``.

    side      of all of them; None: as the file says in "group", "side" or "role", else neither
    present   the sorts that the study has: the same one twice is usually a file read twice
    """
    ids = [statement.id for statement in study.statements]
    cards = matched(ids, plan.cards)
    if cards is None:
        raise DoesNotFit(
            f"The file has {len(ids)} statements ({', '.join(ids[:3])} …), the study {len(plan.cards)} "
            f"({', '.join(plan.cards[:3])} …). They must be the same, by key or by number."
        )
    known = [dict(each) for each in present]
    found = []
    for sort in study.sorts:
        found.append(_found(sort, ids, cards, plan, side=side, known=known))
        known.append(dict(found[-1].values))
    return tuple(found)


def _found(
    sort: Sort,
    ids: Sequence[str],
    cards: Mapping[str, str],
    plan: Plan,
    *,
    side: Side | None,
    known: Sequence[Mapping[str, int]],
) -> Found:
    given = {cards[each]: value for each, value in zip(ids, sort.values, strict=True)}
    numbers = {card: number for number, card in enumerate(plan.cards, start=1)}
    wrong = []
    missing = [str(numbers[card]) for card, value in given.items() if value is None]
    off = [str(numbers[c]) for c, value in given.items() if value is not None and value not in plan.values]
    values = {card: int(value) for card, value in given.items() if value is not None}
    if missing:
        wrong.append(f"no value for card {', '.join(missing)}")
    if off:
        wrong.append(f"a value that the grid does not have for card {', '.join(off)}")
    if plan.forced and not (missing or off) and Counter(values.values()) != Counter(dict(plan.grid)):
        wrong.append("its columns are not as full as the grid says")
    if values in known:
        wrong.append("the same sort is there already")
    said = {cards[each]: storable(words) for each, words in sort.comments.items() if each in cards}
    return Found(
        participant=sort.participant,
        side=side or _side(sort),
        values=values,
        comments={card: words for card, words in said.items() if words},
        answers={key: storable(str(words)) for key, words in sort.answers.items() if key in plan.questions},
        wrong=tuple(wrong),
    )


def carried(sorts: Sequence[Found]) -> list[dict[str, Any]]:
    """What was shown, as it travels in the page to the second step. The names in the file stay behind."""
    return [
        {
            "side": one.side.value,
            "values": dict(one.values),
            "comments": dict(one.comments),
            "answers": dict(one.answers),
        }
        for one in sorts
    ]


def brought(told: str, plan: Plan, *, present: Sequence[Mapping[str, int]] = ()) -> tuple[Found, ...]:
    """What `carried` sent along, looked through as if it came from the file. Raises ``DoesNotFit``."""
    found: list[Found] = []
    known = list(present)
    try:
        for number, one in enumerate(json.loads(told), start=1):
            values: dict[str, Any] = one["values"]
            sort = Sort(
                participant=str(number),
                values=tuple(values.get(card) for card in plan.cards),
                comments={str(key): str(words) for key, words in one["comments"].items()},
                answers={str(key): str(words) for key, words in one["answers"].items()},
            )
            same = dict(zip(plan.cards, plan.cards, strict=True))
            found.append(_found(sort, plan.cards, same, plan, side=Side(one["side"]), known=known))
            known.append(found[-1].values)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise DoesNotFit("What was shown was changed on the way. Choose the file again.") from None
    wrong = [f"Sort {one.participant}: {'; '.join(one.wrong)}." for one in found if one.wrong]
    if wrong or not found:
        raise DoesNotFit(" ".join(wrong) or "There is no sort in it.")
    return tuple(found)


def _side(sort: Sort) -> Side:
    told = [sort.facts.get(name, "") for name in ("group", "side", "role")]
    return next((SIDES[word.strip().lower()] for word in told if word.strip().lower() in SIDES), Side.NEITHER)

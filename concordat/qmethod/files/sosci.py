"""The JSON of easy-htmlq v3, which lives inside SoSci Survey: the grid as it lay, column by column."""

from collections.abc import Iterator, Mapping
from typing import Any

from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.files.assembling import numbered, put_together
from concordat.qmethod.files.ours import parsed
from concordat.qmethod.files.sources import Source, quoted
from concordat.qmethod.study import Refused, Sort, Study, Value

_PILES = {"agrees": "npos", "neutrals": "nneu", "disagrees": "nneg"}
_NAMES = ("uid", "participant", "case", "serial", "id")


def is_sosci(told: Any) -> bool:
    return any(True for _ in _records(told))


def _records(told: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(told, Mapping) and isinstance(told.get("stage2"), Mapping):
        yield "", told
        return
    pairs = (
        told.items()
        if isinstance(told, Mapping)
        else (("", each) for each in told)
        if isinstance(told, list)
        else ()
    )
    for key, each in pairs:
        if isinstance(each, Mapping) and isinstance(each.get("stage2"), Mapping):
            yield str(key), each


def read_sosci(source: Source) -> Study:
    sorts, wide = [], 0
    records = list(_records(parsed(source)))
    for place, (key, told) in enumerate(records, start=1):
        at = f"{source.name}, record {key or place}"
        columns = _columns(told, at)
        wide = wide or len(columns)
        if len(columns) != wide:
            raise Refused(
                f"{at}: the grid has {len(columns)} columns and that of the first record {wide}; correct one."
            )
        who = next((str(told[name]) for name in _NAMES if told.get(name)), "") or key or f"q{place}"
        sorts.append((who, at, columns, told))
    values, cautions = _values_of_columns(wide, source)
    statements = max((card for _, _, columns, _ in sorts for column in columns for card in column), default=0)
    if statements > 1_000:
        raise Refused(f"{source.name} speaks of statement {statements:,}; number the statements from 1.")
    return put_together(
        name=source.name,
        statements=numbered(statements),
        sorts=[_sort(who, at, columns, values, statements, told) for who, at, columns, told in sorts],
        grid=source.grid,
        cautions=(*source.cautions, *cautions),
    )


def _columns(told: Mapping[str, Any], at: str) -> list[list[int]]:
    """The numbers of the cards in each column, from the left."""
    columns = told["stage2"].get("cols")
    if not isinstance(columns, list) or not columns:
        raise Refused(f"{at}: the second stage has no columns, so there is no sort; remove the record.")
    return [[_card(card, at) for cell in _list(column) for card in _list(cell)] for column in columns]


def _list(told: Any) -> list[Any]:
    return told if isinstance(told, list) else []


def _card(card: Any, at: str) -> int:
    found = card.get("id") if isinstance(card, Mapping) else None
    if isinstance(found, str) and found.isascii() and found.isdigit() and len(found) < 5:
        found = int(found)
    if type(found) is not int or found < 1:
        raise Refused(
            f"{at}: the grid holds {quoted(card)}, which is no card with a number; export it again."
        )
    return found


def _values_of_columns(wide: int, source: Source) -> tuple[tuple[Value, ...], tuple[Caution, ...]]:
    """Its file does not say what the columns are worth: its configuration does, or else they lie around
    nought."""
    if source.grid is not None:
        told = sorted(set(source.grid))
        if len(told) == wide:
            return tuple(told), ()
        raise Refused(
            f"{source.name} has a grid of {wide} columns and yours has {len(told)} values; say the grid as "
            "it was."
        )
    if wide % 2 == 0:
        raise Refused(f"{source.name} does not say the values of its {wide} columns; say the grid yourself.")
    values = tuple(range(-(wide // 2), wide // 2 + 1))
    sentence = (
        f"{source.name} does not say the values of its columns; "
        f"they were taken as {values[0]} to {values[-1]}."
    )
    return values, (Caution(About.READ_LOOSELY, sentence),)


def _sort(
    who: str,
    at: str,
    columns: list[list[int]],
    values: tuple[Value, ...],
    statements: int,
    told: Mapping[str, Any],
) -> Sort:
    lies: dict[int, Value] = {}
    for value, cards in zip(values, columns, strict=True):
        for card in cards:
            if card in lies:
                raise Refused(
                    f"{at}: participant {quoted(who)} has statement {card} twice, on {lies[card]} and on "
                    f"{value}; "
                    "a card lies on one place only.",
                    participant=who,
                    statement=f"s{card}",
                )
            lies[card] = value
    for card in range(1, statements + 1):
        if card not in lies:
            raise Refused(
                f"{at}: participant {quoted(who)} has no place for statement {card}; complete the sort or "
                "remove it.",
                participant=who,
                statement=f"s{card}",
            )
    return Sort(
        participant=who,
        values=tuple(lies[card] for card in range(1, statements + 1)),
        comments=dict(_comments(told.get("stage4"))),
        sorted_at=_timestamp(told),
        facts=_piles(told.get("stage1")),
    )


def _timestamp(told: Mapping[str, Any]) -> str:
    found = told["stage2"].get("timestamp", "")
    return found if isinstance(found, str) else str(found)


def _comments(stage: Any) -> Iterator[tuple[str, str]]:
    for side in ("agree", "disagree"):
        for pair in _list(stage.get(side) if isinstance(stage, Mapping) else None):
            match pair:
                case [{"id": int() | str() as card}, str() as words] if words.strip():
                    yield f"s{card}", words.strip()


def _piles(stage: Any) -> dict[str, str]:
    if not isinstance(stage, Mapping):
        return {}
    return {_PILES[pile]: str(len(stage[pile])) for pile in _PILES if isinstance(stage.get(pile), list)}

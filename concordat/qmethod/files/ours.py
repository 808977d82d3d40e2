"""Our JSON: everything that a study holds."""

import json
from collections.abc import Mapping
from typing import Any

from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.files.assembling import LARGEST_VALUE, put_together
from concordat.qmethod.files.sources import Source, quoted
from concordat.qmethod.study import Refused, Sort, Statement, Study, Value

FORMAT = "concordat-study/1"


def study_as_json(study: Study) -> dict[str, Any]:
    """The study as an object of plain values, which ``study_from_json`` reads back."""
    return {
        "format": FORMAT,
        "title": study.title,
        "statements": [{"id": each.id, "text": each.text} for each in study.statements],
        "grid": None if study.grid is None else list(study.grid),
        "sorts": [_sort_as_json(sort) for sort in study.sorts],
        "cautions": [
            {
                "about": each.about.value,
                "sentence": each.sentence,
                "participants": list(each.participants),
                "statements": list(each.statements),
                "factors": list(each.factors),
            }
            for each in study.cautions
        ],
    }


def _sort_as_json(sort: Sort) -> dict[str, Any]:
    told: dict[str, Any] = {"participant": sort.participant, "values": list(sort.values)}
    optional = {
        "comments": dict(sort.comments),
        "answers": dict(sort.answers),
        "seconds": dict(sort.seconds),
        "sorted_at": sort.sorted_at,
        "facts": dict(sort.facts),
    }
    return told | {name: value for name, value in optional.items() if value}


def study_from_json(
    told: Mapping[str, Any], *, name: str = "The study", grid: tuple[Value, ...] | None = None
) -> Study:
    """The study in such an object. Raises ``Refused`` where a part is missing or is not what it should be."""
    statements = [
        Statement(_text(each, "id", name), _text(each, "text", name))
        for each in _list(told, "statements", name)
    ]
    sorts = [_sort(each, statements, name) for each in _list(told, "sorts", name)]
    if grid is None and told.get("grid") is not None:
        grid = tuple(_grid_value(value, name) for value in _list(told, "grid", name))
    return put_together(
        name=name,
        statements=statements,
        sorts=sorts,
        title=_text(told, "title", name),
        grid=grid,
        cautions=[_caution(each, name) for each in _list(told, "cautions", name)],
    )


def _sort(told: Any, statements: list[Statement], name: str) -> Sort:
    who = _text(told, "participant", name)
    values = _list(told, "values", name)
    for place, value in enumerate(values):
        if not _is_value(value):
            statement = statements[place].id if place < len(statements) else ""
            raise Refused(
                f"{name}: participant {quoted(who)} has {quoted(value)} for statement {quoted(statement)}, "
                "which is not a number; put the column of the grid there, or null.",
                participant=who,
                statement=statement,
            )
    seconds = {key: _seconds(value, name) for key, value in _mapping(told, "seconds", name).items()}
    return Sort(
        participant=who,
        values=tuple(values),
        comments=_texts(told, "comments", name),
        answers=_texts(told, "answers", name),
        seconds=seconds,
        sorted_at=_text(told, "sorted_at", name),
        facts=_texts(told, "facts", name),
    )


def _is_value(value: object) -> bool:
    if value is None:
        return True
    # Not a number (NaN) fails the comparison too.
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST_VALUE


def _grid_value(value: Any, name: str) -> Value:
    if value is None or not _is_value(value):
        raise Refused(f"{name}: the grid has {quoted(value)}, which is not a number; correct it.")
    found: Value = value
    return found


def _seconds(value: Any, name: str) -> float:
    if value is None or not _is_value(value):
        raise Refused(
            f"{name}: a time is {quoted(value)}, which is no number of seconds; correct or remove it."
        )
    return float(value)


def _caution(told: Any, name: str) -> Caution:
    about = _text(told, "about", name)
    if about not in {each.value for each in About}:
        raise Refused(f"{name}: a caution is about {quoted(about)}, which is not known here; remove it.")
    factors = [each for each in _list(told, "factors", name) if type(each) is int]
    return Caution(
        About(about),
        _text(told, "sentence", name),
        tuple(str(each) for each in _list(told, "participants", name)),
        tuple(str(each) for each in _list(told, "statements", name)),
        tuple(factors),
    )


def _list(told: Any, key: str, name: str) -> list[Any]:
    found = told.get(key, []) if isinstance(told, Mapping) else None
    if not isinstance(found, list):
        raise Refused(f"{name}: {quoted(key)} is not a list, as a study in our JSON has it; export it again.")
    return found


def _mapping(told: Any, key: str, name: str) -> dict[str, Any]:
    found = told.get(key, {})
    if not isinstance(found, dict):
        raise Refused(
            f"{name}: {quoted(key)} is not an object, as a study in our JSON has it; export it again."
        )
    return found


def _text(told: Any, key: str, name: str) -> str:
    found = told.get(key, "") if isinstance(told, Mapping) else None
    if not isinstance(found, str):
        raise Refused(f"{name}: {quoted(key)} is not a text, as a study in our JSON has it; export it again.")
    return found


def _texts(told: Any, key: str, name: str) -> dict[str, str]:
    found = _mapping(told, key, name)
    return {each: value if isinstance(value, str) else json.dumps(value) for each, value in found.items()}


def parsed(source: Source) -> Any:
    """What a JSON file holds. Raises ``Refused`` where it breaks off."""
    try:
        found = json.loads(source.text)
        json.dumps(found, ensure_ascii=False).encode()  # half a character cannot be written again
        return found
    except json.JSONDecodeError as why:
        raise Refused(
            f"{source.name}, line {why.lineno}: the JSON breaks off there; export it again."
        ) from why
    # A number of thousands of digits; half a character; brackets without end.
    except (ValueError, RecursionError) as why:
        raise Refused(f"{source.name} is no JSON that can be read; export it again.") from why


def written(study: Study) -> Mapping[str, bytes]:
    text = json.dumps(study_as_json(study), ensure_ascii=False, indent=1) + "\n"
    return {".json": text.encode("utf-8")}

"""One sort as the sorting pages send it: fields by name, of which each program has its own dialect.

HtmlQ and easy-htmlq say ``uid``, ``sort``, ``comment3``, ``form1``, ``dur0``; EQ Web Sort and Quince say
``partId``, ``column4_0``, ``itemNum1``, ``timeSort``. We go by the names and keep what the study asked; the
random numbers that a page draws for a browser are not kept.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.files.assembling import number, numbered, put_together, value_of
from concordat.qmethod.files.sources import Source, quoted
from concordat.qmethod.study import Refused, Sort, Study, Value

Fields = Mapping[str, str]

_NAMES = ("uid", "partid", "urlusercode", "usercode", "randomid")
_TITLES = ("projectname", "name")
_TIMES = ("datetime", "date", "timestamp")
_UNSAID = frozenset({"", "no part id", "no usercode set", "not-set", "n/a", "undefined", "null", "none"})
_NOT_KEPT = frozenset({"sid", "id", "order", "sort", *_NAMES, *_TITLES, *_TIMES})
_PILES = {
    "npos": "npos", "nneu": "nneu", "nneg": "nneg",
    "numpos": "npos", "numneu": "nneu", "numneg": "nneg",
    "pos": "posStateNums", "neu": "neuStateNums", "neg": "negStateNums",
    "posstatenums": "posStateNums", "neustatenums": "neuStateNums", "negstatenums": "negStateNums",
    "presorttrace": "presortTrace", "desktop/mobile": "device",
}  # fmt: skip
_COMMENT = re.compile(r"comments?(\d+)", re.IGNORECASE | re.ASCII)
_COLUMN = re.compile(r"column(?:N|-)?\d+(?:_\d+)?", re.IGNORECASE | re.ASCII)
_OF_STATEMENT = re.compile(r"\(s(\d{1,4})\)\s*:?\s*(.*)", re.IGNORECASE | re.ASCII | re.DOTALL)
_DURATION = re.compile(r"(?:dur\d+|time\w*)", re.IGNORECASE | re.ASCII)
_CLOCK = re.compile(r"(\d{1,4}):(\d{1,2}):(\d{1,2}(?:\.\d{1,6})?)", re.ASCII)
_SILENT = frozenset({"", "n/a", "no response", "no response provided"})


@dataclass(frozen=True)
class Record:
    """The fields of one sort, where they stand in the file, and what to call the participant if they do not.

    ``values`` are the cells of the sort where the file has one for each statement, and no field ``sort``.
    """

    fields: Fields
    at: str
    otherwise: str
    values: tuple[str, ...] = ()


def study_of(records: Sequence[Record], source: Source) -> Study:
    """The study that these sorts make up. Raises ``Refused`` for a sort that is missing or is not numbers."""
    if not records:
        raise Refused(f"{source.name} has no sorts; export it again.")
    cells = [_cells(record) for record in records]
    statements = Counter(len(each) for each in cells).most_common(1)[0][0]
    lowered = {key.lower(): value for key, value in records[0].fields.items()}
    loosely = tuple(
        Caution(
            About.READ_LOOSELY,
            f"{record.at}: the page kept no name, so this sort is called {record.otherwise}.",
        )
        for record in records
        if _who(record.fields) == ""
    )
    return put_together(
        name=source.name,
        statements=numbered(statements),
        sorts=[_sort(record, each) for record, each in zip(records, cells, strict=True)],
        title=next((lowered[key] for key in _TITLES if lowered.get(key)), ""),
        grid=source.grid,
        cautions=(*source.cautions, *loosely),
    )


def _cells(record: Record) -> list[str]:
    found = next((value for key, value in record.fields.items() if key.lower() == "sort"), "")
    cells = list(record.values) or found.strip().removesuffix("|").split("|")
    if not any(map(str.strip, cells)):
        who = _who(record.fields) or record.otherwise
        raise Refused(
            f"{record.at}: participant {quoted(who)} has no sort; remove the record or complete it.",
            participant=who,
        )
    return cells


def _who(fields: Fields) -> str:
    lowered = {key.lower(): value.strip() for key, value in fields.items()}
    return next((lowered[key] for key in _NAMES if lowered.get(key, "").lower() not in _UNSAID), "")


def _sort(record: Record, cells: Sequence[str]) -> Sort:
    who = _who(record.fields) or record.otherwise
    values = tuple(
        value_of(cell, at=record.at, participant=who, statement=f"s{place}")
        for place, cell in enumerate(cells, start=1)
    )
    comments: dict[str, str] = {}
    answers: dict[str, str] = {}
    seconds: dict[str, float] = {}
    facts: dict[str, str] = {}
    for key, told in record.fields.items():
        said = told.strip()
        if key.lower() in _NOT_KEPT or said.lower() in _SILENT:
            continue
        if key.lower() in _PILES:
            facts[_PILES[key.lower()]] = said
        elif comment := _comment(key, said):
            statement, words = comment
            comments[statement] = f"{comments[statement]} / {words}" if statement in comments else words
        elif _DURATION.fullmatch(key):
            took = _seconds(said)
            if took is not None:
                seconds[key] = took
        else:
            answers[key] = said
    lowered = {key.lower(): value.strip() for key, value in record.fields.items()}
    return Sort(
        participant=who,
        values=values,
        comments={statement: words for statement, words in comments.items() if words.lower() not in _SILENT},
        answers=answers,
        seconds=seconds,
        sorted_at=next((lowered[key] for key in _TIMES if lowered.get(key)), ""),
        facts=facts,
    )


def _comment(key: str, said: str) -> tuple[str, str] | None:
    """Which statement a comment is of. Its text says so: "(s3) …"; else the number of the field does."""
    numbered_field = _COMMENT.fullmatch(key)
    if not numbered_field and not _COLUMN.fullmatch(key):
        return None
    if of_statement := _OF_STATEMENT.fullmatch(said):
        return f"s{int(of_statement[1])}", of_statement[2].strip()
    return (f"s{int(numbered_field[1])}", said) if numbered_field else None


def _seconds(said: str) -> float | None:
    if clock := _CLOCK.fullmatch(said):
        return int(clock[1]) * 3600 + int(clock[2]) * 60 + float(clock[3])
    found = number(said)
    return None if found is None else float(found)


def whole(study: Study, *, form: str) -> list[tuple[Value, ...]]:
    """The values of every sort. Raises ``Refused`` where a card is missing, which a sorting page never
    leaves."""
    told = []
    for sort in study.sorts:
        for value, statement in zip(sort.values, study.statements, strict=True):
            if value is None:
                raise Refused(
                    f"Participant {quoted(sort.participant)} has no value for statement "
                    f"{quoted(statement.id)}, and "
                    f"{form} holds whole sorts only; write the study as CSV, XLSX or JSON.",
                    participant=sort.participant,
                    statement=statement.id,
                )
        told.append(tuple(value for value in sort.values if value is not None))
    return told


def commented(study: Study, sort: Sort) -> list[tuple[int, Value | None, str]]:
    """The number of each statement that the person spoke of, where it lies, and what was said, on one
    line."""
    places = {statement.id: place for place, statement in enumerate(study.statements)}
    return [
        (places[statement] + 1, sort.values[places[statement]], " ".join(words.split()))
        for statement, words in sort.comments.items()
        if statement in places
    ]


def named_times(sort: Sort) -> dict[str, float]:
    """The times under names by which a reader will know them for times."""
    return {name: took for name, took in sort.seconds.items() if _DURATION.fullmatch(name)}


def named_answers(sort: Sort) -> dict[str, str]:
    """The answers under names that a reader will not take for something else."""
    return {
        name if _is_an_answer(name) else f"form_{name}": " ".join(told.split())
        for name, told in sort.answers.items()
    }


def _is_an_answer(name: str) -> bool:
    known = name.lower() in _NOT_KEPT or name.lower() in _PILES or re.fullmatch(r"s\d+", name, re.ASCII)
    return not (known or _COMMENT.fullmatch(name) or _COLUMN.fullmatch(name) or _DURATION.fullmatch(name))

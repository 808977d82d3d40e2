"""What the databases behind the sorting pages give out: Firebase's JSON (easy-htmlq v1 and v2, EQ Web Sort),
Netlify's and Google Sheets' CSV, Quince's Baserow tables, and the results that Quince keeps on a device."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from concordat.qmethod.files.ours import parsed
from concordat.qmethod.files.sources import Source
from concordat.qmethod.files.tables import Table, read_csv, to_csv
from concordat.qmethod.files.web_sorts import Record, commented, named_answers, named_times, study_of, whole
from concordat.qmethod.study import Sort, Study, Value

# A cell of Quince or Google Sheets names itself: "(partId): A1", "sort: 1|-1", "r22 column1: (s1): so it is".
_LABELLED = re.compile(
    r"(?:r\d{1,4}\s*:?\s+|r\d{1,4}\s*:\s*)?\(?([A-Za-z][\w/-]{0,40})\)?\s*:\s*(.*)", re.ASCII | re.DOTALL
)
_COPIED = re.compile(r"(?:^|\s\*\s)\s*([A-Za-z]\w{0,40})\s*:", re.ASCII)
_KEY = re.compile(r"[A-Za-z]\w{0,40}:", re.ASCII)
_ROW = re.compile(r"r\d{1,4}", re.ASCII)

_QUINCE_TIMES = ("Consent", "Welcome", "Presort", "Refine", "Sort", "Postsort", "Survey")
_UNTIMED = "n/a"


# ---- JSON: records with their fields by name


def is_records(told: Any) -> bool:
    return bool(_records(told))


def _records(told: Any) -> list[tuple[str, dict[str, Any]]]:
    """The records of a JSON file with their keys: one alone, a list, or an object of them."""
    if isinstance(told, Mapping) and isinstance(told.get("results"), list):
        told = told["results"]  # a page of Baserow's interface
    if isinstance(told, list):
        pairs = [("", each) for each in told]
    elif isinstance(told, Mapping):
        pairs = [("", told)] if _fields(told) else list(told.items())
    else:
        return []
    found = [(key, _fields(each)) for key, each in pairs if isinstance(each, Mapping)]
    return [(key, fields) for key, fields in found if fields] if len(found) == len(pairs) else []


def _fields(told: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of one record, or none if it is not the record of a sort."""
    if "sort" in told:
        return dict(told)
    labelled = [
        str(value) for key, value in told.items() if _ROW.fullmatch(str(key)) and isinstance(value, str)
    ]
    return fields if "sort" in (fields := dict(_labelled(labelled))) else {}


def read_records(source: Source) -> Study:
    records = []
    for place, (key, told) in enumerate(_records(parsed(source)), start=1):
        fields = {name: _text(value) for name, value in told.items()}
        at = f"{source.name}, record {key or place}"
        records.append(Record(fields, at, key or f"q{place}"))
    return study_of(records, source)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(each, int | float | str) for each in value):
        return "|".join(map(str, value))
    return "" if value is None else json.dumps(value, ensure_ascii=False)


# ---- CSV: cells that name themselves


def _labelled(cells: list[str]) -> Iterator[tuple[str, str]]:
    for cell in cells:
        if found := _LABELLED.fullmatch(cell.strip()):
            yield found[1], found[2]


def is_labelled(table: Table) -> bool:
    """Whether some row holds a sort in a cell of its own, "sort: 1|-1 …"."""
    rows = (dict(_labelled(list(cells))) for cells in table.rows)
    return any(len(fields) > 1 and "|" in fields.get("sort", "") for fields in rows)


def read_labelled(source: Source) -> Study:
    table = read_csv(source)
    records: list[Record] = []
    for row, cells in enumerate(table.rows):
        fields = dict(_labelled(list(cells)))
        if "sort" in fields:
            records.append(Record(fields, table.at(row), f"q{len(records) + 1}"))
    return study_of(records, source)


def is_netlify(table: Table) -> bool:
    return any("sort:|" in cell for cells in table.rows for cell in cells)


def read_netlify(source: Source) -> Study:
    """One cell a person: ``projectName:| … | partId:| A1 | … | sort:| 1|-1|…``."""
    table = read_csv(source)
    records: list[Record] = []
    for row, cells in enumerate(table.rows):
        for cell in cells:
            if "sort:|" in cell:
                head, _, values = cell.rpartition("sort:|")
                fields = _between_bars(head) | {"sort": values.replace(" ", "")}
                records.append(Record(fields, table.at(row), f"q{len(records) + 1}"))
    return study_of(records, source)


def _between_bars(text: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    key = ""
    for part in map(str.strip, text.split("|")):
        if _KEY.fullmatch(part):
            key = part[:-1]
        elif key and part:
            fields[key] = f"{fields[key]}|{part}" if key in fields else part
    return fields


# ---- Text: what a participant copied from Quince's last page


def is_copied(text: str) -> bool:
    return any("sort" in fields for fields in map(_copied, text.split("\n")))


def _copied(line: str) -> dict[str, str]:
    if " * " not in line:
        return {}
    marks = list(_COPIED.finditer(line))
    if not marks:
        return {}
    ends = [each.start() for each in marks[1:]] + [len(line)]
    return {each[1]: line[each.end() : end].strip(" *") for each, end in zip(marks, ends, strict=True)}


def read_copied(source: Source) -> Study:
    records: list[Record] = []
    for line, text in enumerate(source.text.split("\n"), start=1):
        fields = _copied(text)
        if "sort" in fields:
            records.append(Record(fields, f"{source.name}, line {line}", f"q{len(records) + 1}"))
    return study_of(records, source)


# ---- Writers


def firebase(study: Study) -> Mapping[str, bytes]:
    """The JSON of easy-htmlq, one record for each sort."""
    told = {}
    for place, (sort, values) in enumerate(
        zip(study.sorts, whole(study, form="easy-htmlq"), strict=True), start=1
    ):
        record: dict[str, Any] = {
            "name": study.title,
            "datetime": sort.sorted_at,
            "sort": "|".join(map(str, values)),
            "uid": sort.participant,
        }
        record |= {pile: _whole(sort.facts[pile]) for pile in ("npos", "nneu", "nneg") if pile in sort.facts}
        record |= named_times(sort)
        record |= {f"comment{each}": f"(s{each}) {words}" for each, _, words in commented(study, sort)}
        told[f"-N{place:05}"] = record | named_answers(sort)
    return {".json": (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8")}


def _whole(told: str) -> int | str:
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else told


def quince(study: Study) -> Mapping[str, bytes]:
    """The CSV that Baserow exports of Quince's table: columns r1, r2 …, every cell with its own label."""
    rows = [
        _quince_cells(study, sort, values)
        for sort, values in zip(study.sorts, whole(study, form="Quince"), strict=True)
    ]
    wide = max(len(row) for row in rows)
    head = [f"r{place + 1}" for place in range(wide)]
    return {".csv": to_csv([head, *([*row, *[""] * (wide - len(row))] for row in rows)])}


def _quince_cells(study: Study, sort: Sort, values: tuple[Value, ...]) -> list[str]:
    facts, times = sort.facts, named_times(sort)
    spoken = sorted(commented(study, sort), key=lambda each: (-(each[1] or 0), each[0]))
    named = [f"timeOn{page}Page" for page in _QUINCE_TIMES]
    return [
        f"(projectName): {study.title}",
        "(randomId): ",
        f"(partId): {sort.participant}",
        "(urlUsercode): ",
        f"(dateTime): {sort.sorted_at}",
        f"(desktop/mobile): {facts.get('device', _UNTIMED)}",
        *(f"({name}): {_clock(times[name]) if name in times else _UNTIMED}" for name in named),
        *(f"({label}): {facts.get(pile, '')}" for label, pile in (("numPos", "npos"), ("numNeu", "nneu"),
                                                                  ("numNeg", "nneg"))),
        *(f"({pile}): {facts.get(f'{pile}StateNums', '')}" for pile in ("pos", "neu", "neg")),
        f"sort: {'|'.join(map(str, values))}",
        f"presortTrace: {facts.get('presortTrace', '')}",
        *(f"column{_column(value)}: (s{place}): {words}" for place, value, words in spoken),
        *(f"{name}: {told}" for name, told in named_answers(sort).items()),
    ]  # fmt: skip


def _column(value: Value | None) -> str:
    return f"N{-value}" if value is not None and value < 0 else str(value or 0)


def _clock(seconds: float) -> str:
    minutes, left = divmod(round(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{left:02}"

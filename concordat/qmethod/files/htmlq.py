"""HtmlQ's and FlashQ's CSV (semicolons, a column for each statement), and the same fields by POST or
e-mail."""

import csv
import io
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl

from concordat.qmethod.files.sources import Source, quoted
from concordat.qmethod.files.tables import Table, harmless, read_csv
from concordat.qmethod.files.web_sorts import (
    Record,
    commented,
    named_answers,
    named_times,
    study_of,
    whole,
)
from concordat.qmethod.study import Refused, Study, Value

_STATEMENT = re.compile(r"s0*(\d{1,4})", re.IGNORECASE | re.ASCII)
_LINE = re.compile(r"\s*([A-Za-z]\w{0,40})\s*:\s?(.*)", re.ASCII)
_KEPT_PILES = ("npos", "nneu", "nneg")


def looks_like(table: Table) -> bool:
    """By the heading: an id, and statements called s1, s2 …"""
    header = [cell.lower() for cell in table.rows[0]]
    return bool({"sid", "uid"} & set(header)) and any(_STATEMENT.fullmatch(cell) for cell in header)


def read_htmlq(source: Source) -> Study:
    table = read_csv(source)
    header = table.rows[0]
    places = {
        int(found[1]): place for place, cell in enumerate(header) if (found := _STATEMENT.fullmatch(cell))
    }
    if sorted(places) != list(range(1, len(places) + 1)):
        missing = next(each for each in range(1, max(places, default=0) + 2) if each not in places)
        raise Refused(
            f"{table.at(0)}: there is no column for statement {quoted(f's{missing}')}; export the file "
            "again.",
            statement=f"s{missing}",
        )
    records = []
    for row, cells in enumerate(table.rows[1:], start=1):
        _refuse_ragged(table, row)
        fields = {name: cell for name, cell in zip(header, cells, strict=False) if name}
        values = tuple(cells[places[each]] for each in sorted(places))
        others = {name: told for name, told in fields.items() if not _STATEMENT.fullmatch(name)}
        records.append(Record(others, table.at(row), f"q{fields.get('sid') or row}", values))
    return study_of(records, source)


def _refuse_ragged(table: Table, row: int) -> None:
    header, cells = table.rows[0], table.rows[row]
    wide = len(header) - 1 if not header[-1] else len(header)
    if len(cells) < wide or any(cells[len(header) :]):
        uid = next((place for place, cell in enumerate(header) if cell.lower() == "uid"), None)
        who = cells[uid] if uid is not None and uid < len(cells) else ""
        raise Refused(
            f"{table.at(row)}: participant {quoted(who)} has {len(cells)} cells and the heading "
            f"{len(header)}; "
            "put a comment with a semicolon in quotation marks.",
            participant=who,
        )


def looks_like_message(text: str) -> bool:
    return any("sort" in record and "|" in record["sort"] for record in _messages(text))


def read_messages(source: Source) -> Study:
    records = [
        Record(fields, f"{source.name}, message {place}", f"q{place}")
        for place, fields in enumerate(_messages(source.text), start=1)
    ]
    return study_of(records, source)


def _messages(text: str) -> list[dict[str, str]]:
    """The fields of each message: a new one begins where a field comes again."""
    found: list[dict[str, str]] = [{}]
    for line in text.split("\n"):
        if "&" in line and "sort=" in line:
            found.append(dict(parse_qsl(line.strip(), keep_blank_values=True, max_num_fields=5_000)))
            found.append({})
        elif pair := _LINE.fullmatch(line):
            if pair[1] in found[-1]:
                found.append({})
            found[-1][pair[1]] = pair[2].strip()
    return [fields for fields in found if "sort" in fields]


def signed(value: Value) -> str:
    """As HtmlQ writes it: "+1", " 0", "-1"."""
    return " 0" if value == 0 else f"{value:+}"


def _brief(seconds: float) -> str:
    return str(int(seconds) if seconds.is_integer() else seconds)


def written(study: Study) -> Mapping[str, bytes]:
    sorts = whole(study, form="HtmlQ")
    times = list(dict.fromkeys(name for sort in study.sorts for name in named_times(sort)))
    answers = list(dict.fromkeys(name for sort in study.sorts for name in named_answers(sort)))
    spoken = sorted({place for sort in study.sorts for place, _, _ in commented(study, sort)})
    numbers = range(1, len(study.statements) + 1)
    head = ["sid", "uid", *(f"s{each}" for each in numbers), *_KEPT_PILES, *answers,
            *(f"comment{place}" for place in spoken), *times, "datetime", ""]  # fmt: skip
    rows = [head]
    for sid, (sort, values) in enumerate(zip(study.sorts, sorts, strict=True), start=1):
        said = {place: f"(s{place}) {words}" for place, _, words in commented(study, sort)}
        took, told = named_times(sort), named_answers(sort)
        rows.append(
            [
                str(sid),
                sort.participant,
                *map(signed, values),
                *(sort.facts.get(pile, "") for pile in _KEPT_PILES),
                *(told.get(name, "") for name in answers),
                *(said.get(place, "") for place in spoken),
                *(_brief(took[name]) if name in took else "" for name in times),
                sort.sorted_at,
                "",
            ]
        )
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return {".csv": text.getvalue().encode("utf-8")}

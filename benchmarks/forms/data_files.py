"""Figures out of data: tables, workbooks and the formats of other programs."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.etree import ElementTree as Xml

from benchmarks.forms.reading import Reading
from concordat.surveys.rules.release import Release


def files_in(body: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(body))
    return {name: archive.read(name) for name in archive.namelist()}


def rows_of(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


# A column of the tables, in its printed or its machine name, and what it holds.
COLUMNS = {
    "Invited": "invited", "Answers": "answers", "Shown": "shown", "Value": "value", "Likely from": "from",
    "Likely to": "to", "Band 1": "band 1", "Band 2": "band 2", "Band 3": "band 3", "Change": "change",
    "Margin": "margin", "In a word": "word",
}  # fmt: skip


def of_rows(
    form: str, rows: Iterable[Mapping[str, object]], numbers: Mapping[str, int], wave: int | None = None
) -> Iterator[Reading]:
    for row in rows:
        name = row.get("Wave") or row.get("Health check")
        number = numbers[str(name)] if name else wave
        for column, what in COLUMNS.items():
            said = row.get(column)
            if number is not None and said not in {None, ""}:
                yield Reading(form, number, str(row["Group"]), str(row["Item"]), what, str(said))


def csv_on_the_web(form: str, files: Mapping[str, bytes], numbers: Mapping[str, int]) -> Iterator[Reading]:
    [described] = [json.loads(body) for name, body in files.items() if name.endswith("-metadata.json")]
    heads = [column["titles"] for column in described["tableSchema"]["columns"]]
    lines = list(csv.reader(io.StringIO(files[described["url"]].decode())))[1:]
    yield from of_rows(form, [dict(zip(heads, line, strict=True)) for line in lines], numbers)


def triple_s(form: str, files: Mapping[str, bytes], wave: int, told: Release) -> Iterator[Reading]:
    items = {item.topic: item.id for item in told.questions}
    record = Xml.fromstring(files["figures.sss"]).find("survey/record")
    assert record is not None
    heads, codes = [], {}
    for variable in record.iter("variable"):
        heads.append(name := variable.findtext("name", ""))
        codes[name] = {value.get("code"): value.text or "" for value in variable.iter("value")}
    rows = csv.reader(io.StringIO(files[str(record.get("href"))].decode()))
    for line in list(rows)[int(record.get("skip", "0")) :]:
        row = dict(zip(heads, line, strict=True))
        group = codes["group"][row["group"]]
        label = codes["question"][row["question"]]
        item = items.get(label, label.removeprefix("Average of: "))
        said = {"invited": "invited", "answers": "answers", "likely_from": "from", "likely_to": "to"}
        said |= {"score": "value", "words": "shown"}
        for column, what in said.items():
            if row[column]:
                yield Reading(form, wave, group, item, what, row[column])
        for n in (1, 2, 3):
            if row[f"band_{n}_low"]:
                between = f"{row[f'band_{n}_low']}-{row[f'band_{n}_high']}"
                yield Reading(form, wave, group, item, f"heads {n}", between)


def sdmx(form: str, files: Mapping[str, bytes], wave: int) -> Iterator[Reading]:
    codes = {(row["COMPONENT"], row["CODE"]): row["NAME"] for row in rows_of(files["codes.csv"])}
    said = {"INVITED": "invited", "ANSWERS": "answers", "SCORE": "value"}
    said |= {"SCORE_LOW": "from", "SCORE_HIGH": "to"}
    lows: dict[tuple[str, str, str], str] = {}
    for row in rows_of(files["figures.sdmx.csv"]):
        group = codes["RESPONDENT_GROUP", row["RESPONDENT_GROUP"]]
        item, measure, value = row["QUESTION"], row["MEASURE"], row["OBS_VALUE"]
        label = codes["QUESTION", item]
        item = label.removeprefix("Average of: ") if label.startswith("Average of: ") else item
        if value == "":
            continue
        if measure in said:
            yield Reading(form, wave, group, item, said[measure], value)
            continue
        _band, n, end = measure.split("_")
        if end == "LOW":
            lows[group, item, n] = value
        else:
            yield Reading(form, wave, group, item, f"heads {n}", f"{lows[group, item, n]}-{value}")


def of_json(form: str, found: Mapping[str, Any], wave: int) -> Iterator[Reading]:
    pool = found["pooled"] or {"items": (), "dimensions": (), "changes": ()}
    for part in (found, pool):
        figures = [*part["items"], *(score for topic in part["dimensions"] for score in topic["scores"])]
        for figure in figures:
            yield from _figure(form, wave, figure)
        for change in part["changes"]:
            for what in ("change", "margin", "word"):
                if change[what] is not None:
                    yield Reading(form, wave, change["atom"], change["id"], what, str(change[what]))
            yield Reading(form, wave, change["atom"], change["id"], "shown", change["later"])
            yield Reading(form, wave - 1, change["atom"], change["id"], "shown", change["earlier"])
    for number, past in enumerate(found["history"], start=wave - len(found["history"])):
        for figure in (
            *past["headline"],
            *(each for topic in past["dimensions"] for each in topic["scores"]),
        ):
            yield from _figure(form, number, figure)

    for side in found["own_words"]:
        for theme in side["themes"]:
            yield Reading(form, wave, side["side"], theme["title"], "at least", str(theme["at_least"]))
            for quote in theme["quotes"]:
                yield Reading(form, wave, side["side"], theme["title"], "quote", quote)


def _figure(form: str, wave: int, figure: Mapping[str, Any]) -> Iterator[Reading]:
    said = {"invited": "invited", "shown": "shown", "value": "value", "low": "from", "high": "to"}
    said |= {"sampling": "sampling", "rounding": "rounding"} | (
        {} if figure["suppressed"] else {"n": "answers"}
    )
    for name, what in said.items():
        if figure[name] is not None:
            yield Reading(form, wave, figure["atom"], figure["id"], what, str(figure[name]))
    for n, band in enumerate(figure["bands"] or (), start=1):
        yield Reading(form, wave, figure["atom"], figure["id"], f"band {n}", band["shown"])
        yield Reading(form, wave, figure["atom"], figure["id"], f"heads {n}", f"{band['low']}-{band['high']}")


def trend_json(form: str, found: Mapping[str, Any]) -> Iterator[Reading]:
    for line in (*found["topics"], *found["questions"]):
        for wave, step in enumerate(line["steps"]):
            if step["figure"] is None:
                continue
            yield from _figure(form, wave, step["figure"])
            for what in ("change", "margin", "word"):
                if step[what] is not None:
                    yield Reading(form, wave, line["atom"], line["id"], what, str(step[what]))


def workbook(form: str, body: bytes, wave: int, numbers: Mapping[str, int]) -> Iterator[Reading]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(body), read_only=True)
    for name in {"Figures", "Pool", "Change", "Trends"} & set(book.sheetnames):
        head, *lines = [[cell.value for cell in row] for row in book[name].iter_rows()]
        rows = [{str(title): said for title, said in zip(head, line, strict=False)} for line in lines]
        yield from of_rows(form, rows, numbers, wave)
    if "Themes" in book.sheetnames:
        for side, title, _words, behind, quotes, _why in book["Themes"].iter_rows(
            min_row=2, values_only=True
        ):
            if title is not None:
                yield Reading(form, wave, str(side), str(title), "at least", str(behind))
                for quote in str(quotes or "").split(" / "):
                    yield from [Reading(form, wave, str(side), str(title), "quote", quote)] if quote else []

"""Every form in which health checks are published, as a reader gets it, and the figures read out of each.

A *form* is a page or a file. Reading knows nothing of how a form was made: tables are found by their captions
and heads, columns by the description that comes with them. What is found is a `Reading`: what stands where.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as Xml

from concordat.surveys.rules import data, guide, publishing, trends
from concordat.surveys.rules.freezing import freeze
from concordat.surveys.rules.pooling import POOLED
from concordat.surveys.rules.release import Release

ON, COMMITTEE = date(2026, 11, 22), "Standards"
# The record is what all others are made of. The last take long to make or to read.
RECORD = ("json", "trend.json")
DATA = ("csv", "csvw.zip", "triple-s.zip", "sdmx.zip", "pool.csv", "trend.csv")
TO_READ = (
    "html",
    "page",
    "guide.html",
    "guide.page",
    "pool.page",
    "trend.html",
    "trend.page",
    "xlsx",
    "trend.xlsx",
)
EVERY = (*RECORD, *DATA, *TO_READ)


@dataclass(frozen=True)
class Reading:
    """``said`` stands in this form, in the place for ``what`` of this question and this group."""

    form: str
    wave: int
    group: str
    item: str
    what: str
    said: str


# ------------------------------------------------------------------------------------- what a reader gets


def published(
    told: Sequence[Release], *, changed_by: Sequence[Mapping[str, int]], forms: Iterable[str]
) -> dict[tuple[str, int], bytes]:
    """Each form of each health check, by its name and the number of the health check.

    changed_by   for each health check: group → names that joined or left since the one before
    Those of all health checks together stand at the number of the last.
    """
    made, last = {}, len(told) - 1
    for form in forms:
        if form.startswith("trend"):
            made[form, last] = _of_all(form, told, changed_by)
            continue
        for number, each in enumerate(told):
            if each.pooled is not None or not form.startswith("pool"):
                made[form, number] = _of_one(form, each)
    return made


def _of_one(form: str, told: Release) -> bytes:
    match form:
        case "page":
            return _page("surveys/results.html", told)
        case "pool.page":
            return _page("surveys/pooling/figures.html", told)
        case "guide.page":
            return _page("surveys/trends/guide.html", told, guide=guide.guide(told), room=range(guide.ROOM))
        case "pool.csv":
            return data.pool_as_csv(told).encode("utf-8-sig")
        case _:
            return publishing.made(form, release=told, committee=COMMITTEE, on=ON)


class _Wave(str):
    """A health check as pages know it: its name, its address and the day of its results."""

    slug, released_at = "wave", ON


def _page(template: str, told: Release, **more: object) -> bytes:
    from django.template.loader import render_to_string

    from concordat.surveys.views import showing

    office = SimpleNamespace(council=SimpleNamespace(slug="anywhere"))
    words: dict[str, Any] = {"request": SimpleNamespace(office=office), "release": told, **more}
    words["wave"] = _Wave(told.wave)
    if not more:
        words |= showing.page(told)
        words["told"] = words["pooled"]
    return render_to_string(template, words).encode()


def in_a_row(told: Sequence[Release], changed_by: Sequence[Mapping[str, int]]) -> trends.Trends:
    past = [
        trends.Past(each.wave, date(2020 + number, 5, 1), each, changed, COMMITTEE, date(2020 + number, 6, 1))
        for number, (each, changed) in enumerate(zip(told, changed_by, strict=True))
    ]
    return trends.trends(past)


def _of_all(form: str, told: Sequence[Release], changed_by: Sequence[Mapping[str, int]]) -> bytes:
    found = in_a_row(told, changed_by)
    if form != "trend.page":
        return publishing.made_of_all(form, trends=found)
    from django.template.loader import render_to_string

    from concordat.surveys.rules import trend_drawings, trend_paper
    from concordat.surveys.views import trends as view

    steps = view.rows(found, (*trends.headline(found), *found.topics))
    words = {
        "request": SimpleNamespace(office=SimpleNamespace(council=SimpleNamespace(slug="anywhere"))),
        "trends": found,
        "overall": trend_drawings.topics(found),
        "moved": [row for row in steps if not row[2].startswith(view.SIMILAR)],
        "steps": steps,
        "topics": [view.topic(found, name) for name in found.dimensions if name != trends.OVERALL],
        "limits": trend_paper.LIMITS,
    }
    return render_to_string("surveys/trends/trends.html", words).encode()


# ------------------------------------------------------------------------------------------ read by reader


def read(form: str, wave: int, body: bytes, *, told: Sequence[Release]) -> list[Reading]:
    """All figures of one form.

    told   for the names alone: what the health checks, their groups and their questions are called
    """
    numbers = {each.wave: number for number, each in enumerate(told)}
    match form:
        case "csv" | "pool.csv" | "trend.csv":
            return list(_of_rows(form, _rows(body), numbers))
        case "csvw.zip":
            return list(_csv_on_the_web(form, _files(body), numbers))
        case "triple-s.zip":
            return list(_triple_s(form, _files(body), wave, told[wave]))
        case "sdmx.zip":
            return list(_sdmx(form, _files(body), wave))
        case "json":
            return list(_json(form, json.loads(body), wave))
        case "trend.json":
            return list(_trend_json(form, json.loads(body)))
        case "xlsx" | "trend.xlsx":
            return list(_workbook(form, body, wave, numbers))
        case _:
            return list(_web_page(form, body, wave, told))


def of_the_record(told: Sequence[Release]) -> list[Reading]:
    """What the JSON files hold, without their being written and read."""
    parts = ("items", "dimensions", "changes", "history", "pooled", "own_words")
    return [
        each
        for wave, one in enumerate(told)
        for each in _json("json", {part: freeze(getattr(one, part)) for part in parts}, wave)
    ]


def _files(body: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(body))
    return {name: archive.read(name) for name in archive.namelist()}


def _rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


# A column of the tables, in its printed or its machine name, and what it holds.
COLUMNS = {
    "Invited": "invited", "Answers": "answers", "Shown": "shown", "Value": "value", "Likely from": "from",
    "Likely to": "to", "Band 1": "band 1", "Band 2": "band 2", "Band 3": "band 3", "Change": "change",
    "Margin": "margin", "In a word": "word",
}  # fmt: skip


def _of_rows(
    form: str, rows: Iterable[Mapping[str, object]], numbers: Mapping[str, int], wave: int | None = None
) -> Iterator[Reading]:
    for row in rows:
        name = row.get("Wave") or row.get("Health check")
        number = numbers[str(name)] if name else wave
        for column, what in COLUMNS.items():
            said = row.get(column)
            if number is not None and said not in {None, ""}:
                yield Reading(form, number, str(row["Group"]), str(row["Item"]), what, str(said))


def _csv_on_the_web(form: str, files: Mapping[str, bytes], numbers: Mapping[str, int]) -> Iterator[Reading]:
    [described] = [json.loads(body) for name, body in files.items() if name.endswith("-metadata.json")]
    heads = [column["titles"] for column in described["tableSchema"]["columns"]]
    lines = list(csv.reader(io.StringIO(files[described["url"]].decode())))[1:]
    yield from _of_rows(form, [dict(zip(heads, line, strict=True)) for line in lines], numbers)


def _triple_s(form: str, files: Mapping[str, bytes], wave: int, told: Release) -> Iterator[Reading]:
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


def _sdmx(form: str, files: Mapping[str, bytes], wave: int) -> Iterator[Reading]:
    codes = {(row["COMPONENT"], row["CODE"]): row["NAME"] for row in _rows(files["codes.csv"])}
    said = {"INVITED": "invited", "ANSWERS": "answers", "SCORE": "value"}
    said |= {"SCORE_LOW": "from", "SCORE_HIGH": "to"}
    lows: dict[tuple[str, str, str], str] = {}
    for row in _rows(files["figures.sdmx.csv"]):
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


def _json(form: str, found: Mapping[str, Any], wave: int) -> Iterator[Reading]:
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


def _trend_json(form: str, found: Mapping[str, Any]) -> Iterator[Reading]:
    for line in (*found["topics"], *found["questions"]):
        for wave, step in enumerate(line["steps"]):
            if step["figure"] is None:
                continue
            yield from _figure(form, wave, step["figure"])
            for what in ("change", "margin", "word"):
                if step[what] is not None:
                    yield Reading(form, wave, line["atom"], line["id"], what, str(step[what]))


def _workbook(form: str, body: bytes, wave: int, numbers: Mapping[str, int]) -> Iterator[Reading]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(body), read_only=True)
    for name in {"Figures", "Pool", "Change", "Trends"} & set(book.sheetnames):
        head, *lines = [[cell.value for cell in row] for row in book[name].iter_rows()]
        rows = [{str(title): said for title, said in zip(head, line, strict=False)} for line in lines]
        yield from _of_rows(form, rows, numbers, wave)
    if "Themes" in book.sheetnames:
        for side, title, _words, behind, quotes, _why in book["Themes"].iter_rows(
            min_row=2, values_only=True
        ):
            if title is not None:
                yield Reading(form, wave, str(side), str(title), "at least", str(behind))
                for quote in str(quotes or "").split(" / "):
                    yield from [Reading(form, wave, str(side), str(title), "quote", quote)] if quote else []


# ---------------------------------------------------------------------------------- pages and papers

SHOWN = r"(?P<shown>\d+(?:\.\d+)?(?: or above| or below)?)"
NUMBER = r"\d+(?:\.\d+)?"
CELLS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{SHOWN} \((?P<answers>\d+) answers; likely (?P<from>{NUMBER}) to (?P<to>{NUMBER})\)",
        rf"{SHOWN} \((?P<from>{NUMBER}) to (?P<to>{NUMBER})\), n (?P<answers>\d+)",
        rf"{SHOWN}(?: \((?P<from>{NUMBER}) to (?P<to>{NUMBER})\))?",
    )
)
LIKELY = re.compile(rf"(?P<from>{NUMBER}) to (?P<to>{NUMBER})")
HEADS = re.compile(r"(?:about |fewer than |nearly all of )?\d+(?: of \d+)?")
THEN_NOW = re.compile(r"(?P<then>.+?), (?:now|then) (?P<now>.+?)(?: in “(?P<wave>.+)”)?")
NAMED = re.compile(r"(?P<wave>.+): (?P<shown>[^:]+)")
POINTS = re.compile(r"[+-]\d+(?:\.\d+)?")


@dataclass(frozen=True)
class _Names:
    """What a page calls things by, so that a row can be told to be of this question and that group."""

    items: Mapping[str, str]
    groups: frozenset[str]
    waves: Mapping[str, int]

    def of(self, label: str) -> tuple[str, str] | None:
        """The question and the group that a label names; the group is empty where it names none."""
        if label in self.items:
            return self.items[label], ""
        for group in self.groups:
            if label.endswith(f": {group}") and label.removesuffix(f": {group}") in self.items:
                return self.items[label.removesuffix(f": {group}")], group
        return None


def _names(told: Sequence[Release]) -> _Names:
    items: dict[str, str] = {}
    groups = {POOLED}
    for each in told:
        groups |= {atom.name for atom in each.atoms}
        items |= {topic.name: topic.name for topic in each.dimensions}
        for item in each.questions:
            items |= dict.fromkeys(
                (item.topic, f"{item.id} {item.topic}", f"{item.topic} ({item.id})"), item.id
            )
    return _Names(items, frozenset(groups), {each.wave: number for number, each in enumerate(told)})


def _web_page(form: str, body: bytes, wave: int, told: Sequence[Release]) -> Iterator[Reading]:
    from lxml import html

    names, tree = _names(told), html.fromstring(body.decode())
    yield from _of_themes(form, wave, _words(tree), told[wave])
    for table in tree.iter("table"):
        lines = [[_words(cell) for cell in row.iter("th", "td")] for row in table.iter("tr")]
        if not lines:
            continue
        caption = "".join(_words(each) for each in table.iter("caption"))
        for line in lines[1:]:
            yield from _line(form, wave, caption, lines[0], line, names)


def _of_themes(form: str, wave: int, words: str, told: Release) -> Iterator[Reading]:
    """A theme is found by its title; how many wrote of it follows."""
    for side in told.own_words:
        for theme in side.themes:
            found = re.search(rf"{re.escape(theme.title)}\b.*?At least (\d+) people wrote of this", words)
            if found:
                yield Reading(form, wave, side.side.value, theme.title, "at least", found[1])


def _words(element: Any) -> str:
    # A line break parts a word from its cautions.
    return re.sub(r"\s+", " ", " ".join(element.itertext())).strip()


def _line(
    form: str, wave: int, caption: str, head: Sequence[str], line: Sequence[str], names: _Names
) -> Iterator[Reading]:
    named = names.of(line[0])
    if named is None:
        return
    item, group = named
    if group:
        yield from _change(form, wave, item, group, line[1:], names)
        return
    groups = [each if (each := title.casefold()) in names.groups else "" for title in head]
    of_caption = names.of(re.sub(r"^Table \d+: ", "", caption))
    if of_caption and of_caption[1] and len(line) == 4:
        for n, said in enumerate(line[1:], start=1):
            yield Reading(form, wave, of_caption[1], item, f"band {n}", said)
        return
    if not any(groups) and len(line) == 2:
        groups = ["", POOLED]
    if line[1] in names.waves:  # the points of a chart through the years
        wave = names.waves[line[1]]
    for place, said in enumerate(line[1:], start=1):
        if place < len(groups) and groups[place]:
            yield from _cell(form, wave, item, groups[place], said)
        elif place < len(groups) and groups[place - 1] and (likely := LIKELY.fullmatch(said)):
            yield Reading(form, wave, groups[place - 1], item, "from", likely["from"])
            yield Reading(form, wave, groups[place - 1], item, "to", likely["to"])


def _cell(form: str, wave: int, item: str, group: str, said: str) -> Iterator[Reading]:
    for pattern in CELLS:
        if found := pattern.fullmatch(said):
            for what, value in found.groupdict().items():
                if value is not None:
                    yield Reading(form, wave, group, item, what, value)
            return
    heads = [HEADS.search(each.rpartition(": ")[2]) for each in re.split(r"; (?=[^:;]*: )", said)]
    if len(heads) == 3 and all(heads):
        for n, each in enumerate(heads, start=1):
            assert each is not None
            yield Reading(form, wave, group, item, f"band {n}", each.group())


def _change(
    form: str, wave: int, item: str, group: str, cells: Sequence[str], names: _Names
) -> Iterator[Reading]:
    if found := THEN_NOW.fullmatch(cells[0]):
        then, now, told_in = found["then"], found["now"], found["wave"]
        number, rest = names.waves.get(told_in or "", wave), cells[1:]
    else:
        then, now, number, rest = cells[0], cells[1], wave, cells[2:]
        if named := NAMED.fullmatch(now):
            number, now = names.waves[named["wave"]], named["shown"]
            then = then.rpartition(": ")[2]
    yield Reading(form, number, group, item, "shown", now)
    yield Reading(form, number - 1, group, item, "shown", then)
    for points in POINTS.findall(" ".join(rest)):
        yield Reading(form, number, group, item, "change", points)


# ------------------------------------------------------------- numbers and words that nothing accounts for

NUMERAL = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?!\w|\.\d)")
COUNTED = re.compile(r"(?:fewer than |about |nearly all of |at least |at most )?\d+ of \d+")
WORD = re.compile(r"[^\W\d_]{3,}")
# Days, the numbers of paragraphs and tables, and words that a chart breaks into two lines.
NO_FIGURES = re.compile(
    r"\d{4}-\d\d-\d\d|\d{1,2} [A-Z][a-z]+ \d{4}|(?m:^\d+(?:\.\d+)? (?=[A-Z“]))|(?:Table|Figure) \d+:"
)
BROKEN = re.compile(r"(fewer than|nearly|about)\n")
# The scale, the floors, "19 times in 20", the spread that is assumed; and what Triple-S numbers by itself.
FIXED = {str(number) for number in range(21)} | {"2.5"}
NUMBERING = {str(number) for number in range(100)} | {"0.000", "10.000", "1.0", "10.0", "255", "3.0"}
HOUSE = Path(__file__).parent.parent / "concordat"


@cache
def of_the_house() -> str:
    """What the product itself may print: everything in the files that pages and papers are made of."""
    rooms = ("surveys", "smallsample", "design", "papers")
    files = (path for room in rooms for path in sorted((HOUSE / room).rglob("*")))
    return "\n".join(path.read_text() for path in files if path.suffix in {".py", ".html", ".toml"})


@cache
def words_of_the_house() -> frozenset[str]:
    return frozenset(word.casefold() for word in WORD.findall(of_the_house()))


def text(form: str, body: bytes) -> str:
    """All that a reader can read of a form, a line for each cell, paragraph or label."""
    if form.endswith(("html", "page")):
        from lxml import html

        tree = html.fromstring(body.decode())
        for unread in list(tree.iter("style", "script")):
            unread.drop_tree()
        return "\n".join(_words(each) for each in tree.iter(*READABLE))
    if form.endswith("xlsx"):
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(body), read_only=True)
        cells = (cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
        return "\n".join(str(each) for each in cells if each is not None)
    if form.endswith("zip"):
        return "\n".join(file.decode() for file in _files(body).values())
    return body.decode("utf-8-sig")


READABLE = (
    "text",
    "td",
    "th",
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "desc",
    "title",
    "caption",
    "dt",
    "dd",
    "summary",
)


def strange(form: str, body: bytes, records: Sequence[Any]) -> dict[str, set[str]]:
    """Numbers, counts of heads and words that stand in a form and follow from none of these records.

    A number follows if it is one of theirs, whole or rounded to one place; heads only as they are told there.
    """
    found = NO_FIGURES.sub(" ", text(form, body))
    known = [each for record in records for each in leaves(record)]
    told = "\n".join(each for each in known if isinstance(each, str))
    numbers = {shape for each in known if isinstance(each, int | float) for shape in printed(each)}
    numbers |= set(NUMERAL.findall(told)) | FIXED | (NUMBERING if form == "triple-s.zip" else set())
    counts = set(COUNTED.findall(told)) | _replies(records)
    said = words_of_the_house() | {word.casefold() for word in WORD.findall(told)}
    return {
        "numbers": set(NUMERAL.findall(found)) - numbers,
        "heads": set(COUNTED.findall(BROKEN.sub(r"\1 ", found))) - counts,
        "words": {word for word in WORD.findall(found) if word.casefold() not in said},
    }


def printed(number: float) -> set[str]:
    """Every way in which a number of the record is printed: as it is, to one place, as one of a hundred."""
    size = abs(number)
    return {str(size), f"{size:.1f}", f"{round(size, 1):g}", f"{size:g}", str(round(100 * size))}


def _replies(records: Sequence[Any]) -> set[str]:
    groups = [*(atom for each in records for atom in each.get("atoms", ()))]
    groups += [each["pooled"]["reply"] for each in records if each.get("pooled")]
    return {f"{group['answered']} of {group['invited']}" for group in groups}


def leaves(thing: Any) -> Iterator[Any]:
    if isinstance(thing, Mapping):
        for each in thing.values():
            yield from leaves(each)
    elif isinstance(thing, list | tuple):
        for each in thing:
            yield from leaves(each)
    elif thing is not None:
        yield thing

"""Figures out of pages and papers: tables are found by their captions and heads."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.forms.reading import Reading
from concordat.surveys.rules.pooling import POOLED
from concordat.surveys.rules.release import Release

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


@dataclass(frozen=True)
class Table:
    """A table as a reader sees it; its first line is the head."""

    caption: str
    lines: Sequence[Sequence[str]]


def web_page(form: str, body: bytes, wave: int, told: Sequence[Release]) -> Iterator[Reading]:
    from lxml import html

    tree = html.fromstring(body.decode())
    tables = [
        Table(
            "".join(words_in(each) for each in table.iter("caption")),
            [[words_in(cell) for cell in row.iter("th", "td")] for row in table.iter("tr")],
        )
        for table in tree.iter("table")
    ]
    yield from of_tables(form, wave, told, words=words_in(tree), tables=tables)


def of_tables(
    form: str, wave: int, told: Sequence[Release], *, words: str, tables: Iterable[Table]
) -> Iterator[Reading]:
    """What stands in the words and the tables of a page, or of a paper in whatever form."""
    names = _names(told)
    yield from _of_themes(form, wave, words, told[wave])
    for table in tables:
        for line in table.lines[1:]:
            yield from _line(form, wave, table.caption, table.lines[0], line, names)


def _of_themes(form: str, wave: int, words: str, told: Release) -> Iterator[Reading]:
    """A theme is found by its title; how many wrote of it follows."""
    for side in told.own_words:
        for theme in side.themes:
            found = re.search(rf"{re.escape(theme.title)}\b.*?At least (\d+) people wrote of this", words)
            if found:
                yield Reading(form, wave, side.side.value, theme.title, "at least", found[1])


def words_in(element: Any) -> str:
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

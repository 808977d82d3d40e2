"""MAP.toml: which column is which question, and what its words mean.

side = "I am a"                       the column that says which side answers
[sides]   "Councillor" = "councillors"
[items]   H1 = "Overall relationship"  or a list of columns, where each side had its own page
[scale]   "Very poor" = 1              only when ratings are words
[bands]   "Hardly ever" = 1            beyond the built-in words and 1, 2, 3
[shape]   X1 = "M"                     for a question of your own, or to ask P1 as a rating
sheet, encoding                        only where a file needs them
"""

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from concordat.surveys.rules.instrument import INSTRUMENT, OPTIONAL, Bands, Item, Pairing, Shape, Side
from concordat.surveys.rules.outside import CannotRead, quoted
from concordat.surveys.rules.outside.words import plain

OWN_QUESTIONS = "Questions of our own"
LONGEST_TOPIC = 80

_BUILT_IN = {item.id: item for item in (*INSTRUMENT, *OPTIONAL)}
_TABLES = ("sides", "items", "scale", "bands", "shape")
_WORDS = ("side", "sheet", "encoding")


@dataclass(frozen=True)
class Question:
    item: Item
    columns: tuple[str, ...]
    labels: Mapping[str, int]  # plain words → rating, or → band 1 to 3


@dataclass(frozen=True)
class Map:
    name: str
    side: str
    sides: Mapping[str, Side]
    questions: tuple[Question, ...]
    sheet: str = ""
    encoding: str = ""

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(question.item for question in self.questions)


def read(text: str, *, name: str) -> Map:
    """Raises ``CannotRead``, with the line of the map, for whatever is missing, misspelt or unknown."""
    try:
        table = tomllib.loads(text.removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, RecursionError) as why:
        raise CannotRead(_not_toml(str(why), text=text, name=name)) from None
    return _Reader(table, text=text, name=name).read()


def _not_toml(why: str, *, text: str, name: str) -> str:
    where = re.search(r"at line (\d+)", why)
    line = int(where.group(1)) if where else max(text.count("\n"), 1)
    return f'Line {line} of {name} is not TOML: write names and values as in  H1 = "Overall relationship".'


class _Reader:
    """The map being read, so that every complaint can name its line."""

    def __init__(self, table: dict[str, Any], *, text: str, name: str) -> None:
        self.table = table
        self.text = text.splitlines()
        self.name = name

    def read(self) -> Map:
        for key, value in self.table.items():
            if key not in _TABLES + _WORDS:
                near = difflib.get_close_matches(key, _TABLES + _WORDS, n=1)
                hint = f" Did you mean {near[0]}?" if near else ""
                self.refuse(key, f"{quoted(key)} is no part of a map.{hint}")
            if not isinstance(value, dict if key in _TABLES else str):
                self.refuse(key, f"{key} must be {'a table, [' + key + ']' if key in _TABLES else 'words'}.")
        if not self.table.get("side"):
            self.refuse("side", 'the map must say which column holds the side: side = "I am a".')
        return Map(
            name=self.name,
            side=self.table["side"].strip(),
            sides=dict(self.sides()),
            questions=tuple(self.questions()),
            sheet=self.table.get("sheet", ""),
            encoding=self.table.get("encoding", ""),
        )

    def sides(self) -> Iterator[tuple[str, Side]]:
        if not self.table.get("sides"):
            self.refuse("[sides]", 'the map needs a table [sides], such as "Councillor" = "councillors".')
        for label, value in self.table["sides"].items():
            if value not in set(Side):
                self.refuse(
                    label, f'{quoted(label)} must be "councillors" or "officers", not {quoted(value)}.'
                )
            yield plain(label), Side(value)

    def questions(self) -> Iterator[Question]:
        if not self.table.get("items"):
            self.refuse("[items]", 'the map needs a table [items], such as H1 = "Overall relationship".')
        for key in self.table.get("shape", {}):
            if key not in self.table["items"]:
                self.refuse(key, f"[shape] names {quoted(key)}, which is not under [items].")
        scale, bands = dict(self.labels("scale", most=10)), dict(self.labels("bands", most=3))
        spoken_for = {self.table["side"].strip(): "the side"}
        for key, value in self.table["items"].items():
            columns = self.columns(key, value)
            for column in columns:
                if column in spoken_for:
                    self.refuse(
                        key, f"the column {quoted(column)} is already taken for {spoken_for[column]}."
                    )
                spoken_for[column] = key
            item = self.item(key, column=columns[0], bands=bands)
            labels = scale if item.shape is Shape.RATING else built_in_bands(item) | bands
            yield Question(item=item, columns=columns, labels=labels)

    def columns(self, key: str, value: object) -> tuple[str, ...]:
        columns = value if isinstance(value, list) else [value]
        named = tuple(each.strip() for each in columns if isinstance(each, str))
        if not named or len(named) < len(columns):
            self.refuse(key, f"{key} must name a column of the answers, or a list of columns.")
        return named

    def item(self, key: str, *, column: str, bands: Mapping[str, int]) -> Item:
        shape = self.table.get("shape", {}).get(key)
        if shape not in {None, "M", "D"}:
            self.refuse(key, f'the shape of {key} must be "M" or "D", not {quoted(shape)}.', table="shape")
        if key in _BUILT_IN:
            return reshaped(_BUILT_IN[key], shape=Shape(shape)) if shape else _BUILT_IN[key]
        if shape is None:
            near = difflib.get_close_matches(key, _BUILT_IN, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            self.refuse(
                key, f"{quoted(key)} is not an item we know.{hint} Say its shape under [shape] to add it."
            )
        if not key.isalnum():
            self.refuse(key, f"{quoted(key)} must be letters and figures only.")
        return _own_item(key, column=column, shape=Shape(shape), bands=bands)

    def labels(self, table: str, *, most: int) -> Iterator[tuple[str, int]]:
        for label, value in self.table.get(table, {}).items():
            if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
                self.refuse(
                    label, f"{quoted(label)} under [{table}] must be a whole number from 1 to {most}.", table
                )
            yield plain(label), value

    def refuse(self, key: str, why: str, table: str = "") -> None:
        raise CannotRead(f"Line {self.line_of(key, table=table)} of {self.name}: {why}")

    def line_of(self, key: str, *, table: str = "") -> int:
        """Where a key stands; the last line if it stands nowhere, for that is where it is missed."""
        begins = re.compile(rf"""\s*\[?\s*["']?{re.escape(key.strip("[]"))}["']?\s*[\].=]""")
        inside = not table
        for line, words in enumerate(self.text, start=1):
            inside = inside or words.strip().startswith(f"[{table}]")
            if inside and begins.match(words):
                return line
        return max(len(self.text), 1)


def reshaped(item: Item, *, shape: Shape) -> Item:
    """A built-in item asked in the other shape, as when a small council asks P1 as a rating."""
    if shape is item.shape:
        return item
    if shape is Shape.RATING:
        ends = ("Very little", "Very much") if item.pressure else ("Not at all true", "Completely true")
        return replace(item, shape=shape, bands=None, low_label=ends[0], high_label=ends[1])
    return replace(item, shape=shape, bands=("Lowest", "Middle", "Highest"), low_label="", high_label="")


def built_in_bands(item: Item) -> dict[str, int]:
    return {plain(words): place for place, words in enumerate(item.bands or (), start=1)}


def _own_item(key: str, *, column: str, shape: Shape, bands: Mapping[str, int]) -> Item:
    rating = shape is Shape.RATING
    topic = " ".join("".join(c if c.isprintable() else " " for c in column).split())
    return Item(
        id=key,
        dimension=OWN_QUESTIONS,
        shape=shape,
        topic=topic if len(topic) <= LONGEST_TOPIC else f"{topic[: LONGEST_TOPIC - 1]}…",
        councillors=topic,
        officers=topic,
        pairing=Pairing.SAME,
        about="both",
        expectation="",
        source="Added by the council; not part of Concordat’s instrument",
        low_label="1" if rating else "",
        high_label="10" if rating else "",
        bands=None if rating else _band_words(bands),
    )


def _band_words(bands: Mapping[str, int]) -> Bands:
    first = {place: words.capitalize() for words, place in reversed(list(bands.items()))}
    return (first.get(1, "Lowest"), first.get(2, "Middle"), first.get(3, "Highest"))


def located(columns: Sequence[str], *, guide: Map) -> dict[str, int]:
    """Where each mapped column stands in the file. Raises ``CannotRead`` for one that is not there."""
    exact = {column: place for place, column in enumerate(columns) if column}
    loose = {plain(column): place for column, place in exact.items()}
    found = {}
    for column in (guide.side, *(column for question in guide.questions for column in question.columns)):
        place = exact.get(column, loose.get(plain(column)))
        if place is None:
            near = difflib.get_close_matches(column, exact, n=1)
            hint = f" Did you mean {quoted(near[0])}?" if near else ""
            raise CannotRead(
                f"Line 1 of the answers names no column {quoted(column)}, which {guide.name} asks for.{hint}"
            )
        found[column] = place
    return found

"""A CSV file of one row per answer, cell by cell, with the line on which each row begins.

The counting runs over columns of whole chunks, and meets a single cell in Python only if something
is wrong with it: `chunks` is the quick way through the file, `lines` the slow one that knows where
it is.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Protocol

from concordat.surveys.rules.outside import CannotRead, check_columns, quoted
from concordat.surveys.rules.outside.workbook import Workbook

LARGEST = 100_000_000  # bytes: a million long answers, and still no danger to a small machine
CHUNK = 1024  # rows: few enough to stay in the processor's own memory, where they are turned into columns

Row = list[str]

_MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]|\xc2[\xa0-\xbf]")
_PERHAPS_FORMULA = re.compile(r'(?:^|[,;\t"\n\r ])=')
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCODINGS = {"utf-8": "utf-8-sig", "utf8": "utf-8-sig", "utf-16": "utf-16"} | dict.fromkeys(
    ("cp1252", "windows-1252", "latin-1", "iso-8859-1"), "cp1252"
)


class Table(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def columns(self) -> tuple[str, ...]: ...
    def chunks(self) -> Iterator[list[Row]]:
        """Every row below the header that is not blank, many at a time, each as wide as the header."""

    def lines(self) -> Iterator[tuple[int, Row]]:
        """The same rows, each with the line on which it begins."""


def table(data: bytes, *, name: str, encoding: str = "", sheet: str = "") -> Table:
    """Open a file for counting.

    data       the whole file
    name       what to call it in a sentence
    encoding   only where the map names one; otherwise UTF-8, or UTF-16 if the file begins by saying so
    sheet      which sheet of a workbook holds the answers, where there are several

    Raises ``CannotRead``, with the line, for anything that would have to be guessed at.
    """
    if len(data) > LARGEST:
        raise CannotRead(f"{name} is larger than {LARGEST // 1_000_000} MB. Split it, and analyse one wave.")
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise CannotRead(f"Line 1 of {name}: the file is empty. Export the answers again.")
    if data.startswith(b"PK\x03\x04"):
        return Workbook.opened(data, name=name, sheet=sheet)
    if data.startswith(_OLD_OFFICE):
        raise CannotRead(f"{name} is an old or a locked spreadsheet. Save it as XLSX without a password.")
    return Csv.opened(decoded(data, name=name, encoding=encoding), name=name)


def guessed_encoding(data: bytes) -> str:
    """ "windows-1252" for a text that is surely not UTF-8 and holds no trace of it, and otherwise nothing.

    Only a draft of a map may guess, since a person confirms it.
    """
    if data.startswith((b"PK\x03\x04", _OLD_OFFICE, b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return ""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "" if _MULTIBYTE.search(data) else "windows-1252"
    return ""


def decoded(data: bytes, *, name: str, encoding: str = "") -> str:
    """The text of a file, in one encoding throughout: mixed or unnamed ones are refused, not guessed."""
    if encoding and encoding.lower() not in _ENCODINGS:
        raise CannotRead(f"{name}: {quoted(encoding)} is not an encoding we read. Use UTF-8.")
    utf_16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    codec = _ENCODINGS[encoding.lower()] if encoding else "utf-16" if utf_16 else "utf-8-sig"
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as why:
        raise CannotRead(_undecodable(data, name=name, codec=codec, at=why.start)) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise CannotRead(f"Line {line} of {name} holds a NUL character: this is not a text file.")
    return text


def _undecodable(data: bytes, *, name: str, codec: str, at: int) -> str:
    if codec == "utf-16":
        return f"Line 1 of {name}: the file says that it is UTF-16, and is not. Save it as “CSV UTF-8”."
    line = data.count(b"\n", 0, at) + 1
    mixed = data.startswith(b"\xef\xbb\xbf") or _MULTIBYTE.search(data)
    if codec == "utf-8-sig" and mixed:
        return f"Line {line} of {name} is not in UTF-8 while other lines are: the file mixes encodings."
    return (
        f"Line {line} of {name} is not in UTF-8. Save the file as “CSV UTF-8”, or write "
        'encoding = "windows-1252" in the map if that is what it is.'
    )


@dataclass(frozen=True)
class Csv:
    name: str
    columns: tuple[str, ...]
    text: str = field(repr=False)
    delimiter: str

    @classmethod
    def opened(cls, text: str, *, name: str) -> "Csv":
        delimiter = _delimiter(text)
        raw = cls(name=name, columns=(), text=text, delimiter=delimiter)
        line, header = next(raw._records(), (1, []))
        columns = tuple(cell.strip() for cell in header)
        check_columns(columns, line=line, name=name)
        opened = cls(name=name, columns=columns, text=text, delimiter=delimiter)
        # A spreadsheet program would run such a cell, whichever column it stands in.
        if "=" in text and _PERHAPS_FORMULA.search(text):
            for where, row in raw._records():
                refuse_formulas(row, line=where, name=name)
        return opened

    def chunks(self) -> Iterator[list[Row]]:
        reader = self._reader()
        width = len(self.columns)
        header = True
        try:
            while chunk := list(islice(reader, CHUNK)):
                rows = list(filter(None, chunk))
                if header and rows:
                    rows = rows[1:]
                    header = False
                if set(map(len, rows)) - {width}:
                    rows = [row for row in rows if any(map(str.strip, row))]
                    if set(map(len, rows)) - {width}:
                        raise self._ragged()
                yield rows
        except csv.Error as why:
            for _each in self._records():  # once more, and slowly: it knows on which line a row begins
                pass
            raise self._broken(reader.line_num, why) from None

    def lines(self) -> Iterator[tuple[int, Row]]:
        return islice(self._records(), 1, None)

    def _records(self) -> Iterator[tuple[int, Row]]:
        reader = self._reader()
        begins = 1
        try:
            for row in reader:
                if any(map(str.strip, row)):
                    yield begins, row
                begins = reader.line_num + 1
        except csv.Error as why:
            raise self._broken(begins, why) from None

    def _reader(self) -> Any:
        return csv.reader(io.StringIO(self.text, newline=""), delimiter=self.delimiter, strict=True)

    def _ragged(self) -> CannotRead:
        width = len(self.columns)
        for line, row in self.lines():
            if len(row) != width:
                return CannotRead(f"Line {line} of {self.name} has {len(row)} cells; the header has {width}.")
        raise AssertionError  # pragma: no cover - chunks saw such a row

    def _broken(self, line: int, why: csv.Error) -> CannotRead:
        if "field larger" in str(why):
            return CannotRead(
                f'Line {line} of {self.name} holds a cell that never ends: look for a stray “"”.'
            )
        return CannotRead(f"Line {line} of {self.name} has a quotation mark out of place.")


def _delimiter(text: str) -> str:
    """Whichever of comma, semicolon and tab the header uses most, outside quotation marks."""
    seen = dict.fromkeys(",;\t", 0)
    inside = False
    for character in text[:1_000_000].lstrip("\r\n"):
        if character == '"':
            inside = not inside
        elif not inside and character in "\r\n":
            break
        elif not inside and character in seen:
            seen[character] += 1
    return max(seen, key=lambda each: seen[each])


def refuse_formulas(row: Row, *, line: int, name: str) -> None:
    for cell in row:
        if cell.lstrip().startswith("="):
            raise CannotRead(
                f"Line {line} of {name} holds a formula, {quoted(cell)}. Put its value instead, or clear it."
            )

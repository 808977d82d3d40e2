"""The concourse as a file: read with a dry run, compared with what stands, and taken out again."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from concordat.papers.data import Sheet, to_csv, to_xlsx
from concordat.qmethod.files.archives import UNREADABLE

COLUMNS = ("key", "words", "words_cy", "theme", "source")
LONGEST = {"key": 12, "words": 300, "words_cy": 300, "theme": 80, "source": 200}
MOST_BYTES = 2 * 1024 * 1024
MOST_BYTES_UNPACKED = 20 * 1024 * 1024
MOST_ROWS = 500

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
NUMBERED = re.compile(r"s(\d+)")


@dataclass(frozen=True)
class Problem:
    """What is wrong, and on which line: None where it is wrong with the whole file."""

    line: int | None
    words: str

    def __str__(self) -> str:
        return self.words if self.line is None else f"Line {self.line}: {self.words}"


class BadFile(Exception):
    """A file of statements that cannot be imported. It carries every problem that was found."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Line:
    """One statement of a file. Without a key it is a new one, and gets the next that is free."""

    number: int
    key: str
    words: str
    words_cy: str = ""
    theme: str = ""
    source: str = ""

    @property
    def told(self) -> tuple[str, str, str, str]:
        return self.words, self.words_cy, self.theme, self.source


@dataclass(frozen=True)
class Diff:
    """What a file would do to a concourse. What it does not name stays."""

    new: tuple[Line, ...]
    changed: tuple[Line, ...]
    unchanged: int
    untouched: int

    @property
    def changes_nothing(self) -> bool:
        return not (self.new or self.changed)


def next_key(keys: Collection[str]) -> str:
    """The next of s01, s02 …: never one that was used by a statement still here."""
    numbers = [int(found[1]) for key in keys if (found := NUMBERED.fullmatch(key))]
    return f"s{max(numbers, default=0) + 1:02d}"


def compare(lines: Sequence[Line], standing: Mapping[str, Line]) -> Diff:
    new, changed, unchanged = [], [], 0
    keys = {*standing, *(line.key for line in lines if line.key)}
    for line in lines:
        if not line.key:
            line = replace(line, key=next_key(keys))
            keys.add(line.key)
        if line.key not in standing:
            new.append(line)
        elif line.told != standing[line.key].told:
            changed.append(line)
        else:
            unchanged += 1
    untouched = len(set(standing) - {line.key for line in lines})
    return Diff(tuple(new), tuple(changed), unchanged, untouched)


def read(content: bytes, *, name: str) -> tuple[Line, ...]:
    """The statements of a CSV file or an Excel workbook. Raises ``BadFile`` with everything that is wrong."""
    if len(content) > MOST_BYTES:
        raise BadFile(Problem(None, f"{name} is larger than 2 MB. Statements alone are far smaller."))
    ending = name.lower().rpartition(".")[2]
    if ending not in {"csv", "xlsx"}:
        raise BadFile(Problem(None, f"{name} is neither a CSV file (.csv) nor an Excel workbook (.xlsx)."))
    rows = [
        (number, cells)
        for number, cells in (_workbook if ending == "xlsx" else _csv)(content, name)
        if any(cells)
    ]
    if not rows:
        raise BadFile(Problem(None, f"{name} is empty."))
    if len(rows) > MOST_ROWS + 1:
        raise BadFile(Problem(None, f"{name} has more than {MOST_ROWS} statements."))
    columns = _columns(rows[0][1], name)
    return _lines(rows[1:], columns, name)


def _columns(head: Sequence[str], name: str) -> dict[str, int]:
    titles = [title.strip().lower().replace(" ", "_") for title in head]
    found = {column: titles.index(column) for column in COLUMNS if column in titles}
    twice = [column for column in COLUMNS if titles.count(column) > 1]
    if twice:
        raise BadFile(Problem(1, f"The column “{twice[0]}” stands there twice."))
    if "words" not in found:
        raise BadFile(
            Problem(
                1, f"{name} has no column “words”. The first line names the columns: {', '.join(COLUMNS)}."
            )
        )
    return found


def _lines(
    rows: Sequence[tuple[int, Sequence[str]]], columns: Mapping[str, int], name: str
) -> tuple[Line, ...]:
    lines, problems = [], []
    for number, cells in rows:
        said = {
            column: _as_typed(" ".join(cells[place].split())) if place < len(cells) else ""
            for column, place in columns.items()
        }
        line = Line(number, **{"key": "", **said})
        lines.append(line)
        problems += wrong_with(line)
    problems += _twice(lines)
    if not lines:
        problems.append(Problem(None, f"{name} names its columns and no statement."))
    if problems:
        raise BadFile(*sorted(problems, key=lambda problem: problem.line or 0))
    return tuple(lines)


def _as_typed(cell: str) -> str:
    """Without the apostrophe that our own files put before what a spreadsheet would take for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@"} else cell


def wrong_with(line: Line) -> list[Problem]:
    """What one line alone shows to be wrong."""
    found = []
    if not line.words:
        found.append(Problem(line.number, "There is no wording."))
    if line.key and not KEY.fullmatch(line.key):
        found.append(
            Problem(line.number, f"“{line.key}” is no key: use letters, figures, hyphens and underscores.")
        )
    found += [
        Problem(line.number, f"The {column} is {len(said)} signs long, and up to {LONGEST[column]} fit.")
        for column in COLUMNS
        if len(said := getattr(line, column)) > LONGEST[column]
    ]
    return found


def _twice(lines: Sequence[Line]) -> list[Problem]:
    found = []
    keys: dict[str, int] = {}
    words: dict[str, int] = {}
    for line in lines:
        if line.key and line.key in keys:
            found.append(
                Problem(line.number, f"The key “{line.key}” stands on line {keys[line.key]} already.")
            )
        if line.words and line.words.casefold() in words:
            first = words[line.words.casefold()]
            found.append(Problem(line.number, f"The same words stand on line {first} already."))
        keys.setdefault(line.key, line.number)
        words.setdefault(line.words.casefold(), line.number)
    return found


def _csv(content: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        raise BadFile(
            Problem(line, f"{name} is not in UTF-8. Save it from your spreadsheet as “CSV UTF-8”.")
        ) from None
    if "\0" in text:
        raise BadFile(Problem(None, f"{name} is not a text file."))
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    while True:
        begins = reader.line_num + 1  # a cell may hold several lines: the row is found where it begins
        try:
            yield begins, [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            raise BadFile(Problem(begins, "The quotation marks of this line do not match.")) from None


def _workbook(content: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook  # late: it is slow to load

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_BYTES_UNPACKED:
                raise BadFile(
                    Problem(None, f"{name} unpacks to far more than statements. It was not opened.")
                )
            for entry in packed.namelist():
                if entry.endswith((".xml", ".rels")) and b"<!DOCTYPE" in packed.read(entry):
                    raise BadFile(Problem(None, f"{name} cannot be read as an Excel workbook."))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of decorations that openpyxl does not know, and we do not read
            sheet = load_workbook(io.BytesIO(content), read_only=True, keep_links=False).worksheets[0]
            for number, row in enumerate(sheet.iter_rows(max_col=20, max_row=MOST_ROWS + 2), start=1):
                if formula := next((cell for cell in row if cell.data_type in {"f", "e"}), None):
                    where = Problem(number, f"Cell {formula.coordinate} is a formula. Put its text there.")
                    raise BadFile(where)
                yield number, ["" if cell.value is None else str(cell.value).strip() for cell in row]
    except UNREADABLE:
        raise BadFile(
            Problem(None, f"{name} cannot be read as an Excel workbook. Save it again, or as CSV.")
        ) from None


def written(lines: Sequence[Sequence[str]], *, ending: str) -> bytes:
    """A concourse as ``csv`` or ``xlsx``: the columns that can be read in again, then version and choice."""
    sheet = Sheet((*COLUMNS, "version", "chosen"), tuple(tuple(line) for line in lines))
    if ending == "xlsx":
        return to_xlsx({"Statements": sheet}, title="Statements")
    return to_csv(sheet).encode("utf-8-sig")

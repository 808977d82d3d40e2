"""Every format by name: what it is, and which program's files it speaks of."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """``loses`` is what a study leaves behind when it is written so."""

    name: str
    what: str
    suffixes: tuple[str, ...]
    reads: bool = True
    writes: bool = False
    loses: str = ""


_PQMETHOD_LOSES = (
    "ids of statements, comments, answers, times; names beyond 8 plain letters, accents, a title beyond 60"
)
_KADE_LOSES = "ids of statements, comments, answers, times"
_PAGES_LOSE = "ids and texts of statements, the grid, the group of a participant"

_ALL = (
    Format(
        "csv",
        "Statements down, participants across",
        (".csv", ".tsv"),
        writes=True,
        loses="the title, the grid, comments, answers, times",
    ),
    Format(
        "xlsx",
        "The same as a workbook; texts, participants and grid on sheets of their own",
        (".xlsx",),
        writes=True,
        loses="comments, answers, times",
    ),
    Format("json", "Everything a study holds", (".json",), writes=True),
    Format("pqmethod", "PQMethod .DAT, with .STA", (".dat",), writes=True, loses=_PQMETHOD_LOSES),
    Format(
        "kade-1",
        "KADE and Ken-Q workbook, type 1: as laid on the table",
        (".xlsx",),
        writes=True,
        loses=f"{_KADE_LOSES}; unforced sorts are refused",
    ),
    Format(
        "kade-2",
        "KADE and Ken-Q workbook, type 2: one row a person",
        (".xlsx",),
        writes=True,
        loses=_KADE_LOSES,
    ),
    Format("kanded", "Results of KADE or Ken-Q, read back (type 3)", (".xlsx",)),
    Format("kenq-1", "Ken-Q workbook of the first version, both types", (".xlsx",)),
    Format("kade-zip", "KADE zip", (".zip",), writes=True, loses=_KADE_LOSES),
    Format(
        "kenq-csv",
        "KADE and Ken-Q CSV: one line a person",
        (".csv",),
        writes=True,
        loses=f"{_KADE_LOSES}, the title, the grid",
    ),
    Format("htmlq", "HtmlQ and FlashQ CSV", (".csv",), writes=True, loses=f"{_PAGES_LOSE}, the title"),
    Format("htmlq-message", "HtmlQ's fields as they come by POST or e-mail", (".txt", ".eml")),
    Format(
        "easy-htmlq",
        "easy-htmlq (v1, v2) and EQ Web Sort JSON",
        (".json",),
        writes=True,
        loses=_PAGES_LOSE,
    ),
    Format("easy-htmlq-3", "easy-htmlq v3 JSON, from SoSci Survey", (".json",)),
    Format("netlify", "EQ Web Sort CSV from Netlify", (".csv",)),
    Format(
        "quince",
        "Quince database export (CSV; JSON is read too), EQ Web Sort from Google Sheets",
        (".csv",),
        writes=True,
        loses=f"{_PAGES_LOSE}, names of times that Quince does not have",
    ),
    Format("quince-text", "Text copied from Quince's last page", (".txt",)),
    Format("deliberateq", "DeliberateQ's text", (".txt",)),
)

FORMATS: Mapping[str, Format] = {each.name: each for each in _ALL}

# What a file is written as when nobody says.
BY_SUFFIX: Mapping[str, str] = {
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".json": "json",
    ".dat": "pqmethod",
    ".zip": "kade-zip",
}

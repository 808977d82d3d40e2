"""Figures that a report has already printed: set side by side, and computed by nobody here.

A row of the file is one measure of one council:

    councillors   what councillors said    (or councillors_or_members, members)
    officers      what officers said
    council       whose figures            (or council_or_body)
    measure       what was asked
    source        where it was printed     (or source_url); asked for wherever the file names none
    date, note    as the source gives them, if it does

A figure is shown letter for letter as it was printed ("between 5 and 6", "48% (12/25)"). Only two plain
scores from 1 to 10 are subtracted, and never given a margin or a verdict: that would need the number of
answers behind them, and the answers themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from concordat.smallsample.cautions import Caution
from concordat.smallsample.comparison import Verdict, gap_between
from concordat.smallsample.published import NotAScore, published_mean
from concordat.surveys.rules.figures import How
from concordat.surveys.rules.outside import CannotRead, quoted
from concordat.surveys.rules.outside.reading import Table
from concordat.surveys.rules.outside.words import plain

MARK = "as published; not computed by us"

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "council": ("council", "council_or_body", "body", "authority"),
    "measure": ("measure", "question", "item"),
    "councillors": ("councillors", "councillors_or_members", "members", "councillor"),
    "officers": ("officers", "staff", "officer"),
    "source": ("source", "source_url", "url"),
    "date": ("date",),
    "note": ("note", "notes"),
}
_DITTO = frozenset({"same as above", "as above", "ditto", "ibid", "ibid."})
_NEEDED = ("councillors", "officers")
_UNNAMED = {"council": "Council not named", "measure": "Score"}


@dataclass(frozen=True)
class PublishedFigure:
    council: str
    date: str
    measure: str
    councillors: str
    officers: str
    gap: float | None
    margin: None
    verdict: Verdict
    mark: str
    cautions: tuple[Caution, ...]
    source: str
    note: str
    line: int
    how: How = How.PUBLISHED


@dataclass(frozen=True)
class Published:
    """``left_out``: rows of the file in which neither side has a figure."""

    figures: tuple[PublishedFigure, ...]
    left_out: int

    @property
    def unsourced(self) -> tuple[int, ...]:
        """The lines of the file that do not say where their figure was printed."""
        return tuple(figure.line for figure in self.figures if not figure.source)

    @property
    def headline(self) -> PublishedFigure | None:
        """The first measure on which both sides have a score."""
        return next((figure for figure in self.figures if figure.gap is not None), None)

    def as_json(self) -> dict[str, Any]:
        """In the shape of a release, so that both can be read alike; nothing in it is ours."""
        head = self.headline
        councils = list(dict.fromkeys(figure.council for figure in self.figures))
        return {
            "council": "; ".join(councils),
            "wave": head.date if head else "",
            "atoms": [],
            "items": [],
            "headline": {
                "councillors": float(head.councillors) if head else None,
                "officers": float(head.officers) if head else None,
                "gap": head.gap if head else None,
                "margin": None,
                "verdict": Verdict.NO_VERDICT.value,
                "tipping_point": None,
            },
            "dimensions": [],
            "cautions": [f"Every figure: {MARK}.", *(caution.words for caution in _told(self.figures))],
            "published": [
                {**vars(figure), "verdict": figure.verdict.value, "cautions": list(map(str, figure.cautions))}
                for figure in self.figures
            ],
        }


def read(table: Table) -> Published:
    """Raises ``CannotRead``, with the line, for a column that is missing or a formula."""
    where = _places(table)
    figures: list[PublishedFigure] = []
    left_out = 0
    for line, row in table.lines():
        if len(row) != len(table.columns):
            raise CannotRead(
                f"Line {line} of {table.name} has {len(row)} cells; the header has {len(table.columns)}."
            )
        told = {
            name: " ".join(row[place].split()) if place is not None else "" for name, place in where.items()
        }
        if not told["councillors"] and not told["officers"]:
            left_out += 1
            continue
        if figures and plain(told["source"]) in _DITTO:
            told["source"] = figures[-1].source
        told |= {name: words for name, words in _UNNAMED.items() if not told[name]}
        figures.append(_figure(told, line=line, name=table.name))
    if not figures:
        raise CannotRead(f"Line 2 of {table.name}: the file holds no figure of either side.")
    return Published(figures=tuple(figures), left_out=left_out)


def _places(table: Table) -> dict[str, int | None]:
    columns = [plain(column).replace(" ", "_") for column in table.columns]
    found = {
        name: next((columns.index(each) for each in spellings if each in columns), None)
        for name, spellings in COLUMNS.items()
    }
    for name in _NEEDED:
        if found[name] is None:
            raise CannotRead(
                f"Line 1 of {table.name} names no column “{name}”. It needs {', '.join(_NEEDED)}."
            )
    return found


def _figure(told: Mapping[str, str], *, line: int, name: str) -> PublishedFigure:
    for side in ("councillors", "officers"):
        if told[side].startswith(("=", "+", "@")):
            raise CannotRead(f"Line {line} of {name} holds a formula, {quoted(told[side])}. Put its value.")
    gap, cautions = _gap(told["councillors"], told["officers"])
    return PublishedFigure(
        council=told["council"],
        date=told["date"],
        measure=told["measure"],
        councillors=told["councillors"],
        officers=told["officers"],
        gap=gap,
        margin=None,
        verdict=Verdict.NO_VERDICT,
        mark=MARK,
        cautions=cautions,
        source=told["source"],
        note=told["note"],
        line=line,
    )


def _gap(councillors: str, officers: str) -> tuple[float | None, tuple[Caution, ...]]:
    try:
        first, second = published_mean(shown=councillors), published_mean(shown=officers)
    except NotAScore:
        return None, (Caution.NOT_COMPUTED_BY_US,)
    between = gap_between(first=first, second=second)
    # 7.73 - 6.24 is 1.49 on paper, and is 1.4900000000000002 in binary.
    return float(Decimal(councillors) - Decimal(officers)), between.cautions


def _told(figures: tuple[PublishedFigure, ...]) -> list[Caution]:
    return [caution for caution in Caution if any(caution in figure.cautions for figure in figures)]

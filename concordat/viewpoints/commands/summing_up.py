"""What a person at a terminal is shown: a few tables and the cautions, in place of two hundred numbers."""

import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from concordat.viewpoints.rules import readings, solution_tables, solution_words

if TYPE_CHECKING:
    from concordat.papers.data import Sheet
    from concordat.qmethod.cautions import Caution
    from concordat.qmethod.results import Analysis

# Where no terminal says how wide it is, a file is read: tables need not fold there.
WIDE = 160


def console() -> Console:
    if isinstance(sys.stdout, TextIOWrapper):
        # A terminal of another age shows a question mark where it has no letter, and no fault.
        sys.stdout.reconfigure(errors="replace")
    return Console(width=None if sys.stdout.isatty() else WIDE, highlight=False)


def solution(analysis: "Analysis") -> None:
    screen = console()
    views = readings.views_of(analysis)
    study = analysis.study
    screen.print(
        f"{len(study.sorts)} sorts of {len(study.statements)} statements: {analysis.factors} "
        f"{'view' if analysis.factors == 1 else 'views'}, mode {analysis.mode.value}, "
        f"{solution_words.EXTRACTIONS.get(str(analysis.record.get('extraction')), '')}, "
        f"{solution_words.rotation(analysis.record)}."
    )
    screen.print(_table(solution_tables.characteristics(analysis)))
    names = [view.name for view in views]
    screen.print(
        _table(solution_tables.correlations(analysis, names), title="Correlations between the views")
    )
    for factor in readings.scored(analysis):
        screen.print(_ends(analysis, factor, names[factor - 1]))
    agreed, undecided = len(readings.consensus(analysis)), len(readings.not_found_to_differ(analysis))
    screen.print(f"Statements shown to agree: {agreed}. Not found to differ: {undecided}.")
    cautions(screen, analysis.cautions)


def _ends(analysis: "Analysis", factor: int, name: str) -> Table:
    top, foot = readings.ends(analysis, factor, least=3)
    table = Table(title=escape(f"{name}: the ends of its grid"), title_justify="left")
    for head in ("Column", "Card", "Statement", "Sets it apart"):
        table.add_column(head, justify="right" if head == "Column" else "left")
    for card in (*top, *foot[::-1]):
        apart = "yes" if factor in readings.tells_apart(card.told) else ""
        table.add_row(readings.signed_value(card.value), escape(card.id), escape(card.text), apart)
    return table


def _table(sheet: "Sheet", title: str = "") -> Table:
    table = Table(title=title or None, title_justify="left")
    for place, head in enumerate(sheet.head):
        numbers = any(isinstance(row[place], int | float) for row in sheet.rows)
        table.add_column(escape(head), justify="right" if numbers else "left")
    for row in sheet.rows:
        table.add_row(*(shown(cell) for cell in row))
    return table


def shown(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:.2f}"
    return "" if cell is None else escape(str(cell))


def sheet(found: "Sheet", *, title: str = "") -> None:
    console().print(_table(found, title))


def cautions(screen: Console, told: "Sequence[Caution]") -> None:
    if told:
        screen.print("\nBefore you use these figures:")
    for each in told:
        screen.print(f"  - {escape(each.sentence)}")

"""The roster taken out of Concordat, and the two examples from which a council can start."""

import json
from collections.abc import Sequence
from datetime import date

from concordat.papers.data import Sheet, to_csv, to_xlsx
from concordat.people.rules.roster_diff import Standing
from concordat.people.rules.roster_file import PARISH, PRINCIPAL

EXAMPLES = {
    "principal": (
        PRINCIPAL,
        (
            ("councillor", "Ann Example", "ann@council.example", "Castle", "Independents", "", "",
             "leader; cabinet member", "2026-05-07", ""),
            ("officer", "Ben Example", "ben@council.example", "", "", "Law and governance", "Director",
             "monitoring officer", "2024-09-01", ""),
            ("other", "Cai Example", "cai@elsewhere.example", "", "", "", "", "independent person",
             "2025-01-01", "2028-12-31"),
        ),
    ),
    "parish": (
        PARISH,
        (
            ("councillor", "Dee Example", "dee@parish.example", "North", "chair", "2026-05-07", ""),
            ("officer", "Eve Example", "eve@parish.example", "", "clerk; responsible financial officer",
             "2020-04-01", ""),
        ),
    ),
}  # fmt: skip


def export(standing: Sequence[Standing], *, ending: str) -> bytes:
    """Everyone who holds an office, as ``csv``, ``xlsx`` or ``json``. The first two can be imported again."""
    rows = [
        (
            office.kind.value,
            office.name,
            office.email,
            office.ward,
            office.group,
            office.service,
            office.grade,
            "; ".join(sorted(office.duties)),
            _day(office.begins_on),
            _day(office.ends_on),
        )
        for office in standing
    ]
    if ending == "json":
        return json.dumps([dict(zip(PRINCIPAL, row, strict=True)) for row in rows], indent=1).encode()
    return _file(PRINCIPAL, rows, ending=ending)


def example(kind: str, *, ending: str) -> bytes:
    columns, rows = EXAMPLES[kind]
    return _file(columns, rows, ending=ending)


def _file(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]], *, ending: str) -> bytes:
    sheet = Sheet(columns, tuple(rows))
    if ending == "xlsx":
        return to_xlsx({"Roster": sheet}, title="Roster")
    return to_csv(sheet).encode("utf-8-sig")


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()

"""KADE's zip: name.txt, statements.txt, sorts.txt, pattern.txt. Whatever else the archive holds is
results."""

import io
import zipfile
from collections.abc import Mapping
from functools import partial
from pathlib import PurePosixPath

from concordat.qmethod.files.assembling import numbered, put_together, value_of
from concordat.qmethod.files.pattern import VALUES, counts, grid_of, whole_grid, whole_sorts
from concordat.qmethod.files.sources import Source
from concordat.qmethod.files.tables import Table, read_csv
from concordat.qmethod.study import Refused, Sort, Study

SORTS = "sorts.txt"

_LIKE_A_SEPARATOR = str.maketrans(",;\n\r\t", "     ")


def read_kade_zip(source: Source, files: Mapping[str, bytes]) -> Study:
    inside = {
        PurePosixPath(path).name.lower(): Source(
            f"{source.name}, {PurePosixPath(path).name}", data, source.grid
        )
        for path, data in files.items()
    }
    if SORTS not in inside:
        raise Refused(f"{source.name} has no {SORTS}, as a zip of KADE has; export it again.")
    table = read_csv(inside[SORTS])
    texts = (
        [line.strip() for line in inside["statements.txt"].text.split("\n")]
        if "statements.txt" in inside
        else []
    )
    while texts and not texts[-1]:
        texts.pop()
    wide = max(len(_trimmed(cells)) for cells in table.rows) - 1
    if texts and wide != len(texts):
        raise Refused(
            f"{source.name} has {len(texts)} statements and sorts of {wide} values; complete one or the "
            "other."
        )
    grid = source.grid
    if grid is None and "pattern.txt" in inside:
        pattern = read_csv(inside["pattern.txt"])
        grid = grid_of(pattern.rows[0][: len(VALUES)], at=pattern.at(0)) or None
    sources = [inside[name] for name in (SORTS, "statements.txt", "name.txt") if name in inside]
    return put_together(
        name=source.name,
        statements=numbered(wide, texts),
        sorts=[_sort(table, row) for row in range(len(table.rows))],
        title=" ".join(inside["name.txt"].text.split()) if "name.txt" in inside else "",
        grid=grid,
        cautions=[caution for each in sources for caution in each.cautions],
    )


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def _sort(table: Table, row: int) -> Sort:
    who, *cells = _trimmed(table.rows[row])
    if not who:
        raise Refused(f"{table.at(row)}: the sort has no participant; put the name first.")
    return Sort(
        who,
        tuple(
            value_of(cell, at=partial(table.at, row, place), participant=who, statement=f"s{place}")
            for place, cell in enumerate(cells, start=1)
        ),
    )


def written(study: Study) -> Mapping[str, bytes]:
    sorts = whole_sorts(study, form="KADE")
    pattern = counts(whole_grid(study, form="KADE"))
    rows = [
        ",".join([_without_separators(sort.participant), *map(str, values)])
        for sort, values in zip(study.sorts, sorts, strict=True)
    ]
    files = {
        "name.txt": _without_separators(study.title) or "Q study",
        "statements.txt": "\n".join(" ".join(each.text.split()) or each.id for each in study.statements),
        SORTS: "\n".join(rows),
        "pattern.txt": ",".join(map(str, pattern)),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            # A day of its own, so that the same study gives the same bytes.
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), text + "\n", zipfile.ZIP_DEFLATED)
    return {".zip": packed.getvalue()}


def _without_separators(text: str) -> str:
    """KADE refuses commas in titles, and splits names at them."""
    return " ".join(text.translate(_LIKE_A_SEPARATOR).split())

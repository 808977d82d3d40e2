"""Files that a command writes: asked for before anything is worked out, and written all or none."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from concordat.papers.document import Paper

PAPERS = (".html", ".docx", ".pdf")


class Wrong(ValueError):
    """What was asked cannot be done. One sentence says what is wrong."""


def can_be_written(papers: list[Path], csv_file: Path | None, xlsx_file: Path | None) -> None:
    """Refused before anything is worked out, if it could not be written after."""
    for path in papers:
        if path.suffix.lower() not in PAPERS:
            raise Wrong(f"--paper: “{path.name}” must end in .html, .docx or .pdf.")
    wanted = [*papers, *(path for path in (csv_file, xlsx_file) if path is not None)]
    for path in wanted:
        if path.is_dir() or not path.resolve().parent.is_dir():
            raise Wrong(f"“{path}” cannot be written: there is no such folder, or it is one.")
    if len({path.resolve() for path in wanted}) < len(wanted):
        raise Wrong("Two of the files to be written have the same name.")


def rendered(paper: "Paper", kind: str) -> bytes:
    from concordat.papers import files

    try:
        return files.paper_as(kind.removeprefix("."), paper=paper)
    except ImportError as missing:
        raise Wrong(str(missing)) from missing


def write(contents: Mapping[Path, bytes], *, quietly: bool) -> None:
    """``quietly``: say so on standard error, because standard output is for the answer alone."""
    from concordat.papers import files

    try:
        files.write(contents)
    except OSError as wrong:
        raise Wrong(f"“{wrong.filename}” cannot be written: {wrong.strerror}.") from None
    for path in contents:
        typer.echo(f"Written: {path}", err=quietly)

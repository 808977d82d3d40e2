"""A paper or a table in the form in which somebody wants to keep it.

The renderers are heavy, so each is imported where it is used: a process that makes no files carries none.
"""

from collections.abc import Mapping
from pathlib import Path

from concordat.papers.data import Sheet
from concordat.papers.document import Paper

KINDS = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


class NoSuchForm(ValueError):
    """Nothing is written in that form."""


def paper_as(form: str, *, paper: Paper) -> bytes:
    """As ``html``, ``docx`` or ``pdf``. Raises ``NoSuchForm``."""
    if form == "html":
        from concordat.papers.html import to_html

        return to_html(paper).encode()
    if form == "docx":
        from concordat.papers.word import to_word

        return to_word(paper)
    if form == "pdf":
        from concordat.papers.pdf import to_pdf

        return to_pdf(paper)
    raise NoSuchForm(form)


def table_as(form: str, *, sheet: Sheet, title: str) -> bytes:
    """As ``csv`` or ``xlsx``. Raises ``NoSuchForm``."""
    if form == "csv":
        from concordat.papers.data import to_csv

        return to_csv(sheet).encode("utf-8-sig")
    if form == "xlsx":
        from concordat.papers.data import to_xlsx

        return to_xlsx({title: sheet}, title=title)
    raise NoSuchForm(form)


def write(contents: Mapping[Path, bytes]) -> None:
    """All the files or none: each is made beside its place first, and moved there when all are whole.

    Raises ``OSError`` that names the file which could not be written.
    """
    made: list[tuple[Path, Path]] = []
    try:
        for path, content in contents.items():
            beside = path.with_name(f".{path.name}.part")
            made.append((beside, path))
            beside.write_bytes(content)
        for beside, path in made:
            beside.replace(path)
    except OSError as why:
        raise OSError(why.errno, why.strerror, str(made[-1][1])) from None
    finally:
        for beside, _path in made:
            beside.unlink(missing_ok=True)

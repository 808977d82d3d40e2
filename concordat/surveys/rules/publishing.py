"""A release as files: the committee paper three ways, and the aggregate data three ways.

The renderers are heavy, so each is imported where it is used: a process that makes no files carries none.
"""

import json
from datetime import date

from concordat.surveys.rules.release import Release

KINDS = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
# These take from a tenth of a second to several: the worker makes them.
MADE_BY_THE_WORKER = ("docx", "pdf", "xlsx")


def made(form: str, *, release: Release, committee: str, on: date) -> bytes:
    """The file of this form; the same release gives the same words, whoever asks and whenever."""
    if form in {"html", "docx", "pdf"}:
        return _paper(form, release=release, committee=committee, on=on)
    if form == "json":
        return json.dumps(release.as_json(), ensure_ascii=False, indent=1).encode()
    from concordat.papers.data import to_csv, to_xlsx
    from concordat.surveys.rules import data

    if form == "csv":
        return to_csv(data.figures(release)).encode("utf-8-sig")
    return to_xlsx(data.sheets(release), title=f"{release.council}: {release.wave}")


def _paper(form: str, *, release: Release, committee: str, on: date) -> bytes:
    from concordat.surveys.rules.paper import paper

    written = paper(release, committee=committee, date=on)
    if form == "docx":
        from concordat.papers.word import to_word

        return to_word(written)
    if form == "pdf":
        from concordat.papers.pdf import to_pdf

        return to_pdf(written)
    from concordat.papers.html import to_html

    return to_html(written).encode()

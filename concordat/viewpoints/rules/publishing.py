"""A report as files: the committee paper three ways, and the published figures three ways.

The renderers are heavy, so each is imported where it is used: a process that makes no files carries none.
"""

import json
from datetime import date

from concordat.viewpoints.rules.report import Report

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


def made(form: str, *, report: Report, on: date) -> bytes:
    """The file of this form; the same report gives the same words, whoever asks and whenever."""
    if form in {"html", "docx", "pdf"}:
        return _paper(form, report=report, on=on)
    if form == "json":
        return json.dumps(report.as_json(), ensure_ascii=False, indent=1).encode()
    from concordat.papers.data import to_csv, to_xlsx
    from concordat.viewpoints.rules import report_data

    if form == "csv":
        return to_csv(report_data.statements(report)).encode("utf-8-sig")
    return to_xlsx(report_data.sheets(report), title=f"{report.council}: {report.study}")


def _paper(form: str, *, report: Report, on: date) -> bytes:
    from concordat.viewpoints.rules.report_paper import paper

    written = paper(report, on=on)
    if form == "docx":
        from concordat.papers.word import to_word

        return to_word(written)
    if form == "pdf":
        from concordat.papers.pdf import to_pdf

        return to_pdf(written)
    from concordat.papers.html import to_html

    return to_html(written).encode()

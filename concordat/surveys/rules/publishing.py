"""A release as files: the committee paper three ways, and the aggregate data three ways.

The renderers are heavy, so each is imported where it is used: a process that makes no files carries none.
"""

import json
from datetime import date

from concordat.papers.document import Paper
from concordat.surveys.rules.release import Release
from concordat.surveys.rules.trends import Trends

KINDS = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    # For other programs: the data, and what describes it, in one archive each.
    "triple-s.zip": "application/zip",
    "sdmx.zip": "application/zip",
    "csvw.zip": "application/zip",
}
KINDS |= {f"guide.{form}": KINDS[form] for form in ("html", "docx", "pdf")}
# The guide for the joint meeting belongs to one release; the trend to all of them up to this one.
GUIDE, TREND = "guide", "trend"
# These take from a tenth of a second to several: the worker makes them.
OF_A_RELEASE = ("docx", "pdf", "xlsx", "guide.docx", "guide.pdf")
OF_ALL_RELEASES = ("trend.docx", "trend.pdf", "trend.xlsx")
MADE_BY_THE_WORKER = (*OF_A_RELEASE, *OF_ALL_RELEASES)


def made(form: str, *, release: Release, committee: str, on: date) -> bytes:
    """The file of this form; the same release gives the same words, whoever asks and whenever."""
    kind, _dot, of_the_guide = form.partition(".")
    if kind == GUIDE:
        from concordat.surveys.rules import guide

        return _written(of_the_guide, guide.paper(guide.guide(release), committee=committee, date=on))
    if form in {"html", "docx", "pdf"}:
        from concordat.surveys.rules.paper import paper

        return _written(form, paper(release, committee=committee, date=on))
    if form == "json":
        return json.dumps(release.as_json(), ensure_ascii=False, indent=1).encode()
    if form.endswith(".zip"):
        return _for_other_programs(form, release=release, on=on)
    from concordat.papers.data import to_csv, to_xlsx
    from concordat.surveys.rules import data

    if form == "csv":
        return to_csv(data.figures(release)).encode("utf-8-sig")
    return to_xlsx(data.sheets(release), title=f"{release.council}: {release.wave}")


def made_of_all(form: str, *, trends: Trends) -> bytes:
    """The same of a trend: "trend.docx" and its like, or "html", "csv" and "json" for a page."""
    from concordat.surveys.rules import trend_paper

    kind = form.removeprefix(f"{TREND}.")
    if kind == "json":
        return trend_paper.as_json(trends)
    if kind in {"csv", "xlsx"}:
        from concordat.papers.data import to_csv, to_xlsx

        if kind == "csv":
            return to_csv(trend_paper.figures(trends)).encode("utf-8-sig")
        return to_xlsx(trend_paper.sheets(trends), title=f"{trends.council}: health checks")
    return _written(kind, trend_paper.paper(trends))


def _for_other_programs(form: str, *, release: Release, on: date) -> bytes:
    from concordat.surveys.rules import csvw, sdmx, triple_s

    writer = {"triple-s.zip": triple_s.made, "sdmx.zip": sdmx.made, "csvw.zip": csvw.made}[form]
    return writer(release, on=on)


def _written(form: str, written: Paper) -> bytes:
    if form == "docx":
        from concordat.papers.word import to_word

        return to_word(written)
    if form == "pdf":
        from concordat.papers.pdf import to_pdf

        return to_pdf(written)
    from concordat.papers.html import to_html

    return to_html(written).encode()

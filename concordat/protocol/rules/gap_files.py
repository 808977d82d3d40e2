"""The gap report as a file: a paper for a committee, its findings as a table, or all tables as a workbook."""

from concordat.papers import files
from concordat.papers.data import to_xlsx
from concordat.protocol.rules import gap_data, gap_paper
from concordat.protocol.rules.gap_findings import GapReport

PAPERS = ("html", "docx", "pdf")
FORMS = {form: files.KINDS[form] for form in (*PAPERS, "csv", "xlsx")}


def made(form: str, report: GapReport, *, instrument: str, council: str, committee: str) -> bytes:
    """In one of ``FORMS``."""
    if form in PAPERS:
        paper = gap_paper.paper(report, instrument=instrument, council=council, committee=committee)
        return files.paper_as(form, paper=paper)
    sheets = gap_data.sheets(report)
    if form == "csv":
        return files.table_as(form, sheet=sheets["Findings"], title="Findings")
    return to_xlsx(sheets, title=instrument, on=report.on)

"""A redline as a file: which forms there are, and each of them made."""

from dataclasses import dataclass
from datetime import date

from concordat.papers.word import to_word as paper_in_word
from concordat.protocol.rules.comparing import Comparison
from concordat.protocol.rules.laid_beside import Text
from concordat.protocol.rules.writing import (
    redline_json,
    redline_page,
    redline_paper,
    redline_text,
    redline_word,
)

FORMS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "paper": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
}
NAMES = {
    "docx": "Word with tracked changes",
    "paper": "Word, as a paper to committee",
    "pdf": "PDF",
    "html": "HTML",
    "json": "JSON",
    "txt": "plain text",
}
ENDINGS = {"paper": "docx"}
SHOWN = frozenset({"html", "pdf", "txt"})
BY_THE_WORKER = ("pdf",)


@dataclass(frozen=True)
class Redline:
    """Two texts and what became of one in the other."""

    before: Text
    after: Text
    comparison: Comparison
    council: str
    committee: str
    on: date

    @property
    def title(self) -> str:
        return f"{self.after.name}, compared with {self.before.name}"


def made(form: str, told: Redline) -> bytes:
    comparison = told.comparison
    match form:
        case "docx":
            return redline_word.to_word(
                told.before.clauses,
                told.after.clauses,
                comparison,
                title=told.title,
                author=told.council,
                on=told.on,
            )
        case "paper" | "pdf":
            paper = redline_paper.paper(
                comparison,
                title=told.title,
                old=told.before.name,
                new=told.after.name,
                setting=redline_paper.Setting(told.council, told.committee, told.on),
            )
            if form == "paper":
                return paper_in_word(paper)
            from concordat.papers.pdf import to_pdf  # needs Pango, which may be missing

            return to_pdf(paper)
        case "html":
            return redline_page.to_html(
                comparison,
                title=told.title,
                old=told.before.name,
                new=told.after.name,
                council=told.council,
                on=told.on,
            ).encode()
        case "json":
            return redline_json.to_json(comparison).encode()
    return redline_text.to_text(comparison).encode()

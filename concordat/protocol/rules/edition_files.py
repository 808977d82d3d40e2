"""An adopted edition as a file: which forms there are, and each of them made."""

from concordat.protocol.rules.writing import akoma_ntoso, edition_page, edition_word, plain_text
from concordat.protocol.rules.writing.copies import Copy
from concordat.protocol.rules.writing.markdown import markdown

# The frozen file itself, whose fingerprint is published, is the one in JSON.
FROZEN = "json"
FORMS = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "xml": "application/xml",
    "json": "application/json",
}
NAMES = {
    "html": "HTML",
    "docx": "Word",
    "pdf": "PDF",
    "txt": "plain text",
    "md": "Markdown",
    "xml": "Akoma Ntoso",
    "json": "JSON (frozen)",
}
# A browser shows these; everything else is saved.
SHOWN = frozenset({"html", "pdf", "txt"})
# A page would wait too long for these: the worker makes them when the words are frozen.
BY_THE_WORKER = ("docx", "pdf")


def made(form: str, copy: Copy) -> bytes:
    """The file of a form other than the frozen one."""
    match form:
        case "html":
            return edition_page.to_html(copy).encode()
        case "docx":
            return edition_word.to_word(copy)
        case "pdf":
            from concordat.protocol.rules.writing import edition_pdf  # needs Pango, which may be missing

            return edition_pdf.to_pdf(copy)
        case "xml":
            return akoma_ntoso.to_xml(copy)
        case "md":
            return markdown(copy.clauses, title=copy.title).encode()
    return plain_text.to_text(copy).encode()

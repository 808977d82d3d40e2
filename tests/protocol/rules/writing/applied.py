"""Tracked changes of a Word file accepted or rejected, as Word does it: words first, then paragraph marks."""

import io
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def document(file: bytes) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml"))


def applied(file: bytes, *, accept: bool) -> list[str]:
    """The paragraphs that are left. One whose mark is gone runs on into the next."""
    gone = f"{W}del" if accept else f"{W}ins"
    told, begun = [], ""
    for paragraph in document(file).iter(f"{W}p"):
        for words in paragraph.iter(f"{W}t", f"{W}delText", f"{W}tab"):
            above = {element.tag for element in words.iterancestors()}
            if gone not in above and f"{W}pPr" not in above:
                begun += "\t" if words.tag == f"{W}tab" else words.text or ""
        if paragraph.find(f"{W}pPr/{W}rPr/{gone}") is None:
            told.append(begun)
            begun = ""
    assert begun == "", "the last mark of a document cannot go"
    return told

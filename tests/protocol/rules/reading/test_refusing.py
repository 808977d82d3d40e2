"""What cannot be read ends in one sentence, and what means harm does none."""

import io
import tracemalloc
import zipfile

import pikepdf
import pytest
from docx.oxml.ns import nsdecls

from concordat.protocol.rules.reading import CannotRead, read, unplaced
from concordat.protocol.rules.reading.refusing import LARGEST_PAGE, LARGEST_TEXT, MOST_LINES, MOST_NESTED
from tests.protocol.made import odd
from tests.protocol.made.pdf_files import Printed, document, printed
from tests.protocol.made.word_files import WordFile, packed

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURE = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q"  # one grey dot, as large as the page


def word(document_xml: str) -> bytes:
    return packed([("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document_xml.encode())])


def encrypted_pdf() -> bytes:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed([Printed("Members decide.")]))) as file:
        file.save(locked, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return locked.getvalue()


def encrypted_zip() -> bytes:
    """The flag that says so is enough."""
    data = bytearray(word("<w/>"))
    for sign in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.find(sign)
        while at >= 0:
            data[at + (6 if sign == b"PK\x03\x04" else 8)] |= 1
            at = data.find(sign, at + 4)
    return bytes(data)


def bomb() -> bytes:
    """Three hundred megabytes of spaces in three hundred kilobytes."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(300):
            part.write(b" " * 1_000_000)
    return written.getvalue()


def declared_bomb() -> bytes:
    """A member that claims to be small and is not: sizes in the directory are not believed."""
    data = bytearray(bomb())
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    return bytes(data)


LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>'
    f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>"
)
OUTSIDE = (
    '<!DOCTYPE d [<!ENTITY x SYSTEM "settings.env">]>'
    f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
)

REFUSED = {
    "nothing at all": (b"", "a.txt", "0 bytes"),
    "only spaces": (b" \n \n", "a.txt", "no words"),
    "an old Word file": (OLE + b"\0" * 500, "a.doc", "save it as .docx"),
    "a Word file with a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "password"),
    "an archive with a password": (encrypted_zip(), "a.docx", "password"),
    "a PDF with a password": (encrypted_pdf(), "a.pdf", "password"),
    "a scanned PDF": (document([PICTURE, PICTURE]), "a.pdf", "scanned"),
    "an empty PDF": (document([""]), "a.pdf", "scanned"),
    "a broken PDF": (b"%PDF-1.7\nnothing of the kind", "a.pdf", "broken"),
    "a broken Word file": (b"PK\x03\x04 and no more", "a.docx", "broken"),
    "a name that is not kept": (b"plain words", "a.docx", "is not one"),
    "a bomb": (bomb(), "a.docx", "trap"),
    "a bomb that lies": (declared_bomb(), "a.docx", "broken|trap"),
    "a billion laughs": (word(LAUGHS), "a.docx", "entities"),
    "an entity from outside": (word(OUTSIDE), "a.docx", "entities"),
    "a Word file without words": (WordFile().saved(), "a.docx", "no words"),
    "a spreadsheet": (packed([("xl/workbook.xml", b"<x/>")]), "a.xlsx", "spreadsheet"),
    "OpenDocument": (packed([("content.xml", b"<x/>")]), "a.odt", "OpenDocument"),
    "RTF": (b"{\\rtf1 words}", "a.rtf", "RTF"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "a.png", "picture"),
    "signs without words": (bytes(range(256)) * 4, "a.txt", "neither UTF-8|not text"),
    "Russian in its old encoding": ("Протокол о работе совета".encode("cp1251"), "a.txt", "neither UTF-8"),
    "broken UTF-16": (b"\xff\xfe\x00\xd8\x00\xd8a", "a.txt", "broken further on"),
    "a page in another encoding than it says": (
        b'<html><meta charset="utf-8"><p>\xff\xfe\xfa</p></html>',
        "a.html",
        "says that it is in utf-8",
    ),
    "an encoding that nobody knows": (b'<html><meta charset="klingon"><p>x</p></html>', "a.html", "klingon"),
    "a page without words": (b"<html><body><script>1</script></body></html>", "a.html", "no words"),
    "text beyond all measure": (b"a" * (LARGEST_TEXT + 1), "a.txt", "at most 6 MB"),
    "Markdown beyond all measure": (b"a" * (LARGEST_TEXT + 1), "a.md", "at most 6 MB"),
    "a page beyond all measure": (b" " * LARGEST_PAGE + b"a", "a.html", "at most 20 MB"),
    "a page with more lines than an instrument has": (b"<p>a</p>" * (MOST_LINES + 10), "a.html", "lines"),
    "a text with more lines than an instrument has": (b"a\n" * (MOST_LINES + 10), "a.txt", "lines"),
    "lists nested as in a trap": (b"<ul><li>a" * (MOST_NESTED + 1), "a.html", "deep within one another"),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_one_sentence_for_whoever_chose_the_file(what):
    data, name, words = REFUSED[what]
    with pytest.raises(CannotRead, match=words) as refused:
        read(data, name=name)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


@pytest.mark.slow
def test_a_bomb_is_refused_before_it_fills_the_memory():
    data = bomb()
    tracemalloc.start()
    with pytest.raises(CannotRead):
        read(data, name="a.docx")
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 150_000_000


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-8", "Mae’r cyngor yn ŵyl – £10"),
        ("utf-8-sig", "Mae’r cyngor yn ŵyl – £10"),
        ("utf-16", "Mae’r cyngor yn ŵyl – £10"),
        ("utf-16-le", "Each side holds the other in respect, and says so in the open, day after day."),
        ("utf-16-be", "Each side holds the other in respect, and says so in the open, day after day."),
        ("cp1252", "The council’s share – £10 – is kept “as it was”."),
    ],
)
def test_encodings_that_can_be_told_are_read(encoding, words):
    reading = read(f"Protocol on Working Together\n\n{words}.\n".encode(encoding), name="a.txt")
    assert words in reading.clauses[0].text


def test_lists_within_lists_of_any_depth_are_read():
    depth = 400
    page = f"<html><body><p>Protocol</p>{'<ul><li>deeper still' * depth}{'</li></ul>' * depth}</body></html>"
    reading = read(page.encode(), name="a.html")
    assert sum(clause.text == "deeper still" for clause in reading.clauses) == depth
    assert unplaced(reading) == ()


def test_elements_within_elements_of_any_depth_are_read():
    depth = 50_000
    deep = f"{'<div>' * depth}<p>Members decide.</p>{'</div>' * depth}"
    page = f"<html><body>{deep}<p>Officers advise.</p></body></html>"
    reading = read(page.encode(), name="a.html")
    assert [clause.text for clause in reading.clauses] == ["Members decide.", "Officers advise."]


@pytest.mark.slow
def test_markdown_nested_beyond_reason_loses_nothing():
    text = "".join("  " * depth + "- deeper\n" for depth in range(500))
    reading = read(text.encode(), name="a.md")
    assert sum(clause.text.count("deeper") for clause in reading.clauses) == 500


def test_script_in_a_heading_is_text_like_any_other():
    heading = "Aims &lt;script&gt;alert(1)&lt;/script&gt;"
    page = f"<html><body><h1>Protocol</h1><h2>{heading}</h2><p>Be open.</p></body></html>"
    reading = read(page.encode(), name="a.html")
    assert reading.clauses[0].heading == "Aims <script>alert(1)</script>"


def test_script_of_a_page_is_left_out_by_name():
    page = "<html><body><h1>Protocol</h1><script>alert(1)</script><p>Be open.</p></body></html>"
    reading = read(page.encode(), name="a.html")
    assert [clause.text for clause in reading.clauses] == ["Be open."]
    assert [each.text for each in reading.left_out if each.reason == "script"] == ["[script, 8 characters]"]


@pytest.mark.slow
def test_a_long_line_of_signs_does_not_keep_anybody_waiting():
    """Patterns that try every way to match would take for ever here."""
    for line in (
        "(" * 50_000,
        "1." * 50_000,
        "a " * 50_000,
        "see paragraph " * 10_000,
        '"' * 50_000,
        "- " * 50_000,
    ):
        read(f"Protocol on Working Together\n\nMembers decide.\n{line}\n".encode(), name="a.txt")


@pytest.mark.slow
@pytest.mark.parametrize("name", odd.FILES)
def test_what_is_long_in_an_odd_way_is_read_whole(name):
    """How soon is measured in ``benchmarks.protocol_reading``."""
    assert unplaced(read(odd.FILES[name], name=name)) == ()


@pytest.mark.slow
def test_every_one_of_very_many_short_paragraphs_is_a_clause():
    name = "very many short paragraphs.html"
    assert len(read(odd.FILES[name], name=name).clauses) == odd.SHORT_PARAGRAPHS

"""The sheets of printed slips as PDF: made in memory beside the page, handed over once, and kept nowhere."""

import base64
import importlib
import io
import logging
import re
import sys
import tempfile

import pikepdf
import pypdfium2
import pytest

from concordat.surveys import actions
from concordat.surveys.actions.slips import NoSlips
from concordat.surveys.models import SlipSheet
from concordat.surveys.rules import slips
from concordat.surveys.views import sheets
from concordat.trail.models import Entry
from tests.papers import tagged
from tests.surveys.conftest import ANSWERING, PREPARING
from tests.surveys.test_slips import HERE, chosen, printed
from tests.surveys.test_welsh import check

__all__ = ["chosen", "printed"]  # fixtures

pytestmark = pytest.mark.slow

CODE = re.compile(r"\b\d+(?:-[0-9A-HJKMNP-TV-Z]{5}){4}\b")
FILE = re.compile(r'download="slips.pdf" href="data:application/pdf;base64,([A-Za-z0-9+/=]+)"')
ON_PAGE = re.compile(r'class="slip__code" translate="no">([^<]+)<')
LOOKS = [{}, {"size": "large"}, {"contrast": "high"}, {"size": "large", "contrast": "high"}]


@pytest.fixture
def take(client, printed, people, clock):
    """Whoever runs the council takes the slips."""
    clock(ANSWERING)
    client.force_login(people["mona"].person)
    return lambda **look: client.post(f"{HERE}/slips/take", look)


def file_of(page) -> bytes:
    return base64.b64decode(FILE.search(page.content.decode())[1])


def text_of(file: bytes) -> str:
    pdf = pypdfium2.PdfDocument(file)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    finally:
        pdf.close()


@pytest.mark.parametrize("look", LOOKS, ids=["ordinary", "large", "contrast", "both"])
def test_the_pdf_holds_as_many_codes_as_people_and_each_once(take, chosen, look):
    page = take(**look)
    file = file_of(page)
    codes = CODE.findall(text_of(file))
    assert len(codes) == len(set(codes)) == len(chosen) == 3
    assert codes == ON_PAGE.findall(page.content.decode())
    assert tagged.problems(file) == []
    with pikepdf.open(io.BytesIO(file)) as pdf:
        tree = tagged.read(pdf)
        pictures = [each.alternative for each in tree.all("Figure")]
        assert pictures == ["The address of this slip as a QR code"] * 3
        assert not tree.all("Table")  # its look is made of cells, and its sense is not
        assert not any(slips.link_of(code) in str(pdf.docinfo) for code in codes)


def test_in_both_languages_each_slip_says_everything_twice_and_its_code_once(
    prepared, chosen, people, request, client, clock
):
    actions.ask_in_welsh(wave=prepared, in_both=True, by=people["mona"], at=PREPARING)
    check(prepared, people["mona"])
    request.getfixturevalue("printed")
    clock(ANSWERING)
    client.force_login(people["mona"].person)
    page = client.post(f"{HERE}/slips/take", {})
    file = file_of(page)
    words = " ".join(text_of(file).split())
    assert words.count("Show it to nobody.") == words.count("ddangos i neb.") == 3
    assert len(CODE.findall(words)) == 3
    assert tagged.problems(file) == []
    with pikepdf.open(io.BytesIO(file)) as pdf:
        marked = [str(each.source.get("/Lang", "")) for each in tagged.read(pdf).walk()]
    assert marked.count("cy") >= 6
    assert page.content.decode().count('<div lang="cy">') == 6


def test_asked_for_again_there_is_no_page_no_file_and_no_code(client, take):
    codes = ON_PAGE.findall(take().content.decode())
    again = client.post(f"{HERE}/slips/take", {}, follow=True).content.decode()
    assert "They can be taken once" in again
    assert not FILE.search(again)
    assert not CODE.search(again)
    assert client.get(f"{HERE}/slips/take").status_code == 405
    for page in ("slips", "roster", ""):
        assert not any(code in client.get(f"{HERE}/{page}").content.decode() for code in codes)


WRITTEN: list[str] = []
WATCHING = [False]


def watch(event: str, details: tuple[object, ...]) -> None:
    """What is opened to be written, while somebody asks; a hook of the interpreter, which stays for good."""
    if WATCHING[0] and event == "open":
        path, mode, flags = details
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & 3):
            WRITTEN.append(str(path))


@pytest.fixture(scope="module", autouse=True)
def watched():
    # Once in a process the typesetter looks for libraries of the machine, and writes what it needs for that.
    importlib.import_module("concordat.papers.pdf")
    sys.addaudithook(watch)


def test_no_file_with_a_link_is_written_and_none_is_left(take, tmp_path, monkeypatch):
    """The typesetter lays our own fonts into a folder for a moment. Nothing else is written at all."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    WRITTEN.clear()
    WATCHING[0] = True
    try:
        page = take()
    finally:
        WATCHING[0] = False
    assert file_of(page)
    strange = [path for path in WRITTEN if "weasyprint-" not in path]
    assert strange == []
    held = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    for code in ON_PAGE.findall(page.content.decode()):
        link = slips.link_of(code)
        assert not any(code.encode() in each or link.encode() in each for each in held)


def test_the_watch_would_have_seen_a_file(tmp_path):
    WRITTEN.clear()
    WATCHING[0] = True
    try:
        (tmp_path / "slips.pdf").write_bytes(b"%PDF")
    finally:
        WATCHING[0] = False
    assert {str(tmp_path / "slips.pdf")} == set(WRITTEN)


def test_no_line_of_a_log_holds_a_code(take, caplog):
    caplog.set_level(logging.DEBUG)
    codes = ON_PAGE.findall(take().content.decode())
    assert len(codes) == 3
    assert not any(code in caplog.text or slips.link_of(code) in caplog.text for code in codes)


def test_not_even_when_a_picture_of_a_slip_cannot_be_read(take, caplog, monkeypatch):
    """The typesetter tells a log where such a picture came from."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(slips.Slip, "image", b"no picture at all")
    codes = ON_PAGE.findall(take().content.decode())
    assert "Failed to load image" in caplog.text
    assert not any(code in caplog.text or slips.link_of(code) in caplog.text for code in codes)


def test_if_the_sheets_cannot_be_made_the_codes_are_still_here(take, monkeypatch):
    def broken(*_args, **_named):
        raise MemoryError

    monkeypatch.setattr(sheets, "as_pdf", broken)
    with pytest.raises(MemoryError):
        take()
    assert len(SlipSheet.objects.get().links) == 3
    assert not Entry.objects.filter(did="took the printed slips").exists()
    monkeypatch.undo()


def test_of_two_who_ask_at_once_one_gets_nothing(printed, people):
    def take(make):
        return actions.take_slips(wave=printed, make=make, by=people["mona"], at=ANSWERING)

    got = []
    with pytest.raises(NoSlips):
        take(lambda taken: got.append(take(lambda first: first)))
    assert [len(links) for _name, links in got[0]] == [3]


@pytest.mark.parametrize("most", [2, None])
def test_where_no_pdf_can_be_made_the_page_says_so_and_holds_the_slips(take, monkeypatch, most):
    if most is None:
        monkeypatch.setitem(sys.modules, "concordat.papers.pdf", None)  # as where a library is missing
    else:
        monkeypatch.setattr(sheets, "MOST_TYPESET", most)
    page = take().content.decode()
    assert "There is no PDF" in page
    assert not FILE.search(page)
    assert len(ON_PAGE.findall(page)) == 3


def test_in_high_contrast_the_page_is_as_heavy_as_the_paper(take):
    page = take(size="large", contrast="high").content.decode()
    assert 'class="slips slips--large slips--contrast"' in page

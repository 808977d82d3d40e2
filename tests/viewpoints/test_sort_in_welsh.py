"""The sorting pages in Welsh: all that a participant reads, and compiled from what is listed."""

import gettext
import html
import re
from pathlib import Path

import pytest

import concordat.viewpoints
from tests.viewpoints.sorting import in_welsh

FOLDER = Path(concordat.viewpoints.__file__).parent
LISTED = FOLDER / "locale" / "cy" / "LC_MESSAGES" / "django.po"
PAIR = re.compile(r'^msgid "(.+)"\nmsgstr "(.+)"$', re.MULTILINE)
PLURAL = re.compile(
    r'^msgid "(.+)"\nmsgid_plural "(.+)"\nmsgstr\[0\] "(.+)"\nmsgstr\[1\] "(.+)"$', re.MULTILINE
)
SLOT = re.compile(r"%\(\w+\)s|%s|\{\w+\}")


def plain(words: str) -> str:
    return words.replace('\\"', '"')


@pytest.fixture(scope="module")
def compiled():
    with LISTED.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_what_is_compiled_is_what_is_listed(compiled):
    pairs = [(plain(english), plain(welsh)) for english, welsh in PAIR.findall(LISTED.read_text())]
    assert len(pairs) > 150
    assert [english for english, welsh in pairs if compiled.gettext(english) != welsh] == []
    for one, many, welsh_one, welsh_many in PLURAL.findall(LISTED.read_text()):
        assert compiled.ngettext(plain(one), plain(many), 1) == plain(welsh_one)
        assert compiled.ngettext(plain(one), plain(many), 3) == plain(welsh_many)


def test_no_slot_for_a_number_or_a_name_is_lost_in_translation():
    listed = LISTED.read_text()
    pairs = PAIR.findall(listed) + [(many, welsh) for _one, many, _w, welsh in PLURAL.findall(listed)]
    assert [e for e, welsh in pairs if set(SLOT.findall(e)) != set(SLOT.findall(welsh))] == []


def test_everything_on_the_sorting_pages_has_its_welsh(compiled):
    """Read from the templates: what is printed for participants, and not the researcher's own three pages."""
    own = {"cards.html", "type_in.html", "read_in.html"}
    pages = [page for page in (FOLDER / "templates/viewpoints/sort").glob("*.html") if page.name not in own]
    words = {
        word for page in pages for word in re.findall(r'{% translate (?:"(.*?)"|\'(.*?)\')', page.read_text())
    }
    said = {one or other for one, other in words}
    assert len(said) > 60
    assert [each for each in said if compiled.gettext(each) == each] == []


def test_a_participant_who_chose_welsh_reads_welsh(client, asked, opening):
    in_welsh(asked)
    _study, code = opening(in_welsh=True)
    address = f"/sort/{code}"
    page = client.get(f"{address}?language=cy").content.decode()
    assert 'lang="cy"' in page.split("<head>")[0]
    assert "Rwy’n cytuno, a dechrau" in html.unescape(page)
    client.post(address, {"language": "cy"})
    page = client.post(f"{address}/practice", {"do": "go", "revision": "0"}, follow=True)
    assert "Rhowch y cardiau mewn tri phentwr" in html.unescape(page.content.decode())
    assert "Put the cards" not in page.content.decode()

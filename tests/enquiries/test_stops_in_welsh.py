"""The pages at which an enquiry stops, in Welsh: all that stands on them, and that it is a draft."""

import gettext
import re
from pathlib import Path

import pytest
from django.urls import reverse

import concordat.enquiries
from concordat.enquiries.rules.stops import Stop

FOLDER = Path(concordat.enquiries.__file__).parent
LISTED = FOLDER / "locale" / "cy" / "LC_MESSAGES" / "django.po"
PAIR = re.compile(r'^msgid "(.+)"\nmsgstr "(.+)"$', re.MULTILINE)
SLOT = re.compile(r"%\(\w+\)s")


@pytest.fixture(scope="module")
def compiled():
    with LISTED.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_what_is_compiled_is_what_is_listed_and_no_slot_is_lost(compiled):
    pairs = PAIR.findall(LISTED.read_text())
    assert len(pairs) > 30
    assert [english for english, welsh in pairs if compiled.gettext(english) != welsh] == []
    assert [e for e, welsh in pairs if set(SLOT.findall(e)) != set(SLOT.findall(welsh))] == []


def test_everything_on_these_pages_has_its_welsh(compiled):
    pages = "".join(page.read_text() for page in (FOLDER / "templates/enquiries/stops").glob("*.html"))
    said = set(re.findall(r'{% translate "(.*?)"', pages))
    assert len(said) > 30
    assert [each for each in said if compiled.gettext(each) == each] == []


@pytest.mark.parametrize("stop", list(Stop))
def test_whoever_reads_welsh_is_told_that_it_is_a_draft(client, amara, stop):
    client.force_login(amara.person)
    address = reverse("enquiries:not_here", args=["larkfield", stop.value])
    welsh = client.get(address, headers={"accept-language": "cy"}).content.decode()
    assert "Drafft yw’r cyfieithiad hwn" in welsh
    assert "draft. The English" not in client.get(address).content.decode()

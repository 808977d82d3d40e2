"""Asking in Welsh: the form, what will happen, and where it stops; all that stands there, and that it is a
draft."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from django.urls import reverse

import concordat.enquiries
from concordat.enquiries.rules.stops import Stop
from tests.enquiries.conftest import asked_form, at

FOLDER = Path(concordat.enquiries.__file__).parent
LISTED = FOLDER / "locale" / "cy" / "LC_MESSAGES" / "django.po"
PAIR = re.compile(r'^msgid "(.+)"\nmsgstr "(.+)"$', re.MULTILINE)
PARTS = ("ask", "stops")
DRAFT = "Drafft yw’r cyfieithiad hwn"
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
    pages = "".join(
        page.read_text() for part in PARTS for page in (FOLDER / "templates/enquiries" / part).glob("*.html")
    )
    said = set(re.findall(r"{% translate [\"'](.*?)[\"']", pages))
    assert len(said) > 60
    assert [each for each in said if compiled.gettext(each) == each] == []


def test_every_question_choice_hint_and_mistake_of_the_form_has_its_welsh(compiled):
    tree = ast.parse((FOLDER / "forms" / "asking.py").read_text())
    said = {
        each.args[0].value
        for each in ast.walk(tree)
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == "_"
    }
    assert len(said) > 45
    assert [each for each in said if compiled.gettext(each) == each] == []


def test_a_councillor_asks_in_welsh_from_the_form_to_what_will_happen(client, topics, amara, begin, clock):
    clock(at(7))
    client.force_login(amara.person)
    ask, draft = "/larkfield/enquiries/ask", f"/larkfield/enquiries/{begin()}"
    form = client.get(ask, headers={"accept-language": "cy"}).content.decode()
    for words in ("Beth rydych chi’n ei ofyn?", "ateb erbyn", "Gweld beth fydd yn digwydd", DRAFT):
        assert words in form
    check = client.post(
        draft, asked_form(topics) | {"do": "check"}, headers={"accept-language": "cy"}, follow=True
    ).content.decode()
    for words in ("Beth fydd yn digwydd", "Cydnabyddir o fewn 1 diwrnod gwaith", "Anfon", DRAFT):
        assert words in check
    assert "draft. The English" not in client.get(ask).content.decode()


@pytest.mark.parametrize("stop", list(Stop))
def test_whoever_reads_welsh_is_told_that_it_is_a_draft(client, amara, stop):
    client.force_login(amara.person)
    address = reverse("enquiries:not_here", args=["larkfield", stop.value])
    welsh = client.get(address, headers={"accept-language": "cy"}).content.decode()
    assert "Drafft yw’r cyfieithiad hwn" in welsh
    assert "draft. The English" not in client.get(address).content.decode()

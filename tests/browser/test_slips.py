"""Typing a code, the shared device, large print and high contrast, in a browser: by axe, on a phone."""

import json
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, go_by, visitor
from tests.browser.house import ROOT, running

pytestmark = pytest.mark.browser

LOOKS = ("?size=large", "?contrast=high")


@pytest.fixture(scope="module")
def larkfield(tmp_path_factory):
    with running(tmp_path_factory.mktemp("larkfield")) as house:
        lived = subprocess.run(
            [sys.executable, "-m", "tests.surveys.lived", "pages", str(house.folder / "concordat.sqlite3")],
            cwd=ROOT,
            env=house.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        yield house, json.loads(lived.stdout)


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_of_the_ballot_can_be_used_by_everyone(larkfield, chromium, faults, look):
    house, told = larkfield
    context = visitor(chromium, size=PHONE)
    page = context.new_page()
    found = {}
    page.goto(f"{house.address}/answer{look}")
    found["the code"] = faults(page)
    page.goto(f"{house.address}/answer/kiosk{look}")
    found["the shared device"] = faults(page)
    page.goto(f"{house.address}/answer/{told['link']}{look}")
    found["the beginning"] = faults(page)
    go_by(page, page.get_by_role("button", name="Start"))
    page.locator("input[type=radio]").nth(6).check(force=True)
    found["a part"] = faults(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    go_by(page, page.get_by_role("button", name="print"))
    expect(page.locator("input[type=radio]").nth(6)).to_be_checked()  # what was chosen is not lost
    context.close()
    assert {name: each for name, each in found.items() if each} == {}


def test_welsh_and_english_stand_together_on_a_phone_and_side_by_side_on_a_desk(larkfield, chromium, faults):
    """Every page of the ballot in both languages, to the thanks and the refusal of a second time."""
    house, told = larkfield
    address = f"{house.address}/answer/{told['bilingual']}"
    context = visitor(chromium, size=PHONE)
    page = context.new_page()
    found = {}
    page.goto(f"{house.address}/answer/kiosk?languages=both")
    found["the shared device"] = faults(page)
    page.goto(address)
    found["the beginning"] = faults(page)
    go_by(page, page.get_by_role("button", name="Dechrau"))
    question = page.locator("legend").first
    tops = [question.locator(f"[lang={language}]").bounding_box()["y"] for language in ("en", "cy")]
    assert tops[0] < tops[1]
    page.set_viewport_size(DESK)
    sides = [question.locator(f"[lang={language}]").bounding_box() for language in ("en", "cy")]
    assert sides[0]["y"] == sides[1]["y"]
    assert sides[0]["x"] + sides[0]["width"] <= sides[1]["x"]
    page.set_viewport_size(PHONE)
    for part in range(1, 20):
        found[f"page {part}"] = faults(page)
        forward = page.get_by_role("button", name="Parhau")
        if not forward.count():
            break
        go_by(page, forward)
    go_by(page, page.get_by_role("button", name="Y Gymraeg yn gyntaf"))
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    found["Welsh first"] = faults(page)
    go_by(page, page.get_by_role("button", name="Selio ac anfon").first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mae eich atebion wedi’u selio")
    found["thanks"] = faults(page)
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_contain_text("eisoes yn y blwch")
    found["answered"] = faults(page)
    context.close()
    assert {name: each for name, each in found.items() if each} == {}

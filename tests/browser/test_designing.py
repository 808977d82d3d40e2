"""The monitoring officer designs a study on a phone: from its name to the codes that go out."""

import csv
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, go_by, visitor
from tests.browser.house import running
from tests.browser.test_whole_path import address, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LOOKED_AT = (
    "", "change", "statements", "statements/add", "statements/read", "statements/s01/reword", "grid",
    "wording", "settings", "consent", "questions", "questions/add-rating", "preview?language=cy", "asked",
    "open",
)  # fmt: skip


def roster() -> list[list[str]]:
    lines = [["kind", "name", "email", "ward", "service", "duties"]]
    lines.append(["officer", "Mona Lindqvist", address("Mona Lindqvist"), "", "Legal", "monitoring officer"])
    lines.append(["other", "Isaac Mensah", address("Isaac Mensah"), "", "", "independent person"])
    for n in range(6):
        name = f"Officer {chr(65 + n)}"
        lines.append(["officer", name, address(name), "", "Planning", ""])
    return lines


@pytest.fixture
def house(tmp_path):
    with (tmp_path / "roster.csv").open("w", newline="") as file:
        csv.writer(file).writerows(roster())
    begin = ["people", "found", "Larkfield Borough Council", "--slug", "larkfield", "--tier", "borough"]
    everyone = ["people", "import", str(tmp_path / "roster.csv"), "--council", "larkfield"]
    with running(tmp_path, before=[begin, everyone]) as house:
        yield house


def test_a_study_is_designed_and_opened_on_a_phone_and_axe_finds_nothing(house, chromium, faults):
    context = visitor(chromium, size=PHONE)
    page = context.new_page()
    sign_in(page, house, "Mona Lindqvist")
    here = f"{house.address}/larkfield/viewpoints"
    page.goto(f"{here}/new")
    found = {"new": faults(page)}
    page.get_by_label("Name of this study").fill("How near we are")
    page.get_by_label("What it is for").fill("To learn.")
    page.get_by_label("Researcher").select_option(index=1)
    page.get_by_label("Committee that will receive").fill("Standards Committee")
    today = datetime.now(ZoneInfo("Europe/London")).date()
    for field, day in (("closes_on", today + timedelta(14)), ("keep_until", today + timedelta(200))):
        for part in ("day", "month", "year"):
            page.locator(f"[name={field}_{part}]").fill(str(getattr(day, part)))
    page.get_by_label("People can sort in Welsh").check()
    go_by(page, page.get_by_role("button", name="Save and continue"))
    study = f"{here}/how-near-we-are"
    expect(page).to_have_url(f"{study}/")
    page.goto(f"{study}/grid")
    page.get_by_label("How well do people know").select_option("flat")
    go_by(page, page.get_by_role("button", name="Suggest a grid"))
    expect(page.get_by_role("status")).to_have_text("48 places for 48 chosen statements.")
    go_by(page, page.get_by_role("button", name="Save the grid"))
    page.goto(f"{study}/asked?words=planning")
    go_by(page, page.get_by_role("button", name=re.compile("^Ask all")))
    for words in LOOKED_AT:
        page.goto(f"{study}/{words}")
        found[words] = faults(page)
    go_by(page, page.get_by_role("button", name="Open it and send the codes"))
    expect(page.get_by_role("main")).to_contain_text("The study is open.")
    found["opened"] = faults(page)
    context.close()
    assert {words: wrong for words, wrong in found.items() if wrong} == {}
    assert len(found) == len(LOOKED_AT) + 2

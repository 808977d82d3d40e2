"""The researcher analyses a closed study: evidence from the worker, factors turned by a slider, a report."""

import csv
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, go_by, visitor
from tests.browser.house import ROOT, running
from tests.browser.test_whole_path import address, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Each page once, and on a phone: what fits there and has no faults there has none on a desk.
LOOKED_AT = (
    "evidence", "sorts/", "sorts/P101/", "solutions/", "solutions/new", "compare?first=three&second=three",
    "solutions/three/", "solutions/three/turn", "solutions/three/turn/target", "solutions/three/log",
    "solutions/three/flags/P101", "solutions/three/statements", "solutions/three/bootstrap",
    "solutions/three/viewpoints", "solutions/three/viewpoints/1", "solutions/three/desk", "report",
)  # fmt: skip


def roster() -> list[list[str]]:
    lines = [["kind", "name", "email", "ward", "service", "duties"]]
    lines.append(["officer", "Mona Lindqvist", address("Mona Lindqvist"), "", "Legal", "monitoring officer"])
    lines.append(["other", "Isaac Mensah", address("Isaac Mensah"), "", "", "independent person"])
    for name in ("Owen Pryce", "Gwen Moss", "Harun Aziz", "Ines Duarte", "Joan Pike", "Kofi Boateng"):
        lines.append(["officer", name, address(name), "", "Planning", ""])
    return lines


@pytest.fixture
def house(tmp_path):
    with (tmp_path / "roster.csv").open("w", newline="") as file:
        csv.writer(file).writerows(roster())
    begin = ["people", "found", "Larkfield Borough Council", "--slug", "larkfield", "--tier", "borough"]
    everyone = ["people", "import", str(tmp_path / "roster.csv"), "--council", "larkfield"]
    with running(tmp_path, before=[begin, everyone]) as house:
        laid = [sys.executable, "-m", "tests.browser.a_closed_study"]
        subprocess.run(laid, cwd=ROOT, env=house.environment, check=True)
        yield house


def marks(page) -> list[str]:
    return page.locator("#turning g").evaluate_all("all => all.map(one => one.getAttribute('transform'))")


def test_a_study_is_analysed_and_reported_and_axe_finds_nothing(house, chromium, faults):
    context = visitor(chromium, size=DESK)
    page = context.new_page()
    sign_in(page, house, "Isaac Mensah")
    study = f"{house.address}/larkfield/viewpoints/how-we-work-together"
    page.goto(f"{study}/evidence")
    page.get_by_label("Shuffled studies").fill("100")
    go_by(page, page.get_by_role("button", name="Work it out"))
    expect(page.get_by_role("heading", name="Work it out again")).to_be_visible(timeout=240_000)

    page.goto(f"{study}/solutions/new")
    page.get_by_label("Name of this solution").fill("Three")
    go_by(page, page.get_by_role("button", name="Compute it"))
    solution = f"{study}/solutions/three"
    expect(page).to_have_url(f"{solution}/")

    page.goto(f"{solution}/turn")
    before = marks(page)
    slider = page.get_by_role("slider")
    slider.focus()
    slider.press("ArrowRight")
    slider.press("ArrowRight")
    expect(page.get_by_label("Degrees").first).to_have_value("1")
    previewed = marks(page)
    assert previewed != before
    page.get_by_label("Why").first.fill("To bring two sorts to the axis")
    go_by(page, page.get_by_role("button", name="Turn", exact=True))
    taken = [[float(n) for n in mark[10:-1].split()] for mark in marks(page)]
    shown = [[float(n) for n in mark[10:-1].split()] for mark in previewed]
    # What the slider showed is what the server made of it.
    assert (
        max(
            abs(a - b)
            for one, other in zip(taken, shown, strict=True)
            for a, b in zip(one, other, strict=True)
        )
        < 0.2
    )
    expect(page.get_by_role("main")).to_contain_text("Turned factors 1 and 2 by 1° clockwise")

    for factor in (1, 2, 3):
        page.goto(f"{solution}/viewpoints/{factor}")
        page.get_by_label("Name of this viewpoint").fill(f"Viewpoint of kind {factor}")
        go_by(page, page.get_by_role("button", name="Keep these words"))
    page.goto(f"{solution}/publish")
    go_by(page, page.get_by_role("button", name="Publish it to everyone"))
    expect(page).to_have_url(f"{study}/report")

    phone = visitor(chromium, size=PHONE)
    phone.add_cookies(context.cookies())
    small = phone.new_page()
    found = {}
    for words in LOOKED_AT:
        small.goto(f"{study}/{words}")
        found[words] = faults(small)
    context.close()
    phone.close()
    assert {words: wrong for words, wrong in found.items() if wrong} == {}

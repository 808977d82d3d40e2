"""Marlbridge as `make run` serves it: each main page by axe, on a phone and at a desk, and without script."""

import re

import pytest

from tests.browser.conftest import DESK, PHONE, visitor
from tests.browser.shots import PAGES, WAYS_IN, slugs

pytestmark = pytest.mark.browser


# Beyond the main pages: every other page that a GET opens.
MORE = {
    "organiser": (
        "health-check/{open}/remind",
        "health-check/{open}/close",
        "health-check/{open}/roster",
        "health-check/{past}/opening",
        "health-check/{coming}/change",
        "health-check/{coming}/questions",
        "health-check/questions/new",
        "people/appoint",
        "people/1",
        "people/1/correct",
        "people/1/end",
        "people/1/duties",
        "council/governance",
        "council/control",
        "calendar/close",
        "bodies/add",
        "bodies/standards-committee/join",
        "letters/undelivered",
    ),
    "leader": ("people/", "letters/", "health-check/{coming}/roster"),
    "independent": ("health-check/{past}/opening",),
}


def walk_in(page, house, who: str) -> None:
    page.goto(f"{house.address}/look-around")
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile(WAYS_IN[who])).click()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("who", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(who, size, marlbridge, chromium, faults):
    context = visitor(chromium, size=size)
    page = context.new_page()
    walk_in(page, marlbridge, who)
    waves = slugs(page, marlbridge)
    found = {}
    pages = (*PAGES[who], *MORE[who])
    for address in pages:
        answer = page.goto(f"{marlbridge.address}/marlbridge/{address.format(**waves)}")
        found[address] = (answer.status, faults(page))
    context.close()
    assert found == dict.fromkeys(pages, (200, []))


def test_six_people_can_be_looked_around_as(marlbridge, phone):
    phone.goto(f"{marlbridge.address}/look-around")
    assert phone.get_by_role("button", name=re.compile("^Look around as")).count() == 6


def test_without_script_a_phone_reaches_every_room(marlbridge, chromium):
    context = visitor(chromium, size=PHONE, script=False)
    page = context.new_page()
    walk_in(page, marlbridge, "organiser")
    for room in ("Health check", "People", "Letters", "Today"):
        page.get_by_role("button", name="Menu").click()
        page.get_by_role("link", name=room, exact=True).first.click()
        assert page.locator("h1").inner_text()
    context.close()


def test_the_keyboard_skips_to_the_main_content(marlbridge, desk):
    walk_in(desk, marlbridge, "leader")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.innerText") == "Skip to main content"
    desk.keyboard.press("Enter")
    assert desk.evaluate("document.activeElement.id") == "main"


def test_a_councillor_of_two_councils_chooses_and_nothing_crosses(marlbridge, phone):
    walk_in(phone, marlbridge, "councillor")
    phone.get_by_role("link", name="Ashcombe Parish Council").click()
    assert "Marlbridge District Council" not in phone.locator("header").inner_text()
    phone.goto(f"{marlbridge.address}/ashcombe/people/")
    assert "Helen Marsh" not in phone.content()
    assert phone.goto(f"{marlbridge.address}/little-harrow/").status == 404


def test_every_page_forbids_what_it_does_not_need(marlbridge, desk):
    for address in ("/sign-in", "/accessibility", "/answer/1-nobody-was-sent-this", "/nowhere/"):
        headers = desk.request.get(f"{marlbridge.address}{address}").headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert "referrer-policy" in headers

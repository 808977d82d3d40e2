"""Marlbridge as `make run` serves it: each main page by axe, on a phone and at a desk, and without script."""

import re

import pytest
from django.urls import resolve

from tests.access.table import TABLE
from tests.browser.conftest import DESK, PHONE, visitor
from tests.browser.shots import PAGES, WAYS_IN, slugs

pytestmark = pytest.mark.browser


# Beyond the main pages: those behind their buttons.
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


# Pages that no link leads to in Marlbridge today: looked at above, or on the whole path.
NOT_BY_LINK = {
    "letters:undelivered",
    "people:dry_run",
    "people:enter_code",
    "people:look_around",
    "people:sign_in",
    "surveys:answer",
    "surveys:launch",
    "surveys:opening",
}


def test_following_every_link_axe_finds_nothing_on_any_page(marlbridge, phone, faults):
    """One page of each kind, found as a person finds it: by the links on the pages before."""
    found: dict[str, list[str]] = {}
    for address in ("/sign-in", "/look-around", "/nowhere/", "/answer/1-nobody-was-sent-this"):
        phone.goto(f"{marlbridge.address}{address}")
        found[address] = faults(phone)
    walk_in(phone, marlbridge, "organiser")
    phone.goto(f"{marlbridge.address}/marlbridge/council/statutory-posts")
    holder = phone.locator("main a[href*='/people/']").first.get_attribute("href")
    waiting = [holder, "/marlbridge/", "/"]  # an office that carries a duty, for that can be ended
    while waiting:
        address = waiting.pop(0)
        name = resolve(address).view_name
        # A wave's page at each stage of its life is another page.
        kind = address if name == "surveys:wave" else name
        if kind in found:
            continue
        reply = phone.request.get(f"{marlbridge.address}{address}")
        found[kind] = [] if reply.ok else [f"{reply.status} {address}"]
        if reply.ok and "text/html" in reply.headers["content-type"] and name != "surveys:download":
            phone.goto(f"{marlbridge.address}{address}")
            found[kind] = faults(phone)
            links = phone.locator("a[href^='/']").evaluate_all("links => links.map(a => a.pathname)")
            waiting += [link for link in links if not link.startswith("/static/")]
    assert {kind: wrong for kind, wrong in found.items() if wrong} == {}
    opened_by_get = {page.split()[1] for page in TABLE if page.startswith("GET")}
    assert opened_by_get - set(found) - {"surveys:wave"} <= NOT_BY_LINK


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

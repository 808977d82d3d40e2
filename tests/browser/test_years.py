"""The pages of the years, by axe, on a phone: trends, election days, the joint meeting, promises, pools."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, go_by, visitor
from tests.browser.shots import slugs
from tests.browser.test_every_page import walk_in

pytestmark = pytest.mark.browser
PAGES = (
    "health-check/trends",
    "health-check/elections",
    "health-check/{past}/guide",
    "health-check/{past}/promised",
    "health-check/{past}/results",
    "health-check/{coming}/pool",
)


def test_axe_finds_nothing_and_nothing_scrolls_sideways(marlbridge, chromium, faults):
    context = visitor(chromium, size=PHONE)
    page = context.new_page()
    walk_in(page, marlbridge, "organiser")
    waves = slugs(page, marlbridge)
    found = {}
    for address in PAGES:
        answer = page.goto(f"{marlbridge.address}/marlbridge/{address.format(**waves)}")
        found[address] = (answer.status, faults(page))
    assert found == dict.fromkeys(PAGES, (200, []))
    open_every_detail(page, marlbridge, faults)
    context.close()


def open_every_detail(page, marlbridge, faults):
    """The charts of every topic, and the tables beside them."""
    page.goto(f"{marlbridge.address}/marlbridge/health-check/trends")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert faults(page) == []


def test_a_promise_an_election_and_a_pool_are_made_without_script(marlbridge, chromium, faults):
    context = visitor(chromium, size=PHONE, script=False)
    page = context.new_page()
    walk_in(page, marlbridge, "organiser")
    page.goto(f"{marlbridge.address}/marlbridge/health-check/")
    hrefs = [link.get_attribute("href") for link in page.locator(".govuk-task-list__link").all()]
    waves = {"past": hrefs[-1].split("/")[-2]}
    page.goto(f"{marlbridge.address}/marlbridge/health-check/{waves['past']}/promised")
    what = "Officers answer within five days"
    page.get_by_label("What was promised").fill(what)
    page.get_by_label("Officers", exact=True).check()
    for label, value in (("Day", "1"), ("Month", "3"), ("Year", "2099")):
        page.get_by_label(label, exact=True).fill(value)
    go_by(page, page.get_by_role("button", name="Record it"))
    go_by(page, page.get_by_role("button", name=re.compile(f"Note as kept today.*{what}")))
    expect(page.get_by_role("button", name=re.compile(f"Not kept after all.*{what}"))).to_be_visible()
    page.goto(f"{marlbridge.address}/marlbridge/health-check/elections")
    noted = page.get_by_role("button", name=re.compile("Strike"))
    expect(noted).to_have_count(1)  # Marlbridge's by-election
    page.get_by_label("Whole council").check()
    go_by(page, page.get_by_role("button", name="Note it"))
    expect(noted).to_have_count(2)
    context.close()

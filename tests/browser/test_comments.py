"""The comment page and the reviewer's desk, in a browser: by axe, on a phone, and without script."""

import json
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, go_by, visitor
from tests.browser.house import ROOT, running

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def larkfield(tmp_path_factory):
    """A council with comments that wait for their reviewer, and a health check that is open."""
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


def test_a_comment_is_written_read_and_published_on_a_phone_without_script(larkfield, chromium, faults):
    house, told = larkfield
    checked = visitor(chromium, size=PHONE)
    plain = visitor(chromium, size=PHONE, script=False)
    found = {}

    def look(page, name: str) -> None:
        """The same page by axe, which needs script: what was shown without it is laid before it."""
        other = checked.new_page()
        shown = f"{house.address}/shown"
        other.route(shown, lambda route: route.fulfill(body=page.content(), content_type="text/html"))
        other.goto(shown)
        assert other.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").count("Atkinson")
        found[name] = faults(other)
        other.close()

    ballot = plain.new_page()
    ballot.goto(f"{house.address}/answer/{told['link']}")
    go_by(ballot, ballot.get_by_role("button", name="Start"))
    while not ballot.get_by_role("heading", name="In your own words").count():
        go_by(ballot, ballot.get_by_role("button", name="Continue"))
    look(ballot, "the comment page")
    ballot.get_by_label("Your comment").fill("I told Owen on 12 March.\nHe listened.")
    ballot.get_by_label("My comment may be quoted word for word").check()
    go_by(ballot, ballot.get_by_role("button", name="Continue"))
    expect(ballot.locator("mark")).to_have_text(["Owen", "12 March"])
    look(ballot, "the warning")
    ballot.get_by_label("Your comment").fill("He listened. " * 100)
    go_by(ballot, ballot.get_by_role("button", name="Continue"))
    expect(ballot.locator(".govuk-error-summary")).to_contain_text("Shorten it")
    look(ballot, "too long")
    ballot.get_by_label("Your comment").fill("Owen listened.\nAlways.")
    go_by(ballot, ballot.get_by_role("button", name="Continue"))
    go_by(ballot, ballot.get_by_role("button", name="Continue"))
    assert ballot.locator("blockquote").inner_text() == "Owen listened.\nAlways."
    look(ballot, "the check")
    go_by(ballot, ballot.get_by_role("button", name="Seal and send my answers").first)
    expect(ballot.locator("h1")).to_contain_text("sealed")

    cookie = {"name": "sessionid", "value": told["session"], "url": house.address}
    plain.add_cookies([cookie])
    desk = plain.new_page()
    here = f"{house.address}/larkfield/health-check/past"
    desk.goto(f"{house.address}/larkfield/")
    go_by(desk, desk.get_by_role("link", name="Read the comments, and publish their themes"))
    look(desk, "the desk")
    go_by(desk, desk.get_by_role("link", name="Read the comments of the councillors"))
    look(desk, "the secret")
    desk.get_by_label("Your secret").fill(told["secret"])
    go_by(desk, desk.get_by_role("button", name="Open the comments"))
    expect(desk.locator("blockquote")).to_have_count(12)
    look(desk, "the comments")
    desk.get_by_label("Title").first.fill("Breakfast")
    desk.get_by_label("What people wrote, in your own words").first.fill("They wrote of breakfast.")
    for number in (1, 2, 3):
        desk.locator(f"#themes-{number}-1").check()
    go_by(desk, desk.get_by_role("button", name="Save"))
    go_by(desk, desk.get_by_role("link", name="Look through the themes"))
    look(desk, "before publishing")
    desk.get_by_label("Your secret").fill(told["secret"])
    go_by(desk, desk.get_by_role("button", name="Publish the themes"))
    expect(desk).to_have_url(f"{here}/results#themes")
    expect(desk.locator("main")).to_contain_text("At least 3 people wrote of this")
    look(desk, "the results")
    for name in ("reviewer/key", "comments"):
        desk.goto(f"{here}/{name}")
        look(desk, name)
    plain.close()
    checked.close()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert len(found) == 11

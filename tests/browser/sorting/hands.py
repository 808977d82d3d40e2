"""What whoever sorts does and sees, by key, by thumb or by what a script sends."""

import json
import re
import subprocess
import sys

from playwright.sync_api import expect

from tests.browser.a_study import GRID
from tests.browser.house import ROOT

PILES = ("disagree", "neutral", "agree")
SHAPE = {value: room for value, room in GRID}


def said_by(house, module: str):
    said = subprocess.run(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env=house.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout.splitlines()[-1])


def kept(house) -> dict:
    return said_by(house, "tests.browser.what_was_handed_in")


def begun(page, house, code) -> list[str]:
    """Past the consent page and the practice round. Returns the cards as they were dealt."""
    page.goto(f"{house.address}/sort/{code}")
    page.get_by_role("button", name="I agree, and begin").click()
    page.wait_for_url("**/practice")
    page.get_by_role("button", name="Go on to the real cards").click()
    page.wait_for_url("**/piles")
    return dealt(page)


def dealt(page) -> list[str]:
    """The order of the cards on the page of piles: whose draft it is."""
    return [card["key"] for card in json.loads(page.locator("[data-piles]").get_attribute("data-cards"))]


def draft_of(house, order: list[str]) -> dict:
    return next(draft for draft in kept(house)["drafts"] if draft["order"] == order)


def heard(page, words: str) -> None:
    """These words (a pattern) are announced."""
    expect(page.locator("[data-told]")).to_have_text(re.compile(words))


def is_saved(page) -> None:
    page.locator("[data-kept]").get_by_text("Saved", exact=True).wait_for()


def all_piled(page, press) -> None:
    """Every card onto a pile, in turn, until the next page comes."""
    for n in range(40):
        page.locator("[data-which]").get_by_text(f"Card {n + 1} of 40").wait_for()
        press(n)
    page.wait_for_url("**/choosing")


def by_keys(page):
    return lambda n: page.keyboard.press(str(n % 3 + 1))


def by_moves(page, house, code) -> None:
    """To the grid in two steps, as the script would send it, for tests of what comes after."""
    moves = [{"do": "pile", "card": card, "pile": PILES[n % 3]} for n, card in enumerate(dealt(page))]
    reply = page.request.post(
        f"{house.address}/sort/{code}/moves",
        data={"revision": int(page.locator("[data-sort]").get_attribute("data-revision")), "moves": moves},
    )
    assert reply.status == 200, reply.text()
    page.goto(house.address + reply.json()["page"])
    while "/choosing" in page.url:
        most = int(page.locator("[data-choosing]").get_attribute("data-most"))
        chosen = [box.get_attribute("value") for box in page.locator("[name=card]").all()[:most]]
        reply = page.request.post(
            f"{house.address}/sort/{code}/moves",
            data={
                "revision": int(page.locator("[data-sort]").get_attribute("data-revision")),
                "moves": [{"do": "choose", "cards": chosen}],
            },
        )
        page.goto(house.address + reply.json()["page"])
    page.wait_for_url("**/grid")


def tab_to(page, what: str, *, limit: int = 60) -> int:
    """Press Tab until the focus is on it; how often that was."""
    for presses in range(limit):
        if page.evaluate("selector => document.activeElement.matches(selector)", what):
            return presses
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {what}.")


def press_on(page, what: str) -> int:
    """With Tab to a button or link, and Enter; how many keys that took."""
    presses = tab_to(page, what)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return presses + 1


def lies_in(page, card: str, column: str) -> None:
    """Waits for it: a tap is heard a moment after it is made."""
    expect(page.locator(f"[data-column='{column}'] [data-card='{card}']")).to_have_count(1)


def is_held(page, card: str) -> None:
    held = page.locator(f"[data-card='{card}'] .card__pick")
    expect(held).to_have_attribute("aria-pressed", "true")

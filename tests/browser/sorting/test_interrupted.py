"""Sorting is interrupted: the connection, an answer, the window, the device; and nothing else is lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, go_by, visitor
from tests.browser.sorting.hands import PILES, begun, by_moves, draft_of, is_saved

pytestmark = pytest.mark.browser


def test_the_connection_is_lost_in_the_middle_and_nothing_else_is(house, desk, code):
    page = desk
    order = begun(page, house, code)
    for n in range(10):
        page.keyboard.press(str(n % 3 + 1))
    is_saved(page)
    page.context.set_offline(True)
    for n in range(10, 40):
        page.keyboard.press(str(n % 3 + 1))
    page.locator("[data-kept]").get_by_text("Waiting for the connection").wait_for()
    assert page.url.endswith("/piles")
    assert page.evaluate("localStorage.length") == 1
    assert len(draft_of(house, order)["piles"]) == 10
    page.context.set_offline(False)
    page.wait_for_url("**/choosing")
    assert draft_of(house, order)["piles"] == {card: PILES[n % 3] for n, card in enumerate(order)}
    assert page.evaluate("localStorage.length") == 0


def test_an_answer_lost_on_the_way_is_not_done_twice(house, desk, code):
    page = desk
    order = begun(page, house, code)
    by_moves(page, house, code)
    lost = []

    def swallowed(route):
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch())  # the server has it; the page never hears of it
            route.abort()

    page.route("**/moves", swallowed)
    card = page.locator("[data-column='0'] .card__pick").first
    key = card.evaluate("button => button.closest('[data-card]').dataset.card")
    card.click()
    page.locator(".where [data-to='1']").click()
    page.locator("[data-kept]").get_by_text("No connection").wait_for()
    is_saved(page)
    assert lost[0].status == 200
    draft = draft_of(house, order)
    assert dict(draft["places"])[key] == 1
    assert sum("places" in past and past["places"].keys() == {key} for past in draft["past"]) == 1


def test_moves_left_behind_by_a_closed_window_are_sent_by_the_next(house, desk, code):
    page = desk
    begun(page, house, code)
    page.keyboard.press("1")
    is_saved(page)
    page.route("**/moves", lambda route: route.abort())
    for _ in range(3):
        page.keyboard.press("3")
    page.locator("[data-kept]").get_by_text("No connection").wait_for()
    address, context = page.url, page.context
    page.close(run_before_unload=False)
    again = context.new_page()
    again.goto(address)
    again.locator("[data-which]").get_by_text("Card 5 of 40").wait_for()
    expect(again.locator("[data-pile-counts]")).to_have_text("Disagree 1, neutral 0, agree 3")


def test_leaving_with_unsent_moves_is_warned_of(house, desk, code):
    page = desk
    begun(page, house, code)
    page.route("**/moves", lambda route: route.abort())
    page.keyboard.press("1")
    page.locator("[data-kept]").get_by_text("No connection").wait_for()
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()


def test_somebody_goes_on_with_another_device_by_the_code(house, desk, chromium, code, faults):
    begun(desk, house, code)
    for n in range(15):
        desk.keyboard.press(str(n % 3 + 1))
    is_saved(desk)
    shown = desk.locator(".code").inner_text()
    phone = visitor(chromium, size=PHONE)
    page = phone.new_page()
    page.goto(f"{house.address}/sort/")
    assert faults(page) == []
    page.get_by_label("Your code").fill(shown.upper().replace("-", " "))
    go_by(page, page.get_by_role("button", name="Open my sort"))
    page.locator("[data-which]").get_by_text("Card 16 of 40").wait_for()
    page.locator(".pile[value=agree]").click()
    is_saved(page)
    # The first device is behind now. What it does next is not taken, and it is told so.
    desk.keyboard.press("1")
    desk.wait_for_url("**newer=1")
    expect(desk.locator("main")).to_contain_text("changed elsewhere")
    desk.locator("[data-which]").get_by_text("Card 17 of 40").wait_for()
    phone.close()

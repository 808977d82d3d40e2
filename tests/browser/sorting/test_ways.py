"""Forty statements are sorted in a browser: by keys alone, by touch, without script, offline.

Under 25 minutes: the test by keyboard counts what is pressed. With 10 seconds to read and judge each card, 5
to find one again among those of its pile, and a second for every key, it comes to about 15 minutes.
"""

import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from tests.browser.a_study import GRID
from tests.browser.conftest import DESK, PATIENCE, PHONE, go_by, visitor
from tests.browser.sorting.hands import (
    PILES,
    SHAPE,
    all_piled,
    begun,
    by_keys,
    by_moves,
    dealt,
    draft_of,
    heard,
    is_held,
    is_saved,
    kept,
    lies_in,
    press_on,
    tab_to,
)

pytestmark = pytest.mark.browser


def test_forty_statements_by_keyboard_alone(house, desk, faults, code):
    page, pressed = desk, 0
    page.goto(f"{house.address}/sort/{code}")
    assert faults(page) == []
    pressed += press_on(page, "main form button")
    page.wait_for_url("**/practice")
    assert faults(page) == []
    # The practice round: pick up, two columns on, lay down.
    tab_to(page, ".card__pick")
    page.keyboard.press("Enter")
    expect(page.locator(".where")).to_be_visible()
    assert faults(page) == []
    for key in ("ArrowRight", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    heard(page, "moved to 0")
    pressed += 4 + press_on(page, "button[value=go]")

    page.wait_for_url("**/piles")
    assert faults(page) == []
    all_piled(page, by_keys(page))
    pressed += 40
    for _step in range(6):
        assert faults(page) == []
        most = int(page.locator("[data-choosing]").get_attribute("data-most"))
        pressed += tab_to(page, "[name=card]")
        while page.locator("[name=card]:checked").count() < most:
            if page.evaluate("!document.activeElement.checked"):
                page.keyboard.press("Space")
                pressed += 1
            page.keyboard.press("Tab")
            pressed += 1
        is_saved(page)
        pressed += press_on(page, "button[value=choose]")
    page.wait_for_url("**/grid")
    assert faults(page) == []

    # On the grid: a card goes two columns up, comes back, is picked up again and left where it was.
    pressed += tab_to(page, ".card__pick")
    card = page.evaluate("document.activeElement.closest('[data-card]').dataset.card")
    page.keyboard.press("Enter")
    heard(page, r"Card \d+ picked up, from −4")
    for key in ("ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    heard(page, r"Card \d+ moved to −2, 1 too many: 6 of 5")
    lies_in(page, card, "-2")
    expect(page.locator(f"[data-card='{card}'] .card__pick")).to_be_focused()
    page.keyboard.press("Backspace")
    lies_in(page, card, "-4")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    heard(page, "stays in −4")
    pressed += 8
    is_saved(page)
    pressed += press_on(page, "button[value=go]")

    page.wait_for_url("**/comments")
    assert faults(page) == []
    pressed += tab_to(page, "textarea")
    page.keyboard.type("They ask first.")
    pressed += press_on(page, "button[value=go]")
    page.wait_for_url("**/questions")
    assert faults(page) == []
    pressed += tab_to(page, "input[type=radio]")
    page.keyboard.press("Space")
    pressed += press_on(page, "button[value=go]")
    page.wait_for_url("**/check")
    assert faults(page) == []
    pressed += press_on(page, "button[value=hand_in]")
    expect(page.get_by_text("Your sort is handed in").first).to_be_visible()
    assert faults(page) == []
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0

    sort = kept(house)["sorts"][-1]
    assert Counter(sort["values"].values()) == SHAPE
    assert list(sort["comments"].values()) == ["They ask first."]
    assert sort["answers"] == {"q2": "Under a year"}
    assert pressed < 400
    assert 40 * 10 + 22 * 5 + pressed * 1 < 25 * 60


def test_by_touch_on_a_phone_held_in_one_hand(house, chromium, faults, code):
    context = chromium.new_context(
        viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce", device_scale_factor=2
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{house.address}/sort/{code}")
    page.get_by_role("button", name="I agree, and begin").tap()
    page.get_by_role("button", name="Go on to the real cards").tap()
    page.wait_for_url("**/piles")
    order = dealt(page)
    assert large_enough(page, ".pile")
    all_piled(page, lambda n: page.locator(f".pile[value={PILES[n % 3]}]").tap())
    for _step in range(6):
        address = page.locator("h1").inner_text()
        most = int(page.locator("[data-choosing]").get_attribute("data-most"))
        boxes = page.locator(".govuk-checkboxes__label")
        ticked = page.locator("[name=card]:checked").count()
        for n in range(ticked, most):
            boxes.nth(n).tap()
            expect(page.locator("[name=card]:checked")).to_have_count(n + 1)
        with page.expect_navigation():
            page.get_by_role("button", name="Put them in column").tap()
        expect(page.locator("h1")).not_to_have_text(address)
    page.wait_for_url("**/grid")
    assert faults(page) == []
    card = page.locator(".card__pick").nth(20)
    key = card.evaluate("button => button.closest('[data-card]').dataset.card")
    card.tap()
    is_held(page, key)
    assert faults(page) == []
    assert large_enough(page, ".where button")
    page.get_by_role("button", name=re.compile(r"Put card \d+ in \+4")).tap()
    lies_in(page, key, "4")
    expect(page.locator("[data-column='4'] [data-count]")).to_contain_text("3 of 2, 1 too many")
    other = page.locator("[data-column='4'] .card__pick").first
    mine = page.locator(f"[data-card='{key}'] .card__pick")
    from_the_top = other.evaluate("button => button.closest('[data-card]').dataset.card")
    low = page.locator("[data-column='-4'] .card__pick").first
    lowest = low.evaluate("button => button.closest('[data-card]').dataset.card")
    other.tap()
    is_held(page, from_the_top)
    low.tap()
    lies_in(page, from_the_top, "-4")
    lies_in(page, lowest, "4")
    assert mine.count() == 1
    for width in (360, 320):
        page.set_viewport_size({"width": width, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    is_saved(page)
    draft = draft_of(house, order)
    assert dict(draft["places"])[key] == 4
    assert dict(draft["places"])[lowest] == 4
    context.close()


def large_enough(page, what: str) -> bool:
    boxes = [each.bounding_box() for each in page.locator(what).all() if each.is_visible()]
    return bool(boxes) and min(min(box["width"], box["height"]) for box in boxes) >= 44


def test_what_a_screen_reader_hears(house, desk, faults, code):
    page = desk
    page.goto(f"{house.address}/sort/{code}")
    assert page.get_by_role("heading", level=1, name="How we work together").count() == 1
    begun(page, house, code)
    assert page.get_by_role("region", name="What you are asked").count() == 1
    assert page.get_by_role("status").count() == 1
    first = page.locator("[data-card-words]").inner_text()
    assert page.get_by_role("group", name="Card 1 of 40").count() == 1
    agree = page.get_by_role("button", name="Agree", exact=True)
    assert (
        agree.evaluate("b => document.getElementById(b.getAttribute('aria-describedby')).textContent")
        == first
    )
    agree.click()
    expect(page.locator("[data-card-words]")).not_to_have_text(first)
    second = page.locator("[data-card-words]").inner_text()
    heard(page, f"^Agree. Card 2 of 40: {re.escape(second)}$")
    page.get_by_role("button", name="Undo").click()
    page.locator("[data-card-words]").get_by_text(first).wait_for()
    heard(page, f"^Taken back. Card 1 of 40: {re.escape(first)}$")
    is_saved(page)
    page.reload()
    by_moves(page, house, code)

    assert page.get_by_role("group", name="The grid").count() == 1
    headings = page.get_by_role("heading", level=2).all_inner_texts()
    assert any("−4" in each and "Most unlike my view" in each and "2 of 2, full" in each for each in headings)
    card = page.locator("[data-column='0'] .card__pick").first
    name = card.inner_text()
    button = page.get_by_role("button", name=name.replace("\n", " "))
    expect(button).to_have_attribute("aria-pressed", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(card).to_have_attribute("aria-pressed", "true")
    heard(page, "picked up, from 0")
    number = re.match(r"\d+", name)[0]
    where = page.get_by_role("group", name=f"Where should card {number} go?")
    expect(where.get_by_role("button")).to_have_count(10)
    page.keyboard.press("Tab")
    expect(where.get_by_role("button").first).to_be_focused()
    expect(where.get_by_role("button").first).to_have_accessible_name(
        re.compile(rf"^Put card {number} in\s+−4\s*,\s+2 of 2, full\s*$")
    )
    where.get_by_role("button", name=re.compile(rf"Put card {number} in \+3 ?, 4 of 4, full")).press("Enter")
    heard(page, rf"^Card {number} moved to \+3, 1 too many: 5 of 4\.$")
    expect(page.locator(".card__pick:focus")).to_have_count(1)  # the focus is never lost
    page.keyboard.press("Enter")
    other = page.locator("[data-column='4'] .card__pick").first
    other_number = re.match(r"\d+", other.inner_text())[0]
    other.focus()
    page.keyboard.press("Enter")
    heard(page, f"^Cards {number} and {other_number} have changed places.$")
    assert faults(page) == []


def test_the_lists_beneath_the_cards_can_be_had_with_script_too(house, desk, faults, code):
    begun(desk, house, code)
    by_moves(desk, house, code)
    go_by(desk, desk.get_by_role("link", name="Show a list of columns beneath each card instead"))
    lists = desk.get_by_role("combobox")
    expect(lists).to_have_count(40)
    assert re.match(r"Column of card \d+", desk.locator("label[for^=place-]").first.inner_text())
    name = lists.first.get_attribute("name")
    lists.first.select_option("0")
    go_by(desk, desk.get_by_role("button", name="Move the cards").first)
    expect(desk.locator("[data-column='0'] [data-count]")).to_have_text("7 of 6, 1 too many")
    expect(desk.locator(f"[data-column='0'] [name={name}]")).to_have_count(1)
    expect(desk.get_by_role("combobox")).to_have_count(40)  # the lists stay
    assert faults(desk) == []


def test_without_script_on_a_phone(house, chromium, code):
    context = visitor(chromium, size=PHONE, script=False)
    page = context.new_page()
    begun(page, house, code)
    for n in range(40):
        page.get_by_text(f"Card {n + 1} of 40").wait_for()
        go_by(page, page.locator(f"button[value={PILES[n % 3]}]"))
    for _step in range(6):
        most = int(page.locator("[data-choosing]").get_attribute("data-most"))
        ticked = page.locator("[name=card]:checked").count()
        for n in range(most - ticked):
            page.locator("[name=card]").nth(ticked + n).check()
        go_by(page, page.locator("button[value=choose]"))
    page.wait_for_url("**/grid")
    one, other = (page.locator(f"[data-column='{value}'] select").first for value in ("4", "-4"))
    names = [each.get_attribute("name") for each in (one, other)]
    one.select_option("-4")
    other.select_option("4")
    go_by(page, page.get_by_role("button", name="Move the cards").first)
    for name, value in zip(names, ("-4", "4"), strict=True):
        expect(page.locator(f"[name={name}]")).to_have_value(value)
    expect(page.locator("[data-column='4'] [data-count]")).to_have_text("2 of 2, full")
    go_by(page, page.get_by_role("button", name="Undo"))
    go_by(page, page.get_by_role("button", name="Undo"))
    for name, value in zip(names, ("4", "-4"), strict=True):
        expect(page.locator(f"[name={name}]")).to_have_value(value)
    go_by(page, page.get_by_role("button", name="Continue"))
    go_by(page, page.get_by_role("button", name="Continue"))
    page.get_by_label("Longer").check()
    go_by(page, page.get_by_role("button", name="Continue"))
    go_by(page, page.get_by_role("button", name="Hand in my sort"))
    expect(page.get_by_text("Your sort is handed in").first).to_be_visible()
    page.goto(f"{house.address}/sort/{code}")
    expect(page.locator("h1")).to_contain_text("already handed in")
    assert context.cookies() == []
    assert Counter(kept(house)["sorts"][-1]["values"].values()) == SHAPE
    context.close()


def test_with_forced_colours_and_at_four_hundred_per_cent_everything_is_there(house, chromium, code, faults):
    context = chromium.new_context(
        viewport={"width": 320, "height": 256}, forced_colors="active", reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    begun(page, house, code)
    assert faults(page) == []
    by_moves(page, house, code)
    page.locator(".card__pick").first.click()
    expect(page.locator(".where")).to_be_visible()
    assert faults(page) == []
    context.close()


def test_cards_are_dragged_with_a_mouse_where_that_is_liked(house, desk, code):
    desk.set_viewport_size(DESK)
    begun(desk, house, code)
    by_moves(desk, house, code)
    card = desk.locator("[data-column='0'] [data-card]").first
    key = card.get_attribute("data-card")
    card.drag_to(desk.locator("[data-column='3'] .column__head"))
    lies_in(desk, key, "3")
    is_saved(desk)


def signed_in(page, house, name: str) -> None:
    """With the code from the e-mail."""
    page.goto(f"{house.address}/sign-in")
    page.locator("[type=email]").fill(f"{name}@larkfield.example")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/code**")
    *_, letter = house.mail_to(f"{name}@larkfield.example")
    page.locator("[name=code]").fill(re.search(r"code=([\w-]+)", letter)[1])
    page.keyboard.press("Enter")
    page.wait_for_url("**/larkfield/")


def test_the_researcher_types_in_what_was_laid_on_a_table(house, codes, desk, phone, faults):
    signed_in(desk, house, "isaac")
    study = f"{house.address}/larkfield/viewpoints/how-we-work-together/"
    desk.goto(f"{study}sorts/type-in")
    assert faults(desk) == []
    first = 1
    for value, room in GRID:
        numbers = range(first, first + room)
        desk.locator(f"[name='column_{value}']").fill(" ".join(map(str, numbers)))
        first += room
    laid = desk.locator("[data-laid]")
    expect(laid).to_have_text("Every card is there once, and every column is as full as it should be.")
    desk.locator("[name='column_4']").fill("39 38 77")
    expect(laid).to_have_text("Column +4: 1 too many. There is no card 77. Given twice: 38. Missing: 40.")
    for page in ("cards", "sorts/read-in"):
        desk.goto(f"{study}{page}")
        assert faults(desk) == []
    phone.context.add_cookies(desk.context.cookies())
    for page in ("cards", "sorts/type-in", "sorts/read-in"):
        phone.goto(f"{study}{page}")
        assert faults(phone) == []

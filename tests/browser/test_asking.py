"""A councillor asks on a phone: with few taps, without a connection for a while, and without script."""

import re

import pytest

from tests.browser.conftest import PHONE, visitor
from tests.browser.test_every_page import walk_in

pytestmark = pytest.mark.browser

QUESTION = "Why has the lamp at the corner been dark for three weeks?"


@pytest.fixture
def at_the_front_door(marlbridge, phone):
    walk_in(phone, marlbridge, "councillor")
    phone.goto(f"{marlbridge.address}/marlbridge/")
    return phone


def open_the_form(page):
    page.get_by_role("link", name="Ask an enquiry").click()
    # The script has the form in hand once it has told readers of a screen where it will speak.
    page.locator("[data-kept-line][role=status]").wait_for(state="attached")


def test_a_councillor_asks_with_three_fields_and_seven_taps(at_the_front_door, faults):
    page, taps = at_the_front_door, 0

    def tap(thing):
        nonlocal taps
        taps += 1
        thing.click()

    tap(page.get_by_role("link", name="Ask an enquiry"))
    box = page.get_by_label("What is it about?")
    tap(box)
    taps += 1  # on a phone the choice is a tap of its own
    box.select_option(label=page.locator("option", has_text="Bins and street cleaning").inner_text())
    words = page.get_by_label("What do you ask?")
    tap(words)
    words.fill(QUESTION)
    tap(page.get_by_label("For the ward, or for my work as a councillor"))
    assert faults(page) == []
    tap(page.get_by_role("button", name="See what will happen"))
    assert "Answered by" in page.locator("main").inner_text()
    assert "Waste and streets" in page.locator("main").inner_text()
    assert faults(page) == []
    tap(page.get_by_role("button", name="Send"))
    assert re.search(r"/enquiries/ENQ-\w{6}/$", page.url)
    assert QUESTION in page.locator("main").inner_text()
    assert taps == 7
    assert faults(page) == []


def test_a_lost_connection_loses_nothing_that_was_typed(at_the_front_door, marlbridge):
    page = at_the_front_door
    open_the_form(page)
    words = page.get_by_label("What do you ask?")
    kept = page.locator("[data-kept-line]")
    page.context.set_offline(True)
    words.press_sequentially(QUESTION[:20])
    kept.filter(has_text="No connection.").wait_for()
    page.get_by_role("button", name="See what will happen").click()
    kept.filter(has_text="Nothing is lost").wait_for()
    assert words.input_value() == QUESTION[:20]
    page.context.set_offline(False)
    kept.filter(has_text=re.compile("^Kept")).wait_for()
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('concordat enquiry'))") == []
    page.goto(f"{marlbridge.address}/marlbridge/enquiries/")
    page.get_by_role("link", name=re.compile("^The draft of")).first.click()
    assert page.get_by_label("What do you ask?").input_value() == QUESTION[:20]


def test_what_was_typed_without_a_connection_is_put_back_on_the_next_visit(at_the_front_door, marlbridge):
    page = at_the_front_door
    open_the_form(page)
    words = page.get_by_label("What do you ask?")
    words.fill("First half.")
    page.locator("[data-kept-line]").filter(has_text=re.compile("^Kept")).wait_for()
    draft = page.locator("form[data-keep]").get_attribute("action")
    page.context.set_offline(True)
    words.fill("First half. Second half.")
    page.locator("[data-kept-line]").filter(has_text="No connection.").wait_for()
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(f"{marlbridge.address}{draft}")
    page.locator("[data-kept-line]").filter(has_text=re.compile("^Kept")).wait_for()
    assert page.get_by_label("What do you ask?").input_value() == "First half. Second half."
    page.reload()
    assert page.get_by_label("What do you ask?").input_value() == "First half. Second half."


def test_without_script_everything_works_too(marlbridge, chromium):
    context = visitor(chromium, size=PHONE, script=False)
    page = context.new_page()
    walk_in(page, marlbridge, "councillor")
    page.goto(f"{marlbridge.address}/marlbridge/enquiries/ask")
    page.get_by_role("button", name="See what will happen").click()
    assert "There is a problem" in page.locator("main").inner_text()
    page.get_by_label("What is it about?").select_option(index=1)
    page.get_by_label("What do you ask?").fill("Tell your officers to mend the lamp.")
    page.get_by_label("For the ward, or for my work as a councillor").check()
    page.get_by_role("button", name="See what will happen").click()
    assert "This reads like an instruction to staff" in page.locator("h1").inner_text()
    page.get_by_role("link", name="Change what you wrote").first.click()
    assert page.get_by_label("What do you ask?").input_value() == "Tell your officers to mend the lamp."
    page.get_by_label("What do you ask?").fill("When will the lamp be mended?")
    page.get_by_role("button", name="See what will happen").click()
    page.get_by_role("button", name="Send").click()
    assert "When will the lamp be mended?" in page.locator("main").inner_text()
    context.close()


def test_with_the_keyboard_alone_a_question_is_asked(marlbridge, desk):
    walk_in(desk, marlbridge, "councillor")
    desk.goto(f"{marlbridge.address}/marlbridge/enquiries/ask")
    desk.get_by_label("What is it about?").focus()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Tab")
    desk.keyboard.type("When will the lamp be mended?")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Space")
    while desk.evaluate("document.activeElement.innerText") != "See what will happen":
        desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    desk.wait_for_url(re.compile("/check$"))
    assert "Answered by" in desk.locator("main").inner_text()


def tab_to(page, words):
    """Go on with the Tab key to what bears these words; where they name a box, to that box."""
    bears = "e => `${e.labels && e.labels[0] ? e.labels[0].innerText : e.innerText}`.trim()"
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.evaluate_handle("document.activeElement").evaluate(bears).startswith(words):
            return
    raise AssertionError(f"The Tab key never comes to {words}.")


def follow(page, words):
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("script", [True, False])
def test_with_the_keyboard_alone_an_officer_asks_back_and_answers(marlbridge, chromium, script):
    context = visitor(chromium, size=PHONE, script=script)
    page = context.new_page()
    walk_in(page, marlbridge, "officer")
    page.goto(f"{marlbridge.address}/marlbridge/enquiries/?show=new")
    newest = page.locator("main a[href*='/ENQ-']").last.inner_text()
    follow(page, newest)
    follow(page, "Ask back")
    tab_to(page, "What do you ask")
    page.keyboard.type("Which end of the path is it?")
    follow(page, "Send")
    assert "Which end of the path is it?" in page.locator("main").inner_text()
    follow(page, "Answer")
    tab_to(page, "Your answer")
    page.keyboard.type("It is mended on Monday.")
    follow(page, "Send the answer")
    assert "It is mended on Monday." in page.locator("main").inner_text()
    assert page.locator("h1").inner_text().endswith("answered")
    context.close()


STOPS = ("safeguarding", "instruction", "personal", "party", "conduct")


@pytest.mark.parametrize("stop", STOPS)
def test_axe_finds_nothing_on_a_stop_screen(at_the_front_door, marlbridge, faults, stop):
    at_the_front_door.goto(f"{marlbridge.address}/marlbridge/enquiries/not-here/{stop}")
    assert faults(at_the_front_door) == []


def test_axe_finds_nothing_on_an_officers_pages(marlbridge, phone, faults):
    phone.goto(f"{marlbridge.address}/look-around")
    phone.get_by_role("button", name=re.compile("Jack Tolland")).click()
    phone.goto(f"{marlbridge.address}/marlbridge/enquiries/")
    reference = phone.locator("main a[href*='/ENQ-']").first.get_attribute("href")
    deeds = [
        "acknowledge",
        "ask-back",
        "hand-over",
        "reply-in-part",
        "answer",
        "pass-on",
        "topic",
        "note",
        "papers",
        "why/1",
    ]
    found = {}
    for page in ("", *deeds):
        answer = phone.goto(f"{marlbridge.address}{reference}{page}")
        found[page] = (answer.status, faults(phone))
    assert found == dict.fromkeys(("", *deeds), (200, []))


def test_axe_finds_nothing_where_enquiries_are_run(marlbridge, phone, faults):
    walk_in(phone, marlbridge, "organiser")
    pages = (
        "all",
        "levels/",
        "levels/new",
        "settings/",
        "settings/topics/add",
        "settings/leads/housing",
        "settings/contacts/add",
        "settings/words/add",
    )
    found = {}
    for page in pages:
        answer = phone.goto(f"{marlbridge.address}/marlbridge/enquiries/{page}")
        found[page] = (answer.status, faults(phone))
    assert found == dict.fromkeys(pages, (200, []))

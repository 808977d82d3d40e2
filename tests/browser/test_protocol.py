"""A text is brought, repaired, resolved and read by anybody: by keyboard, and without script."""

import csv
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.browser.conftest import DESK, PHONE, visitor
from tests.browser.house import running
from tests.browser.test_whole_path import address, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEXT = """Working together

1. Aims
1.1 We work together with respect for one another, whoever has won the vote.
1.2 We are open with one another at all times.
2. What each may expect
2.1 Officers answer a councillor's question within ten working days.
2.2 Councillors say early and clearly what matters most to them.
Page 1 of 1
"""
ROOM = "/larkfield/protocol"
OURS = f"{ROOM}/working-together"
PUBLIC = "/larkfield/published/working-together"


@pytest.fixture
def house(tmp_path):
    with (tmp_path / "roster.csv").open("w", newline="") as file:
        lines = [["kind", "name", "email", "ward", "service", "duties"]]
        for name, duty in (
            ("Mona Lindqvist", "monitoring officer"),
            ("Dilys Pugh", "deputy monitoring officer"),
        ):
            lines.append(["officer", name, address(name), "", "Legal", duty])
        lines.append(["councillor", "Amara O’Neill", address("Amara O’Neill"), "Mill Lane", "", ""])
        csv.writer(file).writerows(lines)
    begin = ["people", "found", "Larkfield Borough Council", "--slug", "larkfield", "--tier", "borough"]
    everyone = ["people", "import", str(tmp_path / "roster.csv"), "--council", "larkfield"]
    with running(tmp_path, before=[begin, everyone]) as house:
        yield house


def begin(page, house) -> None:
    """A new instrument, and a text that is pasted and read."""
    page.goto(f"{house.address}{ROOM}/new")
    page.get_by_label("Name", exact=True).fill("Working together")
    page.get_by_label("A text that the council has").check()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("Or paste the words here").fill(TEXT)
    page.get_by_role("button", name="Read it").click()
    page.get_by_text("Every character of the source stands in a clause").wait_for()


def owe(page, first: int, last: int, who: str) -> None:
    page.get_by_text("A range of clauses at once").click()
    page.get_by_label("From number").fill(str(first))
    page.get_by_label("To number").fill(str(last))
    page.get_by_label("What to do").select_option(label=f"Expectation: {who}")
    page.get_by_role("button", name="Do it to all of them").click()


def number_of(page, words: str) -> int:
    row = page.locator(".repair__row", has=page.locator(".repair__clause", has_text=words))
    return int(row.locator(".repair__number").inner_text())


def resolve(page, house) -> None:
    today = datetime.now(ZoneInfo("Europe/London")).date()
    page.goto(f"{house.address}{OURS}/draft/resolve")
    page.get_by_label("Who resolved it").fill("Full Council")
    page.get_by_label("Number of the minute (optional)").fill("16.3")
    for field in ("meeting_on", "effective_on"):
        for part in ("day", "month", "year"):
            page.locator(f"[name={field}_{part}]").fill(str(getattr(today, part)))
    page.get_by_label("Why both sides were not consulted").fill("It was adopted before.")
    page.get_by_role("button", name="Record it and freeze the words").click()
    page.get_by_text("the words are frozen").wait_for()


def test_without_script_a_phone_brings_a_text_repairs_it_and_puts_it_in_force(house, chromium):
    context = visitor(chromium, size=PHONE, script=False)
    page = context.new_page()
    sign_in(page, house, "Mona Lindqvist")
    begin(page, house)
    page.goto(f"{page.url}repair?show=all")
    owe(
        page,
        number_of(page, "Officers answer"),
        number_of(page, "Officers answer"),
        "Officers owe it to councillors",
    )
    owe(
        page,
        number_of(page, "Councillors say"),
        number_of(page, "Councillors say"),
        "Councillors owe it to officers",
    )
    page.get_by_role("button", name="Take back: owe").click()
    page.get_by_role("button", name="Take again: owe").click()
    page.get_by_role("link", name="Left out").click()
    assert "Page 1 of 1" in page.locator("main").inner_text()
    page.get_by_role("link", name="Done: make a draft of it").click()
    page.get_by_role("button", name="Make the draft").click()
    assert page.locator("main").inner_text().count("by officers to councillors") == 1
    resolve(page, house)
    page.goto(f"{house.address}{PUBLIC}/")
    assert "within ten working days" in page.locator("main").inner_text()
    assert context.cookies() != []
    context.clear_cookies()
    page.goto(f"{house.address}{PUBLIC}/")
    assert "within ten working days" in page.locator("main").inner_text()
    assert context.cookies() == []
    context.close()


def test_the_keyboard_alone_goes_through_the_clauses_and_mends_them(house, chromium):
    context = visitor(chromium, size=DESK)
    page = context.new_page()
    sign_in(page, house, "Mona Lindqvist")
    begin(page, house)
    page.goto(f"{page.url}repair?show=all")

    def focus() -> str:
        return page.evaluate(
            "document.activeElement.closest('.repair__row').querySelector('.repair__number').innerText"
        )

    page.locator(".repair__row button").first.focus()
    rows = page.locator(".repair__row:has(.repair__number)")
    first = rows.nth(1).locator("button").first
    first.focus()
    assert focus() == "2"
    page.keyboard.press("j")
    assert focus() == "3"
    page.keyboard.press("k")
    assert focus() == "2"
    before = rows.nth(1).locator(".repair__clause").get_attribute("class")
    with page.expect_navigation():
        page.keyboard.press("ArrowLeft")
    assert rows.nth(1).locator(".repair__clause").get_attribute("class") != before
    assert focus() == "2"
    page.get_by_role("button", name="Take back: promote").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert rows.nth(1).locator(".repair__clause").get_attribute("class") == before
    context.close()


def test_the_second_of_two_who_change_one_clause_is_shown_both(house, chromium):
    mona, dilys = (visitor(chromium, size=DESK).new_page() for _ in range(2))
    sign_in(mona, house, "Mona Lindqvist")
    begin(mona, house)
    mona.goto(f"{mona.url}confirm")
    mona.get_by_role("button", name="Make the draft").click()
    clause = mona.get_by_role("link", name="Change").nth(1).get_attribute("href")
    sign_in(dilys, house, "Dilys Pugh")
    for page in (mona, dilys):
        page.goto(f"{house.address}{clause}")
    for page, words in ((mona, "Hers."), (dilys, "Mine.")):
        page.get_by_label("Words (optional)").fill(words)
        page.get_by_role("button", name="Save").click()
    assert "Hers." in dilys.locator(".theirs").inner_text()
    assert dilys.get_by_label("Words (optional)").input_value() == "Mine."
    dilys.get_by_role("button", name="Save mine in place of theirs").click()
    assert "Mine." in dilys.locator("main").inner_text()
    mona.context.close()
    dilys.context.close()


# Behind the buttons of a draft, where no link of Marlbridge leads: its own is being talked over.
OF_A_DRAFT = (
    "draft/", "draft/title", "draft/numbers", "draft/add", "draft/abandon", "draft/resolve", "draft/fill-in",
    "draft/gaps", "draft/consult", "read-in", "compare", "change", "review",
)  # fmt: skip


def test_axe_finds_nothing_on_the_pages_of_a_draft_on_a_phone(house, chromium, faults):
    context = visitor(chromium, size=PHONE)
    page = context.new_page()
    sign_in(page, house, "Mona Lindqvist")
    page.goto(f"{house.address}{ROOM}/new")
    found = {"new": faults(page)}
    page.get_by_label("Name", exact=True).fill("Working together")
    page.get_by_role("button", name="Save and continue").click()  # from the model
    for address_ in OF_A_DRAFT:
        page.goto(f"{house.address}{OURS}/{address_}")
        found[address_] = faults(page)
    page.goto(f"{house.address}{OURS}/draft/")
    clause = page.get_by_role("link", name="Change").nth(1).get_attribute("href")
    for address_ in ("", "split", "remove"):
        page.goto(f"{house.address}{clause}{address_}")
        found[f"a clause: {address_}"] = faults(page)
    page.goto(f"{house.address}{OURS}/compare")
    page.get_by_label("Compared with").select_option(value="model")
    page.get_by_role("button", name="Compare", exact=True).click()
    found["a comparison"] = faults(page)
    page.goto(f"{page.url}pair")
    found["pairing"] = faults(page)
    context.close()
    assert {where: wrong for where, wrong in found.items() if wrong} == {}

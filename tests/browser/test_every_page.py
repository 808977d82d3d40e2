"""Marlbridge as `make run` serves it: each main page by axe, on a phone and at a desk, and without script."""

import json
import re

import pytest
from django.urls import resolve
from playwright.sync_api import expect

from tests.access.table import TABLE
from tests.browser.conftest import DESK, PHONE, go_by, visitor
from tests.browser.shots import PAGES, PAST_STUDY, WAYS_IN, slugs

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
        "calendar/proclaim",
        "calendar/hours",
        "calendar/check",
        "calendar/check/ours",
        "calendar/due",
        "calendar/due?asked=information&day_day=2&day_month=3&day_year=2026",
        "bodies/add",
        "bodies/standards-committee/join",
        "letters/undelivered",
        "protocol/about-the-model",
    ),
    "leader": ("people/", "letters/", "health-check/{coming}/roster"),
    "independent": ("health-check/{past}/opening",),
}


def walk_in(page, house, who: str) -> None:
    page.goto(f"{house.address}/look-around")
    go_by(page, page.get_by_role("button", name=re.compile(WAYS_IN[who])))


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("who", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(who, size, marlbridge, chromium, faults):
    context = visitor(chromium, size=size)
    page = context.new_page()
    walk_in(page, marlbridge, who)
    waves = slugs(page, marlbridge)
    found = {}
    pages = (*PAGES[who], *MORE.get(who, ()))
    for address in pages:
        answer = page.goto(f"{marlbridge.address}/marlbridge/{address.format(**waves)}")
        found[address] = (answer.status, faults(page))
    context.close()
    assert found == dict.fromkeys(pages, (200, []))


# Pages that no link leads to in Marlbridge today: looked at above, or on the whole path.
NOT_BY_LINK = {
    "surveys:type_code",
    "surveys:kiosk",
    "people:signed_on",
    "surveys:pools",
    "surveys:pooled",
    "surveys:pooled_figures",
    "surveys:reviewers_key",
    "surveys:desk",
    "surveys:comments",
    "surveys:publish_themes",
    "home:alive",
    "home:ready",
    "letters:undelivered",
    "people:again",
    "people:dry_run",
    "people:enter_code",
    "people:look_around",
    "people:passkey",
    "people:recovery_codes",
    "people:second_step",
    "people:sign_in",
    "surveys:answer",
    "surveys:launch",
    "surveys:opening",
}
# Of enquiries that are drafts, new, disputed or under review: test_asking looks at these.
OF_ENQUIRIES_AT_OTHER_STAGES = """
    acknowledge answer ask_back check decide dispute draft fairness fairness_file feed file hand_over
    not_here note papers pass_on reclassify reopen reply_in_part resume review settle share to_officer
    what_moves why withdraw
"""
NOT_BY_LINK |= {f"enquiries:{page}" for page in OF_ENQUIRIES_AT_OTHER_STAGES.split()}
# In Marlbridge no study is in preparation and the past one is reported; axe looks at these in test_designing,
# sorting/ and test_analysing.
OF_STUDIES_AT_OTHER_STAGES = """
    add_question add_statement asked change code consent desk enter_sort flags grid moves name new_solution
    open open_link paraphrase preview publish questions read_sorts read_statements remove_statement renew_link
    reword_question reword_statement settings sort sort_page statements target wording
"""
NOT_BY_LINK |= {f"viewpoints:{page}" for page in OF_STUDIES_AT_OTHER_STAGES.split()}
# Marlbridge's draft is being talked over, and nothing is compared: axe looks at these in test_protocol.
OF_A_DRAFT_AT_WORK = """
    abandon add bring comparison comparison_file consult describe draft_gaps draft_gaps_file edit_clause
    edition_printed fill_in find_day fingerprint minute numbers on_day pair printed remove_clause resolve
    split_clause
"""
NOT_BY_LINK |= {f"protocol:{page}" for page in OF_A_DRAFT_AT_WORK.split()}


def test_following_every_link_axe_finds_nothing_on_any_page(marlbridge, phone, faults):
    """One page of each kind, found as a person finds it: by the links on the pages before."""
    found: dict[str, list[str]] = {}
    for address in ("/sign-in", "/look-around", "/nowhere/", "/answer/1-nobody-was-sent-this"):
        phone.goto(f"{marlbridge.address}{address}")
        found[address] = faults(phone)
    walk_in(phone, marlbridge, "organiser")
    phone.goto(f"{marlbridge.address}/marlbridge/council/statutory-posts")
    holder = phone.locator("main a[href*='/people/']").first.get_attribute("href")
    # An office that carries a duty, for that can be ended.
    follow([holder, "/marlbridge/", "/"], marlbridge, phone, faults, found)
    found["people:differences"] = faults_of_a_list(phone, marlbridge, faults)
    # What only a study's researcher may open.
    phone.context.clear_cookies()
    walk_in(phone, marlbridge, "independent")
    studies = ["/marlbridge/viewpoints/", f"/marlbridge/viewpoints/{PAST_STUDY}/"]
    follow(studies[::-1], marlbridge, phone, faults, found, beginning="viewpoints:")
    # What only a councillor who asked, and only an officer of the service, may open.
    for who in ("councillor", "officer"):
        phone.context.clear_cookies()
        walk_in(phone, marlbridge, who)
        follow(["/marlbridge/enquiries/"], marlbridge, phone, faults, found, beginning="enquiries:")
    assert {kind: wrong for kind, wrong in found.items() if wrong} == {}
    opened_by_get = {page.split()[1] for page in TABLE if page.startswith("GET")}
    assert opened_by_get - set(found) - {"surveys:wave"} <= NOT_BY_LINK


def faults_of_a_list(phone, marlbridge, faults) -> list[str]:
    """GOV.UK's list of bank holidays as somebody read it in: no link leads there, a file does."""
    held = {"division": "england-and-wales", "events": [{"title": "World Cup", "date": "2026-06-15"}]}
    phone.goto(f"{marlbridge.address}/marlbridge/calendar/check")
    name, kind = "bank-holidays.json", "application/json"
    file = {"name": name, "mimeType": kind, "buffer": json.dumps({"england-and-wales": held}).encode()}
    phone.locator("input[type=file]").set_input_files(file)
    go_by(phone, phone.get_by_role("button", name="Show the differences"))
    expect(phone.get_by_text("World Cup: add it")).to_be_visible()
    return faults(phone)


def follow(waiting, marlbridge, phone, faults, found, *, beginning=""):
    """Open each address and whatever it leads to, one of each kind, and note what is wrong with it."""
    seen = set()
    while waiting:
        address = waiting.pop(0)
        name = resolve(address).view_name
        # A wave's page at each stage of its life is another page.
        kind = address if name == "surveys:wave" else name
        if kind in seen or not name.startswith(beginning) or (kind in found and not beginning):
            continue
        seen.add(kind)
        reply = phone.request.get(f"{marlbridge.address}{address}")
        found[kind] = [] if reply.ok else [f"{reply.status} {address}"]
        if reply.ok and "text/html" in reply.headers["content-type"]:
            phone.goto(f"{marlbridge.address}{address}")
            found[kind] = faults(phone)
            links = phone.locator("a[href^='/']").evaluate_all("links => links.map(a => a.pathname)")
            waiting += [link for link in links if not link.startswith("/static/")]


def test_six_people_can_be_looked_around_as(marlbridge, phone):
    phone.goto(f"{marlbridge.address}/look-around")
    assert phone.get_by_role("button", name=re.compile("^Look around as")).count() == 6


def test_without_script_a_phone_reaches_every_room(marlbridge, chromium):
    context = visitor(chromium, size=PHONE, script=False)
    page = context.new_page()
    walk_in(page, marlbridge, "organiser")
    for room in ("Health check", "People", "Letters", "Today"):
        page.get_by_role("button", name="Menu").click()
        go_by(page, page.get_by_role("link", name=room, exact=True).first)
        expect(page.locator("h1")).not_to_be_empty()
    context.close()


def test_the_keyboard_skips_to_the_main_content(marlbridge, desk):
    walk_in(desk, marlbridge, "leader")
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="Skip to main content")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("#main")).to_be_focused()


def test_a_councillor_of_two_councils_chooses_and_nothing_crosses(marlbridge, phone):
    walk_in(phone, marlbridge, "councillor")
    go_by(phone, phone.get_by_role("link", name="Ashcombe Parish Council"))
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

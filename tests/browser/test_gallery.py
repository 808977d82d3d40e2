"""The gallery in a browser: every component and chart at once, by axe, by keyboard and under a thumb."""

import logging
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


class Quiet(WSGIRequestHandler):
    def log_message(self, *said: object) -> None:
        pass


@pytest.fixture(scope="module")
def gallery():
    logging.getLogger("django.request").setLevel(logging.ERROR)
    with override_settings(ROOT_URLCONF="tests.design.urls"):
        server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/gallery/"
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize(("width", "bare"), [(320, ""), (1280, ""), (360, "?bare")])
def test_everything_passes_axe_and_nothing_scrolls_sideways(gallery, desk, faults, width, bare):
    """320 CSS pixels are a desk's 1280 at 400% zoom (WCAG 1.4.10)."""
    said = []
    desk.on("console", lambda message: said.append(message.text))
    desk.set_viewport_size({"width": width, "height": 800})
    desk.goto(gallery + bare)
    for details in desk.locator("details").all():
        details.evaluate("element => element.open = true")
    assert faults(desk) == []
    assert said == []  # the security policy refused nothing


@pytest.mark.parametrize("width", [320, 360])
def test_the_words_of_a_short_tag_stay_on_one_line(gallery, desk, width):
    desk.set_viewport_size({"width": width, "height": 800})
    desk.goto(gallery)
    desk.evaluate("document.fonts.ready.then(() => null)")
    lines = """tag => {
        const words = document.createRange();
        words.selectNodeContents(tag);
        return new Set([...words.getClientRects()].map(box => Math.round(box.top))).size;
    }"""
    tags = [(tag.inner_text(), tag.evaluate(lines)) for tag in desk.locator(".govuk-tag").all()]
    assert ("To do", 1) in tags
    assert [words for words, count in tags if count > 1 and len(words) <= len("Was due on 31 July")] == []


def test_spacing_text_as_a_reader_needs_it_loses_nothing(gallery, phone):
    """WCAG 1.4.12: the reader's own spacing must not push words out of the page."""
    phone.goto(gallery)
    phone.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
                word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
            document.adoptedStyleSheets = [sheet];
        }"""
    )
    assert phone.evaluate("document.documentElement.scrollWidth") == 360


def test_a_rating_is_given_with_the_arrow_keys(gallery, desk):
    desk.goto(gallery)
    desk.locator("#id_first-trust_0").focus()
    desk.keyboard.press("Space")
    for _step in range(6):
        desk.keyboard.press("ArrowRight")
    expect(desk.locator("#id_first-trust_6")).to_be_checked()
    expect(desk.locator("#id_first-trust input:checked")).to_have_count(1)


def test_every_point_of_a_rating_is_as_large_as_a_thumb(gallery, phone):
    phone.goto(gallery)
    boxes = [point.bounding_box() for point in phone.locator("#id_first-trust .scale__point").all()]
    assert len(boxes) == 10
    assert min(min(box["width"], box["height"]) for box in boxes) >= 44
    assert len({round(box["y"]) for box in boxes}) == 2  # two rows of five


def test_a_tapped_point_looks_chosen(gallery, phone):
    phone.goto(gallery)
    phone.evaluate(
        "document.fonts.ready.then(() => null)"
    )  # until the letters have come, the page still moves under a thumb
    label = phone.locator("label[for=id_first-trust_3]")
    before = label.evaluate("element => getComputedStyle(element).backgroundColor")
    phone.locator("#id_first-trust .scale__point").nth(3).click()
    expect(phone.locator("#id_first-trust_3")).to_be_checked()
    expect(label).not_to_have_css("background-color", before)


def test_on_a_phone_the_rooms_fold_away_and_open_without_a_script(gallery, phone):
    phone.goto(gallery)
    room = phone.get_by_role("link", name="Enquiries")
    assert not room.is_visible()
    phone.get_by_role("button", name="Menu", exact=True).focus()
    phone.keyboard.press("Enter")
    expect(room).to_be_visible()
    phone.keyboard.press("Escape")
    expect(room).to_be_hidden()


def test_on_a_desk_the_rooms_stand_open(gallery, desk):
    desk.goto(gallery)
    assert desk.get_by_role("link", name="Enquiries").is_visible()
    assert not desk.get_by_role("button", name="Menu", exact=True).is_visible()


def test_what_is_wrong_is_read_first(gallery, desk):
    desk.goto(gallery)
    expect(desk.locator(".govuk-error-summary")).to_be_focused()
    desk.get_by_role("link", name="When does the health check close? Enter a valid date.").click()
    expect(desk.locator("#id_second-on-day")).to_be_focused()


def test_the_first_thing_on_the_keyboard_skips_to_the_main_part(gallery, desk):
    desk.goto(f"{gallery}?bare")
    desk.evaluate("document.activeElement.blur()")
    desk.locator("body").press("Home")
    skip = desk.get_by_role("link", name="Skip to main content")
    skip.focus()
    assert skip.bounding_box()["height"] > 20
    desk.keyboard.press("Enter")
    expect(desk.locator("#main")).to_be_focused()


def test_everything_is_there_without_a_script(gallery, chromium):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(gallery)
    page.evaluate("document.fonts.ready.then(() => null)")
    page.locator("#id_first-trust .scale__point").nth(3).click()
    expect(page.locator("#id_first-trust_3")).to_be_checked()
    expect(page.locator("figure svg")).to_have_count(7)
    context.close()

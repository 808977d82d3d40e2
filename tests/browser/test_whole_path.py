"""A council that has never seen Concordat runs its health check, from a roster to a committee's paper.

The real command serves; people sign in by the codes in their e-mails; a hundred answer through the real form.
"""

import csv
import io
import json
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta
from html.parser import HTMLParser
from http.client import HTTPConnection
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import go_by
from tests.browser.house import running

pytestmark = pytest.mark.browser

DUTIES = {
    "Mona Lindqvist": "monitoring officer",
    "Lakshmi Rao": "head of internal audit",
    "Cara Chief": "chief executive",
}
CODE = re.compile(r"code=([\w-]+)")
LINK = re.compile(r"http://127\.0\.0\.1:\d+/answer/(\S+)")
GROUPS = {"councillors": 44, "officers": 56}  # who answers: a hundred in all


def address(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@example.org"


def roster() -> bytes:
    """Sixty councillors, two hundred officers, and the independent person."""
    lines = [["kind", "name", "email", "ward", "group", "service", "grade", "duties", "from", "until"]]
    for n in range(60):
        name = f"Councillor {chr(65 + n // 26)}{chr(65 + n % 26)}"
        lines.append(["councillor", name, address(name), f"Ward {n // 3}", "Independent", "", "", "", "", ""])
    named = list(DUTIES)
    for n in range(200):
        name = named[n] if n < len(named) else f"Officer {chr(65 + n // 26)}{chr(65 + n % 26)}"
        lines.append(["officer", name, address(name), "", "", "Planning", "", DUTIES.get(name, ""), "", ""])
    lines.append(["other", "Ama Osei", address("Ama Osei"), "", "", "", "", "independent person", "", ""])
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue().encode()


FIRST = b"kind,name,email,duties\r\nofficer,Mona Lindqvist,mona.lindqvist@example.org,monitoring officer\r\n"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A council with nobody in it but the monitoring officer."""
    folder = tmp_path_factory.mktemp("larkfield")
    (folder / "first.csv").write_bytes(FIRST)
    begin = ["people", "found", "Larkfield Borough Council", "--slug", "larkfield", "--tier", "borough"]
    first = ["people", "import", str(folder / "first.csv"), "--council", "larkfield"]
    with running(folder, before=[begin, first]) as house:
        yield house


def sign_in(page, house, name: str, faults=None) -> None:
    """By the keyboard alone: an address, Enter, the code that came by e-mail, Enter."""
    page.context.clear_cookies()
    page.goto(f"{house.address}/sign-in")
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "email":
            break
    page.keyboard.type(address(name))
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/code**")
    if faults:
        clean(page, faults)
    *_, code = [code for letter in house.mail_to(address(name)) for code in CODE.findall(letter)]
    page.locator("[name=code]").fill(code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/larkfield/")


def clean(page, faults) -> None:
    assert faults(page) == [], page.url


def import_everyone(page, house, faults) -> None:
    page.goto(f"{house.address}/larkfield/people/roster")
    clean(page, faults)
    file = {"name": "roster.csv", "mimeType": "text/csv", "buffer": roster()}
    page.locator("input[type=file]").set_input_files(file)
    go_by(page, page.locator("main form button").first)
    page.wait_for_url("**/people/roster/*")
    expect(page.locator("main")).to_contain_text("260")
    clean(page, faults)
    page.get_by_role("button", name=re.compile("Import|Confirm|Make", re.IGNORECASE)).click()
    page.wait_for_url(re.compile(r"/people/(\?.*)?$"))


def prepare(page, house, faults) -> str:
    page.goto(f"{house.address}/larkfield/health-check/new")
    clean(page, faults)
    page.get_by_label("Name").fill("Winter check")
    page.get_by_label("Committee").fill("Standards Committee")
    today = datetime.now(ZoneInfo("Europe/London")).date()
    for field, day in (("opens_on", today), ("closes_on", today + timedelta(days=14))):
        for place, part in enumerate((day.day, day.month, day.year)):
            page.locator(f"[name^={field}]").nth(place).fill(str(part))
    page.locator("main form button").last.click()
    page.wait_for_url("**/health-check/winter-check/")
    clean(page, faults)
    wave = page.url
    page.goto(f"{wave}roster")
    go_by(page, page.get_by_role("button", name=re.compile("Draw up")))
    page.goto(f"{wave}roster")
    assert "Councillor BB" in page.content()
    clean(page, faults)
    page.goto(f"{wave}preflight")
    clean(page, faults)
    page.goto(f"{wave}key-holders")
    clean(page, faults)
    page.locator("main form button").last.click()  # the three that are suggested
    page.wait_for_url(wave)
    return wave


def sign_roster(page, house, faults, wave: str, *, name: str) -> None:
    sign_in(page, house, name)
    page.goto(f"{wave}roster")
    clean(page, faults)
    signs = page.get_by_role("button", name=re.compile("Sign", re.IGNORECASE)).filter(has_not_text="out")
    go_by(page, signs)


def collect(page, house, faults, wave: str, *, name: str) -> str:
    sign_in(page, house, name)
    page.goto(f"{wave}key")
    clean(page, faults)
    go_by(page, page.get_by_role("button", name=re.compile("Show me my secret")))
    clean(page, faults)
    return page.locator(".secret").inner_text().replace("\n", "")


class Form(HTMLParser):
    """What a form would send: its hidden fields, and the choices that stand open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hidden: list[tuple[str, str]] = []
        self.choices: dict[str, list[str]] = {}
        self.buttons: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "input" and has.get("type") == "hidden":
            self.hidden.append((has["name"], has.get("value", "")))
        if tag == "input" and has.get("type") == "radio":
            self.choices.setdefault(has["name"], []).append(has.get("value", ""))
        if tag == "button" and has.get("name"):
            self.buttons.append((has["name"], has.get("value", "")))


def answer(port: int, link: str, number: int) -> str:
    """Fill in the whole form, page after page, as a browser without script would send it."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        return fill_in(connection, link, number)


def fill_in(connection: HTTPConnection, link: str, number: int) -> str:
    def visit(method: str, body: str = "") -> str:
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method, f"/answer/{link}", body or None, kind)
        reply = connection.getresponse()
        assert "set-cookie" not in {name.lower() for name, _value in reply.getheaders()}
        html = reply.read().decode()
        assert reply.status == 200, html
        return html

    html = visit("GET")
    for step in range(15):
        form = Form(html)
        if not form.buttons:
            return html
        chosen = [
            (name, values[(number + step) % (len(values) - 1)]) for name, values in form.choices.items()
        ]
        onward = next(each for each in form.buttons if each[1] in {str(step + 1), "seal"})
        html = visit("POST", urlencode([*form.hidden, *chosen, onward]))
    raise AssertionError("The form has no end.")


def open_box(page, house, faults, wave: str, *, name: str, secret: str) -> None:
    sign_in(page, house, name)
    page.goto(f"{wave}opening")
    clean(page, faults)
    page.get_by_label(re.compile("secret", re.IGNORECASE)).fill(secret)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_from_a_roster_to_a_paper(house, desk, phone, faults):
    sign_in(desk, house, "Mona Lindqvist", faults)
    clean(desk, faults)
    import_everyone(desk, house, faults)
    wave = prepare(desk, house, faults)
    for signer in ("Councillor AA", "Cara Chief"):
        sign_roster(phone, house, faults, wave, name=signer)
    holders = ("Mona Lindqvist", "Lakshmi Rao", "Ama Osei")
    secrets = {name: collect(phone, house, faults, wave, name=name) for name in holders}
    assert len(set(secrets.values())) == 3

    sign_in(desk, house, "Mona Lindqvist")
    desk.goto(f"{wave}launch")
    clean(desk, faults)
    desk.get_by_role("button", name=re.compile("Launch it")).click()
    desk.wait_for_url(wave)

    house.command("work", "--once")
    links = [link for letter in house.mail() for link in LINK.findall(letter.get_content())]
    assert len(links) == len(set(links)) == 260
    by_atom: dict[str, list[str]] = {}
    for link in links:
        by_atom.setdefault(link.split("-")[0], []).append(link)
    sides = {60: "councillors", 200: "officers"}
    asked = [link for some in by_atom.values() for link in some[: GROUPS[sides[len(some)]]]]

    # One of the hundred answers on a phone, by the keyboard; the others' forms come over the wire.
    on_a_phone(phone, house, faults, asked[0])
    with ThreadPoolExecutor(4) as people:
        pages = list(people.map(lambda each: answer(house.port, each[1], each[0]), enumerate(asked[1:])))
    assert all("Thank you" in page for page in pages)

    desk.goto(f"{wave}close")
    clean(desk, faults)
    go_by(desk, desk.locator("main form button").last)
    open_box(desk, house, faults, wave, name="Ama Osei", secret=secrets["Ama Osei"])
    desk.get_by_text("One more of the three is needed").wait_for()
    open_box(phone, house, faults, wave, name="Lakshmi Rao", secret=secrets["Lakshmi Rao"])
    phone.wait_for_url("**/results")
    clean(phone, faults)
    read_results(phone, house, wave)


def on_a_phone(page, house, faults, link: str) -> None:
    """The promise, every section, the look back, and the seal: Tab, arrows, space and Enter alone."""
    page.context.clear_cookies()
    page.goto(f"{house.address}/answer/{link}")
    for _ in range(15):
        clean(page, faults)
        if page.get_by_text("Thank you").count():
            break
        groups = page.locator("fieldset").count()
        if groups:
            page.locator("fieldset input[type=radio]").first.focus()
            page.keyboard.press("Space")
        page.locator("main form button").first.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
    expect(page.get_by_text("Thank you").first).to_be_visible()
    assert page.context.cookies() == []
    page.goto(f"{house.address}/answer/{link}")
    assert "already" in page.locator("main").inner_text()


def made(page, house, address: str) -> bytes:
    """A file of the worker's, once it stands: the server's own worker may have it in hand just now."""
    for _ in range(40):
        reply = page.request.get(address)
        if "text/html" not in reply.headers["content-type"]:
            return reply.body()
        house.command("work", "--once")  # takes a second or more, in which the other may get it done
    raise AssertionError(f"{address} was never made")


def read_results(page, house, wave: str) -> None:
    """The same figures on the page, in the data and in the three kinds of paper."""
    house.command("work", "--once")
    data = page.request.get(f"{wave}results/json")
    release = json.loads(data.body())
    assert [(atom["side"], atom["invited"], atom["answered"]) for atom in release["atoms"]] == [
        ("councillors", 60, 44),
        ("officers", 200, 56),
    ]
    shown = {item["shown"] for item in release["items"] if item["id"] == "H1"}
    assert all(figure in page.content() for figure in shown)
    assert made(page, house, f"{wave}results/pdf").startswith(b"%PDF")
    word = made(page, house, f"{wave}results/docx")
    with zipfile.ZipFile(io.BytesIO(word)) as parts:
        text = parts.read("word/document.xml").decode()
    assert all(figure in text for figure in shown)
    assert b"invited" in page.request.get(f"{wave}results/csv").body().lower()
    assert page.request.get(f"{wave}results/xlsx").body().startswith(b"PK")

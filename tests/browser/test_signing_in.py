"""Signing in where it is real: a passkey in the browser's own authenticator, an app, and no script at all."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, go_by, visitor
from tests.browser.house import running
from tests.people.signing_in import app_shows

pytestmark = pytest.mark.browser

ROSTER = """kind,name,email,ward,group,service,grade,duties
officer,Mona Lindqvist,mona@larkfield.example,,,Legal,,monitoring officer
officer,Dora Novak,dora@larkfield.example,,,Legal,,deputy monitoring officer
councillor,Amara O'Neill,amara@larkfield.example,Mill Lane,Independent,,,
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("signing-in")
    roster = folder / "roster.csv"
    roster.write_text(ROSTER)
    found = ("people", "found", "Larkfield", "--slug", "larkfield", "--tier", "borough")
    before = (found, ("people", "import", str(roster), "--council", "larkfield"))
    # A passkey belongs to a name: browsers give none to an address of figures.
    with running(folder, before=before, host="localhost", second_step=True) as house:
        yield house


@pytest.fixture
def context(chromium):
    context = visitor(chromium, size=PHONE)
    yield context
    context.close()


def virtual_authenticator(page):
    """A telephone's own authenticator, which Chromium plays: it always recognises the finger.

    Returns what tells the passkeys that lie in it.
    """
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    traits = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
    }
    traits |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    key = session.send("WebAuthn.addVirtualAuthenticator", {"options": traits})["authenticatorId"]
    return lambda: session.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]


def first_step(page, house, email: str) -> None:
    page.goto(f"{house.address}/sign-in")
    page.get_by_label("Your e-mail address").fill(email)
    go_by(page, page.get_by_role("button", name="Send me a code"))
    code = re.search(r"^ {4}(\S+)$", house.mail_to(email)[-1], re.MULTILINE)[1]
    page.get_by_label("The code from the e-mail").fill(code)
    go_by(page, page.get_by_role("button", name="Sign in"))


def sign_out(page) -> None:
    page.get_by_role("button", name="Menu").click()
    go_by(page, page.get_by_role("button", name="Sign out"))


def test_a_passkey_is_made_asked_for_and_replaces_both_steps(house, context, faults):
    page = context.new_page()
    passkeys = virtual_authenticator(page)
    refused = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    first_step(page, house, "mona@larkfield.example")
    page.get_by_text("you need a second step").wait_for()
    assert faults(page) == []
    go_by(page, page.get_by_role("link", name="Add a passkey"))
    # Without a name the device is not asked: what it made would stay behind there.
    go_by(page, page.get_by_role("button", name="Make the passkey"))
    expect(page.get_by_role("link", name="Enter what to call the passkey.")).to_be_visible()
    assert passkeys() == []
    page.get_by_label("What to call it").fill("phone")
    assert faults(page) == []
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_role("heading", name="Your second step is set up").wait_for()
    assert faults(page) == []
    page.get_by_role("link", name="go on").click()
    page.wait_for_url("**/larkfield/")
    sign_out(page)

    first_step(page, house, "mona@larkfield.example")
    page.get_by_role("heading", name="Second step").wait_for()
    assert faults(page) == []
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/larkfield/")
    sign_out(page)

    page.get_by_role("button", name="Sign in with a passkey").wait_for()
    assert faults(page) == []
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/larkfield/")
    for address in ("account/", "account/sessions", "account/recovery-codes", "account/authenticator"):
        page.goto(f"{house.address}/{address}")
        assert faults(page) == [], address
    page.goto(f"{house.address}/account/passkey")
    page.get_by_label("What to call it").fill("phone again")
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_text("This device holds a passkey of yours already.").wait_for()
    page.goto(f"{house.address}/larkfield/people/1/second-step")
    assert faults(page) == []
    page.goto(f"{house.address}/larkfield/people/2/second-step")
    assert faults(page) == []
    assert refused == []


def test_where_no_passkey_is_given_the_page_says_so_and_a_code_still_works(house, context):
    page = context.new_page()
    page.goto(f"{house.address}/sign-in")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('none')) }")
    expect(page.get_by_text("No passkey was used")).to_be_hidden()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("No passkey was used").wait_for()
    expect(page.get_by_role("button", name="Send me a code")).to_be_visible()


def test_without_script_an_app_and_recovery_codes_do_it_all(house, chromium):
    context = visitor(chromium, size=PHONE, script=False)
    page = context.new_page()
    first_step(page, house, "dora@larkfield.example")
    assert page.get_by_role("button", name="Use a passkey").count() == 0
    go_by(page, page.get_by_role("link", name="Set up an authenticator app"))
    key = page.locator("p.secret").inner_text().replace(" ", "")
    page.get_by_label("The code that the app shows now").fill(app_shows(key))
    go_by(page, page.get_by_role("button", name="Set up"))
    expect(page.locator(".secret li")).to_have_count(10)
    codes = page.locator(".secret li").all_inner_texts()
    page.get_by_role("link", name="go on").click()
    page.wait_for_url("**/larkfield/")
    sign_out(page)
    first_step(page, house, "dora@larkfield.example")
    page.get_by_label("Your code").fill(codes[3])
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/larkfield/")
    context.close()

"""A browser, and a Concordat for it to visit. Neither shares anything with the tests' own database."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.house import running

AXE = (Path(__file__).parent / "axe.min.js").read_text()
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
PATIENCE = 60_000  # milliseconds: a busy machine is no fault of the page

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def chromium():
    path = os.getenv("CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.fail("No Chromium found. `make test` installs one where it may; or set CHROMIUM=/path/to/it.")
    quiet = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    quiet += ["--disable-component-update", "--disable-sync", "--disable-quic"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=quiet)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def marlbridge(tmp_path_factory):
    """The demonstration council, as `make run` serves it."""
    with running(tmp_path_factory.mktemp("marlbridge"), demo=True) as house:
        yield house


def visitor(chromium, *, size, script=True):
    context = chromium.new_context(viewport=size, java_script_enabled=script, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    return context


def go_by(page, what) -> None:
    """Press what leads to another page, and go on once that page is there whole.

    A press by itself waits until the answer begins to come: what is read then may be half a page.
    """
    with page.expect_navigation():
        what.click()


@pytest.fixture
def desk(chromium):
    context = visitor(chromium, size=DESK)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(chromium):
    context = visitor(chromium, size=PHONE)
    yield context.new_page()
    context.close()


@pytest.fixture
def faults():
    """What axe finds wrong with a page, and whether a phone would have to scroll it sideways."""

    def found(page) -> list[str]:
        # Until the letters have come, lines are longer or shorter than a reader will see them.
        page.evaluate("document.body.offsetHeight, document.fonts.ready.then(() => null)")
        page.evaluate(AXE)  # and not a script tag, which our own security policy would refuse
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        result = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
        broken = [(rule["id"], node["html"]) for rule in result["violations"] for node in rule["nodes"]]
        said = [f"{rule}: {html[:160]}" for rule, html in broken]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return said + ([f"{wide} px too wide: {page.url}"] if wide > 0 else [])

    return found

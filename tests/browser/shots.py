"""Pictures of the main pages at 360 and 1280 px, into shots/, which git ignores.

python -m tests.browser.shots [words that an address must contain]
"""

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.house import House, running

FOLDER = Path("shots")
WIDTHS = (360, 1280)
WAYS_IN = {
    "organiser": "Ruth Adeyemi",
    "councillor": "Tomos Griffith",
    "leader": "Helen Marsh",
    "officer": "Jack Tolland",
    "independent": "Ama Osei",
}
PAST_STUDY, OPEN_STUDY = "how-we-see-our-work-together", "how-we-see-it-a-year-on"
# Who looks at which page of Marlbridge; {open}, {past} and {coming} stand for its three health checks.
PAGES = {
    "organiser": (
        "",
        "enquiries/all",
        "enquiries/levels/",
        "enquiries/levels/new",
        "enquiries/settings/",
        "enquiries/settings/keeping",
        "enquiries/load/",
        "enquiries/performance/",
        "enquiries/even-handedness/",
        "enquiries/even-handedness/fix",
        "enquiries/even-handedness/1/",
        "enquiries/calendar-changes/",
        "health-check/",
        "health-check/{past}/",
        "health-check/{past}/results",
        "health-check/{open}/",
        "health-check/{coming}/",
        "health-check/{coming}/preflight",
        "health-check/{coming}/roster",
        "health-check/{coming}/key-holders",
        "health-check/{coming}/launch",
        "health-check/questions/",
        "health-check/method",
        "health-check/new",
        "people/",
        "people/roster",
        "council/",
        "council/statutory-posts",
        "bodies/",
        "bodies/standards-committee/",
        "calendar/",
        "trail/",
        "letters/",
        "viewpoints/",
        "viewpoints/new",
        f"viewpoints/{OPEN_STUDY}/",
        f"viewpoints/{OPEN_STUDY}/statements",
        f"viewpoints/{OPEN_STUDY}/grid",
        f"viewpoints/{OPEN_STUDY}/preview",
        f"viewpoints/{PAST_STUDY}/report",
        "protocol/",
        "protocol/new",
        "protocol/protocol-on-working-together/",
        "protocol/protocol-on-working-together/draft/",
        "protocol/protocol-on-working-together/consultation/",
        "protocol/protocol-on-working-together/gaps",
        "protocol/protocol-on-working-together/compare",
        "protocol/scheme-for-councillors-questions/read-in",
    ),
    "councillor": (
        "",
        "enquiries/",
        "enquiries/ask",
        "enquiries/calendar/",
        "enquiries/not-here/safeguarding",
    ),
    "officer": ("", "enquiries/"),
    "leader": ("", "health-check/{past}/results", f"viewpoints/{PAST_STUDY}/report"),
    "independent": (
        "",
        "health-check/{coming}/key",
        f"viewpoints/{PAST_STUDY}/sorts/",
        f"viewpoints/{PAST_STUDY}/evidence",
        f"viewpoints/{PAST_STUDY}/solutions/four-components/",
        f"viewpoints/{PAST_STUDY}/solutions/four-components/turn/1-2",
        f"viewpoints/{PAST_STUDY}/solutions/four-components/viewpoints",
        f"viewpoints/{PAST_STUDY}/solutions/four-components/desk",
    ),
}


def main(wanted: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    path = os.getenv("CHROMIUM") or shutil.which("chromium")
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), demo=True) as house,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for width in WIDTHS:
            take_all(house, browser, width=width, wanted=wanted)
        browser.close()


def take_all(house: House, browser: Browser, *, width: int, wanted: str) -> None:
    for who, name in WAYS_IN.items():
        context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
        page = context.new_page()
        page.goto(f"{house.address}/look-around")
        if who == "organiser":
            take(page, "look-around", width=width, wanted=wanted)
        page.get_by_role("button", name=re.compile(name)).click()
        if who == "councillor":
            take(page, "councillor-front-door", width=width, wanted=wanted)
        waves = slugs(page, house) if who in PAGES else {}
        for address in PAGES.get(who, ()):
            page.goto(f"{house.address}/marlbridge/{address.format(**waves)}")
            take(page, f"{who}-{address or 'today'}", width=width, wanted=wanted)
        context.close()
    ballot(house, browser, width=width, wanted=wanted)


def slugs(page, house: House) -> dict[str, str]:
    page.goto(f"{house.address}/marlbridge/health-check/")
    found = re.findall(r'href="/marlbridge/health-check/((?:pulse|health-check)-[a-z0-9-]+)/', page.content())
    pulse = [slug for slug in found if slug.startswith("pulse")]
    checks = list(dict.fromkeys(slug for slug in found if not slug.startswith("pulse")))
    return {"coming": pulse[0] if pulse else "", "open": checks[0], "past": checks[1]}


def ballot(house: House, browser: Browser, *, width: int, wanted: str) -> None:
    """The steps of one ballot that nobody has filled in yet."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    texts = [file.read_text() for file in sorted((house.folder / "mail").glob("*"))]
    links = [link for text in texts for link in re.findall(r"http://\S+/answer/\S+", text)]
    for link in links:
        page.goto(link)
        if page.get_by_role("button").count():
            break
    for step in range(1, 14):
        take(page, f"ballot-{step:02}", width=width, wanted=wanted)
        if not (onward := page.get_by_role("button").last).count() or "Seal" in onward.inner_text():
            break
        onward.click()
    page.close()


def take(page, name: str, *, width: int, wanted: str) -> None:
    name = re.sub(r"[^a-z0-9-]+", "-", name).strip("-")
    if wanted in name:
        page.screenshot(path=str(FOLDER / f"{name}-{width}.png"), full_page=True)
        print(FOLDER / f"{name}-{width}.png", page.url, flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")

"""Larkfield's enquiries: topics, who leads what, and one enquiry of Amara's at each stage of its life."""

import html
import re
from datetime import UTC, datetime

import pytest
from django.utils.timezone import localdate

from concordat.enquiries import actions
from concordat.enquiries.models import Enquiry, Topic
from concordat.people import actions as people
from concordat.people.rules.duties import Kind
from tests.conftest import appointed

ASKED = datetime(2026, 9, 7, 9, tzinfo=UTC)  # a Monday, at ten in London


def at(day: int, hour: int = 9, minute: int = 0, *, month: int = 9) -> datetime:
    """A moment of September 2026, by London's clocks."""
    return datetime(2026, month, day, hour - 1, minute, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch):
    """Sets the clock that the pages of the room read."""

    def turn(moment: datetime) -> None:
        import importlib
        import pkgutil

        from concordat.enquiries import views

        for page in pkgutil.iter_modules(views.__path__, f"{views.__name__}."):
            module = importlib.import_module(page.name)
            if hasattr(module, "now"):
                monkeypatch.setattr(module, "now", lambda: moment)
            if hasattr(module, "localdate"):
                monkeypatch.setattr(module, "localdate", lambda when=None: localdate(when or moment))

    return turn


@pytest.fixture
def hana(larkfield):
    """The head of highways."""
    return appointed("Hana Sato", Kind.OFFICER, larkfield, service="Highways", grade="Head of service")


@pytest.fixture
def piotr(larkfield):
    """An officer of another service of the same council."""
    return appointed("Piotr Nowak", Kind.OFFICER, larkfield, service="Housing")


@pytest.fixture
def cara(larkfield):
    """A councillor of Amara's ward, and of another group."""
    return appointed("Cara Lewis", Kind.COUNCILLOR, larkfield, ward="Mill Lane", group="Labour")


@pytest.fixture
def topics(larkfield, mona, owen, hana, piotr) -> dict[str, Topic]:
    """What one can ask about, with Hana at the head of highways. Housing has nobody at its head."""
    people.adopt_bank_holidays(council=larkfield, years=range(2026, 2028), by=mona, at=at(1))
    actions.name_lead(service="Highways", office=hana, by=mona, at=at(1))
    return {
        "roads": actions.add_topic(name="Roads and pavements", service="Highways", by=mona, at=at(1)),
        "homes": actions.add_topic(name="Council homes", service="Housing", by=mona, at=at(1)),
        "children": actions.add_topic(
            name="Children’s services", service="Housing", safeguarding=True, by=mona, at=at(1)
        ),
    }


@pytest.fixture
def enquiry(amara, topics) -> Enquiry:
    """Received, and no more. Due on Monday 21 September at 17:00."""
    return actions.ask(
        topic=topics["roads"],
        question="Why has the crossing in Mill Lane been dark for three weeks?",
        ward="Mill Lane",
        by=amara,
        at=ASKED,
    )


@pytest.fixture
def act(client, topics, amara, bilal, cara, owen, hana, piotr, mona):
    """Somebody posts, or looks, and gets the page that comes of it."""
    everyone = (amara, bilal, cara, owen, hana, piotr, mona)
    who = {office.name.split()[0].lower(): office for office in everyone}

    def do(address: str, form: dict | None = None, *, as_: str, status: int = 200) -> str:
        client.force_login(who[as_].person)
        whole = f"/larkfield/enquiries/{address}"
        answer = client.get(whole, follow=True) if form is None else client.post(whole, form, follow=True)
        assert answer.status_code == status, (whole, answer.status_code)
        return answer.content.decode()

    return do


def said_on(page: str) -> str:
    """What a reader reads of a page's main part."""
    main = re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main")])
    return " ".join(html.unescape(main).split())


def problems_in(page: str) -> str:
    """The words of the error summary."""
    found = re.search(r'<div class="govuk-error-summary".*?</div>\s*</div>', page, re.DOTALL)
    return html.unescape(found[0]) if found else ""


def asked_form(topics, **other) -> dict:
    """What a councillor's form sends when nothing but what must be is filled in."""
    whole = {
        "topic": topics["roads"].id,
        "question": "Why has the lamp been dark since May?",
        "whom": "ward",
        "ward": "Mill Lane",
        "sharing": "only me",
        "purpose": "council",
        "do": "check",
    }
    return whole | other


@pytest.fixture
def begin(act):
    """Amara opens the form: the address of a draft of her own, which does not exist yet."""

    def opened(as_: str = "amara") -> str:
        page = act("ask", as_=as_)
        return re.search(r'action="/larkfield/enquiries/(ask/[^"]+)"', page)[1]

    return opened

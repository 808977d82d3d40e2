"""A whole study through the web: sixty people who hold four planted viewpoints sort the starter set of
statements on their pages, and the researcher finds the four again and publishes them."""

import json
import re
from datetime import timedelta

import numpy as np
import pytest

from concordat.letters import actions as letters
from concordat.people.rules.duties import Kind
from concordat.qmethod.congruence import match
from concordat.viewpoints import actions, queries
from concordat.viewpoints.models import Solution, Sort
from concordat.viewpoints.rules import drafts
from tests.conftest import appointed
from tests.viewpoints.conftest import (
    ANALYSING,
    CLOSES,
    CLOSING,
    CODE,
    KEEP_UNTIL,
    OPENING,
    PREPARING,
    SORTING,
)

HERE = "/larkfield/viewpoints/sixty-people"
# How many councillors and officers hold each viewpoint.
HELD = ((12, 3), (3, 12), (8, 7), (7, 8))
WORDS = ("Candid colleagues", "Careful stewards", "Impatient reformers", "Watchful neighbours")


@pytest.fixture
def people(larkfield):
    """Thirty councillors and thirty officers, each with the number of the viewpoint that they hold."""
    held = {}
    for view, sides in enumerate(HELD):
        for kind, count in zip((Kind.COUNCILLOR, Kind.OFFICER), sides, strict=True):
            for number in range(count):
                name = f"{kind[0]}{view}{number:02d} Person"
                held[appointed(name, kind, larkfield, **facts(kind)).id] = view
    return held


def facts(kind) -> dict[str, str]:
    return {"ward": "Castle", "group": "Labour"} if kind is Kind.COUNCILLOR else {"service": "Highways"}


@pytest.fixture
def study(people, mona, isaac):
    made = actions.design_study(
        name="Sixty people",
        purpose="To see whether what is planted is found.",
        researcher=isaac.id,
        committee="Standards Committee",
        closes_on=CLOSES,
        keep_until=KEEP_UNTIL,
        begin=drafts.starter(),
        by=mona,
        at=PREPARING,
    )
    made.questions.all().delete()
    actions.set_sorting(
        study=made,
        forced=True,
        piles=False,
        thinning=False,
        practice=False,
        comment_columns=1,
        keeps_trace=False,
        equivalence=0.5,
        by=mona,
        at=PREPARING,
    )
    actions.ask(study=made, add=list(people), by=mona, at=PREPARING)
    return made


def codes_of(study, people, mona, mailoutbox) -> list[tuple[int, str]]:
    """The viewpoint that each person holds, and the code that came by e-mail."""
    actions.open_study(study=study, by=mona, at=OPENING)
    while letters.deliver_due(at=OPENING + timedelta(minutes=1)).sent:
        pass
    view_of = {f"{name}@larkfield.example": view for name, view in names(people).items()}
    found = [
        (view_of[email.to[0]], CODE.search(email.body)) for email in mailoutbox if email.to[0] in view_of
    ]
    return [(view, code[1]) for view, code in found if code]


def names(people) -> dict[str, int]:
    from concordat.people.models import Office

    offices = Office.objects.filter(id__in=people).select_related("person")
    return {office.email.partition("@")[0]: people[office.id] for office in offices}


def sorted_on_the_pages(client, code: str, places: dict[str, int]) -> None:
    page = client.post(f"/sort/{code}", {"language": "en-gb"}, follow=True)
    laid = {f"place-{key}": str(value) for key, value in places.items()}
    for words in (laid, {}):
        page = client.post(
            page.request["PATH_INFO"], {"revision": revision(page), "do": "go"} | words, follow=True
        )
    page = client.post(f"/sort/{code}/check", {"revision": revision(page), "do": "hand_in"})
    assert "Your sort is handed in" in page.content.decode()


def revision(page) -> str:
    return re.search(r'name="revision" value="(\d+)"', page.content.decode())[1]


@pytest.mark.slow
@pytest.mark.one_database
def test_sixty_people_sort_and_their_four_viewpoints_are_found_and_published(
    client, study, people, mona, isaac, amara, clock, mailoutbox
):
    dice = np.random.default_rng(2026)
    keys = [card.key for card in queries.cards_of(study)]
    grid = [int(value) for value, cards in study.grid for _ in range(cards)]
    assert len(keys) == len(grid) == 48
    planted = dice.normal(size=(48, 4))
    clock(SORTING)
    for view, code in codes_of(study, people, mona, mailoutbox):
        leaning = planted[:, view] + dice.normal(scale=0.7, size=48)
        order = np.argsort(leaning)
        sorted_on_the_pages(
            client, code, {keys[card]: value for card, value in zip(order, grid, strict=True)}
        )
    assert Sort.objects.filter(study=study).count() == 60
    actions.close_due(at=CLOSING)

    clock(ANALYSING)
    client.force_login(isaac.person)
    chosen = {
        "name": "Four",
        "factors": "4",
        "extraction": "pca",
        "rotation": "varimax",
        "correlation": "pearson",
        "level": "0.05",
        "majority": "on",
        "correction": "holm",
        "mode": "standard",
    }
    assert client.post(f"{HERE}/solutions/new", chosen).status_code == 302
    analysis = queries.analysis_of(Solution.objects.get())
    found = match(of=analysis.zscores, to=planted)
    assert (found.congruences >= 0.95).all(), found.congruences

    for view, factor in enumerate(found.order.tolist()):
        words = {"name": WORDS[view], "narrative": "In plain words."}
        client.post(f"{HERE}/solutions/four/viewpoints/{factor + 1}", words)
    assert client.post(f"{HERE}/solutions/four/publish").status_code == 302

    client.force_login(amara.person)
    told = json.loads(client.get(f"{HERE}/report/json").content)
    mixes = {viewpoint["name"]: viewpoint["mix"] for viewpoint in told["viewpoints"]}
    assert mixes == dict(
        zip(
            WORDS,
            ("mostly councillors", "mostly officers", *["councillors and officers alike"] * 2),
            strict=True,
        )
    )
    assert {viewpoint["size"] for viewpoint in told["viewpoints"]} == {"ten or more people"}
    assert len(told["contested"]) == 12
    page = client.get(f"{HERE}/report").content.decode()
    assert all(words in page for words in WORDS)
    assert not re.search(r"\bP\d{3}\b", page)

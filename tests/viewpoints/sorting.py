"""What somebody who sorts reads off a page, and sends."""

import html
import json
import re

from concordat.viewpoints.models import Draft
from tests.viewpoints.conftest import GRID

PILES = ("agree", "neutral", "disagree")
VALUES = [str(value) for value, room in GRID for _ in range(room)]


def in_welsh(study) -> None:
    """Everything of the study has a Welsh wording."""
    for statement in study.statements.all():
        statement.words_cy = f"Yn Gymraeg: {statement.words}"
        statement.save()
    for question in study.questions.all():
        question.words_cy = f"Yn Gymraeg: {question.words}"
        question.options_cy = [f"Yn Gymraeg: {option}" for option in question.options]
        question.save()


def words_of(page) -> str:
    return html.unescape(re.sub(r"\s+", " ", page.content.decode()))


def hidden(page) -> dict[str, str]:
    """What the page's main form would send unseen."""
    form = re.search(
        r"<form method=\"post\" data-.*?</form>|<form method=\"post\" novalidate.*?</form>",
        page.content.decode(),
        re.DOTALL,
    )
    pairs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0] if form else "")
    return dict(pairs)


def places_on(page) -> dict[str, str]:
    """Where each card lies, as its list says."""
    lists = re.findall(r'<select[^>]*name="place-(\w+)".*?</select>', page.content.decode(), re.DOTALL)
    blocks = re.finditer(r'<select[^>]*name="place-(\w+)"(.*?)</select>', page.content.decode(), re.DOTALL)
    found = {block[1]: re.search(r'value="([^"]*)" selected', block[2])[1] for block in blocks}
    assert set(found) == set(lists)
    return found


def send(client, page, **words):
    """Send the form of a page, and follow to where it leads."""
    address = page.request["PATH_INFO"]
    return client.post(address, hidden(page) | words, follow=True)


def agreed(client, code):
    return client.post(f"/sort/{code}", {"language": "en-gb"}, follow=True)


def piled(client, page):
    """Every card on its pile: agree, neutral, disagree in turn."""
    for n in range(12):
        page = send(client, page, do=PILES[n % 3])
    return page


def chosen(client, page):
    while "/choosing" in page.request["PATH_INFO"]:
        boxes = re.findall(r'name="card" value="(\w+)"', page.content.decode())
        most = int(re.search(r'data-most="(\d+)"', page.content.decode())[1])
        page = send(client, page, do="choose", card=boxes[:most])
    return page


def to_the_grid(client, code):
    agreed(client, code)
    order = Draft.objects.get().body["sorting"]["order"]
    cards = [{"do": "pile", "card": card, "pile": PILES[n % 3]} for n, card in enumerate(order)]
    moves(client, code, 0, {"do": "pass", "page": "practice"}, *cards)
    return chosen(client, client.get(f"/sort/{code}/choosing"))


def to_the_check(client, code):
    page = send(client, to_the_grid(client, code), do="go")
    page = send(client, page, do="go")
    return send(client, page, do="go", **{"answer-years": "Longer"})


def hidden_revision(page) -> str:
    return re.search(r'name="revision" value="(\d+)"', page.content.decode())[1]


def moves(client, code, revision, *some, batch="b1", **beside):
    told = {"revision": revision, "batch": batch, "page": "piles", "moves": list(some)} | beside
    return client.post(f"/sort/{code}/moves", json.dumps(told), content_type="application/json")

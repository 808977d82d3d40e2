"""Every page of the house, tried by every member of the cast."""

from pathlib import Path

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse

from tests.access.table import TABLE, WHO, Door, document

DOCUMENT = Path(__file__).parents[2] / "docs" / "access.md"
# Where a page needs another thing than the usual one of its kind.
OTHERWISE = {
    "surveys:results": {"wave": "past"},
    "surveys:download": {"wave": "past"},
    "surveys:opening": {"wave": "past"},
    "letters:try_again": {"key": "failed"},
}
DOORS = {200: Door.OPEN, 302: Door.GOES, 403: Door.REFUSED, 404: Door.HIDDEN, 410: Door.OPEN}


def pages(patterns, room="", words=()):
    """The name of every page, and the words of its address."""
    for pattern in patterns:
        below = (*words, *pattern.pattern.converters)
        if hasattr(pattern, "url_patterns"):
            yield from pages(pattern.url_patterns, pattern.namespace or room, below)
        elif room:  # the others are second names of the same pages, for allauth
            yield f"{room}:{pattern.name}", below


PAGES = {name: words for name, words in pages(get_resolver().url_patterns) if not name.startswith("design:")}


def door_of(answer) -> Door:
    if answer.headers.get("Location", "").startswith("/sign-in?next="):
        return Door.SIGN_IN
    return DOORS[answer.status_code]


def address_of(name, things) -> str:
    words = {word: things[OTHERWISE.get(name, {}).get(word, word)] for word in PAGES[name]}
    return reverse(name, kwargs=words)


@pytest.mark.parametrize("room", sorted({name.split(":")[0] for name in PAGES}))
def test_the_doors_of(room, client, things, request):
    found, told = {}, {}
    for page, (_, *doors) in TABLE.items():
        method, name = page.split()
        for who, door in zip(WHO, doors, strict=True):
            if name.split(":")[0] == room:
                told[page, who] = door
                with transaction.atomic():
                    client.logout()
                    if who != "nobody":
                        client.force_login(request.getfixturevalue(who).person)
                    found[page, who] = door_of(getattr(client, method.lower())(address_of(name, things)))
                    transaction.set_rollback(True)  # the next visitor finds everything as it was
    assert found == told


def test_every_page_stands_in_the_table():
    assert {page.split()[1] for page in TABLE} == set(PAGES)


def test_the_document_says_what_the_table_says():
    assert DOCUMENT.read_text() == document(), "Run: python -m tests.access.table > docs/access.md"

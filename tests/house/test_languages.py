"""A page is in one language, and says in which: no browser's wish changes half of one."""

import re

import pytest

from tests.access.conftest import *  # noqa: F403 - fixtures
from tests.access.table import TABLE, WHO, Door
from tests.access.test_access import PAGES, address_of

# Whole in Welsh, so they follow the browser. The ballot and the sort have a choice of their own.
IN_WELSH_TOO = {"enquiries:ask", "enquiries:draft", "enquiries:check", "enquiries:not_here"}
LANGUAGE = re.compile(r'<html[^>]* lang="([^"]+)"')


def opened_by(who: str) -> list[str]:
    place = list(WHO).index(who)
    rows = ((page.split(), doors) for page, (_for, *doors) in TABLE.items())
    return [
        name
        for (method, name), doors in rows
        if method == "GET" and doors[place] is Door.OPEN and name in PAGES
    ]


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.parametrize("who", ["nobody", "amara", "mona"])
def test_a_browser_that_prefers_welsh_gets_whole_pages_only(who, client, things, request):
    if who != "nobody":
        client.force_login(request.getfixturevalue(who).person)
    spoken = {}
    for name in opened_by(who):
        page = client.get(address_of(name, things), headers={"accept-language": "cy"})
        if page.status_code == 200 and b"<html" in page.getvalue():
            spoken[name] = LANGUAGE.search(page.getvalue().decode()).group(1)
    assert len(spoken) > 5
    assert {name for name, language in spoken.items() if language.casefold() != "en-gb"} <= IN_WELSH_TOO


def test_the_words_around_the_page_are_in_welsh_too_where_it_is(client, amara, things):
    client.force_login(amara.person)
    address = address_of("enquiries:ask", things)
    page = client.get(address, headers={"accept-language": "cy"})
    assert page.headers["Content-Language"] == "cy"
    assert "Accept-Language" in page.headers["Vary"]
    for words in ("Neidio i’r prif gynnwys", "Gwiriad iechyd", "Allgofnodi", "Datganiad hygyrchedd"):
        assert words in page.content.decode()
    assert "Sign out" in client.get(address).content.decode()

"""No page does anything for a method that it does not know: every address, every office, every method."""

import pytest
from django.db import transaction

from tests.access.conftest import *  # noqa: F403 - fixtures
from tests.access.table import TABLE, WHO, Door
from tests.access.test_access import PAGES, address_of

READING = ("HEAD", "OPTIONS")
WRITING = ("PUT", "PATCH", "DELETE")
NAMES = sorted({page.split()[1] for page in TABLE} & set(PAGES))
CLOSED = {Door.REFUSED: {403, 404}, Door.HIDDEN: {404}, Door.SIGN_IN: {302}}


def doors_of(name: str, who: str) -> Door:
    _for, *doors = next(row for page, row in TABLE.items() if page.split()[1] == name)
    return doors[list(WHO).index(who)]


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.parametrize("who", WHO)
def test_no_office_gets_in_by_another_method(who, client, things, request):
    if who != "nobody":
        client.force_login(request.getfixturevalue(who).person)
    answers = {}
    for name in NAMES:
        for method in (*READING, *WRITING):
            # HEAD makes the whole page that GET makes: where that opens, tests/access has seen it.
            if method == "HEAD" and doors_of(name, who) not in CLOSED:
                continue
            with transaction.atomic():
                answers[method, name] = client.generic(method, address_of(name, things)).status_code
                transaction.set_rollback(True)
    assert {status for status in answers.values() if status >= 500} == set()
    got_in = {
        (method, name): status
        for (method, name), status in answers.items()
        if (closed := CLOSED.get(doors_of(name, who))) and status not in closed | {405}
    }
    assert got_in == {}
    wrote = {each: status for each, status in answers.items() if each[0] in WRITING and status < 300}
    assert wrote == {}

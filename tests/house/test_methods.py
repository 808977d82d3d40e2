"""No page does anything for a method that it does not know: every address, every office, every method."""

import pytest
from django.db import transaction

from tests.access.conftest import *  # noqa: F403 - fixtures
from tests.access.table import TABLE, WHO, Door
from tests.access.test_access import PAGES, address_of

UNKNOWN = ("OPTIONS", "PUT", "PATCH", "DELETE")
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
    got_in = {}
    for name in NAMES:
        # HEAD makes the whole page that GET makes: where that opens, tests/access has seen it.
        shut = CLOSED.get(doors_of(name, who))
        for method in UNKNOWN if shut is None else ("HEAD", *UNKNOWN):
            with transaction.atomic():
                status = client.generic(method, address_of(name, things)).status_code
                transaction.set_rollback(True)
            # Whoever has not signed in is asked to, before anything else.
            told_so = shut if shut and (method == "HEAD" or who == "nobody") else set()
            if status not in told_so | {405}:
                got_in[method, name] = status
    assert got_in == {}

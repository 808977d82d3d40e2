"""What every page of a council has in common: it is kept by no machine, and answers to three methods."""

import pytest


@pytest.mark.parametrize("page", ["/larkfield/", "/larkfield/people/", "/larkfield/health-check/"])
def test_no_machine_keeps_a_page_for_whoever_presses_back(client, amara, page):
    client.force_login(amara.person)
    kept = client.get(page).headers["Cache-Control"]
    assert "no-store" in kept
    assert "private" in kept


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace", "options"])
def test_other_methods_are_refused(client, amara, method):
    client.force_login(amara.person)
    assert getattr(client, method)("/larkfield/people/").status_code == 405


def test_a_stranger_learns_nothing_by_another_method(client, nerys, larkfield):
    client.force_login(nerys.person)
    for council in ("larkfield", "nowhere"):
        assert client.put(f"/{council}/people/").status_code == 405


def test_an_address_with_a_nul_is_not_understood_and_breaks_nothing(client, amara):
    """PostgreSQL refuses a text that holds one, and a page that looked for it would fall over."""
    client.force_login(amara.person)
    answer = client.get("/larkfield/protocol/?words=a%00b")
    assert answer.status_code == 400
    assert "Permissions-Policy" in answer.headers

"""What a machine beside the server asks of it."""

import pytest
from django.db import OperationalError, connection

from concordat.home import queries


def test_a_server_with_the_tables_of_this_version_is_ready(client, db):
    assert client.get("/ready").status_code == 200


def test_a_server_whose_tables_are_of_another_version_is_not_ready(client, db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'trail' AND name = '0002_written_once'")
    page = client.get("/ready")
    assert (page.status_code, page.content) == (503, b"not ready\n")


def test_a_server_without_its_database_is_not_ready_but_alive(client, monkeypatch):
    def gone() -> bool:
        raise OperationalError("the database is gone")

    monkeypatch.setattr(queries, "is_up_to_date", gone)
    assert client.get("/ready").status_code == 503
    assert client.get("/alive").status_code == 200


@pytest.mark.parametrize("address", ["/alive", "/ready"])
def test_neither_is_sent_to_https_nor_sets_a_cookie(client, db, settings, address):
    settings.SECURE_SSL_REDIRECT = True
    page = client.get(address)
    assert page.status_code == 200
    assert not page.cookies

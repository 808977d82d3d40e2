"""A PostgreSQL database for a test that must commit: the trail of the suite's own cannot be emptied again."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from psycopg import sql

BEGIN = """
import django
django.setup()
from django.core.management import call_command
for app in APPS:
    call_command("migrate", app, verbosity=0)
"""


@contextmanager
def scratch_database() -> Iterator[str]:
    """The address of an empty database beside the one that the suite runs on; gone when the test ends."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time; this is about several at once.")
    named = f"scratch_{uuid4().hex[:12]}"
    at = connection.settings_dict
    own = {"host": at["HOST"], "port": at["PORT"], "user": at["USER"], "password": at["PASSWORD"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **own) as owner:
        owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(named)))
        try:
            yield f"postgresql://{own['user']}:{own['password']}@{own['host']}:{own['port'] or 5432}/{named}"
        finally:
            owner.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(named)))


def run_in(address: str, story: str, *, apps: tuple[str, ...]) -> str:
    """Run a story in a process of its own, on that database, with these apps' tables. What did it print?"""
    surroundings = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    words = f"APPS = {apps!r}\n{BEGIN}\n{story}"
    done = subprocess.run(
        [sys.executable, "-c", words], env=surroundings, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr
    return done.stdout

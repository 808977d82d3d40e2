"""The house keeps its shape. What import contracts cannot say is said here."""

import inspect
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import connection
from django.urls import get_resolver

import concordat
from concordat.people.rules.councils import RESERVED

HOUSE = Path(concordat.__file__).parent
ROOT = HOUSE.parent
ROOMS = sorted(file.parent.name for file in HOUSE.glob("*/__init__.py"))
UNLIKE_OTHERS = {"cli", "demo", "design", "papers", "qmethod", "smallsample"}


def views(patterns):
    for pattern in patterns:
        yield from views(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern.callback]


def deeds():
    """Every public function that is defined in some room's actions, be they one file or a package."""
    for file in sorted([*HOUSE.glob("*/actions.py"), *HOUSE.glob("*/actions/*.py")]):
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for deed_name, deed in inspect.getmembers(import_module(name), inspect.isfunction):
            if deed.__module__ == name and not deed_name.startswith("_"):
                yield pytest.param(deed, id=f"{name}.{deed_name}")


@pytest.mark.parametrize(
    "view", list(views(get_resolver().url_patterns)), ids=lambda view: f"{view.__module__}.{view.__name__}"
)
def test_every_view_says_whom_it_is_open_to(view):
    assert hasattr(view, "open_to")


def test_no_council_can_take_the_address_of_a_page():
    firsts = {str(pattern.pattern).split("/")[0] for pattern in flat(get_resolver().url_patterns)}
    assert {word for word in firsts if word and "<" not in word} | {"static"} == RESERVED


def flat(patterns):
    """Every address of the house that does not begin with a council's name."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns") and not str(pattern.pattern):
            yield from flat(pattern.url_patterns)
        else:
            yield pattern


@pytest.mark.parametrize("deed", list(deeds()))
def test_every_action_names_its_words_and_is_told_the_time(deed):
    words = inspect.signature(deed).parameters
    assert all(word.kind in {word.KEYWORD_ONLY, word.VAR_KEYWORD} for word in words.values())
    assert "at" in words


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_in_one_sentence_what_it_is_for(room):
    caption = (import_module(f"concordat.{room}").__doc__ or "").strip()
    assert caption.endswith(".")
    assert len(caption.splitlines()) == 1


def test_every_room_is_arranged_alike_or_is_named_here_as_unlike():
    plan = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = {contract["name"]: contract for contract in plan["tool"]["importlinter"]["contracts"]}
    arranged = contracts["Every room is arranged alike, and has no other furniture"]["containers"]
    assert set(ROOMS) == {room.removeprefix("concordat.") for room in arranged} | UNLIKE_OTHERS


def test_no_template_carries_script_or_style_of_its_own():
    """The content security policy would refuse them; a page must not depend on what is refused."""
    inline = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=", re.IGNORECASE)
    guilty = [file.name for file in HOUSE.rglob("templates/**/*.html") if inline.search(file.read_text())]
    assert guilty == []


def test_the_locked_dependencies_name_no_place_to_fetch_them_from():
    for lock in (ROOT / "requirements").glob("*.txt"):
        assert "://" not in lock.read_text()
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_the_survey_command_starts_without_django():
    """A council without a server should not wait for one to be loaded."""
    code = "import sys, concordat.cli; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_django_finds_nothing_wrong_with_the_tables():
    """Two constraints of one name pass on SQLite, and PostgreSQL refuses the second."""
    assert [str(message) for message in run_checks()] == []


def test_the_migrations_say_what_the_models_say(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_constraint_and_index_that_the_models_name_stands_in_the_database(db):
    """Tables made together (people/migrations/_together.py) lack nothing that came in a later step."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
            stands = set(re.findall(r'"(\w+)"', " ".join(row[0] for row in cursor.fetchall())))
        else:
            cursor.execute("SELECT conname FROM pg_constraint UNION SELECT indexname FROM pg_indexes")
            stands = {row[0] for row in cursor.fetchall()}
    models = apps.get_models()
    wanted = {each.name for model in models for each in (*model._meta.constraints, *model._meta.indexes)}
    assert len(wanted) > 100
    assert wanted - stands == set()


def test_no_test_sleeps_or_holds_a_stopwatch():
    """Seconds here are minutes on a busy machine: speed is shown in benchmarks, beside a peer."""
    clock = re.compile(r"perf_counter|process_time|timeit|monotonic|\bsleep\(")
    tests = (ROOT / "tests").rglob("*.py")
    guilty = {str(file.relative_to(ROOT / "tests")) for file in tests if clock.search(file.read_text())}
    # Two wait for a server or say how long the suite took, one measures by request.
    assert guilty - {"house/test_the_house.py"} == {"browser/house.py", "machine.py", "surveys/lived.py"}

"""The cast: two councils, and the people whom every test knows by name."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, settings

from concordat.people import actions
from concordat.people.models import Council, Office
from concordat.people.rules.councils import Nation, Tier
from concordat.people.rules.duties import Duty, Kind

# The same examples at each run: what fails here fails for everybody, and again. No example is judged by the
# clock, which on a busy machine would fail what is right.
settings.register_profile(
    "house", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}
AT = datetime(2025, 5, 2, 9, tzinfo=UTC)


def pytest_addoption(parser):
    parser.addoption("--only-database", action="store_true", help="leave out what uses no database")


def pytest_collection_modifyitems(config, items):
    """A second database need not be shown what never touches the first."""
    if config.getoption("--only-database"):
        using = [
            item
            for item in items
            if not item.get_closest_marker("one_database")
            and (
                item.get_closest_marker("django_db")
                or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
            )
        ]
        kept = set(using)
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = using


def appointed(name: str, kind: Kind, council: Council, *duties: Duty, **facts: str) -> Office:
    first_name = name.split()[0].lower()
    return actions.appoint(
        council=council,
        name=name,
        email=f"{first_name}@{council.slug}.example",
        kind=kind,
        begins_on=date(2025, 5, 2),
        duties=frozenset(duties),
        by=None,
        at=AT,
        **facts,
    )


@pytest.fixture
def larkfield(db):
    """The council in which nearly everything happens."""
    return actions.found_council(
        name="Larkfield Borough Council", slug="larkfield", tier=Tier.BOROUGH, nation=Nation.ENGLAND, at=AT
    )


@pytest.fixture
def netherby(db):
    """Another council on the same Concordat. Nothing of Larkfield's may be seen from here."""
    return actions.found_council(
        name="Netherby District Council", slug="netherby", tier=Tier.DISTRICT, nation=Nation.ENGLAND, at=AT
    )


@pytest.fixture
def amara(larkfield):
    """A councillor, who asks."""
    return appointed("Amara O'Neill", Kind.COUNCILLOR, larkfield, ward="Mill Lane", group="Independent")


@pytest.fixture
def bilal(larkfield):
    """Another councillor, to whom what Amara does is none of his business."""
    return appointed(
        "Bilal Rahman", Kind.COUNCILLOR, larkfield, Duty.GROUP_LEADER, ward="Castle", group="Labour"
    )


@pytest.fixture
def owen(larkfield):
    """An officer, who answers."""
    return appointed("Owen Pryce", Kind.OFFICER, larkfield, service="Highways")


@pytest.fixture
def mona(larkfield):
    """The monitoring officer, who runs the council's Concordat."""
    return appointed("Mona Lindqvist", Kind.OFFICER, larkfield, Duty.MONITORING_OFFICER, service="Legal")


@pytest.fixture
def isaac(larkfield):
    """The independent person, who is of neither side."""
    return appointed("Isaac Mensah", Kind.OTHER, larkfield, Duty.INDEPENDENT_PERSON)


@pytest.fixture
def nerys(netherby):
    """The monitoring officer of the other council."""
    return appointed("Nerys Hughes", Kind.OFFICER, netherby, Duty.MONITORING_OFFICER, service="Legal")

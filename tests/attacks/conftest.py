"""The attacks are made on Larkfield's health check, at each stage of its life."""

from tests.surveys.conftest import (  # noqa: F401 (fixtures, used by their names)
    answered,
    clock,
    closed,
    launched,
    links,
    people,
    prepared,
    released,
    secrets,
)

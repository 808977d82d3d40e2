"""Larkfield's health check, at each stage, for things to go wrong with."""

from tests.surveys.conftest import (  # noqa: F401 - fixtures
    answered,
    clock,
    closed,
    launched,
    links,
    people,
    prepared,
    secrets,
)

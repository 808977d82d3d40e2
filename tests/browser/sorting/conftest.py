"""A study of forty statements, open, in a Concordat of its own; a code for each who sorts."""

import pytest

from tests.browser.house import running
from tests.browser.sorting.hands import said_by


@pytest.fixture(scope="package")
def house(tmp_path_factory):
    with running(tmp_path_factory.mktemp("sorting")) as house:
        yield house


@pytest.fixture(scope="package")
def codes(house):
    return iter(said_by(house, "tests.browser.a_study"))


@pytest.fixture
def code(codes):
    return next(codes)

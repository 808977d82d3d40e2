import pytest

from tests.trail.scratch import run_in, scratch_database

FOUR_WRITERS = """
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from django.db import connection
from concordat.people import actions as people
from concordat.trail import actions, queries

at = datetime(2026, 3, 2, 12, tzinfo=UTC)
larkfield = people.found_council(
    name="Larkfield Borough Council", slug="larkfield", tier="borough", nation="England", at=at
)

def write(n):
    actions.record(did="noted", thing=larkfield, by=None, council_id=larkfield.id, at=at, n=n)
    connection.close()

with ThreadPoolExecutor(4) as writers:
    list(writers.map(write, range(100)))
print([end.lines for end in queries.ends()], queries.verify())
"""


# Named for `--only-database`: this is of no use on the first database, and much on the second.
@pytest.mark.usefixtures("django_db_setup")
def test_parallel_writers_add_to_one_chain():
    with scratch_database() as address:
        assert run_in(address, FOUR_WRITERS, apps=("trail",)) == "[101] None\n"

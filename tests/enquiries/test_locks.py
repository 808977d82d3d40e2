"""What is written once is held by the database itself, against whoever writes SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from concordat.enquiries import actions, queries
from concordat.enquiries.models import AccessDecision, Breach, Edition, Event, Message, Review
from tests.enquiries.conftest import at

WRITTEN_ONCE = (Breach, Event, Edition, Message, AccessDecision)


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.rowcount == 0 and pytest.fail(f"It touched no row, so it proves nothing: {sql}")
    except DatabaseError as error:
        return any(word in str(error) for word in ("written once", "noted once", "stays as it was decided"))


@pytest.fixture
def late(enquiry, owen, hana, amara):
    """Answered late, with papers refused, and a review decided."""
    actions.decide_papers(
        enquiry=enquiry,
        papers="The survey",
        right="need to know",
        outcome="refused",
        reason="It names residents.",
        reviewer=hana,
        by=owen,
        at=at(8),
    )
    actions.answer(enquiry=enquiry, words="Mended.", by=owen, at=at(25))
    review = actions.ask_for_review(enquiry=enquiry, about="time", words="Late.", by=amara, at=at(28))
    actions.decide_review(review=review, finding="upheld", reasons="It was late.", by=hana, at=at(29))
    return enquiry


@pytest.mark.parametrize("table", WRITTEN_ONCE)
def test_what_is_written_once_can_be_neither_changed_removed_nor_replaced(late, table):
    name = table._meta.db_table
    columns = ", ".join(f'"{field.column}"' for field in table._meta.local_fields)
    assert table.objects.exists()
    assert refused(f"UPDATE {name} SET council_id = council_id")
    assert refused(f"DELETE FROM {name}")
    if connection.vendor == "sqlite":  # PostgreSQL has no such statement
        assert refused(f"INSERT OR REPLACE INTO {name} ({columns}) SELECT {columns} FROM {name}")
    else:
        connection.check_constraints()
        assert refused(f"TRUNCATE {name} CASCADE")


def test_a_breach_is_not_replaced_by_another_of_its_kind(late):
    others = ", ".join(f'"{field.column}"' for field in Breach._meta.local_fields if field.column != "id")
    assert refused(f"INSERT INTO enquiries_breach ({others}) SELECT {others} FROM enquiries_breach")


def test_a_decided_review_stays_as_it_was_decided(late):
    assert Review.objects.get().decided_at
    assert refused("UPDATE enquiries_review SET finding = 'stands'")
    assert refused("DELETE FROM enquiries_review")


def test_neither_reopening_nor_handing_over_nor_an_answer_takes_a_breach_away(late, amara, owen):
    before = [(breach.promise, breach.clock, breach.due_at) for breach in queries.breaches_of(late)]
    assert ("reply", "paused") in [each[:2] for each in before]
    actions.reopen(enquiry=late, words="It is dark again.", by=amara, at=at(29))
    actions.hand_over(enquiry=late, service="Housing", by=owen, at=at(30))
    kept = [(breach.promise, breach.clock, breach.due_at) for breach in queries.breaches_of(late)]
    assert kept[: len(before)] == before
    cycles = queries.cycles_of(late)
    assert [cycle.number for cycle in cycles] == [1, 2]
    assert cycles[0].stage == "answered"

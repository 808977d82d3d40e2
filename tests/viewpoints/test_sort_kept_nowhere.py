"""What was handed in has lost its code, its place and its time. Looked for in every table."""

import json
import random

import pytest
from django.db import connection

from concordat.viewpoints import actions, queries
from concordat.viewpoints.models import Draft, Sort, Ticket
from concordat.viewpoints.rules import codes
from concordat.viewpoints.rules.draft import Pile
from tests.viewpoints.conftest import OPENING, SORTING


def sorted_through(code: str, *, at=SORTING) -> None:
    """From consent to handing in, by the room's own doors."""
    today = at.date()
    actions.begin(code=code, language="en-gb", at=at)
    paper = queries.paper(code, today=today)
    order = paper.started.sorting.order
    cards = [{"do": "pile", "card": card, "pile": list(Pile)[n % 3].value} for n, card in enumerate(order)]
    wanted = [{"do": "pass", "page": "practice"}, *cards]
    paper = actions.make_moves(code=code, revision=0, wanted=wanted, page="piles", at=at)
    from concordat.viewpoints.rules import thinning

    while offered := thinning.offer(paper.started.sorting, paper.plan):
        wanted = [{"do": "choose", "cards": list(offered.cards[: offered.most])}]
        paper = actions.make_moves(
            code=code, revision=paper.started.revision, wanted=wanted, page="choosing", at=at
        )
    actions.hand_in(code=code, revision=paper.started.revision, at=at)


def everything_stored() -> dict[str, list[tuple]]:
    held = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            held[table] = cursor.fetchall()
    return held


def as_words(rows) -> str:
    return " ".join(
        repr(bytes(cell)) if isinstance(cell, memoryview | bytes) else str(cell)
        for row in rows
        for cell in row
    )


def test_a_sort_has_no_column_for_a_time_an_address_or_an_order():
    """Whoever adds one must come here and say why."""
    columns = {field.name: field.get_internal_type() for field in Sort._meta.get_fields()}
    assert columns == {
        "id": "BigAutoField",
        "council": "ForeignKey",
        "study": "ForeignKey",
        "pseudonym": "CharField",
        "side": "CharField",
        "values": "JSONField",
        "comments": "JSONField",
        "may_quote": "BooleanField",
        "answers": "JSONField",
        "order": "JSONField",
        "trace": "JSONField",
        "consent": "PositiveSmallIntegerField",
        "language": "CharField",
    }
    of_a_ticket = {field.name for field in Ticket._meta.get_fields() if not field.auto_created}
    assert of_a_ticket == {"council", "study", "fingerprint", "side", "spent"}
    of_a_draft = {field.name for field in Draft._meta.get_fields() if not field.auto_created}
    assert of_a_draft == {"council", "ticket", "consent", "language", "revision", "body"}


def test_handing_in_changes_the_sort_the_ticket_and_the_draft_and_nothing_else(opened):
    actions.begin(code=opened.code_of["bilal"], language="en-gb", at=SORTING)
    before = everything_stored()
    sorted_through(opened.code_of["amara"])
    after = everything_stored()
    changed = {table for table in after if sorted(map(str, after[table])) != sorted(map(str, before[table]))}
    changed -= {"sqlite_sequence"}
    assert changed == {"viewpoints_sort", "viewpoints_ticket"}
    assert Draft.objects.count() == 1, "the one of somebody else, who is still sorting"


def test_no_table_holds_a_code_or_tells_when_somebody_sorted(opened):
    code = opened.code_of["amara"]
    at = OPENING.replace(hour=17, minute=43, second=21)
    before = {table: as_words(rows) for table, rows in everything_stored().items()}
    sorted_through(code, at=at)
    held = {table: as_words(rows) for table, rows in everything_stored().items()}
    assert [table for table, words in held.items() if code in words and "letters" not in table] == []
    # The database itself may have been made at that time of day: only what is new can tell.
    moment = ("17:43", "18:43", str(int(at.timestamp())))
    told = [(table, word) for table, words in held.items() for word in moment if word in words]
    assert [(table, word) for table, word in told if word not in before.get(table, "")] == []


def test_nothing_that_a_ticket_holds_leads_to_its_sort(opened):
    sorted_through(opened.code_of["amara"])
    sorted_through(opened.code_of["bilal"])
    tickets = Ticket.objects.filter(spent=True).values("fingerprint", "id")
    sorts = as_words(Sort.objects.values_list())
    for ticket in tickets:
        assert bytes(ticket["fingerprint"]).hex() not in sorts
    # The sides are all that both have, and two of the same side cannot be told apart by it.
    assert {ticket.side for ticket in Ticket.objects.filter(spent=True)} == {"councillors"}


def test_with_every_sort_all_rows_are_written_anew_in_an_order_drawn_by_chance(opened, monkeypatch):
    """Where the newest row lies would tell who came last. Over many arrivals it lies everywhere."""
    dice = random.Random(5)
    monkeypatch.setattr("concordat.viewpoints.actions.sorting.SystemRandom", lambda: dice)
    keys = [f"s{n:02d}" for n in range(1, 13)]
    where, ids = [], set()
    for n in range(30):
        known = set(Sort.objects.filter(study=opened).values_list("pseudonym", flat=True))
        marked = Sort(side="officers", values=dict.fromkeys(keys, n), consent=1, language="en-gb", order=keys)
        from concordat.viewpoints.actions.sorting import shuffle_in

        shuffle_in(study=opened, sorts=[marked], at=SORTING)
        rows = list(Sort.objects.filter(study=opened).order_by("id"))
        assert not ids & {row.id for row in rows}, "every row has a new number"
        ids |= {row.id for row in rows}
        assert known < {row.pseudonym for row in rows}, "and keeps the name under which it is read"
        where.append(next(place for place, row in enumerate(rows) if row.pseudonym not in known) / (n + 1))
    assert min(where[9:]) < 0.25
    assert max(where[9:]) > 0.75
    assert [row.values["s01"] for row in rows] != sorted(row.values["s01"] for row in rows)


def test_the_values_are_not_stored_in_the_order_in_which_they_were_laid(opened):
    sorted_through(opened.code_of["amara"])
    with connection.cursor() as cursor:
        cursor.execute('SELECT "values" FROM viewpoints_sort')
        [stored] = cursor.fetchone()
    stored = stored if isinstance(stored, dict) else json.loads(stored)
    assert sorted(stored) == list(stored)


@pytest.mark.parametrize("spoilt", ["k7f3d-90m2q-x041t", ""])
def test_no_code_opens_what_it_was_not_given_for(opened, spoilt):
    with pytest.raises(codes.NotACode):
        queries.paper(spoilt, today=SORTING.date())


def test_a_closed_study_has_no_draft_left(opened, mona):
    from concordat.viewpoints.actions import close_study

    actions.begin(code=opened.code_of["amara"], language="en-gb", at=SORTING)
    close_study(study=opened, by=mona, at=SORTING)
    assert not Draft.objects.exists()
    with pytest.raises(codes.TooLate):
        queries.paper(opened.code_of["amara"], today=SORTING.date())

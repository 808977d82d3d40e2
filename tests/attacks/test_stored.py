"""What lies in the database, in its files and in its logs: attacks A1 to A4 of docs/method/attacks.md.

Each attack has a second test, `…_is_seen`, that takes the defence away and then finds what was hidden: so
that nobody has to believe that the first could fail.
"""

import logging
import re
from contextlib import nullcontext
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import connection, transaction

from concordat.letters.models import Letter
from concordat.people.models import Person
from concordat.surveys import access, queries
from concordat.surveys.models import Urn
from concordat.surveys.rules import ballot, links, sealing
from concordat.trail.models import Entry
from tests.attacks.looking import cast, changes, everything, ratings
from tests.surveys.conftest import ANSWERING
from tests.surveys.test_permutation import Undone, after, courses, sealed_alike  # noqa: F401 - a fixture

KEPT = {"unspent", "spent", "box"}


@pytest.fixture
def sheet(links):
    """A link of the councillors, and a sheet on which every rating is a seven."""
    return links["councillors"][0], ratings(links["councillors"][0], every=7)


@pytest.fixture
def touching(monkeypatch, amara):
    """A ballot that also notes, in passing, when somebody was last here: what must never happen."""
    real = access.may_answer

    def noting(**told):
        Person.objects.filter(id=amara.person_id).update(last_login=ANSWERING)
        return real(**told)

    monkeypatch.setattr(access, "may_answer", noting)


# ------------------------------------------------------------------------- A1: the order of rows and keys


def rows_and_keys() -> dict[str, list[object]]:
    """Of every table the keys in the order of their places, and the number that the next row would get."""
    held = {table: [row[0] for row in rows] for table, rows in everything().items()}
    held["surveys_urn in full"] = everything()["surveys_urn"]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
        else:
            cursor.execute("SELECT sequencename, last_value FROM pg_sequences ORDER BY sequencename")
        held["numbers to come"] = list(cursor.fetchall())
    return held


def test_a01_the_order_of_rows_and_keys_tells_nothing(links, sealed_alike):  # noqa: F811 - as above
    """Seen to fail: with a box that keeps the order of arrival, in the test below."""
    before = rows_and_keys()
    states = {repr(after(course, look=rows_and_keys)) for course in courses(links, number=8, seed=11)}
    assert len(states) == 1
    assert before.keys() == rows_and_keys().keys()
    course = next(courses(links, number=1, seed=12))
    now = after(course, look=rows_and_keys)
    # Not one row more, and not one number used up: a key would be a place in a queue.
    assert {table for table in before if before[table] != now[table]} == {"surveys_urn in full"}


def test_a01_is_seen_when_the_box_keeps_the_order(links, sealed_alike, monkeypatch):  # noqa: F811
    monkeypatch.setattr(ballot, "put_in", lambda row, part: row + part)
    states = {repr(after(course, look=rows_and_keys)) for course in courses(links, number=4, seed=11)}
    assert len(states) > 1


# --------------------------------------------------------------- A2: xmin, ctid and the transaction itself


def written(before) -> dict[str, set[object]]:
    """Each table of which a row has been written since, with the transactions that wrote it."""
    found: dict[str, set[object]] = {}
    for table, rows in versions().items():
        if new := set(rows) - set(before[table]):
            found[table] = {row[0] for row in new}
    return found


def versions() -> dict[str, list[tuple[object, ...]]]:
    """On PostgreSQL (xmin, xmax, ctid) of every row; on SQLite, which keeps no such thing, the row itself."""
    if connection.vendor == "sqlite":
        return {table: [("", *row) for row in rows] for table, rows in everything().items()}
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT xmin::text, xmax::text, ctid::text FROM "{table}"')
            found[table] = cursor.fetchall()
    return found


def one_ballot(sheet) -> dict[str, set[object]]:
    with transaction.atomic():
        before = versions()
        cast(*sheet)
        return written(before)


def test_a02_the_transaction_of_a_ballot_writes_urns_and_nothing_else(sheet):
    """Seen to fail: with a ballot that touches its writer's row, in the test below.

    On PostgreSQL `xmin` and `xmax` of every row of every table are compared, so that even a lock would show.
    """
    assert set(one_ballot(sheet)) == {"surveys_urn"}


def test_a02_is_seen_when_a_person_is_written_beside_the_ballot(sheet, touching):
    assert set(one_ballot(sheet)) == {"surveys_urn", "people_person"}


def urns_written(sheet) -> tuple[list[object], int]:
    """The urns in the order in which this ballot writes them, and how many transactions have written any."""
    order = []

    def noting(execute, sql, params, many, context):
        if sql.startswith('UPDATE "surveys_urn"'):
            order.append(params[-1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noting), transaction.atomic():
        cast(*sheet)
    return order, len({row[0] for row in versions()["surveys_urn"]})


def after_each_side(links) -> list[tuple[list[object], int]]:
    told = []
    for side in ("councillors", "officers", "officers", "councillors"):
        link = links[side].pop()
        told.append(urns_written((link, ratings(link, every=5))))
    return told


def test_a02_no_order_and_no_transaction_tells_which_side_answered_last(links):
    """Seen to fail: write one urn only, in the test below. (Until November 2026 it did so.)

    Where a row comes to lie is PostgreSQL's affair, and hangs on how full its page is. That it is asked for
    the same rows in the same order, whichever side answers, is ours.
    """
    told, urns = after_each_side(links), sorted(Urn.objects.values_list("id", flat=True))
    assert {number for _order, number in told} == {1}
    assert {tuple(order) for order, _number in told} == {tuple(urns)}


def test_a02_is_seen_when_one_urn_alone_is_written(links, monkeypatch):
    real = Urn.save

    def lazy(urn, **words):
        if bytes(Urn.objects.get(id=urn.id).box) != bytes(urn.box):
            real(urn, **words)

    monkeypatch.setattr(Urn, "save", lazy)
    told = after_each_side(links)
    assert len({tuple(order) for order, _number in told}) > 1
    # SQLite keeps no number of who wrote a row.
    assert ({number for _order, number in told} == {1}) is (connection.vendor == "sqlite")


# ------------------------------------------------------------------------------- A3: times, logs and mail


def times_written(sheet) -> list[str]:
    """Every cell with a day or a time in it that a ballot has changed."""
    before = everything()
    with transaction.atomic():
        cast(*sheet, at=ANSWERING + timedelta(hours=3, minutes=7))
    return [
        f"{change.table}.{change.column}"
        for change in changes(before, everything())
        if isinstance(change.now, datetime) or re.search(r"20\d\d-\d\d-\d\d", repr(change.now))
    ]


def test_a03_no_time_is_written_with_a_ballot(sheet):
    """Seen to fail: with a ballot that notes when somebody was last here, in the test below."""
    assert times_written(sheet) == []


def test_a03_is_seen_when_a_time_is_noted(sheet, touching):
    assert times_written(sheet) == ["people_person.last_login"]


class Noting(logging.Handler):
    """The lines that would reach a log, through the product's own filter for ballots."""

    def __init__(self, *filters):
        super().__init__(logging.DEBUG)
        self.lines = []
        for each in filters:
            self.addFilter(each)

    def emit(self, record):
        self.lines.append(record.getMessage())


def logged(client, link, answers, *filters) -> list[str]:
    handler, root = Noting(*filters), logging.getLogger()
    loggers = [root, logging.getLogger("django"), logging.getLogger("django.request")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    try:
        client.get(f"/answer/{link}")
        client.post(f"/answer/{link}", {name: str(said) for name, said in answers.items()} | {"go": "seal"})
        client.get(f"/answer/{link}")
        client.get(f"/answer/{link[:-1]}")
        logging.getLogger("django.request").warning("Gone: %s", f"/answer/{link}")
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.removeHandler(handler)
            logger.setLevel(level)
    return handler.lines


def test_a03_neither_log_nor_mail_nor_trail_has_a_line_of_a_ballot(client, sheet, clock):
    """Seen to fail: without the filter the line with the link is there, in the test below."""
    clock(ANSWERING)
    letters, trailed, sent = Letter.objects.count(), Entry.objects.count(), len(mail.outbox)
    link, answers = sheet
    lines = logged(client, link, answers, links.NoBallots())
    assert [line for line in lines if "answer" in line or link in line] == []
    assert (Letter.objects.count(), Entry.objects.count(), len(mail.outbox)) == (letters, trailed, sent)


def test_a03_is_seen_when_the_log_is_not_filtered(client, sheet, clock):
    clock(ANSWERING)
    link, answers = sheet
    assert [line for line in logged(client, link, answers) if link in line]


def test_a03_the_server_is_started_without_a_log_of_visits(monkeypatch):
    """Seen to fail: with `log_access=True` in `concordat serve`."""
    import granian

    from concordat import cli

    told = {}

    class Server:
        def __init__(self, *words, **settings):
            told.update(settings)

        def serve(self):
            pass

    monkeypatch.setattr(granian, "Granian", Server)
    monkeypatch.setattr(cli, "prepare", lambda **words: None)
    monkeypatch.setattr(cli, "greet", lambda **words: None)
    monkeypatch.setattr(cli.working, "Worker", nullcontext)
    cli.serve(host="127.0.0.1", port=1, workers=1, demo=False)
    assert told["log_access"] is False


# -------------------------------------------------------- A4: a copy before, and a copy after one ballot


def difference(sheet) -> dict[str, tuple[int, int]]:
    """What two copies of the database, before and after, differ in: each column with its lengths."""
    found = {}
    try:
        with transaction.atomic():
            before = everything()
            cast(*sheet)
            for change in changes(before, everything()):
                found[f"{change.table}.{change.column}"] = (len(change.was), len(change.now))
            raise Undone
    except Undone:
        return found


def shapes(links) -> set[str]:
    """The difference that each of very different ballots makes: blank, all ones, all tens, and others'."""
    sheets = [
        (links["councillors"][n], ratings(links["councillors"][n], every=said))
        for n, said in ((0, 1), (1, 10), (2, 5))
    ]
    sheets.append((links["councillors"][3], {}))
    return {repr(difference(sheet)) for sheet in sheets}


def test_a04_copies_before_and_after_differ_alike_whoever_answered_whatever(links):
    """Seen to fail: with ballots that are only as long as what is filled in, in the test below."""
    [told] = shapes(links)
    assert told == repr(
        {"surveys_urn.unspent": (192, 160), "surveys_urn.spent": (0, 32), "surveys_urn.box": (0, 112)}
    )


def test_a04_is_seen_when_ballots_are_not_padded(links, monkeypatch):
    real = ballot.encode
    monkeypatch.setattr(ballot, "encode", lambda answers, *, items: real(answers, items=items).rstrip(b"\0"))
    assert len(shapes(links)) > 1


def test_a04_what_came_in_cannot_be_read_and_is_never_twice_the_same(links):
    """Seen to fail: with a seal that is no seal, below."""
    assert read_from_the_difference(links) == []


def test_a04_is_seen_when_the_seal_hides_nothing(links, monkeypatch):
    monkeypatch.setattr(sealing, "seal_ballot", lambda plain, **words: plain)
    assert read_from_the_difference(links)


def read_from_the_difference(links) -> list[bytes]:
    """Anything in the box that is the sheet itself, or that two equal sheets have in common."""
    link, other = links["councillors"][:2]
    sheet = ratings(link, every=9)
    plain = ballot.encode(sheet, items=queries.ballot_paper(link, today=ANSWERING.date()).items)
    boxes = []
    for each in (link, other):
        try:
            with transaction.atomic():
                cast(each, sheet)
                boxes.append(bytes(Urn.objects.get(atom__side="councillors").box))
                raise Undone
        except Undone:
            continue
    alike = [boxes[0]] if boxes[0] == boxes[1] else []
    return [box for box in boxes if plain[:12] in box] + alike

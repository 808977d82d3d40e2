"""A text is brought, mended and made a draft of: nothing of it is lost, and nobody overwrites anybody."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from concordat.protocol import actions, queries
from concordat.protocol.models import Edition, RepairStep, SourceFile, Wording
from concordat.protocol.rules import reading as reader
from concordat.protocol.rules import readings, repairing
from concordat.protocol.rules.clauses import Kind
from tests.protocol.bringing import HERE, TEXT, address, as_read, key_with
from tests.protocol.conftest import DRAFTING, READING


@pytest.fixture
def source(begun, mona, client, clock, monkeypatch) -> SourceFile:
    monkeypatch.setattr(reader, "read", lambda body, *, name: as_read(body.decode()))
    client.force_login(mona.person)
    client.post(f"{HERE}read-in", {"words": TEXT})
    return SourceFile.objects.get()


def test_pasted_words_are_read_and_kept_and_nothing_is_a_draft_yet(client, source):
    page = client.get(address(source)).content.decode()
    assert "Every character of the source stands in a clause, or is left out with a reason." in page
    assert not Wording.objects.exists()
    assert bytes(source.body).decode() == TEXT


def test_the_screen_shows_the_source_beside_what_was_made_of_it(client, source):
    page = client.get(address(source, "repair?show=all")).content.decode()
    assert page.count('class="repair__source"') >= 4
    assert "We are open with one another" in page
    assert f"What {1} is" in page


def test_a_file_is_brought_as_well_as_words_and_comes_out_byte_for_byte(client, begun, mona, clock):
    client.force_login(mona.person)
    file = SimpleUploadedFile("protocol.txt", TEXT.encode())
    client.post(f"{HERE}read-in", {"file": file})
    found = SourceFile.objects.get()
    answer = client.get(address(found, "original"))
    assert answer.content == TEXT.encode()
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"words": ""}, "Choose a file, or paste the words below."),
        ({"words": "   \n "}, "Choose a file, or paste the words below."),
        ({"file": SimpleUploadedFile("empty.txt", b"")}, "empty"),
        ({"words": "Some words", "file": SimpleUploadedFile("a.txt", b"Others")}, "not both"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence_and_nothing_typed_is_lost(
    client, begun, mona, clock, typed, said
):
    client.force_login(mona.person)
    page = client.post(f"{HERE}read-in", typed).content.decode()
    assert said in page
    assert typed.get("words", "") in page
    assert not SourceFile.objects.exists()


def test_a_clause_is_taken_apart_demoted_marked_and_left_out_by_the_buttons_of_the_page(client, source):
    key = key_with(source, "1.2 We are open")
    text = next(c.text for c in queries.work_of(source).clauses if c.key == key)
    place = text.index("1.2 We")
    client.post(address(source, f"repair/{key}"), {"do": "split", "place": place, "seen": 0})
    new = key_with(source, "1.2 We are open")
    client.post(address(source, f"repair/{new}"), {"do": "label", "words": "We are open", "seen": 1})
    client.post(
        address(source, "repair"), {"do": f"set:{new}", f"deed-{new}": "owe|by each to the other", "seen": 2}
    )
    last = key_with(source, "We talk early")
    page = client.post(
        address(source, "repair"), {"do": f"set:{last}", f"deed-{last}": "leave out|front matter", "seen": 3},
        follow=True,
    )  # fmt: skip
    assert page.status_code == 200
    source.refresh_from_db()
    work = queries.work_of(source)
    clause = next(c for c in work.clauses if c.key == new)
    assert (clause.label, clause.kind, clause.owed) == ("1.2", "expectation", "by each to the other")
    assert "front matter" in {each.reason for each in work.left_out}
    assert repairing.unplaced(work) == ()


def test_a_range_is_set_at_once_by_the_numbers_beside_the_clauses(client, source):
    client.post(
        address(source, "repair"), {"range": "yes", "first": 1, "last": 3, "deed": "mark|note", "seen": 0}
    )
    source.refresh_from_db()
    kinds = [clause.kind.value for clause in queries.work_of(source).clauses]
    assert kinds[:3] == ["note"] * 3
    assert "note" not in kinds[3:]
    page = client.post(
        address(source, "repair"), {"range": "yes", "first": 1, "last": 300, "deed": "mark|note", "seen": 1}
    ).content.decode()
    assert "There are only" in page


def test_every_step_can_be_taken_back_and_taken_again(client, source):
    before = queries.work_of(source)
    key = key_with(source, "We talk early")
    client.post(address(source, "repair"), {"do": f"promote:{key}", "seen": 0})
    client.post(address(source, "repair"), {"do": f"join:{key}", "seen": 1})
    source.refresh_from_db()
    after = queries.work_of(source)
    for seen in (2, 3):
        client.post(address(source, "undo"), {"seen": seen})
    source.refresh_from_db()
    assert queries.work_of(source) == before
    for seen in (4, 5):
        client.post(address(source, "undo"), {"seen": seen, "again": "yes"})
    source.refresh_from_db()
    assert queries.work_of(source).clauses == after.clauses


def test_of_two_who_repair_at_once_the_second_changes_nothing_and_is_told_what_was_done(client, source):
    first, second = key_with(source, "We talk early"), key_with(source, "We work together")
    client.post(address(source, "repair"), {"do": f"confirm:{first}", "seen": 0})
    page = client.post(address(source, "repair"), {"do": f"promote:{second}", "seen": 0}, follow=True)
    assert "Mona Lindqvist: confirm" in page.content.decode()
    source.refresh_from_db()
    assert source.revision == 1
    assert RepairStep.objects.count() == 1


def test_confirming_makes_a_draft_of_all_of_it_and_keeps_file_and_reading(client, source, begun):
    page = client.post(address(source, "confirm"), {"title": "Working together", "seen": 0}, follow=True)
    assert "The draft is made." in page.content.decode()
    draft = Edition.objects.get()
    source.refresh_from_db()
    read = queries.work_of(source).clauses
    assert [(c.label, c.heading, c.text, c.depth) for c in queries.clauses_of(draft)] == [
        (c.label, c.heading, c.text, c.depth) for c in read
    ]
    assert draft.source == source
    assert bytes(source.body).decode() == TEXT
    assert client.get(address(source, "repair")).status_code == 404


def test_a_draft_with_words_in_it_is_not_overwritten(client, source, begun, mona):
    draft = begun.editions.get()
    actions.add_clause(edition=draft, after="", kind=Kind.RULE, text="Ours.", by=mona, at=DRAFTING)
    page = client.post(address(source, "confirm"), {"title": "T", "seen": 0}).content.decode()
    assert "There is a draft with words in hand already." in page
    assert Wording.objects.count() == 1


def test_a_long_text_is_read_by_the_worker_and_the_page_shows_how_far_it_is(
    client, begun, mona, clock, monkeypatch
):
    monkeypatch.setattr(readings, "AT_ONCE_ELSE", 10)
    client.force_login(mona.person)
    page = client.post(f"{HERE}read-in", {"words": TEXT}, follow=True).content.decode()
    assert "It is being read." in page
    assert "<progress" in page
    assert actions.read_due(at=READING) == 1
    found = SourceFile.objects.get()
    assert found.state == "read"
    assert "Look through it and repair it" in client.get(address(found)).content.decode()


def test_what_the_worker_cannot_read_is_told_in_a_sentence(client, begun, mona, clock, monkeypatch):
    monkeypatch.setattr(readings, "AT_ONCE_ELSE", 0)
    client.force_login(mona.person)
    client.post(f"{HERE}read-in", {"file": SimpleUploadedFile("a.txt", b"\n \n")})
    assert actions.read_due(at=READING) == 0
    found = SourceFile.objects.get()
    assert found.state == "refused"
    assert found.trouble in client.get(address(found)).content.decode()


def test_a_file_whose_worker_died_is_taken_by_another_and_given_up_after_three(begun, mona, monkeypatch):
    monkeypatch.setattr(readings, "AT_ONCE_ELSE", 0)
    found = actions.bring(instrument=begun, name="a.txt", body=TEXT.encode(), by=mona, at=READING)
    SourceFile.objects.filter(id=found.id).update(state="reading", attempts=1, alive_at=READING)
    assert actions.read_due(at=READING + timedelta(minutes=1)) == 0
    assert actions.read_due(at=READING + timedelta(minutes=6)) == 1
    SourceFile.objects.filter(id=found.id).update(state="waiting", attempts=3)
    assert actions.read_due(at=READING) == 0
    found.refresh_from_db(fields=["state", "trouble"])
    assert found.state == "refused"
    assert "another format" in found.trouble


def test_what_was_brought_and_first_read_cannot_be_changed(source):
    for column, value in (("body", "x'00'"), ("name", "'other'"), ("sha256", "'other'"), ("reading", "'{}'")):
        written = "'\\x00'" if column == "body" and connection.vendor == "postgresql" else value
        with (
            pytest.raises(DatabaseError, match="stays as it came"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE protocol_sourcefile SET {column} = {written}")


def test_a_text_of_another_council_and_one_thrown_away_are_not_found(client, source, nerys):
    client.force_login(nerys.person)
    assert client.get(address(source)).status_code == 404
    client.force_login(source.brought_by.person)
    client.post(address(source, "throw-away"))
    assert client.get(address(source, "repair")).status_code == 404
    assert "thrown away" in client.get(address(source)).content.decode()


def test_script_in_a_heading_is_shown_and_never_run(client, begun, mona, clock):
    client.force_login(mona.person)
    client.post(
        f"{HERE}read-in",
        {"words": "Title\n\n1. <script>alert(1)</script>\n1.1 <b>bold</b> words, quite long enough.\n"},
    )
    found = SourceFile.objects.get()
    for page in ("", "repair?show=all", "confirm"):
        assert "<script>alert" not in client.get(address(found, page)).content.decode()
    client.post(address(found, "confirm"), {"title": "<script>alert(2)</script>", "seen": 0})
    page = client.get(f"{HERE}draft/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_text(
    client, begun, mona, clock, django_assert_max_num_queries
):
    client.force_login(mona.person)
    long = "Title\n\n" + "".join(
        f"{n}. Clause {n} says something that is long enough to be a rule.\n" for n in range(1, 60)
    )
    client.post(f"{HERE}read-in", {"words": long})
    found = SourceFile.objects.get()
    with django_assert_max_num_queries(12):
        client.get(address(found, "repair?show=all"))
    client.post(address(found, "confirm"), {"title": "T", "seen": 0})
    with django_assert_max_num_queries(12):
        page = client.get(f"{HERE}draft/").content.decode()
    assert page.count('class="clause clause--') == 50

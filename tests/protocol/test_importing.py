"""A text is brought, mended and made a draft of: nothing of it is lost, and nobody overwrites anybody."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from concordat.protocol import actions, queries
from concordat.protocol.actions import importing
from concordat.protocol.models import Edition, RepairStep, SourceFile, Wording
from concordat.protocol.rules import comparing, laid_beside, readings, repairing
from concordat.protocol.rules import reading as reader
from concordat.protocol.rules.clauses import Clause, Kind, LeftOut, Reading, Span
from concordat.protocol.rules.editions import Adopted
from concordat.protocol.rules.instruments import InstrumentKind
from concordat.trail.models import Entry
from tests.protocol.conftest import DRAFTING, READING, key_of

HERE = "/larkfield/protocol/working-together/"
TEXT = (
    "Working together\n\n"
    "1. Aims\n"
    "1.1 We work together with respect for one another. 1.2 We are open with one another at all times.\n"
    "2. When things go wrong\n"
    "2.1 We talk early, and we talk to the person whom it concerns before we talk to anybody else.\n"
)


def as_read(text: str) -> Reading:
    """What a reader might make of it that missed a clause within a line, and is not sure of another."""
    lines = [line for line in text.splitlines() if line]
    spans = [Span(text.index(line), text.index(line) + len(line)) for line in lines]
    clauses = (
        Clause("1.", "Aims", "", Kind.HEADING, 0, source=(spans[1],)),
        Clause("1.1", "", lines[2].partition(" ")[2], Kind.RULE, 1, confidence=0.4, source=(spans[2],)),
        Clause("2.", "When things go wrong", "", Kind.HEADING, 0, source=(spans[3],)),
        Clause("2.1", "", lines[4].partition(" ")[2], Kind.RULE, 1, confidence=0.6, source=(spans[4],)),
    )
    return Reading(lines[0], None, None, clauses, (LeftOut("title", lines[0], spans[0]),), (), text)


@pytest.fixture
def source(begun, mona, client, clock, monkeypatch) -> SourceFile:
    monkeypatch.setattr(reader, "read", lambda body, *, name: as_read(body.decode()))
    client.force_login(mona.person)
    client.post(f"{HERE}read-in", {"words": TEXT})
    return SourceFile.objects.get()


def address(source, page: str = "") -> str:
    return f"{HERE}read-in/{source.id}/{page}"


def key_with(source, words: str) -> str:
    source.refresh_from_db()
    return next(c.key for c in queries.work_of(source).clauses if words in c.heading + c.text)


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


NEXT = (
    "Working together\n\n1. Aims\n\n"
    "1.1 This protocol says how councillors and officers work together.\n"
    "1.2 It is looked at again every year by the Standards Committee.\n\n"
    "2. What each may expect\n\n"
    "2.1 Councillors give clear direction.\n"
    "2.2 Officers answer within twenty working days.\n"
)


@pytest.fixture
def long(adopted, mona, client, clock, monkeypatch) -> SourceFile:
    """A text that follows an edition, and is too long to be laid beside it while somebody waits."""
    monkeypatch.setattr(laid_beside, "AT_ONCE", 0)
    clock(READING)
    client.force_login(mona.person)
    client.post(f"{HERE}read-in", {"words": NEXT})
    return SourceFile.objects.get()


def confirmed(client, source):
    return client.post(address(source, "confirm"), {"title": "Next", "seen": source.revision}, follow=True)


def test_a_long_text_becomes_a_draft_by_the_worker_and_the_page_shows_how_far_it_is(
    client, long, adopted, mona
):
    page = confirmed(client, long).content.decode()
    assert "The draft is being made" in page
    assert "<progress" in page
    assert Edition.objects.count() == 1
    assert actions.lay_due(at=READING) == 1
    draft = Edition.objects.get(resolved_at=None)
    keys = {row.label: row.clause.key for row in queries.rows_of(draft)}
    assert (keys["2.2"], keys["2.1"]) == (key_of(adopted, "2.1"), key_of(adopted, "2.2"))
    assert (draft.title, draft.made_by.id, draft.begun_from) == ("Next", mona.id, adopted)
    [line] = Entry.objects.filter(did="made a draft of a reading")
    assert line.by.id == mona.id
    assert "See the draft" in client.get(address(long)).content.decode()
    assert actions.lay_due(at=READING) == 0


def test_a_text_thrown_away_before_the_worker_came_becomes_no_draft(client, long):
    confirmed(client, long)
    assert client.post(address(long, "repair"), {"do": "promote:1", "seen": "0"}).status_code == 404
    client.post(address(long, "throw-away"))
    assert actions.lay_due(at=READING) == 0
    assert Edition.objects.count() == 1


def test_a_text_thrown_away_while_the_worker_was_at_it_becomes_no_draft(client, long, mona, monkeypatch):
    confirmed(client, long)

    def compared(old, new):
        actions.throw_away(source=SourceFile.objects.get(), by=mona, at=READING)
        return comparing.compare(old, new)

    monkeypatch.setattr(importing, "compare", compared)
    assert actions.lay_due(at=READING) == 0
    assert Edition.objects.count() == 1
    assert SourceFile.objects.get().state == "thrown away"


def test_where_a_colleague_began_a_draft_meanwhile_the_text_waits_and_says_why(client, long, adopted, mona):
    confirmed(client, long)
    other = actions.begin_draft(instrument=adopted.instrument, by=mona, at=READING)
    assert other.wordings.exists()
    assert actions.lay_due(at=READING) == 0
    long.refresh_from_db()
    assert long.state == "read"
    assert "There is a draft with words in hand already." in client.get(address(long)).content.decode()
    assert other.wordings.count() == adopted.wordings.count()
    actions.abandon_draft(edition=other, by=mona, at=READING)
    confirmed(client, long)
    assert actions.lay_due(at=READING) == 1


def test_a_draft_whose_worker_died_is_made_by_another_and_given_up_after_three(client, long):
    confirmed(client, long)
    SourceFile.objects.update(attempts=1, alive_at=READING)
    assert actions.lay_due(at=READING + timedelta(minutes=1)) == 0
    SourceFile.objects.update(attempts=3, alive_at=READING)
    assert actions.lay_due(at=READING + timedelta(minutes=6)) == 0
    long.refresh_from_db()
    assert long.state == "read"
    assert "gave up three times" in client.get(address(long)).content.decode()
    confirmed(client, long)
    assert actions.lay_due(at=READING + timedelta(minutes=6)) == 1


def test_what_nobody_thought_of_ends_no_worker(client, long, monkeypatch):
    def compared(old, new):
        raise ZeroDivisionError

    confirmed(client, long)
    monkeypatch.setattr(importing, "compare", compared)
    assert actions.lay_due(at=READING) == 0
    long.refresh_from_db()
    assert (long.state, long.attempts) == ("read", 3)
    assert not Edition.objects.filter(resolved_at=None).exists()


# ---------------------------------------------------------------------------------- names told by a file


def told(words: str, key: str) -> str:
    return f'- {words} <!-- clause label="" kind="rule" key="{key}" -->\n'


def brought(instrument, mona, text: str) -> SourceFile:
    return actions.bring(instrument=instrument, name="next.md", body=text.encode(), by=mona, at=READING)


def test_a_file_of_ours_keeps_its_clauses_whatever_was_written_in_them(adopted, mona):
    """By its words alone the rewritten clause was a new one, and its history was cut off."""
    own = key_of(adopted, "2.1")
    text = f"# Next\n\n{told('Nothing of the old words is left here.', own)}{told('Both are open.', '')}"
    source = brought(adopted.instrument, mona, text)
    draft = actions.confirm_reading(source=source, title="Next", seen=0, by=mona, at=READING)
    keys = [row.clause.key for row in queries.rows_of(draft)]
    assert keys[0] == own
    assert keys[1] not in set(queries.rows_of(adopted).values_list("clause__key", flat=True))


def test_names_of_another_instrument_and_names_told_twice_are_ignored_with_a_warning(adopted, mona):
    own = key_of(adopted, "2.1")
    other = actions.begin_instrument(
        name="Members’ code", kind=InstrumentKind.PROTOCOL, place="", by=mona, at=READING
    )
    foreign = actions.add_clause(
        edition=other.editions.get(), after="", kind=Kind.RULE, text="Theirs.", by=mona, at=READING
    ).clause.key
    text = "# Next\n\n" + told("Ours.", own) + told("Copied.", own) + told("Theirs.", foreign)
    source = brought(adopted.instrument, mona, text)
    warnings = " ".join(source.reading["warnings"])
    assert "Names of clauses that this instrument never gave were ignored (1 in this file)" in warnings
    assert "more than once were ignored but for the first (1 of them)" in warnings
    draft = actions.confirm_reading(source=source, title="Next", seen=0, by=mona, at=READING)
    keys = [row.clause.key for row in queries.rows_of(draft)]
    assert keys[0] == own
    assert len({*keys, foreign}) == 4


def test_the_worker_checks_the_names_of_a_long_file_as_well(adopted, mona, monkeypatch):
    monkeypatch.setattr(readings, "AT_ONCE_ELSE", 0)
    source = brought(adopted.instrument, mona, "# Next\n\n" + told("Theirs.", "zzzzzz"))
    assert actions.read_due(at=READING) == 1
    source.refresh_from_db()
    assert "that this instrument never gave" in " ".join(source.reading["warnings"])


def test_a_clause_that_comes_back_has_the_name_that_it_had(adopted, mona):
    gone = actions.begin_draft(instrument=adopted.instrument, by=mona, at=READING)
    name = key_of(adopted, "2.1")
    actions.remove_clause(edition=gone, key=name, seen=0, by=mona, at=READING)
    later = READING + timedelta(days=30)
    actions.resolve(
        edition=gone,
        resolved=Adopted("Full Council", later.date(), "17", later.date()),
        why_not_consulted="A slip.",
        file_name="",
        file=b"",
        by=mona,
        at=later,
    )
    text = "# Next\n\n" + told("Officers answer within ten working days.", name)
    source = actions.bring(
        instrument=adopted.instrument, name="next.md", body=text.encode(), by=mona, at=later
    )
    draft = actions.confirm_reading(source=source, title="Next", seen=0, by=mona, at=later)
    assert [row.clause.key for row in queries.rows_of(draft)] == [name]


def test_a_text_that_follows_an_edition_not_yet_in_force_knows_its_clauses(draft, mona):
    """A draft begun by hand did; one that was read in had every clause anew."""
    actions.resolve(
        edition=draft,
        resolved=Adopted("Full Council", READING.date(), "16.3", READING.date() + timedelta(days=60)),
        why_not_consulted="It was adopted before it was brought here.",
        file_name="",
        file=b"",
        by=mona,
        at=READING,
    )
    source = actions.bring(
        instrument=draft.instrument, name="next.txt", body=NEXT.encode(), by=mona, at=READING
    )
    made = actions.confirm_reading(source=source, title="Next", seen=0, by=mona, at=READING)
    assert key_of(made, "2.1") == key_of(draft, "2.2")

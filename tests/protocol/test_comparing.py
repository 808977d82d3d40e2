"""Editions laid beside each other, beside the model and beside a file; and slips corrected without a body."""

import io
import json
from datetime import date

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from concordat.protocol import actions, queries
from concordat.protocol.actions import comparing as deeds
from concordat.protocol.models import Comparison, Edition
from concordat.protocol.rules import laid_beside
from concordat.protocol.rules.clauses import Kind, Owed
from concordat.protocol.rules.editions import Adopted, ChangedMeanwhile, Stage
from tests.protocol.conftest import READING, key_of

HERE = "/larkfield/protocol/working-together/"
PUBLIC = "/larkfield/published/working-together/"


def reworded(draft, label, text, mona, at=READING):
    row = draft.wordings.get(label=label)
    actions.reword_clause(
        edition=draft, key=row.clause.key, seen=row.revision, kind=Kind(row.kind), label=row.label,
        heading=row.heading, text=text, owed=Owed(row.owed) if row.owed else None, tags=row.tags,
        measure=row.measure, by=mona, at=at,
    )  # fmt: skip


@pytest.fixture
def second(adopted, mona) -> Edition:
    """The next edition, in draft: ten days have become twenty, and the sixth clause is gone."""
    draft = actions.begin_draft(instrument=adopted.instrument, by=mona, at=READING)
    reworded(draft, "2.1", "Officers answer within twenty working days.", mona)
    actions.remove_clause(edition=draft, key=key_of(draft, "(a)"), seen=draft.revision, by=mona, at=READING)
    return draft


@pytest.fixture
def in_force(second, mona) -> Edition:
    actions.resolve(
        edition=second, resolved=Adopted("Full Council", date(2026, 6, 29), "20", date(2026, 7, 1)),
        why_not_consulted="Urgent.", by=mona, at=READING,
    )  # fmt: skip
    return second


@pytest.fixture
def compared(client, adopted, second, mona, clock) -> Comparison:
    client.force_login(mona.person)
    client.post(f"{HERE}compare", {"new": second.id, "old": adopted.id})
    return Comparison.objects.get()


def page(client, comparison, query="") -> str:
    return client.get(f"{HERE}compare/{comparison.id}/{query}").content.decode()


def test_two_editions_are_told_clause_by_clause_side_by_side_and_in_one_text(client, compared):
    beside = page(client, compared)
    assert "changed in force" in beside
    assert "<del> ten</del>" in beside
    assert "<ins> twenty</ins>" in beside
    one = page(client, compared, "?view=one")
    assert "<del> ten</del><ins> twenty</ins>" in one


def test_the_rows_are_narrowed_to_one_verdict(client, compared):
    assert "They say what matters most." in page(client, compared, "?verdict=removed")
    assert "<ins> twenty</ins>" not in page(client, compared, "?verdict=removed")
    assert "<ins> twenty</ins>" in page(client, compared, "?verdict=in+force")
    assert "There is no such clause." in page(client, compared, "?verdict=nonsense")


@pytest.mark.parametrize("query", ["", "?verdict=different", "?view=one"])
def test_it_opens_on_what_differs_and_says_how_many_rows_it_does_not_show(client, compared, query):
    different = page(client, compared, query)
    assert "<ins> twenty</ins>" in different
    assert "They say what matters most." in different
    assert "Same words." not in different
    every = len(laid_beside.rows_of(compared.result))
    hidden = every - len(laid_beside.rows_of(compared.result, verdict="different"))
    assert f"{hidden} rows are unchanged and not shown." in different
    assert f">Show all {every} rows</a>" in different


@pytest.mark.parametrize("query", ["?verdict=all", "?verdict=&view=one"])
def test_every_row_is_one_link_away(client, compared, query):
    assert 'href="?verdict=all&amp;view=side">Show all' in page(client, compared)
    every = page(client, compared, query)
    assert every.count('class="redline__row"') == len(laid_beside.rows_of(compared.result))
    assert "Same words." in every
    assert "not shown" not in every


def test_where_nothing_differs_it_says_so(client, adopted, mona, clock):
    client.force_login(mona.person)
    client.post(f"{HERE}compare", {"new": adopted.id, "old": adopted.id})
    draft = actions.begin_draft(instrument=adopted.instrument, by=mona, at=READING)
    client.post(f"{HERE}compare", {"new": draft.id, "old": adopted.id})
    alike = page(client, Comparison.objects.latest("id"))
    assert "Nothing differs." in alike
    assert "Show all" in alike


def test_two_editions_of_one_title_are_told_apart(client, compared):
    assert "Working together, draft, compared with Working together, edition 1" in page(client, compared)


def test_a_comparison_comes_out_as_json(client, compared):
    told = json.loads(client.get(f"{HERE}compare/{compared.id}/file/json").content)
    assert told["changed_in_force"] == 1
    assert client.get(f"{HERE}compare/{compared.id}/file/nonsense").status_code == 404


def test_a_comparison_comes_out_in_word_with_tracked_changes_and_as_a_page(client, compared):
    word = client.get(f"{HERE}compare/{compared.id}/file/docx").content
    told = docx.Document(io.BytesIO(word)).element.xml
    assert "w:ins " in told
    assert "w:del " in told
    assert "twenty" in client.get(f"{HERE}compare/{compared.id}/file/html").content.decode()
    assert client.get(f"{HERE}compare/{compared.id}/file/paper").status_code == 200
    assert "changed in force" in client.get(f"{HERE}compare/{compared.id}/file/txt").content.decode()


def test_its_pdf_is_asked_for_by_a_button_and_made_anew_after_pairing_by_hand(client, compared, mona):
    address = f"{HERE}compare/{compared.id}/file/pdf"
    assert client.get(address).headers["Location"] == f"{HERE}compare/{compared.id}/"
    client.post(address)
    assert "PDF is being made." in page(client, compared)
    actions.render_due(at=READING)
    assert client.get(address).content.startswith(b"%PDF-")
    actions.pair_by_hand(comparison=compared, old=1, new=None, seen=0, by=mona, at=READING)
    assert client.get(address).status_code == 302


def test_it_shows_the_draft_as_it_stood_when_it_was_compared(client, compared, second, mona):
    reworded(second, "2.1", "Officers answer within thirty working days.", mona)
    assert "<ins> twenty</ins>" in page(client, compared)


def test_clauses_are_paired_by_hand_and_the_pairing_is_taken_back(client, compared):
    rows = laid_beside.rows_of(compared.result)
    removed = next(row for row in rows if row.verdict == "removed")
    address = f"{HERE}compare/{compared.id}/pair"
    assert client.get(f"{address}?old={removed.old_at}&new=1").status_code == 200
    client.post(address, {"old": removed.old_at, "new": 1, "seen": 0})
    compared.refresh_from_db()
    assert compared.pairs == [[removed.old_at, 1]]
    paired = next(row for row in laid_beside.rows_of(compared.result) if row.new_at == 1)
    assert paired.old_at == removed.old_at
    client.post(address, {"undo": "yes", "seen": 1})
    compared.refresh_from_db()
    assert compared.pairs == []
    assert laid_beside.rows_of(compared.result) == rows


def test_of_two_who_pair_at_once_the_second_changes_nothing(compared, mona):
    told = {"comparison": compared, "old": 1, "new": None, "by": mona, "at": READING}
    actions.pair_by_hand(seen=0, **told)
    with pytest.raises(ChangedMeanwhile):
        actions.pair_by_hand(seen=0, **told | {"old": 2})


def test_an_edition_is_laid_beside_the_model_and_beside_a_file(client, adopted, mona, clock):
    client.force_login(mona.person)
    client.post(f"{HERE}compare", {"new": adopted.id, "old": "model"})
    assert "Model:" in page(client, Comparison.objects.latest("id"))
    file = SimpleUploadedFile(
        "other.txt", b"Theirs\n\n1. Aims\n\n1.1 Officers water the plants each Friday.\n"
    )
    client.post(f"{HERE}compare", {"new": adopted.id, "old": "file", "file": file})
    assert "water the plants" in page(client, Comparison.objects.latest("id"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"old": "file"}, "Choose the file."),
        ({"old": "file", "file": SimpleUploadedFile("a.doc", b"\xd0\xcf\x11\xe0" + bytes(600))}, ".doc"),
        ({"old": "file", "file": SimpleUploadedFile("a.txt", b"1. Aims\n" * 40_000)}, "while you wait"),
        ({"old": "same"}, "These are the same text."),
        ({"old": ""}, "Choose what to compare it with."),
    ],
)
def test_what_cannot_be_compared_is_refused_with_a_sentence(client, adopted, mona, clock, typed, said):
    client.force_login(mona.person)
    old = str(adopted.id) if typed["old"] == "same" else typed["old"]
    shown = client.post(f"{HERE}compare", {"new": adopted.id} | typed | {"old": old}).content.decode()
    assert said in shown
    assert not Comparison.objects.exists()


def test_a_councillor_compares_what_they_may_see_and_never_meets_a_draft(
    client, compared, adopted, second, amara, clock
):
    client.force_login(amara.person)
    assert client.get(f"{HERE}compare/{compared.id}/").status_code == 404
    shown = client.get(f"{HERE}compare").content.decode()
    assert f'value="{second.id}"' not in shown
    client.post(f"{HERE}compare", {"new": adopted.id, "old": second.id})
    assert Comparison.objects.count() == 1
    client.post(f"{HERE}compare", {"new": adopted.id, "old": "model"})
    own = Comparison.objects.latest("id")
    assert client.get(f"{HERE}compare/{own.id}/").status_code == 200


def test_long_texts_are_compared_by_the_worker(client, adopted, second, mona, clock, monkeypatch):
    monkeypatch.setattr(laid_beside, "AT_ONCE", 3)
    client.force_login(mona.person)
    client.post(f"{HERE}compare", {"new": second.id, "old": adopted.id})
    found = Comparison.objects.get()
    assert "It is being worked out." in page(client, found)
    assert actions.compare_due(at=READING) == 1
    assert "<ins> twenty</ins>" in page(client, found)


def test_a_comparison_over_which_the_worker_stumbles_is_given_up_after_three(
    adopted, second, mona, monkeypatch
):
    monkeypatch.setattr(laid_beside, "AT_ONCE", 3)
    made = actions.lay_beside(new=second, old=adopted, by=mona, at=READING)

    def stumble(_row):
        raise ZeroDivisionError

    monkeypatch.setattr(deeds.queries, "compared", stumble)
    assert actions.compare_due(at=READING) == 0
    made.refresh_from_db()
    assert (made.state, made.attempts) == ("failed", 3)


def test_everybody_reads_what_changed_by_an_edition_and_only_that(client, in_force, clock):
    shown = client.get(f"{PUBLIC}editions/2/changes").content.decode()
    assert "<ins> twenty</ins>" in shown
    assert "Councillors give clear direction." not in shown
    assert "Pair otherwise" not in shown
    assert client.get(f"{PUBLIC}editions/1/changes").status_code == 404


def test_what_changed_is_not_told_before_the_edition_is_in_force(client, in_force, clock):
    clock(READING.replace(month=6, day=30))
    assert client.get(f"{PUBLIC}editions/2/changes").status_code == 404


def test_history_may_be_entered_in_any_order_and_what_changed_follows_the_days(in_force, adopted, mona):
    older = actions.begin_draft(instrument=adopted.instrument, by=mona, at=READING)
    reworded(older, "2.1", "Officers answer within five working days.", mona)
    actions.resolve(
        edition=older, resolved=Adopted("Full Council", date(2020, 1, 6), "", date(2020, 2, 1)),
        why_not_consulted="Long ago.", by=mona, at=READING,
    )  # fmt: skip
    assert queries.what_changed(adopted).old == older
    assert queries.stage_of(older, today=READING.date()) is Stage.SUPERSEDED


# ---------------------------------------------------------------------------------------- slips and identity


def correct(client, edition, label, text, why="A letter was missing."):
    key = edition.wordings.get(label=label).clause.key
    return client.post(f"{HERE}correct/{key}", {"heading": "", "text": text, "why": why}, follow=True)


def test_a_typing_slip_is_mended_at_once_as_an_edition_with_its_own_record(client, adopted, mona, clock):
    client.force_login(mona.person)
    shown = correct(client, adopted, "2.1", "Officers answer within ten working days").content.decode()
    assert "The slip is mended" in shown
    made = Edition.objects.get(corrects=adopted)
    assert (made.number, made.correction_why, made.effective_on) == (
        2,
        "A letter was missing.",
        READING.date(),
    )
    assert queries.stage_of(made, today=READING.date()) is Stage.IN_FORCE
    assert made.sha256 != adopted.sha256
    public = client.get(PUBLIC).content.decode()
    assert "A letter was missing." in public


@pytest.mark.parametrize(
    "text",
    [
        "Officers answer within twenty working days.",
        "Officers should answer within ten working days.",
        "Officers do not answer within ten working days.",
        "Councillors answer within ten working days.",
        "Officers answer within ten working days, and politely.",
    ],
)
def test_more_than_a_slip_is_refused_with_the_reason_and_nothing_typed_is_lost(
    client, adopted, mona, clock, text
):
    client.force_login(mona.person)
    shown = correct(client, adopted, "2.1", text).content.decode()
    assert "This is more than a typing slip" in shown
    assert text in shown
    assert Edition.objects.count() == 1


def test_no_change_at_all_is_no_correction(client, adopted, mona, clock):
    client.force_login(mona.person)
    shown = correct(client, adopted, "2.1", "Officers answer within ten working days.").content.decode()
    assert "Nothing in the words has changed." in shown


def test_a_slip_is_mended_in_the_draft_in_hand_too_if_it_stands_there_alike(
    client, adopted, second, mona, clock
):
    client.force_login(mona.person)
    shown = correct(client, adopted, "2.2", "Councillors give clear direction").content.decode()
    assert "The draft in hand had the same slip" in shown
    assert second.wordings.get(label="2.2").text == "Councillors give clear direction"
    shown = correct(client, Edition.objects.get(number=2), "2.1", "Officers answer within ten working days")
    assert "The draft in hand" not in shown.content.decode()
    assert second.wordings.get(label="2.1").text == "Officers answer within twenty working days."


def test_a_text_that_is_read_in_carries_on_the_names_of_the_clauses_it_knows_again(
    client, adopted, mona, clock
):
    """Whatever their numbers are: the second of these clauses is new, and pushes the others down."""
    client.force_login(mona.person)
    text = (
        "Working together\n\n1. Aims\n\n"
        "1.1 This protocol says how councillors and officers work together.\n"
        "1.2 It is looked at again every year by the Standards Committee.\n\n"
        "2. What each may expect\n\n"
        "2.1 Councillors give clear direction.\n"
        "2.2 Officers answer within twenty working days.\n"
    )
    made = actions.bring(
        instrument=adopted.instrument, name="next.txt", body=text.encode(), by=mona, at=READING
    )
    draft = actions.confirm_reading(source=made, title="Next", seen=0, by=mona, at=READING)
    keys = {row.label: row.clause.key for row in queries.rows_of(draft)}
    assert keys["2.2"] == key_of(adopted, "2.1")
    assert keys["2.1"] == key_of(adopted, "2.2")
    assert keys["1.2"] not in set(queries.rows_of(adopted).values_list("clause__key", flat=True))
    carried = draft.wordings.get(label="2.1")
    assert (carried.kind, carried.owed, carried.tags) == (
        "expectation", "by councillors to officers", ["no surprises"],
    )  # fmt: skip

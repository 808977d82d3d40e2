"""A councillor's e-mail becomes an enquiry; whatever else lies in the mailbox does not."""

import json
import logging
import mailbox
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from typer.testing import CliRunner

from concordat.cli import app
from concordat.enquiries import actions, queries
from concordat.enquiries.models import Attachment, Draft, Enquiry, Message, Post, StopCount
from concordat.enquiries.rules import post
from concordat.enquiries.rules.mailbox import Became
from concordat.letters.models import Letter
from concordat.trail.models import Entry
from tests.enquiries.conftest import at

SERVER = "mx.larkfield.example"
VOUCHED = f"{SERVER}; dmarc=pass header.from=larkfield.example"
MONDAY = datetime(2026, 9, 7, 9, tzinfo=UTC)
PDF = b"%PDF-1.7 a photograph of the lamp"


def email(words="Why has the crossing been dark for weeks?", *, subject="The crossing", files=(), **heads):
    message = EmailMessage()
    message["From"] = heads.pop("From", "Amara O'Neill <amara@larkfield.example>")
    message["Subject"] = subject
    message["Received"] = f"by {SERVER}; Mon, 7 Sep 2026 09:30:00 +0100"
    for name, value in {"Authentication-Results": VOUCHED, **heads}.items():
        if value:
            message[name.replace("_", "-")] = value
    message.set_content(words)
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return bytes(message)


@pytest.fixture
def take(larkfield, topics, amara):
    def do(content, *, when=MONDAY):
        return actions.take_in(council_id=larkfield.id, email=post.read(content, checked_by=SERVER), at=when)

    return do


def test_an_email_becomes_an_enquiry_whose_clock_began_when_the_council_had_it(take, amara):
    taken = take(email())
    enquiry = Enquiry.objects.get(reference=taken.reference)
    assert (enquiry.asked_by, enquiry.by_email) == (amara, True)
    assert enquiry.question == "The crossing\n\nWhy has the crossing been dark for weeks?"
    assert enquiry.asked_at == datetime(2026, 9, 7, 8, 30, tzinfo=UTC)
    assert queries.cycle_of(enquiry).received_at == enquiry.asked_at


def test_an_email_on_what_was_erased_asks_anew(take, amara, owen, mona):
    first = Enquiry.objects.get(reference=take(email()).reference)
    actions.withdraw(enquiry=first, by=amara, at=MONDAY)
    actions.keep_for(months=1, decided="Records schedule", by=mona, at=MONDAY)
    long_after = MONDAY + timedelta(days=400)
    assert actions.erase_due(at=long_after) == 1
    taken = take(email("It is dark again.", subject=f"Re: {first.reference}"), when=long_after)
    assert taken.became == Became.ENQUIRY
    assert taken.reference != first.reference


LATER, LONG_AGO = "Mon, 7 Sep 2026 23:00:00 +0100", "Mon, 3 Aug 2026 09:00:00 +0100"


@pytest.mark.parametrize("stamp", [LATER, LONG_AGO, "soon"])
def test_a_stamp_of_days_to_come_or_long_ago_moves_no_clock(take, stamp):
    content = email().replace(b"Mon, 7 Sep 2026 09:30:00 +0100", stamp.encode())
    assert Enquiry.objects.get(reference=take(content).reference).asked_at == MONDAY


def test_the_councillor_is_told_the_reference_and_not_a_word_more(take, amara):
    taken = take(email())
    letter = Letter.objects.get(to=amara)
    assert taken.reference in letter.subject
    assert "crossing" not in letter.subject + letter.body


def test_handed_in_twice_it_is_taken_in_once(take):
    first, second = take(email()), take(email())
    assert (first.is_new, second.is_new) == (True, False)
    assert second.reference == first.reference
    assert Enquiry.objects.count() == 1


def test_a_reference_in_the_subject_adds_to_that_enquiry(take, enquiry):
    taken = take(email("It is still dark.", subject=f"Re: {enquiry.reference}"), when=at(9))
    assert (taken.became, taken.reference) == (Became.MESSAGE, enquiry.reference)
    assert Message.objects.get(enquiry=enquiry).words == "It is still dark."


def test_after_the_answer_it_asks_again_in_a_new_cycle(take, enquiry, owen):
    actions.answer(enquiry=enquiry, words="It is mended.", by=owen, at=at(8))
    take(email("It is dark again.", subject=enquiry.reference), when=at(10))
    assert [cycle.number for cycle in queries.cycles_of(enquiry)] == [1, 2]


def test_a_reference_of_somebody_elses_enquiry_opens_nothing(take, enquiry, cara):
    taken = take(
        email("Let me see.", subject=enquiry.reference, From="Cara Lewis <cara@larkfield.example>"),
        when=at(9),
    )
    assert taken.became is Became.ENQUIRY
    assert taken.reference != enquiry.reference
    assert not Message.objects.filter(enquiry=enquiry).exists()


@pytest.mark.parametrize(
    "results", ["", VOUCHED.replace("pass", "fail"), VOUCHED.replace(SERVER, "mx.elsewhere.example")]
)
def test_a_forged_sender_is_held_until_the_councillor_says_so(take, act, amara, clock, results):
    taken = take(email(**{"Authentication-Results": results}))
    assert taken.became is Became.HELD
    assert not Enquiry.objects.exists()
    draft = Draft.objects.get()
    assert draft.by == amara
    assert "is it yours?" in Letter.objects.get(to=amara).subject
    assert "Why has the crossing been dark for weeks?" in act(f"ask/{draft.key}", as_="amara")
    act(f"ask/{draft.key}", as_="bilal", status=404)


def test_whoever_writes_in_somebodys_name_cannot_fill_their_page(take):
    unsure = {"Authentication-Results": ""}
    for number in range(8):
        last = take(email(f"Number {number}", **unsure))
    assert last.became is Became.PUT_ASIDE
    assert Draft.objects.count() == 5


def test_a_flood_from_a_councillors_own_mailbox_stops_being_taken_for_questions(take, amara):
    became = [take(email(f"Why is lamp {number} dark?")).became for number in range(45)]
    assert became[:30] == [Became.ENQUIRY] * 30
    assert became[30:35] == [Became.HELD] * 5
    assert became[35:] == [Became.PUT_ASIDE] * 10
    assert Letter.objects.filter(subject__startswith="Many e-mails came from you").count() == 5
    the_day_after = MONDAY + timedelta(days=1, minutes=1)
    assert take(email("Why is the bridge shut?"), when=the_day_after).became == Became.ENQUIRY


def test_a_safeguarding_matter_is_in_no_queue_and_its_sender_is_told_whom_to_ring(take, amara):
    taken = take(email("A child is being beaten at number 4.", subject="Please help"))
    assert taken.became is Became.HELD
    assert not Enquiry.objects.exists()
    letter = Letter.objects.get(to=amara)
    assert "999" in letter.body
    assert "child is being beaten" not in letter.body
    assert StopCount.objects.get().stop == "safeguarding"


def test_an_instruction_to_staff_waits_as_a_draft(take, amara):
    taken = take(email("Tell your officers to stop the works.", subject="Works"))
    assert taken.became is Became.HELD
    assert "held against nobody" in Letter.objects.get(to=amara).body


@pytest.mark.parametrize(
    "heads",
    [
        {"From": "owen@larkfield.example"},
        {"From": "nobody@elsewhere.example", "Authentication-Results": ""},
        {"Auto_Submitted": "auto-replied"},
    ],
)
def test_what_is_no_councillors_is_put_aside_and_nobody_is_written_to(take, owen, heads):
    assert take(email(**heads)).became is Became.PUT_ASIDE
    assert not Enquiry.objects.exists()
    assert not Letter.objects.exists()


def test_files_come_along_and_those_that_cannot_are_told(take, amara):
    taken = take(email(files=[("lamp.pdf", PDF), ("run.exe", b"MZ")]))
    enquiry = Enquiry.objects.get(reference=taken.reference)
    assert [file.name for file in Attachment.objects.filter(enquiry=enquiry)] == ["lamp.pdf"]
    assert "One file could not be taken." in Letter.objects.get(to=amara).body
    assert enquiry.question.endswith("(1 file of this e-mail could not be taken.)")  # for whoever answers
    assert not Draft.objects.exists()
    more = email("See also this.", subject=taken.reference, files=[("run.exe", b"MZ"), ("go.exe", b"MZ")])
    take(more)
    assert (
        queries.thread_of(enquiry).messages[-1].words.endswith("(2 files of this e-mail could not be taken.)")
    )


def test_no_word_of_an_email_is_in_the_trail_a_letter_or_a_log(take, caplog):
    caplog.set_level(logging.DEBUG)
    take(email("The zebra at Quince Lane.", subject="Zebra"))
    take(email("The zebra at Quince Lane again.", subject="Zebra", **{"Authentication-Results": ""}))
    told = [f"{entry.did} {entry.detail}" for entry in Entry.objects.all()]
    told += [letter.subject + letter.body for letter in Letter.objects.all()]
    told += [f"{row}" for row in Post.objects.values()]
    assert "Quince" not in " ".join(told) + caplog.text


@pytest.fixture
def command(settings, larkfield, topics, amara):
    settings.MAIL_CHECKED_BY = SERVER

    def run(*words):
        return CliRunner().invoke(app, ["enquiries", "intake", *map(str, words)])

    return run


def test_a_maildir_an_mbox_and_a_folder_are_read_alike(command, tmp_path):
    box = mailbox.Maildir(tmp_path / "Maildir", create=True)
    box.add(email("One"))
    mbox = mailbox.mbox(tmp_path / "box.mbox", create=True)
    mbox.add(email("Two"))
    mbox.flush()
    mbox.close()
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.eml").write_bytes(email("Three"))
    for place in ("Maildir", "box.mbox", "folder", "folder/a.eml"):
        said = command(tmp_path / place, "--council", "larkfield", "--json")
        assert said.exit_code == 0, said.output
    assert sorted(Enquiry.objects.values_list("question", flat=True)) == [
        f"The crossing\n\n{number}" for number in ("One", "Three", "Two")
    ]


def test_a_dry_run_takes_nothing_in(command, tmp_path):
    (tmp_path / "a.eml").write_bytes(email())
    said = command(tmp_path, "--council", "larkfield", "--dry-run")
    assert "Nothing was taken in" in said.output
    assert not Enquiry.objects.exists()
    assert not Post.objects.exists()


def test_a_bomb_and_rubbish_are_named_and_the_rest_is_taken_in(command, tmp_path):
    parts = b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n' * 500
    (tmp_path / "1.eml").write_bytes(b"From: amara@larkfield.example\r\n" + parts)
    (tmp_path / "2.eml").write_bytes(b"\x00\x01")
    (tmp_path / "3.eml").write_bytes(email())
    told = json.loads(command(tmp_path, "--council", "larkfield", "--json").output)
    assert [row["became"] for row in told] == ["not taken in", "not taken in", "enquiry"]


def test_what_is_printed_holds_no_word_and_no_address(command, tmp_path):
    (tmp_path / "a.eml").write_bytes(email("The zebra at Quince Lane."))
    said = command(tmp_path, "--council", "larkfield")
    assert "Quince" not in said.output
    assert "amara" not in said.output


@pytest.mark.parametrize(
    ("place", "council", "problem"),
    [
        ("nowhere", "larkfield", "There is no mailbox"),
        ("empty", "larkfield", "neither a Maildir nor a folder"),
        ("a.eml", "atlantis", "There is no council"),
    ],
)
def test_a_place_or_a_council_that_is_not_there_is_told_in_a_sentence(
    command, tmp_path, place, council, problem
):
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.eml").write_bytes(email())
    said = command(tmp_path / place, "--council", council)
    assert said.exit_code == 2
    assert problem in said.stderr


def test_a_link_in_a_mailbox_is_not_followed(command, tmp_path):
    secret = tmp_path / "elsewhere.eml"
    secret.write_bytes(email("The secret"))
    box = tmp_path / "box"
    box.mkdir()
    (box / "a.eml").symlink_to(secret)
    command(box, "--council", "larkfield")
    assert not Enquiry.objects.exists()


def test_an_email_of_last_week_is_still_counted_from_its_arrival(take):
    taken = take(email(), when=MONDAY + timedelta(days=5))
    assert Enquiry.objects.get(reference=taken.reference).asked_at.day == 7

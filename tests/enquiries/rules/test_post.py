"""An e-mail as an enquiry: what is taken of it, whom it is believed to come from, and what it may not do."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from concordat.enquiries.rules import post
from concordat.enquiries.rules.post import NotAnEmail, read

SERVER = "mx.marlbridge.example"
VOUCHED = f"{SERVER}; spf=pass smtp.mailfrom=marlbridge.example; dmarc=pass header.from=marlbridge.example"
PDF = b"%PDF-1.7 a plan of the crossing"


def email(words="Why is the crossing at Mill Lane shut?", *, subject="Mill Lane", **heads):
    message = EmailMessage()
    message["From"] = "Amara Obi <Amara.Obi@marlbridge.example>"
    message["To"] = "enquiries@marlbridge.example"
    message["Subject"] = subject
    message["Received"] = f"from somewhere by {SERVER}; Mon, 15 Jun 2026 09:30:00 +0100"
    for name, value in heads.items():
        message[name.replace("_", "-")] = value
    message.set_content(words)
    return message


def taken(message):
    return read(bytes(message), checked_by=SERVER)


def test_sender_subject_words_and_time_of_arrival_are_read():
    found = taken(email())
    assert found.sender == "amara.obi@marlbridge.example"
    assert (found.subject, found.words) == ("Mill Lane", "Why is the crossing at Mill Lane shut?")
    assert found.arrived_at == datetime(2026, 6, 15, 8, 30, tzinfo=UTC)


def test_a_sender_is_believed_when_the_councils_own_server_vouches():
    assert taken(email(Authentication_Results=VOUCHED)).vouched_for


@pytest.mark.parametrize(
    "results",
    [
        VOUCHED.replace("dmarc=pass", "dmarc=fail"),
        VOUCHED.replace(SERVER, "mx.elsewhere.example"),
        VOUCHED.replace("header.from=marlbridge.example", "header.from=elsewhere.example"),
        f"{SERVER}; dmarc=pass header.from=marlbridge.example.elsewhere.example",
        f"{SERVER}; spf=pass smtp.mailfrom=elsewhere.example; dkim=pass header.d=elsewhere.example",
        f"{SERVER}; dmarc=none (dmarc=pass header.from=marlbridge.example)"[:34],
    ],
)
def test_without_that_it_is_not(results):
    assert not taken(email(Authentication_Results=results)).vouched_for


def test_a_line_that_came_with_the_email_does_not_overrule_that_of_the_server():
    message = email()
    content = (
        f"Authentication-Results: {SERVER}; dmarc=fail header.from=marlbridge.example\r\n"
        f"Authentication-Results: {VOUCHED}\r\n".encode()
        + bytes(message)
    )
    assert not read(content, checked_by=SERVER).vouched_for


def test_where_no_server_vouches_nobody_is_believed():
    assert not read(bytes(email(Authentication_Results=VOUCHED)), checked_by="").vouched_for


@pytest.mark.parametrize(
    "sender",
    [
        "amara.obi@marlbridge.example, nerys@elsewhere.example",
        "",
        '"amara.obi@marlbridge.example" <x@y.example>',
    ],
)
def test_two_senders_or_none_or_one_who_calls_themselves_another_are_nobody(sender):
    content = bytes(email()).replace(b"Amara Obi <Amara.Obi@marlbridge.example>", sender.encode())
    assert read(content).sender == ""


def test_two_froms_are_nobody():
    assert read(b"From: nerys@elsewhere.example\r\n" + bytes(email())).sender == ""


def test_a_reference_is_found_in_the_subject_before_the_words():
    found = taken(email("See ENQ-2BBBBB as well.", subject="Re: enq-7kq4mx"))
    assert found.references == ("ENQ-7KQ4MX", "ENQ-2BBBBB")


def test_what_a_reply_quotes_and_its_signature_are_left_away():
    words = "It is still shut.\n\nOn Mon, 15 Jun 2026 at 10:00, Owen wrote:\n> ENQ-7KQ4MX\n> It opens."
    found = taken(email(words))
    assert found.words == "It is still shut."
    assert found.references == ("ENQ-7KQ4MX",)
    assert taken(email("It is shut.\n-- \nAmara Obi\nWard councillor")).words == "It is shut."


def test_an_email_of_nothing_but_quotation_keeps_all_of_it():
    assert taken(email("> only this")).words == "> only this"


def test_a_page_is_read_as_its_words_without_what_it_would_run():
    message = email()
    message.set_content(
        "<head><title>x</title></head><p>Why is it <b>shut</b>?<!-- unseen --> And until when?</p>"
        "<script>alert(1)</script><p>Amara</p>",
        subtype="html",
    )
    assert taken(message).words == "Why is it shut? And until when?\nAmara"


def test_a_page_nested_ten_thousand_deep_is_only_words():
    message = email()
    message.set_content("<div>" * 10_000 + "deep" + "</div>" * 10_000, subtype="html")
    assert isinstance(taken(message).words, str)


def test_files_that_may_come_are_kept_and_others_are_named_with_the_reason():
    message = email()
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="../../plan.pdf")
    message.add_attachment(b"MZ", maintype="application", subtype="pdf", filename="plan.exe")
    message.add_attachment(b"not one", maintype="application", subtype="pdf", filename="fake.pdf")
    found = taken(message)
    assert [(file.name, file.content) for file in found.files] == [("plan.pdf", PDF)]
    assert found.not_taken == (("plan.exe", "kind"), ("fake.pdf", "disguise"))


@pytest.mark.slow
def test_a_file_of_thirty_megabytes_is_named_and_not_kept():
    message = email()
    message.add_attachment(PDF * 1_000_000, maintype="application", subtype="pdf", filename="plan.pdf")
    found = taken(message)
    assert (found.files, found.not_taken) == ((), (("plan.pdf", "size"),))
    assert found.words


def test_an_email_within_an_email_is_named_and_not_opened():
    message = email()
    message.add_attachment(email("the inner words"))
    found = taken(message)
    assert found.not_taken == (("message.eml", "kind"),)
    assert "inner" not in found.words


@pytest.mark.parametrize(
    "heads",
    [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"List_Id": "<members.marlbridge.example>"}],
)
def test_a_letter_by_a_program_is_known_as_one(heads):
    assert taken(email(**heads)).by_a_program
    assert not taken(email(Auto_Submitted="no")).by_a_program


def test_the_same_email_is_the_same_however_often_it_comes():
    message = bytes(email())
    assert read(message).digest == read(message).digest != read(message + b"!").digest


def bomb_of_parts(depth):
    head = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level)
        for level in range(depth)
    )
    return b"From: amara.obi@marlbridge.example\r\nSubject: boom\r\n" + head + b"\r\nboom"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \r\n",
        b"\x00\x01\x02",
        b"Just a few words in a file.",
        bomb_of_parts(3_000),
        b"From: a@b.example\r\n" + b"X-Long: x\r\n" * 20_000 + b"\r\n",
        b"From: a@b.example\r\n\r\n" + b"x" * (post.LARGEST + 1),
    ],
    ids=["nothing", "blank", "bytes", "no head", "parts in parts", "a long head", "too large"],
)
def test_what_is_no_email_or_a_bomb_is_refused_with_a_sentence(content):
    with pytest.raises(NotAnEmail, match=r"^It.+\.$"):
        read(content)


@pytest.mark.parametrize(
    "head",
    [
        b"Subject: =?utf-8?b?////?=",
        b"Subject: =?no-such-code?q?x?=",
        b"From: =?utf-8?q?=00=ff?= <a@b.example>",
        b"Date: yesterday",
        b"Received: by nobody",
        b"Received: x; Mon, 99 Foo 2026 99:99:99 +9999",
        b"Content-Type: text/plain; charset=no-such-code",
        b"Content-Type: multipart/mixed; boundary=",
        b"Content-Transfer-Encoding: base64",
        b"Content-Type: text/html; charset=\xff",
        b"Authentication-Results: ;;;",
    ],
)
def test_a_head_that_is_out_of_order_stops_nothing(head):
    found = read(b"From: a@b.example\r\n" + head + b"\r\n\r\nWhy is it shut? \xff", checked_by=SERVER)
    assert isinstance(found.words, str)


def test_signs_that_no_keyboard_writes_are_left_away():
    assert "\x1b" not in taken(email("shut\x1b[2Jagain", subject="a\x07b")).words

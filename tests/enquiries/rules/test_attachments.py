"""Which files are taken, and by which name."""

import pytest

from concordat.enquiries.rules.attachments import LARGEST, LONGEST_NAME, NotTaken, look, taken, tidied

JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xd9"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Lamp.JPG", JPEG),
        ("report.pdf", b"%PDF-1.7\n..."),
        ("table.xlsx", b"PK\x03\x04rest"),
        ("photo.heic", b"\0\0\0\x18ftypheic\0\0"),
        ("notes.txt", "Straße".encode()),
    ],
)
def test_what_is_what_it_calls_itself_is_taken(name, content):
    file = taken(name=name, content=content)
    assert file.name.lower() == name.lower()
    assert file.content == content


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("run.exe", b"MZ", "kind"),
        ("page.html", b"<script>alert(1)</script>", "kind"),
        ("drawing.svg", b"<svg onload='x'/>", "kind"),
        ("photo.jpg", b"<script>alert(1)</script>", "disguise"),
        ("photo.jpg.exe", JPEG, "kind"),
        ("notes.txt", b"MZ\0\0\x01", "disguise"),
        ("report.pdf", b"", "empty"),
        ("no-ending", b"text", "kind"),
        ("big.pdf", b"%PDF-" + b"\0" * LARGEST, "size"),
    ],
)
def test_what_is_not_is_refused_and_why_is_said(name, content, why):
    with pytest.raises(NotTaken) as refused:
        taken(name=name, content=content)
    assert refused.value.why == why


def test_a_file_of_thirty_megabytes_is_refused_before_a_byte_of_it_is_read():
    with pytest.raises(NotTaken) as refused:
        look(name="film.pdf", size=30 * 1024 * 1024)
    assert refused.value.why == "size"


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\amara\\lamp.jpg", "lamp.jpg"),
        ("la\0mp\r\n.jpg", "la mp.jpg"),
        ("gpj.\u202eexe.jpg", "gpj. exe.jpg"),
        ('"quoted"; x=1.pdf', "quoted-- x=1.pdf"),
        ("   .hidden.txt", "hidden.txt"),
        ("", "file"),
    ],
)
def test_a_name_keeps_no_folder_and_no_sign_that_turns_or_breaks_it(name, tidy):
    assert tidied(name) == tidy


def test_a_long_name_keeps_its_ending():
    assert tidied("x" * 300 + ".pdf").endswith("x.pdf")
    assert len(tidied("x" * 300 + ".pdf")) == LONGEST_NAME

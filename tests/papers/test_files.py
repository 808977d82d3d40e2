"""Files are written all or none, and a fault names the one that could not be."""

import pytest

from concordat.papers.files import NoSuchForm, paper_as, write
from tests.papers.marlbridge import HEALTH_CHECK


def test_all_files_stand_where_they_should_and_none_beside(tmp_path):
    wanted = {tmp_path / name: name.encode() for name in ("a.html", "b.csv")}
    write(wanted)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == wanted


def test_if_one_cannot_be_written_none_is_and_the_fault_names_it(tmp_path):
    first, second = tmp_path / "a.html", tmp_path / "nowhere" / "b.csv"
    first.write_bytes(b"as it was")
    with pytest.raises(OSError, match="nowhere") as fault:
        write({first: b"anew", second: b""})
    assert fault.value.filename == str(second)
    assert first.read_bytes() == b"as it was"
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


@pytest.mark.parametrize(
    ("form", "begins"), [("html", b"<!DOCTYPE html>"), ("docx", b"PK"), ("pdf", b"%PDF")]
)
def test_a_paper_is_written_in_the_form_that_is_asked_for(form, begins):
    assert paper_as(form, paper=HEALTH_CHECK).startswith(begins)


def test_what_is_no_form_is_refused():
    with pytest.raises(NoSuchForm):
        paper_as("txt", paper=HEALTH_CHECK)

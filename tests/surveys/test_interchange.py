"""Questions as a workbook out and in, and results for other programs, through the pages."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from concordat.surveys.models import Instrument
from concordat.surveys.rules import copies, xlsform
from concordat.surveys.rules.instrument import SHORT_FORM
from concordat.trail.models import Entry

HERE = "/larkfield/health-check/questions"


@pytest.fixture
def mona_reads(client, people):
    client.force_login(people["mona"].person)

    def read(data: bytes, **more):
        file = SimpleUploadedFile("form.xlsx", data)
        return client.post(f"{HERE}/read-in", {"file": file, **more})

    return read


def a_form(items=SHORT_FORM):
    return xlsform.written(items, title="From elsewhere", form_id="x", version="1")


def held(page) -> str:
    return re.search(r'name="held" value="([^"]+)"', page.content.decode())[1]


def test_what_would_be_made_is_shown_first_and_nothing_is_made(mona_reads):
    page = mona_reads(a_form())
    words = page.content.decode()
    assert "Nothing has been made yet" in words
    assert "Make a copy with these 12 questions" in words
    assert 'value="From elsewhere"' in words
    assert SHORT_FORM[3].councillors in words
    assert not Instrument.objects.exists()


def test_the_button_makes_the_copy_and_the_trail_tells(client, mona_reads):
    page = mona_reads(a_form())
    client.post(f"{HERE}/read-in", {"held": held(page), "name": "Ours from ODK"})
    made = Instrument.objects.get(slug="ours-from-odk")
    assert copies.restored(made.items) == SHORT_FORM
    assert Entry.objects.filter(did="read in questions").count() == 1
    again = client.post(f"{HERE}/read-in", {"held": held(page), "name": "Ours from ODK"})
    assert "There is a copy of this name already" in again.content.decode()
    assert held(again) == held(page), "the file is lost, and must be chosen again"


def test_a_form_with_a_problem_is_told_line_by_line_and_never_taken_in(client, mona_reads):
    page = mona_reads(a_form(SHORT_FORM[1:]))
    words = page.content.decode()
    assert "H1, the working relationship overall, must stay" in words
    assert "Make a copy" not in words
    import base64

    sent = base64.b64encode(a_form(SHORT_FORM[1:])).decode()
    client.post(f"{HERE}/read-in", {"held": sent, "name": "By the back door"})
    assert not Instrument.objects.exists()


@pytest.mark.parametrize("data", [b"not a workbook", b"PK\x03\x04"])
def test_a_file_that_is_no_form_is_refused_beside_the_field(mona_reads, data):
    words = mona_reads(data).content.decode()
    assert "Error:" in words
    assert "not an XLSX workbook" in words


def test_what_is_sent_back_broken_leads_to_the_beginning(client, people):
    client.force_login(people["mona"].person)
    page = client.post(f"{HERE}/read-in", {"held": "!", "name": "x"})
    assert page.headers["Location"] == f"{HERE}/read-in"


def test_a_copy_goes_out_as_an_xlsform(client, people):
    client.force_login(people["mona"].person)
    client.post(f"{HERE}/new", {"name": "Our questions", "form": "short"})
    file = client.get(f"{HERE}/our-questions/xlsform")
    assert file.headers["Content-Disposition"] == 'attachment; filename="our-questions.xlsx"'
    from concordat.surveys.rules.xlsform_reading import read

    assert read(file.content).items == SHORT_FORM


def test_results_are_taken_away_for_other_programs(client, released, people):
    client.force_login(people["amara"].person)
    page = client.get("/larkfield/health-check/autumn-2026/results").content.decode()
    for form, inside in (
        ("csvw.zip", "figures.csv-metadata.json"),
        ("triple-s.zip", "figures.sss"),
        ("sdmx.zip", "figures.sdmx.csv"),
    ):
        assert f"results/{form}" in page
        file = client.get(f"/larkfield/health-check/autumn-2026/results/{form}")
        assert file.headers["Content-Disposition"].startswith("attachment")
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            assert inside in archive.namelist()

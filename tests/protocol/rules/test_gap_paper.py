"""The gap report as a paper and as tables: it tells everything, keeps felt and shown apart, and warns."""

import io
import re
import zipfile
from datetime import date

import pytest

from concordat.papers.data import to_xlsx
from concordat.papers.html import to_html
from concordat.papers.pdf import to_pdf
from concordat.papers.word import to_word
from concordat.people.rules.councils import Nation, Tier
from concordat.protocol.rules.clauses import Clause, Kind, Owed
from concordat.protocol.rules.gap_data import sheets
from concordat.protocol.rules.gap_findings import URGENT, Gap
from concordat.protocol.rules.gap_paper import how_sure, paper
from concordat.protocol.rules.gaps import gaps

TEXT = (
    Clause("1.", "Roles", "", Kind.HEADING),
    Clause("1.1", "", "An officer may raise a grievance about a member’s conduct.", Kind.RULE, 1, 0),
    Clause("1.2", "", "Under the Data Protection Act 1998 & <others>.", Kind.RULE, 1, 0),
    Clause("2.", "", "Officers juggle.", Kind.EXPECTATION, owed=Owed.BY_OFFICERS),
    Clause("3.", "", "The residents of the Town of [insert name].", Kind.RULE),
)


@pytest.fixture(scope="module")
def report():
    return gaps(TEXT, tier=Tier.PARISH, nation=Nation.ENGLAND, today=date(2026, 11, 30))


@pytest.fixture(scope="module")
def made(report):
    return paper(report, instrument="Protocol", council="Larkfield Parish Council", committee="Full Council")


def test_every_finding_is_told_in_the_paper(report, made):
    told = re.sub(r"<[^>]+>", "", to_html(made))
    told = told.replace("&amp;", "&").replace("&lt;", "<").replace("&#x27;", "'")
    for finding in report.findings:
        if finding.kind in URGENT or finding.kind in {Gap.NOT_MEASURED, Gap.NOT_FILLED_IN}:
            assert finding.what in told
            assert finding.mend in told
    for seen in report.families:
        assert seen.family.name in told
    for seen in report.expectations:
        assert seen.expectation.short in told


def test_what_is_urgent_comes_before_everything_else(made):
    assert made.body[0].heading == "To mend first"
    assert "That the points to mend first" in str(made.recommendation)


def test_a_text_with_nothing_urgent_has_no_such_section():
    calm = gaps(TEXT[:1], tier=Tier.PARISH, nation=Nation.ENGLAND, today=date(2026, 11, 30))
    made = paper(calm, instrument="Protocol", council="Larkfield", committee="Full Council")
    assert made.body[0].heading == "Subjects"
    assert "mend first" not in str(made.recommendation)


def test_felt_and_shown_never_share_a_table(report, made):
    for section in made.body:
        for block in section.blocks:
            head = str(getattr(block, "head", ""))
            assert not ("Questions" in head and "Records" in head)
    assert "Records" not in sheets(report)["Felt"].head
    assert "Items" not in sheets(report)["Shown"].head


def test_the_paper_says_that_it_is_no_legal_advice_and_how_far_the_law_was_checked(made):
    told = to_html(made)
    assert "Nothing here is legal advice" in told
    assert "gone over on 30 November 2026" in told


@pytest.mark.slow
def test_it_opens_as_word_and_as_a_tagged_pdf(made):
    with zipfile.ZipFile(io.BytesIO(to_word(made))) as packed:
        assert "word/document.xml" in packed.namelist()
    assert to_pdf(made).startswith(b"%PDF")


def test_the_clerk_writes_it_in_a_parish_and_the_monitoring_officer_elsewhere(report):
    told = {"instrument": "P", "council": "C", "committee": "F"}
    assert paper(report, **told).author_office == "Clerk"
    district = gaps(TEXT, tier=Tier.DISTRICT, nation=Nation.ENGLAND, today=date(2026, 11, 30))
    assert paper(district, **told).author_office == "Monitoring Officer"
    assert paper(report, author_office="Deputy", **told).author_office == "Deputy"


def test_the_tables_hold_every_finding_with_its_place_and_how_sure_it_is(report):
    made = sheets(report)
    assert len(made["Findings"].rows) == len(report.findings)
    rows = {row[0]: row for row in made["Findings"].rows}
    assert rows["a route that is not lawful"][2] == "1.1"
    assert rows["law that has lapsed"][7] == pytest.approx(0.97)
    assert len(made["Subjects"].rows) == 14
    assert len(made["Expectations"].rows) == len(made["Felt"].rows) == 23
    assert to_xlsx(made, title="Gaps")


def test_how_sure_is_said_in_three_words():
    assert [how_sure(share) for share in (1, 0.9, 0.7, 0.69, 0.5)] == [
        "sure", "sure", "likely", "perhaps", "perhaps",
    ]  # fmt: skip

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum

import pytest

from concordat.trail.rules import lines
from concordat.trail.rules.lines import NotALine

LINE = lines.Line(
    council_id=1,
    number=1,
    at=datetime(2026, 3, 2, 9, tzinfo=UTC),
    by_id=7,
    did="answered an enquiry",
    thing="enquiries.enquiry:12",
    detail={"late": False, "days": 4},
    previous=lines.BEFORE_THE_FIRST,
)


class Stage(StrEnum):
    ANSWERED = "answered"


def test_the_fingerprint_of_a_line_is_the_same_wherever_and_whenever_it_is_taken():
    # Taken by hand, with sha256sum, of the words that the docstring promises.
    assert lines.fingerprint(LINE) == "341a37aacc96f4aa993f7364c4ccda2b51e2af60d362b2649940c6b684e64d1c"


@pytest.mark.parametrize(
    "change",
    [
        {"council_id": 2},
        {"number": 2},
        {"at": LINE.at + timedelta(microseconds=1)},
        {"by_id": None},
        {"did": "answered an enquiry."},
        {"thing": "enquiries.enquiry:1"},
        {"detail": {"late": 0, "days": 4}},
        {"detail": {"late": False, "days": "4"}},
        {"previous": "1" * 64},
    ],
)
def test_whatever_a_line_says_changes_its_fingerprint(change):
    assert lines.fingerprint(replace(LINE, **change)) != lines.fingerprint(LINE)


def test_neither_the_time_zone_nor_the_order_of_the_facts_changes_it():
    in_summer_time = LINE.at.astimezone(timezone(timedelta(hours=1)))
    same = replace(LINE, at=in_summer_time, detail={"days": 4, "late": False})
    assert lines.fingerprint(same) == lines.fingerprint(LINE)


def test_facts_are_stored_as_plain_values():
    told = lines.detail(
        {
            "stage": Stage.ANSWERED,
            "on": date(2026, 3, 2),
            "at": LINE.at,
            "late": True,
            "days": 4,
            "ward": "",
            "by": None,
        }
    )
    assert told == {
        "stage": "answered",
        "on": "2026-03-02",
        "at": "2026-03-02T09:00:00.000000+00:00",
        "late": True,
        "days": 4,
        "ward": "",
        "by": None,
    }
    assert type(told["stage"]) is str


@pytest.mark.parametrize(
    "fact",
    [
        "x" * 81,
        "two\nlines",
        "nul\x00",
        0.5,
        ["Amara"],
        {"name": "Amara"},
        b"bytes",
        datetime(2026, 3, 2),  # noqa: DTZ001 - one without a zone tells no moment
    ],
)
def test_free_text_and_things_that_are_no_facts_are_refused(fact):
    with pytest.raises(NotALine):
        lines.detail({"fact": fact})

"""A log says that something broke, and where. Never about whom."""

import json
import logging
import sys

from concordat.trail.rules.logs import Plainly


def logged(message: str, *arguments: object, fault: bool = False) -> dict[str, object]:
    info = sys.exc_info() if fault else None
    record = logging.LogRecord("concordat", logging.ERROR, __file__, 1, message, arguments, info)
    return json.loads(Plainly().format(record))


def test_what_came_from_a_person_is_left_out():
    told = logged("A letter to %s came back.", "amara@larkfield.example")
    assert told["what"] == "A letter to %s came back."
    assert "amara" not in json.dumps(told)


def test_a_fault_is_told_by_its_kind_and_its_places_without_its_words():
    try:
        raise ValueError("Key (email)=(amara@larkfield.example) already exists")
    except ValueError:
        told = logged("Amara's page broke.", fault=True)
    assert told["fault"] == "ValueError"
    assert any("test_logs.py" in place for place in told["passed"])
    assert "amara" not in json.dumps(told).lower()

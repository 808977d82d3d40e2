"""No log may hold the address of a ballot: beside the line's time it would be a name."""

import logging

import pytest

from concordat.surveys.rules.links import NoBallots

LINK = "/answer/7-0123456789abcdefghjkmnpqrs"


def line(level: int, words: str, *args: object) -> logging.LogRecord:
    return logging.LogRecord("django.request", level, __file__, 1, words, args, None)


@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO, logging.WARNING])
def test_a_line_about_a_ballot_does_not_pass(level):
    assert not NoBallots().filter(line(level, "Not Found: %s", LINK))


def test_that_a_ballot_page_broke_is_told_without_saying_which():
    broken = line(logging.ERROR, "Internal Server Error: %s", LINK)
    broken.request = f"<WSGIRequest: POST '{LINK}'>"
    assert NoBallots().filter(broken)
    assert broken.getMessage() == "A ballot page broke."
    assert not hasattr(broken, "request")


def test_other_lines_pass_as_they_are():
    other = line(logging.WARNING, "Not Found: %s", "/larkfield/nowhere")
    assert NoBallots().filter(other)
    assert other.getMessage() == "Not Found: /larkfield/nowhere"

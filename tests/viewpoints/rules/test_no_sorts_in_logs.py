"""No log may hold the address of a sort: beside the line's time it would be a name."""

import logging

import pytest

from concordat.viewpoints.rules.unlogged import NoSorts

ADDRESS = "/sort/k7f3d-90m2q-x041t/grid"


def line(level: int, words: str, *args: object) -> logging.LogRecord:
    return logging.LogRecord("django.request", level, __file__, 1, words, args, None)


@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO, logging.WARNING])
def test_a_line_about_a_sort_does_not_pass(level):
    assert not NoSorts().filter(line(level, "Not Found: %s", ADDRESS))


def test_that_a_sorting_page_broke_is_told_without_saying_which():
    broken = line(logging.ERROR, "Internal Server Error: %s", ADDRESS)
    broken.request = f"<WSGIRequest: POST '{ADDRESS}'>"
    assert NoSorts().filter(broken)
    assert broken.getMessage() == "A sorting page broke."
    assert not hasattr(broken, "request")


def test_other_lines_pass_as_they_are():
    other = line(logging.WARNING, "Not Found: %s", "/larkfield/people/?sort=name")
    assert NoSorts().filter(other)
    assert other.getMessage() == "Not Found: /larkfield/people/?sort=name"

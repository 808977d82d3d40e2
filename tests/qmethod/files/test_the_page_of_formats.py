"""The manual's page of formats says what the program does."""

import re
from pathlib import Path

from concordat.qmethod.files import BY_SUFFIX, FORMATS

PAGE = Path(__file__).parents[3] / "docs" / "method" / "q-files.md"
ROW = re.compile(r"\| `([\w-]+)` \| .+? \| (yes|no) \| (yes|no) \| (.*)\|")


def test_every_format_stands_on_the_page_with_what_it_can_do() -> None:
    rows = {row[1]: row for line in PAGE.read_text("utf-8").split("\n") if (row := ROW.fullmatch(line))}
    assert list(rows) == list(FORMATS)
    for name, told in FORMATS.items():
        can = (told.reads, told.writes)
        assert [rows[name][2], rows[name][3]] == ["yes" if each else "no" for each in can]
        assert bool(rows[name][4].strip()) == told.writes
        assert bool(told.loses) == (told.writes and name != "json")


def test_an_ending_leads_to_a_format_that_is_written() -> None:
    for suffix, name in BY_SUFFIX.items():
        assert FORMATS[name].writes
        assert suffix in FORMATS[name].suffixes

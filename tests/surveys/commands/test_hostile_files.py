"""Any bytes at all: either they are counted, or one sentence says why not. Never a traceback."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concordat.surveys.rules.instrument import Side
from concordat.surveys.rules.outside import CannotRead, counting, drafting, mapping, published, reading
from tests.surveys.commands import files

GUIDE = mapping.read(files.MAP, name="map.toml")
INVITED = {side: 1000 for side in Side}
TRIES = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])

cells = st.one_of(
    st.sampled_from(
        [
            "7",
            "councillor",
            "officer",
            "never",
            "11",
            "=1",
            '"',
            '""',
            "don't know",
            "\n",
            "\r",
            ";",
            "",
            "7.5",
        ]
    ),
    st.text(max_size=6),
)
tables = st.lists(st.lists(cells, max_size=5).map(",".join), max_size=8).map("\n".join)
after_a_header = tables.map(lambda below: f"{files.HEADER}\n{below}")


def attempted(data: bytes) -> str:
    """What came of it: counted, or the sentence."""
    try:
        table = reading.table(data, name="answers.csv")
        counted = counting.count(table=table, guide=GUIDE, invited=INVITED)
    except CannotRead as why:
        return str(why)
    assert sum(counted.answered.values()) > 0
    assert all(number >= 0 for counts in counted.counts.values() for number in counts)
    return ""


def sentence_of(deed: Callable[[], object]) -> str:
    try:
        deed()
    except CannotRead as why:
        return str(why)
    return ""


def one_line(sentence: str) -> bool:
    return sentence == "" or (
        len(sentence.splitlines()) == 1 and sentence.isprintable() and len(sentence) < 500
    )


@TRIES
@given(st.one_of(st.binary(max_size=200), st.binary(max_size=60).map(b"side,H1,P1,comment\n".__add__)))
def test_any_bytes(data):
    assert one_line(attempted(data))


@TRIES
@given(st.one_of(tables, after_a_header), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
def test_any_table_in_any_encoding(text, encoding):
    assert one_line(attempted(text.encode(encoding, errors="replace")))


@TRIES
@given(st.binary(max_size=200))
def test_any_bytes_that_claim_to_be_a_workbook(data):
    assert one_line(attempted(b"PK\x03\x04" + data))


@pytest.mark.parametrize("at", range(60, 5000, 331))
def test_a_workbook_with_a_damaged_byte(at):
    whole = bytearray(
        files.saved(files.workbook([["side", "H1", "P1", "c"], ["councillor", 7, "never", ""]]))
    )
    at %= len(whole)
    whole[at] ^= 0x55
    assert one_line(attempted(bytes(whole)))


@TRIES
@given(st.one_of(st.text(max_size=80), st.text(max_size=30).map(files.MAP.__add__)))
def test_any_map(text):
    assert one_line(sentence_of(lambda: mapping.read(text, name="map.toml")))


@TRIES
@given(st.one_of(tables, after_a_header))
def test_any_draft_is_a_map_or_says_what_is_missing(text):
    def drafted_and_read() -> None:
        draft = drafting.draft(reading.table(text.encode(errors="replace"), name="answers.csv"))
        mapping.read(draft.toml, name="map.toml")

    said = sentence_of(drafted_and_read)
    assert one_line(said)
    assert "not TOML" not in said


@TRIES
@given(tables.map(lambda below: f"council,measure,councillors,officers,source\n{below}"))
def test_any_printed_figures(text):
    data = text.encode(errors="replace")
    assert one_line(sentence_of(lambda: published.read(reading.table(data, name="figures.csv")).as_json()))

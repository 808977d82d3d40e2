"""Hand-written SVG: nothing that is said to it can break out of it, and no line runs out of the drawing."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordat.design.charts import svg


@given(words=st.text())
def test_any_words_stay_words(words):
    drawn = svg.drawing(svg.text(words, 0, 0), key="c1", title=words, description=words, width=10, height=10)
    root = ElementTree.fromstring(drawn)
    assert [child.tag.split("}")[1] for child in root] == ["title", "desc", "text"]


def test_a_chart_names_and_describes_itself():
    root = ElementTree.fromstring(svg.drawing(key="c1", title="T", description="D", width=360, height=40))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "c1-title c1-desc"
    assert [child.get("id") for child in root] == ["c1-title", "c1-desc"]
    assert root.get("viewBox") == "0 0 360 40"


@given(words=st.text(alphabet="ab ŵ-", min_size=1, max_size=200), width=st.integers(40, 400))
def test_no_line_is_longer_than_its_room_and_no_letter_is_lost(words, width):
    lines = svg.wrapped(words, width)
    assert all(svg.wide(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")


def test_no_word_is_left_alone_on_the_last_line():
    assert svg.wrapped("fewer than 4 of 60", 125, 14) == ["fewer than", "4 of 60"]


@pytest.mark.parametrize(("x", "expected"), [(0, 45), (350, 315), (180, 180)])
def test_words_at_the_edge_move_inside(x, expected):
    assert svg.inside(x, "0123456789", 360, 14) == pytest.approx(expected, abs=1)


def test_two_drawings_of_one_title_do_not_share_their_ids():
    assert svg.key_of("Trust", [1]) != svg.key_of("Trust", [2])
    assert svg.key_of("Trust", [1]) == svg.key_of("Trust", [1])


def test_to_make_lines_alike_no_word_is_cut_that_fits():
    lines = svg.wrapped("The working relationship overall", 170, svg.SMALL, svg.BOLD)
    assert "relationship" in " ".join(lines).split()

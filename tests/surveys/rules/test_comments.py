"""A comment as bytes: always as many, and read back as it was written."""

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.surveys.rules import comments
from concordat.surveys.rules.comments import EMPTY, SIZE, Comment, NotAComment, Outcome, TooLong


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400), st.booleans())
def test_whatever_is_typed_comes_back_as_it_was_tidied_in_as_many_bytes(typed, may_quote):
    comment = comments.written(typed, may_quote=may_quote)
    sealed = comments.encode(comment)
    assert len(sealed) == SIZE
    assert comments.decode(sealed) == comment
    assert comment.text == comments.tidied(comment.text)


def test_an_empty_comment_is_as_long_as_a_thousand_signs_and_nobody_may_quote_it():
    assert comments.written(" \r\n ", may_quote=True) == EMPTY
    assert len(comments.encode(EMPTY)) == len(comments.encode(Comment("w" * 1000))) == SIZE


@pytest.mark.parametrize("sign", ["a", "é", "好", "🙂", "\n"])
def test_a_thousand_signs_fit_and_one_more_is_too_long(sign):
    text = f"x{sign * 998}x"
    assert comments.decode(comments.encode(Comment(text))).text == text
    with pytest.raises(TooLong):
        comments.written(f"{text}y", may_quote=False)


def test_signs_that_no_keyboard_writes_become_spaces_and_lines_stay():
    assert comments.tidied("a\x00b\r\nc\rd\ud800\n\uffff") == "a b\nc\nd"


@pytest.mark.parametrize(
    "forged",
    [
        b"",
        bytes(SIZE - 1),
        b"\x04" + bytes(SIZE - 1),
        b"\x00\xff\xff" + bytes(SIZE - 3),
        (b"\x00\x00\x02\xff\xfe").ljust(SIZE, b"\0"),
        (b"\x00\x00\x01a\x01").ljust(SIZE, b"\0"),
        (b"\x00\x00\x02a ").ljust(SIZE, b"\0"),
        (b"\x02\x00\x05aaaaa").ljust(SIZE, b"\0"),
    ],
)
def test_what_could_not_have_been_written_is_no_comment(forged):
    with pytest.raises(NotAComment):
        comments.decode(forged)


def test_words_that_unpack_to_more_than_was_ever_written_are_no_comment():
    packing = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    bomb = packing.compress(b"a" * 1_000_000) + packing.flush()
    with pytest.raises(NotAComment):
        comments.decode((b"\x02" + len(bomb).to_bytes(2, "big") + bomb).ljust(SIZE, b"\0"))


@pytest.mark.parametrize(
    ("answered", "sealed", "spent", "outcome"),
    [
        (10, 10, 10, None),
        (10, 11, 11, None),
        (9, 9, 9, Outcome.FEW_ANSWERED),
        (12, 13, 12, Outcome.NOT_BELIEVED),
        (0, 0, 0, Outcome.FEW_ANSWERED),
    ],
)
def test_comments_are_read_only_from_ten_answers_on_and_from_a_box_that_was_not_stuffed(
    answered, sealed, spent, outcome
):
    assert comments.unread_because(answered=answered, sealed=sealed, spent=spent) is outcome


def test_parts_of_a_side_are_added_up_because_nothing_is_told_below_a_side():
    sides = {"cabinet": "councillors", "others": "councillors", "officers": "officers"}
    answered = {"cabinet": 6, "others": 20, "officers": 9}
    assert comments.by_side(answered, sides=sides) == {"councillors": 26, "officers": 9}

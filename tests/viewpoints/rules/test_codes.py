"""A code is read as people write it down, and stored only as what cannot be turned back."""

import pytest

from concordat.viewpoints.rules import codes
from concordat.viewpoints.rules.codes import ALPHABET, NotACode


def test_a_code_has_three_groups_of_five_signs_that_are_not_misread():
    groups = codes.new_code().split("-")
    assert [len(group) for group in groups] == [5, 5, 5]
    assert set("".join(groups)) <= set(ALPHABET)
    assert not set("ilou") & set(ALPHABET)


def test_a_code_holds_75_bits_and_no_two_are_alike():
    assert len(ALPHABET) ** codes.SIGNS == 2**75
    assert len({codes.new_code() for _ in range(500)}) == 500


@pytest.mark.parametrize(
    "typed",
    [
        "k7f3d-90m2q-x041t",
        "K7F3D 9OM2Q XO4LT",
        " k7f3d90m2qx04it ",
        "k7f3d – 9om2q – xo4It",
        "K7F3D.90M2Q.X041T",
    ],
)
def test_a_code_is_read_however_it_was_written_down(typed):
    assert codes.read(typed) == "k7f3d-90m2q-x041t"
    assert codes.fingerprint(typed) == codes.fingerprint("k7f3d-90m2q-x041t")


@pytest.mark.parametrize(
    "typed", ["", "k7f3d-90m2q", "k7f3d-90m2q-x041t0", "k7f3d-90m2q-x041u", "٣" * 15, "é" * 15]
)
def test_what_is_no_code_is_refused(typed):
    with pytest.raises(NotACode):
        codes.read(typed)


def test_a_fingerprint_tells_nothing_of_the_code():
    code = codes.new_code()
    assert len(codes.fingerprint(code)) == 32
    assert code.encode() not in codes.fingerprint(code)
    assert codes.fingerprint(code) != codes.fingerprint(codes.new_code())

"""Signs are searched in small letters, and each letter stays in its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordat.protocol.rules.signs import InCapitals, met, signs, small


@given(st.text())
def test_small_letters_stand_where_the_others_stood(text):
    assert len(small(text)) == len(text)


def test_a_letter_that_would_become_two_is_left():
    assert small("İSTANBUL Council") == "İstanbul council"


def test_a_sign_that_could_never_be_met_is_refused():
    with pytest.raises(InCapitals, match="Council"):
        signs([r"the Council\b"])
    assert signs([r"\Wcouncil\B"])


def test_any_of_them_will_do():
    both = signs(["parish", r"\btown\b"])
    assert met(both, small("The TOWN council"))
    assert not met(both, small("Townsfolk"))

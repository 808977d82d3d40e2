import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordat.surveys.rules import secrets
from concordat.surveys.rules.secrets import ALPHABET, Mistyped


def test_a_secret_has_seven_groups_of_five_and_at_least_128_bits():
    secret = secrets.new_secret()
    assert [len(group) for group in secret.split("-")] == [5] * 7
    assert secrets.GROUPS * secrets.PER_GROUP * secrets.BITS >= 128
    assert len({secrets.new_secret() for _ in range(1000)}) == 1000


def test_however_it_is_typed_it_is_the_same_secret():
    secret = secrets.new_secret()
    plain = secrets.read(secret)
    loosely = [secret.lower(), secret.replace("-", ""), secret.replace("-", "  "), f" {secret}\n"]
    misread = secret.replace("0", "O").replace("1", "l")
    assert {secrets.read(typed) for typed in [*loosely, misread]} == {plain}


def test_every_single_wrong_sign_is_found_and_placed():
    secret = secrets.new_secret()
    for at, sign in enumerate(secret):
        if sign == "-":
            continue
        for other in ALPHABET:
            if other != sign:
                with pytest.raises(Mistyped) as slip:
                    secrets.read(secret[:at] + other + secret[at + 1 :])
                assert slip.value.group == at // 6 + 1


def test_every_pair_of_swapped_signs_is_found():
    secret = secrets.new_secret()
    for at in range(len(secret) - 1):
        one, two = secret[at : at + 2]
        if "-" not in (one, two) and one != two:
            with pytest.raises(Mistyped):
                secrets.read(secret[:at] + two + one + secret[at + 2 :])


def test_two_swapped_groups_are_found():
    groups = secrets.new_secret().split("-")
    groups[0], groups[4] = groups[4], groups[0]
    if groups[0] != groups[4]:
        with pytest.raises(Mistyped):
            secrets.read("-".join(groups))


@given(st.text(max_size=80))
def test_anything_else_is_mistyped_and_nothing_worse(typed):
    try:
        read = secrets.read(typed)
    except Mistyped:
        return
    assert len(read) == 18


def test_a_token_has_as_much_chance_in_it_as_a_link_needs():
    token = secrets.new_token()
    assert len(token) == 26
    assert set(token) <= set(ALPHABET.lower())

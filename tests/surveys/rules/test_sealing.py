from itertools import permutations

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from concordat.surveys.rules import sealing
from concordat.surveys.rules.sealing import DoesNotOpen

WAVE = 7


@pytest.fixture(scope="module")
def holders():
    return [sealing.holder_key(secret=bytes([n]) * 18, wave=WAVE) for n in range(3)]


@pytest.fixture(scope="module")
def wave_key():
    return sealing.new_wave_key()


@pytest.fixture(scope="module")
def envelopes(holders, wave_key):
    public = [sealing.public_half(key) for key in holders]
    return sealing.envelopes(wave_key=wave_key, holders=public, wave=WAVE)


def test_each_ordered_pair_has_an_envelope_and_opens_it(holders, wave_key, envelopes):
    assert {(each.first, each.second) for each in envelopes} == set(permutations(range(3), 2))
    for each in envelopes:
        peeled = sealing.peel(each, key=holders[each.first], wave=WAVE)
        opened = sealing.open_peeled(
            peeled, first=each.first, second=each.second, key=holders[each.second], wave=WAVE
        )
        assert opened.private_bytes_raw() == wave_key.private_bytes_raw()


def test_no_other_key_peels_or_opens(holders, envelopes):
    for each in envelopes:
        for n, key in enumerate(holders):
            if n != each.first:
                with pytest.raises(DoesNotOpen):
                    sealing.peel(each, key=key, wave=WAVE)
        peeled = sealing.peel(each, key=holders[each.first], wave=WAVE)
        for n, key in enumerate(holders):
            if n != each.second:
                with pytest.raises(DoesNotOpen):
                    sealing.open_peeled(peeled, first=each.first, second=each.second, key=key, wave=WAVE)


def test_the_same_secret_is_another_key_in_another_wave():
    one, other = (sealing.holder_key(secret=b"x" * 18, wave=wave) for wave in (1, 2))
    assert sealing.public_half(one) != sealing.public_half(other)


def test_a_ballot_opens_for_its_wave_and_group_alone(wave_key):
    public = sealing.public_half(wave_key)
    sealed = sealing.seal_ballot(b"a" * 64, public_key=public, wave=WAVE, atom=1)
    assert len(sealed) == 64 + sealing.OVERHEAD
    assert sealing.open_ballot(sealed, wave_key=wave_key, wave=WAVE, atom=1) == b"a" * 64
    for wave, atom in ((WAVE, 2), (WAVE + 1, 1)):
        with pytest.raises(DoesNotOpen):
            sealing.open_ballot(sealed, wave_key=wave_key, wave=wave, atom=atom)


def test_two_seals_of_one_ballot_have_nothing_in_common(wave_key):
    public = sealing.public_half(wave_key)
    one, other = (sealing.seal_ballot(b"a" * 64, public_key=public, wave=WAVE, atom=1) for _ in range(2))
    assert one[:32] != other[:32]
    assert one[32:] != other[32:]


@pytest.mark.parametrize("sealed", [b"", b"\0" * 112, b"\xff" * 112, b"x" * 50])
def test_bytes_that_are_no_seal_do_not_open_and_break_nothing(wave_key, sealed):
    with pytest.raises(DoesNotOpen):
        sealing.open_ballot(sealed, wave_key=wave_key, wave=WAVE, atom=1)


def test_every_flipped_bit_is_noticed(wave_key):
    public = sealing.public_half(wave_key)
    sealed = sealing.seal_ballot(b"a" * 64, public_key=public, wave=WAVE, atom=1)
    for at in range(0, len(sealed), 7):
        broken = bytearray(sealed)
        broken[at] ^= 1
        with pytest.raises(DoesNotOpen):
            sealing.open_ballot(bytes(broken), wave_key=wave_key, wave=WAVE, atom=1)


def test_a_strangers_key_opens_nothing(envelopes):
    with pytest.raises(DoesNotOpen):
        sealing.peel(envelopes[0], key=X25519PrivateKey.generate(), wave=WAVE)

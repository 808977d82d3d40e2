import pytest

from concordat.letters.rules import sealing


def test_a_secret_comes_back_as_it_went_in():
    sealed = sealing.seal("https://here.example/a/ŵ", keys=["key"])
    assert "here.example" not in sealed
    assert sealing.unseal(sealed, keys=["key"]) == "https://here.example/a/ŵ"


def test_a_key_that_was_replaced_still_opens_what_it_sealed():
    assert sealing.unseal(sealing.seal("link", keys=["old"]), keys=["new", "old"]) == "link"


def test_another_key_opens_nothing():
    with pytest.raises(sealing.NotOurs):
        sealing.unseal(sealing.seal("link", keys=["key"]), keys=["another"])


def test_no_secret_is_kept_as_none():
    assert sealing.seal("", keys=["key"]) == ""
    assert sealing.unseal("", keys=["key"]) == ""

"""The Welsh draft of the questions, and what counts as checked. No database."""

import re
from dataclasses import replace

import pytest

from concordat.surveys.forms.questions import Question
from concordat.surveys.rules import welsh
from concordat.surveys.rules.instrument import DIMENSIONS, INSTRUMENT, OPTIONAL, SHORT_FORM, Shape, problems
from concordat.surveys.rules.welsh import Checked, Checking

EVERY = (*INSTRUMENT, *OPTIONAL)
SLOT = re.compile(r"%\(\w+\)s|\{\w+\}")


def test_no_question_lacks_welsh_and_none_lacks_part_of_it():
    """The full form and the short one, the sort of roles, the timeline, the optional question, each scale."""
    both = welsh.drafted(EVERY)
    assert welsh.without(both) == ()
    for item in both:
        assert item.topic_cy
        assert item.councillors_cy
        assert item.officers_cy
        assert item.councillors_cy != item.councillors
        assert bool(item.bands_cy) is (item.shape is Shape.BANDS)
        assert bool(item.low_label_cy and item.high_label_cy) is (item.shape is Shape.RATING)
    assert problems(welsh.drafted(INSTRUMENT)) == problems(welsh.drafted(SHORT_FORM)) == ()


@pytest.mark.parametrize("item", welsh.drafted(EVERY), ids=lambda item: item.id)
def test_the_welsh_asks_as_the_english_asks(item):
    for english, said in ((item.councillors, item.councillors_cy), (item.officers, item.officers_cy)):
        assert said[-1] == english[-1]
        assert SLOT.findall(said) == SLOT.findall(english)
        assert "'" not in said  # the apostrophe of print, as in the English
    # What is the same for both sides in English is the same in Welsh, and nothing else is.
    assert (item.councillors == item.officers) is (item.councillors_cy == item.officers_cy)
    if item.bands_cy:
        assert len({band.casefold() for band in item.bands_cy}) == 3


def test_the_draft_fits_the_fields_in_which_it_is_mended():
    lengths = {name: field.max_length for name, field in Question.base_fields.items()}
    for item in welsh.drafted(EVERY):
        assert len(item.topic_cy) <= lengths["topic"]
        assert len(item.councillors_cy) <= lengths["councillors_cy"]
        assert len(item.officers_cy) <= lengths["officers_cy"]
        assert len(item.low_label_cy) <= lengths["low_label_cy"]
        assert len(item.high_label_cy) <= lengths["high_label_cy"]
        assert all(len(band) <= lengths["band_1_cy"] for band in item.bands_cy or ())


def test_one_scale_has_one_welsh_wherever_it_stands():
    said = {}
    for item in welsh.drafted(EVERY):
        scale, in_welsh = (item.bands, item.bands_cy) if item.bands else (item.low_label, item.low_label_cy)
        assert said.setdefault(scale, in_welsh) == in_welsh


def test_whose_english_was_changed_is_given_no_draft():
    changed = replace(INSTRUMENT[3], councillors="Officers are polite to me.")
    assert welsh.drafted([changed]) == (changed,)
    assert welsh.without(welsh.drafted([changed, INSTRUMENT[4]])) == (changed.id,)


def test_welsh_of_the_councils_own_is_left_as_it_is():
    own = replace(welsh.drafted([INSTRUMENT[0]])[0], councillors_cy="Sut mae pethau?")
    assert welsh.drafted([own]) == (own,)
    assert not welsh.is_draft(own)
    assert welsh.is_draft(welsh.drafted([INSTRUMENT[0]])[0])
    assert not welsh.is_draft(INSTRUMENT[0])


def test_what_asks_in_english_alone_holds_no_word_of_welsh():
    assert welsh.in_english_alone(welsh.drafted(EVERY)) == EVERY


def test_the_check_holds_for_these_very_words_and_no_others():
    items = welsh.drafted(SHORT_FORM)
    assert welsh.checking(items, None) is Checking.NOT_ASKED
    assert welsh.checking(SHORT_FORM, Checked()) is Checking.INCOMPLETE
    assert welsh.checking(items, Checked()) is Checking.UNCHECKED
    checked = Checked(welsh.fingerprint(items))
    assert welsh.checking(items, checked) is Checking.CHECKED
    for change in ({"officers_cy": "Sut?"}, {"officers": "How?"}, {"high_label_cy": "Da"}):
        assert welsh.checking((replace(items[0], **change), *items[1:]), checked) is Checking.CHANGED


def test_another_sentence_of_the_pages_is_no_longer_what_was_checked(monkeypatch):
    items = welsh.drafted(SHORT_FORM)
    checked = Checked(welsh.fingerprint(items))
    first, *others = welsh.sentences()
    mended = (replace(first, welsh="Rhywbeth arall"), *others)
    monkeypatch.setattr(welsh, "sentences", lambda: mended)
    assert welsh.checking(items, checked) is Checking.CHANGED


def test_every_part_of_the_built_in_questions_is_named_in_welsh():
    named = {each.english: each.welsh for each in welsh.sentences()}
    assert [name for name in DIMENSIONS if not named.get(name)] == []

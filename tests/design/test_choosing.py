"""A field whose choices come with the page."""

import pytest
from django import forms

from concordat.design.choosing import choice_field


class Asked(forms.Form):
    topic = forms.ChoiceField()
    words = forms.CharField()


def test_choices_are_given_to_the_field_of_this_form_alone():
    form = Asked({"topic": "roads", "words": "Why?"})
    choice_field(form, "topic").choices = [("roads", "Roads")]
    assert form.is_valid()
    assert not Asked({"topic": "roads", "words": "Why?"}).is_valid()


def test_a_field_that_offers_no_choices_is_not_given_any():
    with pytest.raises(TypeError, match="words offers no choices"):
        choice_field(Asked(), "words")

"""Forms are drawn as GOV.UK draws them: its classes and links, tried against the package's own fixtures."""

from datetime import date

import pytest
from django import forms
from django.http import QueryDict

from concordat.design.widgets import DateParts, Scale, ScaleRadios


class Ask(forms.Form):
    name = forms.CharField(help_text="As on the roll", label="Full name")
    why = forms.CharField(widget=forms.Textarea, required=False)
    on = forms.DateField(widget=DateParts, label="When does it close?")
    trust = Scale(label="I trust them", low="not at all", high="completely", required=False)
    side = forms.ChoiceField(widget=forms.RadioSelect, choices=[("c", "Councillors"), ("o", "Officers")])
    readers = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, choices=[("c", "C"), ("o", "O")])
    committee = forms.ChoiceField(choices=[("s", "Standards")])
    roster = forms.FileField()
    agree = forms.BooleanField(label="I have read the promise")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def typed(**words: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(words)
    return data


# Facts from the fixtures of govuk-frontend 6.6.0 (MIT): which classes each component's control wears.
CLASSES = {
    "name": ["govuk-form-group", "govuk-label", "govuk-hint", "govuk-input"],
    "why": ["govuk-form-group", "govuk-label", "govuk-textarea"],
    "on": [
        "govuk-fieldset",
        "govuk-fieldset__legend",
        "govuk-date-input",
        "govuk-date-input__item",
        "govuk-date-input__label",
        "govuk-date-input__input",
        "govuk-input--width-2",
        "govuk-input--width-4",
    ],
    "side": [
        "govuk-fieldset",
        "govuk-radios",
        "govuk-radios__item",
        "govuk-radios__input",
        "govuk-radios__label",
    ],
    "readers": [
        "govuk-checkboxes",
        "govuk-checkboxes__item",
        "govuk-checkboxes__input",
        "govuk-checkboxes__label",
    ],
    "committee": ["govuk-select"],
    "roster": ["govuk-file-upload"],
    "agree": [
        "govuk-checkboxes",
        "govuk-checkboxes__item",
        "govuk-checkboxes__input",
        "govuk-checkboxes__label",
    ],
}


@pytest.mark.parametrize("name", CLASSES)
def test_a_field_wears_the_classes_of_its_component(name):
    drawn = Ask()[name].as_field_group()
    worn = {word for part in drawn.split('class="')[1:] for word in part.split('"')[0].split()}
    assert set(CLASSES[name]) <= worn


def test_an_error_is_said_at_the_field_and_read_with_it():
    drawn = Ask(typed(why="x"))["name"].as_field_group()
    assert 'id="id_name-error"' in drawn
    assert '<span class="govuk-visually-hidden">Error:</span> This field is required.' in drawn
    assert 'aria-describedby="id_name-hint id_name-error"' in drawn
    assert 'class="govuk-input govuk-input--error"' in drawn
    assert "govuk-form-group--error" in drawn


def test_a_fieldset_is_described_by_its_own_error():
    drawn = Ask(typed(why="x"))["side"].as_field_group()
    assert '<fieldset class="govuk-fieldset" id="id_side" aria-describedby="id_side-error">' in drawn


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("Full name: This field is required.", "id_name"),
        ("When does it close? This field is required.", "id_on-day"),
        ("Side: This field is required.", "id_side_0"),
        ("Readers: This field is required.", "id_readers_0"),
        ("I have read the promise: This field is required.", "id_agree"),
    ],
)
def test_the_summary_leads_from_each_error_to_a_control_that_stands_in_the_form(words, target):
    drawn = str(Ask(typed(why="x")))
    assert f'<a href="#{target}">{words}</a>' in drawn
    assert f'id="{target}"' in drawn


def test_what_two_fields_say_alike_is_told_with_their_names():
    class Days(forms.Form):
        first = forms.DateField(label="First day", error_messages={"required": "Give a day."})
        last = forms.DateField(label="Last <b>day</b>", error_messages={"required": "Give a day."})
        why = forms.CharField(label="Why", error_messages={"required": "Say why."})

    drawn = str(Days({}))
    assert '<a href="#id_first">First day: Give a day.</a>' in drawn
    assert '<a href="#id_last">Last &lt;b&gt;day&lt;/b&gt;: Give a day.</a>' in drawn
    assert '<a href="#id_why">Say why.</a>' in drawn


def test_a_form_without_errors_has_no_summary():
    assert "govuk-error-summary" not in str(Ask())


def test_a_field_that_may_stay_empty_says_so_and_a_rating_does_not():
    assert "Why (optional)" in Ask()["why"].as_field_group()
    assert "optional" not in Ask()["trust"].as_field_group()


def test_the_server_and_not_the_browser_says_what_is_missing():
    assert " required" not in str(Ask())


def test_what_was_typed_comes_back_and_is_escaped():
    drawn = str(
        Ask(typed(name="", why="<b>5 > 4</b>", on_day="31", on_month="<2>", on_year="2026", trust="7"))
    )
    assert "&lt;b&gt;5 &gt; 4&lt;/b&gt;" in drawn
    assert 'value="&lt;2&gt;"' in drawn
    assert 'value="31"' in drawn
    assert 'value="7" id="id_trust_6" checked' in drawn


def test_there_is_nothing_in_a_form_that_a_strict_policy_forbids():
    drawn = str(Ask(typed(why="x")))
    assert "<script" not in drawn
    assert "style=" not in drawn
    assert "onclick" not in drawn


class TestScale:
    def test_it_is_ten_native_radio_buttons_and_a_way_not_to_know(self):
        drawn = str(Ask()["trust"])
        assert drawn.count('class="scale__input" type="radio"') == 10
        assert "Don’t know" in drawn

    def test_its_ends_are_read_with_their_numbers(self):
        drawn = str(Ask()["trust"])
        assert '1<span class="govuk-visually-hidden">: not at all</span>' in drawn
        assert '10<span class="govuk-visually-hidden">: completely</span>' in drawn

    @pytest.mark.parametrize(("said", "kept"), [("1", 1), ("10", 10), ("unsure", None), ("", None)])
    def test_only_a_number_is_a_number(self, said, kept):
        field = Scale(required=False)
        assert field.clean(said) == kept

    @pytest.mark.parametrize("said", ["0", "11", "7.5", "-1", "７"])
    def test_a_rating_that_is_not_on_the_scale_is_refused(self, said):
        with pytest.raises(forms.ValidationError):
            Scale().clean(said)

    def test_it_can_be_without_a_way_out(self):
        assert "unsure" not in dict(Scale(unsure=False).choices)

    def test_two_fields_never_share_their_words(self):
        first, second = ScaleRadios(low="a", high="b"), ScaleRadios(low="c", high="d")
        assert "a" in first.render("x", None, {"id": "x"})
        assert ": c<" in second.render("x", None, {"id": "x"})


class TestDateParts:
    @pytest.mark.parametrize(
        ("day", "month", "year"),
        [
            ("31", "2", "2026"), ("", "2", "2026"), ("x", "2", "2026"), ("1", "2", "26"),
            ("1", "2", "2147483648"), ("1", "9" * 30, "2026"), ("31", "12", "9999"), ("2026-02-01", "", ""),
        ],
    )  # fmt: skip
    def test_a_date_that_is_none_is_refused_and_comes_back_as_typed(self, day, month, year):
        form = Ask(typed(on_day=day, on_month=month, on_year=year))
        assert form.errors["on"] == ["Enter a valid date."]
        assert DateParts().typed(form["on"].value()) == (day, month, year)

    def test_the_sign_between_the_parts_is_taken_out_of_every_part(self):
        form = Ask(typed(on_day="\x011\x01", on_month="\x011\x01", on_year="\x011\x01"))
        assert form.errors["on"] == ["Enter a valid date."]
        assert DateParts().typed(form["on"].value()) == ("1", "1", "1")

    def test_a_date_is_a_date(self):
        form = Ask(typed(on_day=" 5", on_month="03", on_year="2027"))
        assert "on" not in form.errors
        assert form.cleaned_data["on"] == date(2027, 3, 5)

    def test_a_date_that_stands_already_is_shown_in_its_parts(self):
        drawn = str(Ask(initial={"on": date(2027, 3, 5)})["on"])
        assert [f'value="{part}"' in drawn for part in (5, 3, 2027)] == [True, True, True]

    def test_three_empty_parts_are_no_date(self):
        assert Ask(typed(on_day="", on_month="", on_year="")).errors["on"] == ["This field is required."]

"""The words of a clause, and what is said of a draft as a whole."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concordat.design.choosing import choice_field
from concordat.protocol.rules import splitting
from concordat.protocol.rules.clauses import Kind, Owed
from concordat.protocol.rules.editions import Numbering

KINDS = {
    Kind.HEADING: _("Heading"),
    Kind.RULE: _("Rule"),
    Kind.EXPECTATION: _("Expectation: what one side may expect of the other"),
    Kind.DEFINITION: _("Definition"),
    Kind.ILLUSTRATION: _("Illustration: an example, not a rule"),
    Kind.QUOTATION: _("Quotation"),
    Kind.NOTE: _("Note"),
    Kind.IMAGE_MISSING: _("Picture whose content is missing"),
}
OWED = {
    Owed.BY_OFFICERS: _("Officers owe it to councillors"),
    Owed.BY_COUNCILLORS: _("Councillors owe it to officers"),
    Owed.BY_BOTH: _("Each owes it to the other"),
}
LONGEST = 20_000
TAG = re.compile(r"[\w ’'&()/:-]{1,60}")


class ClauseWords(forms.Form):
    kind = forms.TypedChoiceField(
        label=_("What it is"), choices=[(k.value, words) for k, words in KINDS.items()], coerce=Kind
    )
    owed = forms.TypedChoiceField(
        label=_("Who owes it to whom"),
        help_text=_("Of an expectation alone."),
        choices=[("", _("Nobody: it is no expectation")), *((o.value, words) for o, words in OWED.items())],
        coerce=Owed,
        empty_value=None,
        required=False,
    )
    label = forms.CharField(
        label=_("Printed number"),
        help_text=_("As it stands in the text: 1., (a), 8.63. It is only a label."),
        max_length=60,
        required=False,
    )
    heading = forms.CharField(label=_("Heading"), max_length=500, required=False)
    text = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    measure = forms.CharField(
        label=_("How one will know"),
        help_text=_("For an expectation: the record or the question that will show whether it is met."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    tags = forms.CharField(
        label=_("Tags"),
        help_text=_("Parted by commas: influence on advice, no surprises, openness."),
        required=False,
        max_length=600,
    )

    def clean_tags(self) -> list[str]:
        tags = {tag.strip() for tag in self.cleaned_data["tags"].split(",") if tag.strip()}
        for tag in tags:
            if not TAG.fullmatch(tag):
                raise forms.ValidationError(
                    _("“%(tag)s” cannot be a tag: use a few plain words."), params={"tag": tag}
                )
        return sorted(tags)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, owed = cleaned.get("kind"), cleaned.get("owed")
        if kind is Kind.EXPECTATION and owed is None and not self.has_error("owed"):
            self.add_error("owed", _("Say who owes it to whom."))
        if kind is not Kind.EXPECTATION and owed is not None:
            self.add_error(
                "owed", _("Only an expectation is owed. Choose “Nobody”, or make it an expectation.")
            )
        if kind is Kind.HEADING and cleaned.get("text"):
            self.add_error("text", _("A heading has its words in the field “Heading” and none here."))
        if not (cleaned.get("heading") or cleaned.get("text")) and not self.has_error("text"):
            self.add_error("text", _("Write what it says."))
        return cleaned


class Description(forms.Form):
    title = forms.CharField(
        label=_("Title of this edition"), max_length=300, error_messages={"required": _("Give it a title.")}
    )
    summary = forms.CharField(
        label=_("What changes by it, in plain words"),
        help_text=_("Residents read it beside the edition once it is in force."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


MODES = {
    Numbering.KEPT: _("Keep the numbers as printed"),
    Numbering.AUTOMATIC: _("Number it anew: 1, 1.1, (a), (i)"),
    Numbering.CONTINUOUS: _("One run of numbers, as part of something larger: 8.63, 8.64 …"),
}


class NumberingChoice(forms.Form):
    mode = forms.TypedChoiceField(
        label=_("Numbers"),
        choices=[(mode.value, words) for mode, words in MODES.items()],
        coerce=Numbering,
        widget=forms.RadioSelect,
    )
    before = forms.CharField(
        label=_("What stands before each number"),
        help_text=_("For one run of numbers alone: 8. for 8.63"),
        max_length=20,
        required=False,
    )
    start = forms.IntegerField(label=_("First number"), min_value=1, max_value=9999, required=False)

    def clean_start(self) -> int:
        return self.cleaned_data["start"] or 1


class Split(forms.Form):
    """Where the second of two clauses begins: at a place that offers itself, or at typed words."""

    place = forms.TypedChoiceField(
        label=_("The second clause begins with"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Or with these words"),
        help_text=_("Copy the first few words of the second clause."),
        required=False,
        max_length=400,
    )

    def __init__(self, *args: Any, text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = text
        choice_field(self, "place").choices = [
            (str(place), shortened(text[place:])) for place in splitting.places(text)[:MOST_PLACES]
        ]
        if not choice_field(self, "place").choices:
            self.fields["place"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        words = cleaned.get("words", "")
        if words:
            cleaned["place"] = splitting.place_of(self.text, words)
            if cleaned["place"] is None:
                self.add_error(
                    "words", _("These words do not stand there once, after others. Copy a few more of them.")
                )
        elif cleaned.get("place") is None and not self.has_error("place"):
            self.add_error("words", _("Say where the second clause begins."))
        return cleaned


MOST_PLACES = 40


def shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 90 else f"{words[:88].rstrip()} …"

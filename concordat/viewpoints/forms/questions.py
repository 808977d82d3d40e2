"""What is asked after the sort, and what its answers are."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concordat.viewpoints.forms.designing import area
from concordat.viewpoints.rules.drafts import LONGEST_WORDS


def lines_of(said: str) -> list[str]:
    return [" ".join(line.split()) for line in said.splitlines() if line.strip()]


SHAPES = {
    "text": _("Answered in words"),
    "radio": _("One answer of several"),
    "select": _("One answer from a list"),
    "checkbox": _("Any number of answers"),
    "rating": _("A rating from 1 to 10"),
}


class Question(forms.Form):
    """One question after the sort; what its answers are depends on its shape."""

    MOST_OPTIONS = 20
    words = forms.CharField(
        label=_("Question"), widget=area(2), max_length=LONGEST_WORDS,
        error_messages={"required": _("Write the question.")},
    )  # fmt: skip
    options = forms.CharField(
        label=_("Answers, one on each line"), widget=area(5), max_length=2000,
        error_messages={"required": _("Write at least two answers, one on each line.")},
    )  # fmt: skip
    low = forms.CharField(label=_("What 1 means"), required=False, max_length=60)
    high = forms.CharField(label=_("What 10 means"), required=False, max_length=60)
    words_cy = forms.CharField(
        label=_("Question, in Welsh"), widget=area(2), max_length=LONGEST_WORDS, required=False
    )
    options_cy = forms.CharField(
        label=_("Answers in Welsh, in the same order"), widget=area(5), max_length=2000, required=False
    )
    low_cy = forms.CharField(label=_("What 1 means, in Welsh"), required=False, max_length=60)
    high_cy = forms.CharField(label=_("What 10 means, in Welsh"), required=False, max_length=60)
    required = forms.BooleanField(
        label=_("It must be answered"),
        help_text=_("Better not, where an answer could tell who somebody is."),
        required=False,
    )

    def __init__(self, *args: Any, shape: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_choices, of_ratings = ("options", "options_cy"), ("low", "high", "low_cy", "high_cy")
        gone: tuple[str, ...] = {"text": (*of_choices, *of_ratings), "rating": of_choices}.get(
            shape, of_ratings
        )
        for name in gone:
            del self.fields[name]

    def clean_options(self) -> list[str]:
        options = lines_of(self.cleaned_data["options"])
        if len(options) < 2:
            raise forms.ValidationError(_("Write at least two answers, one on each line."))
        if len(options) > self.MOST_OPTIONS:
            raise forms.ValidationError(_("Up to 20 answers can be offered."))
        if len({option.casefold() for option in options}) < len(options):
            raise forms.ValidationError(_("Two of the answers are the same."))
        return options

    def clean_options_cy(self) -> list[str]:
        return lines_of(self.cleaned_data["options_cy"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        english, welsh = cleaned.get("options"), cleaned.get("options_cy")
        if english and welsh and len(english) != len(welsh):
            self.add_error(
                "options_cy",
                _("There are %(english)s answers in English and %(welsh)s in Welsh.")
                % {"english": len(english), "welsh": len(welsh)},
            )
        return cleaned

    def told(self) -> dict[str, Any]:
        """As `actions.add_question` takes it; of what was not asked, nothing."""
        said = self.cleaned_data
        told = {"words": " ".join(said["words"].split()), "required": said["required"]}
        for tongue in ("", "_cy"):
            if f"low{tongue}" in said:
                told[f"options{tongue}"] = [said[f"low{tongue}"], said[f"high{tongue}"]]
            elif f"options{tongue}" in said:
                told[f"options{tongue}"] = said[f"options{tongue}"]
        if "words_cy" in said:
            told["words_cy"] = " ".join(said["words_cy"].split())
        return told


def as_typed(question: Any) -> Mapping[str, Any]:
    """What stands in the fields of `Question` before anything is typed."""
    ends = [*question.options, "", ""][:2] + [*question.options_cy, "", ""][:2]
    return {
        "words": question.words,
        "words_cy": question.words_cy,
        "required": question.required,
        "options": "\n".join(question.options),
        "options_cy": "\n".join(question.options_cy),
        **dict(zip(("low", "high", "low_cy", "high_cy"), ends, strict=True)),
    }

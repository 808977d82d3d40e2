"""A council's own copy of the questions, one question at a time."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concordat.design.choosing import choice_field
from concordat.surveys.rules.instrument import Item, Shape


class Copy(forms.Form):
    """A new copy of the built-in questions."""

    name = forms.CharField(
        label=_("Name of your copy"), max_length=120, error_messages={"required": _("Give your copy a name.")}
    )
    form = forms.ChoiceField(
        label=_("Begin from"),
        choices=[("full", _("All the built-in questions")), ("short", _("The short form of 12"))],
        widget=forms.RadioSelect,
        initial="full",
    )


class Question(forms.Form):
    """One question of a council's copy."""

    topic = forms.CharField(
        label=_("Short title"), help_text=_("For tables and charts."), max_length=120,
        error_messages={"required": _("Give it a short title.")},
    )  # fmt: skip
    councillors = forms.CharField(
        label=_("What councillors are asked"), widget=forms.Textarea(attrs={"rows": 2}), max_length=300,
        error_messages={"required": _("Write what councillors are asked.")},
    )  # fmt: skip
    officers = forms.CharField(
        label=_("What officers are asked"), widget=forms.Textarea(attrs={"rows": 2}), max_length=300,
        error_messages={"required": _("Write what officers are asked.")},
    )  # fmt: skip
    low_label = forms.CharField(label=_("What 1 means"), required=False, max_length=40)
    high_label = forms.CharField(label=_("What 10 means"), required=False, max_length=40)
    band_1 = forms.CharField(label=_("First answer"), required=False, max_length=60)
    band_2 = forms.CharField(label=_("Second answer"), required=False, max_length=60)
    band_3 = forms.CharField(label=_("Third answer"), required=False, max_length=60)

    councillors_cy = forms.CharField(
        label=_("What councillors are asked, in Welsh"),
        widget=forms.Textarea(attrs={"rows": 2, "lang": "cy"}),
        help_text=_("With Welsh, the ballot paper shows both languages side by side. All of it, or none."),
        max_length=300, required=False,
    )  # fmt: skip
    officers_cy = forms.CharField(
        label=_("What officers are asked, in Welsh"), widget=forms.Textarea(attrs={"rows": 2, "lang": "cy"}),
        max_length=300, required=False,
    )  # fmt: skip
    low_label_cy = forms.CharField(label=_("What 1 means, in Welsh"), required=False, max_length=40)
    high_label_cy = forms.CharField(label=_("What 10 means, in Welsh"), required=False, max_length=40)
    band_1_cy = forms.CharField(label=_("First answer, in Welsh"), required=False, max_length=60)
    band_2_cy = forms.CharField(label=_("Second answer, in Welsh"), required=False, max_length=60)
    band_3_cy = forms.CharField(label=_("Third answer, in Welsh"), required=False, max_length=60)

    ENDS = ("low_label", "high_label", "low_label_cy", "high_label_cy")
    THREE = ("band_1", "band_2", "band_3")
    THREE_CY = ("band_1_cy", "band_2_cy", "band_3_cy")

    def __init__(self, *args: Any, shape: Shape, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.ENDS if shape is Shape.BANDS else (*self.THREE, *self.THREE_CY):
            del self.fields[name]

    def words(self) -> dict[str, Any]:
        """The item's words, as `actions.reword_item` takes them."""
        words = dict(self.cleaned_data)
        if "band_1" in words:
            words["bands"] = tuple(words.pop(name) for name in self.THREE)
            welsh = tuple(words.pop(name) for name in self.THREE_CY)
            words["bands_cy"] = welsh if any(welsh) else None
        return words


def words_of(item: Item) -> dict[str, str]:
    """What stands in the fields of `Question` before anything is typed."""
    bands = {f"band_{place}": words for place, words in enumerate(item.bands or (), start=1)}
    welsh = {f"band_{place}_cy": words for place, words in enumerate(item.bands_cy or (), start=1)}
    named = ("topic", "councillors", "officers", "low_label", "high_label")
    in_welsh = ("councillors_cy", "officers_cy", "low_label_cy", "high_label_cy")
    return {name: getattr(item, name) for name in (*named, *in_welsh)} | bands | welsh


class NewQuestion(Question):
    """A question of the council's own, added to its copy."""

    id = forms.RegexField(
        regex=r"^[A-Za-z0-9]{1,8}$",
        label=_("Identifier"),
        help_text=_("Letters and figures, such as X1. It names the question in the data."),
        error_messages={
            "required": _("Give it an identifier."),
            "invalid": _("Use letters and figures only."),
        },
    )
    dimension = forms.ChoiceField(label=_("Part of the health check"))
    field_order = ("id", "dimension")

    def __init__(self, *args: Any, dimensions: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "dimension").choices = [(name, name) for name in dimensions]


class Place(forms.Form):
    """Where a question should stand."""

    to = forms.IntegerField(min_value=1, max_value=200)

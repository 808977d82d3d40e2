"""When people are asked, what they say, and what they are answered."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concordat.design.widgets import DateParts

NO_DATE = {"required": _("Give a day."), "invalid": _("Give a real day, such as 27 3 2027.")}
LONGEST = 4000


class Consultation(forms.Form):
    opens_on = forms.DateField(label=_("First day"), widget=DateParts, error_messages=NO_DATE)
    closes_on = forms.DateField(
        label=_("Last day"),
        help_text=_("Comments are taken until midnight. Three to four weeks is usual."),
        widget=DateParts,
        error_messages=NO_DATE,
    )
    question = forms.CharField(
        label=_("What people should look at above all"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if isinstance(opens, date) and isinstance(closes, date) and closes < opens:
            self.add_error("closes_on", _("The last day must not come before the first."))
        return cleaned


class LastDay(forms.Form):
    closes_on = forms.DateField(label=_("Last day"), widget=DateParts, error_messages=NO_DATE)


class Comment(forms.Form):
    words = forms.CharField(
        label=_("Your comment"),
        help_text=_("Everyone who holds an office in the council can read it, with your name."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what you think of it.")},
    )


class Answer(forms.Form):
    answer = forms.CharField(
        label=_("Answer"),
        help_text=_("What became of it, and why. Everyone who can read the comment can read the answer."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write an answer.")},
    )

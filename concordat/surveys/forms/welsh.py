"""In which languages a wave asks, and who has checked the Welsh."""

from django import forms
from django.utils.translation import gettext_lazy as _

ENGLISH, BOTH = "english", "both"


class Languages(forms.Form):
    """In which languages a wave asks."""

    languages = forms.ChoiceField(
        label=_("In which languages do you ask?"),
        choices=[(ENGLISH, _("English")), (BOTH, _("Welsh and English, side by side"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )

    @property
    def in_both(self) -> bool:
        return bool(self.cleaned_data["languages"] == BOTH)


class WelshCheck(forms.Form):
    """That somebody who reads Welsh has checked it."""

    checked_by = forms.CharField(
        label=_("Who has checked the Welsh?"),
        help_text=_(
            "Name and post, such as “Siân Parry, translator”. It stands on the page of this health check."
        ),
        max_length=120,
        error_messages={"required": _("Name the person who has checked it.")},
    )
    checked = forms.BooleanField(
        label=_("This person reads Welsh well, and has checked every question and sentence on this page"),
        error_messages={"required": _("Tick the box when every word has been checked.")},
    )

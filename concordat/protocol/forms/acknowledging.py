"""Asking for acknowledgement, and taking a briefing to a group."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concordat.design.choosing import choice_field
from concordat.design.widgets import DateParts
from concordat.protocol.rules.acknowledging import Change, Manner

NO_DATE = {"required": _("Give a day."), "invalid": _("Give a real day, such as 27 3 2027.")}
MANNERS = [
    (Manner.READ.value, _("to say that they have read it")),
    (Manner.ACCEPT.value, _("to accept it")),
    (Manner.UNDERTAKE.value, _("to undertake to keep it")),
    ("", _("nothing: this side is not asked")),
]


class Ask(forms.Form):
    councillors = forms.ChoiceField(
        label=_("Councillors are asked"), choices=MANNERS, required=False, widget=forms.RadioSelect
    )
    officers = forms.ChoiceField(
        label=_("Officers are asked"), choices=MANNERS, required=False, widget=forms.RadioSelect
    )
    due_on = forms.DateField(label=_("By when"), widget=DateParts, error_messages=NO_DATE)
    also = forms.MultipleChoiceField(
        label=_("Also ask about these"),
        help_text=_(
            "Their words changed, and nothing in them tells us that what they demand changed. Tick those of "
            "which people should know."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    afresh = forms.BooleanField(
        label=_("Ask everybody about all of it, whatever they acknowledged before"),
        help_text=_("After an election or a change of control, for both sides alike."),
        required=False,
    )

    def __init__(self, *words: Any, reworded: tuple[Change, ...], **more: Any) -> None:
        super().__init__(*words, **more)
        if reworded:
            choice_field(self, "also").choices = [
                (change.key, f"{change.name}: {change.after[:160]}") for change in reworded
            ]
        else:
            del self.fields["also"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("councillors") and not said.get("officers"):
            self.add_error("councillors", _("Say what at least one of the sides is asked for."))
        return said

    @property
    def asked(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "councillors": Manner(said["councillors"]) if said["councillors"] else None,
            "officers": Manner(said["officers"]) if said["officers"] else None,
            "due_on": said["due_on"],
            "afresh": said["afresh"],
            "also": said.get("also", []),
        }


class TakeToGroup(forms.Form):
    taken_on = forms.DateField(
        label=_("When you went through it with your group"), widget=DateParts, error_messages=NO_DATE
    )

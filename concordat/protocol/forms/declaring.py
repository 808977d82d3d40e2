"""Declaring a close personal relationship in confidence."""

from django import forms
from django.utils.translation import gettext_lazy as _

from concordat.protocol.rules.declaring import LONGEST, Declared

KINDS = [
    ("family", _("we are family")),
    ("partner", _("we are, or were, partners")),
    ("friend", _("we are close friends")),
    ("business", _("we have business or money together")),
    ("other", _("something else")),
]


class Declare(forms.Form):
    whom = forms.CharField(
        label=_("With whom"),
        help_text=_("A councillor or officer of this council, or somebody whom its decisions touch."),
        max_length=200,
        error_messages={"required": _("Say whom it is about.")},
    )
    kind = forms.ChoiceField(
        label=_("What is it"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what kind of relationship it is.")},
    )
    words = forms.CharField(
        label=_("Where it might look like favour"),
        help_text=_(
            "Decisions, services or applications in which the two of you could meet. Say no more of your "
            "private life than that takes."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say where it might matter, or that it does nowhere yet.")},
    )

    @property
    def declared(self) -> Declared:
        said = self.cleaned_data
        return Declared(whom=said["whom"], kind=said["kind"], words=said["words"])


class Manage(forms.Form):
    words = forms.CharField(
        label=_("How it is managed"),
        help_text=_(
            "Who takes which decisions instead, who is told what. Whoever declared it can read this."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say how it is managed, or that nothing need be done.")},
    )

"""A wave in preparation: what it is called, when it runs, who holds its keys."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concordat.design.choosing import choice_field
from concordat.design.widgets import DateParts
from concordat.people.rules.offices import Office
from concordat.surveys.rules import roster

NO_DATE = {"required": _("Give a day."), "invalid": _("Give a real day, such as 27 3 2027.")}


class Wave(forms.Form):
    """A wave in preparation."""

    name = forms.CharField(
        label=_("Name of this health check"),
        help_text=_("For example, Autumn 2026."),
        max_length=120,
        error_messages={"required": _("Give the health check a name.")},
    )
    committee = forms.CharField(
        label=_("Committee that will receive the results"),
        help_text=_("For example, Standards Committee."),
        max_length=120,
        error_messages={"required": _("Name the committee that will receive the results.")},
    )
    opens_on = forms.DateField(
        label=_("First day"), help_text=_("Invitations can go out from this day."), widget=DateParts,
        error_messages=NO_DATE,
    )  # fmt: skip
    closes_on = forms.DateField(
        label=_("Last day"),
        help_text=_("Answers are taken until midnight. Two to three weeks is usual."),
        widget=DateParts,
        error_messages=NO_DATE,
    )
    instrument = forms.ChoiceField(label=_("Questions"), widget=forms.RadioSelect)
    split = forms.ChoiceField(
        label=_("Report one side in two parts?"),
        help_text=_(
            "Usually not: each part must be large enough to be reported by itself, and then the side as a "
            "whole has no figure. It cannot be changed after the launch."
        ),
        required=False,
    )

    def __init__(
        self, *args: Any, copies: Sequence[tuple[str, str]], splits: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        built_in = [
            ("full", _("The built-in questions, about ten minutes")),
            ("short", _("The short form of 12 questions, about three minutes")),
        ]
        choice_field(self, "instrument").choices = [*built_in, *copies]
        choice_field(self, "split").choices = [
            ("", _("No, report each side as a whole")),
            *((split, split_in_words(split)) for split in splits),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if isinstance(opens, date) and isinstance(closes, date) and closes <= opens:
            self.add_error("closes_on", _("The last day must come after the first."))
        return cleaned


def split_in_words(declared: str) -> str:
    split = roster.read_split(declared)
    if split is None:
        return str(_("none"))
    return str(
        _("%(side)s: %(value)s, and the others") % {"side": split.side.capitalize(), "value": split.value}
    )


class Holders(forms.Form):
    """The three key-holders."""

    LABELS = (_("First key-holder"), _("Second key-holder"), _("Third key-holder"))

    def __init__(self, *args: Any, offices: Sequence[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offices = {str(office.id): office for office in offices}
        choices = [
            ("", _("Choose someone")),
            *((key, in_full(office)) for key, office in self.offices.items()),
        ]
        for place, label in enumerate(self.LABELS):
            self.fields[f"holder_{place}"] = forms.ChoiceField(
                label=label, choices=choices, error_messages={"required": _("Choose someone.")}
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        people = [self.offices[key].person_id for key in cleaned.values()]
        if len(set(people)) < len(people):
            self.add_error(None, _("Choose three different people."))
        return cleaned

    @property
    def chosen(self) -> list[Office]:
        return [self.offices[self.cleaned_data[f"holder_{place}"]] for place in range(len(self.LABELS))]


def in_full(office: Office) -> str:
    return ", ".join([office.name, *sorted(office.duties)] if office.duties else [office.name, office.kind])


class Secret(forms.Form):
    """A key-holder's secret, typed from paper."""

    secret = forms.CharField(
        label=_("Your secret"),
        help_text=_("Seven groups of five signs. Capitals, spaces and hyphens do not matter."),
        error_messages={"required": _("Type the secret that you printed.")},
        max_length=200,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "secret",
            }
        ),
    )

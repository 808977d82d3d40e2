"""A body's decision, as the minutes tell it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concordat.design.widgets import DateParts
from concordat.protocol.rules.editions import Adopted

NO_DATE = {"required": _("Give a day."), "invalid": _("Give a real day, such as 27 3 2027.")}
LARGEST = 5 * 1024 * 1024


class Resolution(forms.Form):
    body = forms.CharField(
        label=_("Who resolved it"),
        help_text=_("Full Council, the cabinet, a committee."),
        max_length=120,
        error_messages={"required": _("Name the body that resolved it.")},
    )
    meeting_on = forms.DateField(label=_("Day of the meeting"), widget=DateParts, error_messages=NO_DATE)
    minute = forms.CharField(
        label=_("Number of the minute"),
        help_text=_("As the minutes have it: 16.3, C/47. It makes the resolution findable."),
        max_length=40,
        required=False,
    )
    minute_unknown = forms.BooleanField(
        label=_("The number of the minute is not known"),
        help_text=_("For an adoption of the past. The public page says so."),
        required=False,
    )
    effective_on = forms.DateField(
        label=_("In force from"),
        help_text=_("It is public from the morning of that day."),
        widget=DateParts,
        error_messages=NO_DATE,
    )
    vote_recorded = forms.BooleanField(label=_("The vote was recorded"), required=False)
    votes_for = forms.IntegerField(label=_("Votes for"), min_value=0, max_value=999, required=False)
    votes_against = forms.IntegerField(label=_("Votes against"), min_value=0, max_value=999, required=False)
    abstentions = forms.IntegerField(label=_("Abstentions"), min_value=0, max_value=999, required=False)
    why_not_consulted = forms.CharField(
        label=_("Why both sides were not consulted"),
        help_text=_("For example: it was adopted before it was brought into Concordat."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    file = forms.FileField(
        label=_("The minute, as a file"),
        help_text=_("It is kept beside the resolution. No larger than 5 MB."),
        required=False,
    )

    def __init__(self, *args: Any, consulted: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if consulted:
            del self.fields["why_not_consulted"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError(
                _("The file is larger than 5 MB. Bring the page with the minute alone.")
            )
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        met, effective = cleaned.get("meeting_on"), cleaned.get("effective_on")
        if isinstance(met, date) and isinstance(effective, date) and effective < met:
            self.add_error("effective_on", _("It cannot take effect before the meeting that resolved it."))
        if not cleaned.get("minute") and not cleaned.get("minute_unknown"):
            self.add_error("minute", _("Give the number of the minute, or tick that it is not known."))
        counted = [cleaned.get(name) for name in ("votes_for", "votes_against", "abstentions")]
        if cleaned.get("vote_recorded") and cleaned.get("votes_for") is None:
            self.add_error(
                "votes_for", _("Give how many voted for it, or say that the vote was not recorded.")
            )
        if not cleaned.get("vote_recorded") and any(count is not None for count in counted):
            self.add_error("vote_recorded", _("Tick that the vote was recorded, or leave the votes out."))
        return cleaned

    @property
    def resolved(self) -> Adopted:
        told = self.cleaned_data
        return Adopted(told["body"], told["meeting_on"], told["minute"], told["effective_on"])

    @property
    def votes(self) -> dict[str, Any]:
        """The rest of what the deed is told."""
        names = ("vote_recorded", "votes_for", "votes_against", "abstentions")
        told = {name: self.cleaned_data[name] for name in names}
        return told | {"why_not_consulted": self.cleaned_data.get("why_not_consulted", "")}


class Correction(forms.Form):
    """A typing slip in words that are in force."""

    heading = forms.CharField(label=_("Heading"), max_length=500, required=False)
    text = forms.CharField(
        label=_("Words"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 8})
    )
    why = forms.CharField(
        label=_("What was wrong"),
        help_text=_("It is public beside the corrected edition: a letter was missing in 3.2."),
        max_length=500,
        error_messages={"required": _("Say what was wrong.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (cleaned.get("heading") or cleaned.get("text")):
            self.add_error("text", _("A correction mends words; it does not take them all out."))
        return cleaned

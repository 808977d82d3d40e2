"""What is said about an instrument, and when it is looked at again."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from concordat.design.widgets import DateParts
from concordat.people.rules.councils import Nation, Tier
from concordat.protocol.rules import review
from concordat.protocol.rules.instruments import InstrumentKind

KINDS = {
    InstrumentKind.PROTOCOL: _("Protocol: what each side may expect of the other"),
    InstrumentKind.CODE: _("Code: how people must behave"),
    InstrumentKind.SCHEME: _("Scheme: how something is done, such as councillors’ enquiries"),
}
RELATED_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
MOST_RELATED = 40
AREA = {"rows": 4}


class Instrument(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        help_text=_("As people call it: Protocol on Councillor and Officer Relations."),
        max_length=200,
        error_messages={"required": _("Give the instrument a name.")},
    )
    kind = forms.TypedChoiceField(
        label=_("What it is"),
        choices=[(kind.value, words) for kind, words in KINDS.items()],
        coerce=InstrumentKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what it is.")},
    )
    place = forms.CharField(
        label=_("Place in the constitution"),
        help_text=_("For example, Part 5, section 3."),
        max_length=200,
        required=False,
    )
    purpose = forms.CharField(
        label=_("Purpose"), required=False, widget=forms.Textarea(attrs=AREA), max_length=4000
    )
    scope = forms.CharField(
        label=_("Whom it covers"), required=False, widget=forms.Textarea(attrs=AREA), max_length=4000
    )
    related = forms.CharField(
        label=_("Related instruments"),
        help_text=_(
            "One on each line: its name, then if you like a comma and its date (2021-12-16, 2021-12 or "
            "2021), then a comma and its web address."
        ),
        required=False,
        widget=forms.Textarea(attrs=AREA),
        max_length=8000,
    )
    tier = forms.ChoiceField(label=_("Kind of council"), choices=[(t.value, t.value) for t in Tier])
    nation = forms.ChoiceField(label=_("Nation"), choices=[(n.value, n.value) for n in Nation])

    def clean_related(self) -> list[tuple[str, str, str]]:
        lines = [line.strip() for line in self.cleaned_data["related"].splitlines() if line.strip()]
        if len(lines) > MOST_RELATED:
            raise ValidationError(_("Give no more than 40 related instruments."))
        return [related(line, number) for number, line in enumerate(lines, start=1)]


STARTS = {
    "model": _("Our model protocol, for a council of this kind and nation"),
    "text": _("A text that the council has: Word, web page, PDF or plain text"),
    "nothing": _("Nothing: write it clause by clause"),
}


class Beginning(Instrument):
    """A new instrument, and what its first draft begins from."""

    start = forms.ChoiceField(
        label=_("Begin from"),
        choices=list(STARTS.items()),
        initial="model",
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what to begin from.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("start") == "model" and cleaned.get("kind") not in {None, InstrumentKind.PROTOCOL}:
            self.add_error(
                "start", _("The model is a protocol. Begin a code or a scheme from a text, or from nothing.")
            )
        return cleaned


def related(line: str, number: int) -> tuple[str, str, str]:
    """A name, a day and an address, the last two perhaps empty: "Members' Code, 2021-12, https://…"."""
    parts = [part.strip() for part in line.split(",")]
    day = address = ""
    if len(parts) > 1 and re.match(r"https?://", parts[-1], re.IGNORECASE):
        address = parts.pop()
        try:
            URLValidator(schemes=["http", "https"])(address)
        except ValidationError:
            raise ValidationError(
                _("Line %(number)s: “%(address)s” is no web address."),
                params={"number": number, "address": address},
            ) from None
    if len(parts) > 1 and RELATED_DAY.fullmatch(parts[-1]):
        day = parts.pop()
        try:
            review.Review(day)
        except review.NotADate:
            raise ValidationError(
                _("Line %(number)s: there is no day %(day)s."), params={"number": number, "day": day}
            ) from None
    name = ", ".join(parts)
    if not name:
        raise ValidationError(_("Line %(number)s has no name."), params={"number": number})
    return name[:300], day, address


def written(told: list[list[str]]) -> str:
    """The related instruments as they were typed."""
    return "\n".join(", ".join(part for part in each if part) for each in told)


class Review(forms.Form):
    due = forms.CharField(
        label=_("To be reviewed by"),
        help_text=_(
            "As precise as it was decided: 2026, 2026-12 or 2026-12-16. Empty if there is only a cycle."
        ),
        required=False,
        max_length=10,
    )
    cycle_months = forms.IntegerField(
        label=_("Or every so many months"),
        help_text=_(
            "48 for every four years. It counts from the last review, or from the day it took effect."
        ),
        required=False,
        min_value=1,
        max_value=240,
    )
    reviewed_on = forms.DateField(
        label=_("Last looked at on"),
        help_text=_("If it was reviewed and left as it is."),
        required=False,
        widget=DateParts,
        error_messages={"invalid": _("Give a real day, such as 27 3 2027.")},
    )

    def clean_due(self) -> str:
        due = str(self.cleaned_data["due"]).strip()
        if due:
            try:
                review.Review(due)
            except review.NotADate as wrong:
                raise ValidationError(_(str(wrong))) from None
        return due

    def clean(self) -> dict[str, Any]:
        return super().clean() or {}


class Day(forms.Form):
    """A day of the past, for what was in force then."""

    day = forms.DateField(
        label=_("What was in force on"),
        widget=DateParts,
        error_messages={"required": _("Give a day."), "invalid": _("Give a real day, such as 27 3 2027.")},
    )

"""What is typed about a council's calendar."""

from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from concordat.calendar.rules.deadlines import QUESTIONS, Asked
from concordat.calendar.rules.hours import Hours, NotHours
from concordat.calendar.rules.lists import LARGEST
from concordat.calendar.rules.statutory import Count
from concordat.people.forms import fields

WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"))
FIRST_YEAR, LAST_YEAR = 1990, 2099


def within_reason(day: date | None) -> date | None:
    if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(
            _now("Enter a year from %(first)s to %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )
    return day


class Close(forms.Form):
    day = fields.day(_("Day on which the council is closed"))
    last_day = fields.day(
        _("Last day, if it is more than one"),
        _("For a shutdown, such as 31 12 2026. Weekends and bank holidays in between stay what they are."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Why"), max_length=80, error_messages={"required": _("Enter why the council is closed.")}
    )

    def clean_day(self) -> date | None:
        return within_reason(self.cleaned_data["day"])


class Proclaim(forms.Form):
    day = fields.day(_("Day of the bank holiday"))
    reason = forms.CharField(
        label=_("What it is for"),
        max_length=120,
        error_messages={"required": _("Enter what the holiday is for.")},
    )
    source = forms.CharField(
        label=_("Where that is written, and when"),
        help_text=_("For example: The Gazette, 3 March 2026; or GOV.UK, read on 4 March 2026"),
        max_length=200,
        error_messages={"required": _("Enter where that is written: whoever asks later can look there.")},
    )

    def clean_day(self) -> date | None:
        return within_reason(self.cleaned_data["day"])


class ReadList(forms.Form):
    file = forms.FileField(
        label=_("GOV.UK’s list"),
        help_text=_("The file bank-holidays.json, which GOV.UK publishes at gov.uk/bank-holidays.json."),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Choose another."),
        },
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:  # before it is read
            raise ValidationError(_now("The file is larger than 2 MB: GOV.UK’s list is some 50 kB."))
        return file


class SetHours(forms.Form):
    """One line for each weekday, as a notice on a door has it."""

    monday = forms.CharField(required=False, max_length=60)
    tuesday = forms.CharField(required=False, max_length=60)
    wednesday = forms.CharField(required=False, max_length=60)
    thursday = forms.CharField(required=False, max_length=60)
    friday = forms.CharField(required=False, max_length=60)
    cut_off = forms.CharField(
        label=_("Until when does what comes in belong to the day?"),
        help_text=_("For example 17:00. On a day that closes earlier, until it closes."),
        max_length=5,
        error_messages={"required": _("Enter a time, such as 17:00.")},
    )
    first_on = fields.day(_("From which day on?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in zip(self.of_days(), WEEKDAYS, strict=True):
            self.fields[name].label = label
        self.fields["monday"].help_text = _(
            "For example 09:00-17:00, or 09:00-12:30, 13:30-17:00 where it closes for lunch. Leave a "
            "day empty on "
            "which it does not open."
        )

    @staticmethod
    def of_days() -> tuple[str, ...]:
        return ("monday", "tuesday", "wednesday", "thursday", "friday")

    def clean_first_on(self) -> date | None:
        return within_reason(self.cleaned_data["first_on"])

    def clean_cut_off(self) -> time:
        return read_time(self.cleaned_data["cut_off"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        windows = []
        for name in self.of_days():
            try:
                windows.append(read_windows(cleaned.get(name, "")))
            except ValidationError as wrong:
                self.add_error(name, wrong)
        if self.errors:
            return cleaned
        cut_off = cleaned["cut_off"]
        try:
            cleaned["hours"] = Hours(
                windows=tuple(windows),
                cut_offs=tuple(min(cut_off, day[-1][1]) if day else cut_off for day in windows),
            )
        except NotHours as wrong:
            self.add_error("monday", str(wrong))
        return cleaned


def read_time(said: str) -> time:
    try:
        return time.fromisoformat(said.strip().replace(".", ":").zfill(5))
    except ValueError:
        raise ValidationError(_now("Enter a time, such as 17:00.")) from None


def read_windows(said: str) -> tuple[tuple[time, time], ...]:
    """“09:00-12:30, 13:30-17:00” as two openings, in their order."""
    windows: list[tuple[time, time]] = []
    for part in filter(None, (part.strip() for part in said.replace("–", "-").split(","))):
        begin, dash, end = part.partition("-")
        if not dash:
            raise ValidationError(_now("Enter when it opens and when it closes, such as 09:00-17:00."))
        windows.append((read_time(begin), read_time(end)))
        if windows[-1][0] >= windows[-1][1] or (len(windows) > 1 and windows[-2][1] >= windows[-1][0]):
            raise ValidationError(
                _now("Each opening must end after it begins, and before the next one begins.")
            )
    return tuple(windows)


class WhenDue(forms.Form):
    asked = forms.ChoiceField(
        label=_("What do you want to know?"),
        choices=[(asked.value, QUESTIONS[asked].words) for asked in Asked],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you want to know.")},
    )
    day = fields.day(_("From which day?"), _("Of receipt, of the meeting, or when copies are sent."))
    days = forms.IntegerField(
        label=_("How many days?"),
        help_text=_(
            "For working days, and for the papers of a meeting: five clear days, or three for local councils."
        ),
        required=False,
        min_value=1,
        max_value=250,
        error_messages={"invalid": _("Enter a whole number, such as 5.")},
    )
    count = forms.ChoiceField(
        label=_("For the papers of a meeting: which days count?"),
        choices=[(count.value, capfirst(count.value)) for count in Count],
        widget=forms.RadioSelect,
        required=False,
    )

    def clean_day(self) -> date | None:
        return within_reason(self.cleaned_data["day"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        counted = {Asked.WORKING_DAYS.value, Asked.AGENDA.value}
        if cleaned.get("asked") in counted and "days" not in self.errors and not cleaned.get("days"):
            self.add_error("days", _now("Enter how many days."))
        return cleaned

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from concordat.design.widgets import DateParts
from concordat.enquiries.queries.moving import MOST_DAYS

WRONG = {
    "required": _("Enter the day."),
    "invalid": _("This is not a day. Enter a day, a month and a year, such as 7 5 2026."),
}


class DaysToClose(forms.Form):
    day = forms.DateField(
        label=_("Day on which the council would be closed"),
        help_text=_("For example, 7 5 2026"),
        widget=DateParts,
        error_messages=WRONG,
    )
    last_day = forms.DateField(
        label=_("Last day, if it is more than one"), required=False, widget=DateParts, error_messages=WRONG
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _now("The last day lies before the first."))
        elif first and last and last - first > timedelta(days=MOST_DAYS):
            self.add_error("last_day", _now("Ask for at most %(days)s days at a time.") % {"days": MOST_DAYS})
        return cleaned

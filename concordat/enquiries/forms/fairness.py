"""The margin that a committee agreed, and the period for which it did."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concordat.design.choosing import choice_field
from concordat.design.widgets import DateParts

NO_DATE = {"required": _("Give a day."), "invalid": _("Give a real day, such as 27 3 2027.")}


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, widget=DateParts, required=required, help_text=help_text, error_messages=NO_DATE
    )


class FixMargin(forms.Form):
    begins_on = day(
        _("The first day of the period"), help_text=_("A year is usual: shorter ones tell little.")
    )
    ends_on = day(_("The last day of the period"))
    points = forms.DecimalField(
        label=_("Points that do not matter"),
        help_text=_(
            "A difference up to so many points in the share answered on time is treated as unimportant. "
            "Ten is a common choice; the committee must mean it."
        ),
        initial=10,
        min_value=1,
        max_value=50,
        decimal_places=1,
        error_messages={"required": _("Give the margin in points.")},
    )
    days = forms.DecimalField(
        label=_("Working days that do not matter"),
        help_text=_("The same for how long an answer took."),
        initial=1,
        min_value=0.1,
        max_value=20,
        decimal_places=1,
        error_messages={"required": _("Give the margin in working days.")},
    )
    committee = forms.CharField(
        label=_("Which committee agreed it"),
        max_length=120,
        error_messages={"required": _("Name the committee.")},
    )
    agreed_on = day(_("On which day"))
    minute = forms.CharField(
        label=_("Number of the minute"),
        max_length=40,
        error_messages={"required": _("Give the number of the minute, so that it can be found.")},
    )
    changed_on = day(
        _("If control changed in the period: on which day"),
        required=False,
        help_text=_("The same councillors are then looked at before and after."),
    )
    went_out = forms.ChoiceField(label=_("The group that lost control"), required=False)
    came_in = forms.ChoiceField(label=_("The group that gained it"), required=False)

    def __init__(self, *words: Any, groups: Sequence[str], **more: Any) -> None:
        super().__init__(*words, **more)
        for name in ("went_out", "came_in"):
            choice_field(self, name).choices = [
                ("", _("none")),
                *((group, group) for group in groups),
            ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("changed_on"):
            if not said.get("went_out") or not said.get("came_in"):
                self.add_error("went_out", _("Name both groups, or leave the day of the change out."))
            elif said["went_out"] == said["came_in"]:
                self.add_error("came_in", _("Name two different groups."))
        return said

"""Fields that several forms are made of."""

from typing import TYPE_CHECKING, TypeAlias

from django import forms
from django.utils.translation import gettext_lazy as _

from concordat.design.widgets import DateParts

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"


def day(label: Words, hint: Words = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint or _("For example, 7 5 2026"),
        required=required,
        widget=DateParts,
        error_messages={
            "required": _("Enter the day."),
            "invalid": _("This is not a day. Enter a day, a month and a year, such as 7 5 2026."),
        },
    )


def words(label: Words, longest: int, hint: Words = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, help_text=hint, required=required)

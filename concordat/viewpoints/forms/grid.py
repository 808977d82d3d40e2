"""The grid as it is typed, column by column."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concordat.design.choosing import choice_field
from concordat.viewpoints.rules.grid import MOST_CARDS_IN_A_COLUMN, Steepness


class Grid(forms.Form):
    """A value and a number of cards for each column, lowest first. ``rows``: as they were typed."""

    def __init__(self, rows: Sequence[tuple[str, str]], *, bound: bool) -> None:
        data = {
            f"{name}_{place}": said
            for place, row in enumerate(rows)
            for name, said in zip(("value", "cards"), row, strict=True)
        }
        super().__init__(data if bound else None, initial=data)
        self.count = len(rows)
        for place in range(self.count):
            column = {"number": place + 1}
            self.fields[f"value_{place}"] = forms.IntegerField(
                label=_("Value of column %(number)s") % column,
                min_value=-99,
                max_value=99,
                widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "text"}),
                error_messages={
                    "required": _("Column %(number)s has no value.") % column,
                    "invalid": _("The value of column %(number)s is not a whole number.") % column,
                },
            )
            self.fields[f"cards_{place}"] = forms.IntegerField(
                label=_("Cards in column %(number)s") % column,
                min_value=0,
                max_value=MOST_CARDS_IN_A_COLUMN,
                widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
                error_messages={
                    "required": _("Column %(number)s has no number of cards.") % column,
                    "invalid": _("The cards of column %(number)s are not a whole number.") % column,
                },
            )

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """The two fields of each column."""
        return [(self[f"value_{place}"], self[f"cards_{place}"]) for place in range(self.count)]

    @property
    def laid(self) -> list[list[int]]:
        return [
            [self.cleaned_data[f"value_{place}"], self.cleaned_data[f"cards_{place}"]]
            for place in range(self.count)
        ]


class Suggestion(forms.Form):
    """What hill to suggest."""

    steepness = forms.ChoiceField(
        label=_("How well do people know the matter?"),
        choices=[
            (Steepness.FLAT.value, _("Very well: many cards at the ends (flat)")),
            (Steepness.USUAL.value, _("As usual")),
            (Steepness.STEEP.value, _("Little: few cards at the ends (steep)")),
        ],
    )
    columns = forms.TypedChoiceField(label=_("Columns"), coerce=int, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "columns").choices = [
            ("", _("As many as are usual")),
            *((str(count), str(count)) for count in range(3, 22, 2)),
        ]

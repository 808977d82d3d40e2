"""Reads what was typed into the room's pages, and says what is wrong with it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concordat.design.widgets import UNSURE, DateParts, Scale
from concordat.people.rules.offices import Office
from concordat.surveys.rules import roster
from concordat.surveys.rules.instrument import Item, Shape, Side

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
        self.fields["instrument"].choices = [*built_in, *copies]  # type: ignore[attr-defined]
        self.fields["split"].choices = [  # type: ignore[attr-defined]
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


class Copy(forms.Form):
    """A new copy of the built-in questions."""

    name = forms.CharField(
        label=_("Name of your copy"), max_length=120, error_messages={"required": _("Give your copy a name.")}
    )
    form = forms.ChoiceField(
        label=_("Begin from"),
        choices=[("full", _("All the built-in questions")), ("short", _("The short form of 12"))],
        widget=forms.RadioSelect,
        initial="full",
    )


class Question(forms.Form):
    """One question of a council's copy."""

    topic = forms.CharField(
        label=_("Short title"), help_text=_("For tables and charts."), max_length=120,
        error_messages={"required": _("Give it a short title.")},
    )  # fmt: skip
    councillors = forms.CharField(
        label=_("What councillors are asked"), widget=forms.Textarea(attrs={"rows": 2}), max_length=300,
        error_messages={"required": _("Write what councillors are asked.")},
    )  # fmt: skip
    officers = forms.CharField(
        label=_("What officers are asked"), widget=forms.Textarea(attrs={"rows": 2}), max_length=300,
        error_messages={"required": _("Write what officers are asked.")},
    )  # fmt: skip
    low_label = forms.CharField(label=_("What 1 means"), required=False, max_length=40)
    high_label = forms.CharField(label=_("What 10 means"), required=False, max_length=40)
    band_1 = forms.CharField(label=_("First answer"), required=False, max_length=60)
    band_2 = forms.CharField(label=_("Second answer"), required=False, max_length=60)
    band_3 = forms.CharField(label=_("Third answer"), required=False, max_length=60)

    def __init__(self, *args: Any, shape: Shape, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ["low_label", "high_label"] if shape is Shape.BANDS else ["band_1", "band_2", "band_3"]:
            del self.fields[name]

    def words(self) -> dict[str, Any]:
        """The item's words, as `actions.reword_item` takes them."""
        words = dict(self.cleaned_data)
        if "band_1" in words:
            words["bands"] = (words.pop("band_1"), words.pop("band_2"), words.pop("band_3"))
        return words


def words_of(item: Item) -> dict[str, str]:
    """What stands in the fields of `Question` before anything is typed."""
    bands = {f"band_{place}": words for place, words in enumerate(item.bands or (), start=1)}
    named = ("topic", "councillors", "officers", "low_label", "high_label")
    return {name: getattr(item, name) for name in named} | bands


class NewQuestion(Question):
    """A question of the council's own, added to its copy."""

    id = forms.RegexField(
        regex=r"^[A-Za-z0-9]{1,8}$",
        label=_("Identifier"),
        help_text=_("Letters and figures, such as X1. It names the question in the data."),
        error_messages={
            "required": _("Give it an identifier."),
            "invalid": _("Use letters and figures only."),
        },
    )
    dimension = forms.ChoiceField(label=_("Part of the health check"))
    field_order = ("id", "dimension")

    def __init__(self, *args: Any, dimensions: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dimension"].choices = [(name, name) for name in dimensions]  # type: ignore[attr-defined]


class Place(forms.Form):
    """Where a question should stand."""

    to = forms.IntegerField(min_value=1, max_value=200)


# ---------------------------------------------------------------------------------------------- a ballot


class Bands(forms.TypedChoiceField):
    """One of three answers, or "don't know". Nothing need be chosen."""

    # It may be left out, and so may every question: the word "optional" at each would be noise.
    required = True

    def __init__(self, item: Item, **said: Any) -> None:
        bands = [(str(place), words) for place, words in enumerate(item.bands or (), start=1)]
        super().__init__(
            choices=[*bands, (UNSURE, _("Don’t know"))],
            coerce=lambda answer: None if answer == UNSURE else int(answer),
            empty_value=None,
            widget=forms.RadioSelect,
            **said,
        )

    def validate(self, value: Any) -> None:
        if value not in self.empty_values and not self.valid_value(value):
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")


class Section(forms.Form):
    """One page of a ballot paper: the questions of one dimension, in the wording of one side."""

    def __init__(self, *, items: Sequence[Item], side: Side, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        wrong = {"invalid_choice": _("Choose one of the answers below, or leave the question out.")}
        for item in items:
            said: dict[str, Any] = {"label": item.wording(side), "error_messages": wrong}
            self.fields[item.id] = (
                Scale(low=item.low_label, high=item.high_label, required=False, **said)
                if item.shape is Shape.RATING
                else Bands(item, **said)
            )


def in_words(item: Item, side: Side, said: str) -> tuple[str, str]:
    """A question, and what was answered, to be looked through before it is sealed."""
    if said == UNSURE:
        return item.wording(side), str(_("Don’t know"))
    if not said:
        return item.wording(side), str(_("Not answered"))
    return item.wording(side), item.bands[int(said) - 1] if item.bands else said

"""Reads what somebody typed who sorts, and what a researcher typed in for them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concordat.design.widgets import Scale
from concordat.viewpoints.queries import AskedQuestion
from concordat.viewpoints.rules import codes
from concordat.viewpoints.rules.grid import signed
from concordat.viewpoints.rules.stages import Side

PREFIX = "answer-"
SIDES = [
    (Side.COUNCILLORS.value, _("Councillor")),
    (Side.OFFICERS.value, _("Officer")),
    (Side.NEITHER.value, _("Neither, or I would rather not say")),
]
LARGEST_FILE = 5 * 1024 * 1024


class Code(forms.Form):
    """The code, typed from a letter or from a note."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Three groups of five letters and figures. Capitals, spaces and hyphens do not matter."),
        max_length=80,
        error_messages={"required": _("Type your code.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "class": "govuk-input--width-20",
            }
        ),
    )

    def clean_code(self) -> str:
        try:
            return codes.read(self.cleaned_data["code"])
        except codes.NotACode:
            raise forms.ValidationError(
                _("A code has 15 letters and figures, such as k7f3d-90m2q-x041t. Look at it again.")
            ) from None


class FromWhere(forms.Form):
    """From which side somebody comes who has the link of an open study."""

    side = forms.ChoiceField(
        label=_("In this council, are you a councillor or an officer?"),
        choices=SIDES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )


class Answers(forms.Form):
    """The questions after the sort."""

    def __init__(
        self, *args: Any, questions: Sequence[AskedQuestion], must: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[PREFIX + question.key] = field_for(question, must=must)


def field_for(question: AskedQuestion, *, must: bool) -> forms.Field:
    words: dict[str, Any] = {
        "label": question.words.words,
        "required": question.required and must,
        "error_messages": {"required": _("Answer the question “%s”.") % question.words.words},
    }
    choices = list(question.options)
    if question.shape == "text":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, **words)
    if question.shape == "checkbox":
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **words)
    if question.shape == "select":
        return forms.ChoiceField(choices=[("", _("Choose one")), *choices], **words)
    if question.shape == "rating":
        low, high = [read for _kept, read in choices] if len(choices) == 2 else ("", "")
        return Scale(low=low, high=high, unsure=False, **words)
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **words)


def typed_answers(answers: Mapping[str, Any]) -> dict[str, Any]:
    """A draft's answers as the form `Answers` takes them."""
    return {PREFIX + key: value for key, value in answers.items()}


class LaidOut(Answers):
    """A sort as it was laid on a table: for each column the numbers of its cards."""

    field_order = ("side",)

    def __init__(
        self,
        *args: Any,
        columns: Sequence[tuple[int, int]],
        questions: Sequence[AskedQuestion],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, questions=questions, must=False, **kwargs)
        own: dict[str, forms.Field] = {
            "side": forms.ChoiceField(
                label=_("From which side is it?"),
                choices=[
                    (Side.COUNCILLORS.value, _("Councillors")),
                    (Side.OFFICERS.value, _("Officers")),
                    (Side.NEITHER.value, _("Neither, or not known")),
                ],
                widget=forms.RadioSelect,
                error_messages={"required": _("Say from which side the sort is.")},
            )
        }
        for value, room in columns:
            own[f"column_{value}"] = forms.CharField(
                label=_("Column %(value)s (%(room)s cards)") % {"value": signed(value), "room": room},
                required=False,
                max_length=400,
                widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
            )
        own["comments"] = forms.CharField(
            label=_("Comments on cards"),
            help_text=_("A line for each card, beginning with its number: “12: they always ask first”."),
            required=False,
            max_length=40_000,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        own["may_quote"] = forms.BooleanField(
            label=_("They agreed that their comments may be quoted"), required=False
        )
        consented = forms.BooleanField(
            label=_("They read the consent page and agreed to it"),
            error_messages={"required": _("A sort can be taken in only from somebody who agreed to it.")},
        )
        self.fields = {**own, **self.fields, "consented": consented}

    def typed(self) -> dict[int, str]:
        found = {name: said for name, said in self.cleaned_data.items() if name.startswith("column_")}
        return {int(name.removeprefix("column_")): said for name, said in found.items()}

    def answers(self) -> dict[str, Any]:
        mine = {name: said for name, said in self.cleaned_data.items() if name.startswith(PREFIX)}
        return {name.removeprefix(PREFIX): as_kept(said) for name, said in mine.items() if said}


def as_kept(said: Any) -> Any:
    """Answers are kept as words: a rating too, and several choices as a list."""
    return said if isinstance(said, list) else str(said)


class SortsFile(forms.Form):
    """Sorts that were collected elsewhere."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV, XLSX, PQMethod .DAT, a workbook or zip of KADE or Ken-Q, HtmlQ CSV, JSON of easy-htmlq or "
            "EQ Web Sort, or Quince. At most 5 MB."
        ),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )
    side = forms.ChoiceField(
        label=_("From which side are they?"),
        choices=[
            ("", _("As the file says (a column “group”, “side” or “role”)")),
            (Side.COUNCILLORS.value, _("All are councillors")),
            (Side.OFFICERS.value, _("All are officers")),
            (Side.NEITHER.value, _("Neither, or not known")),
        ],
        required=False,
    )

    def clean_file(self) -> Any:
        """The study that the file holds."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        # Imported here: most pages of the room read no file, and the readers take a moment to load.
        from concordat.qmethod.files import read
        from concordat.qmethod.study import Refused

        try:
            return read(file.read(), name=file.name)
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from None

"""Reads what was typed into the pages of a study that is being designed, and says what is wrong with it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concordat.design.choosing import choice_field
from concordat.design.widgets import DateParts

NO_DATE = {"required": _("Give a day."), "invalid": _("Give a real day, such as 27 3 2027.")}


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Study(forms.Form):
    """A study in preparation: what it is called, whom it is for, and until when."""

    name = forms.CharField(
        label=_("Name of this study"),
        help_text=_("For example, How we work together."),
        max_length=120,
        error_messages={"required": _("Give the study a name.")},
    )
    purpose = forms.CharField(
        label=_("What it is for"),
        help_text=_("One or two sentences. Everyone in the council can read them once the study is open."),
        widget=area(3),
        max_length=1000,
        error_messages={"required": _("Say what the study is for.")},
    )
    researcher = forms.TypedChoiceField(
        label=_("Researcher"),
        help_text=_(
            "Someone of neither side: an independent person, an auditor, a reviewer. They alone see single "
            "sorts, under pseudonyms. You do not, and nor does anyone else in the council."
        ),
        coerce=int,
        error_messages={
            "required": _("Choose the researcher."),
            "invalid_choice": _("Choose someone of neither side as the researcher."),
        },
    )
    committee = forms.CharField(
        label=_("Committee that will receive the report"),
        max_length=120,
        error_messages={"required": _("Name the committee that will receive the report.")},
    )
    closes_on = forms.DateField(
        label=_("Last day"),
        help_text=_("Sorts are taken until midnight. Three to four weeks is usual."),
        widget=DateParts,
        error_messages=NO_DATE,
    )
    keep_until = forms.DateField(
        label=_("Day on which single sorts are destroyed"),
        help_text=_("Comments go with them. The report stays. Six months after the last day is usual."),
        widget=DateParts,
        error_messages=NO_DATE,
    )
    in_welsh = forms.BooleanField(label=_("People can sort in Welsh as well as in English"), required=False)

    def __init__(self, *args: Any, researchers: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "researcher").choices = [("", _("Choose someone")), *researchers]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        closes, kept = cleaned.get("closes_on"), cleaned.get("keep_until")
        if isinstance(closes, date) and isinstance(kept, date) and kept <= closes:
            self.add_error("keep_until", _("The sorts must be kept beyond the last day, to be analysed."))
        return cleaned


class NewStudy(Study):
    start = forms.ChoiceField(
        label=_("Begin with"),
        choices=[
            ("starter", _("Our 48 statements on how councillors and officers work together")),
            ("empty", _("No statements: you write them, or read them from a file")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what to begin with.")},
    )


class DefinitionFiles(forms.Form):
    """The files by which HtmlQ, EQ Web Sort and Quince define a study."""

    statements = forms.FileField(label="statements.xml", required=False)
    map = forms.FileField(label="map.xml", required=False)
    config = forms.FileField(label="config.xml", required=False)
    language = forms.FileField(label="language.xml", required=False)
    MOST_BYTES = 1024 * 1024

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.values()) and not self.errors:
            self.add_error(None, _("Choose at least one file."))
        for name, file in cleaned.items():
            if file and file.size > self.MOST_BYTES:
                self.add_error(name, _("A definition is never larger than 1 MB. Choose another file."))
        return cleaned

    @property
    def content(self) -> dict[str, bytes]:
        return {file.name: file.read() for file in self.cleaned_data.values() if file}


class Wording(forms.Form):
    """The condition of instruction, and the ends of the grid."""

    instruction = forms.CharField(
        label=_("Condition of instruction"),
        help_text=_("What people are asked to have in mind while they sort. It is always in view."),
        widget=area(4),
        max_length=1000,
        error_messages={"required": _("Write the condition of instruction.")},
    )
    most = forms.CharField(
        label=_("What the highest column means"), max_length=80,
        error_messages={"required": _("Say what the highest column means.")},
    )  # fmt: skip
    least = forms.CharField(
        label=_("What the lowest column means"), max_length=80,
        error_messages={"required": _("Say what the lowest column means.")},
    )  # fmt: skip
    instruction_cy = forms.CharField(
        label=_("Condition of instruction, in Welsh"), widget=area(4), max_length=1000, required=False
    )
    most_cy = forms.CharField(
        label=_("What the highest column means, in Welsh"), max_length=80, required=False
    )
    least_cy = forms.CharField(
        label=_("What the lowest column means, in Welsh"), max_length=80, required=False
    )


class Consent(forms.Form):
    words = forms.CharField(
        label=_("What people agree to"),
        help_text=_("An empty line begins a new paragraph. The facts below are added by themselves."),
        widget=area(14),
        max_length=6000,
        error_messages={"required": _("Write what people agree to.")},
    )
    words_cy = forms.CharField(label=_("The same in Welsh"), widget=area(14), max_length=6000, required=False)


class Sorting(forms.Form):
    """How people sort, and what of it is kept."""

    forced = forms.TypedChoiceField(
        label=_("Must every column be filled exactly?"),
        choices=[
            ("yes", _("Yes, each column takes its number of cards (usual)")),
            ("no", _("No, people may lay more or fewer cards in a column")),
        ],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether every column must be filled.")},
    )
    practice = forms.BooleanField(
        label=_("A practice round first"),
        help_text=_("Five cards about nothing in particular. Nothing of it is kept."),
        required=False,
    )
    piles = forms.BooleanField(
        label=_("Three piles first"),
        help_text=_("Agree, neutral, disagree. Most people find the grid easier afterwards."),
        required=False,
    )
    thinning = forms.BooleanField(
        label=_("Then choose the end cards step by step"),
        help_text=_(
            "From the piles, the outermost column first. Without piles there is nothing to choose from."
        ),
        required=False,
    )
    comment_columns = forms.TypedChoiceField(
        label=_("On which cards are people asked for a comment?"),
        choices=[
            ("1", _("Those in the outermost column at each end")),
            ("2", _("Those in the two outermost")),
        ],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose on which cards people are asked for a comment.")},
    )
    keeps_trace = forms.BooleanField(
        label=_("Keep how long each step took, and how many moves were made"),
        help_text=_(
            "It tells how carefully a sort was made. No time of day is kept. The consent page says so."
        ),
        required=False,
    )
    equivalence = forms.FloatField(
        label=_("How far apart may views lie and still agree on a statement?"),
        help_text=_("In standard deviations of a view’s scores. 0.5 is usual; smaller is stricter."),
        min_value=0.1,
        max_value=2,
        error_messages={
            "required": _("Give a number, such as 0.5."),
            "invalid": _("Give a number, such as 0.5."),
            "min_value": _("Give a number from 0.1 to 2."),
            "max_value": _("Give a number from 0.1 to 2."),
        },
    )


def in_english_alone(form: forms.Form) -> None:
    """Ask for no Welsh where nobody will read it."""
    for name in [name for name in form.fields if name.endswith("_cy")]:
        del form.fields[name]


class Asking(forms.Form):
    asked = forms.ChoiceField(
        label=_("Who can sort?"),
        choices=[
            ("roster", _("People whom we name, each with a code of their own")),
            ("link", _("Anyone who has the study’s link")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who can sort.")},
    )


class Find(forms.Form):
    """Finds people to ask."""

    side = forms.ChoiceField(
        label=_("Side"),
        required=False,
        choices=[("", _("Both sides")), ("councillors", _("Councillors")), ("officers", _("Officers"))],
    )
    words = forms.CharField(label=_("Name, ward, group or service"), max_length=80, required=False)

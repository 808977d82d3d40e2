"""A text that is brought, and what is done to what was read of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concordat.design.choosing import choice_field
from concordat.protocol.forms.drafting import KINDS, OWED, Split
from concordat.protocol.rules.reading.refusing import LARGEST, megabytes
from concordat.protocol.rules.repairing import REASONS, Step

LONGEST_PASTED = 5_000_000
REASON_WORDS = {
    "page number": _("page number"),
    "running head or foot": _("running head or foot"),
    "contents": _("contents list"),
    "navigation": _("navigation of a web page"),
    "front matter": _("front matter"),
    "signature": _("signature"),
    "no part of the instrument": _("no part of the instrument"),
}


class Text(forms.Form):
    """A file, or pasted words."""

    file = forms.FileField(
        label=_("A file"),
        help_text=_("Word (.docx), HTML, PDF with text in it, Markdown or plain text."),
        required=False,
    )
    words = forms.CharField(
        label=_("Or paste the words here"),
        required=False,
        strip=False,
        max_length=LONGEST_PASTED,
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError(
                _(
                    "The file is larger than %(most)s. Save the instrument alone, without the papers "
                    "around it."
                ),
                params={"most": megabytes(LARGEST)},
            )
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, words = cleaned.get("file"), str(cleaned.get("words", "")).strip()
        if file and words:
            self.add_error(None, _("Choose a file or paste the words, not both."))
        if not (file or words or self.errors):
            self.add_error("file", _("Choose a file, or paste the words below."))
        return cleaned


def deeds() -> list[tuple[str, list[tuple[str, Any]]]]:
    """What can be done to one clause or to a range, in groups, as a list offers it."""
    return [
        (
            str(_("It is a …")),
            [
                *(
                    (f"mark|{kind.value}", words)
                    for kind, words in KINDS.items()
                    if kind.value != "expectation"
                ),
                *(
                    (f"owe|{owed.value}", _("Expectation: %(who)s") % {"who": words})
                    for owed, words in OWED.items()
                ),
            ],
        ),
        (
            str(_("It is no clause")),
            [
                (f"leave out|{reason}", _("Leave out: %(why)s") % {"why": REASON_WORDS[reason]})
                for reason in REASONS
            ],
        ),
        (
            str(_("In the tree")),
            [
                ("promote|", _("Promote")),
                ("demote|", _("Demote")),
                ("confirm|", _("It is right as it is")),
            ],
        ),
    ]


class Range(forms.Form):
    """From one clause to another, by the numbers beside them."""

    first = forms.IntegerField(
        label=_("From number"), min_value=1, error_messages={"required": _("Give a number.")}
    )
    last = forms.IntegerField(
        label=_("To number"), min_value=1, error_messages={"required": _("Give a number.")}
    )
    deed = forms.ChoiceField(label=_("What to do"), error_messages={"required": _("Say what to do.")})

    def __init__(self, *args: Any, keys: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = keys
        choice_field(self, "deed").choices = deeds()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("first", "last"):
            number = cleaned.get(name)
            if number is not None and number > len(self.keys):
                self.add_error(name, _("There are only %(count)s clauses.") % {"count": len(self.keys)})
        return cleaned

    @property
    def step(self) -> Step:
        told = self.cleaned_data
        do, _bar, to = told["deed"].partition("|")
        return Step(do, self.keys[told["first"] - 1], self.keys[told["last"] - 1], to=to)


APART = {
    "split": _("The second of two clauses begins there"),
    "head": _("What stands before it is the heading"),
    "label": _("What stands before it is the printed number"),
}


class TakeApart(Split):
    """Where the words of a clause are cut, and what stands before the cut."""

    do = forms.ChoiceField(
        label=_("What begins there"),
        choices=list(APART.items()),
        initial="split",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].label = _("Cut the words before")
        self.fields["words"].label = _("Or before these words")
        self.fields["words"].help_text = _("Copy the first few words after the cut.")


class Confirmed(forms.Form):
    title = forms.CharField(
        label=_("Title of the draft"), max_length=300, error_messages={"required": _("Give it a title.")}
    )

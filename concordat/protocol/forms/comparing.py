"""What an edition is compared with, and which clauses a person pairs by hand."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concordat.design.choosing import choice_field
from concordat.protocol.rules.reading.refusing import LARGEST, megabytes

MODEL, FILE = "model", "file"


class BesideWhat(forms.Form):
    new = forms.ChoiceField(label=_("Which text"), error_messages={"required": _("Choose a text.")})
    old = forms.ChoiceField(
        label=_("Compared with"), error_messages={"required": _("Choose what to compare it with.")}
    )
    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "Word (.docx), HTML, PDF with text in it, Markdown or plain text. It is not kept as a file."
        ),
        required=False,
    )
    mask = forms.CharField(
        label=_("Names that mean nothing in a rule"),
        help_text=_("Of councils, districts or clerks that differ between the two, parted by commas."),
        required=False,
        max_length=600,
    )

    def __init__(
        self,
        *args: Any,
        editions: Sequence[tuple[str, Any]],
        others: Sequence[tuple[str, Any]],
        model: bool,
        files: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "new").choices = list(editions)
        beside: list[tuple[str, Any]] = [("", _("Choose")), (str(_("Its own editions")), list(editions))]
        if model:
            beside.append((MODEL, _("Our model protocol, for a council of this kind")))
        if others:
            beside.append((str(_("Other instruments, as in force")), list(others)))
        if files:
            beside.append((FILE, _("A text from a file")))
        else:
            del self.fields["file"]
        choice_field(self, "old").choices = beside

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError(
                _("The file is larger than %(most)s."), params={"most": megabytes(LARGEST)}
            )
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("old") and cleaned.get("old") == cleaned.get("new"):
            self.add_error("old", _("These are the same text. Choose another."))
        if cleaned.get("old") == FILE and not cleaned.get("file") and not self.has_error("file"):
            self.add_error("file", _("Choose the file."))
        return cleaned

    @property
    def masked(self) -> list[str]:
        return [name.strip() for name in self.cleaned_data["mask"].split(",") if name.strip()]


class PairByHand(forms.Form):
    """Which old clause belongs to which new one."""

    old = forms.TypedChoiceField(
        label=_("Clause of the earlier text"), coerce=int, empty_value=None, required=False
    )
    new = forms.TypedChoiceField(
        label=_("Clause of the later text"), coerce=int, empty_value=None, required=False
    )

    def __init__(
        self, *args: Any, olds: Sequence[tuple[int, str]], news: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        none = [("", _("No partner"))]
        choice_field(self, "old").choices = [*none, *((str(at), words) for at, words in olds)]
        choice_field(self, "new").choices = [*none, *((str(at), words) for at, words in news)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("old") is None and cleaned.get("new") is None and not self.errors:
            self.add_error("old", _("Choose a clause on one side at least."))
        return cleaned

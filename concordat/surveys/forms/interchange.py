"""Questions that come from another program."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concordat.surveys.rules import xlsform_reading


class FormFile(forms.Form):
    """Questions that were written in another program."""

    file = forms.FileField(
        label=_("The XLSForm"),
        help_text=_("An Excel workbook of up to 2 MB with the sheets survey, choices and settings."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty. Choose another.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > xlsform_reading.MOST_BYTES:  # before it is read
            raise forms.ValidationError(_("The file is larger than 2 MB. Choose another."))
        return file


class FormName(forms.Form):
    """What the questions that were read will be called."""

    name = forms.CharField(
        label=_("Name of this copy"), max_length=120, error_messages={"required": _("Give the copy a name.")}
    )

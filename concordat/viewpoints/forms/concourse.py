"""What is typed of a statement, and the file that holds many."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concordat.viewpoints.forms.designing import area
from concordat.viewpoints.rules import concourse
from concordat.viewpoints.rules.drafts import LONGEST_WORDS


class Statement(forms.Form):
    """One candidate of the concourse."""

    words = forms.CharField(
        label=_("Statement"),
        help_text=_("One idea, in up to about 110 signs, which councillors and officers can both sort."),
        widget=area(2),
        max_length=LONGEST_WORDS,
        error_messages={"required": _("Write the statement.")},
    )
    words_cy = forms.CharField(
        label=_("The same in Welsh"), widget=area(2), max_length=LONGEST_WORDS, required=False
    )
    draft_cy = forms.BooleanField(
        label=_("The Welsh is a draft, which a translator has still to check"), required=False
    )
    theme = forms.CharField(label=_("Theme"), max_length=80, required=False)
    source = forms.CharField(
        label=_("Where it comes from"),
        help_text=_("An interview, a document, a press report. People who sort do not see it."),
        max_length=200,
        required=False,
    )

    def clean_words(self) -> str:
        return " ".join(self.cleaned_data["words"].split())

    def clean_words_cy(self) -> str:
        return " ".join(self.cleaned_data["words_cy"].split())


class StatementFile(forms.Form):
    file = forms.FileField(
        label=_("The file"),
        help_text=_("A CSV file or an Excel workbook of up to 2 MB."),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Choose another."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > concourse.MOST_BYTES:  # before it is read
            raise forms.ValidationError(_("The file is larger than 2 MB. Statements alone are far smaller."))
        return file


class Place(forms.Form):
    """Where something should stand."""

    to = forms.IntegerField(min_value=1, max_value=1000)

"""What lies between two health checks: promises, and election days."""

from django import forms
from django.utils.translation import gettext_lazy as _

from concordat.design.widgets import DateParts
from concordat.surveys.forms.waves import NO_DATE
from concordat.surveys.rules.course import Elected
from concordat.surveys.rules.promised import PromisedBy


class Promise(forms.Form):
    """Something that one side, or both, promised to do."""

    what = forms.CharField(
        label=_("What was promised"),
        help_text=_("One thing that can be seen to be done, in one sentence. Name no person."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write what was promised.")},
    )
    side = forms.ChoiceField(
        label=_("Which side will do it"),
        choices=[(each.value, each.value.capitalize()) for each in PromisedBy],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who will do it.")},
    )
    by_when = forms.DateField(label=_("By when"), widget=DateParts, error_messages=NO_DATE)


class ElectionDay(forms.Form):
    """A day on which the council was elected."""

    held_on = forms.DateField(
        label=_("Day of the election"),
        help_text=_("Usually the first Thursday in May. Check it: the day is sometimes moved."),
        widget=DateParts,
        error_messages=NO_DATE,
    )
    of = forms.ChoiceField(
        label=_("What was elected"),
        choices=[(each.value, each.value.capitalize()) for each in Elected],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what was elected.")},
    )

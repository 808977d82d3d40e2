"""Local councils whose officers are asked together."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from concordat.design.choosing import choice_field


class Pool(forms.Form):
    """Which local councils are invited to have their officers asked together."""

    MOST = 200

    parishes = forms.MultipleChoiceField(
        label=_("Local councils below yours"), widget=forms.CheckboxSelectMultiple, required=False
    )
    others = forms.CharField(
        label=_("Other local councils"),
        help_text=_(
            "For a county association: each council’s address here, one to a line, such as “upper-marl”. You "
            "will not be told whether there is such a council; whoever runs it finds the invitation."
        ),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        max_length=10_000,
        required=False,
    )

    def __init__(self, *args: Any, parishes: Sequence[tuple[str, str]], own: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        choice_field(self, "parishes").choices = parishes
        if not parishes:
            del self.fields["parishes"]

    def clean_others(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["others"].splitlines())
        words = [line for line in lines if line]
        if len(words) > self.MOST:
            raise forms.ValidationError(_("Give at most 200 addresses."))
        for word in words:
            if slugify(word) != word or len(word) > 50:
                raise forms.ValidationError(
                    _("“%(word)s” is no address: use small letters, figures and hyphens, one to a line."),
                    params={"word": word[:50]},
                )
            if word == self.own:
                raise forms.ValidationError(
                    _("“%(word)s” is your own council: its officers are asked anyway. Take it off the list."),
                    params={"word": word},
                )
        return words

    @property
    def addresses(self) -> list[str]:
        return [*self.cleaned_data.get("parishes", []), *self.cleaned_data["others"]]

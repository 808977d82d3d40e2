"""What the model asks a council to fill in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concordat.protocol.rules.model import Asked, Placeholder

LONG = frozenset({Asked.TEXT, Asked.INSTRUMENTS})


class FillIn(forms.Form):
    """One field for each question. Whatever is left empty stays open in the draft."""

    def __init__(self, *args: Any, questions: Sequence[Placeholder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = {f"answer_{number}": each.key for number, each in enumerate(questions)}
        for name, each in zip(self.keys, questions, strict=True):
            self.fields[name] = forms.CharField(
                label=each.question,
                help_text=_("For example: %(example)s") % {"example": each.example} if each.example else "",
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}) if each.kind in LONG else forms.TextInput(),
            )

    @property
    def answers(self) -> dict[str, str]:
        return {key: str(self.cleaned_data[name]) for name, key in self.keys.items()}

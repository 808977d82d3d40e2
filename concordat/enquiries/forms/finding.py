"""What narrows a list of enquiries. Nothing here is required: without it, everything is shown."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concordat.design.choosing import choice_field
from concordat.enquiries.queries import Wanted

STATES = (
    ("", _("All that are open")),
    ("late", _("Late by the service level")),
    ("late_unpaused", _("Late by the councillor’s clock")),
    ("unacknowledged", _("Not acknowledged")),
    ("paused", _("Paused")),
    ("mine", _("In my hands")),
)


class Find(forms.Form):
    state = forms.ChoiceField(label=_("Show"), choices=STATES, required=False)
    service = forms.ChoiceField(label=_("Service"), required=False)
    topic = forms.TypedChoiceField(label=_("Topic"), coerce=int, empty_value=None, required=False)
    words = forms.CharField(label=_("Reference"), max_length=20, required=False)

    def __init__(
        self,
        *args: Any,
        services: Sequence[str],
        topics: Sequence[tuple[str, str]],
        whole: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "service").choices = [
            ("", _("All services")),
            *((each, each) for each in services),
        ]
        choice_field(self, "topic").choices = [("", _("All topics")), *topics]
        if len(services) < 2:
            del self.fields["service"]
        if whole:
            choice_field(self, "state").choices = STATES[:-1]

    @property
    def wanted(self) -> Wanted:
        """What could be read of it; the rest is left out, as an address may hold anything."""
        self.is_valid()
        said = self.cleaned_data
        return Wanted(
            service=said.get("service", ""),
            topic=said.get("topic"),
            state=said.get("state", ""),
            words=said.get("words", ""),
        )

"""A councillor's form: what they ask, for whom, and what makes it urgent."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from concordat.design.choosing import choice_field
from concordat.design.widgets import DateParts
from concordat.enquiries.rules import attachments
from concordat.enquiries.rules.attachments import NotTaken
from concordat.enquiries.rules.sharing import Sharing
from concordat.enquiries.rules.stops import Purpose
from concordat.enquiries.rules.urgency import Consent, Fact, Whom

LONGEST = 10_000
MOST_KEPT = 100_000  # signs of one field, however much somebody pasted
NO_DATE = {"invalid": _("Give a real day, such as 27 3 2027.")}
ELSE = "else"
MOST_RADIOS = 6

WHY_NOT = {
    "kind": _(
        "“%(name)s” is of a kind that cannot be taken. Send a PDF, a picture (JPG, PNG, WebP, "
        "HEIC), a document "
        "(DOCX, ODT, TXT) or a table (XLSX, ODS, CSV)."
    ),
    "size": _("“%(name)s” is larger than %(most)s MB. Send a smaller one, or a part of it."),
    "empty": _("“%(name)s” is empty."),
    "disguise": _("“%(name)s” is not what its name says. Open it, save it again, and send that."),
    "damaged": _(
        "“%(name)s” cannot be read as a picture, so we cannot take out what the camera wrote into it. "
        "Open it, save it again, and send that."
    ),
    "many": _("“%(name)s” is one too many: up to %(files)s files can come along."),
}


class Files(forms.ClearableFileInput):
    """Several at once, and nothing to clear: what was taken stands beneath, each with a button of its own."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"

    def __init__(self) -> None:
        endings = ",".join(f".{ending}" for ending in attachments.KINDS)
        super().__init__(attrs={"accept": endings})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class ManyFiles(forms.FileField):
    widget = Files

    def clean(self, data: Any, initial: Any = None) -> Any:
        return data or []


def files_field() -> ManyFiles:
    return ManyFiles(
        label=_("Files"),
        required=False,
        help_text=_(
            "Photographs and documents, up to %(most)s MB each. They are kept with your draft at once. "
            "From JPG, PNG and WebP pictures we first take out where, when and with what they were taken. "
            "HEIC pictures and documents keep what is in them."
        )
        % {"most": attachments.LARGEST // attachments.MEGABYTE},
    )


def why_not(wrong: NotTaken, name: str) -> str:
    words = {
        "name": name[:80],
        "most": attachments.LARGEST // attachments.MEGABYTE,
        "files": attachments.MOST,
    }
    return str(WHY_NOT[wrong.why] % words)


def taken(upload: "UploadedFile[Any]") -> attachments.File:
    """The file that came; nothing of it is read before its size is known. Raises ``NotTaken``."""
    name = str(upload.name or "")
    attachments.look(name=name, size=upload.size or 0)
    return attachments.taken(name=name, content=upload.read())


def as_typed(data: QueryDict, fields: Sequence[str]) -> dict[str, Any]:
    """What stands in these fields, as it was typed, fit to be kept: the database takes no sign nought."""
    return {
        name: [value.replace("\0", "")[:MOST_KEPT] for value in data.getlist(name)[:50]]
        for name in fields
        if name in data
    }


def from_typed(said: dict[str, Any]) -> QueryDict:
    typed = QueryDict(mutable=True)
    for name, values in said.items():
        typed.setlist(name, [str(value) for value in values])
    return typed


WHOM: dict[str, Any] = {
    Whom.WARD.value: _("For the ward, or for my work as a councillor"),
    f"{Whom.RESIDENT}:{Consent.NOBODY_NAMED}": _("For residents: nothing that I write says who they are"),
    f"{Whom.RESIDENT}:{Consent.AGREED}": _("For a resident, who agrees that I pass their details on"),
    f"{Whom.RESIDENT}:{Consent.ASKED}": _(
        "For a resident, who asked me to act: the details are needed for it"
    ),
    f"{Whom.GROUP}:{Consent.AGREED}": _("For a group of residents, who agree that I pass their details on"),
}


class Ask(forms.Form):
    """Everything that is asked for. What has to be said stands first, and fits a telephone."""

    topic = forms.ChoiceField(
        label=_("What is it about?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about.")},
    )
    question = forms.CharField(
        label=_("What do you ask?"),
        help_text=_("Ask for facts, for a decision to be explained, or for something to be looked into."),
        max_length=LONGEST,
        error_messages={
            "required": _("Write what you ask."),
            "max_length": _("Up to %(limit_value)s signs can be sent. Put the rest into a file."),
        },
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    # On whose behalf, and on what footing: one answer, one tap.
    whom = forms.ChoiceField(
        label=_("For whom do you ask?"),
        choices=list(WHOM.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say for whom you ask.")},
    )
    ward = forms.ChoiceField(label=_("Which ward is it about?"), required=False)
    facts = forms.MultipleChoiceField(
        label=_("What makes it urgent?"),
        help_text=_("Tick what is a fact. There is no box for “urgent”: these decide how fast it must be."),
        choices=[
            (Fact.HARM.value, _("Somebody may come to harm if nothing is done")),
            (Fact.HOME.value, _("Somebody may lose their home, or has no heating, water or roof")),
            (Fact.MANY.value, _("Many people are affected")),
            (Fact.DATE.value, _("A date is set: I give it below")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    set_date = forms.DateField(
        label=_("The date that is set"), widget=DateParts, required=False, error_messages=NO_DATE
    )
    set_date_for = forms.CharField(
        label=_("What happens on that date"),
        help_text=_("For example: eviction, hearing, committee meeting."),
        max_length=120,
        required=False,
    )
    wanted_by = forms.DateField(
        label=_("When would you like the answer?"),
        help_text=_("A wish, which the officer sees. It changes no due date."),
        widget=DateParts,
        required=False,
        error_messages=NO_DATE,
    )
    sharing = forms.ChoiceField(
        label=_("Who else among councillors may read it?"),
        help_text=_("You can change this at any time."),
        choices=[
            (Sharing.ONLY_ME.value, _("Nobody but me")),
            (Sharing.WARD.value, _("The other councillors of my ward")),
            (Sharing.GROUP_IN_WARD.value, _("My group in my ward")),
        ],
        widget=forms.RadioSelect,
        initial=Sharing.ONLY_ME.value,
    )
    purpose = forms.ChoiceField(
        label=_("Which of these is it?"),
        choices=[
            (Purpose.COUNCIL.value, _("Council business: a question, or something to be looked into")),
            (Purpose.PERSONAL.value, _("A matter of my own, or of my family")),
            (Purpose.PARTY.value, _("Work for my party, or for a campaign")),
            (Purpose.CONDUCT.value, _("How a councillor or an officer behaved")),
            (Purpose.SAFEGUARDING.value, _("A child or an adult may be suffering abuse or neglect")),
        ],
        widget=forms.RadioSelect,
        initial=Purpose.COUNCIL.value,
    )
    enclosed = files_field()

    def __init__(
        self,
        *args: Any,
        topics: Sequence[tuple[str, str]],
        wards: Sequence[str],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if len(topics) > MOST_RADIOS:  # so many would fill a telephone: one box that opens
            self.fields["topic"].widget = forms.Select()
            topics = [("", str(_("Choose a topic"))), *topics]
        choice_field(self, "topic").choices = topics
        choice_field(self, "ward").choices = [("", _("The whole area")), *((ward, ward) for ward in wards)]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        dated = Fact.DATE.value in said.get("facts", ())
        if dated and not said.get("set_date") and "set_date" not in self.errors:
            self.add_error("set_date", _("Give the date that is set, or take the tick away."))
        if (dated or said.get("set_date")) and not said.get("set_date_for"):
            self.add_error("set_date_for", _("Say what happens on that date."))
        for field in ("set_date", "wanted_by"):
            if isinstance(day := said.get(field), date) and day < self.today:
                self.add_error(field, _("That day is over. Give one that is still to come."))
        if said.get("set_date") and not dated:
            said["facts"] = [*said.get("facts", ()), Fact.DATE.value]
        return said

    def told(self) -> dict[str, Any]:
        """As `actions.ask` takes it, but for the topic."""
        said = {name: self.cleaned_data[name] for name in TOLD}
        said["whom"], _at, said["consent"] = self.cleaned_data["whom"].partition(":")
        if Fact.DATE.value not in said["facts"]:
            said |= {"set_date": None, "set_date_for": ""}
        return said


TOLD = ("question", "ward", "facts", "set_date", "set_date_for", "wanted_by", "sharing")
# As the fields are called in a page: a date has three.
KEPT = (
    "topic", "question", "whom", "ward", "facts", "set_date_day", "set_date_month",
    "set_date_year", "set_date_for", "wanted_by_day", "wanted_by_month", "wanted_by_year", "sharing",
    "purpose", "looked_at",
)  # fmt: skip


class Share(forms.Form):
    """Who else may read an enquiry that has been sent."""

    sharing = forms.ChoiceField(
        label=_("Who else among councillors may read it?"),
        choices=[
            (Sharing.ONLY_ME.value, _("Nobody but me")),
            (Sharing.WARD.value, _("The other councillors of my ward")),
            (Sharing.GROUP_IN_WARD.value, _("My group in my ward")),
        ],
        widget=forms.RadioSelect,
    )

"""What an officer or a councillor writes on an enquiry that runs, and what is decided about it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concordat.design.choosing import choice_field
from concordat.enquiries.forms.asking import LONGEST, files_field
from concordat.enquiries.rules.events import PauseReason
from concordat.enquiries.rules.kinds import Kind
from concordat.enquiries.rules.papers import Outcome, Right
from concordat.enquiries.rules.reviews import About, Finding

Choices = Sequence[tuple[str, Any]]


def words_field(
    label: Any, *, hint: Any = "", empty: Any, required: bool = True, rows: int = 8
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=LONGEST,
        error_messages={
            "required": empty,
            "max_length": _("Up to %(limit_value)s signs can be sent. Put the rest into a file."),
        },
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class Reply(forms.Form):
    """Every reply carries how far its writer had read, so that nobody writes past a colleague."""

    read = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9, required=False)
    takes_files = False

    @property
    def told(self) -> dict[str, Any]:
        return {name: said for name, said in self.cleaned_data.items() if name != "enclosed"}


class Acknowledge(Reply):
    words = words_field(
        _("A line to the councillor"),
        hint=_("Who looks into it, and what happens next. It may be left empty."),
        empty="",
        required=False,
        rows=4,
    )


class AskBack(Reply):
    words = words_field(_("What do you ask, or tell?"), empty=_("Write what you ask or tell the councillor."))
    reason = forms.ChoiceField(
        label=_("For whom do you wait?"),
        choices=[
            (PauseReason.MEMBER.value, _("For the councillor’s answer")),
            (PauseReason.CONSTITUENT.value, _("For the resident")),
            (PauseReason.THIRD_PARTY.value, _("For somebody outside the council")),
            (PauseReason.COURT.value, _("For a court or tribunal")),
        ],
        widget=forms.RadioSelect,
        initial=PauseReason.MEMBER.value,
    )
    pause = forms.BooleanField(
        label=_("Pause the clock of the service level until then"),
        help_text=_(
            "The councillor sees the pause and its reason, and can dispute it. Their own clock runs on."
        ),
        required=False,
        initial=True,
    )


class HandOver(Reply):
    service = forms.ChoiceField(
        label=_("Which service answers it?"), error_messages={"required": _("Choose a service.")}
    )
    note = words_field(
        _("A note to your colleagues"),
        hint=_("The councillor never sees it."),
        empty="",
        required=False,
        rows=4,
    )

    def __init__(self, *args: Any, services: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "service").choices = [
            ("", _("Choose a service")),
            *((each, each) for each in services),
        ]


class ReplyInPart(Reply):
    words = words_field(
        _("What is known so far"),
        hint=_("It stops no clock: the answer stays due."),
        empty=_("Write what is known."),
    )
    enclosed = files_field()
    takes_files = True


class Answer(Reply):
    words = words_field(_("Your answer"), empty=_("Write your answer."), rows=12)
    for_the_resident = words_field(
        _("The same for the resident"),
        hint=_(
            "In plain words, which the councillor may send on as they are. Nothing here is sent by itself."
        ),
        empty="",
        required=False,
        rows=6,
    )
    enclosed = files_field()
    takes_files = True


class PassOn(Reply):
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            (
                Kind.SERVICE_REQUEST.value,
                _("A request for a service: it goes to where such requests are taken"),
            ),
            (Kind.COMPLAINT.value, _("A complaint: it goes through the council’s complaints procedure")),
            (Kind.INFORMATION_REQUEST.value, _("A request for information: the law gives 20 working days")),
            (
                Kind.CODE_OF_CONDUCT.value,
                _("A matter of the code of conduct: the monitoring officer is told"),
            ),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what it is.")},
    )
    words = words_field(
        _("What do you tell the councillor?"),
        hint=_("Where it went, who deals with it now, and by when."),
        empty=_("Tell the councillor where it went and why."),
    )


class NewTopic(Reply):
    topic = forms.ChoiceField(
        label=_("What is it about?"),
        help_text=_("The answer is then due by that topic’s service level, counted from receipt."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a topic.")},
    )

    def __init__(self, *args: Any, topics: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "topic").choices = topics


class Note(Reply):
    words = words_field(_("Your note"), hint=_("The councillor never sees it."), empty=_("Write your note."))


class Papers(Reply):
    papers = forms.CharField(
        label=_("Which papers?"),
        help_text=_("For example: the valuer’s report on the market hall."),
        max_length=200,
        error_messages={"required": _("Say which papers were asked for.")},
    )
    right = forms.ChoiceField(
        label=_("On which right does the councillor rely?"),
        choices=[
            (Right.STATUTORY.value, _("A right in statute (papers of meetings and of the executive)")),
            (Right.NEED_TO_KNOW.value, _("The common-law need to know, for their duties as a councillor")),
            (Right.CONSTITUTION.value, _("The council’s constitution")),
            (Right.INFORMATION_LAW.value, _("Freedom of information, as anybody")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say on which right it rests.")},
    )
    outcome = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[
            (Outcome.GIVEN.value, _("They are given")),
            (Outcome.PART.value, _("A part is given")),
            (Outcome.REFUSED.value, _("They are refused")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what you decide.")},
    )
    reason = words_field(
        _("Why not all of it?"),
        hint=_("In plain words, without the names of laws alone. Expertise is no reason by itself."),
        empty="",
        required=False,
        rows=5,
    )
    reviewer = forms.ChoiceField(
        label=_("Who reviews this decision, if the councillor asks?"), required=False
    )

    def __init__(self, *args: Any, reviewers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "reviewer").choices = [("", _("Choose somebody")), *reviewers]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("outcome") in {Outcome.PART.value, Outcome.REFUSED.value}:
            if not said.get("reason"):
                self.add_error("reason", _("Say in plain words why not everything is given."))
            if not said.get("reviewer") and "reviewer" not in self.errors:
                self.add_error("reviewer", _("Name who reviews this decision if the councillor asks."))
        return said


class ToOfficer(Reply):
    words = words_field(_("What do you tell the officer?"), empty=_("Write what you tell the officer."))
    enclosed = files_field()
    takes_files = True


class Dispute(Reply):
    words = words_field(
        _("Why should the clock run on?"),
        hint=_("Somebody else than the officer who paused it decides, and tells you why."),
        empty=_("Say why the clock should run on."),
        rows=5,
    )


class Settle(Reply):
    stands = forms.TypedChoiceField(
        label=_("What do you decide?"),
        choices=[
            ("yes", _("The pause stands: the service had to wait")),
            ("no", _("It does not stand: that time counts")),
        ],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what you decide.")},
    )
    words = words_field(_("Why?"), empty=_("Say why you decide so."), rows=5)


class Reopen(Reply):
    words = words_field(
        _("What is still open?"),
        hint=_("A new clock begins to run. How the first one went stays as it is."),
        empty=_("Write what is still open."),
    )
    enclosed = files_field()
    takes_files = True


class Review(Reply):
    about = forms.ChoiceField(
        label=_("With what do you not agree?"),
        error_messages={"required": _("Say with what you do not agree.")},
        widget=forms.RadioSelect,
    )
    words = words_field(
        _("What should be looked at again, and why?"), empty=_("Say what should be looked at again.")
    )

    ABOUT = (
        (About.ANSWER.value, _("With the answer")),
        (About.TIME.value, _("With how long it takes")),
        (About.PAUSE.value, _("With a pause")),
        (About.ROUTE.value, _("That it was passed on to another route")),
    )

    def __init__(self, *args: Any, papers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "about").choices = [*self.ABOUT, *papers]


class Decide(Reply):
    finding = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[
            (Finding.UPHELD.value, _("The councillor is right")),
            (Finding.PARTLY.value, _("The councillor is right in part")),
            (Finding.STANDS.value, _("What was decided stands")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what you decide.")},
    )
    reasons = words_field(
        _("Why, and what happens now?"),
        hint=_("The councillor and the service read this, with your name."),
        empty=_("Say why, and what happens now."),
    )

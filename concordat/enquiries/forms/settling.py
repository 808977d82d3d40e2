"""What whoever runs the council settles: service levels, topics, leads, contacts, wordings."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from concordat.design.choosing import choice_field
from concordat.design.widgets import DateParts
from concordat.enquiries.rules.clock_targets import NotATarget, Target, Unit
from concordat.enquiries.rules.retention import LONGEST, SHORTEST
from concordat.enquiries.rules.service_levels import Tier
from concordat.enquiries.rules.stops import Stop
from concordat.enquiries.rules.terms import Level, Terms
from concordat.enquiries.rules.urgency import Fact
from concordat.enquiries.rules.wordings import Use
from concordat.people.rules.offices import Office

FACT_WORDS: dict[Fact, Any] = {
    Fact.HARM: _("Somebody may come to harm if nothing is done"),
    Fact.HOME: _("Somebody may lose their home, or has no heating, water or roof"),
    Fact.MANY: _("Many people are affected"),
    Fact.DATE: _("A date is set"),
}
STOP_WORDS: dict[str, Any] = {
    Stop.SAFEGUARDING: _("Safeguarding"),
    Stop.INSTRUCTION: _("Instructions to staff"),
    Stop.PERSONAL: _("Personal matters"),
    Stop.PARTY: _("Party work"),
    Stop.CONDUCT: _("Conduct"),
}
TIER_WORDS: dict[Tier, Any] = {
    Tier.LEADER: _("Leader of the council"),
    Tier.OPPOSITION_LEADER: _("Leader of the opposition"),
    Tier.CABINET: _("Cabinet members"),
    Tier.CHAIR: _("Chairs and vice-chairs"),
    Tier.WARD: _("Ward councillors (everyone, where the levels are equal)"),
}
UNITS = [("wd", _("working days")), ("wh", _("working hours")), ("h", _("hours, day and night"))]
PARTS = (("acknowledge", _("Acknowledge within")), ("reply", _("Answer within")))
SAFEGUARDING, KEEP, REVIEW = "safeguarding", "keep_in_touch", "review"


class Row:
    """One line of the form, as a template draws it: an amount and a unit for each of its two parts."""

    def __init__(self, form: forms.Form, key: str, label: Any) -> None:
        self.label = label
        self.parts: list[tuple[Any, BoundField, BoundField]] = [
            (words, form[f"{key}_{part}_amount"], form[f"{key}_{part}_unit"]) for part, words in PARTS
        ]


class Levels(forms.Form):
    """An edition of the service levels: a line for each office, topic and fact."""

    equal = forms.TypedChoiceField(
        label=_("Do levels depend on the office that a councillor holds?"),
        choices=[
            ("yes", _("No: equal levels for every councillor")),
            ("no", _("Yes: as set for each office below")),
        ],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the levels are equal for all.")},
    )
    begins_on = forms.DateField(
        label=_("From which day do they hold?"),
        help_text=_(
            "For enquiries received on that day or later. What was received before keeps its levels."
        ),
        widget=DateParts,
        error_messages={"required": _("Give a day."), "invalid": _("Give a real day, such as 27 3 2027.")},
    )
    decided = forms.CharField(
        label=_("Where was it decided?"),
        help_text=_("Body, date and minute number, if a body of the council decided it."),
        max_length=200,
        required=False,
    )
    keep_in_touch = forms.IntegerField(
        label=_("After how many working days of silence should the councillor hear something?"),
        help_text=_("0: no such promise."),
        min_value=0,
        max_value=60,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={"required": _("Give a number of working days, or 0.")},
    )
    review_amount = forms.IntegerField(
        label=_("A review is decided within so many working days"),
        min_value=1,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={"required": _("Give a number of working days.")},
    )

    def __init__(self, *args: Any, topics: Sequence[Any], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics, self.today = topics, today
        self.lines: list[tuple[str, Any, bool]] = [
            *((f"office-{tier.name}", TIER_WORDS[tier], tier is Tier.WARD) for tier in reversed(Tier)),
            (SAFEGUARDING, _("Topics beside safeguarding"), False),
            *((f"topic-{topic.slug}", topic.name, False) for topic in topics),
            *((f"fact-{fact.name}", FACT_WORDS[fact], False) for fact in Fact if fact is not Fact.DATE),
        ]
        for key, label, _required in self.lines:
            for part, words in PARTS:
                self.fields[f"{key}_{part}_amount"] = forms.IntegerField(
                    label=_("%(line)s: %(part)s") % {"line": label, "part": words},
                    min_value=0,
                    max_value=1000,
                    required=False,
                    widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
                )
                self.fields[f"{key}_{part}_unit"] = forms.ChoiceField(
                    label=_("%(line)s: %(part)s, counted in") % {"line": label, "part": words}, choices=UNITS
                )

    @property
    def offices(self) -> list[Row]:
        return [Row(self, key, label) for key, label, _required in self.lines if key.startswith("office-")]

    @property
    def others(self) -> list[Row]:
        return [
            Row(self, key, label) for key, label, _required in self.lines if not key.startswith("office-")
        ]

    @property
    def heads(self) -> list[BoundField]:
        return [self[name] for name in ("equal", "begins_on", "decided", "keep_in_touch", "review_amount")]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        self._levels: dict[str, Level] = {}
        equal = said.get("equal")
        for key, label, required in self.lines:
            needed = required or (key.startswith("office-") and equal is False)
            if level := self._level(said, key, label, needed=needed):
                self._levels[key] = level
        if isinstance(begins := said.get("begins_on"), date) and begins < self.today:
            self.add_error("begins_on", _("That day is over: what was promised then is promised."))
        return said

    def _level(self, said: dict[str, Any], key: str, label: Any, *, needed: bool) -> Level | None:
        given = {part: said.get(f"{key}_{part}_amount") for part, _words in PARTS}
        missing = [part for part, amount in given.items() if amount is None]
        if len(missing) == len(given) and not needed:
            return None
        for part in missing:
            if f"{key}_{part}_amount" not in self.errors:
                self.add_error(f"{key}_{part}_amount", _("%(line)s: give a number.") % {"line": label})
        if missing:
            return None
        targets = {}
        for part, amount in given.items():
            try:
                targets[part] = Target.parse(f"{amount}{said.get(f'{key}_{part}_unit', 'wd')}")
            except NotATarget as wrong:
                self.add_error(f"{key}_{part}_amount", str(wrong))
                return None
        return Level(**targets)

    @property
    def terms(self) -> Terms:
        everyone = self._levels[f"office-{Tier.WARD.name}"]
        topics = {
            topic.slug: self._levels[f"topic-{topic.slug}"]
            for topic in self.topics
            if f"topic-{topic.slug}" in self._levels
        }
        return Terms(
            offices={tier: self._levels.get(f"office-{tier.name}", everyone) for tier in Tier},
            topics=topics,
            facts={
                fact: self._levels[f"fact-{fact.name}"]
                for fact in Fact
                if f"fact-{fact.name}" in self._levels
            },
            safeguarding=self._levels.get(SAFEGUARDING),
            equal=self.cleaned_data["equal"],
            keep_in_touch=self.cleaned_data["keep_in_touch"],
            review=Target(Unit.WORKING_DAYS, self.cleaned_data["review_amount"]),
        )


def from_terms(terms: Terms, topics: Sequence[Any], *, today: date) -> dict[str, Any]:
    """What stands in the form before anything is typed: what holds now."""
    found: dict[str, Any] = {
        "equal": "yes" if terms.equal else "no",
        "begins_on": today,
        "keep_in_touch": terms.keep_in_touch,
        "review_amount": terms.review.amount,
    }
    levels: dict[str, Level] = {f"office-{tier.name}": level for tier, level in terms.offices.items()}
    levels |= {
        f"topic-{topic.slug}": terms.topics[topic.slug] for topic in topics if topic.slug in terms.topics
    }
    levels |= {f"fact-{fact.name}": level for fact, level in terms.facts.items()}
    if terms.safeguarding:
        levels[SAFEGUARDING] = terms.safeguarding
    for key, level in levels.items():
        for part, target in (("acknowledge", level.acknowledge), ("reply", level.reply)):
            found[f"{key}_{part}_amount"] = target.amount
            found[f"{key}_{part}_unit"] = str(target).lstrip("0123456789")
    return found


class Topic(forms.Form):
    """What can be asked about, and the service that answers."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("As a councillor would call it: “Roads and pavements”."),
        max_length=80,
        error_messages={"required": _("Give the topic a name.")},
    )
    service = forms.ChoiceField(label=_("Which service answers?"), required=False)
    safeguarding = forms.BooleanField(
        label=_("It is beside the safeguarding of children or adults, and so answered faster"), required=False
    )
    retired = forms.BooleanField(label=_("It can no longer be chosen"), required=False)

    def __init__(self, *args: Any, services: Sequence[str], new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nobody = ("", _("None: whoever runs enquiries finds the right one"))
        choice_field(self, "service").choices = [nobody, *((each, each) for each in services)]
        if new:
            del self.fields["retired"]

    @property
    def told(self) -> dict[str, Any]:
        return {**self.cleaned_data, "name": " ".join(self.cleaned_data["name"].split())}


class LeadOf(forms.Form):
    office = forms.ChoiceField(
        label=_("Who leads this service?"),
        help_text=_("They are told of new enquiries and of late ones, and settle disputes and reviews."),
        required=False,
    )

    def __init__(self, *args: Any, officers: Sequence[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nobody = ("", _("Nobody: whoever runs the council stands in"))
        choice_field(self, "office").choices = [
            nobody,
            *((str(one.id), f"{one.name}, {one.service}") for one in officers),
        ]


class Contact(forms.Form):
    """Whom to ring now."""

    stop = forms.ChoiceField(
        label=_("On which page do they stand?"),
        choices=list(STOP_WORDS.items()),
        initial=Stop.SAFEGUARDING.value,
    )
    name = forms.CharField(
        label=_("Who"),
        help_text=_("For example: Children’s safeguarding hub."),
        max_length=120,
        error_messages={"required": _("Say who it is.")},
    )
    telephone = forms.RegexField(
        label=_("Telephone"),
        regex=r"^[0-9+() -]{3,40}$",
        max_length=40,
        error_messages={
            "required": _("Give a telephone number."),
            "invalid": _("Give a telephone number, such as 01632 960 001 or 999."),
        },
        widget=forms.TextInput(attrs={"inputmode": "tel", "class": "govuk-input--width-20"}),
    )
    hours = forms.CharField(
        label=_("When"), help_text=_("For example: day and night."), max_length=120, required=False
    )


class Wording(forms.Form):
    """The council's own words for an occasion."""

    use = forms.ChoiceField(
        label=_("For which occasion?"),
        choices=[
            (Use.ACKNOWLEDGE.value, _("Acknowledging")),
            (Use.ASK_BACK.value, _("Asking back")),
            (Use.HOLDING.value, _("A partial reply")),
            (Use.ANSWER.value, _("Answering")),
            (Use.PASS_ON.value, _("Passing on to another route")),
            (Use.REFUSE.value, _("Refusing papers")),
        ],
    )
    name = forms.CharField(
        label=_("Name"), max_length=80, error_messages={"required": _("Give the words a name.")}
    )
    words = forms.CharField(
        label=_("Words"),
        help_text=_(
            "[reference], [councillor], [officer], [service] and [due] are filled in. The officer "
            "changes the "
            "rest before it is sent."
        ),
        max_length=5000,
        error_messages={"required": _("Write the words.")},
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class KeepFor(forms.Form):
    months = forms.IntegerField(
        label=_("For how many months after an enquiry is closed?"),
        help_text=_(
            "Then question, replies, notes and files are erased, and cannot be brought back. Dates, topic, "
            "service, group and clocks stay. Left empty, nothing is erased. One council keeps two years."
        ),
        min_value=SHORTEST,
        max_value=LONGEST,
        required=False,
        error_messages={
            "invalid": _("Give whole months, such as 24."),
            "min_value": _("Give at least %(limit_value)s month."),
            "max_value": _("Give %(limit_value)s months at the most, or leave it empty."),
        },
    )
    decided = forms.CharField(
        label=_("Where was it decided?"),
        help_text=_("The records schedule, or body, date and minute number."),
        max_length=200,
        error_messages={"required": _("Say where it was decided.")},
    )

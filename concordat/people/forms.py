from typing import TYPE_CHECKING, Any, TypeAlias

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from concordat.design.widgets import DateParts
from concordat.people.rules.councils import Governance
from concordat.people.rules.duties import BELONGS_TO, Duty, Kind
from concordat.people.rules.roster_file import LONGEST
from concordat.people.rules.roster_tables import MOST_BYTES

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"


def day(label: Words, hint: Words = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint or _("For example, 7 5 2026"),
        required=required,
        widget=DateParts,
        error_messages={
            "required": _("Enter the day."),
            "invalid": _("This is not a day. Enter a day, a month and a year, such as 7 5 2026."),
        },
    )


def words(label: Words, longest: int, hint: Words = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, help_text=hint, required=required)


def named(label: Words) -> forms.CharField:
    return forms.CharField(label=label, max_length=120, error_messages={"required": _("Enter a name.")})


def address() -> forms.EmailField:
    return forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The code with which they sign in is sent there. It must be theirs alone."),
        error_messages={"required": _("Enter an e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class SignIn(RequestLoginCodeForm):  # type: ignore[misc]  # allauth is untyped
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The one that your council has for you."),
        error_messages={"required": _("Enter your e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        try:
            return str(super().clean_email())
        except ValidationError:  # The one thing that is refused here; who is known is never told.
            raise ValidationError(_("Too many codes have been asked for. Try again in 15 minutes.")) from None


class EnterCode(ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth is untyped
    code = forms.CharField(
        label=_("The code from the e-mail"),
        help_text=_("Eight letters, such as BCDF-GHJK. Small letters will do, and the dash may be left out."),
        error_messages={"required": _("Enter the code from the e-mail.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        try:
            return str(super().clean_code())
        except ValidationError:
            raise ValidationError(
                _("This is not the code that we sent last. Check it, letter by letter.")
            ) from None


class Find(forms.Form):
    words = words(_("Name, ward, group or service"), 80)
    kind = forms.ChoiceField(
        label=_("Side"),
        required=False,
        choices=[
            ("", _("Everyone")),
            (Kind.COUNCILLOR, _("Councillors")),
            (Kind.OFFICER, _("Officers")),
            (Kind.OTHER, _("Of neither side")),
        ],
    )
    left = forms.BooleanField(label=_("Those who have left"), required=False)


class Facts(forms.Form):
    """What is written of an office and its holder."""

    name = named(_("Name"))
    email = address()
    ward = words(_("Ward or division"), LONGEST["ward"], _("Of a councillor."))
    group = words(_("Political group"), LONGEST["group"], _("Of a councillor."))
    service = words(_("Service"), LONGEST["service"], _("Of an officer."))
    grade = words(_("Grade or tier"), LONGEST["grade"], _("Of an officer."))
    politically_restricted = forms.BooleanField(label=_("The post is politically restricted"), required=False)


class Correct(Facts):
    pass


class Appoint(Facts):
    kind = forms.ChoiceField(
        label=_("What kind of office is it?"),
        choices=[
            (Kind.COUNCILLOR, _("Councillor")),
            (Kind.OFFICER, _("Officer")),
            (Kind.OTHER, _("Of neither side: an independent person, an auditor, a reviewer")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of office it is.")},
    )
    begins_on = day(_("First day"))
    ends_on = day(_("Last day"), _("Leave it empty while no end is known."), required=False)
    duties = forms.MultipleChoiceField(
        label=_("Duties"),
        required=False,
        choices=[(duty.value, duty.value.capitalize()) for duty in Duty],
        widget=forms.CheckboxSelectMultiple,
    )

    field_order = ["kind", "name", "email", "begins_on", "ends_on"]  # noqa: RUF012 (read by Django)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        duties = frozenset(map(Duty, given.get("duties", [])))
        if "kind" in given:
            given["kind"] = Kind(given["kind"])
            for duty in sorted(duties - BELONGS_TO[given["kind"]]):
                self.add_error(
                    "duties",
                    _("%(duty)s is not a duty of this kind of office.") % {"duty": duty.capitalize()},
                )
        if given.get("begins_on") and given.get("ends_on") and given["ends_on"] < given["begins_on"]:
            self.add_error("ends_on", _("The office ends before it starts. Check the two dates."))
        return {**given, "duties": duties}


class EndOffice(forms.Form):
    ends_on = day(_("Last day of the office"), _("On the day after, it opens no door any more."))


class GiveDuty(forms.Form):
    duty = forms.ChoiceField(label=_("Duty"), error_messages={"required": _("Choose a duty.")})
    begins_on = day(_("First day"))

    def __init__(self, *given: Any, kind: str, **said: Any) -> None:
        super().__init__(*given, **said)
        duties = [duty for duty in Duty if duty in BELONGS_TO[Kind(kind)]]
        self.fields["duty"].choices = [  # type: ignore[attr-defined]  # it is a ChoiceField
            ("", _("Choose a duty")),
            *((duty.value, duty.value.capitalize()) for duty in duties),
        ]

    def clean_duty(self) -> Duty:
        return Duty(self.cleaned_data["duty"])


class EndDuty(forms.Form):
    ends_on = day(_("Last day of the duty"))


class MakeBody(forms.Form):
    name = named(_("Name of the body"))
    begins_on = day(_("Since when"))


class Join(forms.Form):
    office = forms.TypedChoiceField(
        label=_("Who"), coerce=int, error_messages={"required": _("Choose who joins.")}
    )
    chairs = forms.BooleanField(label=_("Chairs it"), required=False)
    begins_on = day(_("First day"))

    def __init__(self, *given: Any, who: list[tuple[int, str]], **said: Any) -> None:
        super().__init__(*given, **said)
        self.fields["office"].choices = [("", _("Choose someone")), *who]  # type: ignore[attr-defined]


class Leave(forms.Form):
    ends_on = day(_("Last day of the seat"))


class ChangeGovernance(forms.Form):
    model = forms.ChoiceField(
        label=_("How is the council governed?"),
        choices=[(model.value, model.value.capitalize()) for model in Governance],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the council is governed.")},
    )
    begins_on = day(_("Since when"))


class ChangeControl(forms.Form):
    in_control = forms.CharField(
        label=_("Who is in control?"),
        help_text=_("A party, a coalition, or “no overall control”."),
        max_length=80,
        error_messages={"required": _("Enter who is in control.")},
    )
    begins_on = day(_("Since when"))


class Close(forms.Form):
    day = day(_("Day on which the council is closed"))
    reason = forms.CharField(
        label=_("Why"), max_length=80, error_messages={"required": _("Enter why the council is closed.")}
    )


class ReadRoster(forms.Form):
    file = forms.FileField(
        label=_("The roster"),
        help_text=_("A CSV file or an Excel workbook of up to 5 MB."),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Choose another."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:  # before it is read
            raise ValidationError(
                _("The file is %(size)s MB, and a roster may be up to 5 MB.") % {"size": file.size // 1024**2}
            )
        return file

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from concordat.design.choosing import choice_field
from concordat.people import queries
from concordat.people.forms.fields import Words, day, words
from concordat.people.rules.councils import Governance
from concordat.people.rules.duties import BELONGS_TO, Duty, Kind
from concordat.people.rules.roster_file import LONGEST
from concordat.people.rules.roster_tables import MOST_BYTES


def named(label: Words) -> forms.CharField:
    return forms.CharField(label=label, max_length=120, error_messages={"required": _("Enter a name.")})


NO_ADDRESS = _("This is not a whole e-mail address. Enter one such as name@council.gov.uk.")


def address() -> forms.EmailField:
    return forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The code with which they sign in is sent there. It must be theirs alone."),
        error_messages={"required": _("Enter an e-mail address."), "invalid": NO_ADDRESS},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class SignIn(RequestLoginCodeForm):  # type: ignore[misc]  # allauth is untyped
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The one that your council has for you."),
        error_messages={"required": _("Enter your e-mail address."), "invalid": NO_ADDRESS},
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


# Whatever a stranger sends in place of what an authenticator says: it is not one, and that is all.
NOT_A_PASSKEY = (AttributeError, IndexError, InvalidSignature, KeyError, TypeError, ValueError)
TOO_MANY = _("Too many wrong codes. Try again in 5 minutes; after 20 in a day, tomorrow.")
ONE_CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}


def one_code() -> forms.CharField:
    return forms.CharField(
        label=_("Your code"),
        help_text=_(
            "Six figures from your authenticator app; or one of your recovery codes, of ten figures."
        ),
        max_length=40,
        error_messages={"required": _("Enter the code.")},
        widget=forms.TextInput(attrs=ONE_CODE),
    )


class SecondStepCode:
    """What allauth's two forms for a code have in common here: our words, and each code once."""

    cleaned_data: dict[str, Any]
    fields: dict[str, forms.Field]
    user: Any
    authenticator: Any

    def __init__(self, *given: Any, **said: Any) -> None:
        super().__init__(*given, **said)
        self.has_app = queries.second_steps_of(self.user).authenticator
        if not self.has_app:  # whoever has none would look for its figures in vain
            self.fields["code"].label = _("Your recovery code")
            self.fields["code"].help_text = _("Ten figures, from the paper that you kept. Each works once.")

    def clean_code(self) -> str:
        try:
            code = str(super().clean_code())  # type: ignore[misc]  # that of the form beside this
        except ValidationError as wrong:
            if wrong.code == "too_many_login_attempts":
                raise ValidationError(TOO_MANY) from None
            raise ValidationError(
                _("This code is not right, or has been used. Enter the one shown now.")
                if self.has_app
                else _("This recovery code is not right, or has been used. Enter another of them.")
            ) from None
        # A code holds for a minute and a half; allauth remembers for half a minute that it was used.
        used = f"second-step:{self.user.pk}:{''.join(filter(str.isdigit, code))}"
        if self.authenticator.type == Authenticator.Type.TOTP and not cache.add(used, True, 120):
            raise ValidationError(_("This code has been used. Wait for the next one."))
        return code


class SecondStep(SecondStepCode, AuthenticateForm):  # type: ignore[misc]  # allauth is untyped
    code = one_code()


class SecondStepAgain(SecondStepCode, ReauthenticateForm):  # type: ignore[misc]  # allauth is untyped
    code = one_code()


class Credential(forms.JSONField):
    """What an authenticator answered, or whatever a stranger sends in its place."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except (RecursionError, ValueError):  # a thousand brackets; a number of ten thousand figures
            raise ValidationError(self.error_messages["invalid"]) from None


class ByPasskey(AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    """A passkey, of somebody who is known already; or, as a first step, of whoever it belongs to."""

    credential = Credential()

    def __init__(self, *given: Any, user: Any = None, first_step: bool = False, **said: Any) -> None:
        super().__init__(*given, user=user, **said)
        self.passwordless = first_step

    def clean_credential(self) -> Any:
        try:
            found = super().clean_credential()
        except ValidationError as wrong:
            too_many = wrong.code == "too_many_login_attempts"
            raise ValidationError(TOO_MANY if too_many else NOT_YOURS) from None
        except NOT_A_PASSKEY:
            raise ValidationError(NOT_YOURS) from None
        if not found.user.is_active:
            raise ValidationError(NOT_YOURS)
        return found


NOT_YOURS = _("This passkey did not work here. Try again, or sign in by a code to your e-mail address.")


class SetUpAuthenticator(forms.Form):
    code = forms.CharField(
        label=_("The code that the app shows now"),
        help_text=_("Six figures, such as 123 456."),
        max_length=20,
        error_messages={"required": _("Enter the code that the app shows.")},
        widget=forms.TextInput(attrs=ONE_CODE),
    )

    def __init__(self, *given: Any, secret: str, **said: Any) -> None:
        super().__init__(*given, **said)
        self.secret = secret

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split())
        if not validate_totp_code(self.secret, code):
            raise ValidationError(
                _("This is not the code that the app should show now. Check that the phone’s clock is right.")
            )
        return str(code)


class AddPasskey(forms.Form):
    name = forms.CharField(
        label=_("What to call it"),
        help_text=_("So that you know it again, such as “work laptop” or “blue key”."),
        max_length=60,
        error_messages={"required": _("Enter what to call the passkey.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    credential = Credential(
        error_messages={"required": _("Your browser has not made a passkey. Try again, or use an app.")},
    )

    def clean(self) -> dict[str, Any]:
        # The browser is not asked for a passkey before it has a name: then its absence is no fault.
        if "name" in self.errors and not self.data.get("credential"):
            self.errors.pop("credential", None)
        return super().clean() or self.cleaned_data

    def clean_credential(self) -> Any:
        credential = self.cleaned_data["credential"]
        try:
            webauthn.parse_registration_response(credential)
            made = webauthn.complete_registration(credential)
        except (ValidationError, *NOT_A_PASSKEY):
            raise ValidationError(_("The passkey could not be checked. Please try again.")) from None
        if not made.is_user_verified():
            raise ValidationError(_("The passkey must ask for a finger, a face or a PIN. Choose another."))
        return credential


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
        choice_field(self, "duty").choices = [
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
        choice_field(self, "office").choices = [("", _("Choose someone")), *who]


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


class ReadRoster(forms.Form):
    file = forms.FileField(
        label=_("The roster"),
        help_text=_("A CSV file or an Excel workbook of up to 5 MB; or modern.gov’s XML, or Popolo’s JSON."),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Choose another."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.xml,.json"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:  # before it is read
            raise ValidationError(
                _("The file is %(size)s MB, and a roster may be up to 5 MB.") % {"size": file.size // 1024**2}
            )
        return file

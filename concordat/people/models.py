from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from concordat.people.rules import councils, duties

ENDS_AFTER_IT_BEGINS = Q(ends_on=None) | Q(ends_on__gte=F("begins_on"))


def choices(
    words: type[councils.Tier | councils.Nation | councils.Governance | duties.Kind | duties.Duty],
) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class Council(models.Model):
    """One council. Whatever people make in Concordat belongs to exactly one."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    tier = models.CharField(max_length=20, choices=choices(councils.Tier))
    nation = models.CharField(max_length=20, choices=choices(councils.Nation))
    principal = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whose monitoring officer handles code complaints about a parish's councillors.",
    )

    def __str__(self) -> str:
        return self.name


class GovernanceSpell(models.Model):
    """How a council was governed, from one day until another."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="governance")
    model = models.CharField(max_length=20, choices=choices(councils.Governance))
    begins_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="governance_ends_after_it_begins", condition=ENDS_AFTER_IT_BEGINS),
            models.UniqueConstraint(
                fields=["council"], condition=Q(ends_on=None), name="a_council_is_governed_one_way_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.model


class ControlSpell(models.Model):
    """Who was in control of a council, from one day until another: a party, a coalition, nobody."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="control")
    by = models.CharField(max_length=80)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="control_ends_after_it_begins", condition=ENDS_AFTER_IT_BEGINS),
            models.UniqueConstraint(
                fields=["council"], condition=Q(ends_on=None), name="a_council_is_in_one_control_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.by


class People(BaseUserManager["Person"]):
    def create_user(self, email: str, name: str) -> "Person":
        person = self.model(email=email.lower(), name=name)
        person.set_unusable_password()  # One signs in by a code sent to one's address.
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser):
    """One human being, who signs in once. What they may do follows from the offices they hold."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    look_around = models.CharField(
        max_length=200,
        blank=True,
        help_text="In the demonstration alone: why a visitor might want to look around as this person.",
    )

    objects = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            # Two spellings of one address would be two people with one letter box.
            models.CheckConstraint(
                name="an_address_is_kept_in_small_letters", condition=Q(email=Lower("email"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OpenSession(models.Model):
    """A browser in which somebody is signed in, as its owner may see it: no address, no hour of any visit."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="open_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=60, blank=True)
    began_at = models.DateTimeField()
    seen_on = models.DateField()

    def __str__(self) -> str:
        return self.device


class SingleSignOnLink(models.Model):
    """Whose an account at the council's provider is. It holds, whatever address that claims later."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="single_sign_on_links")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="an_account_is_one_persons"),
            models.UniqueConstraint(fields=["person", "issuer"], name="a_person_has_one_account_there"),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.issuer}"


class Office(models.Model):
    """What a person is in one council, from one day and perhaps until another."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=choices(duties.Kind))
    ward = models.CharField(max_length=80, blank=True)
    group = models.CharField(max_length=80, blank=True)
    service = models.CharField(max_length=80, blank=True)
    grade = models.CharField(max_length=40, blank=True)
    politically_restricted = models.BooleanField(default=False)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="The last day of the office.")

    # Filled in by whoever fetches the office for a certain day: a duty is held on days, not in general.
    duties: frozenset[str] = frozenset()

    class Meta:
        constraints = [
            models.CheckConstraint(name="an_office_ends_after_it_begins", condition=ENDS_AFTER_IT_BEGINS),
            models.UniqueConstraint(
                name="one_open_office_in_a_council", fields=["council", "person"], condition=Q(ends_on=None)
            ),
        ]
        indexes = [models.Index(fields=["council", "kind", "ends_on"], name="offices_of_a_council")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def email(self) -> str:
        return self.person.email

    @property
    def duties_in_words(self) -> str:
        return ", ".join(sorted(self.duties))

    @property
    def side(self) -> str | None:
        return duties.SIDE_OF.get(duties.Kind(self.kind))


class DutySpell(models.Model):
    """A duty that an office carried, from one day until another."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="duty_spells")
    duty = models.CharField(max_length=40, choices=choices(duties.Duty))
    begins_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_duty_ends_after_it_begins", condition=ENDS_AFTER_IT_BEGINS),
            models.UniqueConstraint(
                fields=["office", "duty"], condition=Q(ends_on=None), name="an_office_carries_a_duty_once"
            ),
        ]
        indexes = [models.Index(fields=["council", "duty", "ends_on"], name="duties_of_a_council")]

    def __str__(self) -> str:
        return self.duty


class Body(models.Model):
    """Full council, the cabinet, a committee: where members sit together and decide."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "slug"], name="a_body_has_a_name_of_its_own"),
            models.CheckConstraint(name="a_body_ends_after_it_begins", condition=ENDS_AFTER_IT_BEGINS),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """An office's seat in a body, from one day until another."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="memberships")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="memberships")
    chairs = models.BooleanField(default=False)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_membership_ends_after_it_begins", condition=ENDS_AFTER_IT_BEGINS),
            models.UniqueConstraint(
                fields=["body", "office"], condition=Q(ends_on=None), name="a_member_sits_once_in_a_body"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} in {self.body}"


class RosterUpload(models.Model):
    """A roster that was read and found good, and waits for someone to confirm what it would change."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    name = models.CharField(max_length=120)
    lines = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["council", "by"], name="rosters_that_wait")]

    def __str__(self) -> str:
        return self.name

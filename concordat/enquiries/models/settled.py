"""What a council has settled for its enquiries: topics, service levels, who leads what, whom to ring, its
words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from concordat.enquiries.rules.wordings import Use


class Topic(models.Model):
    """What an enquiry can be about, and the service that answers it."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=80)
    service = models.CharField(
        max_length=80, blank=True, help_text="Nobody's: whoever runs the council answers."
    )
    safeguarding = models.BooleanField(
        default=False, help_text="Beside the safeguarding of children or adults, and so answered faster."
    )
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "slug"], name="a_topic_has_a_name_of_its_own"),
        ]

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """One edition of the council's service levels. Written once: a change is another edition."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    begins_on = models.DateField(help_text="An enquiry received on this day or later is answered by it.")
    equal = models.BooleanField(
        help_text="Whether every councillor has the same levels, whatever their office."
    )
    terms = models.JSONField(
        help_text="The levels, opening hours and cut-off, as rules/terms.py writes them."
    )
    decided = models.CharField(
        max_length=200, blank=True, help_text="Where the council decided it: body, date, minute number."
    )
    made_by = models.ForeignKey(
        "people.Office",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Nobody for the first: Concordat's suggestion, until the council decides.",
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "number"], name="an_edition_has_its_number"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Retention(models.Model):
    """How long the words of a closed enquiry are kept. The last one counts; the others say what it was."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    months = models.PositiveSmallIntegerField(null=True, help_text="Nothing: until the council decides.")
    decided = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["council", "-id"], name="retention_of_a_council")]

    def __str__(self) -> str:
        return f"{self.months}"


class Lead(models.Model):
    """Who leads a service: told when an answer is due and has not been given, and asked to settle
    disputes."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=80)
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "service"], name="a_service_has_one_lead"),
        ]

    def __str__(self) -> str:
        return f"{self.office} leads {self.service}"


class Contact(models.Model):
    """Whom to ring now, where an enquiry would be the wrong way."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    telephone = models.CharField(max_length=40)
    hours = models.CharField(max_length=120, blank=True)
    stop = models.CharField(max_length=12, help_text="On which stop screen it stands.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["council", "stop", "position"], name="contacts_of_a_council")]

    def __str__(self) -> str:
        return self.name


class Wording(models.Model):
    """The council's own words for an occasion: an officer begins with them and goes on."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    use = models.CharField(
        max_length=20,
        choices=[
            (Use.ACKNOWLEDGE.value, _("acknowledging")),
            (Use.ASK_BACK.value, _("asking back")),
            (Use.HOLDING.value, _("a partial reply")),
            (Use.ANSWER.value, _("answering")),
            (Use.EXPLAIN_BACK.value, _("words for the resident")),
            (Use.PASS_ON.value, _("passing on to another route")),
            (Use.REFUSE.value, _("refusing papers")),
        ],
    )
    name = models.CharField(max_length=80)
    words = models.TextField()
    changed_by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council", "use", "name"], name="a_wording_has_a_name_of_its_own"
            ),
        ]

    def __str__(self) -> str:
        return self.name

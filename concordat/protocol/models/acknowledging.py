"""Who was asked to acknowledge which edition and what in it, and who has; who took a briefing to a group."""

from django.db import models
from django.db.models import Q

from concordat.protocol.models.instruments import Edition, Instrument
from concordat.protocol.rules.acknowledging import Manner, Way

MANNERS = [(manner.value, manner.value) for manner in Manner]


class Asking(models.Model):
    """Offices are asked to acknowledge an edition: each side in its own manner, or one side alone.

    Who is asked follows from the day: whoever holds an office of that side then, newcomers included.
    """

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="askings")
    councillors = models.CharField(max_length=12, blank=True, choices=MANNERS)
    officers = models.CharField(max_length=12, blank=True, choices=MANNERS)
    afresh = models.BooleanField(
        default=False, help_text="Everybody about all of it: after an election or a change of control."
    )
    also = models.JSONField(
        default=list, help_text="Keys of reworded clauses that the council chose to ask about as well."
    )
    due_on = models.DateField()
    asked_by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_asking_asks_somebody", condition=~Q(councillors="") | ~Q(officers="")
            ),
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(afresh=False),
                name="an_edition_is_asked_about_once_unless_afresh",
            ),
        ]
        indexes = [models.Index(fields=["council", "edition", "asked_at"], name="askings_of_a_council")]

    def __str__(self) -> str:
        return f"Acknowledgement of {self.edition}"


class Portion(models.Model):
    """What is asked of those who acknowledged an earlier edition last: the clauses that changed in force.

    changes   as ``rules.acknowledging.Change`` each, worked out once, when people were asked
    """

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    asking = models.ForeignKey(Asking, on_delete=models.CASCADE, related_name="portions")
    since = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    changes = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asking", "since"], name="one_portion_for_each_earlier_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.asking} since {self.since}"


class Acknowledgement(models.Model):
    """One office has read, accepted or undertaken. Never revoked: the next one stands beside it."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    asking = models.ForeignKey(Asking, on_delete=models.PROTECT, related_name="acknowledgements")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    manner = models.CharField(max_length=12, choices=MANNERS)
    since = models.ForeignKey(
        Edition,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The edition since which they were shown the changes. None: they were shown all of it.",
    )
    way = models.CharField(max_length=8, choices=[(way.value, way.value) for way in Way])
    recorded_by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asking", "office"], name="an_office_acknowledges_once"),
        ]
        indexes = [models.Index(fields=["council", "office", "at"], name="acknowledged_by_an_office")]

    def __str__(self) -> str:
        return f"{self.office}: {self.edition}"


class Cascade(models.Model):
    """A group leader has taken the briefing on influencing advice to their group."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="cascades")
    group = models.CharField(max_length=80)
    taken_on = models.DateField()
    by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["council", "edition", "taken_on"], name="cascades_of_a_council")]

    def __str__(self) -> str:
        return f"{self.group}, {self.taken_on:%Y-%m-%d}"


class ReviewNotice(models.Model):
    """Whoever runs the council has been told that a review comes, or is overdue: once each."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="review_notices")
    due = models.CharField(max_length=10)
    stage = models.CharField(max_length=8)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "due", "stage"], name="of_a_review_one_is_told_once_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument}: {self.stage} {self.due}"

"""How the clock ran: each cycle, what happened in it, its pauses, who had it in hand, and what was late."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concordat.enquiries.models.asking import Enquiry
from concordat.enquiries.models.settled import Edition
from concordat.enquiries.rules.events import PauseReason as Reason
from concordat.enquiries.rules.history import Clock, Promise
from concordat.enquiries.rules.stages import Stage

OPEN = Q(is_open=True)


class Cycle(models.Model):
    """One running of the clock: from receipt, or from a re-opening, to what ended it.

    The due times are what the clock made of the events, kept so that a queue can be read in their order.
    """

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="cycles")
    number = models.PositiveSmallIntegerField()
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    acknowledge_by = models.CharField(max_length=12, help_text="The target, as 1wd, 4wh or 24h.")
    reply_by = models.CharField(max_length=12)
    because_of = models.CharField(max_length=12, help_text="What set it: the office, the topic, or a fact.")

    service = models.CharField(max_length=80, blank=True, help_text="Who has it in hand now.")
    handler = models.ForeignKey("people.Office", on_delete=models.PROTECT, null=True, related_name="+")
    stage = models.CharField(
        max_length=12,
        default=Stage.RECEIVED.value,
        choices=[
            (Stage.RECEIVED.value, _("received")),
            (Stage.ACKNOWLEDGED.value, _("acknowledged")),
            (Stage.ANSWERED.value, _("answered")),
            (Stage.PASSED_ON.value, _("passed on")),
            (Stage.WITHDRAWN.value, _("withdrawn")),
        ],
    )
    is_open = models.BooleanField(default=True)
    received_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True, help_text="Since when it is paused, if it is.")

    acknowledge_due_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True, help_text="Nothing while it is paused.")
    due_unpaused_at = models.DateTimeField()
    queue_at = models.DateTimeField(help_text="Its place in the queue: when it is due, or would be.")
    word_due_at = models.DateTimeField(
        null=True, blank=True, help_text="By when the member should hear again."
    )
    look_at = models.DateTimeField(null=True, blank=True, help_text="When somebody must next be told.")
    looked_at = models.DateTimeField(help_text="Up to when everybody has been told.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enquiry", "number"], name="cycles_are_counted"),
            models.UniqueConstraint(fields=["enquiry"], condition=OPEN, name="one_clock_runs_at_a_time"),
            models.CheckConstraint(
                name="what_has_ended_is_not_open",
                condition=Q(is_open=True, ended_at=None) | Q(is_open=False, ended_at__isnull=False),
            ),
        ]
        indexes = [
            # The only one that begins with the service: SQLite would count by another, and read every row.
            models.Index(
                fields=["council", "service", "queue_at"], name="queue_of_a_service", condition=OPEN
            ),
            models.Index(
                fields=["council", "handler", "queue_at"], name="queue_of_an_officer", condition=OPEN
            ),
            models.Index(fields=["council", "queue_at"], name="queue_of_a_council", condition=OPEN),
            models.Index(fields=["council", "received_at"], name="cycles_of_a_time"),
            # Not by council: one worker looks for all of them.
            models.Index(fields=["look_at"], name="cycles_to_look_at", condition=Q(look_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.enquiry} ({self.number})"


class Event(models.Model):
    """One thing that happened, added and never changed. Facts alone: what people said is in messages and
    notes."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="events")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="events")
    did = models.CharField(max_length=24)
    at = models.DateTimeField()
    by = models.ForeignKey("people.Office", on_delete=models.PROTECT, null=True, related_name="+")
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["council", "enquiry", "id"], name="events_of_an_enquiry")]

    def __str__(self) -> str:
        return self.did


class Pause(models.Model):
    """A stretch that the service level does not count. One that is set aside counts after all."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="pauses")
    reason = models.CharField(
        max_length=24,
        choices=[
            (Reason.MEMBER.value, _("waiting for the councillor")),
            (Reason.CONSTITUENT.value, _("waiting for the resident")),
            (Reason.THIRD_PARTY.value, _("waiting for somebody outside the council")),
            (Reason.COURT.value, _("waiting for a court or tribunal")),
        ],
    )
    began_at = models.DateTimeField()
    by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    disputed_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("people.Office", on_delete=models.PROTECT, null=True, related_name="+")
    stands = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle"], condition=Q(ended_at=None), name="one_pause_at_a_time"),
            models.CheckConstraint(
                name="a_dispute_is_settled_by_somebody",
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False, disputed_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["council", "cycle"], name="pauses_of_a_cycle")]

    def __str__(self) -> str:
        return self.reason


class Handling(models.Model):
    """Who had an enquiry in hand, from when to when: each stage is measured, and the whole from end to
    end."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="handlings")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="handlings")
    service = models.CharField(max_length=80, blank=True)
    office = models.ForeignKey(
        "people.Office",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="One person, where it was pointed to them and to nobody else.",
    )
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["council", "service", "enquiry"], name="handled_by_a_service"),
            models.Index(fields=["council", "office"], name="pointed_to_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.enquiry}: {self.service}"


class Breach(models.Model):
    """A promise that was not kept in time. The database refuses to change or remove it."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="breaches")
    promise = models.CharField(
        max_length=12,
        choices=[(Promise.ACKNOWLEDGE.value, _("acknowledge")), (Promise.REPLY.value, _("reply"))],
    )
    clock = models.CharField(
        max_length=10,
        choices=[(Clock.PAUSED.value, _("service level")), (Clock.UNPAUSED.value, _("councillor’s clock"))],
    )
    due_at = models.DateTimeField()
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "promise", "clock"], name="a_breach_is_noted_once"),
        ]
        indexes = [models.Index(fields=["council", "due_at"], name="breaches_of_a_council")]

    def __str__(self) -> str:
        return f"{self.cycle}: {self.promise}"


class CalendarSeen(models.Model):
    """Up to which change of its calendar a council's open enquiries are counted."""

    council = models.OneToOneField("people.Council", on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=80)
    closed = models.JSONField(default=dict, help_text="The days that were closed then, each with why.")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.mark

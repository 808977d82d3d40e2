"""What was published, and what came of it over the years."""

from django.db import models
from django.db.models import Q

from concordat.surveys.models.asking import Wave
from concordat.surveys.rules.course import Elected
from concordat.surveys.rules.promised import PromisedBy
from concordat.surveys.rules.publishing import MADE_BY_THE_WORKER


class Release(models.Model):
    """What was published, once and for everyone. All that is left of the answers."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.OneToOneField(Wave, on_delete=models.PROTECT, related_name="release")
    made_at = models.DateTimeField()
    body = models.JSONField()
    spoiled = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"Results of {self.wave}"


class Rendering(models.Model):
    """A file made from a release by the worker: it takes a second or two, so no page waits for it."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="renderings")
    format = models.CharField(max_length=12, choices=[(form, form) for form in MADE_BY_THE_WORKER])
    state = models.CharField(
        max_length=8, default="waiting", choices=[(state, state) for state in ("waiting", "made", "failed")]
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    # When a worker took it in hand; nothing once it has let go of it.
    taken_at = models.DateTimeField(null=True, blank=True)
    body = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "format"], name="each_file_is_made_once"),
            models.CheckConstraint(name="made_means_a_file", condition=~Q(state="made") | ~Q(body=b"")),
        ]
        indexes = [models.Index(fields=["state"], name="files_waiting_to_be_made")]

    def __str__(self) -> str:
        return f"{self.release} ({self.format})"


class ElectionDay(models.Model):
    """A day on which the council was elected, as the council notes it: marked in the trends."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    of = models.CharField(max_length=24, choices=[(each.value, each.value) for each in Elected])
    noted_by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "held_on"], name="an_election_day_is_noted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.of}, {self.held_on}"


class PromisedAction(models.Model):
    """What one side, or both, promised to do after a health check; kept, or not yet."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="promised")
    what = models.CharField(max_length=300)
    side = models.CharField(max_length=12, choices=[(each.value, each.value) for each in PromisedBy])
    by_when = models.DateField()
    recorded_by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    recorded_on = models.DateField()
    kept_on = models.DateField(null=True, blank=True)
    kept_noted_by = models.ForeignKey(
        "people.Office", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="kept_means_somebody_noted_it",
                condition=Q(kept_on=None, kept_noted_by=None)
                | Q(kept_on__isnull=False, kept_noted_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["council", "wave"], name="what_was_promised_after_a_wave")]

    def __str__(self) -> str:
        return self.what

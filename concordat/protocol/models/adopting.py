"""What a body resolved, the files of what it resolved, and what changed by it."""

from django.db import models
from django.db.models import F, Q

from concordat.protocol.models.instruments import Edition, Instrument


class Resolution(models.Model):
    """A body's decision that an edition is to be in force from a day on."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="resolution")
    body = models.CharField(max_length=120)
    meeting_on = models.DateField()
    minute = models.CharField(max_length=40, blank=True, help_text="Empty where none is known.")
    effective_on = models.DateField()
    vote_recorded = models.BooleanField(default=False)
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(null=True, blank=True)
    why_not_consulted = models.TextField(blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file = models.BinaryField(default=b"", help_text="The minute, as it was brought.")
    recorded_by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="nothing_takes_effect_before_it_is_resolved",
                condition=Q(effective_on__gte=F("meeting_on")),
            ),
            models.CheckConstraint(name="a_resolution_names_its_body", condition=~Q(body="")),
        ]
        indexes = [models.Index(fields=["council", "meeting_on"], name="resolutions_of_a_council")]

    def __str__(self) -> str:
        return f"{self.body}, {self.meeting_on:%Y-%m-%d}"


class Rendering(models.Model):
    """A file of an edition or of a comparison that takes longer to make than a page may."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, null=True, blank=True, related_name="renderings"
    )
    comparison = models.ForeignKey(
        "Comparison", on_delete=models.CASCADE, null=True, blank=True, related_name="renderings"
    )
    format = models.CharField(max_length=8, choices=[(form, form) for form in ("docx", "pdf")])
    state = models.CharField(
        max_length=8, default="waiting", choices=[(state, state) for state in ("waiting", "made", "failed")]
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField(null=True, blank=True)
    body = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "format"], name="each_file_of_an_edition_is_made_once"
            ),
            models.UniqueConstraint(
                fields=["comparison", "format"], name="each_file_of_a_comparison_is_made_once"
            ),
            models.CheckConstraint(
                name="a_file_of_an_edition_is_not_empty", condition=~Q(state="made") | ~Q(body=b"")
            ),
            models.CheckConstraint(
                name="a_file_is_of_one_thing",
                condition=Q(edition=None, comparison__isnull=False)
                | Q(edition__isnull=False, comparison=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition or self.comparison} ({self.format})"


class Comparison(models.Model):
    """Two texts laid beside each other, as they stood then: editions, or one and a text from elsewhere.

    old, new            the editions, where they are such
    old_text, new_text  {"name", "clauses"}: what is compared, for a draft goes on changing
    mask                names that mean nothing in a rule
    pairs               what a person paired by hand: [old place, new place] each, None for no partner
    result              what came out, as the page shows it
    """

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="comparisons")
    old = models.ForeignKey(Edition, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    new = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    old_text = models.JSONField()
    new_text = models.JSONField()
    mask = models.JSONField(default=list)
    tells_what_changed = models.BooleanField(
        default=False, help_text="Between an edition and the one before it: for everybody to read."
    )
    pairs = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True, blank=True)
    state = models.CharField(
        max_length=8, default="waiting", choices=[(state, state) for state in ("waiting", "made", "failed")]
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(
        "people.Office", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["old", "new"],
                condition=Q(tells_what_changed=True),
                name="what_changed_is_worked_out_once",
            ),
        ]
        indexes = [models.Index(fields=["council", "instrument", "new"], name="comparisons_of_a_council")]

    def __str__(self) -> str:
        return f"Comparison {self.pk}"

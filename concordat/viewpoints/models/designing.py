"""A study as it is designed: its statements, its grid, what people consent to, and who is asked."""

from django.db import models
from django.db.models import F, Q

from concordat.viewpoints.rules.stages import Asked, Side

SIDES = [(side.value, side.value) for side in Side]


class Study(models.Model):
    """One Q study. What people consented to is fixed from the day on which it opens."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60)
    purpose = models.TextField(blank=True)
    committee = models.CharField(max_length=120, blank=True)
    researcher = models.ForeignKey(
        "people.Office",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Of neither side. They alone see single sorts, and those under pseudonyms.",
    )
    in_welsh = models.BooleanField(default=False)
    instruction = models.TextField(help_text="The condition of instruction.")
    instruction_cy = models.TextField(blank=True)
    most = models.CharField(max_length=80, default="Most like my view")
    most_cy = models.CharField(max_length=80, blank=True)
    least = models.CharField(max_length=80, default="Most unlike my view")
    least_cy = models.CharField(max_length=80, blank=True)
    grid = models.JSONField(help_text="[value, how many cards] for each column, from the lowest.")
    forced = models.BooleanField(default=True)
    piles = models.BooleanField(default=True, help_text="Whether cards go into three piles first.")
    thinning = models.BooleanField(default=True)
    practice = models.BooleanField(default=True)
    comment_columns = models.PositiveSmallIntegerField(default=1)
    asked = models.CharField(max_length=8, choices=[(a.value, a.value) for a in Asked], default="roster")
    keeps_trace = models.BooleanField(
        default=False, help_text="Whether seconds for each step and moves are kept; the consent page says so."
    )
    equivalence = models.FloatField(default=0.5)
    link = models.BinaryField(default=b"", help_text="The fingerprint of an open study's link.")
    closes_on = models.DateField()
    keep_until = models.DateField(help_text="When single sorts and comments are destroyed.")
    made_by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "slug"], name="a_study_has_a_name_of_its_own"),
            models.CheckConstraint(
                name="a_study_is_opened_then_closed_then_reported",
                condition=(Q(closed_at=None) | Q(opened_at__isnull=False))
                & (Q(reported_at=None) | Q(closed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="sorts_are_kept_until_they_can_be_analysed", condition=Q(keep_until__gt=F("closes_on"))
            ),
        ]
        indexes = [models.Index(fields=["council", "-made_at"], name="studies_of_a_council")]

    def __str__(self) -> str:
        return self.name


class Statement(models.Model):
    """One candidate of the concourse. Those chosen are the cards; the key is the same in every language."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="statements")
    key = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField()
    chosen = models.BooleanField(default=True)
    words = models.CharField(max_length=300)
    words_cy = models.CharField(max_length=300, blank=True)
    draft_cy = models.BooleanField(
        default=False, help_text="Whether a translator has still to check the Welsh."
    )
    theme = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=200, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    earlier = models.JSONField(default=list, help_text="Its wordings before this one, oldest first.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["study", "key"], name="a_statement_has_a_key_of_its_own"),
            models.UniqueConstraint(fields=["study", "position"], name="statements_stand_in_one_order"),
        ]

    def __str__(self) -> str:
        return self.words


class ConsentPage(models.Model):
    """What people agree to before they sort. An edited page is a new version; a sort names the one it saw."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="consent_pages")
    version = models.PositiveSmallIntegerField()
    words = models.TextField()
    words_cy = models.TextField(blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["study", "version"], name="consent_pages_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"Consent page {self.version}"


class Question(models.Model):
    """Asked after the sort."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="questions")
    key = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField()
    shape = models.CharField(
        max_length=10,
        choices=[(shape, shape) for shape in ("text", "radio", "select", "checkbox", "rating")],
    )
    words = models.CharField(max_length=300)
    words_cy = models.CharField(max_length=300, blank=True)
    options = models.JSONField(default=list)
    options_cy = models.JSONField(default=list)
    required = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["study", "key"], name="a_question_has_a_key_of_its_own"),
            models.UniqueConstraint(fields=["study", "position"], name="questions_stand_in_one_order"),
        ]

    def __str__(self) -> str:
        return self.words


class AskedPerson(models.Model):
    """Someone who is asked. It says nothing of whether they sorted, and no code leads from here to a sort."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="asked_people")
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=12, choices=SIDES)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["study", "office"], name="everyone_is_asked_to_sort_once"),
        ]

    def __str__(self) -> str:
        return str(self.office)

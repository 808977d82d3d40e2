"""What the researcher makes of the sorts: solutions with their logs, words, and the one report."""

from django.db import models
from django.db.models import Q

from concordat.viewpoints.models.designing import Study


class Computation(models.Model):
    """Something that takes more than a second: made by the worker, with progress that the page shows."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="computations")
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in ("retention", "bootstrap")])
    solution = models.ForeignKey("Solution", on_delete=models.CASCADE, null=True, blank=True)
    settings = models.JSONField(default=dict)
    state = models.CharField(
        max_length=8,
        default="waiting",
        choices=[(state, state) for state in ("waiting", "running", "done", "failed", "stopped")],
    )
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    alive_at = models.DateTimeField(null=True, blank=True, help_text="When the worker last gave a sign.")
    result = models.JSONField(null=True, blank=True)
    asked_by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["state"], name="computations_waiting")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.study}"


class Solution(models.Model):
    """One way of analysing the study: what was chosen, and a log of steps from which it is computed anew."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="solutions")
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60)
    settings = models.JSONField(help_text="Factors, extraction, rotation, correlation, flag rule, mode.")
    made_by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["study", "slug"], name="a_solution_has_a_name_of_its_own"),
        ]

    def __str__(self) -> str:
        return self.name


class Step(models.Model):
    """One line of a solution's log, as ``concordat.qmethod.judgment`` reads it. Only ever added."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveIntegerField()
    entry = models.JSONField()
    by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["solution", "position"], name="steps_stand_in_one_order"),
        ]

    def __str__(self) -> str:
        return f"Step {self.position}"


class SavedState(models.Model):
    """A solution as it stood after so many steps, under a name."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="saved_states")
    name = models.CharField(max_length=120)
    steps = models.PositiveIntegerField()
    by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["solution", "name"], name="a_saved_state_has_a_name_of_its_own"),
        ]

    def __str__(self) -> str:
        return self.name


class Viewpoint(models.Model):
    """The researcher's words for one factor (or for one end of a split one: "1a")."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="viewpoints")
    factor = models.CharField(max_length=4)
    name = models.CharField(max_length=120)
    narrative = models.TextField(blank=True)
    by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["solution", "factor"], name="a_viewpoint_is_named_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Paraphrase(models.Model):
    """What the reviewer's desk lets out of the comments on a card: in other words, or quoted with leave."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="paraphrases")
    statement = models.CharField(max_length=12)
    factor = models.CharField(max_length=4, blank=True)
    words = models.TextField()
    quoted = models.BooleanField(default=False)
    behind = models.PositiveSmallIntegerField(default=1, help_text="How many comments stand behind it.")
    by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.words


class Report(models.Model):
    """What was published, once and for everyone in the council."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    study = models.OneToOneField(Study, on_delete=models.PROTECT, related_name="report")
    solution = models.ForeignKey(Solution, on_delete=models.PROTECT, related_name="+")
    body = models.JSONField()
    made_by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Report of {self.study}"


class Rendering(models.Model):
    """A file of a report, made by the worker."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="renderings")
    format = models.CharField(max_length=8, choices=[(form, form) for form in ("docx", "pdf", "xlsx")])
    state = models.CharField(
        max_length=8, default="waiting", choices=[(state, state) for state in ("waiting", "made", "failed")]
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    # When a worker took it in hand; nothing once it has let go of it.
    taken_at = models.DateTimeField(null=True, blank=True)
    body = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "format"], name="each_file_of_a_report_is_made_once"),
            models.CheckConstraint(
                name="a_file_of_a_report_is_not_empty", condition=~Q(state="made") | ~Q(body=b"")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} ({self.format})"

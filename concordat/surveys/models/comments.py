"""What people wrote, and what the independent reviewer makes of it."""

from django.db import models

from concordat.surveys.models.asking import SIDES, Wave
from concordat.surveys.rules.comments import Outcome


class Reviewer(models.Model):
    """Who reads the comments of a wave, and is of neither side. Their secret is on paper and nowhere here."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.OneToOneField(Wave, on_delete=models.CASCADE, related_name="reviewer")
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, help_text="As it was promised to whoever answers.")
    public_key = models.BinaryField(default=b"")

    def __str__(self) -> str:
        return self.name


class CommentBox(models.Model):
    """All sealed comments of one side, in one row, like an urn: one for each ballot, sorted, equally long.

    Nothing in it is shared with a ballot: no number, no time, no place, no key.
    """

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="comment_boxes")
    side = models.CharField(max_length=12, choices=SIDES)
    box = models.BinaryField(default=b"")
    outcome = models.CharField(
        max_length=12, blank=True, choices=[(outcome.value, outcome.value) for outcome in Outcome]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "side"], name="each_side_has_one_comment_box"),
        ]

    def __str__(self) -> str:
        return f"Comments of {self.side}"


class ThemeDraft(models.Model):
    """A theme as the reviewer has written it so far; gone when the themes are published."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    box = models.ForeignKey(CommentBox, on_delete=models.CASCADE, related_name="drafts")
    number = models.PositiveSmallIntegerField()
    title = models.TextField(blank=True)
    words = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["box", "number"], name="a_draft_has_its_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class CommentCoding(models.Model):
    """Which themes a sealed comment belongs to, by its fingerprint. No word of the comment is here."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    box = models.ForeignKey(CommentBox, on_delete=models.CASCADE, related_name="codings")
    fingerprint = models.CharField(max_length=64)
    themes = models.JSONField(default=list)
    quote_under = models.PositiveSmallIntegerField(null=True, blank=True)
    confirmed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["box", "fingerprint"], name="a_comment_is_coded_once"),
        ]

    def __str__(self) -> str:
        return self.fingerprint[:8]


class ThemeRelease(models.Model):
    """What was published of the comments, once and for everyone. All that is left of them."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.OneToOneField(Wave, on_delete=models.PROTECT, related_name="theme_release")
    made_at = models.DateTimeField()
    body = models.JSONField()

    def __str__(self) -> str:
        return f"Themes of {self.wave}"

"""Sorting. A code opens a draft; a sort that was handed in has lost its code, its place and its time."""

from django.db import models
from django.db.models import Q

from concordat.viewpoints.models.designing import SIDES, Study


class Ticket(models.Model):
    """A code that was given out: its fingerprint and the side it stands for, and nothing of whose it is."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="tickets")
    fingerprint = models.BinaryField(max_length=32, unique=True)
    side = models.CharField(max_length=12, choices=SIDES)
    spent = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["study", "spent"], name="tickets_of_a_study")]

    def __str__(self) -> str:
        return f"A ticket of {self.study}"


class Draft(models.Model):
    """A sort that somebody is in the middle of. Gone when it is handed in, or when the study closes."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    ticket = models.OneToOneField(Ticket, on_delete=models.CASCADE, related_name="draft")
    consent = models.PositiveSmallIntegerField(help_text="The version of the consent page agreed to.")
    language = models.CharField(max_length=5, default="en-gb")
    revision = models.PositiveIntegerField(default=0)
    body = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"A draft for {self.ticket}"


class Sort(models.Model):
    """What one person handed in, under a pseudonym. All sorts of a study are written anew, in no order,
    whenever one comes in: the place of a row tells nothing."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="sorts")
    pseudonym = models.CharField(max_length=12)
    side = models.CharField(max_length=12, choices=SIDES)
    values = models.JSONField(help_text="The value of each card, by the statement's key.")
    comments = models.JSONField(default=dict)
    may_quote = models.BooleanField(default=False)
    answers = models.JSONField(default=dict)
    order = models.JSONField(default=list, help_text="The keys in the order in which the cards were dealt.")
    trace = models.JSONField(default=dict, help_text="Seconds and moves, if the consent page says so.")
    consent = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["study", "pseudonym"], name="a_pseudonym_is_one_person"),
            models.CheckConstraint(name="a_sort_has_a_pseudonym", condition=~Q(pseudonym="")),
        ]

    def __str__(self) -> str:
        return self.pseudonym

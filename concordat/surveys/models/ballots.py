"""The ballot box: who holds its keys, and all that it holds."""

from django.db import models
from django.db.models import Q

from concordat.surveys.models.asking import Atom, Wave


class KeyHolder(models.Model):
    """One of the three, two of whom open the ballot box. Their secret is on their paper and nowhere here."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="holders")
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    public_key = models.BinaryField(default=b"")
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "office"], name="nobody_holds_two_keys"),
            models.UniqueConstraint(fields=["wave", "position"], name="each_key_has_one_holder"),
            models.CheckConstraint(name="there_are_three_keys", condition=Q(position__in=[0, 1, 2])),
        ]

    def __str__(self) -> str:
        return str(self.office)


class Envelope(models.Model):
    """The wave's private key, sealed to one key-holder and then to another; gone at the release."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="envelopes")
    first = models.PositiveSmallIntegerField()
    second = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    peeled = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "first", "second"], name="an_envelope_for_each_pair"),
            models.CheckConstraint(name="a_pair_is_two", condition=~Q(first=models.F("second"))),
        ]

    def __str__(self) -> str:
        return f"{self.first}, then {self.second}"


class Urn(models.Model):
    """All the links and all the ballots of one atom, in one row: nothing in it has a place or a time.

    `unspent` and `spent` are sorted hashes of links; `box` is sorted sealed ballots. Each is a pure function
    of the set of what lies in it, so it is the same whoever came, and in whatever order.
    """

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    atom = models.OneToOneField(Atom, on_delete=models.CASCADE, related_name="urn")
    is_open = models.BooleanField(default=True)
    unspent = models.BinaryField()
    spent = models.BinaryField(default=b"")
    box = models.BinaryField(default=b"")

    def __str__(self) -> str:
        return f"Urn of {self.atom}"


class OnPaper(models.Model):
    """Somebody on the roster who gets no letter, but draws a printed slip from a hat."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="on_paper")
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "office"], name="nobody_draws_two_slips"),
        ]

    def __str__(self) -> str:
        return str(self.office)


class SlipSheet(models.Model):
    """The codes of a wave's printed slips, sorted, until somebody who runs the council takes them: once.

    Then only their fingerprints are left, among those of all links, and who took them is told.
    """

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.OneToOneField(Wave, on_delete=models.CASCADE, related_name="slip_sheet")
    count = models.PositiveIntegerField()
    links = models.JSONField(default=list)
    taken_by = models.ForeignKey(
        "people.Office", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    taken_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="taken_means_no_code_is_left", condition=Q(taken_by=None) | Q(links=[])
            ),
        ]

    def __str__(self) -> str:
        return f"Slips of {self.wave}"

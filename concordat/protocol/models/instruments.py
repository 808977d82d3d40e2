"""An instrument, its editions, and the clauses that live through them."""

from django.db import models
from django.db.models import Q

from concordat.people.rules.councils import Nation, Tier
from concordat.protocol.rules.clauses import Kind, Owed
from concordat.protocol.rules.editions import Numbering
from concordat.protocol.rules.instruments import InstrumentKind


class Instrument(models.Model):
    """A protocol, a code or a scheme of one council, from its first draft to its last edition."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in InstrumentKind])
    tier = models.CharField(max_length=20, choices=[(tier.value, tier.value) for tier in Tier])
    nation = models.CharField(max_length=20, choices=[(nation.value, nation.value) for nation in Nation])
    place = models.CharField(
        max_length=200, blank=True, help_text="Its part and section in the constitution."
    )
    purpose = models.TextField(blank=True)
    scope = models.TextField(blank=True)
    related = models.JSONField(default=list, help_text="[name, day or nothing, address or nothing] of each.")
    review_due = models.CharField(
        max_length=10, blank=True, help_text="2026, 2026-12 or 2026-12-16: as precise as it was decided."
    )
    review_cycle = models.PositiveSmallIntegerField(null=True, blank=True, help_text="In months.")
    reviewed_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council", "slug"], name="an_instrument_in_force_has_a_name_of_its_own"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """One text of an instrument. Whatever a body has resolved is frozen, and stays as it is for ever.

    Whether it is in force follows from ``effective_on`` of this edition and the others: it is not stored.
    """

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField(
        null=True, blank=True, help_text="Given when it is resolved: a draft has none."
    )
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True, help_text="What changes by it, in plain words.")
    numbering = models.CharField(
        max_length=40,
        default=Numbering.KEPT.value,
        choices=[(mode.value, mode.value) for mode in Numbering],
    )
    number_prefix = models.CharField(max_length=20, blank=True)
    number_start = models.PositiveIntegerField(default=1)
    revision = models.PositiveIntegerField(
        default=0, help_text="Grows with every change to the draft's tree."
    )
    begun_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    model = models.CharField(max_length=60, blank=True, help_text="The edition of the model it began from.")
    source = models.ForeignKey(
        "SourceFile", on_delete=models.PROTECT, null=True, blank=True, related_name="editions"
    )
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    correction_why = models.TextField(blank=True)
    made_by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    abandoned_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    frozen = models.TextField(blank=True, help_text="The file whose fingerprint is published.")
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="editions_are_numbered"),
            models.UniqueConstraint(
                fields=["instrument"],
                condition=Q(resolved_at=None, abandoned_at=None, corrects=None),
                name="an_instrument_has_one_draft_in_hand",
            ),
            models.CheckConstraint(
                name="what_is_resolved_has_number_day_and_frozen_words",
                condition=Q(resolved_at=None, number=None, effective_on=None, sha256="", frozen="")
                | (
                    Q(resolved_at__isnull=False, number__isnull=False, effective_on__isnull=False)
                    & ~Q(sha256="")
                    & ~Q(frozen="")
                ),
            ),
            models.CheckConstraint(
                name="what_is_resolved_is_not_abandoned",
                condition=Q(resolved_at=None) | Q(abandoned_at=None),
            ),
            models.CheckConstraint(
                name="a_correction_says_why", condition=Q(corrects=None) | ~Q(correction_why="")
            ),
        ]
        indexes = [models.Index(fields=["council", "effective_on"], name="editions_of_a_council")]

    def __str__(self) -> str:
        return self.title


class Clause(models.Model):
    """Who a clause is, whatever its number and its words: a name that is given once and never again."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="clauses")
    key = models.CharField(max_length=12)
    model_key = models.CharField(max_length=60, blank=True, help_text="The clause of the model it began as.")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instrument", "key"], name="a_clause_has_a_key_of_its_own"),
            models.CheckConstraint(name="a_clause_has_a_key", condition=~Q(key="")),
        ]

    def __str__(self) -> str:
        return self.key


class Wording(models.Model):
    """What a clause says in one edition, and where it stands there."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="wordings")
    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="wordings")
    position = models.PositiveIntegerField()
    depth = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=60, blank=True, help_text="As printed in the source.")
    heading = models.TextField(blank=True)
    text = models.TextField(blank=True)
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in Kind])
    owed = models.CharField(max_length=40, blank=True, choices=[(owed.value, owed.value) for owed in Owed])
    tags = models.JSONField(default=list)
    measure = models.TextField(blank=True, help_text="How one will know whether an expectation is met.")
    law = models.JSONField(default=list, help_text="Rows of the register of law that it rests on.")
    locked = models.BooleanField(
        default=False, help_text="Words of the nation's law: no council's to change."
    )
    revision = models.PositiveIntegerField(default=0, help_text="Grows with every change to these words.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "clause"], name="a_clause_is_worded_once_in_an_edition"
            ),
            models.CheckConstraint(
                name="only_an_expectation_is_owed",
                condition=Q(owed="") | Q(kind=Kind.EXPECTATION.value),
            ),
        ]
        indexes = [models.Index(fields=["council", "edition", "position"], name="clauses_in_their_order")]

    def __str__(self) -> str:
        return self.heading or self.text[:60]


class Relation(models.Model):
    """What became of a clause when another took its words: it was split, merged, carried on or moved."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="relations")
    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(
        max_length=12,
        choices=[(kind, kind) for kind in ("continues", "split from", "merged into", "moved from")],
    )
    other = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "clause", "kind", "other"], name="a_relation_is_told_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.kind} {self.other}"

"""What is asked, of whom, and who has put their name to it."""

from django.db import models
from django.db.models import Q

from concordat.surveys.rules.instrument import Side, minutes

SIDES = [(side.value, side.value) for side in Side]


class Instrument(models.Model):
    """A council's own copy of the questions. A wave copies it again, so that editing changes no past."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60)
    begun_from = models.CharField(
        max_length=8, choices=[("full", "full"), ("short", "short"), ("xlsform", "xlsform")]
    )
    edition = models.CharField(max_length=20)
    items = models.JSONField()
    made_by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "slug"], name="an_instrument_has_a_name_of_its_own"),
        ]

    def __str__(self) -> str:
        return self.name


class Wave(models.Model):
    """One running of the health check. What it promises is fixed when it is launched (see 0002_locks)."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60)
    committee = models.CharField(max_length=120)
    opens_on = models.DateField()
    closes_on = models.DateField()
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="+")
    split = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    roster_hash = models.CharField(max_length=64, blank=True)
    edition = models.CharField(max_length=20, blank=True)
    promise = models.CharField(
        max_length=20, blank=True, help_text="The edition of the promise that was made."
    )
    items = models.JSONField(default=list)
    public_key = models.BinaryField(default=b"")
    launched_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "slug"], name="a_wave_has_a_name_of_its_own"),
            models.CheckConstraint(
                name="a_wave_closes_after_it_opens", condition=Q(closes_on__gt=models.F("opens_on"))
            ),
            models.CheckConstraint(
                name="a_wave_is_launched_then_closed_then_released",
                condition=(Q(closed_at=None) | Q(launched_at__isnull=False))
                & (Q(released_at=None) | Q(closed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="launched_means_signed_and_sealed",
                condition=Q(launched_at=None) | ~Q(roster_hash="") & ~Q(edition=""),
            ),
        ]
        indexes = [models.Index(fields=["council", "-opens_on"], name="waves_of_a_council")]

    def __str__(self) -> str:
        return self.name

    @property
    def minutes(self) -> int:
        """About how long the questions take that it was launched with."""
        return minutes(len(self.items))


class Atom(models.Model):
    """A group that is reported by itself. No figure is ever made over two of them."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="atoms")
    name = models.CharField(max_length=120)
    side = models.CharField(max_length=12, choices=SIDES)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "name"], name="an_atom_has_a_name_of_its_own"),
            models.UniqueConstraint(fields=["wave", "position"], name="atoms_stand_in_one_order"),
        ]

    def __str__(self) -> str:
        return self.name


class RosterLine(models.Model):
    """Someone who is asked. It says nothing of whether they answered: nothing in the database does."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="roster")
    atom = models.ForeignKey(Atom, on_delete=models.CASCADE, related_name="roster")
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    email = models.EmailField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "office"], name="everyone_is_asked_once"),
            models.UniqueConstraint(fields=["wave", "email"], name="no_two_links_go_to_one_address"),
        ]

    def __str__(self) -> str:
        return self.name


class CoSignature(models.Model):
    """One person of one side says: this is who should be asked, nobody is missing, nobody made up."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="signatures")
    side = models.CharField(max_length=12, choices=SIDES)
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    roster_hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "side"], name="each_side_signs_once"),
            models.UniqueConstraint(fields=["wave", "office"], name="nobody_signs_for_both_sides"),
        ]

    def __str__(self) -> str:
        return f"{self.office} for {self.side}"


class InWelsh(models.Model):
    """That a wave asks in Welsh beside English, and who has checked the very words that it will show."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.OneToOneField(Wave, on_delete=models.CASCADE, related_name="in_welsh")
    # Somebody who reads Welsh; often a translator, who has no office here.
    checked_by = models.CharField(max_length=120, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    said_by = models.ForeignKey(
        "people.Office", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    said_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="checked_means_somebody_said_who_checked_it",
                condition=Q(checked_by="", fingerprint="", said_by=None, said_on=None)
                | ~Q(checked_by="") & ~Q(fingerprint="") & Q(said_by__isnull=False, said_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Welsh of {self.wave}"


class Pool(models.Model):
    """Officers of several local councils, asked in this council's wave as one atom."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.OneToOneField(Wave, on_delete=models.CASCADE, related_name="pool")
    # How many councils' officers stand on the roster as it was drawn up.
    councils = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"Pool of {self.wave}"


class PoolInvitation(models.Model):
    """A local council that may join, by its address: whether there is such a council is not said here.

    Whoever runs it agrees for its officers, and may withdraw until the launch.
    """

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="invitations")
    address = models.SlugField()
    agreed_by = models.ForeignKey(
        "people.Office", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    # The fingerprint of its part of the roster, as everyone on that part can see it.
    roster_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pool", "address"], name="a_council_is_invited_once"),
        ]

    def __str__(self) -> str:
        return self.address

"""The tables of the health check. None has a row, a column or a time that belongs to one person's answers."""

from django.db import models
from django.db.models import Q

from concordat.surveys.rules.instrument import Side

SIDES = [(side.value, side.value) for side in Side]


class Instrument(models.Model):
    """A council's own copy of the questions. A wave copies it again, so that editing changes no past."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60)
    begun_from = models.CharField(max_length=8, choices=[("full", "full"), ("short", "short")])
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
    format = models.CharField(max_length=8, choices=[(form, form) for form in ("docx", "pdf", "xlsx")])
    state = models.CharField(
        max_length=8, default="waiting", choices=[(state, state) for state in ("waiting", "made", "failed")]
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    body = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "format"], name="each_file_is_made_once"),
            models.CheckConstraint(name="made_means_a_file", condition=~Q(state="made") | ~Q(body=b"")),
        ]
        indexes = [models.Index(fields=["state"], name="files_waiting_to_be_made")]

    def __str__(self) -> str:
        return f"{self.release} ({self.format})"

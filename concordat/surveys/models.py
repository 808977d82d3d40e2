"""The tables of the health check. None has a row, a column or a time that belongs to one person's answers."""

from django.db import models
from django.db.models import Q

from concordat.surveys.rules.comments import Outcome
from concordat.surveys.rules.course import Elected
from concordat.surveys.rules.instrument import Side
from concordat.surveys.rules.promised import PromisedBy
from concordat.surveys.rules.publishing import MADE_BY_THE_WORKER

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

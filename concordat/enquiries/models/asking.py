"""What a councillor asked, with its files; what they are still writing; and what stopped, as counts alone."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concordat.enquiries.models.settled import Topic
from concordat.enquiries.rules.kinds import Kind
from concordat.enquiries.rules.service_levels import Tier
from concordat.enquiries.rules.sharing import Sharing
from concordat.enquiries.rules.urgency import Consent, Whom


class Enquiry(models.Model):
    """One matter that one councillor has asked about, through every time that its clock ran."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=12)
    asked_by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    # As they stood when it was received: a councillor may change all three, and is counted where they were.
    tier = models.CharField(max_length=24, choices=[(tier.value, tier.value) for tier in Tier])
    group = models.CharField(max_length=80, blank=True)
    asker_ward = models.CharField(max_length=80, blank=True)

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, related_name="+")
    ward = models.CharField(max_length=80, blank=True, help_text="What it is about; nothing: the whole area.")
    question = models.TextField()
    whom = models.CharField(
        max_length=10,
        choices=[
            (Whom.WARD.value, _("the ward")),
            (Whom.RESIDENT.value, _("a resident")),
            (Whom.GROUP.value, _("a group of residents")),
        ],
    )
    consent = models.CharField(
        max_length=14,
        blank=True,
        choices=[
            (Consent.AGREED.value, _("they agreed that their details are passed on")),
            (Consent.ASKED.value, _("they asked the councillor to act for them")),
            (Consent.NOBODY_NAMED.value, _("nothing says who they are")),
        ],
    )
    facts = models.JSONField(default=list, help_text="What makes it urgent: rules/urgency.py.")
    set_date = models.DateField(null=True, blank=True)
    set_date_for = models.CharField(max_length=120, blank=True)
    wanted_by = models.DateField(null=True, blank=True)
    sharing = models.CharField(
        max_length=14,
        default=Sharing.ONLY_ME.value,
        choices=[
            (Sharing.ONLY_ME.value, _("only the councillor who asked")),
            (Sharing.WARD.value, _("the councillors of the same ward")),
            (Sharing.GROUP_IN_WARD.value, _("the same group in the same ward")),
        ],
    )
    kind = models.CharField(
        max_length=24,
        default=Kind.ENQUIRY.value,
        choices=[
            (Kind.ENQUIRY.value, _("enquiry")),
            (Kind.SERVICE_REQUEST.value, _("service request")),
            (Kind.COMPLAINT.value, _("complaint")),
            (Kind.INFORMATION_REQUEST.value, _("request for information")),
            (Kind.CODE_OF_CONDUCT.value, _("code of conduct")),
        ],
    )
    by_email = models.BooleanField(default=False)
    # Of the draft, or of the e-mail, that it came from: sent twice, it is one enquiry.
    key = models.UUIDField(default=uuid4)
    # Grows with whatever anybody says: whoever replies shows which of them they had read.
    revision = models.PositiveIntegerField(default=1)
    # Once it is set every word of it is gone, and the database lets nobody put one back.
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "reference"], name="a_reference_names_one_enquiry"),
            models.UniqueConstraint(fields=["council", "key"], name="what_is_sent_twice_is_one_enquiry"),
            models.CheckConstraint(
                name="a_set_date_is_set_for_something", condition=Q(set_date=None) | ~Q(set_date_for="")
            ),
            models.CheckConstraint(
                name="for_a_resident_there_is_a_footing",
                condition=Q(whom=Whom.WARD.value) & Q(consent="") | ~Q(whom=Whom.WARD.value) & ~Q(consent=""),
            ),
        ]
        indexes = [
            models.Index(fields=["council", "asked_by", "-asked_at"], name="enquiries_of_a_councillor"),
            models.Index(
                fields=["council", "asker_ward", "-asked_at"],
                name="enquiries_that_are_shared",
                condition=~Q(sharing=Sharing.ONLY_ME.value),
            ),
            models.Index(fields=["council", "asked_at"], name="enquiries_of_a_time"),
            models.Index(
                fields=["council", "asked_at"],
                name="enquiries_with_their_words",
                condition=Q(erased_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Draft(models.Model):
    """What somebody has begun to write and not sent: an enquiry, or a reply to one. Theirs alone."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Office", on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField(default=uuid4)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, null=True, related_name="+")
    use = models.CharField(max_length=20, help_text="“ask”, or which reply it is.")
    said = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "by", "key"], name="a_draft_has_its_key"),
            models.UniqueConstraint(
                fields=["by", "enquiry", "use"],
                condition=Q(enquiry__isnull=False),
                name="one_draft_of_each_reply",
            ),
        ]
        indexes = [
            models.Index(fields=["council", "by", "-saved_at"], name="drafts_of_an_office"),
            models.Index(
                fields=["saved_at"], name="drafts_left_lying"
            ),  # not by council: one worker clears up
        ]

    def __str__(self) -> str:
        return f"{self.use}, {self.saved_at}"


class Attachment(models.Model):
    """A file that came with a draft, an enquiry or a reply. Its bytes lie apart, so that no list fetches
    them."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, null=True, related_name="attachments")
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, null=True, related_name="attachments")
    message = models.ForeignKey(
        "enquiries.Message", on_delete=models.PROTECT, null=True, related_name="attachments"
    )
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_file_belongs_to_a_draft_or_an_enquiry",
                condition=Q(draft=None, enquiry__isnull=False) | Q(draft__isnull=False, enquiry=None),
            ),
        ]
        indexes = [models.Index(fields=["council", "enquiry"], name="files_of_an_enquiry")]

    def __str__(self) -> str:
        return self.name


class Content(models.Model):
    """The bytes of a file."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    attachment = models.OneToOneField(Attachment, on_delete=models.CASCADE, related_name="content")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.attachment_id}"


class StopCount(models.Model):
    """How often the form stopped in a month, and why. Nobody's name, and no words: nothing is held against
    anyone."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    month = models.DateField(help_text="Its first day.")
    stop = models.CharField(max_length=12)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "month", "stop"], name="stops_are_counted_by_month"),
        ]

    def __str__(self) -> str:
        return f"{self.stop}: {self.count}"

"""What came by e-mail, and who subscribes to a calendar of what is due."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concordat.enquiries.models.asking import Draft, Enquiry
from concordat.enquiries.rules.mailbox import Became


class Post(models.Model):
    """That an e-mail was handed in, and what became of it. Its words are in that, and nowhere else."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, help_text="Of the whole e-mail: it is taken in once.")
    at = models.DateTimeField()
    became = models.CharField(
        max_length=12,
        choices=[
            (Became.ENQUIRY.value, _("an enquiry")),
            (Became.MESSAGE.value, _("a message on an enquiry")),
            (Became.HELD.value, _("a draft that waits for its councillor")),
            (Became.PUT_ASIDE.value, _("nothing")),
        ],
    )
    sender = models.ForeignKey("people.Office", on_delete=models.PROTECT, null=True, related_name="+")
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, null=True, related_name="+")
    draft = models.ForeignKey(Draft, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "digest"], name="an_email_is_taken_in_once"),
        ]
        indexes = [
            models.Index(
                fields=["council", "sender"], name="emails_that_are_held", condition=Q(draft__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.became}, {self.at:%Y-%m-%d}"


class Feed(models.Model):
    """An office's subscription to what is due: only a fingerprint of its secret address is kept."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    office = models.OneToOneField("people.Office", on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["council", "office"], name="feeds_of_a_council")]

    def __str__(self) -> str:
        return f"Calendar of {self.office}"

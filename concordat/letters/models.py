from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concordat.letters.rules.delivery import Email, Trouble
from concordat.letters.rules.wording import LONGEST_KEPT, in_a_line


class Letter(models.Model):
    """Something that a person was told, in the words in which they were told it."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    # Its address. A number would tell how many letters others had been sent since one's last.
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    to = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=80, blank=True)
    subject = models.CharField(max_length=LONGEST_KEPT)
    body = models.TextField()
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    secret = models.TextField(
        blank=True, help_text="Sealed, and only while the e-mail waits: erased when it is handed over."
    )
    email = models.CharField(
        max_length=8,
        default=Email.WAITING.value,
        choices=[
            (Email.NONE.value, _("no e-mail")),
            (Email.WAITING.value, _("waiting")),
            (Email.SENT.value, _("sent")),
            (Email.FAILED.value, _("not sent")),
        ],
    )
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(
        max_length=10,
        blank=True,
        choices=[
            (Trouble.NO_SERVER.value, _("The mail server could not be reached")),
            (Trouble.REFUSED.value, _("The mail server refused the address")),
            (Trouble.UNREADABLE.value, _("The link that belongs in it can no longer be read")),
        ],
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="only_a_waiting_email_is_tried_again",
                condition=Q(email=Email.WAITING.value, next_try_at__isnull=False)
                | ~Q(email=Email.WAITING.value) & Q(next_try_at=None),
            ),
            models.CheckConstraint(
                name="a_secret_is_forgotten_once_it_is_sent",
                condition=~Q(email=Email.SENT.value) | Q(secret=""),
            ),
        ]
        indexes = [
            models.Index(fields=["council", "to", "-sent_at"], name="letters_to_an_office"),
            models.Index(fields=["council", "about"], name="letters_about_a_thing"),
            models.Index(
                fields=["council", "email"],
                name="letters_not_delivered",
                condition=Q(email__in=[Email.WAITING.value, Email.FAILED.value]),
            ),
            # Not by council: one worker delivers for all of them.
            models.Index(fields=["next_try_at"], name="letters_due", condition=Q(email=Email.WAITING.value)),
        ]

    def __str__(self) -> str:
        return in_a_line(self.subject)

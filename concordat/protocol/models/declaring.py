"""Close personal relationships, declared in confidence. A copy of the database tells of none."""

from uuid import uuid4

from django.db import models
from django.db.models import Q


class Declaration(models.Model):
    """Somebody says that they are close to somebody on the other side, or to a matter. Sealed."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid4, unique=True)
    by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    sealed = models.TextField(help_text="With whom, of what kind, and what might look like favour.")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Its writer says that it has ended.")

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_declaration_is_sealed", condition=~Q(sealed="")),
        ]
        indexes = [models.Index(fields=["council", "by"], name="declarations_of_an_office")]

    def __str__(self) -> str:
        return str(self.key)


class ManagementNote(models.Model):
    """How a declared relationship is managed: by its keeper, for the one who declared it. Sealed."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    declaration = models.ForeignKey(Declaration, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    sealed = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["council", "declaration"], name="notes_on_a_declaration")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"

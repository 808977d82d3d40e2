from django.db import models


class Entry(models.Model):
    """One thing that one person did, in the office that they then held."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Office", on_delete=models.PROTECT, null=True, related_name="+")
    did = models.CharField(max_length=80)
    thing = models.CharField(max_length=80)
    detail = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.did} {self.thing}"

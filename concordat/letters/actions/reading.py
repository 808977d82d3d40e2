"""That a letter was read is its reader's own affair: these deeds leave no line in the trail."""

from datetime import datetime
from uuid import UUID

from concordat.letters.queries import addressed_to
from concordat.people.rules.offices import Office


def mark_read(*, key: UUID, by: Office, at: datetime) -> None:
    """Note that its reader has read a letter; the first time is the one that counts."""
    addressed_to(by).filter(key=key, read_at=None).update(read_at=at)


def mark_all_read(*, by: Office, at: datetime) -> None:
    addressed_to(by).filter(read_at=None, sent_at__lte=at).update(read_at=at)

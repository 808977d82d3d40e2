"""What becomes of the e-mail of a letter, and when it is tried again."""

from datetime import datetime, timedelta
from enum import StrEnum

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

# After the first try, the second… Short at first, for most troubles pass; three days in all, for a weekend.
WAITS = (MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 12 * HOUR, DAY, 36 * HOUR)
WORTH_A_WORD = 3  # after so many tries in vain, whoever runs the council is told

# Whoever takes a letter in hand has it to themselves for so long: longer than a whole handful can take, each
# try ending within the fifteen seconds that the settings allow. If they die, somebody else takes it up then.
IN_HAND = 30 * MINUTE


class Email(StrEnum):
    """How far the e-mail has come. The letter itself lies on the page from the first moment."""

    NONE = "none"
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Trouble(StrEnum):
    """Why the last try was in vain."""

    NO_SERVER = "no server"
    REFUSED = "refused"
    UNREADABLE = "unreadable"


def next_try(*, tries: int, at: datetime) -> datetime | None:
    """When to try again after so many tries in vain, or None if there is no sense in it."""
    return at + WAITS[tries - 1] if tries <= len(WAITS) else None

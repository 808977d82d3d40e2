"""What else could be unequal while the clock looks equal: looked at in the same way, on the same page.

A clock that stands still twice as long for one group is not an equal clock. Each check is one outcome of an
enquiry, compared between groups as the share answered on time is.
"""

from collections.abc import Callable
from dataclasses import dataclass

from concordat.enquiries.rules.impartiality.asking import Asked, Outcome
from concordat.enquiries.rules.impartiality.sentences import gettext_noop


@dataclass(frozen=True)
class Check:
    """name    as it stands in data, and as the column of a file that brings it
    words   what is compared, as the heading of a row
    means   what it could hide, in a sentence
    days    whether it is counted in working days; otherwise it is a share, in points
    """

    name: str
    words: str
    means: str
    days: bool = False


PAUSED = Check(
    "paused",
    gettext_noop("Share of enquiries on which the clock was paused"),
    gettext_noop("A pause moves the due date, so a late answer can count as in time."),
)
PAUSED_DAYS = Check(
    "paused_days",
    gettext_noop("Working days paused, per enquiry"),
    gettext_noop("Long pauses hide delay as well as many short ones."),
    days=True,
)
ONLY_BY_PAUSES = Check(
    "only_by_pauses",
    gettext_noop("Share in time on the paused clock but not on the councillor’s own"),
    gettext_noop("This is how much of the punctuality is owed to pauses."),
)
LAST_HOUR = Check(
    "last_hour",
    gettext_noop("Share of answers sent in the last hour before they were due"),
    gettext_noop("Answers that cluster before the deadline may be sent to meet it."),
)

MARKED = (
    Check(
        "downgraded",
        gettext_noop("Share given a slower service level at triage"),
        gettext_noop("A slower target is easier to meet."),
    ),
    Check(
        "reclassified",
        gettext_noop("Share reclassified, for example as a service request"),
        gettext_noop("What is no longer an enquiry is no longer counted."),
    ),
    Check(
        "holding_reply",
        gettext_noop("Share that got a holding reply"),
        gettext_noop("A holding reply is not an answer."),
    ),
    Check(
        "reopened",
        gettext_noop("Share reopened after the answer"),
        gettext_noop("An answer that did not answer was counted as one."),
    ),
    Check(
        "reopened_soon",
        gettext_noop("Share reopened within five working days"),
        gettext_noop("Replies without substance come back at once."),
    ),
    Check(
        "refused",
        gettext_noop("Share in which papers were refused, wholly or in part"),
        gettext_noop("A quick refusal is a quick answer."),
    ),
    Check(
        "senior_reply",
        gettext_noop("Share answered by a senior officer"),
        gettext_noop("Who answers can matter as much as when."),
    ),
    Check(
        "satisfied",
        gettext_noop("Share with whose answer the councillor was satisfied"),
        gettext_noop("A quick answer is not always a good one."),
    ),
)

CHECKS = (PAUSED, PAUSED_DAYS, ONLY_BY_PAUSES, LAST_HOUR, *MARKED)
MARKS = tuple(check.name for check in MARKED)
# They belong to other records of the council, and are told to be missing.
NOT_HERE = (
    gettext_noop("how long before a decision each group was told of it (no-surprises notices)"),
    gettext_noop("how often each group was offered a briefing"),
)

Reader = Callable[[Asked, Outcome], float | None]


def reader(check: Check) -> Reader:
    """How the outcome of a check is read off an enquiry; ``None`` where it is not known."""
    match check.name:
        case "paused":
            return lambda row, _came: float(row.paused_days > 0)
        case "paused_days":
            return lambda row, _came: row.paused_days
        case "only_by_pauses":
            return _only_by_pauses
        case "last_hour":
            return lambda _row, came: None if came.last_hour is None else float(came.last_hour)
        case name:
            return lambda row, _came: None if (said := row.marks.get(name)) is None else float(said)


def _only_by_pauses(_row: Asked, came: Outcome) -> float | None:
    if came.on_time is None:
        return None
    return float(came.on_time and not came.in_time_unpaused)

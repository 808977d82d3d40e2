"""What can happen to an enquiry. Each of these is one line of its history, added and never changed."""

from enum import StrEnum


class Did(StrEnum):
    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    TAKEN = "taken"
    ASKED_BACK = "asked back"
    PAUSED = "paused"
    RESUMED = "resumed"
    PAUSE_DISPUTED = "pause disputed"
    PAUSE_SETTLED = "pause settled"
    MEMBER_WROTE = "member wrote"
    HANDED_OVER = "handed over"
    HOLDING_REPLY = "holding reply"
    ANSWERED = "answered"
    TOPIC_CHANGED = "topic changed"
    PASSED_ON = "passed on"
    PAPERS_DECIDED = "papers decided"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"
    DUE_MOVED = "due moved"
    REMINDED = "reminded"
    BREACHED = "breached"
    REVIEW_ASKED = "review asked"
    REVIEW_DECIDED = "review decided"
    SHARED = "shared"
    ERASED = "erased"


class Promise(StrEnum):
    """The two promises of a service level."""

    ACKNOWLEDGE = "acknowledge"
    REPLY = "reply"


class Clock(StrEnum):
    """The two clocks, which are always shown together."""

    PAUSED = "paused"
    UNPAUSED = "unpaused"

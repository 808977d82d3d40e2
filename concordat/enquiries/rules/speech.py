"""What the two sides say to each other in an enquiry."""

from enum import StrEnum


class Speech(StrEnum):
    ACKNOWLEDGEMENT = "acknowledged"
    ASKED_BACK = "asked back"
    PAUSE = "pause"
    FROM_MEMBER = "from member"
    DISPUTE = "dispute"
    SETTLEMENT = "settlement"
    HOLDING = "holding"
    ANSWER = "answer"
    PASSED_ON = "passed on"
    REOPENED = "reopened"

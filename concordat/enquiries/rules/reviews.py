"""What a councillor can ask to have reviewed, and how a review ends."""

from enum import StrEnum


class About(StrEnum):
    ANSWER = "answer"
    TIME = "time"
    PAUSE = "pause"
    PAPERS = "papers"
    ROUTE = "route"


class Finding(StrEnum):
    UPHELD = "upheld"
    PARTLY = "partly"
    STANDS = "stands"

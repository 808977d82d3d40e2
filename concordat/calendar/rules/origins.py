"""Who says that a council is closed on a day."""

from enum import StrEnum


class Origin(StrEnum):
    """The first three speak for the nation, and the last for the council itself."""

    PACKAGE = "package"  # the list that comes with Concordat
    LIST = "list"  # GOV.UK's own, read in and accepted by a person
    PERSON = "person"  # one that a person entered, with its source
    COUNCIL = "council"

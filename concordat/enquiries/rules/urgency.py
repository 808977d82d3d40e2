"""What makes an enquiry urgent: facts that one can tick, and nobody can argue with. Never a box "urgent"."""

from enum import StrEnum


class Fact(StrEnum):
    HARM = "harm"
    HOME = "home"
    DATE = "date"
    MANY = "many"


class Whom(StrEnum):
    """On whose behalf a councillor asks."""

    WARD = "ward"
    RESIDENT = "resident"
    GROUP = "group"


class Consent(StrEnum):
    """On what footing a resident's details are passed on.

    An elected representative who acts at a resident's request has a condition of their own in the Data
    Protection Act 2018, Schedule 1, paragraphs 23 and 24; where nothing identifies anybody none is needed.
    """

    AGREED = "agreed"
    ASKED = "asked"
    NOBODY_NAMED = "nobody named"

"""What kinds of council there are."""

from enum import StrEnum

# The first words of our own addresses: a council of such a name could never be visited.
RESERVED = frozenset(
    {
        "accessibility",
        "account",
        "alive",
        "answer",
        "gallery",
        "look-around",
        "ready",
        "sign-in",
        "sign-out",
        "sort",
        "static",
    }
)


class Tier(StrEnum):
    COUNTY = "county"
    UNITARY = "unitary"
    DISTRICT = "district"
    BOROUGH = "borough"
    METROPOLITAN = "metropolitan"
    LONDON_BOROUGH = "london borough"
    COMBINED_AUTHORITY = "combined authority"
    PARISH = "parish"
    TOWN = "town"
    COMMUNITY = "community"


# Local councils in England and Wales: they have a clerk, and a principal council above them.
LOCAL = frozenset({Tier.PARISH, Tier.TOWN, Tier.COMMUNITY})


class Nation(StrEnum):
    ENGLAND = "England"
    WALES = "Wales"
    SCOTLAND = "Scotland"
    NORTHERN_IRELAND = "Northern Ireland"


class Governance(StrEnum):
    LEADER_AND_CABINET = "leader and cabinet"
    MAYOR_AND_CABINET = "mayor and cabinet"
    COMMITTEES = "committee system"
    OTHER = "other"

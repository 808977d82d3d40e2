"""The duties that an office can carry, and who runs a council's Concordat."""

from enum import StrEnum


class Kind(StrEnum):
    """What an office is. `OTHER` belongs to neither side: an independent person, an auditor, a reviewer."""

    COUNCILLOR = "councillor"
    OFFICER = "officer"
    OTHER = "other"


class Side(StrEnum):
    COUNCILLORS = "councillors"
    OFFICERS = "officers"


SIDE_OF = {Kind.COUNCILLOR: Side.COUNCILLORS, Kind.OFFICER: Side.OFFICERS}


class Duty(StrEnum):
    LEADER = "leader"
    DEPUTY_LEADER = "deputy leader"
    GROUP_LEADER = "group leader"
    OPPOSITION_LEADER = "opposition leader"
    CABINET_MEMBER = "cabinet member"
    CHAIR = "chair"
    VICE_CHAIR = "vice-chair"
    CHIEF_EXECUTIVE = "chief executive"
    HEAD_OF_PAID_SERVICE = "head of paid service"
    SECTION_151_OFFICER = "section 151 officer"
    DEPUTY_SECTION_151_OFFICER = "deputy section 151 officer"
    CHIEF_FINANCE_OFFICER = "chief finance officer"
    MONITORING_OFFICER = "monitoring officer"
    DEPUTY_MONITORING_OFFICER = "deputy monitoring officer"
    HEAD_OF_DEMOCRATIC_SERVICES = "head of democratic services"
    DIRECTOR_OF_ADULT_SOCIAL_SERVICES = "director of adult social services"
    DIRECTOR_OF_CHILDRENS_SERVICES = "director of children's services"
    DIRECTOR_OF_PUBLIC_HEALTH = "director of public health"
    DIRECTOR_OF_SOCIAL_SERVICES = "director of social services"
    CHIEF_SOCIAL_WORK_OFFICER = "chief social work officer"
    CHIEF_EDUCATION_OFFICER = "chief education officer"
    SCRUTINY_OFFICER = "scrutiny officer"
    HEAD_OF_INTERNAL_AUDIT = "head of internal audit"
    CLERK = "clerk"
    RESPONSIBLE_FINANCIAL_OFFICER = "responsible financial officer"
    INDEPENDENT_PERSON = "independent person"
    AUDITOR = "auditor"
    REVIEWER = "reviewer"


OF_COUNCILLORS = frozenset(
    {
        Duty.LEADER,
        Duty.DEPUTY_LEADER,
        Duty.GROUP_LEADER,
        Duty.OPPOSITION_LEADER,
        Duty.CABINET_MEMBER,
        Duty.CHAIR,
        Duty.VICE_CHAIR,
    }
)
OF_OTHERS = frozenset({Duty.INDEPENDENT_PERSON, Duty.AUDITOR, Duty.REVIEWER})
OF_OFFICERS = frozenset(Duty) - OF_COUNCILLORS - OF_OTHERS

BELONGS_TO = {Kind.COUNCILLOR: OF_COUNCILLORS, Kind.OFFICER: OF_OFFICERS, Kind.OTHER: OF_OTHERS}

# Whoever holds one of these looks after the council's people, its surveys and its settings.
RUNNING = frozenset(
    {
        Duty.MONITORING_OFFICER,
        Duty.DEPUTY_MONITORING_OFFICER,
        Duty.HEAD_OF_DEMOCRATIC_SERVICES,
        Duty.CLERK,
    }
)

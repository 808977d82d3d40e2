"""The posts and appointments that the law asks of a council, by its tier and nation.

From general knowledge of the statutes, not from a lawyer: a council's own monitoring officer confirms
each row before anybody relies on it, and the page that shows them says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from concordat.people.rules.councils import LOCAL, Nation, Tier
from concordat.people.rules.duties import Duty


@dataclass(frozen=True)
class Post:
    """Whoever carries one of ``duties`` fills the post."""

    title: str
    statute: str
    duties: tuple[Duty, ...]
    deputies: tuple[Duty, ...] = ()
    caution: str = ""


@dataclass(frozen=True)
class Holder:
    office_id: int
    name: str
    since: date


@dataclass(frozen=True)
class Filled:
    """A post and who fills it on a day. Without holders it is a gap."""

    post: Post
    holders: tuple[Holder, ...]
    deputies: tuple[Holder, ...]


HEAD_OF_PAID_SERVICE = Post(
    "Head of paid service",
    "Local Government and Housing Act 1989, section 4",
    (Duty.HEAD_OF_PAID_SERVICE,),
    caution="The law asks for a head of paid service, not for a chief executive. One person may be both, "
    "or there may be no chief executive at all. The head of paid service cannot be the monitoring officer.",
)
SECTION_151 = Post(
    "Chief finance officer (section 151 officer)",
    "Local Government Act 1972, section 151; its reports: Local Government Finance Act 1988, section 114",
    (Duty.SECTION_151_OFFICER, Duty.CHIEF_FINANCE_OFFICER),
    (Duty.DEPUTY_SECTION_151_OFFICER,),
    "A deputy acts when the officer is absent or ill, and must be a qualified accountant as well.",
)
MONITORING_OFFICER = Post(
    "Monitoring officer",
    "Local Government and Housing Act 1989, section 5",
    (Duty.MONITORING_OFFICER,),
    (Duty.DEPUTY_MONITORING_OFFICER,),
    "Cannot be the head of paid service or the chief finance officer. Names the deputy in person.",
)
INDEPENDENT_PERSON = Post(
    "Independent person",
    "Localism Act 2011, section 28(7)",
    (Duty.INDEPENDENT_PERSON,),
    caution="An appointment and not a post of employment: at least one, whose views are sought before the "
    "council decides on an allegation that it has investigated.",
)
SCRUTINY_OFFICER = Post(
    "Scrutiny officer",
    "Local Government Act 2000, section 9FB",
    (Duty.SCRUTINY_OFFICER,),
    caution="Only where the council has an executive and overview and scrutiny committees.",
)
ADULTS = Post(
    "Director of adult social services",
    "Local Authority Social Services Act 1970, section 6 (as amended by the Children Act 2004)",
    (Duty.DIRECTOR_OF_ADULT_SOCIAL_SERVICES,),
)
CHILDREN = Post(
    "Director of children’s services",
    "Children Act 2004, section 18",
    (Duty.DIRECTOR_OF_CHILDRENS_SERVICES,),
    caution="Section 19 asks for a lead member for children’s services beside the director.",
)
PUBLIC_HEALTH = Post(
    "Director of public health",
    "National Health Service Act 2006, section 73A "
    "(put there by the Health and Social Care Act 2012, section 30)",
    (Duty.DIRECTOR_OF_PUBLIC_HEALTH,),
    caution="Appointed jointly with the Secretary of State. Two councils may share one director.",
)
CLERK = Post(
    "Clerk (proper officer)",
    "Local Government Act 1972, sections 112 and 270(3)",
    (Duty.CLERK,),
    caution="The statute speaks of such officers as the council thinks necessary, and of a proper officer "
    "for each purpose; the clerk is usually the one for all of them.",
)
FINANCE_OF_A_PARISH = Post(
    "Responsible financial officer",
    "Local Government Act 1972, section 151",
    (Duty.RESPONSIBLE_FINANCIAL_OFFICER,),
    caution="Often the clerk as well. Complaints under the code about its councillors go to the monitoring "
    "officer of the principal council in England, and to the Ombudsman in Wales.",
)

SOCIAL_CARE = frozenset({Tier.COUNTY, Tier.UNITARY, Tier.METROPOLITAN, Tier.LONDON_BOROUGH})
OF_ENGLAND = (HEAD_OF_PAID_SERVICE, SECTION_151, MONITORING_OFFICER)
OF_SOCIAL_CARE = (ADULTS, CHILDREN, PUBLIC_HEALTH, SCRUTINY_OFFICER)
OF_WALES = (
    Post(
        "Chief executive",
        "Local Government and Elections (Wales) Act 2021, section 54",
        (Duty.CHIEF_EXECUTIVE,),
        caution="In Wales this took the place of the head of paid service.",
    ),
    SECTION_151,
    MONITORING_OFFICER,
    Post(
        "Head of democratic services",
        "Local Government (Wales) Measure 2011, section 8",
        (Duty.HEAD_OF_DEMOCRATIC_SERVICES,),
        caution="Cannot be the chief executive or the chief finance officer.",
    ),
    Post(
        "Director of social services",
        "Social Services and Well-being (Wales) Act 2014, section 144",
        (Duty.DIRECTOR_OF_SOCIAL_SERVICES,),
    ),
    Post(
        "Lead director for children and young people’s services",
        "Children Act 2004, section 27",
        (Duty.DIRECTOR_OF_CHILDRENS_SERVICES,),
    ),
    Post("Chief education officer", "Education Act 1996, section 532", (Duty.CHIEF_EDUCATION_OFFICER,)),
)
OF_SCOTLAND = (
    HEAD_OF_PAID_SERVICE,
    replace(MONITORING_OFFICER, caution="Cannot be the head of paid service."),
    Post(
        "Proper officer for financial administration (section 95 officer)",
        "Local Government (Scotland) Act 1973, section 95",
        (Duty.CHIEF_FINANCE_OFFICER, Duty.SECTION_151_OFFICER),
    ),
    Post(
        "Chief social work officer",
        "Social Work (Scotland) Act 1968, section 3",
        (Duty.CHIEF_SOCIAL_WORK_OFFICER,),
    ),
    Post(
        "Chief education officer",
        "Education (Scotland) Act 1980, section 78 (put there by the Education (Scotland) Act 2016)",
        (Duty.CHIEF_EDUCATION_OFFICER,),
    ),
)
OF_NORTHERN_IRELAND = (
    Post(
        "Clerk of the council",
        "Local Government Act (Northern Ireland) 1972, section 41",
        (Duty.CLERK, Duty.CHIEF_EXECUTIVE),
        caution="Most councils call the clerk their chief executive.",
    ),
    Post(
        "Chief financial officer",
        "Local Government Finance Act (Northern Ireland) 2011, section 1",
        (Duty.CHIEF_FINANCE_OFFICER, Duty.SECTION_151_OFFICER),
    ),
)


def posts_of(*, tier: Tier, nation: Nation) -> tuple[Post, ...]:
    """The posts that the law asks of such a council. Empty where it asks for none that we know."""
    if tier in LOCAL:
        # A community council in Scotland is no local authority; in Northern Ireland there is none.
        return (CLERK, FINANCE_OF_A_PARISH) if nation in {Nation.ENGLAND, Nation.WALES} else ()
    match nation:
        case Nation.WALES:
            return OF_WALES
        case Nation.SCOTLAND:
            return OF_SCOTLAND
        case Nation.NORTHERN_IRELAND:
            return OF_NORTHERN_IRELAND
    if tier == Tier.COMBINED_AUTHORITY:
        finance = replace(
            SECTION_151, title="Chief finance officer", statute="Local Government Act 1985, section 73"
        )
        return (HEAD_OF_PAID_SERVICE, finance, MONITORING_OFFICER, INDEPENDENT_PERSON)
    return (*OF_ENGLAND, *(OF_SOCIAL_CARE if tier in SOCIAL_CARE else ()), INDEPENDENT_PERSON)


def filled(*, tier: Tier, nation: Nation, carrying: Mapping[Duty, tuple[Holder, ...]]) -> tuple[Filled, ...]:
    """The register of a council's statutory posts. ``carrying``: who carries which duty on the day."""

    def who(duties: tuple[Duty, ...]) -> tuple[Holder, ...]:
        return tuple(dict.fromkeys(holder for duty in duties for holder in carrying.get(duty, ())))

    return tuple(
        Filled(post, who(post.duties), who(post.deputies)) for post in posts_of(tier=tier, nation=nation)
    )

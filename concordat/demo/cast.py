"""Everyone in Marlbridge. All of them are made up, and so is Marlbridge."""

from dataclasses import dataclass, field
from itertools import cycle, islice

from concordat.people.rules.duties import Duty, Kind

FIRST_NAMES = """
    Ada Aled Alice Amir Angharad Anita Arthur Asha Barbara Ben Beth Brian Carys Charles Chidi Clare
    Colin Daisy Dev Diane Dylan Edith Elin Emeka Esther Farah Fiona Frank Gareth Gemma George Gita
    Glenys Grace Harpreet Hazel Henry Hugh Imran Ines Iris Ivor Jamal Janet Jas Joan Jude Kamal
    Karen Keith Kwame Laila Leon Linda Lowri Malik Maria Martin Maureen Megan Milo Nadia Neil Nina
    Nora Olive Omar Oscar Pam Patrick Pearl Peter Rhian Rosa Roy Sadia Samuel Sarah Sean Shanti
    Sheila Simon Stella Suresh Tamsin Ted Tess Umar Una Vera Victor Wanda Will Yusuf
""".split()
LAST_NAMES = """
    Abbott Achebe Ahmed Appleby Bailey Banerjee Barlow Beckett Bevan Boateng Bright Carver Chowdhury
    Coates Cole Dalton Davies Dhillon Drake Ellis Farrow Fenn Fletcher Garvey Gill Goddard Greaves
    Hallam Haque Hartley Hayes Hobbs Hollis Hussain Iqbal Jarvis Jessop Joshi Kaur Kemp Khan Lacey
    Lamb Langley Lewis Lockwood Mace Malhotra Marsden Mensah Mistry Moss Naylor Nolan Obi Okoro
    Osborne Parry Patel Pickard Price Quayle Rahman Rees Rowe Sandhu Sharp Shaw Singh Sketchley
    Stokes Sutton Tandy Thorne Tiwari Underhill Vaughan Wade Walsh Webb Whitlock Wilde Winter Wragg
    Yates Zaman
""".split()
WARDS = """
    Abbey Ashcombe Bridge Castle Chantry Eastfield Fairmile Foundry Greenway Harrow Heathside Kiln
    Lakes Meadow Millstream Northgate Orchard Priory Quarry Riverside Southdown Westbrook
""".split()
GROUPS = (
    ("Conservative",) * 17
    + ("Liberal Democrat",) * 12
    + ("Labour",) * 9
    + ("Green",) * 4
    + ("Independent",) * 2
)
SERVICES = (
    "Planning",
    "Housing",
    "Finance",
    "Legal and democratic services",
    "Environmental health",
    "Waste and streets",
    "Leisure and culture",
    "Revenues and benefits",
    "Communications",
    "Human resources",
    "Property",
    "Digital",
)


@dataclass(frozen=True)
class Part:
    """Somebody in the story: who they are, and what they hold."""

    name: str
    kind: Kind
    duties: frozenset[Duty] = frozenset()
    ward: str = ""
    group: str = ""
    service: str = ""
    grade: str = ""
    look_around: str = ""
    email: str = field(default="")

    def address(self, domain: str) -> str:
        words = self.name.lower().replace("’", "").replace("'", "").split()
        return self.email or f"{'.'.join(words)}@{domain}"


def officer(name: str, *duties: Duty, service: str, grade: str, look_around: str = "") -> Part:
    return Part(name, Kind.OFFICER, frozenset(duties), service=service, grade=grade, look_around=look_around)


LEGAL = "Legal and democratic services"
NAMED_OFFICERS = (
    officer(
        "Meera Anand",
        Duty.CHIEF_EXECUTIVE,
        Duty.HEAD_OF_PAID_SERVICE,
        service="Chief executive’s office",
        grade="Chief officer",
    ),
    officer(
        "Ruth Adeyemi",
        Duty.MONITORING_OFFICER,
        service=LEGAL,
        grade="Chief officer",
        look_around="Monitoring officer: runs the council’s Concordat",
    ),
    officer("Gwen Pritchard", Duty.HEAD_OF_DEMOCRATIC_SERVICES, service=LEGAL, grade="Head of service"),
    officer("Colm Brady", Duty.DEPUTY_MONITORING_OFFICER, service=LEGAL, grade="Principal solicitor"),
    officer("Stephen Oduya", Duty.SECTION_151_OFFICER, service="Finance", grade="Chief officer"),
    officer("Lakshmi Rao", Duty.HEAD_OF_INTERNAL_AUDIT, service="Finance", grade="Head of service"),
    officer(
        "Jack Tolland",
        service="Planning",
        grade="Senior officer",
        look_around="Officer: answers, advises, and is asked for a view",
    ),
)


def councillor(name: str, *duties: Duty, ward: str, group: str, look_around: str = "") -> Part:
    return Part(name, Kind.COUNCILLOR, frozenset(duties), ward=ward, group=group, look_around=look_around)


NAMED_COUNCILLORS = (
    councillor(
        "Helen Marsh",
        Duty.LEADER,
        Duty.GROUP_LEADER,
        ward="Abbey",
        group="Conservative",
        look_around="Leader of the council: agrees and steers",
    ),
    councillor(
        "Rashid Karim", Duty.OPPOSITION_LEADER, Duty.GROUP_LEADER, ward="Castle", group="Liberal Democrat"
    ),
    councillor(
        "Dorothy Quill",
        Duty.CHAIR,
        ward="Priory",
        group="Labour",
        look_around="Chair of the standards committee: reads the papers",
    ),
    councillor(
        "Tomos Griffith",
        ward="Ashcombe",
        group="Independent",
        look_around="Councillor, of the district and of a parish: asks, answers, learns",
    ),
    councillor("Ivy Lund", Duty.GROUP_LEADER, ward="Greenway", group="Green"),
    councillor("Marcus Bell", Duty.GROUP_LEADER, ward="Foundry", group="Labour"),
    councillor("Sunita Verma", Duty.DEPUTY_LEADER, Duty.CABINET_MEMBER, ward="Lakes", group="Conservative"),
    councillor("Philip Crane", Duty.CABINET_MEMBER, ward="Meadow", group="Conservative"),
)
INDEPENDENT = Part(
    "Professor Ama Osei",
    Kind.OTHER,
    frozenset({Duty.INDEPENDENT_PERSON}),
    look_around="Independent person: belongs to neither side, and keeps a key",
    email="ama.osei@example.org",
)

REVIEWER = Part("Rhian Bowen", Kind.OTHER, frozenset({Duty.REVIEWER}), email="rhian.bowen@example.org")

COUNCILLORS, OFFICERS = 44, 140
PARISHES = {"ashcombe": ("Ashcombe Parish Council", 9), "little-harrow": ("Little Harrow Parish Council", 7)}


def names(*, skip: int) -> list[str]:
    """Names for everyone who has no story of their own, the same at each making. `skip` sets casts apart."""
    first, last = cycle(FIRST_NAMES), islice(cycle(LAST_NAMES), skip, None)
    return [f"{next(first)} {next(last)}" for _ in range(200)]


def councillors() -> list[Part]:
    left = list(GROUPS)
    for part in NAMED_COUNCILLORS:
        left.remove(part.group)
    seats = islice(cycle(WARDS), COUNCILLORS - len(NAMED_COUNCILLORS))
    unnamed = zip(names(skip=0), seats, left, strict=False)
    return [*NAMED_COUNCILLORS, *(councillor(name, ward=ward, group=group) for name, ward, group in unnamed)]


def officers() -> list[Part]:
    posts = islice(cycle(SERVICES), OFFICERS - len(NAMED_OFFICERS))
    unnamed = zip(names(skip=43), posts, strict=False)
    return [*NAMED_OFFICERS, *(officer(name, service=service, grade="Officer") for name, service in unnamed)]


def parish(slug: str) -> list[Part]:
    """A clerk, who is also the finance officer, and councillors, of whom one sits on the district too."""
    seats = PARISHES[slug][1]
    members = [councillor(name, ward="", group="") for name in names(skip=61 + seats)[: seats - 1]]
    clerk = officer(
        {"ashcombe": "Bronwen Tate", "little-harrow": "Desmond Fry"}[slug],
        Duty.CLERK,
        Duty.RESPONSIBLE_FINANCIAL_OFFICER,
        service="Clerk’s office",
        grade="Clerk",
    )
    twin_hatted = {"ashcombe": "Tomos Griffith", "little-harrow": "Philip Crane"}[slug]
    return [clerk, councillor(twin_hatted, Duty.CHAIR, ward="", group=""), *members]

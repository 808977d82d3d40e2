"""What the councillors of Marlbridge ask about, and in what words. All of it is made up."""

from dataclasses import dataclass

from concordat.enquiries.rules.urgency import Fact
from concordat.enquiries.rules.wordings import Use

LEGAL = "Legal and democratic services"
PLANS, ENFORCEMENT, HOMES = "Planning applications", "Planning enforcement", "Homes and repairs"
FAMILIES, STREETS, NOISE = (
    "Homelessness and families at risk",
    "Bins and street cleaning",
    "Noise, pests and food",
)
TAX, PARKS, LAND = (
    "Council tax and benefits",
    "Parks, leisure and culture",
    "Land and buildings of the council",
)
PAPERS, WEBSITE = "Meetings, papers and elections", "Website and online forms"

# Name, the service that answers, and whether it is beside safeguarding.
TOPICS = (
    (PLANS, "Planning", False),
    (ENFORCEMENT, "Planning", False),
    (HOMES, "Housing", False),
    (FAMILIES, "Housing", True),
    (STREETS, "Waste and streets", False),
    (NOISE, "Environmental health", False),
    (TAX, "Revenues and benefits", False),
    (PARKS, "Leisure and culture", False),
    (LAND, "Property", False),
    (PAPERS, LEGAL, False),
    (WEBSITE, "Digital", False),
)


@dataclass(frozen=True)
class Question:
    topic: str
    words: str
    often: int = 1
    facts: tuple[Fact, ...] = ()


QUESTIONS = (
    Question(PLANS, "When is the application for the old dairy in [ward] decided, and by whom?", 5),
    Question(PLANS, "Why were the conditions on drainage dropped between the two reports?", 3),
    Question(ENFORCEMENT, "What has come of the report about the yard in [ward] in May?", 5),
    Question(HOMES, "A family in [ward] has waited nine weeks for a boiler. Until when?", 6, (Fact.HOME,)),
    Question(HOMES, "How many homes in [ward] wait for work against damp, and since when?", 4),
    Question(FAMILIES, "How many families are placed outside the district this month, and how far away?", 3),
    Question(STREETS, "The recycling of three streets in [ward] was left twice. Why?", 9, (Fact.MANY,)),
    Question(STREETS, "When was the underpass in [ward] last cleaned?", 5),
    Question(NOISE, "What was found at the unit in [ward] about which residents wrote?", 4),
    Question(NOISE, "A wall beside the path in [ward] leans. Has anybody looked at it?", 2, (Fact.HARM,)),
    Question(TAX, "How long does a change of address take at present, and why?", 4),
    Question(PARKS, "Who decides on the opening hours of the hall in [ward]?", 3),
    Question(LAND, "Is the car park in [ward] to be sold? What was it valued at, and when?", 4),
    Question(PAPERS, "May I see the report on which the cabinet decided on the depot?", 2),
    Question(WEBSITE, "Residents of [ward] cannot send photographs with a report. Is that known?", 2),
)
ANSWERS = (
    "It was looked at on site last week. The work is ordered, and will be done within the month.",
    "The delay came from a contract that ended in the spring. The new one begins on Monday.",
    "It is decided by the committee next month. The report will be public five clear days before.",
    "We found that it was reported twice under two numbers, and closed by mistake. It is open again.",
    "The figures are 14 this month and 11 the month before. The nearest place is 9 miles away.",
    "No decision has been made. When there is one, the ward councillors are told first.",
)
FOR_RESIDENTS = (
    "We have looked into what you reported. The work is ordered, and will be done within the month.",
    "Thank you for telling us. It had been closed by mistake, and is open again.",
)
DEAR = "Dear [councillor],\n\n"
WORDINGS = (
    (
        Use.ACKNOWLEDGE,
        "We have it",
        DEAR + "thank you. [officer] is looking into [reference], and an answer is due by [due].",
    ),
    (Use.ASK_BACK, "Which address", DEAR + "so that we find it: which address is it, and since when?"),
    (Use.ANSWER, "What we found", DEAR + "we have looked into [reference]. This is what we found:"),
    (Use.HOLDING, "Not yet complete", DEAR + "this is what we know so far; the rest follows."),
    (
        Use.PASS_ON,
        "A complaint",
        DEAR + "this is a complaint about our work, and goes through the procedure for those. You will be "
        "told when it is decided.",
    ),
    (Use.REFUSE, "Part is left out", "A part is left out, because it says who somebody is."),
)

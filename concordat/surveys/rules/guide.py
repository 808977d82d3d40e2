"""A guide for the joint meeting: what to say first, what to hold to, what to ask, and room for promises.

It is made from one release alone. It takes no side, and its questions are those of `discussing`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from concordat.papers.document import (
    BulletList,
    Callout,
    NumberedList,
    Paper,
    Paragraph,
    Section,
    Table,
)
from concordat.surveys.rules.discussing import ALWAYS, by_gap
from concordat.surveys.rules.doubts import FELT
from concordat.surveys.rules.figures import Compared
from concordat.surveys.rules.instrument import Side
from concordat.surveys.rules.promised import Promised
from concordat.surveys.rules.release import Release
from concordat.surveys.rules.side_by_side import HEADLINE

OPENING = (
    "Welcome everyone, and say why you have come together: to hear what each side meant, and to agree on a "
    "few things that both will do.",
    "Say what the figures are: what people feel and say. They are nobody’s marks, and nobody’s answers can "
    "be worked out from them. Ask that nobody try.",
    "Let each person say in one sentence what they would like to be different when they leave the room.",
)
GROUND_RULES = (
    "Speak for yourself, and of what you have seen: “I found”, not “they always”.",
    "Talk about how we work together, not about a person. Nobody is named, and nobody has to say how they "
    "answered.",
    "Let others finish. Before you disagree, say back what you have heard.",
    "A different view is information. Ask what lies behind it before you answer it.",
    "Party politics stays outside, and so do complaints about conduct: they have a procedure of their own.",
    "What is said stays here. What is promised is written down, and everyone may know it.",
)
NEAR, FAIR, MOST_AGREED, ROOM = 1.0, 6.0, 3, 6


@dataclass(frozen=True)
class Guide:
    council: str
    wave: str
    agreed: tuple[str, ...]
    questions: tuple[str, ...]
    promised: tuple[Promised, ...]
    opening: tuple[str, ...] = OPENING
    ground_rules: tuple[str, ...] = GROUND_RULES
    closing: tuple[str, ...] = ALWAYS


def guide(release: Release) -> Guide:
    return Guide(release.council, release.wave, agreed(release), questions(release), release.promised)


def questions(release: Release) -> tuple[str, ...]:
    """The questions that the figures raise, or one that asks whether the figures are right to raise none."""
    return by_gap(release) or (
        "These figures show no clear difference between the two sides, or cannot tell. Do both sides "
        "recognise that? Where would each still look for one?",
    )


def agreed(release: Release) -> tuple[str, ...]:
    """What both sides rate well, and within one point of each other as printed: where a meeting can begin."""
    found: list[tuple[float, Compared]] = []
    for each in release.gaps:
        scores = [release.figure(each.id, side=side) for side in Side]
        values = [score.value for score in scores if score is not None and score.value is not None]
        near = len(values) == len(Side) and abs(values[0] - values[1]) <= NEAR
        if each.id != HEADLINE and near and min(values) >= FAIR:
            found.append((min(values), each))
    found.sort(key=lambda one: (-one[0], one[1].id))
    return tuple(
        f"“{each.topic}”: councillors say {each.first_shown}, officers {each.second_shown}."
        for _lowest, each in found[:MOST_AGREED]
    )


def paper(guide: Guide, *, committee: str, date: date, author_office: str = "Monitoring Officer") -> Paper:
    return Paper(
        title=f"A joint meeting of councillors and officers: {guide.wave}",
        council=guide.council,
        committee=committee,
        date=date,
        author="",
        author_office=author_office,
        status="Guide for whoever leads the meeting",
        purpose=(
            Paragraph(
                "For a meeting of an hour and a half in which councillors and officers talk about the "
                "results of the health check. It is best led by somebody who belongs to neither side."
            ),
        ),
        recommendation=(),
        head=(Callout("Caution", FELT),),
        body=(
            Section("Opening", (BulletList(guide.opening),)),
            Section("Ground rules", (NumberedList(guide.ground_rules),)),
            _agreed(guide),
            Section(
                "Where the two sides see it differently",
                (
                    Paragraph("Take the questions in this order, and as many as there is time for."),
                    NumberedList(guide.questions),
                ),
            ),
            Section("To end with", (NumberedList(guide.closing),)),
            *([kept_so_far(guide.promised, on=date)] if guide.promised else []),
            _room_for_promises(),
        ),
    )


def _agreed(guide: Guide) -> Section:
    heading = "What both sides agree on first"
    if not guide.agreed:
        words = (
            "The figures name nothing that both sides rate well and alike. Ask each side for one thing "
            "that works."
        )
        return Section(heading, (Paragraph(words),))
    return Section(
        heading,
        (
            Paragraph(
                "Both sides rate these well, and within a point of each other. Ask what makes them work."
            ),
            BulletList(guide.agreed),
        ),
    )


def kept_so_far(promised: Sequence[Promised], *, on: date) -> Section:
    """What had been promised after the health check before, as a section of any paper."""
    rows = tuple(
        (each.what, each.by.capitalize(), day(each.by_when), each.standing(on=on).capitalize())
        for each in promised
    )
    return Section(
        "What was promised last time",
        (
            Paragraph(
                "Recorded by hand, from what was said after the last health check. Whether a promise counts "
                "as kept is what the council noted, and not a finding."
            ),
            Table("Promised since the last health check", ("What", "By whom", "By when", "Kept"), rows),
        ),
    )


def day(written: str) -> str:
    on = date.fromisoformat(written)
    return f"{on.day} {on:%B %Y}"


def _room_for_promises() -> Section:
    return Section(
        "What we promise each other",
        (
            Paragraph(
                "Write down few things, each with one side that will do it and a day. They can be recorded "
                "in Concordat, and stand beside the results of the next health check."
            ),
            Table(
                "Our promises",
                ("Number", "What", "Which side", "By when"),
                tuple((str(place), " ", " ", " ") for place in range(1, ROOM + 1)),
            ),
        ),
    )

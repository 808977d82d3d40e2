"""What a joint meeting may talk about: the widest differences of a release, as questions to both sides.

A question names two figures and asks. It takes no side, offers no cause and proposes no remedy.
"""

from concordat.smallsample.comparison import Verdict
from concordat.surveys.rules import phrases
from concordat.surveys.rules.figures import Compared
from concordat.surveys.rules.instrument import Side
from concordat.surveys.rules.release import HEADLINE, Release

MOST = 5
GAPS = 2
TOLD = (Verdict.CLEAR_GAP, Verdict.POSSIBLE_GAP)
ALWAYS = (
    "What works well between the two sides, and what would each want to keep?",
    "What should have changed by the next health check, and how will both sides know that it has?",
)


def to_discuss(release: Release) -> tuple[str, ...]:
    """Three to five questions, made of released figures alone."""
    found = [*_overall(release), *_gaps(release), *_blind_spot(release), *_task(release)]
    if not found:
        found.append(
            "These figures show no clear difference between the two sides, or cannot tell. Do both sides "
            "recognise that? Where would each still look for one?"
        )
    return (*found[: MOST - 1], *ALWAYS)[:MOST]


def _overall(release: Release) -> list[str]:
    head = release.headline
    if head.verdict not in TOLD:
        return []
    return [
        f"Councillors rate the working relationship {head.councillors_shown} out of 10, officers "
        f"{head.officers_shown}. What does each side see that the other may not?"
    ]


def _gaps(release: Release) -> list[str]:
    widest = [each for each in phrases.widest(release.gaps, most=GAPS + 1) if each.id != HEADLINE]
    return [
        f"“{each.topic}”: councillors say {each.first_shown}, officers {each.second_shown}. What has each "
        "side in mind when it answers so?"
        for each in widest[:GAPS]
    ]


def _blind_spot(release: Release) -> list[str]:
    """The widest of all; of two as wide, the one asked first."""
    spots = [spot for spot in release.blind_spots if spot.verdict is Verdict.CLEAR_GAP]
    if not spots:
        return []
    widest: Compared = max(spots, key=lambda spot: abs(spot.gap or 0.0))
    return [
        f"“{widest.topic}”: {widest.first} rate themselves {widest.first_shown}, {widest.first.other} rate "
        f"them {widest.second_shown}. What would help each side to understand the other’s view?"
    ]


def _task(release: Release) -> list[str]:
    told = [role for role in release.roles if role.low]
    if not told:
        return []
    widest = max(told, key=lambda role: (role.low or 0.0) + (role.high or 0.0))
    answers = [release.figure(widest.id, side=side) for side in Side]
    if any(answer is None or answer.suppressed for answer in answers):
        return []
    return [
        f"“{widest.topic}”: the two sides do not divide this task alike. What does the council’s own "
        "protocol say of it, and is that clear to both?"
    ]

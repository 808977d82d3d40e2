"""What a joint meeting may talk about: the widest differences of a release, as questions to both sides.

A question names two figures and asks. It takes no side, offers no cause and proposes no remedy.
"""

from concordat.smallsample.comparison import Verdict
from concordat.surveys.rules import phrases
from concordat.surveys.rules.figures import Compared
from concordat.surveys.rules.instrument import Side
from concordat.surveys.rules.release import Release
from concordat.surveys.rules.side_by_side import HEADLINE

MOST = 5
GAPS = 2
MANY_GAPS, MANY_TASKS = 5, 2
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


def by_gap(release: Release) -> tuple[str, ...]:
    """Every question that the figures raise, for a whole meeting; without those that are always asked."""
    return (
        *_overall(release),
        *_gaps(release, most=MANY_GAPS),
        *_blind_spot(release, most=len(Side)),
        *_task(release, most=MANY_TASKS),
    )


def _overall(release: Release) -> list[str]:
    head = release.headline
    if head.verdict not in TOLD:
        return []
    return [
        f"Councillors rate the working relationship {head.councillors_shown} out of 10, officers "
        f"{head.officers_shown}. What does each side see that the other may not?"
    ]


def _gaps(release: Release, *, most: int = GAPS) -> list[str]:
    widest = [each for each in phrases.widest(release.gaps, most=most + 1) if each.id != HEADLINE]
    return [
        f"“{each.topic}”: councillors say {each.first_shown}, officers {each.second_shown}. What has each "
        "side in mind when it answers so?"
        for each in widest[:most]
    ]


def _blind_spot(release: Release, *, most: int = 1) -> list[str]:
    """The widest of all; of two as wide, the one asked first. If several are wanted, one about each side."""
    spots = [spot for spot in release.blind_spots if spot.verdict is Verdict.CLEAR_GAP]
    widest: dict[Side, Compared] = {}
    for spot in sorted(spots, key=lambda spot: -abs(spot.gap or 0.0)):
        widest.setdefault(spot.first, spot)
    return [
        f"“{spot.topic}”: {spot.first} rate themselves {spot.first_shown}, {spot.first.other} rate "
        f"them {spot.second_shown}. What would help each side to understand the other’s view?"
        for spot in list(widest.values())[:most]
    ]


def _task(release: Release, *, most: int = 1) -> list[str]:
    told = [role for role in release.roles if role.low]
    told.sort(key=lambda role: -((role.low or 0.0) + (role.high or 0.0)))
    found = []
    for role in told[:most]:
        answers = [release.figure(role.id, side=side) for side in Side]
        if all(answer is not None and not answer.suppressed for answer in answers):
            found.append(
                f"“{role.topic}”: the two sides do not divide this task alike. What does the council’s own "
                "protocol say of it, and is that clear to both?"
            )
    return found

"""Figures in words, the same on a page, in a paper and on the command line."""

from collections.abc import Sequence

from concordat.smallsample.comparison import Verdict
from concordat.smallsample.disclosure import ATOM_FLOOR, MEAN_FLOOR, NOT_SHOWN, Suppression
from concordat.surveys.rules.figures import Compared, Figure, Reply
from concordat.surveys.rules.instrument import Side

VERDICTS = {
    Verdict.CLEAR_GAP: "A clear gap: wider than chance would bring.",
    Verdict.POSSIBLE_GAP: "A possible gap: chance could have brought it.",
    Verdict.NOT_ENOUGH_EVIDENCE: "Not enough evidence of a gap. That does not mean there is none.",
    Verdict.NO_VERDICT: "No verdict, because both scores are needed for one.",
}


def replied(reply: Reply) -> str:
    return f"{reply.answered} of {reply.invited} replied"


def gap(gap: float | None, *, at_least: bool = False) -> str:
    """How wide, not which way: that is told by the scores beside it."""
    if gap is None:
        return "not known"
    return f"{'at least ' if at_least else ''}{abs(gap):.1f}"


def interval(figure: Figure) -> str:
    """Where the whole side's score lies, 19 times in 20."""
    if figure.low is None or figure.high is None:
        return "–"
    return f"{figure.low:.1f} to {figure.high:.1f}"


def why_not(figure: Figure) -> str:
    match figure.suppressed:
        case None:
            return ""
        case Suppression.TOO_FEW_ANSWERS:
            return "Too few answered this question."
        case Suppression.NOT_ASKED:
            return "This side was not asked."
        case Suppression.ATOM_NOT_REPORTED:
            return f"Fewer than {ATOM_FLOOR} were invited, or fewer than {MEAN_FLOOR} replied."


def blind_spot(spot: Compared) -> str:
    if spot.gap is None or spot.verdict is Verdict.NO_VERDICT:
        return "Cannot be told."
    if spot.verdict is Verdict.NOT_ENOUGH_EVIDENCE:
        return "Not enough evidence of a difference."
    sure = "Clearly" if spot.verdict is Verdict.CLEAR_GAP else "Possibly"
    way = "better" if spot.gap > 0 else "worse"
    return f"{sure} {way} in their own eyes."


def seen_by_both(spot: Compared) -> str:
    """A blind spot as whole sentences, for a page where no table stands round it."""
    own, others = spot.first, spot.first.other
    if NOT_SHOWN in (spot.first_shown, spot.second_shown):
        return "Cannot be told, because not both scores may be shown."
    told = f"{own.capitalize()} rate themselves {spot.first_shown}; {others} rate them {spot.second_shown}."
    if spot.gap is None or spot.verdict is Verdict.NO_VERDICT:
        return f"{told} Nothing can be said of the difference."
    if spot.verdict is Verdict.NOT_ENOUGH_EVIDENCE:
        return f"{told} There is not enough evidence of a difference."
    sure = "clearly" if spot.verdict is Verdict.CLEAR_GAP else "possibly"
    way = "better" if spot.gap > 0 else "worse"
    return f"{told} {own.capitalize()} {sure} see themselves as {way} than {others} see them."


def expected(made: Compared) -> str:
    """A misjudgement as whole sentences."""
    side, others = made.first, made.first.other
    if NOT_SHOWN in (made.first_shown, made.second_shown):
        return f"What {side} expected of {others} cannot be told, because not both scores may be shown."
    told = (
        f"{side.capitalize()} expected {others} to say {made.first_shown}; {others} said {made.second_shown}."
    )
    return f"{told} {misjudgement(made)}"


def misjudgement(made: Compared) -> str:
    if made.gap is None or made.verdict is Verdict.NO_VERDICT:
        return "Cannot be told."
    if made.verdict is Verdict.NOT_ENOUGH_EVIDENCE:
        return "About right, as far as can be told."
    sure = "Clearly" if made.verdict is Verdict.CLEAR_GAP else "Possibly"
    return f"{sure} {'higher' if made.gap > 0 else 'lower'} than was given."


def widest(gaps: Sequence[Compared], *, most: int) -> tuple[Compared, ...]:
    """The widest gaps that are more than a maybe: clear ones first, then possible ones, widest first."""
    rank = {Verdict.CLEAR_GAP: 0, Verdict.POSSIBLE_GAP: 1}
    told = [each for each in gaps if each.verdict in rank and each.gap is not None]
    told.sort(key=lambda each: (rank[each.verdict], -abs(each.gap or 0.0), each.id))
    return tuple(told[:most])


def higher(one: Compared) -> Side | None:
    if one.gap is None or one.gap == 0:
        return None
    return one.first if one.gap > 0 else one.first.other

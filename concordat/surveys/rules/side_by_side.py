"""What follows from the released figures of one wave, set side by side: gaps, blind spots, topics.

Nothing here sees a count (rule R4), so it can be worked out again by whoever reads the figures.
"""

from collections.abc import Sequence

from concordat.smallsample.comparison import blind_spot as seen_by_both
from concordat.smallsample.comparison import dimension_score, gap_between, role_gap
from concordat.smallsample.comparison import misjudgement as foretold
from concordat.smallsample.disclosure import ReleasedMean, Suppression, withheld_mean
from concordat.surveys.rules.figures import (
    Compared,
    Dimension,
    Figure,
    Headline,
    How,
    Reply,
    RoleDifference,
    compared,
    of_mean,
    thousandths,
)
from concordat.surveys.rules.instrument import Item, Pairing, Shape, Side, reflections
from concordat.surveys.rules.silence import silence

HEADLINE = "H1"


def sole(figures: Sequence[Figure], *, question: str, side: Side) -> Figure | None:
    """The figure of a side that is one group. A side in parts has none: no total is made over groups."""
    found = [figure for figure in figures if figure.id == question and figure.side is side]
    return found[0] if len(found) == 1 else None


def _score(figures: Sequence[Figure], *, question: str, side: Side) -> ReleasedMean:
    figure = sole(figures, question=question, side=side)
    if figure is None or figure.shape is not Shape.RATING:
        return withheld_mean(invited=0, why=Suppression.NOT_ASKED)
    return figure.as_mean()


def headline(figures: Sequence[Figure]) -> Headline:
    councillors = _score(figures, question=HEADLINE, side=Side.COUNCILLORS)
    officers = _score(figures, question=HEADLINE, side=Side.OFFICERS)
    gap = gap_between(first=councillors, second=officers)
    said = [
        told
        for told in (
            silence(side=Side.COUNCILLORS, released=councillors, other=officers),
            silence(side=Side.OFFICERS, released=officers, other=councillors),
        )
        if told
    ]
    return Headline(
        councillors=councillors.value,
        officers=officers.value,
        gap=gap.gap,
        margin=thousandths(gap.margin),
        verdict=gap.verdict,
        tipping_point=" ".join(told.sentence for told in said) or None,
        councillors_shown=councillors.shown,
        officers_shown=officers.shown,
        at_least=gap.at_least,
        silence=tuple(said),
        cautions=gap.cautions,
    )


def dimensions(
    items: Sequence[Item], figures: Sequence[Figure], replies: Sequence[Reply]
) -> tuple[Dimension, ...]:
    names = dict.fromkeys(item.dimension for item in items if _counts_towards_a_dimension(item))
    return tuple(_dimension(name, items, figures, replies) for name in names)


def _counts_towards_a_dimension(item: Item) -> bool:
    return item.shape is Shape.RATING and not item.pressure and item.dimension != "Headline"


def _dimension(
    name: str, items: Sequence[Item], figures: Sequence[Figure], replies: Sequence[Reply]
) -> Dimension:
    """Like is compared with like: a question that one reported group may not show counts for none."""
    ids = [item.id for item in items if item.dimension == name and _counts_towards_a_dimension(item)]
    reported = {reply.name for reply in replies if reply.reportable}
    hidden = {figure.id for figure in figures if figure.atom in reported and figure.suppressed}
    common = [each for each in ids if each not in hidden]
    scores = []
    for reply in replies:
        own = [
            figure.as_mean()
            for figure in figures
            if figure.atom == reply.name and figure.id in (common or ids)
        ]
        released = dimension_score(items=own)
        if not common and reply.reportable:
            released = withheld_mean(invited=reply.invited, why=Suppression.TOO_FEW_ANSWERS)
        scores.append(of_mean(released, question=name, reply=reply, how=How.DIMENSION))
    gap = gap_between(
        first=_score(scores, question=name, side=Side.COUNCILLORS),
        second=_score(scores, question=name, side=Side.OFFICERS),
    )
    return Dimension(name, tuple(scores), gap.gap, thousandths(gap.margin), gap.verdict, gap.at_least)


def gaps(items: Sequence[Item], figures: Sequence[Figure]) -> tuple[Compared, ...]:
    found = []
    for item in items:
        if item.shape is Shape.RATING and item.comparable:
            first = _score(figures, question=item.id, side=Side.COUNCILLORS)
            second = _score(figures, question=item.id, side=Side.OFFICERS)
            found.append(
                compared(
                    gap_between(first=first, second=second),
                    question=item.id,
                    topic=item.topic,
                    first=Side.COUNCILLORS,
                    shown=(first.shown, second.shown),
                    how=How.GAP,
                )
            )
    return tuple(found)


def blind_spots(items: Sequence[Item], figures: Sequence[Figure]) -> tuple[Compared, ...]:
    found = []
    for each in reflections(items):
        own = _score(figures, question=each.own, side=each.about)
        others = _score(figures, question=each.by_others, side=each.about.other)
        found.append(
            compared(
                seen_by_both(own=own, by_others=others),
                question=each.own,
                topic=each.topic,
                first=each.about,
                shown=(own.shown, others.shown),
                how=How.BLIND_SPOT,
            )
        )
    return tuple(found)


def misjudgements(items: Sequence[Item], figures: Sequence[Figure]) -> tuple[Compared, ...]:
    known = {item.id: item for item in items}
    found = []
    for item in items:
        if item.pairing is not Pairing.PREDICTED or item.partner not in known:
            continue
        for side in Side:
            predicted = _score(figures, question=item.id, side=side)
            actual = _score(figures, question=item.partner, side=side.other)
            found.append(
                compared(
                    foretold(predicted=predicted, actual=actual),
                    question=item.id,
                    topic=known[item.partner].topic,
                    first=side,
                    shown=(predicted.shown, actual.shown),
                    how=How.MISJUDGEMENT,
                )
            )
    return tuple(found)


def roles(items: Sequence[Item], figures: Sequence[Figure]) -> tuple[RoleDifference, ...]:
    found = []
    for item in items:
        first = sole(figures, question=item.id, side=Side.COUNCILLORS)
        second = sole(figures, question=item.id, side=Side.OFFICERS)
        if item.dimension != "Who does what" or item.shape is not Shape.BANDS or not (first and second):
            continue
        gap = role_gap(first=[first.as_bands()], second=[second.as_bands()])
        found.append(
            RoleDifference(item.id, item.topic, thousandths(gap.low), thousandths(gap.high), gap.cautions)
        )
    return tuple(found)

"""From a solution to what may be published of it: the one way out of the researcher's room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from concordat.qmethod.cautions import About
from concordat.qmethod.results import Analysis
from concordat.smallsample.disclosure import ATOM_FLOOR
from concordat.smallsample.mix import (
    LEAST,
    VIEWPOINT_FLOOR,
    Heads,
    Held,
    may_be_reported,
    release_mix,
)
from concordat.viewpoints.rules import solution_words
from concordat.viewpoints.rules import steps as logs
from concordat.viewpoints.rules.agenda import agenda
from concordat.viewpoints.rules.apart import Pairs, compared
from concordat.viewpoints.rules.report import Card, Report, Viewpoint, Voice, correlation
from concordat.viewpoints.rules.stages import Side

Bounds = tuple[Sequence[float], Sequence[float]]

MOST_CONTESTED = 12
DECIMALS = 1  # of a z-score: finer ones would bring the sorts behind it nearer


class NotReportable(Exception):
    """This solution cannot be published: the words say what stands in the way, one sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Words:
    """The researcher's words for one factor."""

    name: str = ""
    narrative: str = ""
    voices: tuple[Voice, ...] = ()


@dataclass(frozen=True)
class Frame:
    """What a report says of its study, apart from what was found."""

    council: str
    study: str
    purpose: str
    committee: str
    instruction: str
    most: str
    least: str
    researcher: str
    closed_on: str
    keep_until: str
    forced: bool
    grid: tuple[tuple[float, int], ...]
    cards: tuple[Card, ...]
    told: tuple[tuple[str, str], ...] = ()


def holders(analysis: Analysis, sides: Mapping[str, Side]) -> tuple[Heads, ...]:
    """Whose sorts define each factor. One that counts for two is counted where its loading is largest."""
    counted = [{side: 0 for side in Side} for _ in range(analysis.factors)]
    rows = zip(analysis.study.participants, analysis.flags.tolist(), analysis.loadings.tolist(), strict=True)
    for participant, flags, loadings in rows:
        own = [place for place, flag in enumerate(flags) if flag]
        if own:
            counted[max(own, key=lambda place: abs(loadings[place]))][sides[participant]] += 1
    return tuple(
        Heads(count[Side.COUNCILLORS], count[Side.OFFICERS], count[Side.NEITHER]) for count in counted
    )


def all_heads(sides: Mapping[str, Side], participants: Sequence[str]) -> Heads:
    found = [sides[participant] for participant in participants]
    return Heads(found.count(Side.COUNCILLORS), found.count(Side.OFFICERS), found.count(Side.NEITHER))


def obstacles(
    analysis: Analysis, *, sides: Mapping[str, Side], words: Mapping[int, Words], pseudonyms: Sequence[str]
) -> tuple[str, ...]:
    """What stands before the publication, one sentence each."""
    counted = holders(analysis, sides)
    told = [place for place, heads in enumerate(counted, start=1) if heads.total >= VIEWPOINT_FLOOR]
    found = []
    if not told:
        found.append("No factor of this solution is defined by two sorts or more.")
    elif not may_be_reported(sorts=len(analysis.study.sorts), viewpoints=len(told)):
        found.append(
            f"{len(analysis.study.sorts)} sorts are too few for a report of {len(told)} viewpoints: people "
            "could be told by them. It takes ten sorts, and two for each viewpoint with some to spare."
        )
    found += [f"Factor {factor} has no name yet." for factor in told if not words.get(factor, Words()).name]
    return (*found, *_named_people(words, told, pseudonyms))


def _named_people(words: Mapping[int, Words], told: Sequence[int], pseudonyms: Sequence[str]) -> list[str]:
    found = []
    for factor in told:
        said = words.get(factor, Words())
        text = " ".join([said.name, said.narrative, *(voice.words for voice in said.voices)])
        named = [pseudonym for pseudonym in pseudonyms if pseudonym.casefold() in text.casefold()]
        if named:
            found.append(
                f"The words of factor {factor} name {', '.join(named)}. A pseudonym stays with you alone."
            )
    return found


def made(
    analysis: Analysis,
    *,
    frame: Frame,
    sides: Mapping[str, Side],
    words: Mapping[int, Words],
    resampled: Mapping[str, Any] | None = None,
) -> Report:
    """The report of a solution. Raises ``NotReportable``.

    sides     each pseudonym's side; words: by factor, from 1
    resampled what a bootstrap of this solution found, as ``computing.bootstrapped`` keeps it, if there is one
    """
    problems = obstacles(analysis, sides=sides, words=words, pseudonyms=analysis.study.participants)
    if problems:
        raise NotReportable(problems)
    counted = holders(analysis, sides)
    told = tuple(place for place, heads in enumerate(counted, start=1) if heads.total >= VIEWPOINT_FLOOR)
    sorts = all_heads(sides, analysis.study.participants)
    held = release_mix(holders=[counted[factor - 1] for factor in told], sorts=sorts)
    pairs = _compared(analysis, told, held, resampled)
    keys = [statement.id for statement in analysis.study.statements]
    viewpoints = tuple(
        _viewpoint(analysis, factor, words[factor], each, _apart(pairs, keys, at), _bounds(resampled, factor))
        for at, (factor, each) in enumerate(zip(told, held, strict=True))
    )
    scores = [[float(row[factor - 1]) for factor in told] for row in analysis.zscores.tolist()]
    consensus, undecided, contested = _sorted_out(pairs, keys, scores)
    alike = [[correlation(one.values, other.values) for other in viewpoints] for one in viewpoints]
    places, share = _on_a_map(alike)
    return Report(
        **vars(frame),
        sorts=sorts.total,
        sides=_sides(sorts),
        viewpoints=viewpoints,
        consensus=consensus,
        undecided=undecided,
        contested=contested,
        agenda=agenda(cards=frame.cards, viewpoints=viewpoints, consensus=consensus, contested=contested),
        correlations=tuple(tuple(round(each, 2) for each in row) for row in alike),
        places=places,
        share=share,
        left_unsaid=analysis.factors - len(told),
        cautions=cautions(analysis, told),
        method=method(analysis),
        steps=tuple(
            logs.in_words(step, of_people=False) for step in logs.counting(analysis.record.get("log") or ())
        ),
    )


def _compared(
    analysis: Analysis, told: Sequence[int], held: Sequence[Held], resampled: Mapping[str, Any] | None
) -> tuple[Pairs, ...]:
    """The viewpoints that are told, pair by pair: what one sort alone defines plays no part.

    Where resampling was done its own standard errors say what agrees, as they do for the researcher.
    """
    rows = [[float(row[factor - 1]) for factor in told] for row in analysis.zscores.tolist()]
    found = compared(
        rows,
        sorts=[LEAST[each.size] for each in held],
        reliability=float(analysis.characteristics.average_reliability[told[0] - 1]),
        margin=float(analysis.record.get("equivalence", 0.5)),
    )
    if resampled is None:
        return found
    agreeing = [{(one, other) for one, other in pairs} for pairs in resampled["agrees"]]
    return tuple(
        {
            (one, other): replace(
                between,
                agrees=(told[one], told[other]) in among,
                differs=between.differs and (told[one], told[other]) not in among,
            )
            for (one, other), between in row.items()
        }
        for row, among in zip(found, agreeing, strict=True)
    )


def _bounds(resampled: Mapping[str, Any] | None, factor: int) -> Bounds | None:
    if resampled is None:
        return None
    low, high = ([row[factor - 1] for row in resampled["zscores"][end]] for end in ("low", "high"))
    return None if None in (*low, *high) else (low, high)


def _on_a_map(alike: Sequence[Sequence[float]]) -> tuple[tuple[tuple[float, float], ...], float]:
    """From the grids, which are printed, and not from the scores, which may not be."""
    from concordat.qmethod.mapping import flat_map

    places, share = flat_map(correlations=alike)  # type: ignore[arg-type]  # it takes rows as well
    return tuple((round(x, 3), round(y, 3)) for x, y in places.tolist()), round(share, 2)


def _sides(sorts: Heads) -> tuple[tuple[str, int], ...]:
    """Each side's number, or none at all: from all but one the last could be worked out."""
    found = [("councillors", sorts.councillors), ("officers", sorts.officers), ("neither", sorts.neither)]
    some = [(side, count) for side, count in found if count]
    return tuple(some) if all(count >= ATOM_FLOOR for _, count in some) else ()


def _viewpoint(
    analysis: Analysis,
    factor: int,
    words: Words,
    held: Held,
    apart: tuple[str, ...],
    bounds: Bounds | None,
) -> Viewpoint:
    values = [float(value) for value in analysis.arrays[:, factor - 1].tolist()]
    scores = [float(score) for score in analysis.zscores[:, factor - 1].tolist()]
    keys = [statement.id for statement in analysis.study.statements]
    order = sorted(range(len(keys)), key=lambda place: -scores[place])
    low, high = (_rounded(each) for each in bounds) if bounds and held.figures else (None, None)
    return Viewpoint(
        name=words.name,
        narrative=words.narrative,
        size=held.size.value,
        mix=held.mix.value,
        values=tuple(values),
        scores=_rounded(scores) if held.figures else None,
        low=low,
        high=high,
        most=tuple(keys[place] for place in order if values[place] == max(values)),
        least=tuple(keys[place] for place in reversed(order) if values[place] == min(values)),
        apart=apart,
        voices=words.voices,
    )


def _rounded(scores: Sequence[float]) -> tuple[float, ...]:
    return tuple(round(float(score), DECIMALS) + 0.0 for score in scores)


def _apart(pairs: Sequence[Pairs], keys: Sequence[str], at: int) -> tuple[str, ...]:
    """The statements that tell a viewpoint from every other that is told, widest difference first."""
    found = []
    for row, key in zip(pairs, keys, strict=True):
        own = [between for pair, between in row.items() if at in pair]
        if own and all(between.differs for between in own):
            found.append((-min(abs(between.difference) for between in own), key))
    return tuple(key for _, key in sorted(found))


def _sorted_out(
    pairs: Sequence[Pairs], keys: Sequence[str], scores: Sequence[Sequence[float]]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Keys that are consensus, undecided and contested."""
    consensus, undecided, contested = [], [], []
    for place, (row, key) in enumerate(zip(pairs, keys, strict=True)):
        mean = sum(scores[place]) / len(scores[place])
        if row and all(between.agrees for between in row.values()):
            consensus.append((-abs(mean), key))
        elif any(between.differs for between in row.values()):
            contested.append((-sum((score - mean) ** 2 for score in scores[place]), key))
        elif row:
            undecided.append((float(place), key))
    first = [tuple(key for _, key in sorted(each)) for each in (consensus, undecided, contested)]
    return first[0], first[1], first[2][:MOST_CONTESTED]


# In place of the figures' own sentences, which name participants.
SAID: Mapping[About, str] = {
    About.IDENTICAL_SORTS: "Some sorts are the same, card for card.",
    About.MORE_SORTS_THAN_STATEMENTS: "More people sorted than there are statements: some methods fail.",
    About.OFF_THE_GRID: "Some sorts do not keep to the grid.",
    About.OUT_OF_RANGE: "Some cards lie beyond the ends of the grid.",
    About.UNFORCED: "Sorts were free, so the columns of a viewpoint are only an order of its statements.",
    About.MISSING_CARDS: "Some sorts have cards missing.",
    About.SORT_LEFT_OUT: "Some sorts were left out because too many of their cards were missing.",
    About.CENTROID_NOT_SECURE: "Another choice within the centroid method is as good, with other views.",
    About.NOT_CONVERGED: "The computation did not come to rest: its figures are approximate.",
    About.ANOTHER_OPTIMUM: "Another rotation is as good as this one.",
    About.IMPROPER: "The solution is improper: a sort shares more with the factors than it has.",
    About.NOT_USUAL: "The method used is not usual in Q studies.",
    About.BIPOLAR: "A viewpoint has an opposite: some sorts define it from its other end.",
    About.FLAGGED_NEGATIVELY: "Some sorts define a viewpoint by being its opposite.",
    About.FLAGGED_TWICE: "Some sorts count towards two viewpoints.",
    About.TIED_APART: "Some statements with equal scores stand in neighbouring columns.",
    About.LEFT_THE_GRID: "The grid of a viewpoint has not the shape that people sorted on.",
    About.ROTATED_BY_HAND: "The factors were turned by hand, which is the researcher’s judgement.",
    About.FLAGS_CHANGED: "Which sorts define a viewpoint was changed by hand.",
    About.FAR_FROM_TARGET: "The factors came out unlike the target that they were rotated towards.",
    About.NOT_MATCHED: "Some resampled studies could not be matched with this one.",
}


def cautions(analysis: Analysis, told: Sequence[int]) -> tuple[str, ...]:
    found = dict.fromkeys(SAID[each.about] for each in analysis.cautions if each.about in SAID)
    left = analysis.factors - len(told)
    if left:
        found["Beside these viewpoints there is more that too few sorts share for it to be told."] = None
    return tuple(found)


JUDGED = (
    "judged as if each viewpoint were defined by the fewest people of its step, with Holm’s correction, so "
    "that nobody can be counted by them"
)


def method(analysis: Analysis) -> tuple[tuple[str, str], ...]:
    """What was chosen, in words that name nobody."""
    record: dict[str, Any] = {**analysis.record, "flags": None}
    flags = solution_words.flags(record)
    return tuple((what, flags if what == "Flags" else how) for what, how in solution_words.choices(analysis))

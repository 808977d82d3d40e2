"""Two studies of viewpoints in Marlbridge: one that is reported, one that people are sorting for now.

Four views are planted among those who sort, and it is the analysis that finds them again: the report of the
past study is computed from the sorts, and only its names and narratives are written here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils.timezone import localdate

from concordat.people.rules.duties import Duty, Side
from concordat.viewpoints import actions as studies
from concordat.viewpoints import queries
from concordat.viewpoints.rules import drafts, moves, thinning
from concordat.viewpoints.rules.draft import Pile
from concordat.viewpoints.rules.moves import Move
from concordat.viewpoints.rules.solutions import Settings

GRID = [[-4, 2], [-3, 4], [-2, 6], [-1, 7], [0, 10], [1, 7], [2, 6], [3, 4], [4, 2]]
ASKED_OFFICERS = 40
COMES = 0.8  # the share of those asked who sort
RESAMPLES = 400
TALKS = 0.6  # of those who might comment on a card
DOUBT = 1.5  # how far a person strays from the view that they hold


@dataclass(frozen=True)
class View:
    """A way of seeing things: which cards it likes and dislikes most, and who holds it.

    shares   of councillors and of officers
    """

    name: str
    narrative: str
    liked: str
    disliked: str
    shares: Mapping[str, float]


VIEWS = (
    View(
        "Partners with clear lines",
        "Councillors set the direction, officers advise without trimming and then carry the decision out. "
        "Awkward truths can be told, hard questions are part of the job, and the record protects both.",
        "s01 s07 s09 s11 s13 s15 s25 s27 s31 s35 s37 s41 s19 s21",
        "s08 s14 s26 s30 s34 s36 s18 s22 s38 s16 s32 s10",
        {"councillors": 0.4, "officers": 0.4},
    ),
    View(
        "Kept at arm’s length",
        "Things are settled before most councillors hear of them. Answers depend on who is asking, advice "
        "is a list of reasons why not, and rules serve as an excuse. Few outside the leadership count.",
        "s06 s10 s12 s16 s20 s22 s28 s38 s44 s46 s23 s26 s48 s18",
        "s19 s21 s25 s09 s37 s15 s13 s17 s24 s41 s04 s39",
        {"councillors": 0.45, "officers": 0.05},
    ),
    View(
        "Asked for too much",
        "More is asked of the staff than so few can do. Small requests and late changes eat the working day, "
        "promises are made without means, and officers are run down where they cannot answer back.",
        "s04 s24 s30 s32 s36 s40 s42 s34 s02 s08 s14 s41 s17 s33",
        "s06 s12 s28 s39 s29 s10 s23 s05 s26 s47 s20 s03",
        {"councillors": 0.05, "officers": 0.4},
    ),
    View(
        "Learn each other’s work",
        "Most trouble comes from not knowing what the other side does all day. Time together before anything "
        "is fixed, a proper start for newcomers and a written agreement would do more than any rule.",
        "s03 s05 s23 s33 s35 s43 s45 s46 s47 s29 s02 s44 s39 s48",
        "s17 s14 s09 s41 s01 s38 s30 s27 s11 s36 s31 s07",
        {"councillors": 0.1, "officers": 0.15},
    ),
)
COMMENTS = {
    "s16": "I read of it in the newsletter like everybody else.",
    "s42": "We lost two posts, and nobody has told us what to stop doing.",
    "s45": "After a day out with the wardens I asked different questions.",
    "s11": "It is all right to say no to us, as long as it says why.",
    "s20": "Some of us wait three weeks for what others get in a day.",
}
PARAPHRASES = {
    "s16": "Several say that they learn of matters in their own ward after the fact.",
    "s42": "Posts were lost and the work was not; several ask what may be left undone.",
    "s11": "Being overruled is accepted where the reasons are written down.",
}


OPENED_DAYS_AGO = (260, 4)
Post = Callable[..., Mapping[str, str]]  # delivers the letters: whose code is which, by address


def make_past(everyone: Any, *, post: Post, at: datetime) -> None:
    """A study that is reported; opened ``at``."""
    study, codes = _open(everyone, name="How we see our work together", post=post, at=at)
    _sort(codes, share=COMES, at=at + timedelta(days=10))
    _analyse(everyone, study, at=at + timedelta(days=25))


def make_open(everyone: Any, *, post: Post, at: datetime) -> None:
    """A study that people are sorting for; opened ``at``."""
    _study, codes = _open(everyone, name="How we see it a year on", post=post, at=at)
    _sort(codes, share=COMES / 2, at=at + timedelta(days=2))


def _open(everyone: Any, *, name: str, post: Post, at: datetime) -> tuple[Any, list[tuple[Side, str]]]:
    organiser = everyone.holding(Duty.HEAD_OF_DEMOCRATIC_SERVICES)
    closes_on = localdate(at) + timedelta(days=21)
    study = studies.design_study(
        name=name,
        purpose="To learn which views of working together there are among councillors and officers, so that "
        "the two can talk about them before the protocol is reviewed.",
        researcher=everyone.holding(Duty.INDEPENDENT_PERSON).id,
        committee="Standards Committee",
        closes_on=closes_on,
        keep_until=closes_on + timedelta(days=365),
        begin=drafts.starter(),
        by=organiser,
        at=at,
    )
    studies.lay_grid(study=study, grid=GRID, by=organiser, at=at)
    asked = [*everyone.of(Side.COUNCILLORS), *everyone.of(Side.OFFICERS)[:ASKED_OFFICERS]]
    studies.ask(study=study, add=[office.id for office in asked], by=organiser, at=at)
    studies.open_study(study=study, by=organiser, at=at)
    codes = post(at=at)
    return study, [(office.side, codes[office.email]) for office in asked]


def _sort(codes: Sequence[tuple[Side, str]], *, share: float, at: datetime) -> None:
    chance = Random(f"Marlbridge sorts {share}")  # noqa: S311 - a story that is the same at each telling
    for side, code in codes:
        if chance.random() > share:
            continue
        view = chance.choices(VIEWS, weights=[each.shares[side] for each in VIEWS])[0]
        _sort_one(code, view, chance=chance, at=at)


def _sort_one(code: str, view: View, *, chance: Random, at: datetime) -> None:
    """One person sorts: into three piles, the dearest chosen first, then each card moved to its place."""
    studies.begin(code=code, language="en-gb", at=at)
    paper = queries.paper(code, today=localdate(at))
    plan, sorting = paper.plan, paper.started.sorting
    liking = {card: chance.gauss(_leaning(view, card), DOUBT) for card in plan.cards}
    values = [value for value, cards in plan.grid for _ in range(cards)]
    laid = dict(zip(sorted(liking, key=liking.__getitem__), values, strict=True))
    done: list[Move] = []

    def do(move: Move) -> None:
        nonlocal sorting
        sorting = moves.made(sorting, plan, move)
        done.append(move)

    do({"do": "pass", "page": "practice"})
    for card, value in laid.items():
        pile = Pile.AGREE if value > 0 else Pile.DISAGREE if value < 0 else Pile.NEUTRAL
        do({"do": "pile", "card": card, "pile": pile})
    while offered := thinning.offer(sorting, plan):
        best = sorted(offered.cards, key=liking.__getitem__, reverse=offered.step.likes)
        do({"do": "choose", "cards": best[: offered.most]})
    for card, value in laid.items():
        do({"do": "place", "card": card, "value": value})
    for card in COMMENTS:
        if laid[card] == values[-1] and chance.random() < TALKS:
            do({"do": "comment", "card": card, "words": COMMENTS[card]})
    studies.make_moves(code=code, revision=paper.started.revision, wanted=done, page="grid", at=at)
    studies.hand_in(code=code, revision=paper.started.revision + 1, at=at)


def _leaning(view: View, card: str) -> float:
    return 2.0 * (card in view.liked.split()) - 2.0 * (card in view.disliked.split())


def _analyse(everyone: Any, study: Any, *, at: datetime) -> None:
    studies.close_due(at=at)
    study.refresh_from_db()
    researcher = everyone.holding(Duty.INDEPENDENT_PERSON)
    studies.ask_for_evidence(study=study, extraction="pca", permutations=200, by=researcher, at=at)
    studies.compute_due(at=at)
    settings = Settings(factors=len(VIEWS))
    solution = studies.make_solution(
        study=study, name="Four components", settings=settings, by=researcher, at=at
    )
    # How sure it is must be known before anything is called agreed.
    studies.ask_for_bootstrap(solution=solution, resamples=RESAMPLES, seed=1, by=researcher, at=at)
    studies.compute_due(at=at)
    found = queries.analysis_of(solution)
    for factor, view in zip(range(1, len(VIEWS) + 1), _matched(found), strict=True):
        studies.name_viewpoint(
            solution=solution,
            factor=str(factor),
            name=view.name,
            narrative=view.narrative,
            by=researcher,
            at=at,
        )
    for statement, words in PARAPHRASES.items():
        studies.write_paraphrase(
            study=study, statement=statement, words=words, behind=3, by=researcher, at=at
        )
    studies.save_state(solution=solution, name="As reported", by=researcher, at=at + timedelta(days=7))
    studies.publish_report(solution=solution, by=researcher, at=at + timedelta(days=9))


def _matched(found: Any) -> list[View]:
    """For each factor the planted view that it found again: the one whose cards it puts at its ends."""
    cards = [statement.id for statement in found.study.statements]
    left, matched = list(VIEWS), []
    for column in found.zscores.T.tolist():
        scores = dict(zip(cards, column, strict=True))
        best = max(left, key=lambda view: sum(_leaning(view, card) * scores[card] for card in cards))
        left.remove(best)
        matched.append(best)
    return matched

"""What the researcher looks at: the sorts of a study that is closed, and what has been made of them."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet

from concordat.people.rules.offices import Office
from concordat.qmethod.results import Analysis
from concordat.qmethod.study import Statement as Card
from concordat.viewpoints import access
from concordat.viewpoints.models import Paraphrase, SavedState, Solution, Sort, Step, Study, Viewpoint
from concordat.viewpoints.rules import solutions
from concordat.viewpoints.rules.collected import Collection, Handed
from concordat.viewpoints.rules.solutions import Settings
from concordat.viewpoints.rules.stages import Side

ON_A_PAGE = 50


def studies_analysed_by(office: Office) -> QuerySet[Study]:
    """The studies whose single sorts lie open to this office: closed, since whoever looked in day by day
    would see who came when; and not yet destroyed."""
    found = Study.objects.filter(access.studies_researched_by(office), closed_at__isnull=False)
    return found.filter(destroyed_at=None).select_related("council", "researcher__person")


def how_many_sorts(study: Study) -> int:
    return Sort.objects.filter(study=study).count()


def page_of_sorts(study: Study, *, page: int | str | None = 1) -> Page[Sort]:
    """By pseudonym, which was drawn at random: the order tells nothing."""
    found = Sort.objects.filter(study=study).order_by("pseudonym")
    return Paginator(found, ON_A_PAGE).get_page(page)


def collection_of(study: Study) -> Collection:
    """Everything that was handed in, as plain values: two questions of the database, however many sorts."""
    cards = study.statements.filter(chosen=True).order_by("position").values_list("key", "words")
    sorts = Sort.objects.filter(study=study).order_by("pseudonym")
    return Collection(
        title=study.name,
        statements=tuple(Card(key, words) for key, words in cards),
        grid=tuple((float(value), int(count)) for value, count in study.grid),
        sorts=tuple(handed(sort) for sort in sorts),
    )


def handed(sort: Sort) -> Handed:
    return Handed(
        pseudonym=sort.pseudonym,
        side=Side(sort.side),
        values=sort.values,
        comments={key: words for key, words in sort.comments.items() if str(words).strip()},
        may_quote=sort.may_quote,
        answers=sort.answers,
        seconds=sort.trace.get("seconds", {}) if isinstance(sort.trace.get("seconds", {}), dict) else {},
    )


def solutions_of(study: Study) -> QuerySet[Solution]:
    return Solution.objects.filter(study=study).select_related("made_by__person").order_by("-made_at", "-id")


def page_of_solutions(study: Study, *, page: int | str | None = 1) -> Page[Any]:
    counted = solutions_of(study).annotate(steps_taken=Count("steps"))
    return Paginator(counted, ON_A_PAGE).get_page(page)


def settings_of(solution: Solution) -> Settings:
    return solutions.settings_from(solution.settings)


def steps_of(solution: Solution) -> list[Step]:
    return list(solution.steps.select_related("by__person").order_by("position"))


def log_of(solution: Solution, *, first: int | None = None) -> list[dict[str, Any]]:
    """The entries of a solution's log, or only so many from its beginning."""
    return list(solution.steps.order_by("position").values_list("entry", flat=True)[:first])


def analysis_of(
    solution: Solution, *, collection: Collection | None = None, log: Sequence[dict[str, Any]] | None = None
) -> Analysis:
    """The solution as it stands, computed anew. Raises ``Refused``."""
    study = solution.study
    return solutions.solved(
        collection or collection_of(study),
        settings_of(solution),
        log_of(solution) if log is None else log,
        equivalence=study.equivalence,
    )


def states_of(solution: Solution) -> list[SavedState]:
    return list(solution.saved_states.select_related("by__person").order_by("-at", "-id"))


def viewpoints_of(solution: Solution) -> dict[str, Viewpoint]:
    """The researcher's words, by factor."""
    return {viewpoint.factor: viewpoint for viewpoint in solution.viewpoints.order_by("id")}


def paraphrases_in(study: Study) -> QuerySet[Paraphrase]:
    return Paraphrase.objects.filter(study=study).select_related("study")


def paraphrases_of(study: Study) -> list[Paraphrase]:
    return list(
        Paraphrase.objects.filter(study=study).select_related("by__person").order_by("statement", "id")
    )


def sides_of(study: Study) -> dict[str, int]:
    """How many sorts each side handed in: for those who may know it, from the close on."""
    return dict(Counter(Sort.objects.filter(study=study).values_list("side", flat=True)))

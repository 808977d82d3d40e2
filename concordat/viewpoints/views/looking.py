"""What every page of the analysis begins with: whose study it is, and the solution computed anew."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect

from concordat.people.gate import Request
from concordat.qmethod.results import Analysis
from concordat.viewpoints import queries
from concordat.viewpoints.rules.collected import Collection


@dataclass(frozen=True)
class Looked:
    """A solution as a page shows it."""

    study: Any
    solution: Any
    collection: Collection
    log: list[dict[str, Any]]
    analysis: Analysis
    settled: bool  # the report was made of it

    @property
    def numbers(self) -> range:
        return range(1, self.analysis.factors + 1)

    @cached_property
    def names(self) -> list[str]:
        """A name for each factor: the researcher's, or its number."""
        said = queries.viewpoints_of(self.solution)
        return [said[str(n)].name if str(n) in said else f"Factor {n}" for n in self.numbers]

    def to(self, page: str, *more: object) -> HttpResponse:
        return redirect(
            f"viewpoints:{page}", self.study.council.slug, self.study.slug, self.solution.slug, *more
        )


def posted(request: Request) -> QueryDict | None:
    """What was sent, even if it is nothing at all: a form with every box unticked was filled in too."""
    return request.POST if request.method == "POST" else None


def study_of(request: Request, slug: str) -> Any:
    """The closed study whose researcher asks. Any other does not exist for them: 404."""
    return get_object_or_404(queries.studies_analysed_by(request.office), slug=slug)


def solution_of(request: Request, study: str, slug: str) -> Looked:
    found = study_of(request, study)
    solution = get_object_or_404(queries.solutions_of(found), slug=slug)
    solution.study = found
    collection = queries.collection_of(found)
    log = queries.log_of(solution)
    analysis = queries.analysis_of(solution, collection=collection, log=log)
    return Looked(found, solution, collection, log, analysis, settled=found.reported_at is not None)


def factor_in(looked: Looked, number: int) -> int:
    if number not in looked.numbers:
        raise Http404
    return number

"""Work that takes longer than a page may: how far it is, and what it found."""

from dataclasses import dataclass
from typing import Any

from concordat.viewpoints.models import Computation, Solution, Study


@dataclass(frozen=True)
class Progress:
    """One computation, as a page shows it. ``result`` is None until it is done, or was stopped with some."""

    id: int
    state: str
    done: int
    of: int
    settings: dict[str, Any]
    result: dict[str, Any] | None

    @property
    def is_running(self) -> bool:
        return self.state in {"waiting", "running"}


def evidence_of(study: Study) -> Progress | None:
    """The newest evidence on the number of factors."""
    return _newest(Computation.objects.filter(study=study, kind="retention"))


def bootstrap_of(solution: Solution, *, steps: int | None = None) -> Progress | None:
    """The newest bootstrap of a solution; with ``steps``, only one of the log at that length."""
    found = Computation.objects.filter(solution=solution, kind="bootstrap")
    if steps is not None:
        found = found.filter(settings__log=steps)
    return _newest(found)


def _newest(found: Any) -> Progress | None:
    row = found.order_by("-asked_at", "-id").first()
    if row is None:
        return None
    return Progress(row.id, row.state, row.done, row.of, row.settings, row.result)

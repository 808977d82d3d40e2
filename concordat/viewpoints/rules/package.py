"""The data package of a solution: for the researcher, who may see single sorts, and for nobody else."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from concordat.qmethod.results import Analysis
from concordat.viewpoints.rules.readings import View
from concordat.viewpoints.rules.solution_paper import Setting


def zipped(
    analysis: Analysis,
    *,
    said: Sequence[tuple[str, str]],
    setting: Setting,
    record: Sequence[Mapping[str, Any]],
    evidence: Mapping[str, Any] | None = None,
    left_out: Mapping[str, str],
) -> bytes:
    """The sorts in every form, figures, a script for R, a paper, the log, and what was left out.

    said      name and narrative of each factor
    record    the solution's log, every line of it, those taken back among them
    """
    from concordat.papers.html import to_html
    from concordat.viewpoints.rules import solution_data, solution_paper

    views = [View(name=name, narrative=paragraphs(words)) for name, words in said]
    written = solution_paper.paper(analysis, setting=setting, views=views)
    others = {
        "paper.html": to_html(written).encode(),
        "log.json": _json(list(record)),
        "left-out.json": _json(dict(left_out)),
    }
    if evidence is not None:
        others["evidence.json"] = _json(evidence)
    return solution_data.package(analysis, views=views, others=others)


def paragraphs(words: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in words.split("\n\n") if each.strip())


def _json(told: object) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()

"""What a reader gets: every page and file, made as the product makes it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

from concordat.surveys.rules import data, guide, publishing, trends
from concordat.surveys.rules.release import Release

ON, COMMITTEE = date(2026, 11, 22), "Standards"


def published(
    told: Sequence[Release], *, changed_by: Sequence[Mapping[str, int]], forms: Iterable[str]
) -> dict[tuple[str, int], bytes]:
    """Each form of each health check, by its name and the number of the health check.

    changed_by   for each health check: group → names that joined or left since the one before
    Those of all health checks together stand at the number of the last.
    """
    made, last = {}, len(told) - 1
    for form in forms:
        if form.startswith("trend"):
            made[form, last] = _of_all(form, told, changed_by)
            continue
        for number, each in enumerate(told):
            if each.pooled is not None or not form.startswith("pool"):
                made[form, number] = _of_one(form, each)
    return made


def _of_one(form: str, told: Release) -> bytes:
    match form:
        case "page":
            return _page("surveys/results.html", told)
        case "pool.page":
            return _page("surveys/pooling/figures.html", told)
        case "guide.page":
            return _page("surveys/trends/guide.html", told, guide=guide.guide(told), room=range(guide.ROOM))
        case "pool.csv":
            return data.pool_as_csv(told).encode("utf-8-sig")
        case _:
            return publishing.made(form, release=told, committee=COMMITTEE, on=ON)


class _Wave(str):
    """A health check as pages know it: its name, its address and the day of its results."""

    slug, released_at = "wave", ON


def _page(template: str, told: Release, **more: object) -> bytes:
    from django.template.loader import render_to_string

    from concordat.surveys.views import showing

    office = SimpleNamespace(council=SimpleNamespace(slug="anywhere"))
    words: dict[str, Any] = {"request": SimpleNamespace(office=office), "release": told, **more}
    words["wave"] = _Wave(told.wave)
    if not more:
        words |= showing.page(told)
        words["told"] = words["pooled"]
    return render_to_string(template, words).encode()


def in_a_row(told: Sequence[Release], changed_by: Sequence[Mapping[str, int]]) -> trends.Trends:
    past = [
        trends.Past(each.wave, date(2020 + number, 5, 1), each, changed, COMMITTEE, date(2020 + number, 6, 1))
        for number, (each, changed) in enumerate(zip(told, changed_by, strict=True))
    ]
    return trends.trends(past)


def _of_all(form: str, told: Sequence[Release], changed_by: Sequence[Mapping[str, int]]) -> bytes:
    found = in_a_row(told, changed_by)
    if form != "trend.page":
        return publishing.made_of_all(form, trends=found)
    from django.template.loader import render_to_string

    from concordat.surveys.rules import trend_drawings, trend_paper
    from concordat.surveys.views import trends as view

    steps = view.rows(found, (*trends.headline(found), *found.topics))
    words = {
        "request": SimpleNamespace(office=SimpleNamespace(council=SimpleNamespace(slug="anywhere"))),
        "trends": found,
        "overall": trend_drawings.topics(found),
        "moved": [row for row in steps if not row[2].startswith(view.SIMILAR)],
        "steps": steps,
        "topics": [view.topic(found, name) for name in found.dimensions if name != trends.OVERALL],
        "limits": trend_paper.LIMITS,
    }
    return render_to_string("surveys/trends/trends.html", words).encode()

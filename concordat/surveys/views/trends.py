"""The health checks of the council through the years, and the election days that are marked in them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from concordat.people.gate import Request, open_to
from concordat.surveys import access, actions, forms, queries
from concordat.surveys.actions.promised import NotedAlready
from concordat.surveys.rules import course, publishing, timeline, trend_drawings, trend_paper
from concordat.surveys.rules.trends import OVERALL, Line, Trends, headline
from concordat.surveys.views.results import filed

SIMILAR = "Similar"
AT_ONCE = ("html", "csv", "json")


@open_to(access.any_office)
def trends(request: Request) -> HttpResponse:
    found = queries.trends_of(request.office.council)
    words: dict[str, object] = {"trends": found, "may_run": access.may_run(request.office)}
    if found is not None:
        steps = rows(found, (*headline(found), *found.topics))
        states = queries.trend_files_of(request.office.council_id)
        words |= {
            "overall": trend_drawings.topics(found),
            "moved": [row for row in steps if not row[2].startswith(SIMILAR)],
            "steps": steps,
            "topics": [topic(found, name) for name in found.dimensions if name != OVERALL],
            "balance": timeline.through_the_years(found),
            "happened": [
                (mark.letter, trend_paper.when(mark.before, found), mark.words) for mark in found.marks
            ],
            "limits": trend_paper.LIMITS,
            "has_files": bool(states),
            "being_made": "waiting" in states.values(),
        }
    return render(request, "surveys/trends/trends.html", words)


def topic(found: Trends, name: str) -> tuple[str, object, list[tuple[str, ...]]]:
    chart = trend_drawings.questions(found, dimension=name)
    return name, chart, rows(found, found.of(name))


def rows(found: Trends, lines: tuple[Line, ...]) -> list[tuple[str, ...]]:
    """Each step to the next health check: from, to, the change in a word, and what to bear in mind."""
    told: list[tuple[str, ...]] = []
    for line in lines:
        for place, (wave, step) in enumerate(zip(found.waves, line.steps, strict=True)):
            before = line.steps[place - 1].figure if place else None
            if step.figure is None or before is None or (step.word is None and not step.begins):
                continue
            said = {"then": before.shown, "now": step.figure.shown, "wave": wave}
            steps = _("%(then)s, then %(now)s in “%(wave)s”") % said
            cautions = " ".join(caution.words for caution in step.cautions)
            points = "" if step.change is None else f" ({step.change:+.1f})"
            word = f"{trend_paper.in_a_word(step)}{points}"
            told.append((f"{line.topic}: {line.atom}", steps, word, cautions))
    return told


@open_to(access.any_office)
def trend_file(request: Request, form: str) -> HttpResponse:
    found = queries.trends_of(request.office.council)
    if found is None:
        raise Http404
    if form in AT_ONCE:
        body = publishing.made_of_all(form, trends=found)
    else:
        kept = f"{publishing.TREND}.{form}"
        state = queries.trend_files_of(request.office.council_id).get(kept)
        if state is None:
            raise Http404
        if state != "made":
            return render(request, "surveys/trends/being_made.html", {"state": state})
        body = queries.trend_file_of(request.office.council_id, form=kept)
    name = f"{slugify(request.office.council.slug)}-health-checks.{form}"
    return filed(body, form=form, name=name)


@open_to(access.may_run)
@require_POST
def make_anew(request: Request) -> HttpResponse:
    actions.make_trends_anew(by=request.office, at=now())
    messages.success(request, _("The Word, PDF and Excel files are being made again."))
    return redirect("surveys:trends", request.office.council.slug)


@open_to(access.any_office)
def elections(request: Request) -> HttpResponse:
    """The days of election that the council has noted; whoever runs the council adds to them."""
    may_run = access.may_run(request.office)
    days = queries.election_days(request.office)
    suggested = course.ordinary_day_of_election(localdate().year)
    form = forms.ElectionDay(request.POST or None, initial={"held_on": suggested}) if may_run else None
    if form is not None and form.is_valid():
        try:
            actions.note_election(by=request.office, at=now(), **form.cleaned_data)
            return redirect("surveys:elections", request.office.council.slug)
        except NotedAlready:
            form.add_error("held_on", _("That day is on the list already."))
    return render(request, "surveys/trends/elections.html", {"days": days, "form": form})


@open_to(access.may_run)
@require_POST
def strike_election(request: Request, election: int) -> HttpResponse:
    day = get_object_or_404(queries.election_days(request.office), id=election)
    actions.strike_election(day=day, by=request.office, at=now())
    return redirect("surveys:elections", request.office.council.slug)

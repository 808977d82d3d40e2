"""What the world reads: the words in force and those before them. Nobody is asked who they are."""

from datetime import UTC, date, datetime, time
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from concordat.people.gate import View, open_to_everyone
from concordat.protocol import forms, queries
from concordat.protocol.rules import edition_files, freezing, laid_beside

A_PAGE_OF = 50
MOST_TOLD = 50
# What has not changed, or has only another number, is not told among the changes.
QUIET = frozenset({"unchanged", "renumbered"})


SHORT_WHILE = 300  # seconds for which a reader's own copy will do


def public(view: View) -> View:
    """The same for everybody: nobody is looked at, no cookie is set, any cache may keep it for a while."""

    @wraps(view)
    def shown(request: HttpRequest, *words: object, **address: object) -> Any:
        page = view(request, *words, **address)
        patch_cache_control(page, public=True, max_age=SHORT_WHILE)
        return page

    return open_to_everyone(shown)


def the_instrument(council: str, instrument: str) -> Any:
    found = queries.published_instrument(council, instrument, today=localdate())
    if found is None:
        raise Http404
    return found


@public
def instruments(request: HttpRequest, council: str) -> HttpResponse:
    """A council that has published nothing, and one that does not exist, look alike."""
    found = queries.instruments_published(council, today=localdate())
    if not found:
        raise Http404
    words = {"rows": found, "council": found[0][0].council}
    return render(request, "protocol/published/instruments.html", words)


@public
def instrument(request: HttpRequest, council: str, instrument: str) -> HttpResponse:
    return _shown(request, council, instrument)


@public
def edition(request: HttpRequest, council: str, instrument: str, number: int) -> HttpResponse:
    return _shown(request, council, instrument, number=number)


@public
def find_day(request: HttpRequest, council: str, instrument: str) -> HttpResponse:
    """From a typed day to its address."""
    found = the_instrument(council, instrument)
    form = forms.Day(request.GET if "day_day" in request.GET else None)
    if form.is_valid():
        return redirect("protocol:on_day", council, instrument, form.cleaned_data["day"])
    return render(request, "protocol/published/history.html", _history(found, form))


@public
def history(request: HttpRequest, council: str, instrument: str) -> HttpResponse:
    """Every edition that is or was in force, the latest first."""
    return render(
        request, "protocol/published/history.html", _history(the_instrument(council, instrument), forms.Day())
    )


def _history(found: Any, form: Any) -> dict[str, object]:
    editions = queries.editions_published(found, today=localdate())
    later = [None, *(each.effective_on for each in editions)]
    rows = [(edition, until) for edition, until in zip(editions, later, strict=False)]
    return {"council": found.council, "instrument": found, "rows": rows, "form": form}


@public
def on_day(request: HttpRequest, council: str, instrument: str, day: date) -> HttpResponse:
    return _shown(request, council, instrument, on=day)


def _shown(
    request: HttpRequest, council: str, instrument: str, *, number: int | None = None, on: date | None = None
) -> HttpResponse:
    today = localdate()
    found = the_instrument(council, instrument)
    shown = queries.published_edition(found, today=today, number=number, on=on)
    if shown is None:
        raise Http404
    review = queries.public_review(found, today=today)
    asked = request.GET.get("words", "")[:200]
    words = {
        "council": found.council,
        "instrument": found,
        "shown": shown,
        "edition": shown.edition,
        "review": review,
        "overdue": bool(review and review.is_overdue(today)),
        "on": on,
        "forms": edition_files.NAMES.items(),
        "has_changes": queries.what_changed(shown.edition) is not None,
        "asked": asked,
        "found": queries.found_in(shown.edition, asked) if asked else frozenset(),
    }
    return render(request, "protocol/published/edition.html", words)


@public
def clause(request: HttpRequest, council: str, instrument: str, key: str) -> HttpResponse:
    """One clause under its permanent address: what it says now, and what it said before."""
    found = the_instrument(council, instrument)
    history = queries.clause_history(found, key, today=localdate())
    if not history:
        raise Http404
    now = queries.published_edition(found, today=localdate())
    words = {
        "council": found.council,
        "instrument": found,
        "key": key,
        "history": history,
        "latest": history[0],
        "is_in_force": now is not None and now.edition == history[0][0],
    }
    return render(request, "protocol/published/clause.html", words)


@public
def changes(request: HttpRequest, council: str, instrument: str, number: int) -> HttpResponse:
    """What changed by an edition, clause by clause, against the one before it."""
    found = the_instrument(council, instrument)
    shown = queries.published_edition(found, today=localdate(), number=number)
    told = queries.what_changed(shown.edition) if shown else None
    if shown is None or told is None:
        raise Http404
    rows = laid_beside.rows_of(told.result) if told.result else []
    rows = [row for row in rows if row.verdict not in QUIET]
    words = {
        "council": found.council,
        "instrument": found,
        "edition": shown.edition,
        "old": told.old,
        "told": told,
        "page": Paginator(rows, A_PAGE_OF).get_page(request.GET.get("page")),
    }
    return render(request, "protocol/published/changes.html", words)


@public
def printed(request: HttpRequest, council: str, instrument: str, number: int | None = None) -> HttpResponse:
    """The words alone, for paper."""
    found = the_instrument(council, instrument)
    shown = queries.published_edition(found, today=localdate(), number=number)
    if shown is None:
        raise Http404
    words = {"council": found.council, "instrument": found, "shown": shown, "edition": shown.edition}
    return render(request, "protocol/published/print.html", words)


@public
def fingerprint(request: HttpRequest, council: str, instrument: str, number: int) -> HttpResponse:
    """Whether these words are the words that were frozen, and how anybody can tell for themselves."""
    found = the_instrument(council, instrument)
    shown = queries.published_edition(found, today=localdate(), number=number)
    frozen = queries.frozen_file(found, number=number, today=localdate())
    if shown is None or frozen is None:
        raise Http404
    words = {
        "council": found.council,
        "instrument": found,
        "edition": shown.edition,
        "worked_out": freezing.fingerprint(frozen),
        "holds": freezing.holds(frozen, shown.clauses, sha256=shown.edition.sha256),
        "file": f"{found.slug}-{number}.json",
    }
    return render(request, "protocol/published/fingerprint.html", words)


@public
def download(request: HttpRequest, council: str, instrument: str, number: int, form: str) -> HttpResponse:
    """An edition as a file."""
    found = the_instrument(council, instrument)
    shown = queries.published_edition(found, today=localdate(), number=number)
    if shown is None or form not in edition_files.FORMS:
        raise Http404
    if form in edition_files.BY_THE_WORKER:
        state, body = queries.file_of(shown.edition, form=form)
        if state != "made":
            words = {"council": found.council, "instrument": found, "edition": shown.edition, "state": state}
            return render(request, "protocol/published/being_made.html", words)
    elif form == edition_files.FROZEN:
        body = str(queries.frozen_file(found, number=number, today=localdate())).encode()
    else:
        body = edition_files.made(form, queries.copy_of(shown.edition))
    file = HttpResponse(body, content_type=edition_files.FORMS[form])
    where = "inline" if form in edition_files.SHOWN else "attachment"
    file.headers["Content-Disposition"] = f'{where}; filename="{found.slug}-{number}.{form}"'
    return file


@public
def feed(request: HttpRequest, council: str, instrument: str = "") -> HttpResponse:
    """What has come into force, for a feed reader: of one instrument, or of all of a council's."""
    today = localdate()
    if instrument:
        found = the_instrument(council, instrument)
        editions, title = queries.editions_published(found, today=today), found.name
    else:
        editions = queries.editions_of_council(council, today=today)
        title = _("Protocols and codes")
    if not editions:
        raise Http404
    where = (
        reverse("protocol:text", args=[council, instrument])
        if instrument
        else reverse("protocol:published", args=[council])
    )
    name = editions[0].instrument.council.name
    atom = Atom1Feed(
        title=f"{title} – {name}",
        link=f"{settings.ADDRESS}{where}",
        description="",
        language="en-gb",
        feed_url=f"{settings.ADDRESS}{request.path}",
        author_name=name,
    )
    for edition in editions[:MOST_TOLD]:
        page = reverse("protocol:edition", args=[council, edition.instrument.slug, edition.number])
        atom.add_item(
            title=edition.title,
            link=f"{settings.ADDRESS}{page}",
            description=_told(edition),
            unique_id=f"{settings.ADDRESS}{page}",
            # The day is what counts; a feed wants an hour as well.
            updateddate=datetime.combine(edition.effective_on or today, time(), tzinfo=UTC),
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _told(edition: Any) -> str:
    day = _("In force from %(day)s.") % {"day": date_format(edition.effective_on, "j F Y")}
    if edition.corrects_id:
        return f"{day} {_('A typing slip was corrected:')} {edition.correction_why}"
    return f"{day} {edition.summary}".strip()

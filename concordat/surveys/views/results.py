"""What was published: the same page and the same files for everyone who holds an office in the council."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.timezone import localdate

from concordat.people.gate import Request, open_to
from concordat.surveys import access, queries
from concordat.surveys.rules import promise, publishing
from concordat.surveys.views import showing


@open_to(access.any_office)
def results(request: Request, wave: str) -> HttpResponse:
    found = get_object_or_404(queries.waves_with_results(request.office), slug=wave)
    release = queries.results_of(found)
    being_made = "waiting" in queries.files_of(found).values()
    words = {
        "wave": found,
        "release": release,
        "being_made": being_made,
        "being_reviewed": queries.is_being_reviewed(found),
    }
    return render(request, "surveys/results.html", words | showing.page(release))


@open_to(access.any_office)
def download(request: Request, wave: str, form: str) -> HttpResponse:
    found = get_object_or_404(queries.waves_with_results(request.office), slug=wave)
    if form not in publishing.KINDS:
        raise Http404
    if form in publishing.MADE_BY_THE_WORKER:
        body = queries.file_of(found, form=form)
    else:
        body = publishing.made(
            form,
            release=queries.results_of(found),
            committee=found.committee,
            on=localdate(found.release.made_at),
        )
    if body is None:
        states = queries.files_of(found)
        return render(request, "surveys/being_made.html", {"wave": found, "state": states.get(form)})
    return filed(body, form=form, name=f"{slugify(found.council.slug)}-{found.slug}.{form}")


def filed(body: bytes, *, form: str, name: str) -> HttpResponse:
    """A file of this form, to read in the browser where a browser can."""
    file = HttpResponse(body, content_type=publishing.KINDS[form])
    shown = "inline" if form.endswith(("html", "pdf")) else "attachment"
    file.headers["Content-Disposition"] = f'{shown}; filename="{name}"'
    return file


@open_to(access.any_office)
def method(request: Request) -> HttpResponse:
    return render(request, "surveys/method.html", {"promised": promise.words(promise.EDITION)})

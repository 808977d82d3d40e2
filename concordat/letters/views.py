from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from concordat.letters import actions, queries
from concordat.people import access as people
from concordat.people.gate import Request, open_to


@open_to(people.any_office)
@require_GET
def letters(request: Request) -> HttpResponse:
    page = {
        "letters": queries.letters_to(request.office, page=request.GET.get("page", "1")),
        "unread": queries.unread(request.office),
        "undelivered": people.may_run_council(request.office)
        and queries.undelivered(request.office.council_id),
    }
    return render(request, "letters/letters.html", page)


@open_to(people.any_office)
@require_GET
def letter(request: Request, key: UUID) -> HttpResponse:
    """Looking at a letter does not mark it: programs that fetch a page beforehand would do it, too."""
    letter = queries.letter_to(request.office, key=key)
    if letter is None:
        raise Http404
    return render(request, "letters/letter.html", {"letter": letter})


@open_to(people.any_office)
@require_POST
def read(request: Request, key: UUID) -> HttpResponse:
    if queries.letter_to(request.office, key=key) is None:
        raise Http404
    actions.mark_read(key=key, by=request.office, at=now())
    return redirect("letters:letters", request.office.council.slug)


@open_to(people.any_office)
@require_POST
def read_all(request: Request) -> HttpResponse:
    actions.mark_all_read(by=request.office, at=now())
    return redirect("letters:letters", request.office.council.slug)


@open_to(people.may_run_council)
@require_GET
def undelivered(request: Request) -> HttpResponse:
    page = queries.undelivered_letters(request.office.council_id, page=request.GET.get("page", "1"))
    return render(request, "letters/undelivered.html", {"letters": page})


@open_to(people.may_run_council)
@require_POST
def try_again(request: Request, key: UUID) -> HttpResponse:
    if not queries.is_undelivered(request.office.council_id, key=key):
        raise Http404
    actions.try_again(key=key, by=request.office, at=now())
    messages.success(
        request, _("The e-mail is back in the post. If it fails again, it will stand here again.")
    )
    return redirect("letters:undelivered", request.office.council.slug)

from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from concordat.home import access, actions, forms, queries
from concordat.people import queries as people
from concordat.people.gate import Request, SignedIn, open_to, open_to_everyone, open_to_the_signed_in
from concordat.people.rules.second_step import NotReset
from concordat.trail import queries as trails


@open_to_the_signed_in
def front_door(request: SignedIn) -> HttpResponse:
    """Whoever holds one office walks straight in; whoever holds several chooses in which to act."""
    held = people.offices_held(by=request.user, on=localdate())
    if len(held) == 1:
        return redirect("home:home", held[0].council.slug)
    return render(request, "home/front_door.html", {"offices": held})


@open_to(access.any_office)
def home(request: Request) -> HttpResponse:
    today = localdate()
    elsewhere = [
        held for held in people.offices_held(by=request.user, on=today) if held.id != request.office.id
    ]
    day = queries.day_of(request.office, today=today, at=now())
    return render(request, "home/home.html", {"day": day, "today": today, "elsewhere": elsewhere})


@open_to(access.may_read_trail)
def trail(request: Request) -> HttpResponse:
    form = forms.Lines(request.GET, doers=trails.doers(request.office.council_id))
    asked = form.cleaned_data if form.is_valid() else {}
    leaf = trails.lines(request.office.council_id, **asked)
    return render(request, "home/trail.html", {"form": form, "leaf": leaf})


@open_to(access.may_run_council)
def reset_second_step(request: Request, number: int) -> HttpResponse:
    """Of somebody else, who has lost it and asks in person. Here, for it stands above the letters."""
    one = get_object_or_404(people.offices_seen_by(request.office), pk=number)
    problems = []
    if request.method == "POST":
        try:
            actions.reset_second_step(office=one, by=request.office, at=now())
            messages.success(request, _("%(name)s’s second step is reset.") % {"name": one.name})
            return redirect("people:office", request.office.council.slug, number)
        except NotReset as wrong:
            problems = [str(wrong)]
    others = people.others_who_run(request.office, on=localdate())
    page = {
        "office": one,
        "own": one.person_id == request.user.pk,
        "others": others,
        "problems": problems,
    }
    return render(request, "home/reset_second_step.html", page)


@open_to_everyone
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "home/accessibility.html")


@open_to_everyone
def alive(request: HttpRequest) -> HttpResponse:
    """For whatever restarts a server that hangs: it answers, whatever has become of the database."""
    return HttpResponse("alive\n", content_type="text/plain")


@open_to_everyone
def ready(request: HttpRequest) -> HttpResponse:
    """For whatever sends visitors: the database answers, and its tables are those of this version."""
    try:
        is_ready = queries.is_up_to_date()
    except DatabaseError:
        is_ready = False
    words, status = ("ready\n", 200) if is_ready else ("not ready\n", 503)
    return HttpResponse(words, content_type="text/plain", status=status)

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from concordat.home import access, forms, queries
from concordat.people import queries as people
from concordat.people.gate import Request, SignedIn, open_to, open_to_everyone, open_to_the_signed_in
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
    day = queries.day_of(request.office, today=today)
    return render(request, "home/home.html", {"day": day, "today": today, "elsewhere": elsewhere})


@open_to(access.may_read_trail)
def trail(request: Request) -> HttpResponse:
    form = forms.Lines(request.GET, doers=trails.doers(request.office.council_id))
    asked = form.cleaned_data if form.is_valid() else {}
    leaf = trails.lines(request.office.council_id, **asked)
    return render(request, "home/trail.html", {"form": form, "leaf": leaf})


@open_to_everyone
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "home/accessibility.html")

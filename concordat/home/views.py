from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from concordat.people import access as people
from concordat.people import queries as offices
from concordat.people.gate import Request, SignedIn, open_to, open_to_the_signed_in


@open_to_the_signed_in
def front_door(request: SignedIn) -> HttpResponse:
    held = offices.offices_held(by=request.user, on=localdate())
    if len(held) == 1:
        return redirect("home:home", held[0].council.slug)
    return render(request, "home/front_door.html", {"offices": held})


@open_to(people.any_office)
def home(request: Request) -> HttpResponse:
    return render(request, "home/home.html", {})

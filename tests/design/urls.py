"""A switchboard of stand-ins, so that the look of a page is tried without any room."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def room(request: HttpRequest, **address: str) -> HttpResponse:
    return HttpResponse()


def closed(request: HttpRequest, **address: str) -> HttpResponse:
    return HttpResponse()


room.open_to = lambda office: True
closed.open_to = lambda office: False

home = [
    path("", room, name="front_door"),
    path("<slug:council>/", room, name="home"),
    path("accessibility", room, name="accessibility"),
]
people = [path("out/", room, name="sign_out")]
surveys = [path("<slug:council>/health-check/", room, name="waves")]
archive = [path("<slug:council>/archive/", closed, name="archive")]

urlpatterns = [
    path("gallery/", include("concordat.design.urls")),
    path("", include((people, "people"))),
    path("", include((home, "home"))),
    path("", include((surveys, "surveys"))),
    path("", include((archive, "archive"))),
]

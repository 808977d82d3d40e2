"""The rooms that stand open to an office: the one list behind the navigation of every page."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import gettext_lazy as _

from concordat.design.parts import Door, Words

# The address of each room's first page, in the order of a council's day.
ROOMS: tuple[tuple[Words, str], ...] = (
    (_("Today"), "home:home"),
    (_("Enquiries"), "enquiries:enquiries"),
    (_("Health check"), "surveys:waves"),
    (_("Viewpoints"), "viewpoints:studies"),
    (_("Protocol"), "protocol:instruments"),
    (_("People"), "people:people"),
    (_("Letters"), "letters:letters"),
)


def open_doors(request: HttpRequest) -> list[Door]:
    """The rooms whose first page opens to the office in which the visitor acts.

    Each view carries its own rule (``open_to``), so the navigation asks the rule and never repeats it.
    """
    office = getattr(request, "office", None)
    if office is None:
        return []
    doors = []
    for words, name in ROOMS:
        try:
            address = reverse(name, args=[office.council.slug])
        except NoReverseMatch:  # The room has not been built yet.
            continue
        if opens(address, office):
            doors.append((words, address))
    return [Door(words, address, here=here(request.path, address, doors)) for words, address in doors]


def opens(address: str, office: object) -> bool:
    rule = getattr(resolve(address).func, "open_to", None)
    return not callable(rule) or cast(Callable[[object], bool], rule)(office)


def here(path: str, address: str, doors: list[tuple[Words, str]]) -> str:
    if path == address:
        return "page"
    inside = [other for _words, other in doors if path.startswith(other)]
    # Every address begins with the address of home: only the longest that fits is where we are.
    return "true" if inside and address == max(inside, key=len) and address != doors[0][1] else ""

"""When is it due? Dates that the law or the council's own calendar sets, with the count that leads to
each."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from concordat.calendar import queries as days
from concordat.calendar.rules import deadlines
from concordat.calendar.rules.deadlines import Asked
from concordat.calendar.rules.statutory import Count, NotCounted
from concordat.people import access
from concordat.people.forms.calendars import WhenDue
from concordat.people.gate import Request, open_to
from concordat.people.rules.councils import LOCAL

CLEAR_DAYS, CLEAR_DAYS_OF_A_PARISH = 5, 3


@open_to(access.any_office)
def when_due(request: Request) -> HttpResponse:
    """Nothing is written, so the question travels in the address and can be sent to a colleague."""
    council = request.office.council
    clear = CLEAR_DAYS_OF_A_PARISH if council.tier in LOCAL else CLEAR_DAYS
    first = {
        "day": localdate(),
        "days": clear,
        "count": Count.WORKING_DAYS.value,
        "asked": Asked.AGENDA.value,
    }
    form = WhenDue(request.GET if "asked" in request.GET else None, initial=first)
    answer = None
    if form.is_valid():
        said = form.cleaned_data
        try:
            answer = deadlines.answer(
                Asked(said["asked"]),
                said["day"],
                nation=council.nation,
                own=days.closed_with_reasons(council.id),
                days=said["days"] or 0,
                count=Count(said["count"] or Count.WORKING_DAYS),
            )
        except NotCounted as wrong:
            form.add_error("days", str(wrong))
    return render(request, "people/when_due.html", {"form": form, "answer": answer})

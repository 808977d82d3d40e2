"""Before a day is closed: which open enquiries would move, from when to when."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from concordat.enquiries import access, queries
from concordat.enquiries.forms.moving import DaysToClose
from concordat.people.gate import Request, open_to


@open_to(access.may_run)
@require_GET
def what_moves(request: Request) -> HttpResponse:
    form = DaysToClose(request.GET if request.GET else None)
    moves = None
    if form.is_valid():
        said = form.cleaned_data
        moves = queries.what_would_move(request.office, day=said["day"], last_day=said["last_day"], at=now())
    return render(request, "enquiries/what_moves.html", {"form": form, "moves": moves})

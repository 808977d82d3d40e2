"""Where somebody is signed in, and how to end that from elsewhere."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from concordat.people import actions, queries
from concordat.people.gate import SignedIn, open_to_the_signed_in


@open_to_the_signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: SignedIn) -> HttpResponse:
    here = str(request.session.session_key)
    found = queries.sessions_of(request.user, at=now())
    if request.method == "POST":
        if "others" in request.POST:
            if found.filter(session_key=here).exists():  # a visitor of the demonstration ends nobody's
                actions.end_sessions(person=request.user, besides=here, at=now())
            messages.success(request, _("You are signed out everywhere but here."))
        else:
            number = request.POST.get("session", "")
            chosen = int(number) if number.isdecimal() and len(number) < 19 else 0
            one = get_object_or_404(found.exclude(session_key=here), pk=chosen)
            actions.end_session(session=one, at=now())
            messages.success(request, _("That browser is signed out."))
        return redirect("people:sessions")
    others = [one for one in found if one.session_key != here]
    page = {"here": next((one for one in found if one.session_key == here), None), "others": others}
    return render(request, "people/sessions.html", page)

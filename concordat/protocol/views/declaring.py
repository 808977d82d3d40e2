"""Close personal relationships, declared in confidence to whoever keeps declarations."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from concordat.people.gate import Request, open_to
from concordat.protocol import access, actions, forms, queries
from concordat.protocol.rules.declaring import NotOurs
from concordat.protocol.rules.editions import OutOfTurn


@open_to(access.may_declare)
def declarations(request: Request) -> HttpResponse:
    words = {
        "page": queries.page_of_declarations(request.office, page=request.GET.get("page")),
        "keepers": queries.keepers(request.office.council_id, on=localdate()),
        "keeps": access.may_keep_declarations(request.office),
    }
    return render(request, "protocol/declarations.html", words)


@open_to(access.may_declare)
def declare(request: Request) -> HttpResponse:
    form = forms.Declare(request.POST or None)
    if form.is_valid():
        try:
            made = actions.declare(declared=form.declared, by=request.office, at=now())
            messages.success(request, _("It is kept in confidence, and its keeper has been told to look."))
            return redirect("protocol:declaration", request.office.council.slug, made.key)
        except OutOfTurn as why:
            form.add_error(None, _(str(why)))
    words = {"form": form, "keepers": queries.keepers(request.office.council_id, on=localdate())}
    return render(request, "protocol/declare.html", words)


@open_to(access.may_declare)
def declaration(request: Request, key: UUID) -> HttpResponse:
    """One declaration, for whoever wrote it and for its keeper, who says how it is managed."""
    found = get_object_or_404(queries.declarations_seen_by(request.office), key=key)
    own = found.by.person_id == request.office.person_id
    form = None if own else forms.Manage(request.POST or None)
    if form is not None and form.is_valid():
        try:
            actions.note_management(declaration=found, by=request.office, at=now(), **form.cleaned_data)
            messages.success(request, _("It is noted, and whoever declared it has been told."))
            return redirect("protocol:declaration", request.office.council.slug, key)
        except OutOfTurn as why:
            form.add_error(None, _(str(why)))
    words = {"declaration": found, "own": own, "form": form, "lost": False}
    try:
        words |= {"declared": queries.declared_in(found), "notes": queries.notes_on(found)}
    except NotOurs:
        words["lost"] = True
    return render(request, "protocol/declaration.html", words)


@open_to(access.may_declare)
def end(request: Request, key: UUID) -> HttpResponse:
    found = get_object_or_404(queries.declarations_seen_by(request.office), key=key)
    if request.method == "POST":
        try:
            actions.end_declaration(declaration=found, by=request.office, at=now())
            messages.success(request, _("It is noted that it has ended. In a year it is destroyed."))
        except OutOfTurn as why:
            messages.warning(request, _(str(why)))
    return redirect("protocol:declaration", request.office.council.slug, key)

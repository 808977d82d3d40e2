"""Questions as an XLSForm, out and in. Reading in shows what would be made before anything is."""

import base64
import binascii

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from concordat.people.gate import Request, open_to
from concordat.surveys import access, actions, forms, queries
from concordat.surveys.rules import copies, xlsform, xlsform_reading
from concordat.surveys.rules.names import NameTaken
from concordat.surveys.rules.publishing import KINDS
from concordat.surveys.rules.xlsform_reading import NotAForm, Reading


@open_to(access.may_run)
def as_xlsform(request: Request, instrument: str) -> HttpResponse:
    found = get_object_or_404(queries.instruments_of(request.office), slug=instrument)
    body = xlsform.written(
        copies.restored(found.items),
        title=found.name,
        form_id=f"{slugify(request.office.council.slug)}_{found.slug}".replace("-", "_"),
        version=f"{localdate():%Y%m%d}",
    )
    file = HttpResponse(body, content_type=KINDS["xlsx"])
    file.headers["Content-Disposition"] = f'attachment; filename="{found.slug}.xlsx"'
    return file


@open_to(access.may_run)
def read_in(request: Request) -> HttpResponse:
    """The file first, then what it would become; only the button on that page makes anything."""
    if "held" in request.POST:
        return _taken_in(request)
    form = forms.FormFile(request.POST or None, request.FILES or None)
    if form.is_valid():
        data = form.cleaned_data["file"].read()
        try:
            reading = xlsform_reading.read(data)
        except NotAForm as wrong:
            form.add_error("file", _(str(wrong)))
        else:
            naming = forms.FormName(initial={"name": reading.title})
            return _looked_at(request, naming, reading, held=base64.b64encode(data).decode())
    return render(request, "surveys/read_in.html", {"form": form})


def _taken_in(request: Request) -> HttpResponse:
    """The file comes back with the page, and is read anew: nothing was kept of it."""
    held = request.POST["held"]
    try:
        reading = xlsform_reading.read(base64.b64decode(held, validate=True))
    except (NotAForm, binascii.Error):
        return redirect("surveys:read_in", request.office.council.slug)
    form = forms.FormName(request.POST)
    if form.is_valid() and not reading.problems:
        name = form.cleaned_data["name"]
        try:
            made = actions.read_in_instrument(name=name, items=reading.items, by=request.office, at=now())
            return redirect("surveys:instrument", request.office.council.slug, made.slug)
        except NameTaken:
            form.add_error("name", _("There is a copy of this name already. Choose another."))
    return _looked_at(request, form, reading, held=held)


def _looked_at(request: Request, form: forms.FormName, reading: Reading, *, held: str) -> HttpResponse:
    words = {"form": form, "reading": reading, "items": list(enumerate(reading.items, start=1)), "held": held}
    return render(request, "surveys/read_in_look.html", words)

"""The sheets of printed slips, as a page and as PDF: made in memory, shown once, and kept nowhere."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from concordat.papers import html
from concordat.surveys import queries
from concordat.surveys.actions.slips import Taken
from concordat.surveys.rules import slips
from concordat.surveys.rules.links import ADDRESS
from concordat.surveys.rules.slips import Slip

Sheets = Sequence[tuple[str, Sequence[Slip]]]

# A page is waited for, and this takes eight seconds of a processor to a hundred slips.
MOST_TYPESET = 200


@dataclass(frozen=True)
class Look:
    """How the slips look: all of a health check alike, or one in large type would be somebody's."""

    large: bool = False
    contrast: bool = False

    @classmethod
    def asked(cls, typed: Mapping[str, str]) -> "Look":
        return cls(large=typed.get("size") == "large", contrast=typed.get("contrast") == "high")


@sensitive_variables()
def page(request: HttpRequest, wave: Any, taken: Taken, *, look: Look) -> HttpResponse:
    """The one page on which the sheets stand, with the same as PDF in a link of the page itself.

    A second request for a file would need the codes to be kept until then.
    """
    sheets = [(name, [slips.slip(link, address=settings.ADDRESS) for link in links]) for name, links in taken]
    words = _words(wave, look=look)
    file = as_pdf(wave, sheets, look=look)
    words |= {"sheets": sheets, "file": base64.b64encode(file).decode() if file else ""}
    shown = render(request, "surveys/slips/sheets.html", words)
    shown.headers["Cache-Control"] = "no-store"
    shown.headers["Referrer-Policy"] = "no-referrer"
    return shown


def _words(wave: Any, *, look: Look) -> dict[str, object]:
    return {
        "wave": wave,
        "council": wave.council,
        "typed_at": settings.ADDRESS + ADDRESS,
        "look": look,
        "languages": queries.languages_of(wave),
    }


@sensitive_variables()
def as_pdf(wave: Any, sheets: Sheets, *, look: Look) -> bytes:
    """The same sheets, typeset on A4; nothing where there are too many, or no typesetter on this machine."""
    if sum(len(own) for _name, own in sheets) > MOST_TYPESET:
        return b""
    try:
        from concordat.papers.pdf import typeset  # heavy, and it needs a library of the machine's own
    except ImportError:
        return b""
    # By a name that says nothing: of a picture that cannot be read, a log is told the source.
    drawn = [
        (name, [(slip, f"picture:{group}-{n}") for n, slip in enumerate(own)])
        for group, (name, own) in enumerate(sheets)
    ]
    pictures = {source: slip.image for _name, own in drawn for slip, source in own}
    article = render_to_string("surveys/slips/paper.html", _words(wave, look=look) | {"sheets": drawn})
    title = _("Printed slips: %(wave)s") % {"wave": wave}
    whole = html.page(
        article,
        title=title,
        author=str(wave.council),
        description=title,
        language="en-GB",
        on=localdate(wave.launched_at),
    )
    style = resources.files("concordat.surveys").joinpath("static", "surveys", "slips_paper.css")
    return typeset(
        whole, language="en-GB", name=title, look=style.read_text(encoding="utf-8"), pictures=pictures
    )

"""A paper or a table of this room as a file, or figures as JSON."""

from django.http import Http404, HttpResponse

from concordat.design.downloads import download
from concordat.papers import files
from concordat.papers.data import Sheet
from concordat.papers.document import Paper


def paper(paper: Paper, *, form: str, name: str) -> HttpResponse:
    """As ``html``, ``docx`` or ``pdf``; 404 for any other form."""
    try:
        body = files.paper_as(form, paper=paper)
    except files.NoSuchForm as none:
        raise Http404 from none
    return download(body, kind=files.KINDS[form], name=f"{name}.{form}")


def table(sheet: Sheet, *, form: str, name: str, title: str) -> HttpResponse:
    """As ``csv`` or ``xlsx``; 404 for any other form."""
    try:
        body = files.table_as(form, sheet=sheet, title=title)
    except files.NoSuchForm as none:
        raise Http404 from none
    return download(body, kind=files.KINDS[form], name=f"{name}.{form}")


def data(body: bytes, *, name: str) -> HttpResponse:
    return download(body, kind=files.KINDS["json"], name=name)

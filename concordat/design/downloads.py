"""A file as an answer: what a browser can show is shown, and the rest is kept."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

SHOWN = ("text/html", "application/pdf")


def download(body: bytes, *, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=kind)
    shown = kind.startswith(SHOWN)
    answer.headers["Content-Disposition"] = content_disposition_header(not shown, name) or "attachment"
    return answer

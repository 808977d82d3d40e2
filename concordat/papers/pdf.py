"""The paper as PDF/UA-1: typeset from its HTML, with a structure that a screen reader can follow."""

from collections.abc import Mapping
from contextlib import redirect_stdout
from io import StringIO
from typing import Any

from concordat.papers.document import Paper
from concordat.papers.drawing import FONTS, TYPEFACE
from concordat.papers.html import to_html
from concordat.papers.pdf_structure import complete
from concordat.papers.wording import Wording, wording


class NoTypesetter(ImportError):
    """A library of the machine's own is missing. The words say which, and how to install it."""


try:
    with redirect_stdout(StringIO()):  # it prints advice of its own, where a reader wants ours
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse
except OSError as missing:
    raise NoTypesetter(
        "A PDF needs the Pango library, which this machine lacks. On Debian or Ubuntu: "
        "sudo apt-get install libpangoft2-1.0-0 libharfbuzz-subset0. Word and HTML papers do without."
    ) from missing

_FACES = (("Regular", 400, "normal"), ("It", 400, "italic"), ("Semibold", 600, "normal"))


def to_pdf(paper: Paper) -> bytes:
    """The paper typeset on A4."""
    name = f"{paper.date.isoformat()} {paper.title}"
    return typeset(to_html(paper, typeset=True), language=paper.language, name=name)


def typeset(
    page: str, *, language: str, name: str, look: str = "", pictures: Mapping[str, bytes] | None = None
) -> bytes:
    """A page of our own in the look of a paper, on A4. It asks nothing of the network, nor of the machine.

    page   HTML that ``papers.html.page`` has made, in which whatever people typed is text alone
    name   what tells this document from another: the same page and name give the same bytes
    look   a stylesheet of ours, where the page is no paper
    pictures   what the page's images show, by their sources; a source that is not here shows nothing
    """
    fetcher = _InHand(pictures or {})
    fonts = FontConfiguration()
    sheet = weasyprint.CSS(
        string=_faces() + _page(wording(language)) + look, font_config=fonts, url_fetcher=fetcher
    )
    document = weasyprint.HTML(string=page, url_fetcher=fetcher).render(
        stylesheets=[sheet], font_config=fonts
    )
    return bytes(
        document.write_pdf(
            finisher=complete,
            pdf_variant="pdf/ua-1",
            # One paper, one file: the same bytes whenever it is written.
            pdf_identifier=name.encode(),
        )
    )


class _InHand(URLFetcher):  # type: ignore[misc]  # WeasyPrint is untyped
    """Fetches our own fonts, and pictures that lie in memory; nothing else in a page can name a file."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=("file",))
        self.pictures = pictures

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url in self.pictures:
            return URLFetcherResponse(url, self.pictures[url], {"Content-Type": "image/png"})
        return super().fetch(url, headers)


def _faces() -> str:
    return "".join(
        f'@font-face {{ font-family: "{TYPEFACE}"; font-weight: {weight}; font-style: {style}; '
        f'src: url("{(FONTS / f"SourceSans3-{name}.ttf").as_uri()}") }}\n'
        for name, weight, style in _FACES
    )


def _page(words: Wording) -> str:
    running = f'font: 9pt "{TYPEFACE}", sans-serif; color: #4a5763;'
    return f"""
    .paper-council {{ string-set: council content() }}
    .paper-title {{ string-set: title content(); bookmark-level: 1 }}
    .paper-facts caption {{ color: #ffffff }}
    @page {{
      size: A4; margin: 20mm 22mm 24mm;
      @bottom-left {{ content: string(council) " · " string(title); {running} }}
      @bottom-right {{
        content: "{words.page} " counter(page) " {words.page_of} " counter(pages);
        white-space: nowrap; {running}
      }}
    }}
    """

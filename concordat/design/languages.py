"""The same words in several languages on one page, each marked as what it is (WCAG 3.1.2)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_from_request, override

Told = Iterable[tuple[str, str]]
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def in_line(told: Told) -> SafeString:
    """One after another in a line, for buttons and headings."""
    return format_html_join(" / ", '<span lang="{}">{}</span>', ((_tag(name), said) for name, said in told))


def beside(told: Told, *, element: str = "span") -> SafeString:
    """Side by side where there is room for it, and below one another where there is not."""
    parts = format_html_join(
        "", '<{0} lang="{1}">{2}</{0}>', ((element, _tag(name), said) for name, said in told)
    )
    return format_html('<{0} class="tongues">{1}</{0}>', element, parts)


def in_each(
    words: str | Promise,
    languages: Sequence[str],
    *,
    apart: bool = False,
    values: Mapping[str, object] | None = None,
) -> str:
    """Words that gettext knows, in each of the languages.

    words    lazy, so that each language can be asked for its own
    values   what is filled in for ``%(name)s``
    """
    told = []
    for language in languages:
        with override(language):
            said = str(words)
            told.append((language, said % values if values else said))
    if len(told) == 1:
        return told[0][1]
    return beside(told) if apart else in_line(told)


def in_the_readers_language(view: View) -> View:
    """Mark a view whose pages are whole in each of our languages: they follow what the browser asks for.

    All others are in English, whatever it asks for: a page half in Welsh would be read out wrongly.
    """

    @wraps(view)
    def spoken(request: HttpRequest, *args: Any, **words: Any) -> HttpResponseBase:
        language = get_language_from_request(request)
        with override(language):
            page: HttpResponseBase = view(request, *args, **words)
        page.headers["Content-Language"] = language
        patch_vary_headers(page, ["Accept-Language"])
        return page

    return cast(View, spoken)


def _tag(language: str) -> str:
    """As the mark of a language is usually written: "en" for any English."""
    return language.partition("-")[0]

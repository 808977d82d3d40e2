"""Tags that draw one component each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from importlib.metadata import version as version_of
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.base import NodeList, Parser, Token
from django.template.context import Context, RequestContext
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from concordat.design.charts.chart import Chart
from concordat.design.languages import beside, in_line
from concordat.design.navigation import open_doors
from concordat.design.parts import Door, Fact, KeyFigure, Task, Words

register = template.Library()

BACK = _("Back")


@register.simple_tag
def version() -> str:
    return version_of("concordat")


@register.filter
def in_full(day: date) -> str:
    """A day with its weekday, within a sentence: there Welsh writes "dydd Gwener", and Django "Dydd"."""
    said = date_format(day, "l j F Y")
    return said[:1].lower() + said[1:] if get_language() == "cy" else said


@register.simple_tag(takes_context=True)
def rooms(context: RequestContext) -> list[Door]:
    request = context.get("request")
    return open_doors(request) if request is not None else []


@register.inclusion_tag("design/tag.html")
def tag(words: Words, kind: str = "plain") -> dict[str, object]:
    """A word or two that stand out. ``kind`` is a colour's reason, never its only sign: the words say it.

    Kinds: plain, good, waiting, late, felt, shown, sealed.
    """
    return {"words": words, "kind": kind}


@register.inclusion_tag("design/panel.html")
def panel(title: Words, body: Words = "") -> dict[str, object]:
    """The page's heading when a deed is done; it stands for the h1."""
    return {"title": title, "body": body}


@register.inclusion_tag("design/notification.html")
def notification(words: Words, kind: str = "info", number: int = 1) -> dict[str, object]:
    return {"words": words, "kind": kind, "number": number}


@register.inclusion_tag("design/summary_list.html")
def summary_list(rows: Sequence[Fact]) -> dict[str, object]:
    return {"rows": rows, "acting": any(row.href for row in rows)}


@register.inclusion_tag("design/data_table.html")
def data_table(
    caption: Words,
    head: Sequence[Words],
    rows: Iterable[Sequence[object]],
    numeric: str = "",
    quiet: bool = False,
) -> dict[str, object]:
    """A table whose first column heads its rows. ``numeric``: the columns of figures, counted from 0 ("2 3").

    ``quiet`` hides the caption from sight where a heading above already says it.
    """
    columns = {int(column) for column in numeric.split()}
    return {"caption": caption, "head": head, "rows": rows, "numeric": columns, "quiet": quiet}


@register.inclusion_tag("design/key_figures.html")
def key_figures(figures: Sequence[KeyFigure]) -> dict[str, object]:
    return {"figures": figures}


@register.inclusion_tag("design/empty.html")
def empty(words: Words, next: Words = "") -> dict[str, object]:  # noqa: A002 - read in templates as a word
    """What a list says when it has nothing in it: that this is so, and what one may do next."""
    return {"words": words, "next": next}


@register.inclusion_tag("design/steps.html")
def steps(steps: Sequence[Words], now: int) -> dict[str, object]:
    """Where one stands in a course of several steps; ``now`` counts from 1."""
    return {"steps": steps, "now": now}


@register.inclusion_tag("design/progress.html")
def progress(words: Words, done: int, total: int) -> dict[str, object]:
    return {"words": words, "done": done, "total": total}


@register.inclusion_tag("design/task_list.html")
def task_list(tasks: Sequence[Task], id: str = "task") -> dict[str, object]:  # noqa: A002 - as in HTML
    return {"tasks": tasks, "id": id}


@register.inclusion_tag("design/back.html")
def back(href: str, words: Words = BACK) -> dict[str, object]:
    return {"href": href, "words": words}


@register.inclusion_tag("design/breadcrumbs.html")
def breadcrumbs(crumbs: Sequence[tuple[Words, str]]) -> dict[str, object]:
    """``crumbs``: words and address, from the front door inwards; the page itself has no address."""
    return {"crumbs": crumbs}


@register.inclusion_tag("design/pagination.html", takes_context=True)
def pagination(context: RequestContext, page: Page[Any]) -> dict[str, object]:
    """Links to the other pages, which keep whatever filter stands in the address."""
    query = context["request"].GET.copy()

    def address(number: int) -> str:
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "pages": [(number, address(number) if isinstance(number, int) else "") for number in numbers],
        "previous": address(page.number - 1),
        "next": address(page.number + 1),
    }


@register.inclusion_tag("design/error_summary.html", takes_context=True)
def error_summary(context: Context, *forms: BaseForm) -> dict[str, object]:
    """Everything that is wrong on the page, each sentence a link to the control that it is about."""
    said = Counter(str(words) for form in forms for field in form for words in field.errors)
    problems: list[tuple[object, str]] = []
    for form in forms:
        problems += [(words, "") for words in form.non_field_errors()]
        for field in form:
            target = "" if field.is_hidden else getattr(field, "first_control", field.id_for_label)
            problems += [(named(str(words), field, said=said), target) for words in field.errors]
    return {"problems": problems, "languages": context.get("languages")}


def named(words: str, field: BoundField, *, said: Mapping[str, int]) -> str:
    """Django's stock sentences ("This field is required.") say nothing far from their field: name it.

    So does a sentence of ours that several fields say, such as "Give a day." of the first and the last.
    ``said``: how often each stands on the page
    """
    kinds = type(field.field).__mro__
    stock = [said for kind in kinds for said in getattr(kind, "default_error_messages", {}).values()]
    if words not in stock and said[words] < 2:
        return words
    label = str(field.label)
    # A label in two languages is marked up; one that somebody typed is not, and stays words.
    return format_html("{} {}" if label.endswith(("?", ".", "!")) else "{}: {}", label, words)


@register.inclusion_tag("design/chart.html")
def chart(chart: Chart) -> dict[str, object]:
    # Safe: drawn by our own charts, which escape every word that they are given (tests/design/charts).
    return {"chart": chart, "drawing": mark_safe(chart.svg)}  # noqa: S308 - our charts escape their words


@register.simple_block_tag
def details(content: str, summary: Words) -> SafeString:
    return format_html(
        '<details class="govuk-details"><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        summary,
        content,
    )


@register.simple_block_tag
def inset(content: str) -> SafeString:
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_block_tag
def warning(content: str) -> SafeString:
    return format_html(
        '<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span>'
        '<strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">{}</span> {}</strong>'
        "</div>",
        _("Warning"),
        content,
    )


@register.simple_block_tag
def caution(content: str) -> SafeString:
    """What a reader must know before they lean on a figure."""
    return format_html('<div class="caution">{}</div>', content)


@register.simple_block_tag
def scrolls(content: str, label: Words) -> SafeString:
    """A region for a table that is too wide for a phone; the keyboard can scroll it."""
    return format_html(
        '<div class="table-region" tabindex="0" role="region" aria-label="{}">{}</div>', label, content
    )


@register.simple_tag
def tongues(told: Sequence[tuple[str, str]]) -> str:
    """(language, words), in a line: each marked as what it is if there are several."""
    return in_line(told) if len(told) > 1 else told[0][1]


class EachLanguage(template.Node):
    """Its content once in each of the page's ``languages``, marked as what it is; as it stands with one."""

    def __init__(self, nodelist: NodeList, *, apart: bool) -> None:
        self.nodelist = nodelist
        self.apart = apart

    def render(self, context: Context) -> SafeString:
        languages: Sequence[str] = context.get("languages") or ()
        if len(languages) < 2:
            return self.nodelist.render(context)
        told = []
        for language in languages:
            with override(language):
                told.append((language, self.nodelist.render(context)))
        return beside(told, element="div") if self.apart else in_line(told)


@register.tag
def each_language(parser: Parser, token: Token) -> EachLanguage:
    """``{% each_language %}`` within a line; ``{% each_language beside %}`` around paragraphs and lists."""
    said = token.split_contents()[1:]
    if said not in ([], ["beside"]):
        raise template.TemplateSyntaxError("each_language takes the word beside, or nothing.")
    nodelist = parser.parse(("endeach_language",))
    parser.delete_first_token()
    return EachLanguage(nodelist, apart=bool(said))

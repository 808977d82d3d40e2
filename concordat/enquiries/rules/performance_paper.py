"""A quarter of members' enquiries as a committee paper, as rows and as pictures, from the figures alone."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from concordat.design.charts.chart import Chart
from concordat.design.charts.waiting import WaitingCurve, waiting_curves
from concordat.enquiries.rules import elsewhere
from concordat.enquiries.rules.performance import CURVE_DAYS, Figures, Performance
from concordat.papers.data import Cell, Sheet
from concordat.papers.document import (
    BulletList,
    Callout,
    Figure,
    KeyFigures,
    Paper,
    Paragraph,
    Section,
    Source,
    Table,
)

HEAD = (
    *("Received", "Answered or due", "In time", "In time, councillor’s clock"),
    *("Half within", "Nine in ten within", "Clock paused"),
)
NOT_SHOWN = "not shown"
TITLE = "How members’ enquiries were answered"
CANNOT_TELL = (
    "Whether an answer was any good: only when it came.",
    "Why a service was quicker or slower. Topics differ, and so do seasons.",
    "Anything about an officer, or about a councillor: the figures are of services and topics.",
    "Whether political groups were answered alike. That is a report of its own, with a margin agreed before.",
)
HOW = (
    "An enquiry counts in the quarter in which it was received. One that was asked again counts again: "
    "each running of its clock is judged by the service level under which it began.",
    "In time means by the service level, with the time taken out for which the clock was paused. On the"
    " councillor’s clock nothing is taken out. What was late once is late for good. What is open and not "
    "yet due counts as neither. What was taken back, or passed on to another route, counts as received,"
    " and as late if it was.",
    "Half within and nine in ten within are working days on the councillor’s clock. Those still open are "
    "counted as far as they have been seen waiting (Kaplan and Meier); without them the figures would "
    "flatter.",
    "A figure stands on ten enquiries and five councillors at least, of whom none sent more than half. "
    "Where a small cell could be worked out from others, another one is left out too.",
)


def cells(figures: Figures) -> tuple[str, ...]:
    """The figures as they are printed, in the order of ``HEAD``."""
    if figures.withheld is not None:
        return (NOT_SHOWN,) * len(HEAD)
    return (
        str(figures.received),
        str(figures.due),
        _per_cent(figures.in_time),
        _per_cent(figures.in_time_unpaused),
        _days(figures.median),
        _days(figures.slowest),
        _per_cent(figures.paused),
    )


def _per_cent(share: int | None) -> str:
    return "–" if share is None else f"{share}%"


def _days(days: float | None) -> str:
    if days is None:
        return "not yet seen"
    return "the same day" if days == 0 else f"{days:g} working day{'' if days == 1 else 's'}"


def over_time(quarters: Sequence[Performance]) -> Table:
    return Table(
        caption="The council, quarter by quarter",
        head=("Quarter", *HEAD),
        rows=tuple((told.quarter.words, *cells(told.whole)) for told in quarters),
        numeric=frozenset({1, 2, 3, 4}),
    )


def by_service(told: Performance) -> Table:
    rows = []
    for service in told.services:
        rows.append((service.whole.name or "No service yet", *cells(service.whole)))
        rows += [(f"– {topic.name or 'Something else'}", *cells(topic)) for topic in service.topics]
    return Table(
        caption=f"Services, and the topics within each, {told.quarter.words}",
        head=("Service", *HEAD),
        rows=tuple(rows),
        numeric=frozenset({1, 2, 3, 4}),
    )


def picture(quarters: Sequence[Performance]) -> Chart | None:
    """How many still waited after so many working days, the last four quarters over each other."""
    curves = [WaitingCurve(told.quarter.words, told.curve) for told in quarters[:4] if told.curve]
    if not curves:
        return None
    return waiting_curves(
        curves=curves,
        title=f"Still waiting for an answer, over {CURVE_DAYS} working days",
        each="Quarter",
    )


def elsewhere_table() -> Table:
    return Table(
        caption="What other councils have published",
        head=("Council", "Standard", "Performance", "Where it was read"),
        rows=tuple(
            (each.council, each.standard or "–", each.performance or "–", each.source)
            for each in elsewhere.published()
        ),
        note="Context, and no benchmark: what counts as an enquiry, and as an answer, differs.",
    )


def paper(
    quarters: Sequence[Performance], *, council: str, levels: str, date: date, committee: str = "Scrutiny"
) -> Paper:
    """``quarters``: the latest first. ``levels``: what the council promises, in a sentence."""
    latest = quarters[0]
    chart = picture(quarters)
    body = [
        Section("What the council promises", (Paragraph(levels),)),
        Section("Quarter by quarter", (over_time(quarters), *_figure(chart))),
    ]
    if latest.services:
        body.append(Section("Services and topics", (by_service(latest),)))
    body.append(Section("What this cannot tell", (BulletList(CANNOT_TELL),)))
    body.append(Section("Elsewhere", (elsewhere_table(),)))
    return Paper(
        title=f"{TITLE}, {latest.quarter.words}",
        council=council,
        committee=committee,
        date=date,
        author="",
        author_office="Monitoring Officer",
        purpose=(Paragraph("To report how quickly members’ enquiries were answered, on both clocks."),),
        recommendation=(
            Paragraph("The committee is asked to note the figures, and to ask where they raise a question."),
        ),
        head=_head(latest.whole),
        body=tuple(body),
        appendices=(Section("How the figures were made", tuple(Paragraph(said) for said in HOW)),),
        sources=(
            Source("Kaplan and Meier (1958), Journal of the American Statistical Association 53, 457–481."),
        ),
    )


def _head(whole: Figures) -> tuple[KeyFigures | Callout, ...]:
    if whole.withheld is not None:
        return (Callout("Too few to report", whole.withheld.words),)
    told = cells(whole)
    return (
        KeyFigures(
            (
                ("Received", told[0], "in the quarter"),
                ("In time", told[2], f"of {told[1]}, pauses taken out"),
                ("In time, councillor’s clock", told[3], f"of {told[1]}, nothing taken out"),
            )
        ),
    )


def _figure(chart: Chart | None) -> tuple[Figure, ...]:
    if chart is None:
        return ()
    table = Table(caption=chart.title, head=chart.head, rows=chart.rows)
    return (Figure(title=chart.title, svg=chart.svg, alternative=chart.description, table=table),)


def sheet(quarters: Sequence[Performance]) -> Sheet:
    """Every figure that is shown, one row for each cell."""
    head = (
        *("quarter", "service", "topic", "received", "answered_or_due", "in_time_percent"),
        *("in_time_member_clock_percent", "median_working_days", "ninety_percent_working_days"),
        *("paused_percent", "withheld"),
    )
    rows: list[tuple[Cell, ...]] = []
    for told in quarters:
        rows.append(_row(told.quarter.slug, "", "", told.whole))
        for service in told.services:
            rows.append(_row(told.quarter.slug, service.whole.name, "", service.whole))
            rows += [
                _row(told.quarter.slug, service.whole.name, topic.name, topic) for topic in service.topics
            ]
    return Sheet(head=head, rows=tuple(rows))


def _row(quarter: str, service: str, topic: str, figures: Figures) -> tuple[Cell, ...]:
    if figures.withheld is not None:
        return (quarter, service, topic, *(None,) * 7, figures.withheld.value)
    return (
        *(quarter, service, topic, figures.received, figures.due, figures.in_time),
        *(figures.in_time_unpaused, figures.median, figures.slowest, figures.paused, ""),
    )


def as_json(quarters: Sequence[Performance]) -> list[dict[str, Any]]:
    table = sheet(quarters)
    return [dict(zip(table.head, row, strict=True)) for row in table.rows]

"""A paper of figures that others printed: side by side, sources named, nothing computed but a subtraction."""

from datetime import date

from concordat.papers.document import (
    BulletList,
    Callout,
    KeyFigures,
    NumberedList,
    Paper,
    Paragraph,
    Section,
    Source,
    Table,
)
from concordat.surveys.rules.outside.published import MARK, Published, PublishedFigure

WHOLE_MARK = f"Every figure in this paper is {MARK}."


def paper(
    published: Published, *, committee: str, date: date, author_office: str = "Monitoring Officer"
) -> Paper:
    councils = list(dict.fromkeys(figure.council for figure in published.figures))
    return Paper(
        title="What councillors and officers say of working together: published figures",
        council=councils[0] if len(councils) == 1 else f"{len(councils)} councils and bodies",
        committee=committee,
        date=date,
        author="",
        author_office=author_office,
        head=_head(published),
        purpose=(
            Paragraph(
                "To set side by side what published reports give as the views of councillors and of officers."
            ),
        ),
        recommendation=(
            Paragraph("The committee is asked to:"),
            NumberedList(
                (
                    "note the figures, and that none of them was computed or checked for this paper;",
                    "consider whether to ask both sides directly.",
                )
            ),
        ),
        body=(_figures(published), _limits()),
        sources=tuple(
            _source(source)
            for source in dict.fromkeys(figure.source for figure in published.figures if figure.source)
        ),
    )


def line(figure: PublishedFigure) -> str:
    """One figure on one line, for the command line."""
    gap = "" if figure.gap is None else f"; gap {_points(figure.gap)}, no margin and no verdict"
    councillors, officers = figure.councillors or "not given", figure.officers or "not given"
    return f"{figure.council}: {figure.measure}: councillors {councillors}, officers {officers}{gap}"


def _head(published: Published) -> tuple[KeyFigures | Callout, ...]:
    mark = Callout("Caution", WHOLE_MARK)
    head = published.headline
    if head is None:
        return (mark,)
    return (
        KeyFigures(
            (
                ("Councillors", head.councillors, "as published"),
                ("Officers", head.officers, "as published"),
                ("Gap", _points(head.gap), "no margin, no verdict"),
            )
        ),
        mark,
    )


def _figures(published: Published) -> Section:
    rows = tuple(
        (
            f"{figure.council}{', ' + figure.date if figure.date else ''}: {figure.measure}",
            figure.councillors or "not given",
            figure.officers or "not given",
            _points(figure.gap),
        )
        for figure in published.figures
    )
    note = WHOLE_MARK
    if published.unsourced:
        count = len(published.unsourced)
        note += f" Figures for which no source is named: {count}. Ask where they were printed."
    if published.left_out:
        note += f" Rows of the file left out, because neither side has a figure: {published.left_out}."
    return Section(
        "The figures",
        (
            Table(
                "As published; not computed by us",
                ("Measure", "Councillors", "Officers", "Gap"),
                rows,
                note=note,
            ),
            Paragraph(
                "A gap is shown only where both sides have a score from 1 to 10. It is the one score less "
                "the other."
            ),
        ),
    )


def _limits() -> Section:
    return Section(
        "What this cannot tell",
        (
            BulletList(
                (
                    "Whether a gap is more than chance: without the number of answers there is no margin, "
                    "and so no verdict.",
                    "What those who did not answer think.",
                    "Whether a printed figure gives a person away: a share of a small group can. Leave such "
                    "a row out.",
                    "Whether councils can be compared: they were asked different questions in different "
                    "ways.",
                )
            ),
        ),
    )


def _points(gap: float | None) -> str:
    return "–" if gap is None else f"{abs(gap):g}"


def _source(words: str) -> Source:
    is_link = words.startswith(("https://", "http://")) and " " not in words
    return Source(words, href=words) if is_link else Source(words)

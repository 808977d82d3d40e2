"""A trend as a paper for a committee, and as tables: from what was published, and from nothing else."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from concordat.papers.data import Cell, Sheet
from concordat.papers.document import Block, BulletList, Callout, Paper, Paragraph, Section, Table
from concordat.surveys.rules import phrases, timeline, trend_drawings
from concordat.surveys.rules.doubts import FELT
from concordat.surveys.rules.freezing import freeze
from concordat.surveys.rules.section_parts import WIDE, drawn
from concordat.surveys.rules.trends import Line, Step, Trends, headline

LIMITS = (
    "Nobody is followed from one health check to the next. Each counts as a sample of its own, and other "
    "people may have answered.",
    "What happened in between is marked, because a reader should know it. That one thing brought about the "
    "other is not said, and cannot be told from these figures.",
    "Where the words of a question, or the questions of a topic, were changed, a new line begins and nothing "
    "is compared across it.",
    "If one or two people joined or left a small group, the change is told in a word and not as a figure.",
    "Among so many comparisons a few will look like change by chance alone.",
)


def paper(found: Trends, *, author_office: str = "Monitoring Officer") -> Paper:
    sections = (
        _overall(found),
        *(section for name in found.dimensions if (section := _dimension(found, name))),
        _balance(found),
        _happened(found),
        Section("What this cannot tell", (BulletList(LIMITS),)),
    )
    first, last = found.waves[0], found.waves[-1]
    return Paper(
        title="How councillors and officers work together: health check by health check",
        council=found.council,
        committee=found.committee,
        date=found.published_on,
        author="",
        author_office=author_office,
        head=(Callout("Caution", FELT),),
        purpose=(
            Paragraph(
                f"To set the results of every health check side by side, from “{first}” to “{last}”. Every "
                "figure here was published before."
            ),
        ),
        recommendation=(Paragraph("The committee is asked to note the trends and their limits."),),
        body=tuple(section for section in sections if section),
    )


def _overall(found: Trends) -> Section:
    chart = trend_drawings.topics(found, width=WIDE)
    blocks: list[Block] = [drawn(chart)] if chart else [Paragraph("No score of a topic can be shown.")]
    rows = tuple(row for line in (*headline(found), *found.topics) for row in changes(line, found))
    if rows:
        blocks.append(_changes("Overall and topic by topic, from one health check to the next", rows))
    return Section("Overall and topic by topic", tuple(blocks))


def _dimension(found: Trends, name: str) -> Section | None:
    chart = trend_drawings.questions(found, dimension=name, width=WIDE)
    if chart is None or name == "Headline":
        return None
    rows = tuple(row for line in found.of(name) for row in changes(line, found) if row[-1] != "Similar")
    blocks: list[Block] = [drawn(chart)]
    if rows:
        blocks.append(_changes(f"{name}: every change that is more than similar, or begins anew", rows))
    return Section(name, tuple(blocks))


def _changes(caption: str, rows: tuple[tuple[str, ...], ...]) -> Table:
    return Table(caption, ("Question and group", "From", "To", "Change", "In a word"), rows)


def changes(line: Line, found: Trends) -> Iterator[tuple[str, ...]]:
    """A row for each step from one health check to the next of which there is something to say."""
    for place, (wave, step) in enumerate(zip(found.waves, line.steps, strict=True)):
        before = line.steps[place - 1] if place else None
        if step.figure is None or before is None or before.figure is None:
            continue
        if step.begins or step.word is not None:
            yield (
                f"{line.topic}: {line.atom}",
                f"{found.waves[place - 1]}: {before.figure.shown}",
                f"{wave}: {step.figure.shown}",
                "not told" if step.change is None else f"{step.change:+.1f}",
                in_a_word(step),
            )


def in_a_word(step: Step) -> str:
    if step.begins:
        return "Asked in other words: a new line"
    return (step.word or "cannot be told").capitalize()


def _balance(found: Trends) -> Section | None:
    chart = timeline.through_the_years(found, width=WIDE)
    if chart is None:
        return None
    return Section(
        timeline.TITLE,
        (
            Paragraph(
                "Each group was asked which of three comes closest to how policy was made in the year "
                "before. None of the three is the right answer at every time."
            ),
            drawn(chart),
        ),
    )


def _happened(found: Trends) -> Section | None:
    rows = tuple((mark.letter, when(mark.before, found), mark.words) for mark in found.marks)
    if not rows:
        return None
    return Section(
        "What happened in between",
        (Table("Marked in the charts", ("Mark", "When", "What happened"), rows),),
    )


def when(before: int, found: Trends) -> str:
    if before >= len(found.waves):
        return f"since {found.waves[-1]}"
    return f"between {found.waves[before - 1]} and {found.waves[before]}"


# ----------------------------------------------------------------------------------------------- as data

HEAD = (
    "Council", "Health check", "Kind", "Item", "Topic", "Dimension", "Group", "Side", "Shown", "Value",
    "Answers", "Likely from", "Likely to", "New line", "In a word", "Change", "Margin", "Why not shown",
    "Cautions",
)  # fmt: skip


def sheets(found: Trends) -> dict[str, Sheet]:
    return {
        "Trends": figures(found),
        "In between": Sheet(
            ("Mark", "When", "Day", "What happened"),
            tuple(
                (mark.letter, when(mark.before, found), each.on, each.words)
                for mark in found.marks
                for each in mark.occasions
            ),
        ),
    }


def figures(found: Trends) -> Sheet:
    """Every figure of every group at every health check, one to a row."""
    return Sheet(
        HEAD,
        tuple(
            _row(found, line, wave, step)
            for line in (*found.topics, *found.questions)
            for wave, step in zip(found.waves, line.steps, strict=True)
            if step.figure is not None
        ),
    )


def _row(found: Trends, line: Line, wave: str, step: Step) -> tuple[Cell, ...]:
    figure = step.figure
    assert figure is not None  # noqa: S101 - only rows of figures are made
    return (
        found.council,
        wave,
        "topic" if line.is_topic else "question",
        line.id,
        line.topic,
        line.dimension,
        line.atom,
        line.side.value,
        figure.shown,
        figure.value,
        None if figure.suppressed else figure.n,
        figure.low,
        figure.high,
        "yes" if step.begins else "no",
        step.word,
        step.change,
        step.margin,
        phrases.why_not(figure) or None,
        "; ".join(caution.value for caution in step.cautions) or None,
    )


def as_json(found: Trends) -> bytes:
    def plain(value: Any) -> str:
        return value.isoformat() if isinstance(value, date) else str(value)

    return json.dumps(freeze(found), ensure_ascii=False, indent=1, default=plain).encode()

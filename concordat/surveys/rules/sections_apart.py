"""Sections of the committee paper whose answers are no part of any score: tasks, balance, pressure, words."""

from collections.abc import Sequence

from concordat.papers.document import Block, BulletList, Callout, Paragraph, Section, Table
from concordat.surveys.rules import drawings, figures, phrases, role_sort, themes, timeline
from concordat.surveys.rules.instrument import Shape, Side
from concordat.surveys.rules.release import Release
from concordat.surveys.rules.section_parts import WIDE, drawn, score, tabled

MOST_TASKS = 3  # so that a picture stands on one page with its table


def who_does_what(release: Release) -> Section | None:
    told = [each for each in role_sort.widest_first(release) if each.low is not None]
    if not told:
        return None
    rows = []
    for each in told:
        shown = [release.figure(each.id, side=side) for side in Side]
        rows.append(
            (each.topic, *(figure.shown if figure else "not shown" for figure in shown), _out_of_100(each))
        )
    beside: list[Block] = []
    for chart in role_sort.pictures(release, width=WIDE, most=MOST_TASKS):
        tasks = {row[0] for row in chart.rows}
        # Each has a name of its own: readers of the page go from table to table by their names.
        part = chart.title.removeprefix(role_sort.TITLE)
        beside.append(drawn(chart, table=_tasks([row for row in rows if row[0] in tasks], part=part)))
    return Section(
        "Who should do what",
        (
            Paragraph(
                "Both sides were asked whose task each of these should mainly be. For most there is no "
                "right answer: what matters is whether the sides give the same one. The last column says "
                "how many of every 100 people on one side would have to answer otherwise for the two sides "
                "to agree. It is a range, because the figures are."
            ),
            *(beside or [_tasks(rows)]),
        ),
    )


def _tasks(rows: Sequence[tuple[str, ...]], *, part: str = "") -> Table:
    return Table(
        f"Who should do what, widest difference first{part}",
        ("Task", "Councillors say", "Officers say", "Difference, of 100"),
        tuple(rows),
    )


def _out_of_100(each: figures.RoleDifference) -> str:
    low, high = round(100 * (each.low or 0.0)), round(100 * (each.high or 0.0))
    return f"{low} to {high}" if low < high else str(low)


def where_the_balance_lies(release: Release) -> Section | None:
    chart = timeline.now(release, width=WIDE)
    if chart is None:
        return None
    return Section(
        "Where the balance lies",
        (
            Paragraph(
                "Each side was asked which of three comes closest to how policy was made in the last 12 "
                "months. Councils move between them over the years; the trend paper shows earlier years."
            ),
            drawn(chart),
        ),
    )


def of_the_pool(release: Release) -> Section | None:
    pooled = release.pooled
    if pooled is None:
        return None
    topics = {item.id: item.topic for item in release.questions}
    rows = tuple(
        (topics[figure.id], score(figure))
        for figure in pooled.items
        if figure.shape is Shape.RATING and not figure.suppressed
    )
    blocks: list[Block] = [
        Paragraph(
            f"The {pooled.name} answered the same questions, each about their own council, and are told of "
            f"together: {phrases.replied(pooled.reply)}. No council is told of by itself, and none of these "
            "figures is part of any other figure in this paper."
        ),
    ]
    blocks.append(
        Table("Officers of several councils, from 1 to 10", ("Question", "Score"), rows)
        if rows
        else Paragraph("None of their figures may be shown.")
    )
    blocks.append(BulletList(pooled.cautions))
    return Section(pooled.name.capitalize(), tuple(blocks))


def under_pressure(release: Release) -> Section | None:
    items = [item for item in release.questions if item.pressure]
    if not items:
        return None
    charts = drawings.pressure(release, width=WIDE)
    ratings = [
        (f"{item.topic}: {figure.atom}", score(figure))
        for item in items
        for figure in release.items
        if figure.id == item.id and item.bands is None
    ]
    blocks: list[Block] = [
        Paragraph(
            "These questions stand apart from the scores. One side may have lived what the other only saw, "
            "so their answers are not subtracted. Heads are shown in bands, so that nobody can be counted "
            "out."
        ),
        *(drawn(chart) if len(chart.rows) > 1 else tabled(chart) for chart in charts),
    ]
    if ratings:
        blocks.append(
            Table("Pressure, rated from 1 (none) to 10 (extreme)", ("Question", "Score"), tuple(ratings))
        )
    if len(blocks) == 1:
        blocks.append(
            Paragraph("None of these figures may be shown: three bands need ten answers from a group.")
        )
    blocks.append(
        Callout("Caution", "An answer here is what somebody reports. It is not a finding that it happened.")
    )
    return Section("Pressure and impartiality", tuple(blocks))


def in_their_own_words(release: Release) -> Section | None:
    """Themes of the comments, side by side and never below a side."""
    if not release.own_words:
        return None
    blocks: list[Block | Section] = [
        Paragraph(
            "Each person could write one comment. An independent reviewer read them after the results were "
            "out, and tells which themes came up in three comments or more. How many wrote of one is told as "
            "a least number only. The comments have been destroyed."
        )
    ]
    for side in release.own_words:
        if why := themes.why_none(side):
            blocks.append(Paragraph(why))
        else:
            blocks.append(
                Section(
                    side.side.capitalize(),
                    tuple(block for theme in side.themes for block in _theme(theme)),
                )
            )
    return Section("In their own words: themes", tuple(blocks))


def _theme(theme: themes.Theme) -> list[Block]:
    quotes = tuple(f"“{quote}”" for quote in theme.quotes)
    told: list[Block] = [Paragraph(f"{theme.title}. {theme.words} {themes.behind(theme)}")]
    return [*told, BulletList(quotes)] if quotes else told

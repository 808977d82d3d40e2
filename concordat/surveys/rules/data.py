"""A release as tables, for whoever wants to count again. Aggregates only: there are no rows of people."""

from collections.abc import Mapping

from concordat.papers.data import Cell, Sheet, to_csv, to_xlsx
from concordat.surveys.rules import phrases, themes
from concordat.surveys.rules.figures import Figure
from concordat.surveys.rules.release import Release

FIGURES_HEAD = (
    "Council", "Wave", "Group", "Side", "Invited", "Item", "Dimension", "Question", "Shape", "Answers",
    "Shown", "Value", "Likely from", "Likely to", "Band 1", "Band 2", "Band 3", "Why not shown", "Cautions",
    "How made",
)  # fmt: skip


def figures(release: Release) -> Sheet:
    """Every figure of every group, one to a row: what the CSV holds."""
    dimensions = [figure for dimension in release.dimensions for figure in dimension.scores]
    rows = tuple(_row(release, figure) for figure in (*release.items, *dimensions))
    return Sheet(FIGURES_HEAD, (*rows, *pool(release).rows))


def _row(release: Release, figure: Figure) -> tuple[Cell, ...]:
    item = next((item for item in release.questions if item.id == figure.id), None)
    bands: list[Cell] = [band.shown for band in figure.bands or ()]
    return (
        release.council,
        release.wave,
        figure.atom,
        figure.side.value,
        figure.invited,
        figure.id,
        item.dimension if item else figure.id,
        item.wording(figure.side) if item else "Average of the questions of this dimension",
        figure.shape.value,
        None if figure.suppressed else figure.n,
        figure.shown,
        figure.value,
        figure.low,
        figure.high,
        *(bands or [None, None, None]),
        phrases.why_not(figure) or None,
        "; ".join(caution.value for caution in figure.cautions) or None,
        figure.how.value,
    )


def pool(release: Release) -> Sheet:
    """Every figure of a pool of local councils' officers, and none of anybody else's."""
    if release.pooled is None:
        return Sheet(FIGURES_HEAD, ())
    topics = [figure for dimension in release.pooled.dimensions for figure in dimension.scores]
    return Sheet(FIGURES_HEAD, tuple(_row(release, figure) for figure in (*release.pooled.items, *topics)))


def promised(release: Release) -> Sheet:
    return Sheet(
        ("What", "By whom", "By when", "Kept on", "Promised after"),
        tuple(
            (each.what, each.by.value, each.by_when, each.kept_on, each.after) for each in release.promised
        ),
    )


def pool_as_csv(release: Release) -> str:
    return to_csv(pool(release))


def sheets(release: Release) -> Mapping[str, Sheet]:
    """Everything in a release, a sheet for each kind of figure; and the themes, where comments were read."""
    return _figures(release) | ({"Themes": _themes(release)} if release.own_words else {})


def _themes(release: Release) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for side in release.own_words:
        if why := themes.why_none(side):
            rows.append((side.side.value, None, None, None, None, why))
        rows += [
            (
                side.side.value,
                theme.title,
                theme.words,
                theme.at_least,
                " / ".join(theme.quotes) or None,
                None,
            )
            for theme in side.themes
        ]
    head = ("Side", "Theme", "In the reviewer’s words", "At least so many", "Quotes", "Why none")
    return Sheet(head, tuple(rows))


def _figures(release: Release) -> dict[str, Sheet]:
    return {
        "Summary": _summary(release),
        "Figures": figures(release),
        **({"Pool": pool(release)} if release.pooled else {}),
        **({"Promised": promised(release)} if release.promised else {}),
        "Gaps": Sheet(
            (
                "Kind",
                "Item",
                "Topic",
                "First side",
                "First",
                "Second",
                "Gap",
                "Margin",
                "At least",
                "Verdict",
            ),
            tuple(
                (
                    kind,
                    each.id,
                    each.topic,
                    each.first.value,
                    each.first_shown,
                    each.second_shown,
                    each.gap,
                    each.margin,
                    "yes" if each.at_least else "no",
                    each.verdict.value,
                )
                for kind, pairs in (
                    ("gap between the sides", release.gaps),
                    ("own view less the other side’s", release.blind_spots),
                    ("expected less given", release.misjudgements),
                )
                for each in pairs
            ),
        ),
        "Who does what": Sheet(
            ("Item", "Task", "Difference at least", "Difference at most"),
            tuple((each.id, each.topic, each.low, each.high) for each in release.roles),
        ),
        "Change": Sheet(
            ("Item", "Group", "Side", "Then", "Now", "Change", "Margin", "In a word"),
            tuple(
                (
                    each.id,
                    each.atom,
                    each.side.value,
                    each.earlier,
                    each.later,
                    each.change,
                    each.margin,
                    each.word,
                )
                for each in release.changes
            ),
        ),
        "Questions": Sheet(
            ("Item", "Dimension", "Asked of councillors", "Asked of officers", "Answers", "Source"),
            tuple(
                (
                    item.id,
                    item.dimension,
                    item.councillors,
                    item.officers,
                    " / ".join(item.bands) if item.bands else f"1 {item.low_label} – 10 {item.high_label}",
                    item.source,
                )
                for item in release.questions
            ),
        ),
    }


def _summary(release: Release) -> Sheet:
    head = release.headline
    rows: list[tuple[Cell, ...]] = [
        ("Council", release.council),
        ("Wave", release.wave),
        ("Edition of the questions", release.edition),
        ("Fingerprint of the roster", release.roster_hash or "none: collected with another tool"),
        *((f"Replies: {atom.name}", phrases.replied(atom)) for atom in release.atoms),
        ("Councillors", head.councillors_shown),
        ("Officers", head.officers_shown),
        ("Gap, councillors less officers", head.gap),
        ("Margin of the gap", head.margin),
        ("Verdict", head.verdict.value),
        ("Tipping point", head.tipping_point),
        *(("Caution", caution) for caution in release.cautions),
    ]
    return Sheet(("What", "Figure"), tuple(rows))


def as_csv(release: Release) -> str:
    return to_csv(figures(release))


def as_xlsx(release: Release) -> bytes:
    return to_xlsx(sheets(release), title=f"{release.council}: {release.wave}")

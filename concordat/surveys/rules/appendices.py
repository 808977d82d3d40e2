"""The appendices of the committee paper: how it was made, every figure, every question."""

from concordat.papers.document import Block, BulletList, Paragraph, Section, Table
from concordat.smallsample.disclosure import ATOM_FLOOR, BAND_FLOOR, MEAN_FLOOR
from concordat.surveys.rules import phrases
from concordat.surveys.rules.figures import Figure
from concordat.surveys.rules.instrument import PARISH, Item, Shape
from concordat.surveys.rules.release import Release


def how_it_was_made(release: Release) -> Section:
    rules = (
        f"A group is reported only if at least {ATOM_FLOOR} people were asked and at least {MEAN_FLOOR} "
        "replied. Groups never overlap, and no total over groups is made, so there is nothing to subtract.",
        f"A score from 1 to 10 needs {MEAN_FLOOR} answers. It is the average, rounded to a half point (5 to "
        "9 answers), a fifth (10 to 19) or a tenth (20 or more). Near the ends of the scale it is shown "
        "only as “or above” or “or below”, because there an exact average would give answers away.",
        f"A question about how often something happened needs {BAND_FLOOR} answers, and is shown in three "
        "bands: “fewer than 3” (fewer than 4 from 20 answers), the nearest five, or “nearly all”.",
        "“Don’t know” and blank answers are left out of a figure, and are never guessed.",
        "The likely range of a score is where the whole group’s score would lie 19 times in 20, had "
        "everyone in the group been equally ready to answer. It assumes that single ratings spread by 2.5 "
        "points (3 where a group is split), allows for how much of the group answered, and adds the "
        "rounding.",
        "Gaps, topics, blind spots and change are worked out from published figures alone, so they can "
        "tell nothing more than those figures do.",
        "The figures are made once, and are the same for every reader.",
    )
    blocks: list[Block] = [BulletList(rules)]
    if release.roster_hash:
        blocks.append(
            Paragraph(
                "The list of people asked was fixed before anybody answered, shown to everyone on it, and "
                f"signed by one person of each side. Its fingerprint is {release.roster_hash}."
            )
        )
    else:
        blocks.append(
            Paragraph(
                "The answers were collected with another tool. How many were asked was given to Concordat, "
                "and could not be checked; nor could how confidentially they were collected, nor whether "
                "each question was put in the words of Appendix C."
            )
        )
    blocks.append(
        Paragraph(
            f"The questions are edition {release.edition} of Concordat’s health check. They come from "
            "published work and are not a validated scale: they have not been through the trials that "
            "would need."
        )
    )
    return Section("How this was made", tuple(blocks))


def the_figures(release: Release) -> Section:
    blocks: list[Block] = []
    for atom in release.atoms:
        if atom.reportable:
            continue
        own = next((figure for figure in release.items if figure.atom == atom.name), None)
        words = phrases.why_not(own) if own else "Not asked."
        blocks.append(
            Paragraph(f"{atom.name.capitalize()}, {phrases.replied(atom)}: no figure is shown. {words}")
        )
    shapes = (
        (Shape.RATING, "Scores, with their likely range and the number of answers, n"),
        (Shape.BANDS, "Heads in three bands"),
    )
    for shape, caption in shapes:
        table = _table(release, shape, caption)
        blocks += [table] if table else []
    return Section("Every figure", tuple(blocks))


def _table(release: Release, shape: Shape, caption: str) -> Table | None:
    """A row for each question, a column for each group that is reported, and the cautions of all of them."""
    atoms = [atom.name for atom in release.atoms if atom.reportable]
    rows = []
    for item in release.questions:
        own = [
            figure
            for name in atoms
            for figure in release.items
            if (figure.id, figure.atom) == (item.id, name)
        ]
        if item.shape is shape and own:
            cautions = [f"{figure.atom}: {_cautions(figure)}" for figure in own if _cautions(figure)]
            cells = (_cell(figure) for figure in own)
            rows.append((f"{item.id} {item.topic}", *cells, "; ".join(cautions).capitalize() or "none"))
    if not rows:
        return None
    return Table(caption, ("Question", *(name.capitalize() for name in atoms), "Cautions"), tuple(rows))


def _cell(figure: Figure) -> str:
    if figure.suppressed:
        return "not shown"
    if figure.shape is Shape.BANDS:
        return figure.shown
    return f"{figure.shown} ({phrases.interval(figure)}), n {figure.n}"


def _cautions(figure: Figure) -> str:
    if figure.suppressed:
        return phrases.why_not(figure).rstrip(".").lower()
    return ", ".join(caution.value for caution in figure.cautions)


def the_questions(release: Release) -> Section:
    rows = tuple(_question(item) for item in release.questions)
    head = ("Item", "Councillors were asked", "Officers were asked", "Answers", "Source")
    return Section(
        "The questions",
        (Paragraph(PARISH.replace("\n", " ")), Table("Every question, in both wordings", head, rows)),
    )


def _question(item: Item) -> tuple[str, ...]:
    answers = " / ".join(item.bands) if item.bands else f"1 ({item.low_label}) to 10 ({item.high_label})"
    return (item.id, item.councillors, item.officers, answers, item.source)

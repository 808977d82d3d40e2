"""The published figures as tables, for whoever wants to count again. Everyone may have them."""

from concordat.papers.data import Cell, Sheet
from concordat.viewpoints.rules.report import Report


def sheets(report: Report) -> dict[str, Sheet]:
    return {
        "Viewpoints": viewpoints(report),
        "Statements": statements(report),
        "Voices": voices(report),
        "Agenda": agenda(report),
        "Method": method(report),
    }


def viewpoints(report: Report) -> Sheet:
    rows = tuple(
        (number, viewpoint.name, viewpoint.size, viewpoint.mix, viewpoint.narrative or None)
        for number, viewpoint in enumerate(report.viewpoints, start=1)
    )
    return Sheet(("Number", "Viewpoint", "Defined by", "Mix of the two sides", "In words"), rows)


def statements(report: Report) -> Sheet:
    """A row for each statement: its column and, where it may be shown, its score in each viewpoint."""
    head = (
        "Card",
        "Statement",
        "Theme",
        "Standing",
        *(f"Column, {viewpoint.name}" for viewpoint in report.viewpoints),
        *(f"z-score, {viewpoint.name}" for viewpoint in report.viewpoints if viewpoint.scores),
        "Sets apart",
    )
    rows = []
    for place, card in enumerate(report.cards):
        apart = [viewpoint.name for viewpoint in report.viewpoints if card.key in viewpoint.apart]
        rows.append(
            (
                card.key,
                card.words,
                card.theme or None,
                standing(report, card.key),
                *(viewpoint.values[place] for viewpoint in report.viewpoints),
                *(viewpoint.scores[place] for viewpoint in report.viewpoints if viewpoint.scores),
                ", ".join(apart) or None,
            )
        )
    return Sheet(head, tuple(rows))


def standing(report: Report, key: str) -> str:
    if key in report.consensus:
        return "all agree"
    if key in report.undecided:
        return "not found to differ"
    return "contested" if key in report.contested else "some differ"


def voices(report: Report) -> Sheet:
    rows: list[tuple[Cell, ...]] = [
        (viewpoint.name, voice.statement, voice.words, voice.behind)
        for viewpoint in report.viewpoints
        for voice in viewpoint.voices
    ]
    return Sheet(("Viewpoint", "Card", "What is said", "Behind it"), tuple(rows))


def agenda(report: Report) -> Sheet:
    rows = tuple((point.statement or None, point.heading, point.question) for point in report.agenda)
    return Sheet(("Card", "About", "To talk about"), rows)


def method(report: Report) -> Sheet:
    rows = [*report.method, *(("Step by hand", step) for step in report.steps)]
    rows += [("Caution", caution) for caution in report.cautions]
    return Sheet(("What", "How"), tuple(rows))

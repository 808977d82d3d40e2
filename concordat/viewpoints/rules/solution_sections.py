"""The sections of the paper of a solution that speak of views: each, where they meet, where they part."""

from collections.abc import Sequence

from concordat.papers.document import (
    Block,
    BulletList,
    Callout,
    NumberedList,
    Paragraph,
    Section,
    Strong,
    Table,
    Words,
)
from concordat.qmethod.cautions import Caution
from concordat.qmethod.results import Analysis, Mode, Told
from concordat.viewpoints.rules import drawings, readings
from concordat.viewpoints.rules.readings import Placed, View, signed_value
from concordat.viewpoints.rules.solution_figures import figure

NOT_YET = (
    "Nobody has yet put this view into words of its own. Until then its cards speak for it: what it puts "
    "at the two ends of the grid, and what it sorts unlike any other view."
)
WORDS_OF_CARDS = "The words of every card, with its column in each view, stand in the appendix of tables."
MOST_APART = 8
MOST_CONTESTED = 10
MOST_COMMENTS = 12
FEW = 2


def caution(analysis: Analysis, told: Caution, *, people: bool) -> str:
    """Its sentence; where sorts may not be named, a plain one in place of any that names one."""
    if people or not any(name in told.sentence for name in analysis.study.participants):
        return told.sentence
    which = f" of factor {', '.join(map(str, told.factors))}" if told.factors else ""
    return f"There is something to be careful about in the sorts{which} ({told.about.value})."


def one_view(analysis: Analysis, factor: int, said: Sequence[View]) -> Section:
    view = said[factor - 1]
    if not readings.has_scores(analysis, factor):
        return Section(
            view.name,
            (
                Paragraph(
                    "No sort defines this factor, so it has no statements to tell. Fewer factors may "
                    "describe the study better."
                ),
            ),
        )
    blocks: list[Block] = [*_narrative(view), Paragraph(_defined(view))]
    top, foot = readings.ends(analysis, factor)
    blocks += [
        Paragraph((Strong("Most like this view"),)),
        BulletList(tuple(_card(card) for card in top)),
        Paragraph((Strong("Most unlike this view"),)),
        BulletList(tuple(_card(card) for card in foot)),
        *_apart(analysis, factor, said),
        *_comments(analysis, view),
    ]
    drawn = drawings.array(analysis, factor=factor, view=view)
    if drawn is not None:
        blocks.append(figure(drawn, elsewhere=WORDS_OF_CARDS))
    return Section(view.name, tuple(blocks))


def _narrative(view: View) -> list[Block]:
    return [Paragraph(words) for words in view.narrative or (NOT_YET,)]


def _defined(view: View) -> str:
    return f"Defined by: {view.defined_by}."


def _card(card: Placed) -> Words:
    words = card.id if card.text == card.id else f"{card.text} ({card.id})"
    return (Strong(f"At {signed_value(card.value)}:"), f" {words}")


def _apart(analysis: Analysis, factor: int, said: Sequence[View]) -> list[Block]:
    """What this view sorts unlike every other, with the columns of the others beside it."""
    found = readings.sets_apart(analysis, factor)
    others = [other for other in readings.scored(analysis) if other != factor]
    if not others:
        return []
    if not found:
        return [Paragraph("No statement tells this view from every other one beyond doubt.")]
    rows = []
    for card in found[:MOST_APART]:
        values = readings.values_of(analysis, card.id)
        rows.append(
            (
                readings.labelled(analysis, card.id),
                signed_value(card.value),
                *(signed_value(values[other - 1]) for other in others),
            )
        )
    blocks: list[Block] = [
        Table(
            f"What sets it apart: {said[factor - 1].name}",
            ("Statement", "In this view", *(f"In {said[other - 1].name}" for other in others)),
            tuple(rows),
            numeric=frozenset(range(1, len(others) + 2)),
            note=_how_shown(analysis),
        )
    ]
    left = len(found) - MOST_APART
    if left > 0:
        more = "one more" if left == 1 else f"{left} more"
        blocks.append(Paragraph(f"It is told apart by {more}; all of them stand in the appendix."))
    return blocks


def _how_shown(analysis: Analysis) -> str:
    if analysis.mode is Mode.STANDARD:
        return (
            "Columns of the grid. Each differs from every other view at p < .05, corrected for all "
            "comparisons."
        )
    return (
        f"Columns of the grid. Each differs from every other view by the rule of {analysis.mode.value}, "
        "which does not correct for the number of comparisons."
    )


def _comments(analysis: Analysis, view: View) -> list[Block]:
    if not view.comments:
        return []
    told: list[Words] = [
        (f"“{words}” ", f"(of {readings.labelled(analysis, statement)})")
        for statement, words in view.comments[:MOST_COMMENTS]
    ]
    return [Paragraph((Strong("In the words of those who sorted"),)), BulletList(tuple(told))]


def where_they_meet(analysis: Analysis, said: Sequence[View]) -> Section | None:
    """Agreement that was shown, and apart from it the statements on which no difference was found."""
    if len(readings.scored(analysis)) < 2:
        return None
    agreed = readings.consensus(analysis)
    blocks: list[Block] = []
    if agreed:
        blocks += [
            Paragraph(
                "On these statements every pair of views is shown to stand close together: whatever the "
                "difference is, it is smaller than the margin set beforehand."
            ),
            _values("Shown to agree", analysis, agreed, said),
        ]
    elif analysis.mode is Mode.STANDARD:
        blocks.append(
            Paragraph(
                "On no statement could it be shown that all views agree. That needs many sorts to a view, "
                "and does not mean that they disagree on everything."
            )
        )
    undecided = readings.not_found_to_differ(analysis)
    if undecided:
        program = "" if analysis.mode is Mode.STANDARD else f" {analysis.mode.value} calls them consensus."
        blocks += [
            Paragraph(
                "On these statements no difference was found, which is not the same as agreement: the "
                f"study may only have been too small to find one.{program}"
            ),
            _values("Not found to differ", analysis, undecided, said),
        ]
    return Section("Where the views meet", tuple(blocks)) if blocks else None


def where_they_part(analysis: Analysis, said: Sequence[View]) -> Section | None:
    found = readings.contested(analysis, most=MOST_CONTESTED)
    if not found:
        return None
    drawn = drawings.distinguishing(
        analysis,
        statements=[told.statement for told in found],
        views=said,
        title="The statements on which views differ most",
    )
    blocks: list[Block] = [
        Paragraph(
            "These statements divide the views most, the widest first. A view may stand with another on "
            "one and against it on the next."
        )
    ]
    if drawn is not None:
        blocks.append(figure(drawn, numeric=frozenset(range(1, analysis.factors + 1))))
    return Section("Where the views part", tuple(blocks))


def _values(caption: str, analysis: Analysis, found: Sequence[Told], said: Sequence[View]) -> Table:
    shown = readings.scored(analysis)
    rows = tuple(
        (
            readings.labelled(analysis, told.statement),
            *(signed_value(readings.values_of(analysis, told.statement)[view - 1]) for view in shown),
        )
        for told in found
    )
    return Table(
        caption,
        ("Statement", *(said[view - 1].name for view in shown)),
        rows,
        numeric=frozenset(range(1, len(shown) + 1)),
    )


def views_of_few(analysis: Analysis, said: Sequence[View], *, people: bool) -> Section:
    """Views that few sorts define stand in the paper like any other; this says why, and who is in none."""
    counts = [int(each) for each in analysis.characteristics.n_flagged.tolist()]
    few = [view.name for view, count in zip(said, counts, strict=True) if 0 < count <= FEW]
    blocks: list[Block] = [
        Paragraph(
            "Every view is reported, whether many sorts define it or few. A view of few may be the one "
            "that is seldom heard."
        )
    ]
    if few:
        verb = "is" if len(few) == 1 else "are"
        blocks.append(
            Callout(
                "Caution",
                f"{_listed(few)} {verb} defined by at most {FEW} sorts: its scores rest on very few "
                "people, and describe them rather than a group.",
            )
        )
    if people:
        flagged = [sum(row) for row in analysis.flags.tolist()]
        none, several = flagged.count(0), sum(1 for each in flagged if each > 1)
        blocks.append(
            Paragraph(
                f"{_people(none)} in no view: they share something with several, or see it in a way of "
                f"their own. {_people(several)} in more than one."
            )
        )
    return Section("Views of few, and sorts in no view", tuple(blocks))


def _people(count: int) -> str:
    if count == 0:
        return "No sort counts"
    return "One sort counts" if count == 1 else f"{count} sorts count"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def to_talk_about(analysis: Analysis, said: Sequence[View], *, most: int) -> Section | None:
    """An agenda from the contested statements: what holds each apart, as a question to both ends."""
    found = readings.contested(analysis, most=most)
    if not found:
        return None
    questions: list[Words] = []
    for told in found:
        values = readings.values_of(analysis, told.statement)
        known = [(value, said[place].name) for place, value in enumerate(values) if value is not None]
        (low, lowest), (high, highest) = min(known), max(known)
        questions.append(
            (
                Strong(readings.text_of(analysis, told.statement)),
                f" {highest} puts it at {signed_value(high)}, {lowest} at {signed_value(low)}. What has "
                "each seen that the other has not?",
            )
        )
    return Section(
        "To talk about",
        (
            Paragraph(
                "Questions for a meeting of people of different views, from the statements that divide them:"
            ),
            NumberedList(tuple(questions)),
        ),
    )

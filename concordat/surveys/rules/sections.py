"""The body of the committee paper, section by section. A section with nothing to say is ``None``."""

from collections.abc import Callable, Sequence

from concordat.papers.document import (
    Block,
    BulletList,
    NumberedList,
    Paragraph,
    Section,
    Table,
)
from concordat.smallsample.comparison import Verdict
from concordat.surveys.rules import drawings, figures, phrases
from concordat.surveys.rules.discussing import to_discuss
from concordat.surveys.rules.instrument import Side
from concordat.surveys.rules.release import Release
from concordat.surveys.rules.section_parts import WIDE, drawn, score
from concordat.surveys.rules.side_by_side import HEADLINE

MOST_GAPS = 6


def two_scores(release: Release) -> Section:
    head = release.headline
    blocks: list[Block] = []
    for side in Side:
        blocks += [Paragraph(words) for words in _own_score(release, side)]
    blocks.append(Paragraph(_the_gap(release)))
    if head.margin is not None and head.gap is not None:
        blocks.append(
            Paragraph(
                "Chance alone, because not everyone answered and scores are rounded, could move this gap "
                f"by up to {head.margin:.1f} points either way, 19 times in 20. A gap is called clear "
                "beyond that, and possible beyond half of it."
            )
        )
    chart = drawings.direction(release, width=WIDE)
    if chart:
        blocks.append(drawn(chart))
    return Section("The two scores", tuple(blocks))


def _own_score(release: Release, side: Side) -> list[str]:
    found = [figure for figure in release.items if figure.id == HEADLINE and figure.side is side]
    said = []
    for figure in found:
        who = figure.atom.capitalize()
        if figure.suppressed:
            said.append(f"{who}: no score is shown. {phrases.why_not(figure)}")
        else:
            said.append(
                f"{who} rate the working relationship {figure.shown} out of 10. The score of all "
                f"{figure.invited} who were asked is likely to lie from {phrases.interval(figure)}."
            )
    return said


def _the_gap(release: Release) -> str:
    head = release.headline
    verdict = phrases.VERDICTS[head.verdict]
    if head.gap is None:
        return verdict
    if head.gap == 0:
        return f"The two scores are the same. {verdict}"
    who, others = ("Councillors", "officers") if head.gap > 0 else ("Officers", "councillors")
    points = phrases.gap(head.gap, at_least=head.at_least)
    return f"{who} score it {points} points higher than {others}. {verdict}"


def who_replied(release: Release) -> Section:
    told = "; ".join(f"{atom.name}, {phrases.replied(atom)}" for atom in release.atoms)
    blocks: list[Block] = [Paragraph(f"{told[0].upper()}{told[1:]}.")]
    chart = drawings.replies(release, width=WIDE)
    if chart:
        blocks.append(drawn(chart))
    if release.headline.silence:
        blocks.append(
            Paragraph("What those who gave no score could change, which no margin for chance covers:")
        )
        blocks.append(BulletList(tuple(told.sentence for told in release.headline.silence)))
    return Section("Who replied", tuple(blocks))


def topic_by_topic(release: Release) -> Section | None:
    if not release.dimensions:
        return None
    atoms = [atom.name for atom in release.atoms]
    rows = []
    for dimension in release.dimensions:
        scores = {figure.atom: figure for figure in dimension.scores}
        rows.append(
            (
                dimension.name,
                *(score(scores.get(atom)) for atom in atoms),
                phrases.gap(dimension.gap, at_least=dimension.at_least),
                str(dimension.verdict).capitalize(),
            )
        )
    head = ("Topic", *(atom.capitalize() for atom in atoms), "Gap", "What can be said")
    table = Table(
        "Scores by topic, from 1 to 10, each with its likely range",
        head,
        tuple(rows),
        numeric=frozenset({len(head) - 2}),
    )
    chart = drawings.dimensions(release, width=WIDE)
    return Section(
        "Topic by topic",
        (
            Paragraph(
                "Each topic’s score is the plain average of the published scores of its questions. The same "
                "questions count for both sides."
            ),
            drawn(chart, table=table) if chart else table,
        ),
    )


def where_they_differ(release: Release) -> Section:
    widest = [each for each in phrases.widest(release.gaps, most=MOST_GAPS + 1) if each.id != HEADLINE][
        :MOST_GAPS
    ]
    if not widest:
        words = (
            "On no single question is there evidence of a gap. That may mean that the sides agree, or that "
            "too few answered to tell. Every figure is in Appendix B."
        )
        if all(each.verdict is Verdict.NO_VERDICT for each in release.gaps):
            words = "The two sides cannot be compared, because not both of them are shown as a whole."
        return Section("Where the two sides differ most", (Paragraph(words),))
    chart = drawings.questions(release, widest, title="The widest gaps, question by question", width=WIDE)
    table = Table(
        "The widest gaps, from 1 to 10",
        ("Question", "Councillors", "Officers", "Gap", "What can be said"),
        tuple(
            (
                f"{each.topic} ({each.id})",
                each.first_shown,
                each.second_shown,
                phrases.gap(each.gap, at_least=each.at_least),
                str(each.verdict).capitalize(),
            )
            for each in widest
        ),
        numeric=frozenset({3}),
    )
    return Section(
        "Where the two sides differ most",
        (
            Paragraph(
                "These questions show the widest gaps that chance does not easily explain, clear gaps "
                "first. With many questions, a few will look like gaps by chance."
            ),
            drawn(chart, table=table) if chart else table,
        ),
    )


def both_sides_seen(release: Release) -> Section | None:
    blocks: list[Block | Section] = []
    if any(spot.gap is not None for spot in release.blind_spots):
        blocks.append(_blind_spots(release))
    if any(made.gap is not None for made in release.misjudgements):
        blocks.append(
            Section(
                "What each side thought the other would say",
                (_compared("Expected and given, from 1 to 10", release.misjudgements, _EXPECTED),),
            )
        )
    return Section("How each side sees itself and the other", tuple(blocks)) if blocks else None


def _blind_spots(release: Release) -> Section:
    blocks: list[Block] = [
        Paragraph(
            "Some questions ask one side about itself and the other side about the same thing. The "
            "difference is a blind spot: neither view is taken to be the true one."
        )
    ]
    for side in Side:
        chart = drawings.blind_spots(release, about=side, width=WIDE)
        spots = [spot for spot in release.blind_spots if spot.first is side]
        if chart and spots:
            blocks.append(drawn(chart, table=_compared(chart.title, spots, _SEEN)))
    return Section("Blind spots", tuple(blocks))


_SEEN = ("Topic", "Of themselves", "By the other side", "In words")
_EXPECTED = ("Who", "Expected", "Given by the other side", "In words")


def _compared(caption: str, pairs: Sequence[figures.Compared], head: tuple[str, ...]) -> Table:
    expected = head is _EXPECTED
    words: Callable[[figures.Compared], str] = phrases.misjudgement if expected else phrases.blind_spot
    rows = tuple(
        (
            each.first.capitalize() if expected else each.topic,
            each.first_shown,
            each.second_shown,
            words(each),
        )
        for each in pairs
    )
    return Table(caption, head, rows)


def what_changed(release: Release) -> Section | None:
    told = [change for change in release.changes if change.word is not None]
    if not told:
        return None
    topics = {item.id: item.topic for item in release.questions}
    moved = [change for change in told if change.word != "similar" or change.id == HEADLINE]
    rows = tuple(
        (
            f"{topics[change.id]}: {change.atom}",
            change.earlier,
            change.later,
            "not told" if change.change is None else f"{change.change:+.1f}",
            (change.word or "").capitalize(),
        )
        for change in moved
    )
    before = release.history[-1].wave if release.history else "last time"
    blocks: list[Block] = [
        Paragraph(
            f"Compared with “{before}”, question by question and in the same words. Nobody is followed from "
            f"one health check to the next, so both count as samples. {len(told)} comparisons can be made; "
            "those not listed are similar."
        )
    ]
    if rows:
        blocks.append(Table("What has changed", ("Question", "Then", "Now", "Change", "In a word"), rows))
    chart = drawings.through_time(release, width=WIDE)
    if chart:
        blocks.append(drawn(chart))
    return Section("What has changed", tuple(blocks))


def to_talk_about(release: Release) -> Section:
    return Section(
        "Questions for a joint meeting",
        (
            Paragraph(
                "The figures show where to ask. These questions are for councillors and officers to talk "
                "about together; none of them says who is right."
            ),
            NumberedList(to_discuss(release)),
        ),
    )


def what_it_cannot_tell(release: Release) -> Section:
    always = (
        "Who said what. No figure can be traced to a person, and nobody should try.",
        "Why. The figures show where to ask, not what the answer is.",
        "Who is right, where the sides differ.",
        "What those who did not answer think.",
    )
    verdict = release.headline.verdict
    more = (
        ("Whether the gap is real: the evidence is not enough either way.",)
        if verdict is Verdict.NOT_ENOUGH_EVIDENCE
        else ()
    )
    return Section(
        "What this cannot tell",
        (BulletList((*always, *more)), Paragraph("Read with these cautions:"), BulletList(release.cautions)),
    )

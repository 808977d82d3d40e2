"""The committee paper of a release: neutral, plain, and honest about what it cannot tell.

It is made from the release alone, so the same release gives the same paper to whoever asks for it.
"""

from datetime import date

from concordat.papers.document import (
    Callout,
    KeyFigures,
    NumberedList,
    Paper,
    Paragraph,
    Section,
    Source,
)
from concordat.surveys.rules import phrases
from concordat.surveys.rules.appendices import how_it_was_made, the_figures, the_questions
from concordat.surveys.rules.doubts import FELT
from concordat.surveys.rules.guide import kept_so_far
from concordat.surveys.rules.instrument import Side
from concordat.surveys.rules.release import Release
from concordat.surveys.rules.sections import (
    both_sides_seen,
    to_talk_about,
    topic_by_topic,
    two_scores,
    what_changed,
    what_it_cannot_tell,
    where_they_differ,
    who_replied,
)
from concordat.surveys.rules.sections_apart import (
    in_their_own_words,
    of_the_pool,
    under_pressure,
    where_the_balance_lies,
    who_does_what,
)

MOST_TOPICS = 3


def paper(
    release: Release,
    *,
    committee: str,
    date: date,
    author: str = "",
    author_office: str = "Monitoring Officer",
    reference: str = "",
    status: str = "Draft",
) -> Paper:
    """The paper as a tree, for `papers` to write as HTML, Word or PDF."""
    sections = (
        two_scores(release),
        who_replied(release),
        topic_by_topic(release),
        where_they_differ(release),
        both_sides_seen(release),
        who_does_what(release),
        where_the_balance_lies(release),
        under_pressure(release),
        in_their_own_words(release),
        what_changed(release),
        kept_so_far(release.promised, on=date) if release.promised else None,
        of_the_pool(release),
        to_talk_about(release),
        what_it_cannot_tell(release),
    )
    return Paper(
        title=f"How councillors and officers work together: {release.wave}",
        council=release.council,
        committee=committee,
        date=date,
        author=author,
        author_office=author_office,
        reference=reference,
        status=status,
        head=(_key_figures(release), Callout("Caution", FELT)),
        purpose=(
            Paragraph(
                "To report what councillors and officers say of working with each other, in the two-sided "
                f"health check “{release.wave}”, and what that can and cannot tell the committee."
            ),
        ),
        recommendation=_recommendation(release),
        body=tuple(section for section in sections if section is not None),
        implications=_implications(release),
        appendices=(how_it_was_made(release), the_figures(release), the_questions(release)),
        sources=(
            Source(f"Concordat health check, edition {release.edition}: questions in Appendix C."),
            Source("Sources of each question: see the last column of Appendix C."),
        ),
    )


def _key_figures(release: Release) -> KeyFigures:
    head = release.headline
    shown = {Side.COUNCILLORS: head.councillors_shown, Side.OFFICERS: head.officers_shown}
    figures = []
    for side in Side:
        replies = "; ".join(phrases.replied(atom) for atom in release.atoms if atom.side is side)
        figures.append((side.capitalize(), shown[side].capitalize(), replies or "Nobody asked"))
    gap = phrases.gap(head.gap, at_least=head.at_least)
    return KeyFigures((*figures, ("Gap", gap.capitalize(), str(head.verdict).capitalize())))


def _recommendation(release: Release) -> tuple[Paragraph | NumberedList, ...]:
    topics = [
        each.topic.lower() for each in phrases.widest(release.gaps, most=MOST_TOPICS) if each.id != "H1"
    ]
    if topics:
        meet = (
            "ask councillors and officers to meet together on the topics where the two sides differ most "
            f"({'; '.join(topics)}), and to say what each side will do about them;"
        )
    else:
        meet = "ask councillors and officers to meet together on what these results mean to each side;"
    return (
        Paragraph("The committee is asked to:"),
        NumberedList(
            (
                "note the results, and the limits of what they can tell;",
                meet,
                "agree a date for the next health check, so that change can be seen.",
            )
        ),
    )


def _implications(release: Release) -> tuple[Section, ...]:
    said = (
        (
            "Legal",
            "The report asks for no decision with legal effect. A complaint about a person’s conduct is not "
            "made by answering a survey, and is dealt with by the council’s own procedures.",
        ),
        (
            "Financial",
            "None from noting the report. A joint meeting takes the time of those who attend it.",
        ),
        (
            "Equalities",
            "The questions were not broken down by protected characteristic: groups so small would be "
            "recognised. The committee may wish to ask separately whether some people find it harder to be "
            "heard.",
        ),
        (
            "Confidentiality",
            "Nobody’s answers can be worked out from this report. Figures that could give a person away "
            "are left out or shown only as a limit or a band. They should not be sought by other means.",
        ),
        (
            "Risk",
            "The main risk is to read more into these figures than they hold: section "
            f"“{what_it_cannot_tell(release).heading}” says what they cannot tell. Asking and then "
            "doing nothing makes people less willing to answer again.",
        ),
    )
    return tuple(Section(heading, (Paragraph(words),)) for heading, words in said)

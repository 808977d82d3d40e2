"""The briefing for a political group on influencing advice: the council's own clauses, and how to use them.

It is a paper, so that a group leader can hand it round; nothing in it is about anybody.
"""

from collections.abc import Sequence
from datetime import date

from concordat.papers.document import BulletList, Paper, Paragraph, Section
from concordat.protocol.rules.clauses import Clause, Kind

INFLUENCE = "influence"


def clauses_on_influence(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """The clauses tagged so, each with what stands under it; a heading only for what follows it."""
    chosen: set[int] = set()
    for place, clause in enumerate(clauses):
        if INFLUENCE in clause.tags or clause.parent in chosen:
            chosen.add(place)
    return tuple(clauses[place] for place in sorted(chosen))


def paper(
    clauses: Sequence[Clause], *, council: str, instrument: str, edition: int, in_force_since: date, on: date
) -> Paper:
    """``clauses``: those of ``clauses_on_influence``."""
    said = tuple(words_of(clause) for clause in clauses if clause.kind is not Kind.HEADING or clause.text)
    since = f"{in_force_since.day} {in_force_since:%B %Y}"
    return Paper(
        title=f"What {instrument} says about influencing advice",
        council=council,
        committee="Political groups",
        date=on,
        author="Group leaders",
        author_office="for their groups",
        purpose=(
            Paragraph(
                f"These are the clauses of {instrument} (edition {edition}, in force since {since}) on how "
                "officers’ advice may be questioned and how it may not. A group leader takes them to their "
                "group, and puts the day on record."
            ),
        ),
        recommendation=(
            Paragraph("Go through the clauses with the group, and leave time for the questions."),
        ),
        body=(
            Section(
                "What has been agreed",
                (BulletList(said),) if said else (Paragraph("No clause is marked as one on influence yet."),),
            ),
            Section(
                "Questions to talk over",
                (
                    BulletList(
                        (
                            "When did questioning a report last make it better? What was asked, and how?",
                            "How would an officer tell a hard question from a wish to change the advice?",
                            "Whom does a member of this group ring who thinks that advice is wrong?",
                            "What do we do when a colleague goes too far, and who says so to them?",
                        )
                    ),
                ),
            ),
        ),
        status="For political groups",
    )


def words_of(clause: Clause) -> str:
    said = " ".join(part for part in (clause.heading, clause.text.replace("\n", " ")) if part)
    return f"{clause.label} {said}".strip()

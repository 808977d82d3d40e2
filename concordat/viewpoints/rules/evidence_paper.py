"""The evidence on the number of factors as a paper of its own, before any solution is chosen."""

from datetime import date
from typing import TYPE_CHECKING

from concordat.papers.data import Cell, Sheet
from concordat.papers.document import BulletList, Callout, Paper, Paragraph, Section, Source, Table
from concordat.qmethod.study import Study
from concordat.viewpoints.rules import drawings, solution_tables
from concordat.viewpoints.rules.solution_figures import figure

if TYPE_CHECKING:
    from concordat.qmethod.retention import Evidence

SMALL = 0.005
NO_ANSWER = "No line of this decides by itself. Look at several solutions, and at what their views say."


def turned(found: "Evidence") -> Sheet:
    """The evidence with a line for each kind and a column for each number of factors."""
    sheet = solution_tables.retention(found)
    rows: list[tuple[Cell, ...]] = [
        (name, *(row[place] for row in sheet.rows)) for place, name in enumerate(sheet.head) if place
    ]
    return Sheet(("Evidence", *(str(row[0]) for row in sheet.rows)), tuple(rows))


def paper(study: Study, found: "Evidence", *, council: str, committee: str, date: date) -> Paper:
    sheet = turned(found)
    return Paper(
        title=f"{study.title or 'A Q study'}: how many factors",
        council=council,
        committee=committee,
        date=date,
        author="",
        author_office="Researcher",
        head=(Callout("Caution", NO_ANSWER),),
        purpose=(
            Paragraph(
                f"To show what speaks for each number of factors, in a study of {len(study.sorts)} sorts "
                f"of {len(study.statements)} statements."
            ),
        ),
        recommendation=(Paragraph("Readers are asked to compare solutions before one is chosen."),),
        body=(
            Section(
                "The evidence",
                (
                    figure(drawings.scree(found), numeric=frozenset({1, 2})),
                    Table(
                        "What speaks for each number of factors",
                        sheet.head,
                        tuple(tuple(shown(cell) for cell in row) for row in sheet.rows),
                        numeric=frozenset(range(1, len(sheet.head))),
                    ),
                ),
            ),
            Section("How to read it", (BulletList(READING),)),
        ),
        sources=(
            Source("Horn JL (1965). A rationale and test for the number of factors in factor analysis."),
            Source("Brown SR (1980). Political Subjectivity: Applications of Q Methodology."),
        ),
    )


READING = (
    "An eigenvalue above 1 is shown for the record: among sorts it counts far too many.",
    "Parallel analysis compares each factor with what sorts shuffled one by one give. A factor that "
    "chance gives as easily is hardly a view; one beyond chance may still be of no interest.",
    "Humphrey’s rule and two significant loadings ask whether at least two people share a factor.",
    "Split halves and resampling ask whether other people would have shown the same views.",
    "What a solution says counts too: views that can be told apart, understood and recognised.",
)


def shown(cell: object) -> str:
    if cell is None:
        return "not worked out"
    if isinstance(cell, float):
        if cell.is_integer() and abs(cell) >= 1:
            return f"{cell:.0f}"
        # A p of one in a thousand is not none.
        return (f"{cell:.3f}" if 0 < abs(cell) < SMALL else f"{cell:.2f}").replace("-", "−")
    return str(cell)

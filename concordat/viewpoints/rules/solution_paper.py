"""The paper of a solution: the views in plain words, then where they meet and part, then how it was made.

It is made from the analysis and from what people have said of its views, and adds no figure of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from concordat.papers.document import (
    Block,
    BulletList,
    Callout,
    KeyFigures,
    NumberedList,
    Paper,
    Paragraph,
    Section,
    Table,
)
from concordat.qmethod.results import Analysis
from concordat.viewpoints.rules import drawings, readings, solution_sections
from concordat.viewpoints.rules.readings import View
from concordat.viewpoints.rules.solution_appendices import (
    how_it_was_made,
    how_many_factors,
    the_checklist,
    the_sorts,
    the_tables,
)
from concordat.viewpoints.rules.solution_figures import figure
from concordat.viewpoints.rules.solution_words import cannot_tell, sources

if TYPE_CHECKING:
    from concordat.qmethod.retention import Evidence

MOST_TO_TALK_ABOUT = 6


@dataclass(frozen=True)
class Setting:
    """Whose paper it is, and what no figure can say.

    told   what the study's people say of it, by the keys of ``solution_appendices.ITEMS`` ("concourse",
           "participants", "instruction" …); what is left out is said to be not told
    """

    council: str = "The council"
    committee: str = "Those who asked for the study"
    date: date = date(2000, 1, 1)
    author: str = ""
    author_office: str = "Researcher"
    reference: str = ""
    status: str = "Draft"
    told: Mapping[str, str] = field(default_factory=dict)


def paper(
    analysis: Analysis,
    *,
    setting: Setting,
    views: Sequence[View] = (),
    evidence: "Evidence | None" = None,
    mix: Sequence[Block] = (),
    people: bool = True,
    more: Sequence[Section] = (),
) -> Paper:
    """The paper as a tree, for ``papers`` to write as HTML, Word or PDF.

    views      what has been said of each view, in the order of the factors; what is missing is filled plainly
    evidence   on the number of factors; without it the paper shows the eigenvalues alone
    mix        who holds which view, as blocks that are already fit to be shown
    people     whether rows of single sorts may stand in the appendix
    more       further appendices
    """
    said = readings.views_of(analysis, views)
    sections = (
        _in_brief(analysis, said),
        *(solution_sections.one_view(analysis, factor, said) for factor in range(1, analysis.factors + 1)),
        solution_sections.where_they_meet(analysis, said),
        solution_sections.where_they_part(analysis, said),
        solution_sections.views_of_few(analysis, said, people=people),
        Section("Who holds which view", tuple(mix)) if mix else None,
        solution_sections.to_talk_about(analysis, said, most=MOST_TO_TALK_ABOUT),
        _cannot_tell(),
    )
    appendices = (
        how_it_was_made(analysis, people=people),
        how_many_factors(analysis, evidence),
        the_tables(analysis, said),
        the_sorts(analysis, said) if people else None,
        the_checklist(analysis, setting.told),
        *more,
    )
    return Paper(
        title=analysis.study.title or "Viewpoints: a Q study",
        council=setting.council,
        committee=setting.committee,
        date=setting.date,
        author=setting.author,
        author_office=setting.author_office,
        reference=setting.reference,
        status=setting.status,
        head=(_key_figures(analysis), *_warnings(analysis, people=people)),
        purpose=(
            Paragraph(
                f"To report the viewpoints found among {len(analysis.study.sorts)} people who each sorted "
                f"{len(analysis.study.statements)} statements, where these views meet and part, and what "
                "that can and cannot tell."
            ),
        ),
        recommendation=_recommendation(analysis),
        body=tuple(section for section in sections if section is not None),
        appendices=tuple(appendix for appendix in appendices if appendix is not None),
        sources=sources(analysis),
    )


def _key_figures(analysis: Analysis) -> KeyFigures:
    agreed = len(readings.consensus(analysis))
    parted = sum(1 for told in analysis.statements if readings.differing_pairs(analysis, told))
    of_all = f"of {len(analysis.statements)} statements"
    return KeyFigures(
        (
            ("Views", str(analysis.factors), f"among {len(analysis.study.sorts)} sorts"),
            ("Views differ on", str(parted), of_all),
            ("Views agree on", str(agreed), f"{of_all}, where it could be shown"),
        )
    )


def _warnings(analysis: Analysis, *, people: bool) -> tuple[Callout, ...]:
    """The cautions of the analysis. One that names sorts says how many, where sorts may not be named."""
    return tuple(
        Callout("Caution", solution_sections.caution(analysis, each, people=people))
        for each in analysis.cautions
    )


def _recommendation(analysis: Analysis) -> tuple[Block, ...]:
    asked = ["note the views, and the limits of what they can tell;"]
    if readings.contested(analysis):
        asked.append("talk together about the statements on which the views differ most;")
    if analysis.factors > 1:
        asked.append("hear every view, whether few or many sorts define it.")
    else:
        asked.append("ask whether the people who would see it otherwise were among those who sorted.")
    return (Paragraph("Readers are asked to:"), NumberedList(tuple(asked)))


def _in_brief(analysis: Analysis, said: Sequence[View]) -> Section:
    told = analysis.characteristics
    rows = []
    for place, view in enumerate(said):
        top, foot = readings.ends(analysis, place + 1, least=1)
        rows.append(
            (
                view.name,
                view.defined_by,
                f"{float(told.explained_percent[place]):.0f}%",
                f"{top[0].id}: {top[0].text}" if top else "no scores",
                f"{foot[0].id}: {foot[0].text}" if foot else "no scores",
            )
        )
    blocks: list[Block] = [
        Paragraph(
            "A view is a way of sorting that several people share. Each is told below in full; none is "
            "the right one, and how many people define it does not say how many hold it."
        ),
        Table(
            "The views",
            ("View", "Defined by", "Share of all sorting explained", "Most like this view", "Most unlike it"),
            tuple(rows),
            numeric=frozenset({2}),
        ),
    ]
    drawn = drawings.viewpoint_map(analysis, views=said)
    if drawn is not None:
        blocks.append(figure(drawn))
    return Section("The views in brief", tuple(blocks))


def _cannot_tell() -> Section:
    return Section("What this cannot tell", (BulletList(tuple(cannot_tell())),))

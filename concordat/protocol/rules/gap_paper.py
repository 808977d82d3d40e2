"""The gap report as a paper for a committee."""

from datetime import date

from concordat.papers.document import (
    Block,
    BulletList,
    Callout,
    KeyFigures,
    NumberedList,
    Paper,
    Paragraph,
    Section,
    Source,
    Strong,
    Table,
)
from concordat.people.rules.councils import LOCAL
from concordat.protocol.rules.gap_findings import URGENT, ExpectationSeen, Finding, Gap, GapReport
from concordat.protocol.rules.law import Force, Mark, Reference
from concordat.protocol.rules.model import VERSION

SURE, LIKELY = 0.9, 0.7
CAUTION = (
    "A program has read the text by fixed signs, which the method note lists. It can miss what is put in "
    "unusual words and take a passing mention for a rule. Nothing here is legal advice: the monitoring "
    "officer confirms each point of law before anybody relies on it."
)
CHECKED = {
    Mark.READ: "read at source or in a text that quotes it",
    Mark.IN_PART: "read in part; check the rest at source",
    Mark.UNCHECKED: "not checked: look it up at source",
}
FORCE = {Force.LAW: "in force", Force.GUIDANCE: "guidance", Force.INTENTION: "announced, not law"}

# Subjects and expectations have tables of their own; the other kinds are told one by one.
_IN_TABLES = frozenset(
    {Gap.FAMILY_MISSING, Gap.EXPECTATION_MISSING, Gap.EXPECTATION_UNOWED, Gap.PRINCIPLE_MISSING}
)


def how_sure(confidence: float) -> str:
    if confidence >= SURE:
        return "sure"
    return "likely" if confidence >= LIKELY else "perhaps"


def paper(
    report: GapReport,
    *,
    instrument: str,
    council: str,
    committee: str,
    author_office: str = "",
) -> Paper:
    """The report for a committee.

    instrument      what the text that was read is called
    author_office   the clerk or the monitoring officer, unless it is somebody else
    """
    urgent = tuple(each for each in report.findings if each.kind in URGENT)
    others = tuple(each for each in report.findings if each.kind not in URGENT | _IN_TABLES)
    return Paper(
        title=f"What is missing and what is out of date: {instrument}",
        council=council,
        committee=committee,
        date=report.on,
        author="",
        author_office=author_office or ("Clerk" if report.tier in LOCAL else "Monitoring Officer"),
        head=(figures(report), Callout("Caution", CAUTION)),
        purpose=(
            Paragraph(
                f"To set the text “{instrument}” beside the model protocol (edition {VERSION}) and the law "
                f"of {report.nation}, and to show what is missing, what has lapsed and what nobody measures."
            ),
        ),
        recommendation=_recommended(report, urgent),
        body=tuple(
            section
            for section in (
                _one_by_one("To mend first", urgent, report),
                _subjects(report),
                _expectations(report),
                _principles(report),
                _one_by_one("Other points", others, report),
                _law(report),
            )
            if section
        ),
        appendices=(_method(report),),
        sources=tuple(Source(row.title, row.url) for row in rows_of_law(report)),
    )


def figures(report: GapReport) -> KeyFigures:
    said = sum(seen.as_expectation for seen in report.expectations)
    urgent = sum(each.kind in URGENT for each in report.findings)
    return KeyFigures(
        (
            (
                "Subjects dealt with",
                f"{len(report.present)} of {len(report.families)}",
                "of the model’s families",
            ),
            ("Expectations stated", f"{said} of {len(report.expectations)}", "of the register"),
            ("To mend first", str(urgent), "routes that are not lawful or safe, and lapsed law"),
        )
    )


def _recommended(report: GapReport, urgent: tuple[Finding, ...]) -> tuple[Block, ...]:
    items = []
    if urgent:
        items.append("That the points to mend first are put right without waiting for a full review.")
    if report.missing:
        items.append(
            "That it is decided, for each subject on which there is nothing, whether to take the model’s "
            "clauses as a draft or to leave it out on purpose."
        )
    items.append("That both sides are consulted before the text is changed.")
    return (NumberedList(tuple(items)),)


def _one_by_one(heading: str, findings: tuple[Finding, ...], report: GapReport) -> Section | None:
    if not findings:
        return None
    return Section(heading, tuple(Section(each.what, _told(each, report)) for each in findings))


def _told(each: Finding, report: GapReport) -> tuple[Block, ...]:
    said = tuple(f"“{words}”" for words in each.words[:3])
    points = [
        ("Where: ", where(each, report)),
        ("Why it matters: ", each.why),
        ("How to mend it: ", each.mend),
        ("Law: ", "; ".join(row.title for row in each.law)),
        ("How sure this is: ", how_sure(each.confidence)),
    ]
    blocks: list[Block] = [BulletList(said)] if said and each.kind in URGENT else []
    return (
        *blocks,
        BulletList(tuple((Strong(name), words) for name, words in points if words)),
    )


def where(each: Finding, report: GapReport) -> str:
    return ", ".join(report.label(place) for place in each.where)


def _subjects(report: GapReport) -> Section:
    rows = tuple(
        (
            seen.family.name,
            "Yes" if seen.present else "No",
            how_sure(seen.confidence),
            ", ".join(report.label(place) for place in seen.where[:4])
            if seen.present
            else seen.family.covers,
        )
        for seen in report.families
    )
    reading = (
        "The clauses bear no marks of the model, so this was told from their words."
        if report.by_reading
        else "Clauses that bear a mark of the model are taken at their word. Others were read."
    )
    table = Table(
        "The fourteen subjects of a protocol",
        ("Subject", "Dealt with", "How sure", "Where, or what would be there"),
        rows,
    )
    return Section("Subjects", (Paragraph(reading), table))


def _expectations(report: GapReport) -> Section:
    """What is felt and what is shown stand in tables of their own, here as everywhere."""
    stated = tuple(
        (
            seen.expectation.short,
            str(seen.expectation.owed).removeprefix("by ").capitalize(),
            _said(report, seen.where, stated=seen.as_expectation),
        )
        for seen in report.expectations
    )
    felt = tuple(
        (_owed(seen), seen.expectation.measure.felt, ", ".join(seen.expectation.measure.items) or "none yet")
        for seen in report.expectations
    )
    shown = tuple(
        (_owed(seen), "; ".join(shown.words for shown in seen.expectation.measure.shown))
        for seen in report.expectations
    )
    return Section(
        "Expectations",
        (
            Paragraph(
                "The register joins two lists, a workbook for councillors and a local council’s protocol. "
                "Which entry stands in which is kept apart."
            ),
            Table("The register of expectations", ("Expectation", "Owed", "In the text"), stated),
            Table("Felt: what both sides would be asked", ("Expectation", "Asked about", "Questions"), felt),
            Table("Shown: what records would tell", ("Expectation", "Records"), shown),
        ),
    )


def _owed(seen: ExpectationSeen) -> str:
    each = seen.expectation
    return f"{each.short} ({str(each.owed).split(' to ')[0]})"


def _said(report: GapReport, places: tuple[int, ...], *, stated: bool) -> str:
    if not places:
        return "No"
    labels = ", ".join(report.label(place) for place in places[:3])
    return f"Yes: {labels}" if stated else f"Only in passing: {labels}"


def _principles(report: GapReport) -> Section:
    rows = tuple(
        (
            seen.principle.name,
            seen.principle.meaning,
            ", ".join(report.label(place) for place in seen.where[:4]) or "No clause",
        )
        for seen in report.principles
    )
    heading = f"The principles that govern members in {report.nation}"
    return Section("Principles", (Table(heading, ("Principle", "In a line of ours", "Clauses"), rows),))


def _law(report: GapReport) -> Section | None:
    rows = tuple(
        (row.title, row.says, FORCE[row.force], f"{CHECKED[row.mark]}; gone over on {_day(row.checked_on)}")
        for row in rows_of_law(report)
    )
    if not rows:
        return None
    table = Table(
        "The law behind this report",
        ("Reference", "In a line of ours", "Standing", "How far it was checked"),
        rows,
    )
    return Section("Law", (table,))


def rows_of_law(report: GapReport) -> tuple[Reference, ...]:
    behind = (row for each in report.findings for row in each.law)
    return tuple(dict.fromkeys([*report.cited, *behind]))


def _method(report: GapReport) -> Section:
    return Section(
        "How the text was read",
        (
            BulletList(
                (
                    "Each subject has signs: headings, phrases that by themselves show a rule, and words "
                    "that need others beside them. A sign counts once. From one half the subject counts "
                    "as dealt with.",
                    "“Sure” means nine in ten or more by these signs, “likely” seven in ten, “perhaps” less.",
                    "A route is looked for one sentence at a time. Sentences that forbid it are left alone.",
                    f"The register of law is edition {report.law_edition}, last gone over on "
                    f"{_day(report.law_checked_on)}. Rows that nobody checked say so.",
                )
            ),
        ),
    )


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"

"""The gap report as data: tables to sort and count, and plain values for another program."""

from typing import Any

from concordat.papers.data import Cell, Sheet
from concordat.protocol.rules.gap_findings import ExpectationSeen, Finding, GapReport
from concordat.protocol.rules.gap_paper import FORCE, rows_of_law, where


def sheets(report: GapReport) -> dict[str, Sheet]:
    return {
        "Findings": Sheet(
            ("Kind", "What", "Where", "Words", "Why", "How to mend", "Law", "Confidence"),
            tuple(_finding(each, report) for each in report.findings),
        ),
        "Subjects": Sheet(
            ("Number", "Subject", "Dealt with", "Confidence", "Where", "Signs"),
            tuple(
                (
                    seen.family.number,
                    seen.family.name,
                    "yes" if seen.present else "no",
                    seen.confidence,
                    ", ".join(report.label(place) for place in seen.where),
                    " | ".join(seen.signs),
                )
                for seen in report.families
            ),
        ),
        "Expectations": Sheet(
            ("Key", "Expectation", "Owed", "Sources", "Stated", "Where"),
            tuple(_expectation(seen, report) for seen in report.expectations),
        ),
        # What is felt and what is shown stand in tables of their own, here as everywhere.
        "Felt": Sheet(
            ("Key", "Asked about", "Items", "Kept apart from averages"),
            tuple(_felt(seen) for seen in report.expectations),
        ),
        "Shown": Sheet(
            ("Key", "Records", "Room"),
            tuple(
                (seen.expectation.key, shown.words, shown.room)
                for seen in report.expectations
                for shown in seen.expectation.measure.shown
            ),
        ),
        "Principles": Sheet(
            ("Principle", "Meaning", "Where"),
            tuple(
                (
                    seen.principle.name,
                    seen.principle.meaning,
                    ", ".join(report.label(place) for place in seen.where),
                )
                for seen in report.principles
            ),
        ),
        "Law": Sheet(
            ("Reference", "Says", "In force from", "Until", "Standing", "Checked", "Checked on", "Address"),
            tuple(
                (
                    row.title,
                    row.says,
                    row.begins_on,
                    row.ends_on,
                    FORCE[row.force],
                    str(row.mark),
                    row.checked_on,
                    row.url,
                )
                for row in rows_of_law(report)
            ),
        ),
    }


def _finding(each: Finding, report: GapReport) -> tuple[Cell, ...]:
    return (
        str(each.kind),
        each.what,
        where(each, report),
        " | ".join(each.words),
        each.why,
        each.mend,
        "; ".join(row.title for row in each.law),
        each.confidence,
    )


def _expectation(seen: ExpectationSeen, report: GapReport) -> tuple[Cell, ...]:
    each = seen.expectation
    return (
        each.key,
        each.short,
        str(each.owed),
        " ".join(sorted(each.sources)),
        "yes" if seen.as_expectation else "in passing" if seen.where else "no",
        ", ".join(report.label(place) for place in seen.where),
    )


def _felt(seen: ExpectationSeen) -> tuple[Cell, ...]:
    measure = seen.expectation.measure
    return (seen.expectation.key, measure.felt, " ".join(measure.items), "yes" if measure.apart else "no")


# ----------------------------------------------------------------------------------- for another program


def as_data(report: GapReport) -> dict[str, Any]:
    return {
        "tier": str(report.tier),
        "nation": str(report.nation),
        "on": report.on.isoformat(),
        "law_edition": report.law_edition,
        "law_checked_on": report.law_checked_on.isoformat(),
        "told_from_words": report.by_reading,
        "families": [
            {
                "key": seen.family.key,
                "name": seen.family.name,
                "present": seen.present,
                "confidence": seen.confidence,
                "where": [report.label(place) for place in seen.where],
                "signs": list(seen.signs),
            }
            for seen in report.families
        ],
        "expectations": [
            {
                "key": seen.expectation.key,
                "owed": str(seen.expectation.owed),
                "stated": seen.as_expectation,
                "where": [report.label(place) for place in seen.where],
            }
            for seen in report.expectations
        ],
        "principles": [
            {"name": seen.principle.name, "where": [report.label(place) for place in seen.where]}
            for seen in report.principles
        ],
        "findings": [
            {
                "kind": str(each.kind),
                "what": each.what,
                "why": each.why,
                "mend": each.mend,
                "where": [report.label(place) for place in each.where],
                "clauses": list(each.where),
                "words": list(each.words),
                "law": [row.id for row in each.law],
                "confidence": each.confidence,
            }
            for each in report.findings
        ],
        "law": {
            row.id: {"title": row.title, "mark": str(row.mark), "url": row.url} for row in rows_of_law(report)
        },
    }

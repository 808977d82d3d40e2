"""A gap report as it is kept: our own rows by name, and of the clauses only how those spoken of are found."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from concordat.people.rules.councils import Nation, Tier
from concordat.protocol.rules import expectations, law
from concordat.protocol.rules.gap_findings import (
    ExpectationSeen,
    FamilySeen,
    Finding,
    Gap,
    GapReport,
    PrincipleSeen,
)
from concordat.protocol.rules.model import families, principles

# So many letters are read in well under a second; of more a page shows how far the worker has come.
AT_ONCE = 200_000


def is_short(letters: int) -> bool:
    return letters <= AT_ONCE


def as_json(report: GapReport, *, keys: Sequence[str]) -> dict[str, Any]:
    """``keys``: the permanent name of the clause at each place."""
    places = (
        *(each.where for each in report.families),
        *(each.where for each in report.expectations),
        *(each.where for each in report.principles),
        *(each.where for each in report.findings),
    )
    spoken_of = {place for where in places for place in where}
    return {
        "named": [[place, report.label(place), keys[place]] for place in sorted(spoken_of)],
        "families": [
            [each.family.key, each.present, each.confidence, list(each.where), list(each.signs)]
            for each in report.families
        ],
        "expectations": [
            [each.expectation.key, list(each.where), each.as_expectation] for each in report.expectations
        ],
        "principles": [[each.principle.tag, list(each.where)] for each in report.principles],
        "cited": [each.id for each in report.cited],
        "findings": [
            {
                "kind": each.kind.value,
                "what": each.what,
                "why": each.why,
                "mend": each.mend,
                "where": list(each.where),
                "words": list(each.words),
                "law": [row.id for row in each.law],
                "confidence": each.confidence,
            }
            for each in report.findings
        ],
        "by_reading": report.by_reading,
        "law_checked_on": report.law_checked_on.isoformat(),
    }


def keys_in(told: Mapping[str, Any]) -> dict[int, str]:
    return {place: key for place, _label, key in told["named"]}


def restored(
    told: Mapping[str, Any],
    *,
    tier: Tier,
    nation: Nation,
    on: date,
    law_edition: str,
) -> GapReport:
    """The report again, without its clauses. Raises ``LookupError`` where our own rows changed."""
    family = {each.key: each for each in families()}
    principle = {each.tag: each for each in principles(nation)}
    return GapReport(
        tier=tier,
        nation=nation,
        on=on,
        clauses=(),
        families=tuple(
            FamilySeen(family[key], present, confidence, tuple(where), tuple(signs))
            for key, present, confidence, where, signs in told["families"]
        ),
        expectations=tuple(
            ExpectationSeen(expectations.register()[key], tuple(where), owed)
            for key, where, owed in told["expectations"]
        ),
        principles=tuple(PrincipleSeen(principle[tag], tuple(where)) for tag, where in told["principles"]),
        cited=tuple(law.register()[key] for key in told["cited"]),
        findings=tuple(
            Finding(
                kind=Gap(each["kind"]),
                what=each["what"],
                why=each["why"],
                mend=each["mend"],
                where=tuple(each["where"]),
                words=tuple(each["words"]),
                law=tuple(law.register()[key] for key in each["law"]),
                confidence=each["confidence"],
            )
            for each in told["findings"]
        ),
        by_reading=told["by_reading"],
        law_edition=law_edition,
        law_checked_on=date.fromisoformat(told["law_checked_on"]),
        labels={place: label for place, label, _key in told["named"]},
    )

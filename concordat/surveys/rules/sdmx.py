"""A release as SDMX-CSV 2.0, for statistical offices, with its code lists beside it.

An observation is one number that was published of one group: a score, one end of its likely range, how many
were invited or answered, or one end of a band. What is not shown has no value and the status Q, which SDMX
keeps for what is missing because it was suppressed.
"""

import re
from collections.abc import Iterator
from datetime import date

from concordat.papers.data import Cell, Sheet, to_csv
from concordat.smallsample.disclosure import Cap
from concordat.surveys.rules.instrument import Shape
from concordat.surveys.rules.observed import Observed, groups_of, observed, questions_of, zipped
from concordat.surveys.rules.release import Release

DATA, CODES = "figures.sdmx.csv", "codes.csv"
DATAFLOW = "CONCORDAT:HEALTH_CHECK(1.0.0)"
HEAD = ("STRUCTURE", "STRUCTURE_ID", "ACTION", "REF_AREA", "TIME_PERIOD", "RESPONDENT_GROUP", "QUESTION",
        "MEASURE", "OBS_VALUE", "OBS_STATUS", "UNIT_MEASURE", "VALUE_BOUND")  # fmt: skip
DIMENSIONS = HEAD[3:8]
NORMAL, SUPPRESSED = "A", "Q"
MEASURES = {
    "INVITED": "People invited",
    "ANSWERS": "Answers to the question",
    "SCORE": "Score from 1 to 10, rounded before it was published",
    "SCORE_LOW": "Lowest score of the whole group that is likely",
    "SCORE_HIGH": "Highest score of the whole group that is likely",
    **{
        f"BAND_{n}_{end}": f"People who gave answer {n}: {told} so many"
        for n in (1, 2, 3)
        for end, told in (("LOW", "at least"), ("HIGH", "at most"))
    },
}
BOUNDS = {None: "EXACT", Cap.AT_MOST: "OR_BELOW", Cap.AT_LEAST: "OR_ABOVE"}
UNITS = {"POINTS": "Points from 1 to 10", "PERSONS": "People"}


def made(release: Release, *, on: date) -> bytes:
    """The data and the code lists in one archive."""
    return zipped({DATA: to_csv(data(release, on=on)).encode(), CODES: to_csv(codes(release)).encode()})


def area(release: Release) -> str:
    """The council as an SDMX code: there is no code of places that all councils have."""
    return re.sub(r"[^A-Z0-9]+", "_", release.council.upper()).strip("_") or "COUNCIL"


def data(release: Release, *, on: date) -> Sheet:
    rows = []
    for each in observed(release):
        for measure, value in _measured(each):
            missing = value is None
            rows.append(
                (
                    "dataflow",
                    DATAFLOW,
                    "I",
                    area(release),
                    on.isoformat(),
                    each.group,
                    each.question,
                    measure,
                    value,
                    SUPPRESSED if missing else NORMAL,
                    "POINTS" if measure.startswith("SCORE") else "PERSONS",
                    BOUNDS[each.figure.capped] if measure == "SCORE" else BOUNDS[None],
                )
            )
    return Sheet(HEAD, tuple(rows))


def _measured(each: Observed) -> Iterator[tuple[str, Cell]]:
    figure = each.figure
    yield "INVITED", figure.invited
    yield "ANSWERS", each.answers
    if figure.shape is Shape.RATING:
        yield from (("SCORE", figure.value), ("SCORE_LOW", figure.low), ("SCORE_HIGH", figure.high))
        return
    bands = figure.bands or (None, None, None)
    for n, band in enumerate(bands, start=1):
        yield f"BAND_{n}_LOW", band.low if band else None
        yield f"BAND_{n}_HIGH", band.high if band else None


def codes(release: Release) -> Sheet:
    """What every code in the data means."""
    told = [
        ("REF_AREA", {area(release): release.council}),
        ("RESPONDENT_GROUP", {code: name for name, code in groups_of(release).items()}),
        ("QUESTION", questions_of(release)),
        ("MEASURE", MEASURES),
        ("OBS_STATUS", {NORMAL: "As published", SUPPRESSED: "Not shown: too few people"}),
        ("UNIT_MEASURE", UNITS),
        (
            "VALUE_BOUND",
            {"EXACT": "The value", "OR_BELOW": "The value or below", "OR_ABOVE": "The value or above"},
        ),
    ]
    return Sheet(
        ("COMPONENT", "CODE", "NAME"),
        tuple((component, code, name) for component, names in told for code, name in names.items()),
    )

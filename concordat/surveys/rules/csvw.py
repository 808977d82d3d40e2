"""A release as CSV on the Web: the CSV file that everyone can take, a description for machines, a dictionary.

The description (metadata of the W3C's recommendation of 2015) and the dictionary for people are made from
one table of columns, so that they cannot disagree.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from concordat.papers.data import Sheet, to_csv
from concordat.surveys.rules import data
from concordat.surveys.rules.observed import zipped
from concordat.surveys.rules.release import Release

DATA, METADATA, DICTIONARY = "figures.csv", "figures.csv-metadata.json", "data-dictionary.csv"
CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]


@dataclass(frozen=True)
class Column:
    """One column of `data.FIGURES_HEAD`: what it holds, and what an empty cell of it means."""

    title: str
    name: str
    datatype: str
    about: str
    empty: str = ""


COLUMNS = (
    Column("Council", "council", "string", "The council that asked."),
    Column("Wave", "wave", "string", "The running of the health check."),
    Column("Group", "group", "string", "The group that answered: a side, or a part of one."),
    Column("Side", "side", "string", "Of which side the group is: councillors or officers."),
    Column("Invited", "invited", "integer", "How many people of the group were invited."),
    Column("Item", "item", "string", "The question's code, or the name of a topic."),
    Column("Dimension", "dimension", "string", "The topic that the question belongs to."),
    Column("Question", "question", "string", "The question as this side was asked it."),
    Column(
        "Shape",
        "shape",
        "string",
        "M: a rating from 1 to 10. D: three answers, published as ranges of heads.",
    ),
    Column("Answers", "answers", "integer", "How many answered this question.", "The figure is not shown."),
    Column("Shown", "shown", "string", "The figure in the words that were published."),
    Column(
        "Value",
        "value",
        "number",
        "The number in those words, rounded before it was published.",
        "There is none: three answers, or not shown.",
    ),
    Column(
        "Likely from",
        "likely_from",
        "number",
        "Lowest score of the whole group that is likely, 19 times in 20.",
        "There is none: three answers, or not shown.",
    ),
    Column(
        "Likely to",
        "likely_to",
        "number",
        "Highest score of the whole group that is likely, 19 times in 20.",
        "There is none: three answers, or not shown.",
    ),
    Column(
        "Band 1", "band_1", "string", "How many gave the first answer, as a range.", "A rating, or not shown."
    ),
    Column(
        "Band 2",
        "band_2",
        "string",
        "How many gave the second answer, as a range.",
        "A rating, or not shown.",
    ),
    Column(
        "Band 3", "band_3", "string", "How many gave the third answer, as a range.", "A rating, or not shown."
    ),
    Column("Why not shown", "why_not_shown", "string", "Why there is no figure.", "There is a figure."),
    Column(
        "Cautions",
        "cautions",
        "string",
        "What to bear in mind; several are parted by semicolons.",
        "There is nothing in particular.",
    ),
    Column("How made", "how_made", "string", "The section of the method page that says how it was made."),
)


def made(release: Release, *, on: date) -> bytes:
    """The three files in one archive."""
    described = json.dumps(metadata(release, on=on), ensure_ascii=False, indent=2)
    return zipped(
        {
            DATA: to_csv(data.figures(release)).encode(),
            METADATA: described.encode(),
            DICTIONARY: to_csv(dictionary()).encode(),
        }
    )


def metadata(release: Release, *, on: date) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "url": DATA,
        "dc:title": f"{release.council}: {release.wave}",
        "dc:description": "Every published figure, one to a row. There are no rows of people.",
        "dc:publisher": release.council,
        "dc:issued": {"@value": on.isoformat(), "@type": "xsd:date"},
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "lineTerminators": "\r\n"},
        "tableSchema": {
            "columns": [_described(column) for column in COLUMNS],
            "primaryKey": ["wave", "group", "item"],
        },
    }


def _described(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": column.name,
        "titles": column.title,
        "datatype": column.datatype,
        "dc:description": column.about,
    }
    return told | ({} if column.empty else {"required": True})


def dictionary() -> Sheet:
    return Sheet(
        ("Column", "Name for machines", "Kind", "What it holds", "What an empty cell means"),
        tuple(
            (each.title, each.name, each.datatype, each.about, each.empty or "It is never empty.")
            for each in COLUMNS
        ),
    )

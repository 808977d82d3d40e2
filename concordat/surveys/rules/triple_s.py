"""A release as Triple-S 3.0: an XML file that says what is in a CSV file, for survey programs.

A record is one published figure of one group, never a person: Triple-S was made for answers, and there are
none left. The variables say which group, which question, and what was published of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as Xml

from concordat.papers.data import Cell, Sheet, to_csv
from concordat.smallsample.disclosure import Cap, Suppression
from concordat.surveys.rules.instrument import Shape, Side
from concordat.surveys.rules.observed import Observed, groups_of, observed, questions_of, zipped
from concordat.surveys.rules.release import Release

VERSION = "3.0"
DATA, METADATA = "figures.csv", "figures.sss"
LONGEST_TEXT = 255
SHAPES = {Shape.RATING: "A rating from 1 to 10", Shape.BANDS: "Three answers"}
CAPS = {Cap.AT_MOST: "Or below", Cap.AT_LEAST: "Or above"}


@dataclass(frozen=True)
class Variable:
    """One column. ``codes`` for a single, ``span`` for a quantity (its decimals are those of the ends)."""

    name: str
    label: str
    codes: Mapping[int, str] | None = None
    span: tuple[str, str] | None = None

    @property
    def type(self) -> str:
        return "single" if self.codes else "quantity" if self.span else "character"


def made(release: Release, *, on: date) -> bytes:
    """Both files in one archive."""
    return zipped({METADATA: metadata(release, on=on), DATA: data(release)})


def variables(release: Release) -> tuple[Variable, ...]:
    most = str(max(each.figure.invited for each in observed(release)))
    heads = ("0", most)
    return (
        Variable("figure", "Number of the figure", span=("1", str(len(observed(release))))),
        Variable("group", "Group", codes=dict(enumerate(groups_of(release), start=1))),
        Variable("side", "Side", codes={n: side.capitalize() for n, side in enumerate(Side, start=1)}),
        Variable(
            "question", "Question, or topic", codes=dict(enumerate(questions_of(release).values(), start=1))
        ),
        Variable("shape", "How it is answered", codes=dict(enumerate(SHAPES.values(), start=1))),
        Variable("invited", "People invited", span=heads),
        Variable("answers", "Answers; blank where nothing is shown", span=heads),
        Variable("score", "Score, rounded before it was published", span=("1.0", "10.0")),
        Variable("beyond", "The score is this, or beyond", codes=dict(enumerate(CAPS.values(), start=1))),
        Variable("likely_from", "Lowest score of the whole group that is likely", span=("0.000", "10.000")),
        Variable("likely_to", "Highest score of the whole group that is likely", span=("0.000", "10.000")),
        *(
            Variable(f"band_{n}_{end}", f"Answer {n}: {told} so many", span=heads)
            for n in (1, 2, 3)
            for end, told in (("low", "at least"), ("high", "at most"))
        ),
        Variable(
            "not_shown",
            "Why it is not shown",
            codes={n: why.capitalize() for n, why in enumerate(Suppression, 1)},
        ),
        Variable("words", "The figure as it was published"),
    )


def metadata(release: Release, *, on: date) -> bytes:
    root = Xml.Element("sss", version=VERSION)
    for name, words in (
        ("date", f"{on.day} {on:%B %Y}"),
        ("origin", "Concordat"),
        ("user", release.council),
    ):
        Xml.SubElement(root, name).text = words
    survey = Xml.SubElement(root, "survey")
    Xml.SubElement(survey, "name").text = release.wave
    Xml.SubElement(survey, "version").text = release.edition
    Xml.SubElement(
        survey, "title"
    ).text = f"{release.council}: {release.wave}. Published figures, one to a record"
    record = Xml.SubElement(survey, "record", ident="A", href=DATA, format="csv", skip="1")
    for place, variable in enumerate(variables(release), start=1):
        _describe(record, variable, place)
    Xml.indent(root)
    written: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _describe(record: Xml.Element, variable: Variable, place: int) -> None:
    kind = {"ident": str(place), "type": variable.type}
    if place == 1:
        kind["use"] = "serial"
    told = Xml.SubElement(record, "variable", kind)
    Xml.SubElement(told, "name").text = variable.name
    Xml.SubElement(told, "label").text = variable.label
    Xml.SubElement(told, "position", start=str(place))
    if variable.type == "character":
        Xml.SubElement(told, "size").text = str(LONGEST_TEXT)
        return
    values = Xml.SubElement(told, "values")
    if variable.span:
        Xml.SubElement(values, "range", {"from": variable.span[0], "to": variable.span[1]})
    for code, label in (variable.codes or {}).items():
        Xml.SubElement(values, "value", code=str(code)).text = label


def data(release: Release) -> bytes:
    """One line for each figure, after a line of names that the metadata tells readers to skip."""
    groups, questions = list(groups_of(release).values()), list(questions_of(release))
    rows = tuple(
        _row(number, each, groups=groups, questions=questions)
        for number, each in enumerate(observed(release), start=1)
    )
    return to_csv(Sheet(tuple(each.name for each in variables(release)), rows)).encode()


def _row(number: int, each: Observed, *, groups: list[str], questions: list[str]) -> tuple[Cell, ...]:
    figure = each.figure
    bands: list[tuple[Cell, Cell]] = [(band.low, band.high) for band in figure.bands or ()]
    return (
        number,
        groups.index(each.group) + 1,
        list(Side).index(figure.side) + 1,
        questions.index(each.question) + 1,
        list(SHAPES).index(figure.shape) + 1,
        figure.invited,
        each.answers,
        figure.value,
        list(CAPS).index(figure.capped) + 1 if figure.capped else None,
        figure.low,
        figure.high,
        *(end for band in bands or [(None, None)] * 3 for end in band),
        list(Suppression).index(figure.suppressed) + 1 if figure.suppressed else None,
        figure.shown[:LONGEST_TEXT],
    )

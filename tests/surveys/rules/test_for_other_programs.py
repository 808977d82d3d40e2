"""A release as Triple-S, SDMX-CSV and CSV on the Web: each held to its format's rules."""

import csv
import io
import json
import re
import zipfile
from datetime import date
from xml.etree import ElementTree as Xml

import pytest

from concordat.surveys.rules import csvw, data, publishing, sdmx, triple_s
from concordat.surveys.rules.observed import figures_of
from concordat.surveys.rules.release import Atom
from tests.surveys.rules import counted

ON = date(2026, 9, 28)
SMALL = Atom("officers", "officers", 7, 4)
RELEASES = {
    "both sides": counted.released(),
    "one side too small": counted.released(counted.COUNCILLORS, SMALL),
    "a side in two parts": counted.released(
        Atom("councillors: Labour", "councillors", 20, 15),
        Atom("councillors: others", "councillors", 20, 12),
        counted.OFFICERS,
        around={"councillors: Labour": 8, "councillors: others": 6, "officers": 7},
    ),
}


@pytest.fixture(params=RELEASES, scope="module")
def release(request):
    return RELEASES[request.param]


def opened(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        return {name: files.read(name) for name in files.namelist()}


def rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode())))


def numbers(thing) -> set[float]:
    """Every number that stands anywhere in a release."""
    if isinstance(thing, dict):
        return {each for value in thing.values() for each in numbers(value)}
    if isinstance(thing, list):
        return {each for value in thing for each in numbers(value)}
    return {float(thing)} if isinstance(thing, int | float) and not isinstance(thing, bool) else set()


# ------------------------------------------------------------------------------------------- Triple-S


def test_triple_s_metadata_has_the_elements_of_the_format_in_their_order(release):
    files = opened(triple_s.made(release, on=ON))
    root = Xml.fromstring(files["figures.sss"])
    assert (root.tag, root.get("version")) == ("sss", "3.0")
    assert [each.tag for each in root] == ["date", "origin", "user", "survey"]
    survey = root.find("survey")
    assert [each.tag for each in survey] == ["name", "version", "title", "record"]
    record = survey.find("record")
    assert record.attrib == {"ident": "A", "href": "figures.csv", "format": "csv", "skip": "1"}
    assert record.get("href") in files
    serials = 0
    for place, variable in enumerate(record, start=1):
        assert variable.tag == "variable"
        assert variable.get("ident") == str(place)
        assert variable.find("position").get("start") == str(place)
        inside = [each.tag for each in variable]
        assert inside == [
            "name",
            "label",
            "position",
            "size" if variable.get("type") == "character" else "values",
        ]
        assert re.fullmatch(r"[A-Za-z][\w.]*", variable.findtext("name"))
        serials += variable.get("use") == "serial"
    assert serials == 1


def test_triple_s_data_keeps_to_its_metadata(release):
    files = opened(triple_s.made(release, on=ON))
    variables = Xml.fromstring(files["figures.sss"]).findall(".//variable")
    head, *lines = csv.reader(io.StringIO(files["figures.csv"].decode()))
    assert head == [variable.findtext("name") for variable in variables]
    assert len(lines) == len(figures_of(release))
    for line in lines:
        assert len(line) == len(variables)
        for variable, cell in zip(variables, line, strict=True):
            if not cell:
                continue
            if variable.get("type") == "single":
                assert cell in {value.get("code") for value in variable.findall("values/value")}
            elif variable.get("type") == "quantity":
                ends = variable.find("values/range")
                assert float(ends.get("from")) <= float(cell) <= float(ends.get("to"))
                decimals = len(ends.get("to").partition(".")[2])
                assert len(cell.partition(".")[2]) <= decimals
            else:
                assert len(cell) <= int(variable.findtext("size"))
    assert [line[0] for line in lines] == [str(n) for n in range(1, len(lines) + 1)]


# ----------------------------------------------------------------------------------------------- SDMX


def test_sdmx_csv_keeps_to_its_field_guide(release):
    files = opened(sdmx.made(release, on=ON))
    told = rows(files["figures.sdmx.csv"])
    head = list(told[0])
    assert head[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    assert {row["STRUCTURE"] for row in told} == {"dataflow"}
    assert all(re.fullmatch(r"[A-Z]+:[A-Z_]+\(\d+\.\d+\.\d+\)", row["STRUCTURE_ID"]) for row in told)
    assert {row["ACTION"] for row in told} <= {"I", "A", "M", "R", "D"}
    assert {row["TIME_PERIOD"] for row in told} == {"2026-09-28"}
    keys = [tuple(row[name] for name in sdmx.DIMENSIONS) for row in told]
    assert len(keys) == len(set(keys)), "two observations have the same key"
    for row in told:
        assert (row["OBS_VALUE"] == "") == (row["OBS_STATUS"] == "Q")
        if row["OBS_VALUE"]:
            float(row["OBS_VALUE"])


def test_every_sdmx_code_is_a_code_and_is_explained(release):
    files = opened(sdmx.made(release, on=ON))
    known = {(row["COMPONENT"], row["CODE"]) for row in rows(files["codes.csv"])}
    for row in rows(files["figures.sdmx.csv"]):
        for component in ("REF_AREA", *sdmx.DIMENSIONS[2:], "OBS_STATUS", "UNIT_MEASURE", "VALUE_BOUND"):
            assert (component, row[component]) in known
            assert re.fullmatch(r"[A-Za-z0-9_@$-]+", row[component])


# ----------------------------------------------------------------------------------------------- CSVW

DATATYPES = {
    "string": lambda cell: True,
    "integer": lambda cell: re.fullmatch(r"-?\d+", cell),
    "number": lambda cell: re.fullmatch(r"-?\d+(\.\d+)?", cell),
}


def test_csv_on_the_web_describes_the_very_file_beside_it(release):
    files = opened(csvw.made(release, on=ON))
    told = json.loads(files["figures.csv-metadata.json"])
    assert told["@context"][0] == "http://www.w3.org/ns/csvw"
    assert set(told) - {"@context", "url", "dialect", "tableSchema"} == {
        "dc:title", "dc:description", "dc:publisher", "dc:issued",
    }  # fmt: skip
    assert told["url"] in files
    columns = told["tableSchema"]["columns"]
    table = rows(files[told["url"]])
    assert [column["titles"] for column in columns] == list(table[0])
    names = [column["name"] for column in columns]
    assert len(names) == len(set(names))
    # A name may stand in a URI template, and may not begin with an underscore.
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_]*", name) for name in names)
    for row in table:
        for column in columns:
            cell = row[column["titles"]]
            assert DATATYPES[column["datatype"]](cell) if cell else not column.get("required")
    titles = {column["name"]: column["titles"] for column in columns}
    keys = [tuple(row[titles[name]] for name in told["tableSchema"]["primaryKey"]) for row in table]
    assert len(keys) == len(set(keys))


def test_the_dictionary_has_a_line_for_every_column():
    assert [row[0] for row in csvw.dictionary().rows] == list(data.FIGURES_HEAD)


# ----------------------------------------------------------------------------- nothing but the release


@pytest.mark.parametrize("form", ["triple-s.zip", "sdmx.zip", "csvw.zip"])
def test_every_number_in_every_file_stands_in_the_release(release, form):
    known = numbers(release.as_json())
    wanted = {
        "triple-s.zip": ("score", "likely_from", "likely_to", "answers", "invited", "band_1_low"),
        "sdmx.zip": ("OBS_VALUE",),
        "csvw.zip": ("Invited", "Answers", "Value", "Likely from", "Likely to"),
    }[form]
    files = opened(publishing.made(form, release=release, committee="Standards", on=ON))
    name = "figures.sdmx.csv" if form == "sdmx.zip" else "figures.csv"
    seen = {float(row[column]) for row in rows(files[name]) for column in wanted if row[column]}
    assert seen
    assert seen <= known


@pytest.mark.parametrize("form", ["triple-s.zip", "sdmx.zip", "csvw.zip"])
def test_the_same_release_gives_the_same_bytes(release, form):
    one, two = (publishing.made(form, release=release, committee="Standards", on=ON) for _ in range(2))
    assert one == two


def test_of_a_group_that_is_too_small_nothing_but_its_size_is_told():
    told = opened(sdmx.made(RELEASES["one side too small"], on=ON))["figures.sdmx.csv"]
    of_it = [row for row in rows(told) if row["RESPONDENT_GROUP"] == "G2"]
    assert {row["MEASURE"] for row in of_it if row["OBS_VALUE"]} == {"INVITED"}

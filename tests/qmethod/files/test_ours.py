import json

import pytest

from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.files import composed, read
from concordat.qmethod.files.ours import study_as_json
from concordat.qmethod.study import Refused, Sort, Statement, Study
from tests.qmethod.files.examples import STUDY


def test_our_json_holds_everything() -> None:
    caution = Caution(About.READ_LOOSELY, "Read loosely.", ("A1",), ("s1",), (2,))
    study = Study(
        title="Gweithio gyda'n gilydd – “ŵ”",
        statements=(*STUDY.statements[:6], Statement("own id", "Text\nof two lines.")),
        sorts=(*STUDY.sorts, Sort("D4", (None, 0.5, 1, 0, 0, 0, -1))),
        grid=STUDY.grid,
        cautions=(caution,),
    )
    back = read(composed(study, form="json")[".json"], name="study.json")
    assert back == study
    assert back.fingerprint == study.fingerprint


def test_a_study_inside_a_package_is_found() -> None:
    package = {"record": {"mode": "standard"}, "study": study_as_json(STUDY)}
    assert read(json.dumps(package).encode()) == STUDY


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": "concordat-study/2"}, "which is newer"),
        ({"statements": "s1"}, "“statements” is not a list"),
        ({"sorts": [{"participant": 7, "values": []}]}, "“participant” is not a text"),
        (
            {"sorts": [{"participant": "A1", "values": [1, "x", 0, 0, 1, -1, 0]}]},
            "has “x” for statement “s2”",
        ),
        (
            {"sorts": [{"participant": "A1", "values": [1, True, 0, 0, 1, -1, 0]}]},
            "has “True” for statement “s2”",
        ),
        (
            {"sorts": [{"participant": "A1", "values": [1, float("nan"), 0, 0, 1, -1, 0]}]},
            "for statement “s2”",
        ),
        ({"sorts": [{"participant": "A1", "values": [1, 0]}]}, "the first without one being “s3”"),
        ({"grid": [0, "x"]}, "the grid has “x”"),
        ({"grid": [0, 1]}, "the grid has 2 places for 7 statements"),
        ({"cautions": [{"about": "weather"}]}, "a caution is about “weather”"),
    ],
)
def test_a_part_that_is_not_what_it_should_be_is_refused(change: dict[str, object], words: str) -> None:
    with pytest.raises(Refused) as refused:
        read(json.dumps(study_as_json(STUDY) | change).encode(), name="study.json")
    assert words in refused.value.sentence


@pytest.mark.parametrize(
    "text",
    [
        '{"a":',
        "[" * 100_000,
        '{"a": ' + "9" * 5000 + "}",
        '{"sort": "\\ud800|1", "uid": "A"}',
        "[]",
        '{"a": 1}',
    ],
)
def test_json_that_is_no_study_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read(text.encode(), name="study.json")

import io
import zipfile

import pytest

from concordat.qmethod.cautions import About
from concordat.qmethod.files import read
from concordat.qmethod.files.definitions import Question, read_definition
from concordat.qmethod.study import Refused
from tests.qmethod.files.examples import (
    CONFIG_HTMLQ,
    CONFIG_QUINCE,
    GRID,
    LANGUAGE,
    MAP,
    PLAIN,
    STATEMENTS,
    TEXTS,
)

SECRETS = ("hunter2", "SECRET", "token", "example.org", "someone@")


def files(**texts: str) -> dict[str, bytes]:
    return {f"{name}.xml": text.encode() for name, text in texts.items()}


def test_the_four_files_make_a_draft() -> None:
    draft = read_definition(files(c=CONFIG_QUINCE, m=MAP, s=STATEMENTS, language=LANGUAGE))
    assert draft.title == "Working together"
    assert [each.id for each in draft.statements][:2] == ["s1", "s2"]
    assert tuple(each.text for each in draft.statements) == TEXTS
    assert (draft.grid, draft.forced, draft.comments_on_ends) == (GRID, False, True)
    assert draft.column_labels == ("Unlike me", "Neither", "Like me")
    assert draft.wording == {"condition": "Rank by how you work.", "welcome": "Welcome.\n\nWrite to …"}
    assert draft.cautions == ()


def test_quinces_survey_has_label_and_note_behind_the_field() -> None:
    assert read_definition(files(config=CONFIG_QUINCE)).questions == (
        Question("", "information", note="Marked * are needed."),
        Question("1. What helps?*", "checkbox", options=("Lecture", "Other; please say"), required=True),
    )


def test_htmlqs_form_has_label_and_note_before_the_field() -> None:
    draft = read_definition(files(config=CONFIG_HTMLQ))
    assert (draft.title, draft.shuffled, draft.forced, draft.comments_on_ends) == (
        "Working together",
        True,
        None,
        False,
    )
    assert draft.questions == (
        Question("Role*", "radio", "Please choose.", ("councillor", "officer"), required=True),
        Question("Rate these", "rating2", options=("It works", "It helps"), scale=("Yes", "No")),
    )


@pytest.mark.parametrize("config", [CONFIG_HTMLQ, CONFIG_QUINCE])
def test_tokens_passwords_and_addresses_stay_where_they_are(config: str) -> None:
    told = repr(read_definition(files(config=config, language=LANGUAGE)))
    assert [secret for secret in SECRETS if secret in told] == []


def test_a_folder_or_a_zip_of_them_will_do(tmp_path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files(map=MAP, statements=STATEMENTS).items():
            archive.writestr(f"settings/{name}", data)
            (tmp_path / name).write_bytes(data)
    assert read_definition({"settings.zip": packed.getvalue()}) == read_definition(tmp_path)
    assert read_definition(tmp_path).grid == GRID


def test_a_grid_that_does_not_fit_the_statements_is_said() -> None:
    draft = read_definition(files(map=MAP.replace(">2<", ">3<", 1), statements=STATEMENTS))
    assert [each.about for each in draft.cautions] == [About.OFF_THE_GRID]


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"x": '<!DOCTYPE x [<!ENTITY a SYSTEM "/etc/passwd">]><map>&a;</map>'}, "declares entities"),
        ({"x": "<map><column>"}, "the XML breaks off"),
        ({"x": "<other/>"}, "None of the files"),
        ({"x": MAP, "y": MAP}, "is a second map.xml"),
        ({"x": MAP.replace(">2<", ">two<", 1)}, "a column “-1” of “two” cards"),
        ({"x": STATEMENTS.replace('id="2"', 'id="1"')}, "Statement “1” is there twice"),
        ({"x": CONFIG_HTMLQ.replace('"radio"', '"slider"')}, "of the kind “slider”"),
    ],
)
def test_a_definition_out_of_joint_is_refused(texts: dict[str, str], words: str) -> None:
    with pytest.raises(Refused) as refused:
        read_definition(files(**texts))
    assert words in refused.value.sentence


def test_statements_xml_gives_sorts_their_texts() -> None:
    study = read(PLAIN.encode(), statements=STATEMENTS.encode())
    assert tuple(each.text for each in study.statements) == TEXTS


def test_a_definition_given_as_sorts_says_what_it_is() -> None:
    with pytest.raises(Refused, match="the set-up of a study rather than sorts"):
        read(MAP.encode(), name="map.xml")

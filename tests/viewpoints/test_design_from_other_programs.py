"""A study begins from the files of another program."""

import html
import io
import re

import pytest

from concordat.viewpoints import queries
from concordat.viewpoints.models import Study
from tests.viewpoints.designing import ASKED, HERE, problems_in

pytestmark = pytest.mark.usefixtures("preparing")

# ------------------------------------------------------------------------------------- from another program


MAP = (
    '<map version="1.0"><column id="-1" colour="FFD5D5">2</column><column id=" 0">3</column>'
    '<column id="+1">2</column></map>'
)
STATEMENTS = "<statements version='1.0'>" + "".join(
    f"<statement id='{n}'>Made-up {{b}}statement{{/b}} {n}.</statement>" for n in range(1, 8)
) + "</statements>"  # fmt: skip


def xml(text: str, name: str) -> io.BytesIO:
    file = io.BytesIO(text.encode())
    file.name = name
    return file


def test_a_study_begins_from_the_files_of_another_program(act, isaac):
    page = act(
        f"{HERE}/import",
        {"statements": xml(STATEMENTS, "statements.xml"), "map": xml(MAP, "map.xml")},
    )
    assert "Nothing has been written yet" in page
    assert not Study.objects.exists()
    draft = html.unescape(re.search(r'name="draft" value="([^"]*)"', page)[1])
    bad = act(f"{HERE}/import", ASKED | {"draft": draft, "name": "", "researcher": isaac.id})
    assert "Give the study a name." in problems_in(bad)
    act(f"{HERE}/import", ASKED | {"draft": draft, "name": "Imported", "researcher": isaac.id})
    made = Study.objects.get(slug="imported")
    assert made.grid == [[-1, 2], [0, 3], [1, 2]]
    assert [each.key for each in queries.cards_of(made)] == [f"s{n}" for n in range(1, 8)]
    assert made.statements.get(key="s3").words == "Made-up statement 3."


def test_files_of_another_kind_are_refused_with_a_sentence(act, isaac):
    page = act(f"{HERE}/import", {"statements": xml("no xml at all", "statements.xml")})
    assert problems_in(page)
    assert "Choose at least one file." in problems_in(act(f"{HERE}/import", {}))


def test_a_draft_that_was_tampered_with_becomes_no_study(act, isaac):
    for draft in ("", "{}", "[]", '{"statements": [{"key": 7}]}', "null"):
        page = act(f"{HERE}/import", ASKED | {"draft": draft, "researcher": isaac.id})
        assert "Choose the files again" in page
    assert not Study.objects.exists()

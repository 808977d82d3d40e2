"""Sorts from a table and from other programs: the researcher brings them in, and nobody else can."""

import html
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from concordat.trail.models import Entry
from concordat.viewpoints.models import Sort
from tests.viewpoints.conftest import GRID, SORTING, made_up_sorts

LAID = {
    "column_-2": "12",
    "column_-1": "11, 10 9",
    "column_0": "8;7;6;5",
    "column_1": "4 3 2",
    "column_2": "1",
    "side": "officers",
    "consented": "on",
}
STUDY = "/larkfield/viewpoints/how-we-work-together/"


@pytest.fixture
def at_work(opened, clock):
    clock(SORTING)
    return opened


@pytest.fixture
def researcher(client, isaac, at_work):
    client.force_login(isaac.person)
    return client


def words_of(page) -> str:
    return html.unescape(re.sub(r"\s+", " ", page.content.decode()))


def csv_of(sorts, *, extra=()) -> bytes:
    lines = [",".join(["statement", *(f"X{n}" for n in range(len(sorts)))])]
    lines += [",".join([key, *(str(sort[key]) for sort in sorts)]) for key in sorted(sorts[0])]
    return "\n".join([*lines, *extra]).encode()


def sent(client, body: bytes, name="sorts.csv", **words):
    file = SimpleUploadedFile(name, body)
    return client.post(f"{STUDY}sorts/read-in", {"file": file, "side": "", **words})


def test_a_sort_from_a_table_is_typed_in_column_by_column(researcher):
    page = researcher.post(
        f"{STUDY}sorts/type-in", LAID | {"comments": "1: they ask first", "may_quote": "on"}, follow=True
    )
    assert "shuffled among the others" in words_of(page)
    sort = Sort.objects.get()
    assert (sort.values["s01"], sort.values["s12"], sort.values["s05"]) == (2, -2, 0)
    assert (sort.side, sort.comments, sort.may_quote, sort.order) == (
        "officers",
        {"s01": "they ask first"},
        True,
        [],
    )
    line = Entry.objects.order_by("-id").first()
    assert line.did == "typed in a sort from paper"
    assert sort.pseudonym not in str(line.__dict__)


def test_what_is_missing_double_or_over_full_is_said_beside_its_column(researcher):
    page = researcher.post(f"{STUDY}sorts/type-in", LAID | {"column_2": "1 2", "column_0": "8 7 6 99 x"})
    said = words_of(page)
    for words in (
        "Given twice: card 2.",
        "Missing: card 5.",
        "There is no card 99.",
        "This is no card’s number: x.",
        "Column 0 has 1 card too few.",
    ):
        assert words in said
    assert 'value="8 7 6 99 x"' in said, "what was typed is kept"
    assert not Sort.objects.exists()


def test_without_side_and_consent_nothing_is_taken_in(researcher):
    said = words_of(researcher.post(f"{STUDY}sorts/type-in", {**LAID, "side": "", "consented": ""}))
    assert "Say from which side the sort is." in said
    assert "only from somebody who agreed to it" in said
    assert not Sort.objects.exists()


def test_sorts_from_a_file_are_shown_before_they_are_stored(researcher):
    page = sent(researcher, csv_of(made_up_sorts(6)), side="councillors")
    said = words_of(page)
    assert "6 sorts in the file" in said
    assert "Nothing has been read in yet" in said
    assert not Sort.objects.exists()
    carried = html.unescape(re.search(r'name="sorts" value="([^"]*)"', page.content.decode())[1])
    page = researcher.post(f"{STUDY}sorts/read-in", {"sorts": carried}, follow=True)
    assert "6 sorts were read in." in words_of(page)
    assert Sort.objects.filter(side="councillors").count() == 6
    assert not Sort.objects.filter(pseudonym__startswith="X").exists(), "the names in the file stay behind"
    line = Entry.objects.order_by("-id").first()
    assert (line.did, line.detail) == ("read in sorts from a file", {"sorts": 6})
    again = sent(researcher, csv_of(made_up_sorts(6)))
    assert "the same sort is there already" in words_of(again)
    assert 'name="sorts"' not in again.content.decode()


def test_one_bad_sort_and_none_is_read_in(researcher):
    sorts = made_up_sorts(3)
    sorts[1]["s03"] = 2
    page = sent(researcher, csv_of(sorts))
    assert "its columns are not as full as the grid says" in words_of(page)
    assert 'name="sorts"' not in page.content.decode()


@pytest.mark.parametrize(
    "body", [b"", b"\x00\x01", b"hello", b"statement,A\ns01,1\n", b"statement,A,B\na,1,x\nb,2,1"]
)
def test_a_file_that_is_of_no_use_is_refused_with_a_sentence(researcher, body):
    page = sent(researcher, body)
    assert page.status_code == 200
    assert "There is a problem" in words_of(page)
    assert not Sort.objects.exists()


NOTHING = {"comments": {}, "answers": {}}
CHANGED = [
    "",
    "[]",
    "{}",
    "[1]",
    "[{}]",
    json.dumps([{"side": "x", "values": {}} | NOTHING]),
    json.dumps([{"side": "officers", "values": {"s01": 1}} | NOTHING]),
    json.dumps([{"side": "officers", "values": [], "comments": [], "answers": []}]),
]


@pytest.mark.parametrize("told", CHANGED)
def test_what_was_changed_on_the_way_is_not_taken_in(researcher, told):
    page = researcher.post(f"{STUDY}sorts/read-in", {"sorts": told})
    assert "There is a problem" in words_of(page)
    assert not Sort.objects.exists()


def test_no_sort_is_added_before_the_study_is_open(client, isaac, study, clock):
    clock(SORTING)
    client.force_login(isaac.person)
    assert "once the study is open" in words_of(client.post(f"{STUDY}sorts/type-in", LAID))
    assert not Sort.objects.exists()


@pytest.mark.parametrize("page", ["sorts/type-in", "sorts/read-in"])
def test_only_the_studys_researcher_brings_in_sorts(client, at_work, page, mona, amara, nerys):
    for office in (mona, amara):
        client.force_login(office.person)
        assert client.get(f"{STUDY}{page}").status_code == 403
    client.force_login(nerys.person)
    assert client.get(f"{STUDY}{page}").status_code == 404


def test_another_researchers_study_is_not_there(client, at_work, larkfield, clock):
    from concordat.people.rules.duties import Duty, Kind
    from tests.conftest import appointed

    other = appointed(
        "Ruth Adler",
        Kind.OTHER,
        larkfield,
        Duty.INDEPENDENT_PERSON,
    )
    client.force_login(other.person)
    assert client.get(f"{STUDY}sorts/type-in").status_code == 404
    assert client.get(f"{STUDY}sorts/read-in").status_code == 404


def test_cards_and_grid_are_printed_from_one_page(client, mona, at_work, django_assert_max_num_queries):
    client.force_login(mona.person)
    with django_assert_max_num_queries(12):
        page = client.get(f"{STUDY}cards")
    said = page.content.decode()
    assert said.count('class="printed-card"') == 12
    assert said.count('class="printed-grid__place"') == sum(room for _value, room in GRID)
    assert "Questions are answered in good time." in said
    assert at_work.instruction in words_of(page)

"""Totals, one participant under two spellings, companions nobody named: refused or told, never silent."""

import pytest

from concordat.qmethod.cautions import About
from concordat.qmethod.files import read
from concordat.qmethod.study import Refused, Study

ROWS = ["s1,1,-1,0", "s2,-1,1,1", "s3,0,0,-1", "s4,0,1,1", "s5,1,0,0"]


def study(*more: str, head: str = "statement,P01,P02,P03") -> Study:
    return read("\n".join([head, *ROWS, *more, ""]).encode(), name="sorts.csv")


def abouts(found: Study) -> list[str]:
    return [each.about for each in found.cautions]


@pytest.mark.parametrize(
    "row", ["Total,1,1,1", "total:,1,1,1", "Column totals,1,1,1", "SUM,1,1,1", "Mean,.2,.2,.2"]
)
def test_a_row_that_sums_up_the_others_is_refused_by_name(row):
    with pytest.raises(Refused, match=row.split(",")[0]) as refused:
        study(row)
    assert refused.value.statement == row.split(",")[0]


def test_a_column_that_sums_up_the_others_is_refused_by_name():
    sums = [0, 1, -1, 2, 1]
    lines = [
        "statement,P01,P02,P03,Total",
        *(f"{row},{total}" for row, total in zip(ROWS, sums, strict=True)),
    ]
    with pytest.raises(Refused, match="nobody’s sort") as refused:
        read("\n".join(lines).encode(), name="sorts.csv")
    assert refused.value.participant == "Total"


def test_a_statement_that_is_only_called_total_is_read_with_a_caution():
    found = study("Total,0,-1,1")
    assert [each.id for each in found.statements][-1] == "Total"
    assert abouts(found) == [About.PERHAPS_A_TOTAL]
    assert found.cautions[0].statements == ("Total",)


def test_a_participant_who_is_only_called_mean_is_read_with_a_caution():
    found = study(head="statement,P01,Mean,P03")
    assert abouts(found) == [About.PERHAPS_A_TOTAL]
    assert found.cautions[0].participants == ("Mean",)


def test_words_that_only_contain_total_are_statements_like_any_other():
    assert study("Total trust in officers,0,-1,1").cautions == ()


@pytest.mark.parametrize("other", ["p02", "P 02", "P-02", "Ｐ02"])
def test_two_participants_under_one_name_in_two_spellings_are_asked_about(other):
    found = study(head=f"statement,P01,P02,{other}")
    assert abouts(found) == [About.NAMES_ALIKE]
    assert found.cautions[0].participants == ("P02", other)


def test_two_statements_under_one_id_in_two_spellings_are_asked_about():
    found = study("S3,1,0,0")
    assert abouts(found) == [About.NAMES_ALIKE]
    assert found.cautions[0].statements == ("s3", "S3")


def test_companions_that_nobody_named_are_told(tmp_path):
    sorts = tmp_path / "x.csv"
    sorts.write_text("\n".join(["statement,P01,P02,P03", *ROWS, ""]))
    words = tmp_path / "x.statements.csv"
    words.write_text("statement,text\n" + "".join(f"s{number},Words {number}\n" for number in range(1, 6)))
    (tmp_path / "x.participants.csv").write_text("participant,group\nP01,councillor\n")
    found = read(sorts)
    assert abouts(found) == [About.FOUND_BESIDE, About.FOUND_BESIDE]
    assert "x.statements.csv, which lies beside x.csv" in found.cautions[0].sentence
    assert "x.participants.csv, which lies beside x.csv" in found.cautions[1].sentence
    assert abouts(read(sorts, statements=words, participants={})) == []

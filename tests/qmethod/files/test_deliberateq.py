import pytest

from concordat.qmethod.files import read
from concordat.qmethod.study import Refused
from tests.qmethod.files.examples import A1, B2, C3, DELIBERATEQ, TEXTS


def test_deliberateqs_text_is_read_with_its_stages() -> None:
    study = read(DELIBERATEQ.replace("\n", "\r\n").encode(), name="study.txt")
    assert study.title == "Working together"
    assert tuple(each.text for each in study.statements) == TEXTS
    assert study.participants == ("1_Pre", "2", "3", "1_Post")
    assert [sort.values for sort in study.sorts] == [A1, B2, C3, (0, 0, 0, 1, 1, -1, -1)]
    assert study.sorts[0].facts == {"group": "officer", "person": "1", "wave": "Pre"}
    assert study.sorts[1].facts == {"group": "officer"}


@pytest.mark.parametrize(
    ("old", "new", "participant", "statement", "words"),
    [
        ("::F4", "::X4", "", "s4", "line 3: no column is headed QF4"),
        ("Post\t1\t", "Pre\t1\t", "1_Pre", "", "participant “1_Pre” is there twice"),
        ("\t1\t1\t-1\t-1", "\t1\tyes\t-1\t-1", "1_Post", "s5", "line 7, column I"),
        ("7\t", "8\t", "", "", "statement number 7 is expected and “8” is there"),
    ],
)
def test_a_text_out_of_joint_is_refused(
    old: str, new: str, participant: str, statement: str, words: str
) -> None:
    assert old in DELIBERATEQ
    with pytest.raises(Refused) as refused:
        read(new.join(DELIBERATEQ.rsplit(old, 1)).encode(), name="study.txt")
    assert words in refused.value.sentence
    assert (refused.value.participant, refused.value.statement) == (participant, statement)

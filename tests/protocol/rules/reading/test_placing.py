"""Nothing of a source is lost: every sign of it stands in one clause, or is left out with a reason."""

from concordat.protocol.rules.reading import read, unplaced

TEXT = """Protocol on Working Together

1. Aims
1.1 We talk before we write.
(a) early;
(b) often.

2. Ends
2.1 We listen.
"""


def test_every_character_stands_in_a_clause_or_is_left_out_with_a_reason():
    reading = read(TEXT.encode(), name="protocol.txt")
    assert unplaced(reading) == ()
    assert [clause.label for clause in reading.clauses] == ["1.", "1.1", "(a)", "(b)", "2.", "2.1"]
    assert [clause.parent for clause in reading.clauses] == [None, 0, 1, 1, None, 4]

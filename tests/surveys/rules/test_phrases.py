from dataclasses import replace

import pytest

from concordat.smallsample.comparison import Verdict
from concordat.surveys.rules import phrases
from concordat.surveys.rules.figures import Compared, How
from concordat.surveys.rules.instrument import Side

SPOT = Compared(
    id="T2",
    topic="Courtesy and respect",
    first=Side.COUNCILLORS,
    first_shown="7.1",
    second_shown="6.2",
    gap=0.9,
    margin=0.5,
    verdict=Verdict.CLEAR_GAP,
    at_least=False,
    cautions=(),
    how=How.BLIND_SPOT,
)


@pytest.mark.parametrize(
    ("spot", "last"),
    [
        (SPOT, "Councillors clearly see themselves as better than officers see them."),
        (
            replace(SPOT, gap=-0.9, verdict=Verdict.POSSIBLE_GAP),
            "Councillors possibly see themselves as worse than officers see them.",
        ),
        (
            replace(SPOT, verdict=Verdict.NOT_ENOUGH_EVIDENCE),
            "There is not enough evidence of a difference.",
        ),
        (replace(SPOT, gap=None, verdict=Verdict.NO_VERDICT), "Nothing can be said of the difference."),
    ],
)
def test_a_blind_spot_is_said_in_whole_sentences(spot, last):
    assert phrases.seen_by_both(spot) == f"Councillors rate themselves 7.1; officers rate them 6.2. {last}"


def test_what_each_side_expected_is_said_in_whole_sentences():
    assert phrases.expected(replace(SPOT, first=Side.OFFICERS)) == (
        "Officers expected councillors to say 7.1; councillors said 6.2. Clearly higher than was given."
    )


def test_of_a_score_that_is_not_shown_nothing_is_said_not_even_of_the_other():
    hidden = replace(SPOT, second_shown="not shown", gap=None, verdict=Verdict.NO_VERDICT)
    for words in (phrases.seen_by_both(hidden), phrases.expected(hidden)):
        assert "cannot be told" in words.lower()
        assert "7.1" not in words

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from concordat.trail.rules.chain import Broken, End, Why, first_broken
from concordat.trail.rules.lines import BEFORE_THE_FIRST, Line, fingerprint

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def trail(words: str) -> list[tuple[Line, str]]:
    """A trail with one line for each of these words, well and truly chained."""
    before, written = BEFORE_THE_FIRST, []
    for number, did in enumerate(words.split(), 1):
        at = AT + timedelta(minutes=number)
        line = Line(1, number, at, None, did, "people.council:1", {"n": number}, before)
        before = fingerprint(line)
        written.append((line, before))
    return written


def end_of(written: list[tuple[Line, str]]) -> End:
    return End("larkfield", len(written), written[-1][1])


TRUE = trail("founded appointed launched closed released")


def test_a_true_trail_holds():
    assert first_broken(TRUE, end=end_of(TRUE)) is None


def test_an_empty_trail_holds():
    assert first_broken([], end=End("larkfield", 0, BEFORE_THE_FIRST)) is None


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_changed_line_is_found(number):
    line, found = TRUE[number - 1]
    written = [*TRUE]
    written[number - 1] = (replace(line, detail={"n": 99}), found)
    assert first_broken(written, end=end_of(TRUE)) == Broken("larkfield", number, Why.CHANGED)


@pytest.mark.parametrize("number", [1, 3])
def test_a_missing_line_is_found(number):
    written = TRUE[: number - 1] + TRUE[number:]
    assert first_broken(written, end=end_of(TRUE)) == Broken("larkfield", number, Why.MISSING)


def test_two_lines_that_changed_places_are_found():
    (second, its), (third, whose) = TRUE[1:3]
    swapped = [TRUE[0], (replace(third, number=2), whose), (replace(second, number=3), its), *TRUE[3:]]
    assert first_broken(swapped, end=end_of(TRUE)) == Broken("larkfield", 2, Why.UNLINKED)


def test_a_line_that_was_written_anew_with_its_fingerprint_betrays_itself_in_the_next():
    line, _found = TRUE[2]
    forged = replace(line, did="postponed")
    written = [*TRUE[:2], (forged, fingerprint(forged)), *TRUE[3:]]
    assert first_broken(written, end=end_of(TRUE)) == Broken("larkfield", 4, Why.UNLINKED)


def test_a_forged_last_line_is_not_the_one_that_the_end_names():
    line, _found = TRUE[4]
    forged = replace(line, did="withheld")
    assert first_broken([*TRUE[:4], (forged, fingerprint(forged))], end=end_of(TRUE)) == Broken(
        "larkfield", 5, Why.CHANGED
    )


def test_a_cut_trail_is_found_by_its_end():
    assert first_broken(TRUE[:3], end=end_of(TRUE)) == Broken("larkfield", 4, Why.CUT)


def test_a_trail_that_was_cut_with_its_end_is_found_by_the_end_that_was_noted_down():
    assert first_broken(TRUE[:3], end=end_of(TRUE[:3])) is None
    assert first_broken(TRUE[:3], end=end_of(TRUE[:3]), noted=end_of(TRUE)) == Broken("larkfield", 4, Why.CUT)


def test_a_trail_that_was_written_anew_is_found_by_the_end_that_was_noted_down():
    forged = trail("founded appointed launched closed withheld and more")
    noted = end_of(TRUE)
    assert first_broken(forged, end=end_of(forged), noted=noted) == Broken("larkfield", 5, Why.NOT_AS_NOTED)


def test_lines_that_are_added_during_the_walk_do_not_disturb_it():
    assert first_broken(TRUE, end=end_of(TRUE[:3]), noted=end_of(TRUE[:2])) is None

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.smallsample.comparison import Verdict
from concordat.smallsample.disclosure import NotCounts, Suppression
from concordat.surveys.rules.instrument import INSTRUMENT, OPTIONAL, SHORT_FORM, Shape, Side
from concordat.surveys.rules.release import Atom, NotAtoms, Release, release
from tests.surveys.rules.counted import COUNCILLORS, OFFICERS, bands, counts, ratings, released

LEVEL = {"councillors": 8, "officers": 6}


def with_h1(of: dict[str, list[int]], **more: object) -> Release:
    told = counts((COUNCILLORS, OFFICERS), around=LEVEL)
    told.update({(atom, "H1"): each for atom, each in of.items()})
    return released(counts=told, **more)


def test_the_json_is_what_the_contract_says():
    frozen = released().as_json()
    assert list(frozen)[:7] == ["council", "wave", "atoms", "items", "headline", "dimensions", "cautions"]
    assert frozen["atoms"][0] == {
        "name": "councillors",
        "side": "councillors",
        "invited": 60,
        "answered": 44,
        "reportable": True,
    }
    wanted = ["id", "shape", "side", "n", "shown", "value", "low", "high", "bands", "suppressed"]
    assert all(list(item)[:10] == wanted for item in frozen["items"])
    assert list(frozen["headline"])[:6] == [
        "councillors",
        "officers",
        "gap",
        "margin",
        "verdict",
        "tipping_point",
    ]


def test_every_key_of_a_figure_is_there_even_where_nothing_may_be_shown():
    frozen = released(Atom("councillors", "councillors", 9, 4), OFFICERS).as_json()
    hidden = next(item for item in frozen["items"] if item["side"] == "councillors")
    assert hidden["shown"] == "not shown"
    assert hidden["suppressed"] == "side not reported"
    assert (hidden["n"], hidden["value"], hidden["low"], hidden["high"], hidden["bands"]) == (
        0,
        None,
        None,
        None,
        None,
    )


def test_bands_are_told_with_their_words():
    item = next(each for each in released().as_json()["items"] if each["id"] == "P1")
    assert [band["label"] for band in item["bands"]] == ["Never", "Once or twice", "More often"]
    assert [band["shown"] for band in item["bands"]] == ["about 30 of 44", "about 10 of 44", "about 5 of 44"]
    assert all(band["low"] < band["high"] for band in item["bands"])
    assert item["value"] is None


def test_what_is_read_back_is_what_was_frozen():
    first = released()
    second = released(previous=first, roster_changed_by={"councillors": 3}, roster_hash="ab" * 32)
    for each in (first, second):
        assert Release.from_json(json.loads(json.dumps(each.as_json(), allow_nan=False))) == each


def test_the_headline_is_two_scores_and_the_gap():
    head = with_h1({"councillors": ratings(44, around=8), "officers": ratings(120, around=6)}).headline
    assert (head.councillors, head.officers, head.gap) == (8.0, 6.0, 2.0)
    assert head.verdict is Verdict.CLEAR_GAP
    assert head.margin == pytest.approx(0.58, abs=0.05)


def test_the_tipping_point_is_a_sentence_with_the_silent_in_it():
    # 44 of 60 at 7.7: the 16 silent would have to average 2.1 to bring the side to 6.2; bounds 5.9 to 8.3.
    councillors = [0, 0, 0, 0, 0, 0, 13, 31, 0, 0]  # 7.70
    officers = [0, 0, 0, 0, 0, 96, 24, 0, 0, 0]  # 6.20
    said = with_h1({"councillors": councillors, "officers": officers}).headline.tipping_point
    assert "The 16 councillors who gave no score would have to average 2.1" in said
    assert "from 7.7 to the officers’ 6.2" in said
    assert "between 5.9 and 8.3" in said


def test_when_the_silent_could_say_anything_no_claim_is_made():
    few = Atom("councillors", "councillors", 121, 17)
    said = released(few, OFFICERS).headline.silence[0].sentence
    assert said.endswith("With so many silent, no claim about all councillors is possible.")


def test_when_all_answered_nobody_is_silent():
    all_of_them = Atom("councillors", "councillors", 44, 44)
    told = released(all_of_them, OFFICERS).headline.silence[0]
    assert told.sentence == "All 44 councillors gave a score, so nobody’s silence could change it."


def test_when_no_silence_could_close_the_gap_that_is_said():
    nearly_all = Atom("councillors", "councillors", 46, 44)
    told = released(nearly_all, OFFICERS).headline.silence[0]
    assert not told.reachable
    assert told.sentence.startswith("Even if the 2 councillors who gave no score had all said 1, ")


@pytest.mark.parametrize("atom", [Atom("officers", "officers", 2, 2), Atom("officers", "officers", 200, 4)])
def test_the_answers_of_a_side_that_is_too_small_change_nothing_that_is_published(atom):
    level = {"councillors": 8}
    low = released(COUNCILLORS, atom, around=level | {"officers": 1})
    high = released(COUNCILLORS, atom, around=level | {"officers": 10})
    assert low == high
    assert {figure.suppressed for figure in low.items if figure.side is Side.OFFICERS} == {
        Suppression.ATOM_NOT_REPORTED
    }
    assert (low.headline.officers, low.headline.gap, low.headline.verdict) == (None, None, "no verdict")


def test_different_answers_with_the_same_published_score_give_the_same_release_throughout():
    flat = [0, 0, 0, 0, 0, 0, 22, 0, 22, 0]
    peaked = [0, 0, 0, 0, 0, 0, 0, 44, 0, 0]
    assert with_h1({"councillors": flat}) == with_h1({"councillors": peaked})


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.permutations(range(44)))
def test_who_gave_which_answer_changes_nothing(order):
    answers = [rating for rating, times in enumerate(ratings(44, around=7)) for _ in range(times)]
    told = [0] * 10
    for person in order:
        told[answers[person]] += 1
    assert with_h1({"councillors": told}) == with_h1({"councillors": ratings(44, around=7)})


def test_a_side_in_parts_has_no_figure_as_a_whole_and_says_so():
    parts = (Atom("cabinet", "councillors", 10, 9), Atom("other councillors", "councillors", 50, 35))
    level = {"cabinet": 9, "other councillors": 6, "officers": 7}
    split = released(*parts, OFFICERS, around=level)
    assert split.headline.councillors is None
    assert split.headline.officers == 7.0
    assert split.headline.gap is None
    assert any("declared in parts (cabinet and other councillors)" in caution for caution in split.cautions)
    assert {figure.atom for figure in split.items if figure.id == "T1"} == set(level)
    assert all(dimension.gap is None for dimension in split.dimensions)
    assert all(len(dimension.scores) == 3 for dimension in split.dimensions)


def test_nothing_of_a_release_adds_up_over_groups():
    """Whatever the other part says, the figures of one part stay as they are."""
    parts = (Atom("cabinet", "councillors", 10, 9), Atom("other councillors", "councillors", 50, 35))
    level = {"cabinet": 9, "officers": 7}
    one = released(*parts, OFFICERS, around=level | {"other councillors": 2})
    two = released(*parts, OFFICERS, around=level | {"other councillors": 9})
    assert [f for f in one.items if f.atom == "cabinet"] == [f for f in two.items if f.atom == "cabinet"]
    assert one.headline == two.headline


@pytest.mark.parametrize(
    "atoms",
    [
        [],
        [COUNCILLORS, replace(OFFICERS, name="councillors")],
        [Atom(name, side, 10, 9) for name, side in zip("abcd", ["councillors", "officers"] * 2, strict=True)],
    ],
    ids=["none", "one name twice", "two sides split"],
)
def test_groups_that_are_not_a_partition_of_the_sides_are_refused(atoms):
    with pytest.raises(NotAtoms):
        release(council="Marlbridge", wave="W", atoms=atoms, items=SHORT_FORM, counts={})


def test_more_answers_than_replies_are_refused():
    told = counts((COUNCILLORS, OFFICERS), around=LEVEL)
    told["councillors", "H1"] = ratings(45, around=8)
    with pytest.raises(NotCounts):
        released(counts=told)


def test_an_item_that_was_not_asked_of_a_side_says_so():
    told = counts((COUNCILLORS, OFFICERS), around=LEVEL)
    del told["officers", "T1"]
    assert released(counts=told).figure("T1", side=Side.OFFICERS).suppressed is Suppression.NOT_ASKED


def test_what_is_asked_only_of_some_is_hidden_when_nearly_everyone_answers_it():
    told = counts((COUNCILLORS, OFFICERS), around=LEVEL)
    told["councillors", "P8"] = bands(40)
    assert released(counts=told).figure("P8", side=Side.COUNCILLORS).bands is None
    told["councillors", "P8"] = bands(39)
    assert released(counts=told).figure("P8", side=Side.COUNCILLORS).bands is not None


def test_whoever_skipped_what_it_follows_on_hides_nobody():
    """Thirteen answer what came of it, and fourteen said whether it happened: one is known to have said no.

    Seen to fail: when the others were counted among all who replied, who had mostly said neither.
    """
    two = tuple(item for item in INSTRUMENT if item.id in {"H1", "P1", "P8"})
    told = counts((COUNCILLORS, OFFICERS), around={"councillors": 8, "officers": 6}, items=two)
    shown = []
    for never in (1, 4, 5):
        told["councillors", "P1"] = [never, 2, 11]
        told["councillors", "P8"] = [2, 2, 9]
        figure = released(counts=told, items=two).figure("P8", side=Side.COUNCILLORS)
        shown.append(figure.bands is not None)
    assert shown == [False, False, True]


def test_a_side_in_two_camps_is_given_the_wider_margin():
    calm, torn = counts((COUNCILLORS, OFFICERS), around=LEVEL), counts((COUNCILLORS, OFFICERS), around=LEVEL)
    torn["councillors", "H2"] = [20, 4, 20]
    narrow = released(counts=calm).figure("H1", side=Side.COUNCILLORS)
    wide = released(counts=torn).figure("H1", side=Side.COUNCILLORS)
    assert wide.sampling == pytest.approx(narrow.sampling * 3.0 / 2.5)
    assert "split side" in wide.cautions


def test_a_dimension_counts_the_same_questions_for_both_sides():
    told = counts((COUNCILLORS, OFFICERS), around=LEVEL)
    told["officers", "T1"] = [1, 1, 1, 1] + [0] * 6  # four answers: not shown, so T1 counts for neither side
    told["councillors", "T1"] = ratings(44, around=1)
    trust = next(each for each in released(counts=told).dimensions if each.name == "Trust and respect")
    assert trust.scores[0].value == 8.0


def test_pressure_is_no_part_of_any_dimension():
    items = (*SHORT_FORM, *OPTIONAL)
    names = {dimension.name for dimension in released(items=items).dimensions}
    assert "Pressure and impartiality" not in names
    assert "Headline" not in names


def test_a_blind_spot_is_the_own_view_less_the_view_of_the_other_side():
    told = counts((COUNCILLORS, OFFICERS), around=LEVEL)
    told["councillors", "T2"] = ratings(44, around=9)
    told["officers", "T1"] = ratings(120, around=5)
    spots = {(each.first, each.id): each for each in released(counts=told).blind_spots}
    assert spots[Side.COUNCILLORS, "T2"].gap == pytest.approx(4.0, abs=0.11)
    assert spots[Side.OFFICERS, "A1"].gap == pytest.approx(6.0 - 8.0, abs=0.11)


def test_a_misjudgement_is_the_score_expected_less_the_score_given():
    told = counts((COUNCILLORS, OFFICERS), around=LEVEL)
    told["councillors", "H3"] = ratings(44, around=9)
    made = {each.first: each for each in released(counts=told).misjudgements}
    assert made[Side.COUNCILLORS].gap == pytest.approx(9 - 6, abs=0.11)
    assert made[Side.COUNCILLORS].second_shown == "6.0"


def test_the_sides_are_never_compared_on_questions_that_are_not_the_same():
    compared = {each.id for each in released().gaps}
    assert compared.isdisjoint({"H3", "C1", "T2", "P1"})
    assert {"H1", "T1", "R2", "A1"} <= compared


def test_change_is_told_only_of_the_same_words_to_the_same_group():
    first = released()
    reworded = [
        replace(item, officers="Councillors respect me.") if item.id == "T1" else item for item in INSTRUMENT
    ]
    second = released(items=reworded, previous=first, around={"councillors": 8, "officers": 8})
    told = {(change.id, change.side): change.word for change in second.changes}
    assert ("T1", Side.OFFICERS) not in told
    assert told["T1", Side.COUNCILLORS] == "similar"
    assert told["H1", Side.OFFICERS] == "better"
    assert second.history[-1].wave == first.wave


def test_the_wave_guard_holds_back_the_figure_for_a_roster_changed_by_one():
    small = (Atom("councillors", "councillors", 12, 11), OFFICERS)
    first = released(*small)
    second = released(*small, previous=first, roster_changed_by={"councillors": 1})
    change = next(each for each in second.changes if (each.id, each.side) == ("H1", Side.COUNCILLORS))
    assert change.change is None
    assert "roster changed" in change.cautions


def test_every_figure_says_how_it_was_made_and_every_way_is_on_the_method_page():
    text = (Path(__file__).parents[3] / "docs" / "method" / "health-check.md").read_text(encoding="utf-8")
    anchors = {
        line.lstrip("# ").lower().replace(" ", "-") for line in text.splitlines() if line.startswith("## ")
    }
    made = released(previous=released())
    ways = {
        each.how
        for group in (made.items, made.gaps, made.blind_spots, made.misjudgements, made.roles, made.changes)
        for each in group
    }
    ways |= {made.headline.how, made.dimensions[0].how, made.headline.silence[0].how}
    assert {str(way) for way in ways} <= anchors


def test_remarks_stand_among_the_cautions():
    assert (
        released(remarks=["One ballot could not be opened."]).cautions[-1]
        == "One ballot could not be opened."
    )


@pytest.mark.parametrize("item", INSTRUMENT, ids=lambda item: item.id)
def test_no_figure_of_a_release_tells_more_than_its_shape_allows(item):
    """Ratings to half a point from five answers; bands never below ten."""
    nine = (Atom("councillors", "councillors", 9, 9), Atom("officers", "officers", 12, 9))
    for side in Side:
        figure = released(*nine).figure(item.id, side=side)
        if item.shape is Shape.BANDS:
            assert figure.bands is None
        else:
            assert figure.value * 2 == int(figure.value * 2)

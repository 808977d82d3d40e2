"""From the deal to the grid, in plain Python: piles, choosing step by step, placing, taking back."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.viewpoints.rules import draft, fidelity, moves, placing, pseudonyms, thinning
from concordat.viewpoints.rules.course import has_reached, reached
from concordat.viewpoints.rules.dealing import dealt
from concordat.viewpoints.rules.draft import NotAMove, Page, Plan

CARDS = tuple(f"s{n}" for n in range(1, 41))
NINE = ((-4, 2), (-3, 4), (-2, 5), (-1, 6), (0, 6), (1, 6), (2, 5), (3, 4), (4, 2))
FORTY = Plan(cards=CARDS, grid=NINE, practice=False)
TWELVE = Plan(
    cards=CARDS[:12], grid=((-2, 2), (-1, 2), (0, 4), (1, 2), (2, 2)), practice=False, questions=("q1",)
)


def dealt_to(plan: Plan):
    return dealt(plan.cards, chance=Random(3))


def piled(plan: Plan, agree: int, neutral: int):
    sorting = dealt_to(plan)
    for place, card in enumerate(sorting.order):
        pile = "agree" if place < agree else "neutral" if place < agree + neutral else "disagree"
        sorting = moves.made(sorting, plan, {"do": "pile", "card": card, "pile": pile})
    return sorting


def chosen_through(sorting, plan: Plan):
    while offered := thinning.offer(sorting, plan):
        cards = [*offered.ticked, *(c for c in offered.cards if c not in offered.ticked)][: offered.most]
        sorting = moves.made(sorting, plan, {"do": "choose", "cards": cards})
    return sorting


def test_everyone_gets_the_same_cards_in_an_order_of_their_own():
    orders = {dealt(CARDS).order for _ in range(20)}
    assert len(orders) == 20
    assert all(sorted(order) == sorted(CARDS) for order in orders)


def test_choosing_alternates_between_the_ends_and_leaves_three_columns():
    steps = thinning.steps(FORTY)
    assert [(step.value, step.count, step.likes) for step in steps] == [
        (4, 2, True), (-4, 2, False), (3, 4, True), (-3, 4, False), (2, 5, True), (-2, 5, False),
    ]  # fmt: skip


@pytest.mark.parametrize(("columns", "rounds"), [(3, 0), (4, 1), (5, 1), (6, 2), (9, 3), (10, 4), (13, 5)])
def test_the_number_of_rounds_is_half_of_the_columns_but_three_rounded_up(columns, rounds):
    plan = Plan(cards=CARDS[:columns], grid=tuple((value, 1) for value in range(columns)))
    assert len(thinning.steps(plan)) == 2 * rounds


def test_the_first_choice_is_among_the_cards_one_agrees_with():
    sorting = piled(FORTY, agree=14, neutral=10)
    offered = thinning.offer(sorting, FORTY)
    assert set(offered.cards) == set(sorting.order[:14])
    assert (offered.most, offered.exact, offered.ticked, offered.beyond) == (2, True, (), False)


def test_a_pile_that_is_too_small_is_filled_up_from_the_middle():
    sorting = piled(FORTY, agree=1, neutral=10)
    offered = thinning.offer(sorting, FORTY)
    assert offered.ticked == (sorting.order[0],)
    assert len(offered.cards) == 11
    assert offered.beyond


def test_an_empty_pile_gives_way_to_the_next():
    sorting = piled(FORTY, agree=0, neutral=0)
    offered = thinning.offer(sorting, FORTY)
    assert len(offered.cards) == 40
    assert not offered.beyond, "there is nothing it could be beyond"


def test_the_rest_is_proposed_with_disagree_low_and_agree_high():
    sorting = chosen_through(piled(FORTY, agree=18, neutral=4), FORTY)
    assert placing.faults(sorting, FORTY) == ()
    middle = {card: sorting.places[card] for card in sorting.order if abs(sorting.places[card]) <= 1}
    order = {"disagree": 0, "neutral": 1, "agree": 2}
    ranked = sorted((value, order[sorting.piles[card]]) for card, value in middle.items())
    assert [pile for _value, pile in ranked] == sorted(pile for _value, pile in ranked)


@pytest.mark.parametrize("cards", [["s1", "s1"], ["s99", "s1"], ["s1"], [], "s1"])
def test_a_step_is_not_done_with_other_than_what_it_asks_for(cards):
    sorting = piled(FORTY, agree=40, neutral=0)
    with pytest.raises(NotAMove):
        moves.made(sorting, FORTY, {"do": "choose", "cards": cards})


def test_in_a_free_study_any_number_up_to_the_column_may_be_chosen():
    plan = Plan(cards=CARDS, grid=NINE, forced=False, practice=False)
    sorting = moves.made(piled(plan, agree=20, neutral=0), plan, {"do": "choose", "cards": []})
    assert sorting.chosen == 1
    assert not sorting.in_column(4)


def test_without_piles_and_choosing_every_card_begins_beside_the_grid():
    plan = Plan(cards=CARDS, grid=NINE, piles=False, thinning=False, practice=False)
    sorting = dealt_to(plan)
    assert reached(sorting, plan) is Page.GRID
    assert sorting.beside == sorting.order
    moved = moves.made(sorting, plan, {"do": "place", "card": "s7", "value": 4})
    assert moved.in_column(4) == ("s7",)
    assert next(fault.short for fault in placing.faults(moved, plan)) == 39


def test_piles_alone_lead_to_a_proposal_of_everything():
    plan = Plan(cards=CARDS, grid=NINE, thinning=False, practice=False)
    sorting = piled(plan, agree=15, neutral=10)
    assert placing.faults(sorting, plan) == ()
    assert reached(sorting, plan) is Page.GRID


def test_an_over_full_column_is_marked_and_blocks_no_move():
    sorting = chosen_through(piled(FORTY, agree=18, neutral=4), FORTY)
    card = sorting.in_column(0)[0]
    moved = moves.made(sorting, FORTY, {"do": "place", "card": card, "value": 4})
    assert [(fault.value, fault.over, fault.short) for fault in placing.faults(moved, FORTY)] == [
        (0, 0, 1),
        (4, 1, 0),
    ]
    free = Plan(cards=CARDS, grid=NINE, forced=False)
    assert placing.faults(moved, free) == ()


def test_two_chosen_cards_change_places():
    sorting = chosen_through(piled(FORTY, agree=18, neutral=4), FORTY)
    high, low = sorting.in_column(4)[0], sorting.in_column(-4)[0]
    swapped = moves.made(sorting, FORTY, {"do": "swap", "card": high, "other": low})
    assert (swapped.places[high], swapped.places[low]) == (-4, 4)
    assert placing.faults(swapped, FORTY) == ()


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_every_move_can_be_taken_back_to_the_very_beginning(data):
    plan = TWELVE
    sorting = dealt_to(plan)
    stood = [sorting]
    for _ in range(data.draw(st.integers(1, 40))):
        before = sorting
        sorting = moves.made(sorting, plan, data.draw(a_move(sorting, plan)))
        if sorting.past != before.past:
            stood.append(sorting)
    assert len(sorting.past) == len(stood) - 1
    for earlier in reversed(stood[:-1]):
        sorting = moves.made(sorting, plan, {"do": "undo"})
        assert dict(sorting.places) == dict(earlier.places)
        assert dict(sorting.piles) == dict(earlier.piles)
        assert (sorting.chosen, sorting.proposed) == (earlier.chosen, earlier.proposed)
    assert sorting.past == ()


def a_move(sorting, plan):
    page = reached(sorting, plan)
    if page is Page.PILES:
        piles = st.sampled_from(["agree", "neutral", "disagree"])
        return st.fixed_dictionaries(
            {"do": st.just("pile"), "card": st.sampled_from(sorting.order), "pile": piles}
        )
    if page is Page.THINNING:
        offered = thinning.offer(sorting, plan)
        cards = st.permutations(offered.cards).map(lambda some: list(some[: offered.most]))
        return st.fixed_dictionaries({"do": st.just("choose"), "cards": cards})
    card = st.sampled_from(sorting.order)
    return st.one_of(
        st.fixed_dictionaries(
            {"do": st.just("place"), "card": card, "value": st.sampled_from([*plan.values, None])}
        ),
        st.fixed_dictionaries({"do": st.just("swap"), "card": card, "other": card}),
    )


def test_a_draft_is_stored_and_read_back_as_it_was_even_if_the_database_orders_names():
    sorting = chosen_through(piled(FORTY, agree=18, neutral=4), FORTY)
    sorting = moves.made(sorting, FORTY, {"do": "place", "card": "s9", "value": 0})
    body = dict(sorted(draft.written(sorting).items(), key=lambda pair: (len(pair[0]), pair[0])))
    again = draft.restored(body)
    assert again == sorting
    assert again.in_column(0) == sorting.in_column(0)


@pytest.mark.parametrize(
    "move",
    [
        {},
        {"do": "fly"},
        {"do": "pile", "card": "s1", "pile": "maybe"},
        {"do": "pile", "card": "s99", "pile": "agree"},
        {"do": "pile", "card": ["s1"], "pile": "agree"},
        {"do": "place", "card": "s1", "value": 1},
        {"do": "swap", "card": "s1", "other": "s2"},
        {"do": "tick", "card": "s1", "on": True, "more": 1, "do ": 2} | {"card": "s999"},
        {"do": "comment", "card": "s1", "words": 7},
        {"do": "answer", "question": "q9", "answer": "x"},
        {"do": "answer", "question": "q1", "answer": [1]},
        {"do": "pass", "page": "check"},
        {"do": "pass", "page": "grid"},
    ],
)
def test_what_our_pages_never_send_is_refused(move):
    with pytest.raises(NotAMove):
        moves.made(dealt_to(TWELVE), TWELVE, move)


@pytest.mark.parametrize("value", [9, "1", True, 1.5])
def test_no_card_lies_in_a_column_that_is_not_there(value):
    sorting = chosen_through(piled(TWELVE, agree=5, neutral=2), TWELVE)
    with pytest.raises(NotAMove):
        moves.made(sorting, TWELVE, {"do": "place", "card": "s1", "value": value})


def test_a_page_is_reached_when_those_before_it_are_done():
    plan = Plan(cards=CARDS[:12], grid=TWELVE.grid, questions=("q1",))
    sorting = dealt_to(plan)
    assert reached(sorting, plan) is Page.PRACTICE
    sorting = moves.made(sorting, plan, {"do": "pass", "page": "practice"})
    assert reached(sorting, plan) is Page.PILES
    assert not has_reached(Page.GRID, sorting, plan)
    for card in sorting.order:
        sorting = moves.made(sorting, plan, {"do": "pile", "card": card, "pile": "neutral"})
    assert reached(sorting, plan) is Page.THINNING
    sorting = chosen_through(sorting, plan)
    for page in ("grid", "comments", "questions"):
        assert reached(sorting, plan) == page
        sorting = moves.made(sorting, plan, {"do": "pass", "page": page})
    assert reached(sorting, plan) is Page.CHECK


def test_comments_are_asked_for_at_the_ends_only():
    assert FORTY.ends == {-4, 4}
    assert Plan(cards=CARDS, grid=NINE, comment_columns=2).ends == {-4, -3, 3, 4}
    assert Plan(cards=CARDS, grid=NINE, comment_columns=0).ends == frozenset()
    assert Page.COMMENTS not in Plan(cards=CARDS, grid=NINE, comment_columns=0).pages


def test_forty_statements_take_less_than_25_minutes_by_count_of_what_is_done():
    """Forty readings and presses, 22 ticks in six steps, and a look over the board with as many as ten moves.

    Seconds for each are generous: Brysbaert (2019) has adults read 238 words a minute, a statement of
    20 words in 5 seconds; we give 10, and half as much to find a card again among those of its pile.
    """
    presses = len(CARDS)
    ticks = sum(step.count for step in thinning.steps(FORTY))
    sends = len(thinning.steps(FORTY))
    assert (presses, ticks, sends) == (40, 22, 6)
    comments = sum(room for value, room in NINE if value in FORTY.ends)
    seconds = presses * 10 + sends * 30 + ticks * 5 + 10 * 12 + comments * 45 + 60
    assert seconds < 25 * 60


def test_a_trace_tells_how_long_and_how_often_and_no_time_of_day():
    plan = Plan(cards=CARDS[:12], grid=TWELVE.grid, practice=False, keeps_trace=True)
    at = datetime(2026, 9, 7, 9, tzinfo=UTC)
    sorting = fidelity.timed(dealt_to(plan), page="piles", at=at)
    for number, card in enumerate(sorting.order, start=1):
        sorting = moves.made(sorting, plan, {"do": "pile", "card": card, "pile": "agree"})
        sorting = fidelity.timed(sorting, page="piles", at=at + timedelta(seconds=10 * number))
    sorting = fidelity.timed(sorting, page="choosing", at=at + timedelta(hours=3))
    told = fidelity.told(chosen_through(sorting, plan), plan)
    assert told["seconds"] == {"piles": 120, "choosing": fidelity.LONGEST_PAUSE}
    assert told["moves"] == {"pile": 12, "choose": 2}
    assert 0 <= told["straight_line"] <= 1
    assert told["crossed"] > 0, "all were agreed with, so those below the middle lie across"
    assert "2026" not in str(told)


def test_no_trace_is_kept_where_the_study_keeps_none():
    assert chosen_through(piled(TWELVE, agree=5, neutral=2), TWELVE).trace == {}


def test_pseudonyms_are_drawn_by_chance_and_never_twice():
    taken: list[str] = []
    for _ in range(600):
        taken.append(pseudonyms.drawn(taken))
    assert len(set(taken)) == 600
    assert taken != sorted(taken)
    assert all(name[0] == "P" and name[1:].isdigit() for name in taken)

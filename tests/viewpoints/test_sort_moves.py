"""What a script sends while somebody sorts: moves in batches, lost, repeated, late, or never sent by ours."""

import pytest

from concordat.viewpoints.models import Draft
from tests.viewpoints.sorting import agreed, moves, send


def test_moves_are_stored_as_they_are_made_and_answered_with_the_next_page(client, code):
    send(client, agreed(client, code), do="go")
    order = Draft.objects.get().body["sorting"]["order"]
    done = moves(client, code, 1, {"do": "pile", "card": order[0], "pile": "agree"})
    assert done.json() == {"revision": 2, "page": f"/sort/{code}/piles"}
    rest = [{"do": "pile", "card": card, "pile": "neutral"} for card in order[1:]]
    assert moves(client, code, 2, *rest, batch="b2").json() == {
        "revision": 3,
        "page": f"/sort/{code}/choosing",
    }
    assert done.headers["Cache-Control"] == "no-store"


def test_a_batch_whose_answer_was_lost_is_not_done_twice(client, code):
    send(client, agreed(client, code), do="go")
    order = Draft.objects.get().body["sorting"]["order"]
    move = {"do": "pile", "card": order[0], "pile": "agree"}
    first, again = moves(client, code, 1, move), moves(client, code, 1, move)
    assert first.json() == again.json()
    assert len(Draft.objects.get().body["sorting"]["past"]) == 1


def test_a_script_that_stayed_behind_is_told_so(client, code):
    send(client, agreed(client, code), do="go")
    order = Draft.objects.get().body["sorting"]["order"]
    moves(client, code, 1, {"do": "pile", "card": order[0], "pile": "agree"})
    late = moves(client, code, 1, {"do": "pile", "card": order[1], "pile": "agree"}, batch="other")
    assert (late.status_code, late.json()) == (409, {"page": f"/sort/{code}"})
    assert len(Draft.objects.get().body["sorting"]["piles"]) == 1


def test_with_no_moves_a_script_only_asks_whether_all_is_well(client, code):
    send(client, agreed(client, code), do="go")
    assert moves(client, code, 0).json()["revision"] == 1
    assert Draft.objects.get().revision == 1


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        "null",
        '{"moves": 7}',
        '{"moves": [7], "revision": 1}',
        '{"moves": [{"do": "fly"}], "revision": 1}',
        '{"moves": [{"do": "undo"}], "revision": "x"}',
        '{"moves": [{"do": "undo"}]}',
    ],
)
def test_what_our_script_never_sends_does_no_harm(client, code, body):
    send(client, agreed(client, code), do="go")
    before = Draft.objects.values().get()
    assert client.post(f"/sort/{code}/moves", body, content_type="application/json").status_code == 400
    assert client.get(f"/sort/{code}/moves").status_code == 400
    assert Draft.objects.values().get() == before


def test_signs_that_no_database_takes_are_left_out(client, code):
    send(client, agreed(client, code), do="go")
    odd = '{"do": "comment", "card": "s01", "words": "a\\u0000b\\ud800c"}'
    also = '{"do": "answer", "question": "roles", "answer": ["Ch\\u0000air\\udfff"]}'
    body = f'{{"revision": 1, "batch": "x\\u0000\\ud800", "moves": [{odd}, {also}]}}'
    assert client.post(f"/sort/{code}/moves", body, content_type="application/json").status_code == 200
    sorting = Draft.objects.get().body["sorting"]
    assert (sorting["comments"], sorting["answers"]) == ({"s01": "abc"}, {"roles": ["Chair"]})


def test_one_bad_move_and_none_of_the_batch_is_done(client, code):
    send(client, agreed(client, code), do="go")
    order = Draft.objects.get().body["sorting"]["order"]
    good = {"do": "pile", "card": order[0], "pile": "agree"}
    assert moves(client, code, 1, good, {"do": "fly"}).status_code == 400
    assert Draft.objects.get().body["sorting"]["piles"] == {}

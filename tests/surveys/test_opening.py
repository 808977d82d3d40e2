"""Two of three open the box."""

from itertools import permutations

import pytest

from concordat.letters import queries as letters
from concordat.surveys import actions, queries
from concordat.surveys.actions.opening import NotTheirSecret
from concordat.surveys.models import Envelope, Release, Urn, Wave
from concordat.surveys.rules import ballot, promise, publishing, sealing
from concordat.surveys.rules import secrets as printed
from concordat.surveys.rules.instrument import Side
from concordat.surveys.rules.release import Atom, release
from concordat.surveys.rules.secrets import Mistyped
from concordat.surveys.rules.stages import OutOfTurn
from concordat.trail import queries as trail
from tests.surveys.conftest import ANSWERING, CLOSING, LAUNCHING, OPENING, OPENS, PREPARING, turn

HOLDERS = ("mona", "joan", "isaac")


@pytest.mark.parametrize(("first", "second"), list(permutations(HOLDERS, 2)))
def test_any_two_of_the_three_open_it_in_either_order(closed, secrets, people, first, second):
    assert not turn(closed, first, secrets[first], people)
    assert not Release.objects.exists()
    assert turn(closed, second, secrets[second], people)
    [replies] = {atom.answered for atom in queries.results_of(fresh(closed)).atoms}
    assert replies == 6


def test_one_alone_opens_nothing_however_often(closed, secrets, people):
    assert not turn(closed, "mona", secrets["mona"], people)
    assert not turn(closed, "mona", secrets["mona"], people)
    assert not Release.objects.exists()


def test_what_is_left_after_the_first_key_does_not_open_without_a_second(closed, secrets, people):
    """Someone with the whole database and one secret."""
    turn(closed, "mona", secrets["mona"], people)
    key = sealing.holder_key(secret=printed.read(secrets["mona"]), wave=closed.id)
    for envelope in Envelope.objects.filter(wave=closed):
        for kept in (envelope.sealed, envelope.peeled):
            with pytest.raises(sealing.DoesNotOpen):
                sealing.open_peeled(
                    bytes(kept), first=envelope.first, second=envelope.second, key=key, wave=closed.id
                )


def test_a_secret_that_was_collected_again_before_the_launch_opens_nothing(prepared, secrets, people):
    holder = queries.keys_of(people["mona"]).get(wave=prepared)
    again = actions.collect_secret(holder=holder, by=people["mona"], at=PREPARING)
    assert again != secrets["mona"]
    actions.launch(wave=prepared, by=people["mona"], at=LAUNCHING)
    with pytest.raises(NotTheirSecret):
        turn(prepared, "mona", secrets["mona"], people)
    assert not turn(prepared, "mona", again, people)


def test_after_the_launch_no_secret_can_be_collected_anew(launched, people):
    holder = queries.keys_of(people["mona"]).get(wave=launched)
    with pytest.raises(OutOfTurn):
        actions.collect_secret(holder=holder, by=people["mona"], at=ANSWERING)


def test_another_holders_secret_is_rightly_typed_and_not_theirs(closed, secrets, people):
    with pytest.raises(NotTheirSecret):
        turn(closed, "mona", secrets["joan"], people)
    assert not closed.holders.filter(opened_at__isnull=False).exists()


def test_a_slip_is_found_in_its_group(closed, secrets, people):
    groups = secrets["mona"].split("-")
    groups[3] = groups[3][1] + groups[3][0] + groups[3][2:]
    if groups[3] == secrets["mona"].split("-")[3]:
        groups[3] = ("A" if groups[3][0] != "A" else "B") + groups[3][1:]
    with pytest.raises(Mistyped) as slip:
        turn(closed, "mona", "-".join(groups), people)
    assert slip.value.group == 4


def test_the_box_stays_shut_while_the_health_check_is_open(answered, secrets, people):
    with pytest.raises(OutOfTurn):
        turn(answered, "mona", secrets["mona"], people, at=ANSWERING)


@pytest.fixture
def ended_early(answered, people) -> Wave:
    actions.close(wave=answered, by=people["mona"], at=ANSWERING)
    answered.refresh_from_db()
    return answered


def test_closed_early_it_is_opened_and_the_results_say_so_in_every_form(ended_early, secrets, people):
    turn(ended_early, "mona", secrets["mona"], people, at=ANSWERING)
    assert turn(ended_early, "joan", secrets["joan"], people, at=ANSWERING)
    told = queries.results_of(ended_early)
    said = "It was closed early, on 10 September 2026; the last day that had been announced was 25 September"
    assert any(each.startswith(said) for each in told.cautions)
    assert said in publishing.made("html", release=told, committee="", on=OPENS).decode()


def test_whoever_was_promised_the_day_after_the_last_is_kept_to_it(
    client, ended_early, secrets, people, clock, monkeypatch
):
    """Launched under the first edition: "they can do so only after the closing day"."""
    monkeypatch.setattr(promise, "ONLY_AFTER_THE_LAST_DAY", {ended_early.promise})
    clock(ANSWERING)
    client.force_login(people["mona"].person)
    page = client.get(f"/larkfield/health-check/{ended_early.slug}/opening").content.decode()
    assert "so it can be opened after Friday 25 September 2026" in page
    assert "Turn my key" not in page
    with pytest.raises(OutOfTurn, match="that was promised"):
        turn(ended_early, "mona", secrets["mona"], people, at=ANSWERING)
    turn(ended_early, "mona", secrets["mona"], people, at=CLOSING)
    assert turn(ended_early, "joan", secrets["joan"], people, at=CLOSING)


def test_with_the_results_the_ballots_links_and_envelopes_are_destroyed(released):
    for urn in Urn.objects.filter(atom__wave=released):
        assert (bytes(urn.unspent), bytes(urn.spent), bytes(urn.box)) == (b"", b"", b"")
    assert not Envelope.objects.exists()


def test_the_release_is_what_the_rules_make_of_the_counts(released):
    items = queries.items_of(released)
    atoms, counts = [], {}
    for atom in released.atoms.order_by("position"):
        ballots = [
            [(number * 3 + n) % ballot.TOP[item.shape] + 1 for n, item in enumerate(items)]
            for number in range(6)
        ]
        tally = ballot.tally(ballots, items=items)
        atoms.append(Atom(atom.name, Side(atom.side), 6, 6))
        counts |= {(atom.name, item.id): tally[item.id] for item in items}
    expected = release(
        council="Larkfield Borough Council",
        wave="Autumn 2026",
        atoms=atoms,
        items=items,
        counts=counts,
        roster_hash=released.roster_hash,
        edition=released.edition,
    )
    assert queries.results_of(released) == expected


def test_a_ballot_that_was_tampered_with_is_counted_as_unread_and_the_rest_stands(answered, secrets, people):
    urn = Urn.objects.filter(atom__wave=answered).first()
    box = bytearray(urn.box)
    box[50] ^= 1
    urn.box = bytes(box)
    urn.save()
    for name in ("mona", "joan"):
        turn(answered, name, secrets[name], people)
    answered.refresh_from_db()
    results = queries.results_of(answered)
    assert [atom.answered for atom in results.atoms] == [5, 6]
    assert any("1 ballot could not be read" in caution for caution in results.cautions)


def test_a_box_with_more_ballots_than_links_used_is_believed_in_nothing(answered, secrets, people):
    urn = Urn.objects.filter(atom__wave=answered).order_by("id").first()
    length = ballot.size(queries.items_of(answered)) + sealing.OVERHEAD
    urn.box = bytes(urn.box) + bytes(length)
    urn.save()
    for name in ("mona", "joan"):
        turn(answered, name, secrets[name], people)
    answered.refresh_from_db()
    assert [atom.answered for atom in queries.results_of(answered).atoms] == [0, 6]


def test_both_keys_leave_their_lines_and_the_results_a_letter_to_each(released, people):
    did = [line.did for line in trail.history_of(released)]
    assert did[-1] == "opened the ballot box and published the results"
    assert did.count("opened the ballot box and published the results") == 1
    for name in ("amara", "owen", "joan"):
        assert any("results are out" in letter.subject for letter in letters.letters_to(people[name]))


# --------------------------------------------------------------------------------------- through the page


@pytest.fixture
def address(closed):
    return f"/larkfield/health-check/{closed.slug}/opening"


def test_the_ceremony_through_the_page(client, closed, secrets, people, clock, address):
    clock(OPENING)
    client.force_login(people["isaac"].person)
    page = client.post(address, {"secret": secrets["isaac"].lower().replace("-", " ")}, follow=True)
    assert "One more of the three is needed" in page.content.decode()
    assert "has turned their key" in page.content.decode()
    client.force_login(people["joan"].person)
    page = client.post(address, {"secret": secrets["joan"]}, follow=True)
    assert page.redirect_chain == [(f"/larkfield/health-check/{closed.slug}/results", 302)]
    assert "6 of 6 replied" in page.content.decode()


def test_the_page_says_where_the_slip_is_and_keeps_what_was_typed(client, secrets, people, clock, address):
    clock(OPENING)
    client.force_login(people["mona"].person)
    typed = secrets["mona"][:-1] + ("A" if secrets["mona"][-1] != "A" else "B")
    page = client.post(address, {"secret": typed}).content.decode()
    assert "There is a slip in group 7" in page
    assert typed in page


def test_a_wrong_secret_is_told_apart_from_a_slip(client, secrets, people, clock, address):
    clock(OPENING)
    client.force_login(people["mona"].person)
    page = client.post(address, {"secret": secrets["joan"]}).content.decode()
    assert "it is not the secret that you collected" in page


def test_whoever_holds_no_key_watches_and_cannot_type(client, secrets, people, clock, address):
    clock(OPENING)
    client.force_login(people["amara"].person)
    assert "Turn my key" not in client.get(address).content.decode()
    client.post(address, {"secret": secrets["mona"]})
    assert not queries.keys_of(people["mona"]).filter(opened_at__isnull=False).exists()


def fresh(wave):
    wave.refresh_from_db()
    return wave

"""Who reads the comments: somebody of neither side, named before the launch; and what the database keeps."""

import re

import pytest
from django.db import DatabaseError, connection, transaction

from concordat.letters.models import Letter
from concordat.surveys import actions, queries
from concordat.surveys.actions.comments import NotIndependent
from concordat.surveys.models import CommentBox, Reviewer, ThemeRelease
from concordat.surveys.rules.stages import NotReady, OutOfTurn
from tests.surveys.conftest import ANSWERING, LAUNCHING, PREPARING, turn, write
from tests.surveys.test_comments import PART, PLAIN, reviewed
from tests.surveys.test_kept_nowhere import everything_stored

__all__ = ["reviewed"]  # fixtures


# -------------------------------------------------------------------------------------- naming the reviewer


def test_only_somebody_of_neither_side_can_be_named(client, prepared, people, rhian):
    client.force_login(people["mona"].person)
    here = f"/larkfield/health-check/{prepared.slug}"
    page = client.get(f"{here}/reviewer").content.decode()
    assert "Rhian Bowen" in page
    assert "Amara" not in page
    client.post(f"{here}/reviewer", {"reviewer": people["amara"].id})
    assert not Reviewer.objects.exists()
    with pytest.raises(NotIndependent):
        actions.name_reviewer(wave=prepared, reviewer=people["amara"], by=people["mona"], at=PREPARING)
    client.post(f"{here}/reviewer", {"reviewer": rhian.id})
    assert Reviewer.objects.get().office == rhian
    assert Letter.objects.filter(to=rhian, subject__contains="review the comments").count() == 1
    client.post(f"{here}/reviewer", {"reviewer": ""})
    assert not Reviewer.objects.exists()


def test_nothing_is_launched_until_the_reviewer_has_a_secret_and_holds_no_key(
    prepared, secrets, people, rhian
):
    def obstacle(reviewer) -> str:
        actions.name_reviewer(wave=prepared, reviewer=reviewer, by=people["mona"], at=PREPARING)
        with pytest.raises(NotReady) as why:
            actions.launch(wave=prepared, by=people["mona"], at=LAUNCHING)
        return str(why.value)

    assert "has not collected a secret" in obstacle(rhian)
    assert "holds one of the three keys" in obstacle(people["isaac"])
    actions.name_reviewer(wave=prepared, reviewer=None, by=people["mona"], at=PREPARING)
    actions.launch(wave=prepared, by=people["mona"], at=LAUNCHING)


def test_the_reviewers_secret_is_shown_once_on_a_page_that_nobody_else_finds(client, prepared, people, rhian):
    here = f"/larkfield/health-check/{prepared.slug}/reviewer/key"
    actions.name_reviewer(wave=prepared, reviewer=rhian, by=people["mona"], at=PREPARING)
    client.force_login(people["mona"].person)
    assert client.post(here).status_code == 404
    client.force_login(rhian.person)
    assert "Show me my secret, once" in client.get(here).content.decode()
    page = client.post(here)
    groups = re.findall(r'secret__group">(\w{5})<', page.content.decode())
    assert len(groups) == 7
    assert "no-store" in page.headers["Cache-Control"]
    assert "-".join(groups) not in client.get(here).content.decode()
    parts = [joint.join(groups[n : n + 3]) for n in range(5) for joint in ("", "-", " ")]
    assert not [part for part in parts for held in everything_stored().values() if part in held]


def test_after_the_launch_neither_the_reviewer_nor_the_secret_can_be_exchanged(
    reviewed, launched, people, rhian
):
    with pytest.raises(OutOfTurn):
        actions.name_reviewer(wave=launched, reviewer=None, by=people["mona"], at=ANSWERING)
    with pytest.raises(OutOfTurn):
        actions.collect_reviewers_secret(reviewer=queries.reviewer_of(launched), by=rhian, at=ANSWERING)


# -------------------------------------------------------------------------------- what the database refuses


def refused(sql: str, *values) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.rowcount == 0 and pytest.fail(f"It touched no row, so it proves nothing: {sql}")
    except DatabaseError as error:
        return any(word in str(error) for word in ("promised", "comment box", "once"))


def test_the_database_itself_holds_to_the_reviewer_and_to_what_was_written(reviewed, people):
    write(reviewed["councillors"][0], PLAIN)
    assert refused("UPDATE surveys_reviewer SET name = 'x'")
    assert refused("UPDATE surveys_reviewer SET office_id = %s", people["mona"].id)
    assert refused("UPDATE surveys_reviewer SET public_key = %s", b"\1" * 32)
    assert refused("UPDATE surveys_reviewer SET public_key = %s", b"")
    assert refused("DELETE FROM surveys_reviewer")
    assert refused("DELETE FROM surveys_commentbox")
    assert refused("UPDATE surveys_commentbox SET box = %s WHERE side = 'councillors'", b"")
    assert refused("UPDATE surveys_commentbox SET outcome = 'told'")
    assert refused("UPDATE surveys_commentbox SET side = side || 'x'")


def test_between_the_close_and_the_results_no_comment_can_be_added_or_taken_out(reviewed, launched, people):
    write(reviewed["councillors"][0], PLAIN)
    actions.close(wave=launched, by=people["mona"], at=ANSWERING)
    assert refused("UPDATE surveys_commentbox SET box = %s WHERE side = 'councillors'", b"")
    assert refused("UPDATE surveys_commentbox SET box = %s", b"\1" * 2 * PART)


def test_of_fewer_than_ten_answers_all_comments_are_destroyed_unread_when_the_ballots_are_opened(
    reviewed, launched, secrets, people, client, rhian
):
    for number, (one, other) in enumerate(zip(*reviewed.values(), strict=True)):
        write(one, PLAIN, number=number)
        write(other, PLAIN, number=number)
    actions.close(wave=launched, by=people["mona"], at=ANSWERING)
    for name in ("mona", "joan"):
        turn(launched, name, secrets[name], people)
    assert {(bytes(box.box), box.outcome) for box in CommentBox.objects.all()} == {(b"", "few answered")}
    assert bytes(Reviewer.objects.get().public_key) == b""
    assert not ThemeRelease.objects.exists()
    client.force_login(people["amara"].person)
    page = client.get(f"/larkfield/health-check/{launched.slug}/results").content.decode()
    assert "Councillors: their comments were destroyed unread, because fewer than ten" in page
    client.force_login(rhian.person)
    desk = client.get(f"/larkfield/health-check/{launched.slug}/comments").content.decode()
    assert "fewer than ten of them answered" in desk

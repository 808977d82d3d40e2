"""The demonstration's way in."""

import pytest


@pytest.fixture
def guest(mona):
    mona.person.look_around = "Mona runs everything."
    mona.person.save()
    return mona


@pytest.mark.parametrize("method", ["get", "post"])
def test_without_the_demonstration_there_is_no_such_page(client, guest, settings, method):
    settings.DEMO = False
    answer = getattr(client, method)("/look-around", {"person": guest.person.pk})
    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


def test_in_the_demonstration_a_visitor_steps_in_as_one_of_its_people(client, guest, settings):
    settings.DEMO = True
    assert "Mona runs everything." in client.get("/look-around").content.decode()
    assert client.post("/look-around", {"person": guest.person.pk}).headers["Location"] == "/"
    assert client.get("/larkfield/people/").status_code == 200


@pytest.mark.parametrize("person", ["", "x", "0", "-1"])
def test_even_there_nobody_steps_in_as_whoever_is_not_on_the_page(client, guest, amara, settings, person):
    settings.DEMO = True
    assert client.post("/look-around", {"person": person or amara.person.pk}).status_code == 404
    assert "_auth_user_id" not in client.session

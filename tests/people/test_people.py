"""Looking at the people of a council."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from concordat.people import actions
from concordat.people.rules.duties import Kind


def people(client, query: str = "") -> str:
    return client.get(f"/larkfield/people/{query}").content.decode()


@pytest.mark.parametrize("who", ["amara", "owen", "isaac", "mona"])
def test_everyone_sees_who_holds_an_office_and_only_who_runs_it_their_addresses(
    client, who, amara, owen, mona, isaac, request
):
    client.force_login(request.getfixturevalue(who).person)
    page = people(client)
    assert "Amara O&#x27;Neill" in page
    assert "Mill Lane" in page
    assert "monitoring officer" in page
    assert ("owen@larkfield.example" in page) == (who == "mona")
    one = client.get(f"/larkfield/people/{owen.pk}").content.decode()
    assert ("owen@larkfield.example" in one) == (who == "mona")
    assert ("gave an office" in one) == (who == "mona")


def test_a_list_is_narrowed_by_side_and_by_words(client, mona, amara, bilal, owen):
    client.force_login(mona.person)
    assert "Owen Pryce" not in people(client, "?kind=councillor")
    found = people(client, "?words=mill+lane")
    assert "Amara" in found
    assert "Bilal" not in found
    assert "Nobody fits." in people(client, "?words=zzz")


def test_who_has_left_stands_on_a_list_of_their_own(client, mona, owen):
    actions.end_office(office=owen, ends_on=localdate() - timedelta(days=1), by=mona, at=now())
    client.force_login(mona.person)
    assert "Owen Pryce" not in people(client)
    assert "Owen Pryce" in people(client, "?left=on")


def test_another_council_is_not_there(client, nerys, amara, owen):
    client.force_login(nerys.person)
    assert client.get("/larkfield/people/").status_code == 404
    assert client.get(f"/larkfield/people/{owen.pk}").status_code == 404
    page = client.get(f"/netherby/people/{owen.pk}")
    assert page.status_code == 404
    assert "Owen" not in client.get("/netherby/people/").content.decode()


def test_one_in_two_councils_acts_in_one_at_a_time(client, nerys, mona, larkfield):
    second = actions.appoint(
        council=larkfield,
        name="Nerys Hughes",
        email=nerys.email,
        kind=Kind.COUNCILLOR,
        begins_on=localdate(),
        ward="Castle",
        by=mona,
        at=now(),
    )
    assert second.person_id == nerys.person_id
    client.force_login(nerys.person)
    assert client.get("/netherby/people/appoint").status_code == 200
    assert client.get("/larkfield/people/appoint").status_code == 403
    one = client.get(f"/larkfield/people/{second.pk}").content.decode()
    assert "Netherby" not in one[one.index("<main") :]


def test_pages_of_fifty(client, mona, larkfield, django_assert_max_num_queries):
    for n in range(60):
        actions.appoint(
            council=larkfield,
            name=f"Officer {n:02}",
            email=f"n{n}@larkfield.example",
            kind=Kind.OFFICER,
            begins_on=localdate(),
            by=None,
            at=now(),
        )
    client.force_login(mona.person)
    # session, person, the gate's offices and duties; then count, page, duties.
    with django_assert_max_num_queries(8):
        page = people(client)
    assert page.count("Officer ") == 49  # Mona comes first
    assert "61 people" in page
    assert "Officer 59" in people(client, "?page=2")
    assert "Officer 59" in people(client, "?page=nonsense&words=59")

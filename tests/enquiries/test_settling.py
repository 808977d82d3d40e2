"""What a council settles: levels in editions, topics, leads, contacts and its own words."""

import re

import pytest

from concordat.enquiries import queries
from concordat.enquiries.models import Contact, Edition, Lead, Topic, Wording
from concordat.enquiries.rules.service_levels import Tier
from tests.enquiries.conftest import at, problems_in, said_on


@pytest.fixture(autouse=True)
def today(clock, topics):
    clock(at(8, 11))


def fields_of(page: str) -> dict[str, str]:
    """What stands in the form of a new edition before anything is typed, as a browser would send it."""
    found = dict(re.findall(r'<input[^>]*name="([\w-]+)"[^>]*?value="([^"]*)"', page))
    found |= dict(re.findall(r'<input[^>]*value="([^"]*)"[^>]*name="([\w-]+)"', page)) and {}
    for name, options in re.findall(r'<select name="([\w-]+)".*?>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)"\s+selected', options)
        found[name] = chosen[1] if chosen else "wd"
    found.pop("csrfmiddlewaretoken", None)
    return found


def edition(act, **other) -> dict[str, str]:
    form = fields_of(act("levels/new", as_="mona"))
    day = {"begins_on_day": "8", "begins_on_month": "9", "begins_on_year": "2026"}
    return form | {"equal": "yes", "keep_in_touch": "5", "review_amount": "10"} | day | other


def test_a_new_edition_begins_with_what_holds_and_is_shown_to_everybody(act):
    form = edition(act, equal="no", decided="Full Council, 3 September, minute 12")
    for tier, amount in (("LEADER", 3), ("OPPOSITION_LEADER", 3), ("CABINET", 5), ("CHAIR", 7), ("WARD", 10)):
        form |= {f"office-{tier}_acknowledge_amount": "1", f"office-{tier}_reply_amount": str(amount)}
    said = said_on(act("levels/new", form, as_="mona"))
    assert "Edition 1 is settled." in said
    for reader in ("amara", "owen"):
        said = said_on(act("levels/", as_=reader))
        assert "The council has chosen levels by office" in said
        assert "Decided: Full Council, 3 September, minute 12." in said
        heads = "Topic Leader of the council Leader of the opposition Cabinet member Chair or vice-chair"
        assert heads in said
        row = "Roads and pavements 1 / 3 working days 1 / 3 working days"
        assert row in said
        assert "Children’s services 4 working hours / 24 hours, day and night" in said


def test_equal_levels_for_all_are_said_in_so_many_words(act):
    act("levels/new", edition(act), as_="mona")
    said = said_on(act("levels/", as_="amara"))
    assert "The council has chosen equal levels for every councillor" in said
    assert "Topic Every councillor" in said
    assert queries.terms_of(Edition.objects.get(number=1)).equal


def test_a_target_can_be_in_working_days_working_hours_or_hours(act):
    form = edition(act)
    form |= {
        "topic-roads-and-pavements_acknowledge_amount": "2",
        "topic-roads-and-pavements_acknowledge_unit": "wh",
        "topic-roads-and-pavements_reply_amount": "48",
        "topic-roads-and-pavements_reply_unit": "h",
    }
    act("levels/new", form, as_="mona")
    said = said_on(act("levels/", as_="amara"))
    assert "Roads and pavements 2 working hours / 48 hours, day and night" in said


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"equal": ""}, "Say whether the levels are equal for all."),
        ({"begins_on_day": "1"}, "That day is over: what was promised then is promised."),
        ({"begins_on_day": "40"}, "Give a real day"),
        ({"office-WARD_reply_amount": ""}, "give a number."),
        ({"office-WARD_reply_amount": "-1"}, "greater than or equal to 0"),
        ({"office-WARD_reply_amount": "1001"}, "less than or equal to 1000"),
        ({"office-WARD_reply_amount": "0", "office-WARD_reply_unit": "h"}, "is out of bounds"),
        ({"equal": "no", "office-LEADER_reply_amount": ""}, "give a number."),
        ({"keep_in_touch": "x"}, "whole number"),
    ],
)
def test_an_edition_with_a_mistake_comes_back_with_what_was_typed(act, wrong, words):
    page = act("levels/new", edition(act, decided="Minute 12", **wrong), as_="mona")
    assert words in problems_in(page)
    assert 'value="Minute 12"' in page
    assert not Edition.objects.filter(number=1).exists()


def test_every_edition_stays_to_be_read(act):
    act("levels/new", edition(act), as_="mona")
    act("levels/new", edition(act, equal="no"), as_="mona")
    said = said_on(act("levels/1", as_="amara"))
    assert "This is not the edition that holds today." in said
    assert "equal levels for every councillor" in said
    act("levels/9", as_="amara", status=404)
    act("levels/new", as_="owen", status=403)


def test_a_topic_is_added_changed_and_retired(act, topics, enquiry):
    act("settings/topics/add", {"name": "Dogs", "service": "Housing"}, as_="mona")
    assert "There is a topic of this name already." in problems_in(
        act("settings/topics/add", {"name": " dogs ", "service": "Housing"}, as_="mona")
    )
    assert "Dogs" in act("ask", as_="amara")
    form = {"name": "Dogs and cats", "service": "Highways", "safeguarding": "on", "retired": "on"}
    act("settings/topics/dogs/change", form, as_="mona")
    assert "Dogs" not in act("ask", as_="amara")
    dogs = Topic.objects.get(slug="dogs")
    assert (dogs.name, dogs.service, dogs.safeguarding) == ("Dogs and cats", "Highways", True)
    act("settings/topics/roads-and-pavements/change", {"name": "Roads", "service": "Housing"}, as_="mona")
    assert queries.cycle_of(enquiry).service == "Highways"
    assert "Roads" in act(f"{enquiry.reference}/", as_="amara")


def test_a_lead_is_named_changed_and_ended(act, piotr):
    act("settings/leads/housing", {"office": piotr.id}, as_="mona")
    assert Lead.objects.get(service="Housing").office_id == piotr.id
    assert "Housing Piotr Nowak" in said_on(act("settings/", as_="mona"))
    act("settings/leads/housing", {"office": ""}, as_="mona")
    assert not Lead.objects.filter(service="Housing").exists()
    act("settings/leads/nowhere", as_="mona", status=404)
    assert "Select a valid choice" in problems_in(act("settings/leads/housing", {"office": 9999}, as_="mona"))


def test_contacts_stand_on_the_page_that_they_are_for_and_nowhere_else(act):
    form = {"stop": "safeguarding", "name": "Hub", "telephone": "01632 960 001", "hours": "day and night"}
    act("settings/contacts/add", form, as_="mona")
    assert "Hub : 01632 960 001 (day and night)" in said_on(act("not-here/safeguarding", as_="amara"))
    assert "Hub" not in act("not-here/party", as_="amara")
    number = Contact.objects.get().id
    act(f"settings/contacts/{number}/change", form | {"telephone": "999"}, as_="mona")
    assert "Hub : 999" in said_on(act("not-here/safeguarding", as_="owen"))
    wrong = problems_in(act("settings/contacts/add", form | {"telephone": "ring <b>me</b>"}, as_="mona"))
    assert "Give a telephone number" in wrong
    act(f"settings/contacts/{number}/remove", {}, as_="mona")
    assert not Contact.objects.exists()
    assert "No numbers are put down yet." in said_on(act("settings/", as_="mona"))


def test_the_councils_words_are_added_changed_and_removed(act):
    form = {"use": "answer", "name": "Plain", "words": "Dear [councillor]"}
    act("settings/words/add", form, as_="mona")
    assert "of this name for this occasion already" in problems_in(
        act("settings/words/add", form | {"words": "Other"}, as_="mona")
    )
    number = Wording.objects.get().id
    act(f"settings/words/{number}/change", form | {"words": "Good day"}, as_="mona")
    assert Wording.objects.get().words == "Good day"
    act(f"settings/words/{number}/remove", {}, as_="mona")
    assert not Wording.objects.exists()


def test_nothing_of_another_council_is_settled_from_here(client, nerys, topics, act):
    act("settings/contacts/add", {"stop": "party", "name": "Hub", "telephone": "999"}, as_="mona")
    number = Contact.objects.get().id
    client.force_login(nerys.person)
    assert client.get(f"/netherby/enquiries/settings/contacts/{number}/change").status_code == 404
    assert client.get("/netherby/enquiries/settings/topics/roads-and-pavements/change").status_code == 404
    assert client.get("/larkfield/enquiries/settings/").status_code == 404
    assert "Roads" not in client.get("/netherby/enquiries/settings/").content.decode()


def test_every_tier_has_words_of_its_own():
    from concordat.enquiries.forms.settling import TIER_WORDS
    from concordat.enquiries.views import wording

    assert set(TIER_WORDS) == set(Tier)
    assert len({wording.tier(tier) for tier in Tier}) == len(Tier)

"""From a councillor's question to an officer's answer, through the pages alone."""

import re

from concordat.enquiries.models import Draft, Enquiry
from concordat.trail import queries as trail
from tests.enquiries.conftest import at, said_on


def begun(act) -> str:
    page = act("ask", as_="amara")
    return re.search(r'action="/larkfield/enquiries/(ask/[^"]+)"', page)[1]


def test_a_councillor_asks_sees_when_it_is_due_and_gets_an_answer(act, topics, clock):
    clock(at(7, 10))
    draft = begun(act)
    form = {"topic": topics["roads"].id, "question": "Why is it dark?", "whom": "ward", "sharing": "only me"}
    page = said_on(act(draft, form | {"purpose": "council", "do": "check"}, as_="amara"))
    assert "Answered by Monday 21 September 2026, 17:00" in page
    assert "Acknowledged by Tuesday 8 September 2026, 17:00" in page
    assert "It goes to Highways" in page
    assert "Mon 21 Sep: working day 10 of 10; due at 17:00" in page
    assert not Enquiry.objects.exists()
    page = said_on(act(f"{draft}/check", {"do": "send"}, as_="amara"))
    enquiry = Enquiry.objects.get()
    assert enquiry.reference in page
    assert not Draft.objects.exists()
    assert enquiry.reference in act("", as_="owen")
    assert enquiry.reference not in act("", as_="piotr")
    clock(at(8, 12))
    answer = {"words": "A cable was cut.", "for_the_resident": "It will be mended.", "read": enquiry.revision}
    page = said_on(act(f"{enquiry.reference}/answer", answer, as_="owen"))
    assert "Answered. The councillor has been told." in page
    page = said_on(act(f"{enquiry.reference}/", as_="amara"))
    assert "A cable was cut." in page
    assert "It will be mended." in page
    assert page.count("Monday 21 September 2026, 17:00 in time") == 2
    assert [line.did for line in trail.history_of(enquiry)] == ["asked an enquiry", "answered an enquiry"]


def test_the_button_pressed_twice_sends_one_enquiry(act, topics, clock):
    clock(at(7, 10))
    draft = begun(act)
    form = {"topic": topics["roads"].id, "question": "Why is it dark?", "whom": "ward", "sharing": "only me"}
    act(draft, form | {"purpose": "council"}, as_="amara")
    first = act(f"{draft}/check", {"do": "send"}, as_="amara")
    again = act(f"{draft}/check", {"do": "send"}, as_="amara")
    assert Enquiry.objects.count() == 1
    assert Enquiry.objects.get().reference in first
    assert Enquiry.objects.get().reference in again

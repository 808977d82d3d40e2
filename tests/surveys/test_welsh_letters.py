"""The e-mails to whoever is asked in Welsh and English, and to whoever is asked in English alone."""

import re

from concordat.letters import actions as letters
from concordat.people.rules.councils import Nation
from concordat.surveys import actions
from tests.surveys.conftest import ANSWERING
from tests.surveys.test_welsh import checked as checked
from tests.surveys.test_welsh import in_both as in_both


def body_to(outbox, who) -> str:
    """Of the last e-mail to somebody, its lines joined again."""
    return [" ".join(email.body.split()) for email in outbox if email.to == [who.email]][-1]


def test_whoever_is_asked_in_both_is_invited_and_reminded_in_both(checked, people, links, mailoutbox):
    invited = body_to(mailoutbox, people["amara"])
    english, said = invited.split(" * * * ")
    assert english.startswith("Dear Amara")
    assert said.startswith("Annwyl Amara")
    assert len(re.findall(r"/answer/\S+", english)) == len(re.findall(r"/answer/\S+", said)) == 1
    assert re.search(r"tan ddiwedd dydd Gwener 25 Medi 2026", said)
    actions.remind(wave=checked, by=people["mona"], at=ANSWERING)
    letters.deliver_due(at=ANSWERING)
    # The reminder names the message to be looked for as that message is called.
    reminded = body_to(mailoutbox, people["amara"])
    named = re.findall("“([^”]+: (?:your personal link|eich dolen bersonol))”", reminded)
    assert len(named) == 2
    assert any(" / ".join(named) in email.subject for email in mailoutbox)


def test_in_wales_the_welsh_comes_first(checked, people, larkfield, mailoutbox, request):
    larkfield.nation = Nation.WALES
    larkfield.save()
    request.getfixturevalue("links")
    assert body_to(mailoutbox, people["amara"]).startswith("Annwyl Amara")


def test_whoever_is_asked_in_english_alone_is_invited_in_english(people, links, mailoutbox):
    assert "Annwyl" not in body_to(mailoutbox, people["amara"])

"""What does not belong in an enquiry is noticed; what does belong is let through."""

import pytest

from concordat.enquiries.rules.stops import Purpose, Stop, noticed

STOPS = {
    Stop.INSTRUCTION: (
        "Tell your officers to stop the work at once.",
        "I instruct the team to take the sign down.",
        "Mr Brown must be disciplined for this.",
        "Please put her at the top of the waiting list.",
        "Take him off the case, he is rude.",
        "I want this approved by Friday.",
        "Instruct the contractor to clear the drain today.",
        "I am instructing you to stop this work.",
        "I want you to send a team tomorrow.",
        "Make sure that the enforcement officers serve a notice.",
        "You must remove the tree this week.",
        "Move my constituent up the housing list.",
    ),
    Stop.PERSONAL: (
        "My planning application has been with you since May.",
        "Why was my wife fined in Castle Street?",
        "There is a mistake in my own bill.",
        "How far is my mum's application for a flat?",
        "I got a parking ticket in Castle Street. Can you cancel it?",
    ),
    Stop.PARTY: (
        "I need the figures for our campaign in Mill Lane.",
        "Which figures may stand in an election leaflet?",
        "Something with which to embarrass the opposition, please.",
        "Could officers draft our group's leaflet for the spring?",
        "Please print flyers for the by-election campaign.",
        "Can somebody write a speech for the Labour group?",
        "May I have figures for my re-election campaign?",
    ),
    Stop.SAFEGUARDING: (
        "A child at number 4 has bruises again, and I think he is beaten.",
        "An elderly woman is being neglected by her carer.",
        "There is domestic abuse next door to her.",
        "He says that he is suicidal.",
        "A mother says that she cannot cope, and the baby is not fed.",
        "An elderly lady is left without food by her son.",
        "He comes to school with marks and is afraid of his dad.",
        "She was threatened: he threatens to kill her.",
    ),
    Stop.CONDUCT: (
        "Cllr Smith breached the code of conduct.",
        "I want to complain about the behaviour of the planning officer.",
        "Cllr Smith called me a liar at the meeting.",
        "Officer Jones was rude to me on the telephone.",
    ),
}
STOPS_IN_WELSH = {
    Stop.INSTRUCTION: (
        "Dywedwch wrth eich swyddogion am roi'r gorau i'r gwaith ar unwaith.",
        "Rwy’n gorchymyn y tîm i dynnu’r arwydd.",
        "Rhaid i’r swyddogion stopio hyn nawr.",
        "Dylid ei ddisgyblu am hyn.",
        "Symudwch hi i ben y rhestr aros.",
    ),
    Stop.PERSONAL: (
        "Mae fy nghais cynllunio gyda chi ers mis Mai.",
        "Pam cafodd fy ngwraig ddirwy yn Stryd y Castell?",
        "Mae camgymeriad yn fy nhreth gyngor.",
    ),
    Stop.PARTY: (
        "Mae angen y ffigurau ar gyfer taflen etholiad.",
        "Pryd gawn ni ganfasio yno?",
        "Rhywbeth i ymosod ar yr wrthblaid, os gwelwch yn dda.",
    ),
    Stop.SAFEGUARDING: (
        "Mae plentyn yn rhif 4 â chleisiau eto: mae’n cael ei guro.",
        "Mae menyw oedrannus yn cael ei hesgeuluso: esgeulustod yw hyn.",
        "Mae cam-drin domestig drws nesaf.",
        "Mae trais domestig yno.",
        "Soniodd am hunanladdiad.",
    ),
    Stop.CONDUCT: ("Mae’r Cynghorydd Smith wedi torri’r cod ymddygiad.",),
}
BELONGS_IN_WELSH = (
    "Pam mae’r groesfan yn Lôn y Felin wedi bod yn dywyll ers tair wythnos?",
    "Faint o blant sydd wedi’u lleoli y tu allan i’r fwrdeistref?",
    "A fydd swyddogion yn mynd i’r cyfarfod ar y 14eg?",
    "Mae preswylydd yn gofyn pryd y caiff ei biniau eu casglu dros y Nadolig.",
    "Pwy sy’n penderfynu ar drefn y rhestr aros?",
    "Gwnaeth y tîm waith da ar y danffordd. Pryd mae’r nesaf?",
    "Pa gyrsiau i oedolion fydd yn fy ward?",
    "Edrychwch i mewn i’r rheswm dros wrthod hyn, a dywedwch wrthyf beth a ganfuwyd.",
)
BELONGS = (
    "Why has the crossing in Mill Lane been dark for three weeks?",
    "How many children are placed outside the borough, and how far away?",
    "Will officers attend the meeting on the 14th?",
    "When must staff have finished the consultation?",
    "A resident asks when her bins are collected over Christmas.",
    "What is my ward's share of the road budget, in your own words?",
    "Who decides on the order of the waiting list?",
    "The team did a fine job on the underpass. When is the next one?",
    "Which adult education courses will run in my own ward?",
    "How is the manifesto pledge on libraries being put into the council plan?",
    "Please look into why this was refused, and tell me what you find.",
    "I want you to look into the delay, and to tell me what was done.",
    "Who instructs the contractor, and how often does the contractor report?",
    "You must know how many notices you served. How many were they?",
    "They neglect the verge and abuse the parking bays: who looks after both?",
    "They say that the bridge is closed. When will it open again?",
    "When does the group of officers meet, and may the party wall surveyor come?",
    "How do I tell residents about the election of the new parish council?",
    "He asks why the planning officer was away. Who stood in?",
    "Is the homes team to be moved to the other building?",
    "Please arrange for the bin to be emptied, or say why it is not.",
)


@pytest.mark.parametrize(
    ("stop", "words"),
    [(stop, words) for each in (STOPS, STOPS_IN_WELSH) for stop, all_ in each.items() for words in all_],
)
def test_what_does_not_belong_is_noticed_and_said_in_the_writers_own_words(stop, words):
    found = noticed(words=words, purpose=Purpose.COUNCIL)
    assert found is not None
    assert found.stop is stop
    assert found.phrase in words
    assert not found.is_final


@pytest.mark.parametrize("words", [*BELONGS, *BELONGS_IN_WELSH])
def test_what_belongs_is_let_through(words):
    assert noticed(words=words, purpose=Purpose.COUNCIL) is None


def test_whoever_is_at_risk_comes_before_everything_else():
    words = "Tell your officers to act: a child there is being beaten."
    assert noticed(words=words, purpose=Purpose.COUNCIL).stop is Stop.SAFEGUARDING


def test_whoever_has_looked_at_it_and_says_it_is_council_business_goes_on():
    words = STOPS[Stop.PARTY][0]
    assert noticed(words=words, purpose=Purpose.COUNCIL, looked_at=True) is None


@pytest.mark.parametrize("purpose", [Purpose.PERSONAL, Purpose.PARTY, Purpose.CONDUCT, Purpose.SAFEGUARDING])
def test_what_the_councillor_says_themselves_is_final(purpose):
    found = noticed(words=BELONGS[0], purpose=purpose, looked_at=True)
    assert found.stop == purpose.value
    assert found.is_final


def test_a_line_break_hides_nothing():
    assert noticed(words="Tell your\nofficers\nto stop.", purpose=Purpose.COUNCIL).stop is Stop.INSTRUCTION


def test_a_very_long_text_is_read_in_no_time():
    words = "a child " * 1200 + "is well."
    assert noticed(words=words, purpose=Purpose.COUNCIL) is None

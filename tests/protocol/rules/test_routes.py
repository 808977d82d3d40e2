"""Routes that a protocol must not send people down: they are found, and what forbids them is not."""

from datetime import date

import pytest

from concordat.people.rules.councils import Nation, Tier
from concordat.protocol.rules import law, routes
from concordat.protocol.rules.law import Reach
from concordat.protocol.rules.routes import Verdict


def taken(text, *, nation=Nation.ENGLAND, of=Reach.PRINCIPAL, under="") -> set[str]:
    return {route.id for route, _words in routes.taken(text, under=under, nation=nation, of=of)}


GRIEVANCE = [
    "An officer may raise a formal grievance about a councillor’s behaviour.",
    "If a member bullies an employee, the employee should use the Grievance Procedure.",
    "Employees can take a grievance out against any councillor.",
    "Staff may invoke the grievance policy where a member has broken the code of conduct.",
    "Complaints about members from staff will be dealt with under the grievance procedure.",
]
LAWFUL = [
    "The grievance procedure may not be used to complain about a councillor.",
    "A grievance is never the way to judge a member’s conduct.",
    "An employee may raise a grievance about their own employment with the Staffing Committee of members.",
    "A grievance may be raised about how the council, as employer, has answered a concern about a member.",
    "Three members will hear the grievance appeal.",
    "An officer may raise a grievance against another officer; members may be told of it.",
    "A member of staff may raise a grievance.",
    "The Council has a grievance procedure.",
]


@pytest.mark.parametrize("text", GRIEVANCE)
def test_a_grievance_against_a_councillor_is_not_lawful_in_england(text):
    assert "grievance-against-councillor" in taken(text)
    assert "grievance-against-councillor" in taken(text, of=Reach.LOCAL)


@pytest.mark.parametrize("text", LAWFUL)
def test_what_is_lawful_of_a_grievance_is_left_alone(text):
    assert taken(text) == set()


@pytest.mark.parametrize("text", GRIEVANCE)
def test_the_judgment_is_englands_and_is_not_claimed_for_other_nations(text):
    for nation in set(Nation) - {Nation.ENGLAND}:
        assert "grievance-against-councillor" not in taken(text, nation=nation)


def test_a_grievance_that_does_not_say_against_whom_counts_under_a_heading_on_things_gone_wrong():
    text = "The officer may have recourse to the Grievance Procedure."
    assert taken(text, under="When things go wrong") == {"grievance-of-an-officer"}
    assert taken(text, under="Pay and leave") == set()
    assert taken(f"{text} It is for concerns about their employment.", under="When things go wrong") == set()


@pytest.mark.parametrize(
    ("route", "text", "lawful"),
    [
        (
            "suspending-a-councillor",
            "A councillor found in breach may be suspended for three months.",
            "A councillor may not be suspended.",
        ),
        (
            "suspending-a-councillor",
            "The committee has power to suspend any member from the council.",
            "An employee may be suspended while a member is asked for evidence.",
        ),
        (
            "leader-disciplining",
            "The Leader may suspend the Chief Executive at once.",
            "The Leader may not suspend the Chief Executive.",
        ),
        (
            "councillors-disciplining",
            "Councillors may discipline an officer who fails them.",
            "Councillors may not discipline an officer.",
        ),
        (
            "compulsory-mediation",
            "Both parties must attend mediation.",
            "Both parties must be offered mediation; nobody is made to take part.",
        ),
        (
            "disciplinary-policy-for-councillors",
            "A member may initiate disciplinary action against an officer.",
            "No individual member may initiate disciplinary action.",
        ),
        (
            "disciplinary-policy-for-councillors",
            "Councillors should use the disciplinary procedure.",
            "Councillors may refer a concern, which is then dealt with under the disciplinary procedure.",
        ),
    ],
)
def test_a_route_is_found_and_the_sentence_that_forbids_it_is_not(route, text, lawful):
    assert route in taken(text)
    assert route not in taken(lawful)


def test_a_parish_may_not_decide_a_breach_of_the_code_and_a_principal_council_may():
    text = "A complaint of a breach of the code will be investigated by the Parish Council."
    assert "parish-deciding-a-breach" in taken(text, of=Reach.LOCAL)
    assert taken(text) == set()
    sent_on = (
        "A complaint of a breach of the code is decided by the District Council, not by the Parish Council."
    )
    assert taken(sent_on, of=Reach.LOCAL) == set()


@pytest.mark.parametrize("nation", [Nation.WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND])
def test_elsewhere_the_council_itself_does_not_decide_a_breach(nation):
    text = "An allegation that the code was broken: the Monitoring Officer decides whether it was."
    assert "council-deciding-a-breach" in taken(text, nation=nation)
    sent_on = "An allegation under the code goes to the Ombudsman; the Monitoring Officer decides nothing."
    assert taken(sent_on, nation=nation) == set()


def test_the_sentence_is_given_and_not_the_whole_clause():
    text = "All is well. A member may use the disciplinary procedure. All is well again."
    [(route, words)] = routes.taken(text, under="", nation=Nation.WALES, of=Reach.PRINCIPAL)
    assert words == "A member may use the disciplinary procedure."
    assert route.verdict is Verdict.REFER_ONLY


def test_a_may_and_a_may_not_in_two_sentences_are_kept_apart():
    text = "Officers may not be rude. Officers may raise a grievance about a councillor."
    assert "grievance-against-councillor" in taken(text)


def test_every_route_says_why_how_to_mend_it_and_rests_on_law_in_force_where_it_holds():
    for route in routes.register():
        assert route.why.endswith(".")
        assert route.mend.endswith(".")
        for nation in route.nations:
            rows = [law.reference(key) for key in route.law]
            assert all(row.in_force(date(2026, 11, 30)) for row in rows)
            if route.verdict is Verdict.UNLAWFUL:
                assert any(nation in row.nations for row in rows), (route.id, nation)


def test_each_tier_of_england_has_the_rules_that_concern_it():
    for tier, of in ((Tier.PARISH, Reach.LOCAL), (Tier.COUNTY, Reach.PRINCIPAL)):
        assert law.reach(tier) is of

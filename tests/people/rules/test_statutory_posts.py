from datetime import date

import pytest

from concordat.people.rules.councils import Nation, Tier
from concordat.people.rules.duties import Duty
from concordat.people.rules.statutory_posts import Holder, filled, posts_of


def titles(tier: Tier, nation: Nation) -> set[str]:
    return {post.title for post in posts_of(tier=tier, nation=nation)}


def test_the_six_posts_are_those_of_councils_with_social_care_in_england():
    six = {
        "Head of paid service",
        "Chief finance officer (section 151 officer)",
        "Monitoring officer",
        "Director of adult social services",
        "Director of children’s services",
        "Director of public health",
    }
    assert six <= titles(Tier.UNITARY, Nation.ENGLAND)
    assert len(six & titles(Tier.DISTRICT, Nation.ENGLAND)) == 3
    assert len(six & titles(Tier.UNITARY, Nation.WALES)) == 2


def test_the_director_of_public_health_rests_on_the_act_of_2006():
    (post,) = (
        post for post in posts_of(tier=Tier.COUNTY, nation=Nation.ENGLAND) if "public health" in post.title
    )
    assert post.statute.startswith("National Health Service Act 2006, section 73A")
    assert "Health and Social Care Act 2012" in post.statute


def test_a_parish_has_a_clerk_and_a_responsible_financial_officer():
    assert titles(Tier.PARISH, Nation.ENGLAND) == {"Clerk (proper officer)", "Responsible financial officer"}


def test_a_community_council_in_scotland_has_no_statutory_posts():
    assert posts_of(tier=Tier.COMMUNITY, nation=Nation.SCOTLAND) == ()


@pytest.mark.parametrize("nation", list(Nation))
@pytest.mark.parametrize("tier", list(Tier))
def test_every_post_names_its_statute_and_who_fills_it(tier, nation):
    for post in posts_of(tier=tier, nation=nation):
        assert "Act" in post.statute or "Measure" in post.statute
        assert post.duties


def test_a_post_that_nobody_fills_is_a_gap():
    mona = Holder(1, "Mona", date(2025, 5, 2))
    register = filled(tier=Tier.DISTRICT, nation=Nation.ENGLAND, carrying={Duty.MONITORING_OFFICER: (mona,)})
    assert {entry.post.title: bool(entry.holders) for entry in register} == {
        "Head of paid service": False,
        "Chief finance officer (section 151 officer)": False,
        "Monitoring officer": True,
        "Independent person": False,
    }

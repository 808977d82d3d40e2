"""Words that came over with somebody else's text."""

import pytest

from concordat.people.rules.councils import Tier
from concordat.protocol.rules.lineage import foreign


def words(*texts, tier=Tier.PARISH, **known) -> list[str]:
    return [each.words for each in foreign(texts, tier=tier, **known)]


def test_a_parish_that_speaks_of_the_town_took_its_text_from_a_town():
    assert words("services for the residents of the Town") == ["the Town"]
    assert words("services for the residents of the Town", tier=Tier.TOWN) == []


@pytest.mark.parametrize(
    "text",
    [
        "The meeting is in the Town Hall.",
        "the District Council’s Monitoring Officer",
        "serve the Community",
        "a town nearby",
        "the Parish and its people",
    ],
)
def test_what_a_parish_may_well_say_is_left_alone(text):
    assert words(text) == []


def test_a_parish_that_calls_itself_a_town_council_is_noticed():
    assert "the Town Council" in words("Members of the Town Council meet monthly.")
    assert words("Members of the Parish Council meet monthly.") == []


def test_with_its_name_known_every_other_council_is_noticed_but_the_one_above_it():
    texts = (
        "Larkfield Parish Council",
        "Otherby Parish Council agreed",
        "Marlbridge District Council’s officer",
    )
    known = {"council": "Larkfield Parish Council", "principal": "Marlbridge District Council"}
    assert words(*texts, **known) == ["Otherby Parish Council"]


def test_without_its_name_the_one_named_most_often_counts_as_it():
    texts = (
        "Larkfield Parish Council",
        "Larkfield Parish Council again",
        "Otherby with Stoke Parish Council",
    )
    assert words(*texts) == ["Otherby with Stoke Parish Council"]


def test_one_name_alone_is_taken_for_the_councils_own():
    assert words("Larkfield Parish Council", "This Parish Council", "The District Council") == []


def test_it_says_where():
    [found] = foreign(["nothing", "our Borough", "this Borough"], tier=Tier.COUNTY)
    assert found.where == (1, 2)

"""The researcher makes something of the sorts: solutions, turns, flags, states. All of it is logged."""

import pytest

from concordat.trail import queries as trail
from concordat.viewpoints import queries
from concordat.viewpoints.models import Solution, Step
from concordat.viewpoints.views.turning import legible
from tests.viewpoints.conftest import ANALYSING

HERE = "/larkfield/viewpoints/how-we-work-together"
USUAL = {
    "name": "Two factors",
    "factors": "2",
    "extraction": "pca",
    "rotation": "varimax",
    "correlation": "pearson",
    "level": "0.05",
    "majority": "on",
    "correction": "holm",
    "mode": "standard",
}


@pytest.fixture
def solution(client, closed, isaac, clock) -> Solution:
    clock(ANALYSING)
    client.force_login(isaac.person)
    answer = client.post(f"{HERE}/solutions/new", USUAL)
    assert answer.status_code == 302
    return Solution.objects.get()


def told(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_sorts_are_listed_by_pseudonym_with_their_side(client, closed, isaac):
    client.force_login(isaac.person)
    page = told(client, f"{HERE}/sorts/")
    assert page.count("/sorts/P1") == 12
    assert "Councillors" in page
    assert "People say thank you." in told(client, f"{HERE}/sorts/P101/")
    assert client.get(f"{HERE}/sorts/P999/").status_code == 404


def test_while_a_study_is_open_its_researcher_finds_no_sorts(client, opened, isaac):
    client.force_login(isaac.person)
    for page in ("sorts/", "evidence", "solutions/", "solutions/new", "compare"):
        assert client.get(f"{HERE}/{page}").status_code == 404


@pytest.mark.parametrize("who", ["amara", "owen", "mona"])
def test_nobody_else_may_look(client, closed, who, request):
    client.force_login(request.getfixturevalue(who).person)
    for page in ("sorts/", "sorts/P101/", "evidence", "solutions/", "solutions/new", "compare"):
        assert client.get(f"{HERE}/{page}").status_code == 403


def test_another_reviewer_of_the_council_finds_nothing_of_this_study(client, closed, larkfield):
    from concordat.people.rules.duties import Duty, Kind
    from tests.conftest import appointed

    other = appointed("Joan Pike", Kind.OTHER, larkfield, Duty.REVIEWER)
    client.force_login(other.person)
    assert client.get(f"{HERE}/sorts/").status_code == 404


def test_a_solution_shows_loadings_flags_and_what_was_chosen(client, solution):
    page = told(client, f"{HERE}/solutions/two-factors/")
    analysis = queries.analysis_of(solution)
    assert page.count(" *</strong>") == int(analysis.flags.sum())
    assert "Principal components (usual)" in page
    for page in ("statements", "turn", "log", "bootstrap", "viewpoints", "desk", "publish"):
        told(client, f"{HERE}/solutions/two-factors/{page}")


def test_a_solution_that_cannot_be_computed_is_told_on_the_form(client, closed, isaac):
    client.force_login(isaac.person)
    page = client.post(f"{HERE}/solutions/new", USUAL | {"extraction": "principal-axis", "mode": "kade"})
    assert "kade has no extraction" in page.content.decode()
    page = client.post(f"{HERE}/solutions/new", USUAL | {"name": ""})
    assert "Give the solution a name." in page.content.decode()
    assert not Solution.objects.exists()


def test_a_sort_is_left_out_with_a_reason_and_never_without(client, closed, isaac, clock):
    clock(ANALYSING)
    client.force_login(isaac.person)
    asked = USUAL | {"left_out": ["P101"]}
    assert "Say why these sorts" in client.post(f"{HERE}/solutions/new", asked).content.decode()
    client.post(f"{HERE}/solutions/new", asked | {"reason": "Handed in twice."})
    solution = Solution.objects.get()
    assert solution.settings["left_out"] == {"P101": "Handed in twice."}
    assert "P101" not in queries.analysis_of(solution).study.participants
    assert "Handed in twice." in told(client, f"{HERE}/solutions/two-factors/")


def test_a_turn_is_logged_with_who_when_and_why_and_taken_back(client, solution, isaac):
    before = queries.analysis_of(solution).loadings.tolist()
    address = f"{HERE}/solutions/two-factors/turn/1-2"
    assert client.post(address, {"degrees": "12.5", "why": "P102 is near the axis"}).status_code == 302
    step = Step.objects.get()
    assert (step.position, step.by_id, step.at) == (1, isaac.id, ANALYSING)
    assert step.entry["degrees"] == 12.5
    assert step.entry["factors"] == [1, 2]
    assert queries.analysis_of(solution).loadings.tolist() != before
    assert "by 12.5° clockwise. Why: P102 is near the axis" in told(
        client, f"{HERE}/solutions/two-factors/log"
    )
    assert "turned by hand once" in told(client, f"{HERE}/solutions/two-factors/")
    client.post(f"{HERE}/solutions/two-factors/turn/undo")
    assert Step.objects.count() == 2
    assert queries.analysis_of(solution).loadings.tolist() == before


def test_a_button_turns_by_its_own_degrees(client, solution):
    client.post(f"{HERE}/solutions/two-factors/turn/1-2", {"by": "-15", "degrees": "3"})
    assert Step.objects.get().entry["degrees"] == -15


def test_a_turn_can_be_looked_at_and_is_not_taken(client, solution):
    page = told(client, f"{HERE}/solutions/two-factors/turn/1-2?degrees=30")
    assert "It is not taken yet" in page
    assert page != told(client, f"{HERE}/solutions/two-factors/turn/1-2")
    assert not Step.objects.exists()


def test_nonsense_is_told_beside_the_field(client, solution):
    page = client.post(f"{HERE}/solutions/two-factors/turn/1-2", {"degrees": "much"}).content.decode()
    assert "There is a problem" in page
    assert not Step.objects.exists()


def test_factors_are_inverted_rotated_anew_and_brought_to_a_target(client, solution):
    address = f"{HERE}/solutions/two-factors"
    client.post(f"{address}/turn/invert", {"factor-factor": "2"})
    client.post(f"{address}/turn/rule", {"criterion-criterion": "quartimax"})
    page = client.post(f"{address}/turn/target", {"name": "Theory", "people_1": "P101 P999"})
    assert "P999 is no sort of this study." in page.content.decode()
    client.post(f"{address}/turn/target", {"name": "Theory", "people_1": "P101 p103", "people_2": "-P102"})
    steps = [step.entry for step in queries.steps_of(solution)]
    assert [step["op"] for step in steps] == ["invert", "quartimax", "target"]
    assert steps[2]["people"] == [{"P101": 1, "P103": 1}, {"P102": -1}]


def test_flags_are_changed_with_a_reason_and_the_page_says_so(client, solution):
    address = f"{HERE}/solutions/two-factors/flags/P101"
    assert "Say why you change it." in client.post(address, {"factors": []}).content.decode()
    client.post(address, {"factors": [], "why": "Seems careless"})
    analysis = queries.analysis_of(solution)
    assert not analysis.flags[0].any()
    assert "No longer let P101 define factor" in told(client, f"{HERE}/solutions/two-factors/log")
    assert client.get(f"{HERE}/solutions/two-factors/flags/P999").status_code == 404


def test_a_state_is_saved_and_come_back_to_and_nothing_is_removed(client, solution, isaac):
    address = f"{HERE}/solutions/two-factors"
    client.post(f"{address}/turn/1-2", {"degrees": "10"})
    client.post(f"{address}/log", {"name": "After ten degrees"})
    saved = queries.analysis_of(solution).loadings.tolist()
    for degrees in ("20", "-5"):
        client.post(f"{address}/turn/1-2", {"degrees": degrees})
    state = queries.states_of(solution)[0]
    assert (state.name, state.steps, state.by_id) == ("After ten degrees", 1, isaac.id)
    client.post(f"{address}/log/{state.id}")
    assert queries.analysis_of(solution).loadings.tolist() == saved
    assert [step.entry["op"] for step in queries.steps_of(solution)] == ["rotate"] * 3 + ["undo"] * 2
    assert (
        "of this name already"
        in client.post(f"{address}/log", {"name": "After ten degrees"}).content.decode()
    )


def test_two_solutions_are_compared(client, solution):
    client.post(f"{HERE}/solutions/new", USUAL | {"name": "Three", "factors": "3"})
    page = told(client, f"{HERE}/compare?first=two-factors&second=three")
    assert "Congruence of their z-scores" in page
    assert "no counterpart" in page
    assert client.get(f"{HERE}/compare?first=two-factors&second=none").status_code == 404


def test_the_trail_tells_of_solutions_and_states_and_of_no_step(client, solution, closed):
    client.post(f"{HERE}/solutions/two-factors/turn/1-2", {"degrees": "10"})
    client.post(f"{HERE}/solutions/two-factors/log", {"name": "Ten"})
    did = [line.did for line in trail.history_of(closed)]
    assert did[-2:] == ["began a solution", "saved a state of a solution"]


@pytest.mark.parametrize("mode", ["qmethod", "kade"])
def test_the_other_two_programs_arithmetic_is_had_on_the_same_pages(client, closed, isaac, clock, mode):
    clock(ANALYSING)
    client.force_login(isaac.person)
    assert client.post(f"{HERE}/solutions/new", USUAL | {"mode": mode}).status_code == 302
    client.post(f"{HERE}/solutions/two-factors/turn/1-2", {"degrees": "7"})
    assert Step.objects.count() == 1
    for page in ("", "statements", "turn", "log", "bootstrap", "viewpoints", "publish", "data-package"):
        assert client.get(f"{HERE}/solutions/two-factors/{page}").status_code == 200, page


def test_a_factor_with_two_ends_is_split_and_its_ends_are_factors_of_their_own(client, closed, isaac, clock):
    clock(ANALYSING)
    client.force_login(isaac.person)
    client.post(f"{HERE}/solutions/new", USUAL | {"factors": "1"})
    solution = Solution.objects.get()
    assert queries.analysis_of(solution).factors == 1
    page = told(client, f"{HERE}/solutions/two-factors/")
    assert "Split factor 1" in page
    client.post(f"{HERE}/solutions/two-factors/turn/split", {"factor-factor": "1"})
    assert queries.analysis_of(solution).factors == 2
    assert "Split factor 1 into its two ends" in told(client, f"{HERE}/solutions/two-factors/log")
    assert "Take that back before you turn" in told(client, f"{HERE}/solutions/two-factors/turn")
    client.post(f"{HERE}/solutions/two-factors/turn/undo")
    assert queries.analysis_of(solution).factors == 1


@pytest.mark.parametrize(
    ("page", "most"),
    [("sorts/", 12), ("solutions/two-factors/", 12), ("solutions/two-factors/viewpoints", 14)],
)
def test_pages_ask_few_questions_of_the_database(client, solution, page, most, django_assert_max_num_queries):
    with django_assert_max_num_queries(most):
        client.get(f"{HERE}/{page}")


def hidden(page, name):
    return page.split(f'name="{name}" value="')[1].split('"')[0]


def test_a_second_click_turns_once_and_a_page_that_stayed_behind_turns_nothing(client, solution):
    """What was chosen by one picture is not made of another: two windows, or one button pressed twice."""
    address = f"{HERE}/solutions/two-factors"
    page = told(client, f"{address}/turn/1-2")
    sent = {"degrees": "10", "seen": hidden(page, "seen")}
    assert client.post(f"{address}/turn/1-2", sent).status_code == 302
    again = client.post(f"{address}/turn/1-2", sent)
    assert again.status_code == 200
    assert "A step was taken since you opened this page" in again.content.decode()
    assert Step.objects.count() == 1
    for behind, beside in (
        ("turn/undo", {}),
        ("turn/rule", {"criterion-criterion": "quartimax"}),
        ("turn/invert", {"factor-factor": "1"}),
        ("turn/split", {"factor-factor": "1"}),
    ):
        answer = client.post(f"{address}/{behind}", sent | beside, follow=True)
        assert "A step was taken since you opened this page" in answer.content.decode(), behind
    flags = sent | {"factors": ["1", "2"], "why": "She wrote the plan."}
    answer = client.post(f"{address}/flags/P101", flags)
    assert "A step was taken since you opened this page" in answer.content.decode()
    assert Step.objects.count() == 1
    assert hidden(told(client, f"{address}/log"), "seen") == "1"
    now_seen = {"seen": hidden(again.content.decode(), "seen"), "degrees": "10"}
    assert client.post(f"{address}/turn/1-2", now_seen).status_code == 302
    assert Step.objects.count() == 2


@pytest.mark.parametrize("page", ["turn", "turn/target", "flags/P101"])
def test_every_page_that_takes_a_step_says_what_it_showed(client, solution, page):
    assert hidden(told(client, f"{HERE}/solutions/two-factors/{page}"), "seen") == "0"


def test_flags_are_changed_all_or_none(solution, isaac):
    from concordat.qmethod.study import Refused
    from concordat.viewpoints import actions

    steps = [
        {"op": "flag", "participant": "P101", "factor": 1, "value": True},
        {"op": "flag", "participant": "P101", "factor": 9, "value": True},
    ]
    with pytest.raises(Refused):
        actions.take_steps(solution=solution, steps=steps, seen=None, by=isaac, at=ANALYSING)
    assert not Step.objects.exists()


def test_a_name_stands_in_the_picture_only_where_nothing_lies_over_it():
    alone, beneath, crowded, at_the_edge = (50.0, 50.0), (100.0, 100.0), (115.0, 104.0), (310.0, 50.0)
    assert legible([alone, beneath, crowded, at_the_edge]) == {0, 2}


def test_every_point_says_whose_sort_it_is(client, solution):
    page = told(client, f"{HERE}/solutions/two-factors/turn/1-2")
    assert page.count("<title>P1") == page.count("data-x=") > 0

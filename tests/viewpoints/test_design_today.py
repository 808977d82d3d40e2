"""What of a study waits for an office at the front door."""

from concordat.viewpoints import queries
from tests.viewpoints.conftest import ANALYSING, OPENING, PREPARING, SORTING


def told(office, at) -> list[tuple[str, str]]:
    tasks = (
        *queries.tasks_for(office, today=at.date()),
        *queries.research_tasks_for(office, today=at.date()),
    )
    return [(str(task.name), str(task.status)) for task in tasks]


def test_before_the_opening_only_those_who_prepare_a_study_hear_of_it(study, mona, isaac, amara, nerys):
    assert told(mona, PREPARING) == [("Prepare the study", "Ready to open")]
    study.statements.filter(key="s01").update(chosen=False)
    assert told(mona, PREPARING) == [("Prepare the study", "1 to do")]
    assert told(isaac, PREPARING) == [("Look through the study before it opens", "To look at")]
    assert told(amara, PREPARING) == told(nerys, PREPARING) == []
    assert queries.running(amara, today=PREPARING.date()) == ()


def test_while_it_is_open_those_asked_hear_the_same_whether_or_not_they_have_sorted(opened, amara, isaac):
    assert told(amara, SORTING) == [("Sort the statements, if you have not", "Until 30 October")]
    opened.tickets.update(spent=True)
    assert told(amara, SORTING) == [("Sort the statements, if you have not", "Until 30 October")]
    assert told(isaac, OPENING) == []
    [running] = queries.running(amara, today=SORTING.date())
    assert running.is_open
    assert running.href == "/larkfield/viewpoints/how-we-work-together/"


def test_when_it_has_closed_it_is_the_researcher_s_turn(closed, amara, isaac):
    assert told(amara, ANALYSING) == []
    assert [name for name, _status in told(isaac, ANALYSING)] == ["Analyse the sorts"]
    [running] = queries.running(amara, today=ANALYSING.date())
    assert not running.is_open

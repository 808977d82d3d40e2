"""What takes longer than a page may: asked for on a page, done by the worker, told as it goes, never lost."""

from datetime import timedelta

import pytest

from concordat.viewpoints import actions, queries
from concordat.viewpoints.actions import computing
from concordat.viewpoints.models import Computation
from concordat.viewpoints.rules import computing as rules
from concordat.viewpoints.rules.solutions import Settings
from concordat.viewpoints.rules.stages import OutOfTurn
from tests.viewpoints.conftest import ANALYSING

HERE = "/larkfield/viewpoints/how-we-work-together"


@pytest.fixture
def few(monkeypatch):
    """Little of everything, so that a test is quick."""
    monkeypatch.setattr(rules, "SPLITS", 5)
    monkeypatch.setattr(rules, "STEADINESS", 5)
    monkeypatch.setattr(computing, "EVERY", 0.0)


@pytest.fixture
def asked(closed, isaac, few) -> Computation:
    return actions.ask_for_evidence(study=closed, extraction="pca", permutations=100, by=isaac, at=ANALYSING)


@pytest.fixture
def solution(closed, isaac):
    return actions.make_solution(
        study=closed, name="Two factors", settings=Settings(factors=2), by=isaac, at=ANALYSING
    )


def test_evidence_is_asked_for_on_a_page_waits_and_is_shown(client, closed, isaac, few, clock):
    clock(ANALYSING)
    client.force_login(isaac.person)
    assert client.post(f"{HERE}/evidence", {"extraction": "pca", "permutations": "100"}).status_code == 302
    page = client.get(f"{HERE}/evidence").content.decode()
    assert "It waits for its turn" in page
    assert 'http-equiv="refresh"' in page
    assert actions.compute_due(at=ANALYSING) == 1
    page = client.get(f"{HERE}/evidence").content.decode()
    assert 'http-equiv="refresh"' not in page
    for words in ("Beyond chance", "MAP", "Humphrey’s rule, strict", "Found again when resampled", "<svg"):
        assert words in page
    assert "decides by itself" in page
    row = Computation.objects.get()
    assert row.state == "done"
    assert len(row.result["rows"]) == 8


def test_too_much_or_too_little_is_told_beside_the_field(client, closed, isaac):
    client.force_login(isaac.person)
    page = client.post(f"{HERE}/evidence", {"extraction": "pca", "permutations": "1000000"}).content.decode()
    assert "There is a problem" in page
    assert not Computation.objects.exists()


def test_progress_is_written_down_between_the_steps(asked, monkeypatch):
    seen = []
    whole = rules.evidence

    def watched(collection, *, settings, progress):
        def noted(done, of):
            progress(done, of)
            seen.append(Computation.objects.values_list("state", "done", "of").get())

        return whole(collection, settings=settings, progress=noted)

    monkeypatch.setattr(rules, "evidence", watched)
    actions.compute_due(at=ANALYSING)
    assert len(seen) > 3
    assert {state for state, _, _ in seen} == {"running"}
    assert [done for _, done, _ in seen] == sorted(done for _, done, _ in seen)
    assert seen[-1][1] <= seen[-1][2]


def test_while_it_runs_the_page_shows_how_far_it_is(client, asked, isaac):
    Computation.objects.update(state="running", done=40, of=100, alive_at=ANALYSING)
    client.force_login(isaac.person)
    page = client.get(f"{HERE}/evidence").content.decode()
    assert '<progress id="progress-being-worked-out" value="40" max="100">' in page
    assert "Look again now" in page


def test_the_same_is_not_worked_out_twice_at_once(asked, closed, isaac):
    with pytest.raises(OutOfTurn):
        actions.ask_for_evidence(study=closed, extraction="pca", permutations=100, by=isaac, at=ANALYSING)


def test_a_killed_workers_row_is_taken_again_after_a_minute_and_not_before(asked):
    Computation.objects.update(state="running", attempts=1, alive_at=ANALYSING)
    assert actions.compute_due(at=ANALYSING + timedelta(seconds=50)) == 0
    assert actions.compute_due(at=ANALYSING + timedelta(seconds=70)) == 1
    asked.refresh_from_db()
    assert (asked.state, asked.attempts) == ("done", 2)


def test_a_row_over_which_three_workers_died_is_given_up(client, asked, isaac):
    Computation.objects.update(state="running", attempts=3, alive_at=ANALYSING)
    assert actions.compute_due(at=ANALYSING + timedelta(minutes=5)) == 0
    asked.refresh_from_db()
    assert asked.state == "failed"
    client.force_login(isaac.person)
    assert "could not be worked out" in client.get(f"{HERE}/evidence").content.decode()


def test_a_worker_thought_dead_writes_over_nobody(asked, monkeypatch):
    whole = rules.evidence

    def slow(collection, *, settings, progress):
        # Meanwhile another worker has taken the row and is done with it.
        Computation.objects.update(state="done", attempts=2, result={"rows": [], "by": "the other"})
        return whole(collection, settings=settings, progress=progress)

    monkeypatch.setattr(rules, "evidence", slow)
    assert actions.compute_due(at=ANALYSING) == 0
    asked.refresh_from_db()
    assert asked.result["by"] == "the other"


def test_a_stumble_is_tried_again_and_then_given_up(asked, monkeypatch):
    def stumbles(*args, **kwargs):
        raise RuntimeError("no memory")

    monkeypatch.setattr(rules, "evidence", stumbles)
    assert actions.compute_due(at=ANALYSING) == 0
    asked.refresh_from_db()
    assert (asked.state, asked.attempts) == ("failed", 3)


def test_it_is_stopped_on_the_page_and_what_was_found_is_kept(client, closed, asked, isaac, monkeypatch):
    whole = rules.evidence

    def interrupted(collection, *, settings, progress):
        def noted(done, of):
            client.post(f"{HERE}/computations/{asked.id}/stop")
            progress(done, of)

        return whole(collection, settings=settings, progress=noted)

    client.force_login(isaac.person)
    monkeypatch.setattr(rules, "evidence", interrupted)
    assert actions.compute_due(at=ANALYSING) == 0
    asked.refresh_from_db()
    assert asked.state == "stopped"
    assert asked.result["complete"] is False
    assert "It was stopped before all was worked out." in client.get(f"{HERE}/evidence").content.decode()


def test_a_bootstrap_is_of_the_log_as_it_stood_and_grows_stale(client, closed, solution, isaac, few, clock):
    clock(ANALYSING)
    client.force_login(isaac.person)
    address = f"{HERE}/solutions/two-factors"
    client.post(f"{address}/bootstrap", {"resamples": "100", "seed": "3"})
    assert actions.compute_due(at=ANALYSING) == 1
    page = client.get(f"{address}/bootstrap").content.decode()
    assert "100 resampled studies" in page
    assert "how sure its scores are" in page
    found = {"fingerprint": queries.analysis_of(solution).study.fingerprint}
    assert queries.resampled_of(solution, **found) is not None
    assert queries.resampled_of(solution, fingerprint="of other sorts") is None
    client.post(f"{address}/turn/1-2", {"degrees": "20"})
    page = client.get(f"{address}/bootstrap").content.decode()
    assert "Steps were taken, or sorts came in, since." in page
    assert "how sure its scores are" not in page
    assert queries.resampled_of(solution, **found) is None


def test_the_intervals_of_a_bootstrap_stand_in_the_report(client, closed, solution, isaac, amara, few):
    for factor in ("1", "2"):
        actions.name_viewpoint(
            solution=solution, factor=factor, name=f"View {factor}", narrative="", by=isaac, at=ANALYSING
        )
    actions.ask_for_bootstrap(solution=solution, resamples=100, seed=1, by=isaac, at=ANALYSING)
    actions.compute_due(at=ANALYSING)
    report = queries.drawn_up(solution)
    for viewpoint in report.viewpoints:
        assert viewpoint.scores is not None
        bounds = list(zip(viewpoint.low, viewpoint.scores, viewpoint.high, strict=True))
        assert sum(low <= score <= high for low, score, high in bounds) > len(bounds) * 0.8

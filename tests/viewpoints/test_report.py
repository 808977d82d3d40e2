"""The report that everyone reads: words, files and letters; and the end of the sorts."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from openpyxl import load_workbook

from concordat.letters.models import Letter
from concordat.trail import queries as trail
from concordat.viewpoints import actions, queries
from concordat.viewpoints.models import (
    Computation,
    Paraphrase,
    Rendering,
    Solution,
    Sort,
    Step,
    Ticket,
    Viewpoint,
)
from concordat.viewpoints.rules import publishing
from concordat.viewpoints.rules.report import Report
from concordat.viewpoints.rules.solutions import Settings
from tests.viewpoints.conftest import ANALYSING, CLOSING, filled, made_up_sorts

HERE = "/larkfield/viewpoints/how-we-work-together"
REPORTING = ANALYSING + timedelta(days=2)
DESTROYING = ANALYSING.replace(year=2027, month=5, day=1)
SECRET = "I was shouted at over the budget papers by a colleague"
QUOTED = "A thank you costs nothing and changes the day"


@pytest.fixture
def sorted_with_comments(opened):
    comments = [{} for _ in range(12)]
    comments[0] = {"s12": SECRET}
    comments[2] = {"s12": QUOTED}
    leave = [number == 2 for number in range(12)]
    answers = [{"q1": f"answer {number} of a person"} for number in range(12)]
    filled(opened, made_up_sorts(12), comments=comments, may_quote=leave, answers=answers)
    actions.close_due(at=CLOSING)
    opened.refresh_from_db()
    return opened


@pytest.fixture
def solution(sorted_with_comments, isaac, clock) -> Solution:
    clock(REPORTING)
    return actions.make_solution(
        study=sorted_with_comments, name="Two factors", settings=Settings(factors=2), by=isaac, at=ANALYSING
    )


@pytest.fixture
def named(solution, isaac) -> Solution:
    for factor, name in (("1", "Candid colleagues"), ("2", "Wary neighbours")):
        actions.name_viewpoint(
            solution=solution,
            factor=factor,
            name=name,
            narrative=f"Those who hold it say so.\n\nMore of {name.lower()}.",
            by=isaac,
            at=ANALYSING,
        )
    return solution


@pytest.fixture
def published(named, isaac):
    actions.publish_report(solution=named, by=isaac, at=REPORTING)
    return named.study


def pages_of(client, who, study):
    """Everything that this person can open about the study, as text."""
    client.force_login(who.person)
    addresses = [f"{HERE}/", "/larkfield/viewpoints/", f"{HERE}/report", "/larkfield/"]
    addresses += [f"{HERE}/report/{form}" for form in ("html", "csv", "json")]
    found = {address: client.get(address) for address in addresses}
    return {address: page.content.decode() for address, page in found.items() if page.status_code == 200}


def unpacked(body: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return " ".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())


def test_without_names_nothing_is_published_and_the_page_says_why(client, solution, isaac):
    client.force_login(isaac.person)
    page = client.get(f"{HERE}/solutions/two-factors/publish").content.decode()
    assert "Factor 1 has no name yet." in page
    page = client.post(f"{HERE}/solutions/two-factors/publish").content.decode()
    assert "Factor 2 has no name yet." in page
    solution.study.refresh_from_db()
    assert solution.study.reported_at is None


def test_words_that_name_a_pseudonym_are_not_published(client, named, isaac):
    client.force_login(isaac.person)
    client.post(
        f"{HERE}/solutions/two-factors/viewpoints/1", {"name": "Candid", "narrative": "As p103 puts it."}
    )
    page = client.post(f"{HERE}/solutions/two-factors/publish").content.decode()
    assert "name P103" in page
    assert client.get(f"{HERE}/report").status_code == 404


def test_a_preview_is_shown_and_then_published_to_everyone(client, named, isaac, amara, mailoutbox):
    client.force_login(isaac.person)
    page = client.get(f"{HERE}/solutions/two-factors/publish").content.decode()
    assert "Candid colleagues" in page
    assert "Publish it to everyone" in page
    assert client.post(f"{HERE}/solutions/two-factors/publish").status_code == 302
    named.study.refresh_from_db()
    assert named.study.reported_at == REPORTING
    letters = Letter.objects.filter(subject__startswith="The report is out")
    assert letters.count() == 4
    assert trail.history_of(named.study)[-1].did == "published a study's report"
    assert "already" in client.post(f"{HERE}/solutions/two-factors/publish").content.decode()


@pytest.mark.parametrize("who", ["amara", "owen", "mona", "isaac"])
def test_everyone_reads_the_same(client, published, who, request):
    client.force_login(request.getfixturevalue(who).person)
    page = client.get(f"{HERE}/report").content.decode()
    client.force_login(request.getfixturevalue("bilal").person)
    other = client.get(f"{HERE}/report").content.decode()

    def main(words):
        return words[words.index("<main") : words.index("</main>")]

    assert main(page) == main(other)
    for words in (
        "Candid colleagues",
        "Wary neighbours",
        "An agenda for a joint meeting",
        "not drawn by lot",
    ):
        assert words in page


def test_another_council_finds_no_report(client, published, nerys):
    client.force_login(nerys.person)
    assert client.get(f"{HERE}/report").status_code == 404
    assert client.get("/netherby/viewpoints/how-we-work-together/report").status_code == 404


@pytest.mark.parametrize("who", ["amara", "mona"])
def test_nothing_that_the_council_can_open_tells_of_a_single_sort(client, published, who, request):
    actions.render_due(at=REPORTING)
    analysis = queries.analysis_of(Solution.objects.get())
    secrets = [*analysis.study.participants, SECRET, QUOTED, "shouted at", "of a person"]
    loadings = [f"{abs(value):.4f}"[1:] for row in analysis.loadings.tolist() for value in row]
    pages = pages_of(client, request.getfixturevalue(who), published)
    assert f"{HERE}/report" in pages
    for form in ("docx", "xlsx"):
        pages[form] = unpacked(client.get(f"{HERE}/report/{form}").content)
    for address, words in pages.items():
        for secret in secrets:
            assert secret not in words, (address, secret)
        assert not [loading for loading in loadings if loading in words.partition("<svg")[0]], address


def test_the_researcher_alone_may_have_the_data_package(client, published, isaac, mona):
    client.force_login(mona.person)
    address = f"{HERE}/solutions/two-factors/data-package"
    assert client.get(address).status_code == 403
    client.force_login(isaac.person)
    body = client.get(address).content
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        names = set(archive.namelist())
        assert {
            "analysis.json",
            "reproduce.R",
            "README.txt",
            "log.json",
            "tables.xlsx",
            "paper.html",
        } <= names
        assert "P101" in archive.read("analysis.json").decode()
        assert any(name.upper().endswith(".DAT") for name in names)


def test_the_json_is_the_report_and_the_figures_hold_no_score_of_a_few(client, published, amara):
    client.force_login(amara.person)
    told = json.loads(client.get(f"{HERE}/report/json").content)
    report = Report.from_json(told)
    assert report == queries.report_of(queries.studies_with_report(amara).get())
    assert [viewpoint.size for viewpoint in report.viewpoints] == ["five or more people"] * 2
    assert {viewpoint.mix for viewpoint in report.viewpoints} == {"too few to say"}
    assert report.sides == (("councillors", 6), ("officers", 6))


def test_the_worker_makes_the_papers_and_until_then_the_page_says_so(client, published, owen):
    client.force_login(owen.person)
    assert "The file is being made" in client.get(f"{HERE}/report/pdf").content.decode()
    assert actions.render_due(at=REPORTING) == 3
    assert actions.render_due(at=REPORTING) == 0
    for form, start in (("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF")):
        file = client.get(f"{HERE}/report/{form}")
        assert file.content.startswith(start)
        assert file.headers["Content-Type"] == publishing.KINDS[form]
    book = load_workbook(io.BytesIO(client.get(f"{HERE}/report/xlsx").content))
    assert book.sheetnames == ["Viewpoints", "Statements", "Voices", "Agenda", "Method"]
    assert client.get(f"{HERE}/report/exe").status_code == 404


def test_a_file_that_cannot_be_made_is_given_up_after_three_tries(client, published, owen, monkeypatch):
    def stumbles(*args, **kwargs):
        raise RuntimeError("no fonts")

    monkeypatch.setattr(publishing, "made", stumbles)
    for _ in range(2):
        actions.render_due(at=REPORTING)
    assert set(Rendering.objects.values_list("state", flat=True)) == {"failed"}
    client.force_login(owen.person)
    assert "could not be made" in client.get(f"{HERE}/report/pdf").content.decode()


def test_a_file_is_made_outside_any_transaction_so_that_others_may_write(published, monkeypatch):
    real, held = publishing.made, []

    def watched(*args, **kwargs):
        held.append(len(connection.savepoint_ids))  # the test's own transaction is no savepoint
        return real(*args, **kwargs)

    monkeypatch.setattr(publishing, "made", watched)
    assert actions.render_due(at=REPORTING) == 3
    assert held == [0, 0, 0]


def test_a_worker_that_died_over_a_file_leaves_it_to_another_after_five_minutes(published, monkeypatch):
    def dies(*args, **kwargs):
        raise KeyboardInterrupt

    real = publishing.made
    monkeypatch.setattr(publishing, "made", dies)
    with pytest.raises(KeyboardInterrupt):
        actions.render_due(at=REPORTING)
    monkeypatch.setattr(publishing, "made", real)
    assert actions.render_due(at=REPORTING + timedelta(minutes=4)) == 2, "the one in hand is left alone"
    assert actions.render_due(at=REPORTING + timedelta(minutes=6)) == 1


def test_a_worker_thought_dead_does_not_write_over_what_another_made(published, monkeypatch):
    real = publishing.made

    def slow(*args, **kwargs):
        monkeypatch.setattr(publishing, "made", real)
        actions.render_due(at=REPORTING + timedelta(minutes=6))
        return b"late"

    monkeypatch.setattr(publishing, "made", slow)
    actions.render_due(at=REPORTING)
    assert set(Rendering.objects.values_list("state", flat=True)) == {"made"}
    assert not Rendering.objects.filter(body=b"late").exists()


def test_after_the_report_no_solution_moves(client, published, isaac):
    client.force_login(isaac.person)
    client.post(f"{HERE}/solutions/two-factors/turn/1-2", {"degrees": "10"})
    assert not Step.objects.exists()
    page = client.post(f"{HERE}/solutions/two-factors/turn/1-2", {"degrees": "10"}).content.decode()
    assert "stays as it is" in page
    page = client.post(f"{HERE}/solutions/two-factors/viewpoints/1", {"name": "Another"}).content.decode()
    assert "stays as it is" in page
    assert not Viewpoint.objects.filter(name="Another").exists()


def test_comments_reach_others_only_through_the_desk(client, named, isaac, amara):
    client.force_login(isaac.person)
    desk = f"{HERE}/solutions/two-factors/desk"
    assert SECRET in client.get(desk).content.decode()
    address = f"{desk}/s12"
    asked = {"factor": "1", "words": SECRET, "behind": "1", "quoted": "on"}
    assert "Nobody who gave leave" in client.post(address, asked).content.decode()
    assert not Paraphrase.objects.exists()
    client.post(address, asked | {"words": f"“{QUOTED}”"})
    client.post(address, {"factor": "1", "words": "Tempers are lost over money.", "behind": "1"})
    assert Paraphrase.objects.count() == 2
    client.post(f"{HERE}/solutions/two-factors/publish")
    client.force_login(amara.person)
    page = client.get(f"{HERE}/report").content.decode()
    assert QUOTED in page
    assert "Tempers are lost over money." in page
    assert "fewer than five comments" in page
    assert SECRET not in page


def test_a_paraphrase_is_dropped_again(client, named, isaac):
    client.force_login(isaac.person)
    client.post(
        f"{HERE}/solutions/two-factors/desk/s12", {"factor": "1", "words": "Something else.", "behind": "1"}
    )
    gone = Paraphrase.objects.get()
    client.post(f"{HERE}/paraphrases/{gone.id}/drop", {"back": "two-factors"})
    assert not Paraphrase.objects.exists()


def test_a_factor_of_one_sort_is_never_told(client, closed, isaac, amara, clock):
    """Three factors of twelve sorts, of which one keeps a single flag."""
    clock(REPORTING)
    made = actions.make_solution(
        study=closed, name="Three", settings=Settings(factors=3), by=isaac, at=ANALYSING
    )
    analysis = queries.analysis_of(made)
    smallest = min(range(3), key=lambda place: analysis.characteristics.n_flagged[place])
    people = analysis.study.participants
    flagged = [people[row] for row in range(12) if analysis.flags[row, smallest]]
    for pseudonym in flagged[1:] or []:
        step = {"op": "flag", "participant": pseudonym, "factor": smallest + 1, "value": False}
        actions.take_steps(solution=made, steps=[step], seen=None, by=isaac, at=ANALYSING)
    if not flagged:
        step = {"op": "flag", "participant": people[0], "factor": smallest + 1, "value": True}
        actions.take_steps(solution=made, steps=[step], seen=None, by=isaac, at=ANALYSING)
    for factor in (1, 2, 3):
        actions.name_viewpoint(
            solution=made, factor=str(factor), name=f"View {factor}", narrative="", by=isaac, at=ANALYSING
        )
    actions.publish_report(solution=made, by=isaac, at=REPORTING)
    report = queries.report_of(queries.studies_with_report(amara).get())
    assert len(report.viewpoints) == 2
    assert report.left_unsaid == 1
    assert f"View {smallest + 1}" not in json.dumps(report.as_json())


def test_fewer_than_ten_sorts_make_no_report(client, opened, isaac, clock):
    clock(REPORTING)
    filled(opened, made_up_sorts(9))
    actions.close_due(at=CLOSING)
    opened.refresh_from_db()
    made = actions.make_solution(
        study=opened, name="One", settings=Settings(factors=2), by=isaac, at=ANALYSING
    )
    client.force_login(isaac.person)
    page = client.get(f"{HERE}/solutions/{made.slug}/publish").content.decode()
    assert "9 sorts are too few" in page


def test_at_the_promised_day_every_sort_is_destroyed_and_the_report_stays(client, published, isaac, amara):
    actions.ask_for_evidence(study=published, extraction="pca", permutations=100, by=isaac, at=REPORTING)
    assert actions.destroy_due(at=DESTROYING - timedelta(days=1)) == 0
    assert Sort.objects.count() == 12
    assert actions.destroy_due(at=DESTROYING) == 1
    assert actions.destroy_due(at=DESTROYING) == 0
    for table in (Sort, Ticket, Step, Viewpoint, Paraphrase, Computation):
        assert not table.objects.exists(), table
    published.refresh_from_db()
    assert published.destroyed_at == DESTROYING
    client.force_login(amara.person)
    assert "Candid colleagues" in client.get(f"{HERE}/report").content.decode()
    assert actions.render_due(at=DESTROYING) == 3
    client.force_login(isaac.person)
    assert client.get(f"{HERE}/sorts/").status_code == 404
    assert client.get(f"{HERE}/solutions/two-factors/data-package").status_code == 404
    assert trail.history_of(published)[-1].did == "destroyed a study's sorts"


def test_an_unreported_study_loses_its_sorts_on_the_same_day(named):
    assert actions.destroy_due(at=DESTROYING) == 1
    assert not Solution.objects.exists()
    assert not Sort.objects.exists()


def test_after_the_promised_day_nothing_is_analysed_even_before_the_worker_comes(client, named, isaac, clock):
    clock(DESTROYING)
    client.force_login(isaac.person)
    page = client.post(f"{HERE}/solutions/two-factors/publish").content.decode()
    assert "have been destroyed" in page
    assert client.get(f"{HERE}/report").status_code == 404


def test_of_a_study_in_both_languages_the_welsh_stands_beside_the_english(client, named, isaac, amara):
    study = named.study
    actions.publish_report(solution=named, by=isaac, at=REPORTING)
    study.report.refresh_from_db()
    study.report.body["cards"][0]["words_cy"] = "Atebir cwestiynau mewn da bryd."
    study.report.save()
    client.force_login(amara.person)
    page = client.get(f"{HERE}/report", headers={"accept-language": "cy"}).content.decode()
    assert '<span lang="cy">Atebir cwestiynau mewn da bryd.</span>' in page
    assert '<html class="govuk-template" lang="en-gb">' in page


def test_other_rooms_get_plain_values(published, amara, isaac):
    [reported] = queries.released_reports(published.council_id)
    assert (reported.study, reported.slug) == ("How we work together", "how-we-work-together")
    headline = queries.latest_report(amara)
    assert headline is not None
    assert headline.href == f"{HERE}/report"
    assert headline.viewpoints == ("Candid colleagues", "Wary neighbours")
    kept = published.report
    kept.body["consensus"] = []
    kept.save()
    assert queries.latest_report(amara).sentence.endswith("of no statement is it shown that all agree.")
    assert queries.research_tasks_for(isaac, today=REPORTING.date()) == ()


def test_the_researcher_is_told_what_waits(solution, isaac, amara):
    [task] = queries.research_tasks_for(isaac, today=ANALYSING.date())
    assert task.href == f"{HERE}/solutions/"
    assert queries.research_tasks_for(amara, today=ANALYSING.date()) == ()


def test_the_report_asks_few_questions_of_the_database(
    client, published, amara, django_assert_max_num_queries
):
    client.force_login(amara.person)
    with django_assert_max_num_queries(9):
        client.get(f"{HERE}/report")

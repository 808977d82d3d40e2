"""The roster read in with a dry run, and taken out again."""

import io
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate, now
from openpyxl import load_workbook

from concordat.people import actions, queries
from concordat.people.models import Membership, Office, Person, RosterUpload
from concordat.people.rules import roster_export, roster_file
from concordat.people.rules.duties import Duty
from concordat.people.rules.roster_tables import BadRoster
from concordat.trail import queries as trail

PAGE = "/larkfield/people/roster"
ROSTER = """kind,name,email,ward,group,service,grade,duties,from,until
councillor,Amara O'Neill,amara@larkfield.example,Mill Lane,Labour,,,leader,,
officer,Mona Lindqvist,mona@larkfield.example,,,Legal,,monitoring officer,,
officer,Siân Ŵyn,sian@larkfield.example,,,Finance,,section 151 officer,2026-01-05,
"""


def upload(client, words: str, name: str = "roster.csv"):
    file = SimpleUploadedFile(name, words.encode() if isinstance(words, str) else words)
    return client.post(PAGE, {"file": file})


def seal_on(page) -> str:
    return page.content.decode().split('name="seal" value="')[1].split('"')[0]


def names(council) -> list[str]:
    return [office.name for office in queries.offices_of(council.id, on=localdate())]


@pytest.fixture
def dry_run(client, mona, amara, bilal, owen):
    """Where Mona has arrived with a roster in which Bilal and Owen are missing."""
    client.force_login(mona.person)
    return upload(client, ROSTER).headers["Location"]


def test_a_dry_run_shows_who_is_new_changed_and_gone_and_writes_nothing(client, dry_run, larkfield):
    page = client.get(dry_run).content.decode()
    assert "Line 4:" in page
    assert "Siân Ŵyn" in page
    assert (
        "<del>Independent</del> → <ins>Labour</ins>" in client.get(f"{dry_run}?part=changed").content.decode()
    )
    left = client.get(f"{dry_run}?part=left").content.decode()
    assert "Bilal Rahman" in left
    assert "Owen Pryce" in left
    assert names(larkfield) == ["Amara O'Neill", "Bilal Rahman", "Mona Lindqvist", "Owen Pryce"]
    assert not Person.objects.filter(email="sian@larkfield.example").exists()


def test_what_was_shown_is_imported_when_it_is_confirmed(client, dry_run, larkfield, owen, bilal):
    answer = client.post(dry_run, {"seal": seal_on(client.get(dry_run))}, follow=True)
    assert "1 new, 1 changed, 2 left, 1 unchanged" in answer.content.decode()
    # Amara changed group today: her old office ended yesterday, and a new one has begun.
    assert names(larkfield) == ["Amara O'Neill", "Mona Lindqvist", "Siân Ŵyn"]
    assert Office.objects.filter(person__email="amara@larkfield.example").count() == 2
    for gone in (owen, bilal):
        gone.refresh_from_db()
        assert gone.ends_on == localdate() - timedelta(days=1)
        assert trail.history_of(gone)[-1].did == "ended an office"
    sian = Office.objects.get(person__email="sian@larkfield.example")
    assert [line.did for line in trail.history_of(sian)] == ["gave an office", "gave a duty"]
    (line,) = (line for line in trail.history_of(larkfield) if line.did == "imported a roster")
    assert line.by == "Mona Lindqvist"
    assert not RosterUpload.objects.exists()


def test_importing_the_same_file_again_changes_nothing(client, dry_run):
    client.post(dry_run, {"seal": seal_on(client.get(dry_run))})
    page = client.get(upload(client, ROSTER).headers["Location"]).content.decode()
    assert "The roster says already what the file says." in page
    assert "Import the roster" not in page


def test_what_has_changed_since_is_shown_anew_before_it_is_imported(client, dry_run, larkfield, mona, owen):
    seal = seal_on(client.get(dry_run))
    actions.end_office(office=owen, ends_on=localdate() - timedelta(days=3), by=mona, at=now())
    page = client.post(dry_run, {"seal": seal})
    assert "Somebody has changed the roster since this dry run." in page.content.decode()
    assert "Siân Ŵyn" not in names(larkfield)
    assert client.post(dry_run, {"seal": seal_on(page)}).status_code == 302
    assert "Siân Ŵyn" in names(larkfield)


@pytest.mark.parametrize("seal", [{}, {"seal": ""}, {"seal": "0" * 64}])
def test_nothing_is_imported_unseen(client, dry_run, larkfield, seal):
    client.post(dry_run, seal)
    assert "Siân Ŵyn" not in names(larkfield)


def test_a_dry_run_belongs_to_whoever_made_it(client, dry_run, larkfield, owen, mona, nerys):
    actions.give_duty(office=owen, duty=Duty.CLERK, begins_on=localdate(), by=mona, at=now())
    client.force_login(owen.person)
    assert client.get(dry_run).status_code == 404
    client.force_login(nerys.person)
    assert client.get(dry_run).status_code == 404
    assert client.get(dry_run.replace("larkfield", "netherby")).status_code == 404


def test_a_file_that_says_two_things_of_one_address_imports_nothing(client, mona, owen, larkfield):
    client.force_login(mona.person)
    twice = ROSTER + "officer,Another,sian@larkfield.example,,,,,,2026-05-07,2026-05-01\n"
    page = upload(client, twice).content.decode()
    assert "There are 2 problems with the file. Nothing was imported." in page
    assert "Line 5: The office ends (2026-05-01) before it starts (2026-05-07)." in page
    assert "Line 5: sian@larkfield.example is also on line 4." in page
    assert not RosterUpload.objects.exists()
    assert names(larkfield) == ["Mona Lindqvist", "Owen Pryce"]


def test_a_file_that_contradicts_what_is_known_is_refused_before_it_is_kept(client, mona, owen):
    client.force_login(mona.person)
    page = upload(client, "kind,name,email,until\nofficer,Owen Pryce,owen@larkfield.example,2024-01-01\n")
    assert "Line 2: The office ends (2024-01-01) before it starts (2025-05-02)." in page.content.decode()


def test_six_megabytes_are_refused(client, mona):
    client.force_login(mona.person)
    page = upload(client, "x" * (6 * 1024 * 1024)).content.decode()
    assert "The file is 6 MB, and a roster may be up to 5 MB." in page
    assert "Choose a file." in client.post(PAGE, {}).content.decode()


def test_one_mistake_in_the_middle_undoes_the_whole_import(mona, amara, larkfield, monkeypatch):
    roster = roster_file.read(ROSTER.encode(), name="roster.csv")
    from concordat.people.actions import rosters

    def broken(*given, **said):
        raise RuntimeError("the lights went out")

    monkeypatch.setattr(rosters, "_change", broken)
    with pytest.raises(RuntimeError):
        actions.import_roster(council=larkfield, roster=roster, by=mona, at=now())
    assert names(larkfield) == ["Amara O'Neill", "Mona Lindqvist"]
    assert not Person.objects.filter(email="sian@larkfield.example").exists()
    assert [line.did for line in trail.history_of(larkfield)] == ["founded the council"]


def test_who_changes_group_keeps_their_seats(mona, amara, larkfield):
    planning = actions.make_body(council=larkfield, name="Planning", begins_on=localdate(), by=mona, at=now())
    actions.join(body=planning, office=amara, chairs=True, begins_on=localdate(), by=mona, at=now())
    roster = roster_file.read(ROSTER.encode(), name="roster.csv")
    actions.import_roster(council=larkfield, roster=roster, by=mona, at=now())
    (seat,) = queries.sitting_in(planning, on=localdate())
    assert seat.office.group == "Labour"
    assert seat.chairs
    assert Membership.objects.filter(office=amara, ends_on=None).count() == 0


def test_a_person_of_another_council_gets_an_office_here_and_keeps_their_name(mona, nerys, larkfield):
    words = "kind,name,email\nofficer,N Hughes,nerys@netherby.example\n"
    roster = roster_file.read(words.encode(), name="roster.csv")
    diff = actions.import_roster(council=larkfield, roster=roster, by=mona, at=now())
    assert [line.email for line in diff.new] == ["nerys@netherby.example"]
    nerys.person.refresh_from_db()
    assert nerys.person.name == "Nerys Hughes"
    assert actions.import_roster(council=larkfield, roster=roster, by=mona, at=now()).changes_nothing


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_taken_out_can_be_read_in_again_and_changes_nothing(
    client, mona, amara, bilal, isaac, ending
):
    client.force_login(mona.person)
    file = client.get(f"{PAGE}.{ending}")
    assert f'filename="larkfield-roster.{ending}"' in file.headers["Content-Disposition"]
    roster = roster_file.read(file.content, name=f"roster.{ending}")
    assert len(roster.lines) == 4
    assert queries.compare_roster(mona.council_id, roster, on=localdate()).changes_nothing


def test_the_roster_comes_out_as_json(client, mona, isaac):
    client.force_login(mona.person)
    (mona_, isaac_) = client.get(f"{PAGE}.json").json()
    assert mona_["duties"] == "monitoring officer"
    assert isaac_["kind"] == "other"


def test_no_spreadsheet_runs_what_somebody_is_called(client, mona, amara):
    amara.ward = "=HYPERLINK(A1)"
    amara.save()
    client.force_login(mona.person)
    written = client.get(f"{PAGE}.csv").content.decode("utf-8-sig")
    assert '"\'=HYPERLINK(A1)"' in written
    book = load_workbook(io.BytesIO(client.get(f"{PAGE}.xlsx").content))
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)
    roster = roster_file.read(written.encode(), name="roster.csv")
    assert queries.compare_roster(mona.council_id, roster, on=localdate()).changes_nothing


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", list(roster_export.EXAMPLES))
def test_each_example_is_a_roster_that_can_be_imported(client, mona, kind, ending):
    client.force_login(mona.person)
    file = client.get(f"{PAGE}-{kind}.{ending}")
    assert roster_file.read(file.content, name=f"roster.{ending}").lines


@pytest.mark.parametrize("page", [f"{PAGE}.pdf", f"{PAGE}-county.csv", f"{PAGE}-parish.json", f"{PAGE}/999"])
def test_there_are_no_other_files(client, mona, page):
    client.force_login(mona.person)
    assert client.get(page).status_code == 404


def test_only_who_runs_the_council_takes_the_roster_out(client, owen):
    client.force_login(owen.person)
    for page in (PAGE, f"{PAGE}.csv", f"{PAGE}-parish.csv"):
        assert client.get(page).status_code == 403


def test_a_whole_council_is_imported_while_one_waits(mona, larkfield, django_assert_max_num_queries):
    words = "kind,name,email\n" + "".join(f"officer,Officer {n},n{n}@larkfield.example\n" for n in range(260))
    roster = roster_file.read(words.encode(), name="roster.csv")
    # Eight for each new office and its line of the trail, and a handful for the roster as a whole.
    with django_assert_max_num_queries(260 * 12 + 40):
        diff = actions.import_roster(council=larkfield, roster=roster, by=mona, at=now())
    assert len(diff.new) == 260
    with pytest.raises(BadRoster):
        queries.compare_roster(
            larkfield.id,
            roster_file.read(
                b"kind,name,email,until\nofficer,O,n1@larkfield.example,2020-01-01\n", name="roster.csv"
            ),
            on=localdate(),
        )
    assert json.dumps(diff.as_json())

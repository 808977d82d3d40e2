"""Who has acknowledged what: put on record, told as closely as a reader may know it, and reminded."""

from concordat.letters.models import Letter
from concordat.people.rules.duties import Kind as OfficeKind
from concordat.protocol import actions, queries
from concordat.protocol.models import Acknowledgement
from tests.conftest import appointed
from tests.protocol.conftest import READING
from tests.protocol.test_acknowledging import ROOM, asked

__all__ = ["asked"]  # fixtures


def test_a_signature_on_paper_is_recorded_by_whoever_runs_the_council(client, asked, amara, mona, clock):
    client.force_login(mona.person)
    page = client.post(f"{ROOM}register/{amara.id}/on-paper", follow=True).content.decode()
    assert "acknowledged on paper" in page
    held = Acknowledgement.objects.get()
    assert (held.office, held.recorded_by, held.way) == (amara, mona, "on paper")


def test_whoever_runs_the_council_sees_names_a_group_leader_their_own_group_and_others_none(
    client, asked, amara, bilal, owen, mona, larkfield, clock
):
    appointed("Cerys Vale", OfficeKind.COUNCILLOR, larkfield, group="Labour")
    for who, names in (
        (mona, {"Amara", "Bilal", "Cerys", "Owen"}),
        (bilal, {"Bilal", "Cerys"}),
        (amara, set()),
    ):
        client.force_login(who.person)
        table = client.get(f"{ROOM}register").content.decode().partition("<main")[2]
        assert {name for name in ("Amara", "Bilal", "Cerys", "Owen") if name in table} == names
    client.force_login(bilal.person)
    assert client.get(f"{ROOM}register.csv").status_code == 403


def test_without_names_groups_under_ten_are_told_together_and_never_exactly(asked, larkfield, mona):
    for number in range(12):
        appointed(f"Green{number} Councillor", OfficeKind.COUNCILLOR, larkfield, group="Green")
    rows = queries.counts_of(asked, on=READING.date())["councillors"]
    assert [(row.name, row.members) for row in rows] == [("Green", 12), ("", 2)]
    assert rows[1].size is None
    greens = [line.office for line in queries.lines_seen_by(mona, asked, on=READING.date())]
    for office in [office for office in greens if office.name.startswith("Green")][:2]:
        actions.acknowledge(asking=asked, by=office, at=READING)
    after = queries.counts_of(asked, on=READING.date())["councillors"][0]
    assert after == rows[0]  # two more of twelve are still "fewer than three"


def test_the_register_can_be_taken_away_as_rows(client, asked, amara, mona, clock):
    actions.acknowledge(asking=asked, by=amara, at=READING)
    client.force_login(mona.person)
    rows = client.get(f"{ROOM}register.csv").content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith('"Name","Side","Group or service"')
    assert any('Neill","councillors","Independent","undertake","all of it"' in row for row in rows)
    assert client.get(f"{ROOM}register.xlsx").content.startswith(b"PK")
    assert client.get(f"{ROOM}register.exe").status_code == 404


def test_a_reminder_goes_to_those_who_have_not_and_once_a_day(client, asked, amara, bilal, mona, clock):
    actions.acknowledge(asking=asked, by=amara, at=READING)
    Letter.objects.all().delete()
    client.force_login(mona.person)
    client.post(f"{ROOM}register/remind")
    told = set(Letter.objects.values_list("to__person__name", flat=True))
    assert amara.name not in told
    assert bilal.name in told
    page = client.post(f"{ROOM}register/remind", follow=True).content.decode()
    assert "They have been reminded today." in page
    assert len(told) == Letter.objects.count()

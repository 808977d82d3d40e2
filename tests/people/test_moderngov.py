"""The councillors of a council, read in from modern.gov."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate
from typer.testing import CliRunner

from concordat.people import queries
from concordat.people.commands import app
from concordat.people.models import Office, RosterUpload
from concordat.people.rules import moderngov, roster_file
from concordat.people.rules.roster_tables import BadRoster

PAGE = "/larkfield/people/roster"


def councillor(name: str, email: str, *terms: tuple[str, str], party: str = "Labour", group: str = "") -> str:
    held = "".join(
        f"<termofoffice><startdate>{first}</startdate><enddate>{last}</enddate></termofoffice>\n"
        for first, last in terms
    )
    return f"""<councillor>
      <councillorid>7</councillorid><fullusername>{name}</fullusername>
      <politicalpartytitle>{party}</politicalpartytitle><politicalgrouptitle>{group}</politicalgrouptitle>
      <districttitle>Mill Lane</districttitle>
      <homeaddress><line1>1 Home Street</line1><email>home@private.example</email></homeaddress>
      <workaddress><email>{email}</email></workaddress>
      <termsofoffice>{held}</termsofoffice>
    </councillor>
"""


def answer(*councillors: str, before: str = "") -> bytes:
    return f"""<?xml version="1.0" encoding="utf-8"?>{before}
<councillorsbyward xmlns="urn:modern.gov"><wards><ward><wardtitle>Mill Lane</wardtitle>
<councillors><councillorcount>{len(councillors)}</councillorcount>
{"".join(councillors)}</councillors></ward></wards></councillorsbyward>""".encode()


def read(*councillors: str):
    return roster_file.read(answer(*councillors), name="councillors.xml").lines


def upload(client, content: bytes, name: str = "councillors.xml"):
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)})


AMARA = councillor("Councillor Amara O'Neill", "amara@larkfield.example", ("02/05/2025", "unspecified"))
SIAN = councillor("Cllr. Siân Ŵyn MBE", "sian@larkfield.example", ("07/05/2026", "06/05/2030"), group="Green")


def test_a_councillor_is_read_with_ward_group_and_days():
    amara, sian = read(AMARA, SIAN)
    assert (amara.name, amara.email, amara.ward, amara.group) == (
        "Amara O'Neill",
        "amara@larkfield.example",
        "Mill Lane",
        "Labour",
    )
    assert (amara.begins_on, amara.ends_on, amara.kind) == (date(2025, 5, 2), None, "councillor")
    assert (sian.name, sian.group, sian.ends_on) == ("Siân Ŵyn MBE", "Green", date(2030, 5, 6))
    assert amara.duties is None
    assert (amara.number, sian.number) == (4, 13)


def test_what_stands_of_a_home_is_never_taken():
    with pytest.raises(BadRoster, match="The e-mail address is missing"):
        read(councillor("Councillor X", ""))


def test_terms_that_follow_each_other_are_one_office():
    told = [("04/05/2017", "10/05/2021"), ("06/05/2021", "08/05/2025"), ("10/05/2025", "unspecified")]
    (line,) = read(councillor("X", "x@larkfield.example", *told))
    assert (line.begins_on, line.ends_on) == (date(2017, 5, 4), None)
    (line,) = read(councillor("X", "x@larkfield.example", told[0], told[2]))
    assert (line.begins_on, line.ends_on) == (date(2025, 5, 10), None)
    (line,) = read(councillor("X", "x@larkfield.example", ("04/05/2017", ""), ("06/05/2021", "08/05/2025")))
    assert (line.begins_on, line.ends_on) == (date(2017, 5, 4), date(2025, 5, 8))


def test_where_no_term_is_told_no_day_is_changed():
    (line,) = read(councillor("X", "x@larkfield.example"))
    assert (line.begins_on, line.says_when_it_ends) == (None, False)


def test_an_empty_seat_is_nobody():
    assert len(read(AMARA, councillor("Vacancy", ""))) == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (answer(AMARA, before='<!DOCTYPE x [<!ENTITY e SYSTEM "/etc/passwd">]>'), "has a DOCTYPE"),
        (answer(AMARA, before="<!DOCTYPE x>"), "has a DOCTYPE"),
        (b"<a><b></a>", "This is not XML"),
        (b"<a/>", "lists no councillors"),
        (b"<a>" * 50, "nested too deeply"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "not XML|encoding"),
        (b"  ", "is empty"),
        (b"x" * (6 * 1024 * 1024), "up to 5 MB"),
        (answer(councillor("X", "x@larkfield.example", ("soon", ""))), "'soon' is not a day"),
        (answer(AMARA, AMARA), "is also on line 4"),
        (answer(AMARA.replace("&", "&amp;").replace("Mill", "&e;")), "not XML"),
    ],
)
def test_a_file_that_is_no_such_answer_is_refused_in_words(content, why):
    with pytest.raises(BadRoster, match=why):
        roster_file.read(content, name="councillors.xml")


def test_an_open_end_wins_over_an_earlier_one():
    assert moderngov.last_run([]) == (None, None)
    assert moderngov.last_run([(date(2025, 5, 1), None)]) == (date(2025, 5, 1), None)


def test_who_is_missing_is_listed_and_stays_and_officers_are_untouched(client, mona, amara, bilal, owen):
    client.force_login(mona.person)
    where = upload(client, answer(AMARA, SIAN)).headers["Location"]
    page = client.get(where).content.decode()
    assert "Bilal Rahman, bilal@larkfield.example" in page
    assert "Owen Pryce" not in page
    seal = page.split('name="seal" value="')[1].split('"')[0]
    client.post(where, {"seal": seal})
    names = [office.name for office in queries.offices_of(mona.council_id, on=localdate())]
    assert names == ["Amara O'Neill", "Bilal Rahman", "Mona Lindqvist", "Owen Pryce", "Siân Ŵyn MBE"]
    (found,) = (one for one in queries.offices_of(mona.council_id, on=localdate()) if one.id == bilal.id)
    assert found.duties == {"group leader"}


def test_who_is_ticked_ends_the_day_before_and_nobody_else(client, mona, amara, bilal, owen):
    client.force_login(mona.person)
    where = upload(client, answer(SIAN)).headers["Location"]
    seal = client.get(where).content.decode().split('name="seal" value="')[1].split('"')[0]
    client.post(where, {"seal": seal, "end": [str(bilal.id), str(owen.id), "x", "9" * 30]})
    for office in (bilal, owen, amara):
        office.refresh_from_db()
    assert bilal.ends_on == localdate() - timedelta(days=1)
    assert (owen.ends_on, amara.ends_on) == (None, None)


def test_an_officers_address_makes_no_councillor_of_them(client, mona, owen):
    client.force_login(mona.person)
    page = upload(client, answer(councillor("Owen", owen.email))).content.decode()
    assert "holds an office here that is not a councillor’s" in page
    assert not RosterUpload.objects.exists()


def test_leaving_office_closes_access_on_the_day(client, mona, bilal):
    """A term that ended yesterday, read in: the next page of a session that still runs is closed."""
    from django.test import Client

    yesterday = (localdate() - timedelta(days=1)).strftime("%d/%m/%Y")
    gone = councillor("Bilal Rahman", bilal.email, ("02/05/2025", yesterday))
    theirs = Client()
    theirs.force_login(bilal.person)
    assert theirs.get("/larkfield/people/").status_code == 200
    client.force_login(mona.person)
    where = upload(client, answer(SIAN, gone)).headers["Location"]
    seal = client.get(where).content.decode().split('name="seal" value="')[1].split('"')[0]
    client.post(where, {"seal": seal})
    assert theirs.get("/larkfield/people/").status_code != 200
    assert Office.objects.get(id=bilal.id).ends_on == localdate() - timedelta(days=1)
    # Read in again, the same file speaks of somebody who has left, and says nothing new.
    assert (
        "says already" in client.get(upload(client, answer(SIAN, gone)).headers["Location"]).content.decode()
    )


def test_the_command_lists_who_is_missing_and_ends_whom_it_is_told(tmp_path, mona, amara, bilal):
    file = tmp_path / "councillors.xml"
    file.write_bytes(answer(AMARA))
    words = ["import", str(file), "--council", "larkfield"]
    said = CliRunner().invoke(app, [*words, "--dry-run"])
    assert f"missing  Bilal Rahman, {bilal.email}: stays" in said.stdout
    assert "is not one of those" in CliRunner().invoke(app, [*words, "--end", amara.email]).stderr
    assert CliRunner().invoke(app, [*words, "--end", bilal.email]).exit_code == 0
    bilal.refresh_from_db()
    assert bilal.ends_on == localdate() - timedelta(days=1)


def test_a_title_alone_is_no_name():
    with pytest.raises(BadRoster, match="The name is missing"):
        read(AMARA, councillor("Cllr", "somebody@larkfield.example"))


def test_a_web_page_is_called_one_and_the_way_to_the_answer_told():
    page = b"<!DOCTYPE html><html><body>Sign in</body></html>"
    with pytest.raises(BadRoster, match=r"is a web page\. Choose GetCouncillorsByWard there"):
        roster_file.read(page, name="councillors.xml")


def test_when_the_roster_has_moved_who_was_ticked_stays_ticked(client, mona, amara, bilal):
    client.force_login(mona.person)
    where = upload(client, answer(SIAN)).headers["Location"]
    page = client.post(where, {"seal": "of another day", "end": [bilal.id]}).content.decode()
    assert "Somebody has changed the roster since this dry run." in page
    ticked = re.findall(r'id="end-(\d+)"[^>]* checked', page)
    assert ticked == [str(bilal.id)]

"""Who reads an enquiry, and what nobody but officers ever reads."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from concordat.enquiries import access, actions, queries
from concordat.enquiries.models import Enquiry
from concordat.enquiries.rules.sharing import Sharing, shared_with
from concordat.enquiries.urls import urlpatterns
from concordat.letters.models import Letter
from concordat.people import actions as people
from concordat.people.rules.duties import Kind
from tests.conftest import appointed
from tests.enquiries.conftest import at, said_on

QUESTION = "Why has the crossing"
SECRET = "Between us: the contractor has been paid twice"


@pytest.fixture(autouse=True)
def today(clock):
    clock(at(8, 11))


@pytest.fixture
def dora(larkfield):
    """A councillor of Amara's ward and of her group."""
    return appointed("Dora Vane", Kind.COUNCILLOR, larkfield, ward="Mill Lane", group="Independent")


@pytest.mark.parametrize(
    ("sharing", "ward", "group", "others"),
    [
        (Sharing.ONLY_ME, 404, 404, 404),
        (Sharing.WARD, 200, 200, 404),
        (Sharing.GROUP_IN_WARD, 404, 200, 404),
    ],
)
def test_colleagues_read_along_as_the_councillor_chose_and_from_that_moment(
    act, client, enquiry, amara, dora, request, sharing, ward, group, others
):
    here = f"/larkfield/enquiries/{enquiry.reference}"
    act(f"{enquiry.reference}/sharing", {"sharing": sharing.value}, as_="amara")
    for name, status in (("cara", ward), ("dora", group), ("bilal", others)):
        client.force_login(request.getfixturevalue(name).person)
        answer = client.get(f"{here}/")
        assert answer.status_code == status, name
        assert (QUESTION in answer.content.decode()) is (status == 200)
        assert (enquiry.reference in client.get("/larkfield/enquiries/").content.decode()) is (status == 200)
        assert client.get(f"{here}/write").status_code == 404  # whoever reads along does not act
        assert client.get(f"{here}/ask-again").status_code == 404
    act(f"{enquiry.reference}/sharing", {"sharing": "only me"}, as_="amara")
    client.force_login(request.getfixturevalue("dora").person)
    assert client.get(f"{here}/").status_code == 404


def test_the_rule_and_the_query_about_sharing_say_the_same(enquiry, amara, bilal, cara, dora, larkfield):
    readers = [bilal, cara, dora, appointed("Eve Ward", Kind.COUNCILLOR, larkfield, ward="", group="Labour")]
    for sharing in Sharing:
        Enquiry.objects.update(sharing=sharing)
        for reader in readers:
            by_rule = shared_with(
                sharing,
                ward=amara.ward,
                group=amara.group,
                reader_ward=reader.ward,
                reader_group=reader.group,
            )
            assert Enquiry.objects.filter(access.shared_with(reader)).exists() is by_rule, (sharing, reader)


def test_an_officer_sees_what_their_service_has_or_had_and_nothing_else(act, enquiry):
    reference = enquiry.reference
    assert QUESTION in act(f"{reference}/", as_="owen")
    assert QUESTION in act(f"{reference}/", as_="hana")
    act(f"{reference}/", as_="piotr", status=404)
    act(f"{reference}/why/1", as_="piotr", status=404)
    act(f"{reference}/answer", as_="piotr", status=404)


def test_whoever_leads_a_service_sees_it_though_they_are_of_another(act, enquiry, piotr, mona):
    actions.name_lead(service="Highways", office=piotr, by=mona, at=at(7))
    assert QUESTION in act(f"{enquiry.reference}/", as_="piotr")
    assert enquiry.reference in act("", as_="piotr")


def test_whoever_runs_the_council_sees_that_it_exists_and_its_clocks_but_no_word(act, enquiry, owen, amara):
    actions.reply_in_part(enquiry=enquiry, words="A cable was cut.", by=owen, at=at(8, 9))
    actions.note(enquiry=enquiry, words=SECRET, by=owen, at=at(8, 9))
    page = act(f"{enquiry.reference}/", as_="mona")
    said = said_on(page)
    assert "You see that this enquiry exists, and how its clocks run." in said
    assert "Monday 21 September 2026, 17:00" in said
    for words in (QUESTION, "A cable was cut", SECRET):
        assert words not in page
    assert enquiry.reference in act("all", as_="mona")
    assert QUESTION not in act("all", as_="mona")
    act(f"{enquiry.reference}/note", as_="mona", status=404)


def test_whoever_runs_the_council_reads_it_once_they_are_asked_to_decide(
    act, enquiry, amara, mona, hana, owen
):
    people.end_office(office=hana, ends_on=at(7).date(), by=mona, at=at(7))
    actions.answer(enquiry=enquiry, words="Mended.", by=owen, at=at(8, 9))
    review = actions.ask_for_review(
        enquiry=enquiry, about="answer", words="It is not.", by=amara, at=at(8, 10)
    )
    assert review.reviewer_id == mona.id
    page = act(f"{enquiry.reference}/", as_="mona")
    assert QUESTION in page
    assert "You are asked to review this" in page


def test_for_another_council_there_is_nothing(client, enquiry, nerys, larkfield, netherby):
    client.force_login(nerys.person)
    for page in ("", "why/1", "answer", "files/1"):
        assert client.get(f"/larkfield/enquiries/{enquiry.reference}/{page}").status_code == 404
        assert client.get(f"/netherby/enquiries/{enquiry.reference}/{page}").status_code == 404
    assert enquiry.reference not in client.get("/netherby/enquiries/all").content.decode()


def test_a_file_is_for_those_who_may_read_the_words(client, act, enquiry, owen, mona, request):
    upload = SimpleUploadedFile("plan.pdf", b"%PDF-1.7")
    act(f"{enquiry.reference}/reply-in-part", {"words": "See.", "enclosed": upload, "read": 1}, as_="owen")
    address = f"/larkfield/enquiries/{enquiry.reference}/files/{enquiry.attachments.get().id}"
    statuses = {}
    for name in ("amara", "owen", "hana", "bilal", "cara", "piotr", "mona", "nerys"):
        client.force_login(request.getfixturevalue(name).person)
        statuses[name] = client.get(address).status_code
    assert statuses == dict.fromkeys(("amara", "owen", "hana"), 200) | dict.fromkeys(
        ("bilal", "cara", "piotr", "mona", "nerys"), 404
    )
    client.force_login(owen.person)
    assert client.get(address.replace(enquiry.reference, "ENQ-BCDFGH")).status_code == 404


# ------------------------------------------------------------------------------------- notes among officers


def pages_of_the_room() -> list[str]:
    """Every address of the room that a councillor could ask for, with what stands for this enquiry in it."""
    return [str(pattern.pattern) for pattern in urlpatterns]


def test_no_page_of_a_councillor_no_letter_and_no_line_ever_shows_a_note(
    client, enquiry, amara, cara, owen, piotr, mona, hana, larkfield
):
    actions.share(enquiry=enquiry, sharing="ward", by=amara, at=at(7, 11))
    actions.note(enquiry=enquiry, words=SECRET, by=owen, at=at(8, 9))
    actions.ask_back(enquiry=enquiry, words="Which?", by=owen, at=at(8, 9))
    pause = queries.pauses_of(queries.cycle_of(enquiry))[0]
    actions.hand_over(enquiry=enquiry, service="Housing", note=SECRET, by=owen, at=at(8, 10))
    actions.look_due(at=at(30, 9))
    address = {
        "<slug:council>": "larkfield",
        "<slug:reference>": enquiry.reference,
        "<int:number>": str(pause.id),
    }
    seen = 0
    for reader in (amara, cara):
        client.force_login(reader.person)
        for pattern in pages_of_the_room():
            page = pattern
            for blank, value in address.items():
                page = page.replace(blank, value)
            if "<" in page:
                continue
            answer = client.get(f"/{page}")
            seen += answer.status_code == 200
            assert SECRET not in answer.content.decode(), page
        assert SECRET not in client.get("/larkfield/").content.decode()
    assert seen > 12
    assert Letter.objects.exists()
    assert not any(SECRET in letter.subject + letter.body for letter in Letter.objects.all())
    assert SECRET not in client.get("/larkfield/letters/").content.decode()
    client.force_login(mona.person)
    assert SECRET not in client.get("/larkfield/trail/").content.decode()
    client.force_login(piotr.person)
    assert client.get(f"/larkfield/enquiries/{enquiry.reference}/").content.decode().count(SECRET) == 2


# --------------------------------------------------------------------------------- words stay where they are


def test_no_letter_says_more_than_the_reference_and_the_way_to_the_page(
    enquiry, amara, owen, hana, piotr, mona
):
    words = "Plain words of a councillor or an officer"
    actions.ask_back(enquiry=enquiry, words=words, by=owen, at=at(8, 9))
    pause = queries.pauses_of(queries.cycle_of(enquiry))[0]
    actions.dispute_pause(enquiry=enquiry, pause=pause, words=words, by=amara, at=at(8, 10))
    actions.settle_pause(enquiry=enquiry, pause=pause, stands=False, words=words, by=hana, at=at(8, 11))
    actions.write_to_officer(enquiry=enquiry, words=words, by=amara, at=at(8, 12))
    actions.hand_over(enquiry=enquiry, service="Housing", note=words, by=owen, at=at(8, 13))
    actions.look_due(at=at(25, 9))
    actions.answer(enquiry=enquiry, words=words, for_the_resident=words, by=piotr, at=at(25, 10))
    review = actions.ask_for_review(enquiry=enquiry, about="time", words=words, by=amara, at=at(25, 11))
    actions.decide_review(review=review, finding="upheld", reasons=words, by=review.reviewer, at=at(28))
    letters = list(Letter.objects.filter(about=f"enquiries.enquiry:{enquiry.id}"))
    assert len({letter.subject for letter in letters}) >= 8
    for letter in letters:
        assert enquiry.reference in letter.subject
        assert f"/larkfield/enquiries/{enquiry.reference}/" in letter.body
        said = letter.subject + letter.body
        assert not [part for part in (words, QUESTION, "Roads", "Mill Lane", "Highways") if part in said]

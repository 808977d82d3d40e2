"""A parish of nine councillors and two officers, and names that would break a page if they could."""

import io
import zipfile
from xml.etree import ElementTree

import pytest

from concordat.letters import actions as letters
from concordat.people.rules.duties import Duty, Kind
from concordat.surveys import actions, queries
from tests.conftest import appointed
from tests.surveys.conftest import ANSWERING, CLOSES, CLOSING, LAUNCHING, LINK, OPENING, OPENS, PREPARING
from tests.surveys.conftest import answers_of as answers

STRANGE = "<b>Ŵyn</b> & Siân “O'Neill” ]]> {{ x }} <script>alert(1)</script>"


@pytest.fixture
def live(mailoutbox):
    """Lives a whole health check through, from the roster to its files; gives it and the links it sent."""

    def through(*, organiser, signers, holders, name="Autumn 2026", form="short", answering=None):
        wave = actions.prepare_wave(
            name=name,
            committee=name,
            opens_on=OPENS,
            closes_on=CLOSES,
            instrument=form,
            by=organiser,
            at=PREPARING,
        )
        actions.draw_up_roster(wave=wave, by=organiser, at=PREPARING)
        for signer in signers:
            actions.sign_roster(wave=wave, roster_hash=wave.roster_hash, by=signer, at=PREPARING)
        actions.name_holders(wave=wave, holders=holders, by=organiser, at=PREPARING)
        keys = list(zip(queries.holders_of(wave), holders, strict=True))
        secrets = [actions.collect_secret(holder=key, by=office, at=PREPARING) for key, office in keys]
        actions.launch(wave=wave, by=organiser, at=LAUNCHING)
        letters.deliver_due(at=LAUNCHING)
        links = [link for email in mailoutbox for link in LINK.findall(email.body)]
        for number, link in enumerate(links[:answering]):
            paper = queries.ballot_paper(link, today=ANSWERING.date())
            actions.cast(paper=paper, answers=answers(link, number), at=ANSWERING)
        actions.close_due(at=CLOSING)
        for (key, office), secret in list(zip(keys, secrets, strict=True))[:2]:
            actions.open_box(holder=key, secret=secret, by=office, at=OPENING)
        while actions.render_due(at=OPENING):
            pass
        wave.refresh_from_db()
        return wave, links

    return through


def test_a_parish_of_nine_and_two_asks_its_councillors_alone(client, larkfield, live):
    clerk = appointed("Kit Lowe", Kind.OFFICER, larkfield, Duty.CLERK)
    assistant = appointed("Lena Fry", Kind.OFFICER, larkfield)
    councillors = [appointed(f"{letter} Pugh", Kind.COUNCILLOR, larkfield) for letter in "ABCDEFGHI"]
    wave, links = live(
        organiser=clerk, signers=[councillors[0], assistant], holders=[clerk, *councillors[1:3]]
    )
    assert len(links) == 9
    release = queries.results_of(wave)
    assert [(atom.side, atom.answered, atom.reportable) for atom in release.atoms] == [
        ("councillors", 9, True),
        ("officers", 0, False),
    ]
    # Nine have their scores told, and too few for three bands: not even that of the ninth is guessed.
    told = {(figure.shape, figure.suppressed is None) for figure in release.items if figure.n}
    assert told == {("M", True)}
    assert release.headline.gap is None
    client.force_login(clerk.person)
    here = f"/larkfield/health-check/{wave.slug}"
    for page in ("", "roster", "preflight", "opening", "results", *(f"results/{f}" for f in FORMS)):
        assert client.get(f"{here}/{page}").status_code == 200


FORMS = ("html", "docx", "pdf", "csv", "xlsx", "json")
PAGES = (
    "results",
    "results/html",
    "roster",
    "preflight",
    "",
    "opening",
    "questions",
    "key-holders",
    "launch",
)


@pytest.mark.parametrize("answering", [0, None], ids=["nobody answers", "everybody answers"])
def test_no_name_is_taken_for_a_part_of_the_page(client, larkfield, people, live, answering):
    larkfield.name = STRANGE
    larkfield.save()
    amara, mona = people["amara"], people["mona"]
    amara.person.name = STRANGE
    amara.person.save()
    wave, _links = live(
        organiser=mona,
        signers=[amara, people["owen"]],
        holders=[mona, amara, people["joan"]],
        name=STRANGE,
        form="full",
        answering=answering,
    )
    here = f"/larkfield/health-check/{wave.slug}/"
    pages = [f"{here}{page}" for page in PAGES]
    pages += [f"/larkfield/{page}" for page in ("", "people/", "letters/", "trail/", "health-check/")]
    client.force_login(mona.person)
    for address in pages:
        page = client.get(address)
        assert page.status_code == 200, address
        words = page.content.decode()
        assert "&lt;b&gt;Ŵyn" in words, address
        assert "<b>Ŵyn" not in words, address
        assert "<script>alert" not in words, address
    word = client.get(f"{here}results/docx").content
    with zipfile.ZipFile(io.BytesIO(word)) as parts:
        for part in parts.namelist():
            if part.endswith((".xml", ".svg", ".rels")):
                ElementTree.fromstring(parts.read(part))
        assert "&lt;b&gt;Ŵyn" in parts.read("word/document.xml").decode()

"""One thing of each kind, by the word that stands for it in an address."""

from datetime import UTC, date, datetime

import pytest

from concordat.letters.models import Letter
from concordat.people import actions as people
from concordat.people.models import RosterUpload
from concordat.protocol import actions as protocols
from concordat.protocol.rules.acknowledging import Manner
from concordat.protocol.rules.declaring import Declared
from concordat.protocol.rules.laid_beside import Text
from concordat.surveys import actions as surveys
from concordat.surveys.models import ElectionDay
from concordat.surveys.rules.course import Elected
from concordat.viewpoints import actions as viewpoints
from concordat.viewpoints.rules.solutions import Settings
from concordat.viewpoints.rules.stages import Asked, Side
from tests.enquiries.lived import things_of_enquiries
from tests.protocol.conftest import adopted, begun, draft  # noqa: F401 - fixtures
from tests.surveys.conftest import (  # noqa: F401 - fixtures
    answered,
    closed,
    launched,
    links,
    prepared,
    released,
    secrets,
)
from tests.surveys.conftest import people as staff  # noqa: F401 - a fixture
from tests.viewpoints.conftest import filled, made_up_sorts, twelve

AT = datetime(2026, 10, 1, 9, tzinfo=UTC)


@pytest.fixture(name="people")
def everyone(staff):  # noqa: F811 - fixtures
    return staff


LONG = {"closes_on": date(2099, 12, 1), "keep_until": date(2099, 12, 31)}  # the doors are tried today


@pytest.fixture
def studies(amara, bilal, owen, mona, isaac) -> dict[str, object]:
    """One study in preparation, one open by a link, one that is being analysed, one that is reported."""

    def designed(name: str):
        return viewpoints.design_study(
            name=name, purpose="", researcher=isaac.id, committee="", begin=twelve(), by=mona, at=AT, **LONG
        )

    def gathered(name: str):
        made = designed(name)
        viewpoints.ask(study=made, add=[amara.id, bilal.id, owen.id, mona.id], by=mona, at=AT)
        viewpoints.open_study(study=made, by=mona, at=AT)
        filled(made, made_up_sorts(12))
        viewpoints.close_study(study=made, by=mona, at=AT)
        made.refresh_from_db()
        solution = viewpoints.make_solution(
            study=made, name="Two factors", settings=Settings(factors=2), by=isaac, at=AT
        )
        viewpoints.save_state(solution=solution, name="First", by=isaac, at=AT)
        return made, solution

    coming = designed("Coming")
    running = designed("Running")
    viewpoints.choose_asking(study=running, asked=Asked.LINK, by=mona, at=AT)
    link = viewpoints.open_study(study=running, by=mona, at=AT).rsplit("/", 1)[1]
    code = viewpoints.take_part(link=link, side=Side.OFFICERS, language="en-gb", at=AT)
    over, solution = gathered("Closed")
    computation = viewpoints.ask_for_evidence(study=over, extraction="pca", permutations=100, by=isaac, at=AT)
    paraphrase = viewpoints.write_paraphrase(
        study=over, statement="s01", words="Several say so.", behind=3, by=isaac, at=AT
    )
    told, telling = gathered("Told")
    for factor in ("1", "2"):
        viewpoints.name_viewpoint(
            solution=telling, factor=factor, name=factor, narrative="So.", by=isaac, at=AT
        )
    viewpoints.publish_report(solution=telling, by=isaac, at=AT)
    return {
        "study": coming.slug,
        "running": running.slug,
        "closed": over.slug,
        "told": told.slug,
        "code": code,
        "open_link": link,
        "page": "practice",
        "solution": solution.slug,
        "state": solution.saved_states.get().id,
        "computation": computation.id,
        "paraphrase": paraphrase.id,
        "pseudonym": "P101",
        "card": "s01",
        "question": "q1",
        "statement": "s01",
        "factor": 1,
        "a": 1,
        "b": 2,
        "text": "text",
    }


@pytest.fixture
def things(released, links, studies, adopted, amara, owen, mona, isaac, nerys, larkfield):  # noqa: F811 - fixtures
    """Larkfield with a health check that is out, one in preparation, a committee, a letter, a roster."""
    coming = surveys.prepare_wave(
        name="Spring 2027",
        committee="Standards Committee",
        opens_on=date(2027, 3, 1),
        closes_on=date(2027, 3, 19),
        instrument="short",
        by=mona,
        at=AT,
    )
    surveys.draw_up_roster(wave=coming, by=mona, at=AT)
    surveys.name_holders(wave=coming, holders=[mona, owen, isaac], by=mona, at=AT)
    surveys.name_reviewer(wave=coming, reviewer=isaac, by=mona, at=AT)
    surveys.note_election(held_on=date(2026, 5, 7), of=Elected.WHOLE, by=mona, at=AT)
    promise = surveys.record_promise(
        wave=released,
        what="Meet once a quarter",
        side="councillors",
        by_when=date(2027, 1, 31),
        by=mona,
        at=AT,
    )
    questions = surveys.copy_instrument(name="Ours", form="short", by=mona, at=AT)
    body = people.make_body(council=larkfield, name="Standards", begins_on=date(2026, 5, 1), by=mona, at=AT)
    seat = people.join(body=body, office=amara, begins_on=date(2026, 5, 1), by=mona, at=AT)
    people.adopt_bank_holidays(council=larkfield, years=[2026], by=mona, at=AT)
    holidays = people.keep_list(days={date(2026, 6, 15): "World Cup"}, name="list.json", by=mona, at=AT)
    upload = RosterUpload.objects.create(council=larkfield, by=mona, made_at=AT, name="roster.csv", lines=[])
    letter = Letter.objects.filter(to=amara).order_by("id").first()
    failed = Letter.objects.filter(to=owen).order_by("id").first()
    Letter.objects.filter(id=failed.id).update(email="failed", next_try_at=None)
    text = protocols.bring(
        instrument=adopted.instrument, name="text.txt", body=b"Aims\n\n1. We work together.\n", by=mona, at=AT
    )
    protocols.ask(
        edition=adopted,
        councillors=Manner.UNDERTAKE,
        officers=Manner.READ,
        due_on=date(2026, 7, 1),
        by=mona,
        at=datetime(2026, 6, 2, 9, tzinfo=UTC),
    )
    in_confidence = Declared(whom="Owen", kind="friend", words="The allotments.")
    declared = protocols.declare(declared=in_confidence, by=amara, at=AT)
    studies |= things_of_enquiries(amara=amara, owen=owen, mona=mona, at=AT)
    coming_edition = protocols.begin_draft(instrument=adopted.instrument, by=mona, at=AT)
    protocols.open_consultation(
        edition=coming_edition, opens_on=AT.date(), closes_on=LONG["closes_on"], by=mona, at=AT
    )
    laid = protocols.lay_beside(new=adopted, old=Text("Theirs", ()), by=owen, at=AT)
    comment = protocols.say(edition=coming_edition, key="", words="Well said.", by=amara, at=AT)
    return studies | {
        "council": "larkfield",
        "number": mona.id,
        "spell": mona.duty_spells.get().id,
        "upload": upload.id,
        "holidays": holidays,
        "ending": "csv",
        "kind": "principal",
        "body": body.slug,
        "seat": seat.id,
        "key": letter.key,
        "failed": failed.key,
        "link": links["councillors"][0],
        "instrument": questions.slug,
        "item": "H1",
        "shape": "rating",
        "side": "councillors",
        "election": ElectionDay.objects.get().id,
        "promise": promise.id,
        "invitation": 1,
        "wave": coming.slug,
        "past": released.slug,
        "form": "html",
        "protocol": adopted.instrument.slug,
        "edition": adopted.number,
        "clause": adopted.wordings.first().clause.key,
        "day": date(2026, 6, 1),
        "source": text.id,
        "read": "1",
        "declared": declared.key,
        "office": owen.id,
        "family": "press",
        "comment": comment.id,
        "comparison": laid.id,
        "json": "json",
    }

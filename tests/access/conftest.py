"""One thing of each kind, by the word that stands for it in an address."""

from datetime import UTC, date, datetime

import pytest

from concordat.letters.models import Letter
from concordat.people import actions as people
from concordat.people.models import RosterUpload
from concordat.surveys import actions as surveys
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

AT = datetime(2026, 10, 1, 9, tzinfo=UTC)


@pytest.fixture(name="people")
def everyone(staff):  # noqa: F811
    return staff


@pytest.fixture
def things(released, links, amara, owen, mona, isaac, nerys, larkfield):  # noqa: F811
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
    questions = surveys.copy_instrument(name="Ours", form="short", by=mona, at=AT)
    body = people.make_body(council=larkfield, name="Standards", begins_on=date(2026, 5, 1), by=mona, at=AT)
    seat = people.join(body=body, office=amara, begins_on=date(2026, 5, 1), by=mona, at=AT)
    upload = RosterUpload.objects.create(council=larkfield, by=mona, made_at=AT, name="roster.csv", lines=[])
    letter = Letter.objects.filter(to=amara).order_by("id").first()
    failed = Letter.objects.filter(to=owen).order_by("id").first()
    Letter.objects.filter(id=failed.id).update(email="failed", next_try_at=None)
    return {
        "council": "larkfield",
        "number": mona.id,
        "spell": mona.duty_spells.get().id,
        "upload": upload.id,
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
        "wave": coming.slug,
        "past": released.slug,
        "form": "html",
    }

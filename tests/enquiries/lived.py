"""One thing of each kind in the room of enquiries, by the word that stands for it in an address."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from concordat.enquiries import actions, queries
from concordat.enquiries.models import Fairness, FairnessFile
from concordat.enquiries.rules import attachments
from concordat.enquiries.rules.stops import Stop
from concordat.enquiries.rules.wordings import Use

KEY = UUID(int=7)
NOTE = attachments.File("note.txt", "text/plain; charset=utf-8", b"As promised.")


def things_of_enquiries(*, amara, owen, mona, at) -> dict[str, object]:
    """Amara has asked highways; Owen has paused, and Mona is to settle that and to decide a review."""
    topic = actions.add_topic(name="Roads and pavements", service=owen.service, by=mona, at=at)
    contact = actions.put_contact(
        stop=Stop.SAFEGUARDING, name="Safeguarding hub", telephone="01632 960 001", by=mona, at=at
    )
    wording = actions.put_wording(
        use=Use.ACKNOWLEDGE, name="Short", words="Thank you, [councillor].", by=mona, at=at
    )
    begun = actions.keep_draft(key=UUID(int=8), said={"question": ["Why?"]}, by=amara, at=at)
    sent = actions.attach(draft=begun, file=NOTE, by=amara, at=at)
    enquiry = actions.ask(topic=topic, question="Why is the lamp dark?", draft=begun, by=amara, at=at)
    # In a quarter that is over, whatever day it is: what is told of quarters has something to tell.
    actions.ask(topic=topic, question="Was it dark before?", by=amara, at=at - timedelta(days=100))
    looked_at = report_on_even_handedness(mona, at=at)
    draft = actions.keep_draft(key=KEY, said={"question": ["And when?"]}, by=amara, at=at)
    kept = actions.attach(draft=draft, file=NOTE, by=amara, at=at)
    actions.ask_back(enquiry=enquiry, words="Which one?", by=owen, at=at)
    pause = queries.pauses_of(queries.cycle_of(enquiry))[0]
    review = actions.ask_for_review(enquiry=enquiry, about="time", words="It takes long.", by=amara, at=at)
    actions.dispute_pause(enquiry=enquiry, pause=pause, words="I answered.", by=amara, at=at)
    return {
        "reference": enquiry.reference,
        "draft_key": draft.key,
        "draft_file": kept.id,
        "attachment": sent.id,
        "pause": pause.id,
        "review_number": review.id,
        "stop": "safeguarding",
        "topic": topic.slug,
        "service": "highways",
        "contact": contact.id,
        "wording": wording.id,
        "levels": 0,
        "cycle": 1,
        "margin": looked_at.margin_id,
        "fairness": looked_at.pk,
        "secret": actions.begin_feed(by=amara, at=at),
    }


def report_on_even_handedness(mona, *, at):
    """Made, with nothing in it: doors are tried here, and not figures."""
    margin = actions.fix_margin(
        begins_on=date(2025, 1, 1),
        ends_on=date(2025, 12, 31),
        points=Decimal(10),
        days=Decimal(1),
        committee="Standards",
        agreed_on=date(2024, 12, 2),
        minute="12",
        by=mona,
        at=at,
    )
    report = actions.ask_for_fairness(margin=margin, by=mona, at=at)
    nothing = {"pairs": [], "charts": [], "left_out": [], "cautions": [], "cannot_tell": [], "control": []}
    Fairness.objects.filter(pk=report.pk).update(state="made", told=nothing, made_at=at)
    FairnessFile.objects.create(council_id=mona.council_id, report=report, form="html", body=b"<p></p>")
    return report

"""Marlbridge's protocol: brought in years ago, amended once, corrected once, and asked about again today.

Every word is made up. A parish has adopted our model; a scheme lies on the repair screen, as it was read.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from concordat.people.rules.duties import Duty, Side
from concordat.protocol import actions, queries
from concordat.protocol.rules.briefing import INFLUENCE
from concordat.protocol.rules.clauses import Kind, Owed
from concordat.protocol.rules.editions import Adopted
from concordat.protocol.rules.instruments import InstrumentKind
from concordat.protocol.rules.repairing import Step

NAME = "Protocol on working together"
FIRST, SECOND, CORRECTED, ASKED = 840, 395, 210, 5  # days ago
TEXT = """# Protocol on working together

1. Why we have it

1.1 Marlbridge does well when its councillors and its officers trust one another. This protocol says
in plain words what each may count on.

1.2 It stands beside the codes of conduct of both. Where a code and this protocol differ, the code
goes first.

2. Who does what

2.1 Councillors are chosen by the people of the district. They set its direction and answer to
voters for it.

2.2 Officers work for the council as a whole. They advise without fear or favour, and carry out what
was decided.

2.3 An instruction to an officer comes from the council, the cabinet or a committee, never from one
councillor alone.

3. What councillors may count on

3.1 Officers reply to a councillor's letter or e-mail within ten working days.

3.2 Officers give the same advice whoever asks for it, and say what speaks against it.

3.3 Officers tell a councillor what is about to happen in the ward before it is in the news.

3.4 Officers help each councillor to learn what the office needs.

4. What officers may count on

4.1 Councillors say early and clearly what matters most to them.

4.2 Councillors leave the daily running of a service to those who manage it.

4.3 Councillors never lean on an officer to change a professonal view.

4.4 Councillors are courteous in public and in private, and most of all when they disagree.

5. When something goes wrong

5.1 Whoever is troubled speaks first to the person concerned, if they can.

5.2 If that does not help, a councillor speaks to the group leader and an officer to the head of
service. Either may ask the Monitoring Officer for help at any time."""
SCHEME = """Councillors' questions: how they are answered

1. A question comes by e-mail, telephone or in person. 2. It is put into the register that day.
a a question about one resident is kept from others
b a question about a contract goes to the head of service first
Page 1 of 2
3. Urgent questions
Life and limb first: an answer on the same day.
Everything else: ten working days.
"""

SOONER = "Officers reply to a councillor's letter or e-mail within eight working days."
IN_WRITING = (
    "Councillors never lean on an officer to change a professonal view. Whoever wants other advice asks for "
    "it in writing, and gets a written answer."
)
OWED = {"3.": Owed.BY_OFFICERS, "4.": Owed.BY_COUNCILLORS}


def make(
    everyone: Any, parishes: dict[str, Any], *, deliver: Callable[[datetime], None], at: datetime
) -> None:
    """The protocol of the district with its history, a parish's own, and a scheme that waits for repair."""
    run = everyone.holding(Duty.HEAD_OF_DEMOCRATIC_SERVICES)
    instrument = _first_edition(run, at=at - timedelta(days=FIRST))
    _second_edition(instrument, everyone, deliver=deliver, at=at - timedelta(days=SECOND))
    _correct(instrument, run, at=at - timedelta(days=CORRECTED))
    _ask_again(instrument, everyone, deliver=deliver, at=at - timedelta(days=ASKED))
    _scheme(run, at=at - timedelta(days=2))
    _parish(parishes["ashcombe"], at=at - timedelta(days=300))


def _first_edition(run: Any, *, at: datetime) -> Any:
    """It was in force before anybody had heard of Concordat: read in, mended, and put on record."""
    instrument = actions.begin_instrument(
        name=NAME,
        kind=InstrumentKind.PROTOCOL,
        place="Part 5, section 3",
        purpose="To say what councillors and officers may count on from each other.",
        scope="Every councillor and every officer of the district.",
        related=[("Members’ Code of Conduct", "2021-07", ""), ("Employees’ Code of Conduct", "2019", "")],
        by=run,
        at=at,
    )
    source = actions.bring(instrument=instrument, name="protocol.md", body=TEXT.encode(), by=run, at=at)
    _repair(source, run, at=at)
    actions.confirm_reading(source=source, title=NAME, seen=source.revision, by=run, at=at)
    actions.resolve(
        edition=instrument.editions.get(),
        resolved=_resolved("Full Council", at, minute="47", before=9),
        why_not_consulted="It was adopted before it was brought into Concordat.",
        by=run,
        at=at,
    )
    actions.set_review(
        instrument=instrument, due=f"{localdate(at).year + 4}-12", cycle_months=None, by=run, at=at
    )
    return instrument


def _repair(source: Any, run: Any, *, at: datetime) -> None:
    """On the repair screen, a range at a time: two lists are expectations; the end has its heading."""
    for head, owed in OWED.items():
        under = [
            clause.key
            for clause in queries.work_of(source).clauses
            if clause.label.startswith(head) and clause.kind is not Kind.HEADING
        ]
        step = Step("owe", under[0], under[-1], to=owed.value)
        actions.repair(source=source, step=step, seen=source.revision, by=run, at=at)
    loose = [
        each.key for each in queries.work_of(source).clauses if each.label.startswith("5.") and each.text
    ]
    if any(each.key == loose[0] and not each.depth for each in queries.work_of(source).clauses):
        step = Step("demote", loose[0], loose[-1])
        actions.repair(source=source, step=step, seen=source.revision, by=run, at=at)


def _resolved(body: str, at: datetime, *, minute: str, before: int) -> Adopted:
    met = localdate(at) - timedelta(days=before)
    return Adopted(body, met, minute, met + timedelta(days=before - 1))


def _second_edition(
    instrument: Any, everyone: Any, *, deliver: Callable[[datetime], None], at: datetime
) -> None:
    run = everyone.holding(Duty.HEAD_OF_DEMOCRATIC_SERVICES)
    draft = actions.begin_draft(instrument=instrument, by=run, at=at)
    _reword(draft, "3.1", SOONER, run, at)
    _reword(draft, "4.3", IN_WRITING, run, at, INFLUENCE)
    actions.take_family(edition=draft, family="wards", by=run, at=at)
    actions.describe_draft(
        edition=draft,
        title=NAME,
        summary="Replies come two days sooner. Requests to change advice are made in writing. What happens "
        "in a ward is told to its councillors first.",
        by=run,
        at=at,
    )
    _fill_in(draft, run, at=at)
    _consult(draft, everyone, SAID_THEN, deliver=deliver, at=at, days=20)
    closed = at + timedelta(days=21)
    for comment in queries.comments_of(draft):
        actions.answer_comment(comment=comment, answer=ANSWERS[comment.words], by=run, at=closed)
    resolving = at + timedelta(days=40)
    actions.resolve(
        edition=draft,
        resolved=_resolved("Full Council", resolving, minute="112", before=3),
        vote_recorded=True,
        votes_for=38,
        votes_against=2,
        abstentions=3,
        by=run,
        at=resolving,
    )


SAID_THEN = (
    (
        Side.COUNCILLORS,
        "3.1",
        "Ten days were never too long for us. What matters is that a reply comes at all.",
    ),
    (Side.OFFICERS, "3.1", "Eight days can be done if a holding reply counts as a reply."),
    (
        Side.OFFICERS,
        "4.3",
        "Please say that a written request is no discourtesy. Some of us fear to ask for one.",
    ),
    (Side.COUNCILLORS, "", "Good to see wards in it at last."),
)
ANSWERS = {
    SAID_THEN[0][
        2
    ]: "The register shows that most replies take six days. We keep eight, and publish how it goes.",
    SAID_THEN[1][
        2
    ]: "A holding reply says when the answer comes; it is shown beside it, and does not count as one.",
    SAID_THEN[2][2]: "Agreed. The training for both sides says so, with an example.",
    SAID_THEN[3][2]: "Thank you. The words come from the model, with our own days filled in.",
}
SAID_NOW = (
    (Side.COUNCILLORS, "4.4", "Could it say that this holds online, too? Most of it happens there."),
    (Side.OFFICERS, "3.3", "Two working days is often all the notice that we have ourselves."),
)


def _consult(
    draft: Any, everyone: Any, said: Any, *, deliver: Callable[[datetime], None], at: datetime, days: int
) -> None:
    run = everyone.holding(Duty.HEAD_OF_DEMOCRATIC_SERVICES)
    today = localdate(at)
    actions.open_consultation(
        edition=draft, opens_on=today, closes_on=today + timedelta(days=days), by=run, at=at
    )
    deliver(at)
    for number, (side, label, words) in enumerate(said):
        speaker = everyone.of(side)[3 + number]
        key = _key(draft, label) if label else ""
        actions.say(edition=draft, key=key, words=words, by=speaker, at=at + timedelta(days=1 + number))


def _correct(instrument: Any, run: Any, *, at: datetime) -> None:
    """Somebody has noticed the letter that was missing in 4.3 all the time."""
    current = _in_force(instrument, localdate(at))
    row = next(row for row in queries.rows_of(current) if "professonal" in row.text)
    actions.correct(
        edition=current,
        key=row.clause.key,
        heading=row.heading,
        text=row.text.replace("professonal", "professional"),
        why="In 4.3 a letter was missing in “professional”.",
        by=run,
        at=at,
    )


def _ask_again(instrument: Any, everyone: Any, *, deliver: Callable[[datetime], None], at: datetime) -> None:
    """The next edition is being talked over now: whoever looks around can say what they think."""
    run = everyone.holding(Duty.HEAD_OF_DEMOCRATIC_SERVICES)
    before = at - timedelta(days=9)
    draft = actions.begin_draft(instrument=instrument, by=run, at=before)
    _reword(
        draft,
        "3.3",
        "Officers tell a councillor at least two working days before what is about to happen in the ward.",
        run,
        before,
    )
    actions.take_family(edition=draft, family="press", by=run, at=before)
    _fill_in(draft, run, at=before)
    actions.describe_draft(
        edition=draft,
        title=NAME,
        summary="Notice of what happens in a ward gets a time limit. Press and publicity are new.",
        by=run,
        at=before,
    )
    _consult(draft, everyone, SAID_NOW, deliver=deliver, at=at, days=21)


def _scheme(run: Any, *, at: datetime) -> None:
    """Read in from a text with traps, and left for whoever looks around to repair."""
    scheme = actions.begin_instrument(
        name="Scheme for councillors’ questions", kind=InstrumentKind.SCHEME, by=run, at=at
    )
    actions.bring(instrument=scheme, name="questions.txt", body=SCHEME.encode(), by=run, at=at)


def _parish(clerk: Any, *, at: datetime) -> None:
    """Ashcombe took the model, filled it in, and adopted it at its meeting. Its review is overdue."""
    instrument = actions.begin_instrument(
        name="Protocol between councillors and staff",
        kind=InstrumentKind.PROTOCOL,
        from_model=True,
        by=clerk,
        at=at,
    )
    draft = instrument.editions.get()
    _fill_in(draft, clerk, at=at)
    actions.resolve(
        edition=draft,
        resolved=_resolved("Ashcombe Parish Council", at, minute="12.4", before=4),
        why_not_consulted="All nine councillors and the clerk drew it up together.",
        by=clerk,
        at=at,
    )
    due = localdate(at) + timedelta(days=240)
    actions.set_review(instrument=instrument, due=f"{due:%Y-%m}", cycle_months=None, by=clerk, at=at)


def _fill_in(draft: Any, by: Any, *, at: datetime) -> None:
    """As the model's own examples have it."""
    answers = {asked.key: asked.example for asked in queries.questions_in(draft)}
    actions.fill_in(edition=draft, answers=answers, by=by, at=at)


def _reword(draft: Any, label: str, text: str, run: Any, at: datetime, *tags: str) -> None:
    row = next(row for row in queries.rows_of(draft) if row.label == label)
    actions.reword_clause(
        edition=draft,
        key=row.clause.key,
        seen=row.revision,
        kind=Kind(row.kind),
        label=row.label,
        heading=row.heading,
        text=text,
        owed=Owed(row.owed) if row.owed else None,
        tags=[*row.tags, *tags],
        measure=row.measure,
        by=run,
        at=at,
    )


def _key(draft: Any, label: str) -> str:
    return next(str(row.clause.key) for row in queries.rows_of(draft) if row.label == label)


def _in_force(instrument: Any, on: date) -> Any:
    return queries.edition_in_force(instrument.editions.all(), on=on)

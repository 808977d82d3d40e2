"""A study of Larkfield's, at each stage of its life: twelve statements, a small grid, four people."""

import random
import re
from datetime import UTC, date, datetime, timedelta

import pytest

from concordat.letters import actions as letters
from concordat.viewpoints import actions
from concordat.viewpoints.models import Question, Sort, Study
from concordat.viewpoints.rules.drafts import Beginning, Candidate

PREPARING = datetime(2026, 10, 1, 9, tzinfo=UTC)
OPENING = datetime(2026, 10, 5, 9, tzinfo=UTC)
SORTING = datetime(2026, 10, 8, 12, tzinfo=UTC)
CLOSES = date(2026, 10, 30)
CLOSING = datetime(2026, 10, 31, 0, 5, tzinfo=UTC)
ANALYSING = datetime(2026, 11, 3, 10, tzinfo=UTC)
KEEP_UNTIL = date(2027, 4, 30)
CODE = re.compile(r"/sort/([0-9a-z]{5}-[0-9a-z]{5}-[0-9a-z]{5})")
GRID = [[-2, 1], [-1, 3], [0, 4], [1, 3], [2, 1]]
WORDS = (
    "Questions are answered in good time.",
    "Advice is given plainly.",
    "Reasons are put on record.",
    "News comes from colleagues before it comes from the press.",
    "Meetings end when they should.",
    "Mistakes are owned up to.",
    "Everyone knows who decides.",
    "Priorities are clear.",
    "Newcomers are shown the ropes.",
    "Rules are a help.",
    "Money is talked about openly.",
    "People say thank you.",
)


@pytest.fixture
def clock(monkeypatch):
    """Sets the clock that the pages of the room read."""

    def turn(at: datetime) -> None:
        import importlib
        import pkgutil

        from concordat.viewpoints import views

        for page in pkgutil.iter_modules(views.__path__, f"{views.__name__}."):
            module = importlib.import_module(page.name)
            if hasattr(module, "now"):
                monkeypatch.setattr(module, "now", lambda: at)
            if hasattr(module, "localdate"):
                monkeypatch.setattr(module, "localdate", lambda: at.date())

    return turn


def twelve() -> Beginning:
    return Beginning(
        statements=tuple(
            Candidate(f"s{n:02d}", words, theme="Talking" if n % 2 else "Deciding", source="Made up")
            for n, words in enumerate(WORDS, start=1)
        ),
        grid=[list(column) for column in GRID],
    )


@pytest.fixture
def study(amara, bilal, owen, mona, isaac) -> Study:
    """In preparation, with nothing left to do but to open it."""
    made = actions.design_study(
        name="How we work together",
        purpose="To learn which views of our work together there are.",
        researcher=isaac.id,
        committee="Standards Committee",
        closes_on=CLOSES,
        keep_until=KEEP_UNTIL,
        begin=twelve(),
        by=mona,
        at=PREPARING,
    )
    actions.ask(study=made, add=[each.id for each in (amara, bilal, owen, mona)], by=mona, at=PREPARING)
    return made


@pytest.fixture
def opened(study, mona, mailoutbox) -> Study:
    """Open. ``.codes``: each side's codes, as they came by e-mail; ``.code_of``: by first name."""
    actions.open_study(study=study, by=mona, at=OPENING)
    letters.deliver_due(at=OPENING + timedelta(minutes=1))
    study.refresh_from_db()
    study.code_of = {
        email.to[0].partition("@")[0]: CODE.search(email.body)[1]
        for email in mailoutbox
        if CODE.search(email.body)
    }
    study.codes = {
        "councillors": [study.code_of["amara"], study.code_of["bilal"]],
        "officers": [study.code_of["owen"], study.code_of["mona"]],
    }
    return study


@pytest.fixture
def closed(opened) -> Study:
    """Closed, with twelve made-up sorts of two views: six councillors and six officers."""
    filled(opened, made_up_sorts(12))
    actions.close_due(at=CLOSING)
    opened.refresh_from_db()
    return opened


def made_up_sorts(count: int, *, seed: int = 7) -> list[dict[str, int]]:
    """Forced sorts of the twelve statements: each a shuffled copy of one of two opposite-ish views."""
    dice = random.Random(seed)
    keys = [f"s{n:02d}" for n in range(1, 13)]
    values = [value for value, cards in GRID for _ in range(cards)]
    views = [keys, [*keys[6:], *keys[:6]]]
    sorts = []
    for number in range(count):
        view = views[number % 2]
        leaning = {key: place + dice.gauss(0, 1.5) for place, key in enumerate(view)}
        sorts.append(dict(zip(sorted(keys, key=leaning.__getitem__), values, strict=True)))
    return sorts


def filled(study: Study, sorts: list[dict[str, int]], **facts) -> Study:
    """The study with these sorts handed in: the first half of them councillors', the others officers'.

    facts   other columns of the rows, one list each: ``side=[...]``, ``comments=[...]``, ``may_quote=[...]``
    """
    half = (len(sorts) + 1) // 2
    Sort.objects.bulk_create(
        Sort(
            council_id=study.council_id,
            study=study,
            pseudonym=f"P{101 + number}",
            values=values,
            consent=1,
            language="en-gb",
            order=list(values),
            **(
                {"side": "councillors" if number < half else "officers"}
                | {name: column[number] for name, column in facts.items()}
            ),
        )
        for number, values in enumerate(sorts)
    )
    return study


@pytest.fixture
def asked(study):
    """The study has questions, and skips nothing."""
    facts = {"council": study.council, "study": study}
    study.questions.all().delete()
    Question.objects.create(key="missing", position=1, shape="text", words="What was missing?", **facts)
    Question.objects.create(
        key="years", position=2, shape="radio", words="How long?", options=["Under a year", "Longer"],
        required=True, **facts,
    )  # fmt: skip
    Question.objects.create(
        key="roles", position=3, shape="checkbox", words="Which?", options=["Chair", "Cabinet"], **facts
    )
    Question.objects.create(key="happy", position=4, shape="rating", words="How well?", **facts)
    Question.objects.create(
        key="where", position=5, shape="select", words="Where?", options=["North", "South"], **facts
    )
    return study


@pytest.fixture
def code(asked, opened, clock):
    clock(SORTING)
    return opened.code_of["amara"]


@pytest.fixture
def opening(asked, mona, mailoutbox, clock):
    """Opens a study that is set up otherwise than the usual one. Returns it, and Amara's code or the link."""

    def opened_as(**facts):
        Study.objects.filter(pk=asked.pk).update(**facts)
        asked.refresh_from_db()
        address = actions.open_study(study=asked, by=mona, at=OPENING)
        letters.deliver_due(at=OPENING)
        asked.refresh_from_db()
        clock(SORTING)
        sent = [email.body for email in mailoutbox if email.to[0].startswith("amara@")]
        return asked, address.rpartition("/")[2] or CODE.search(sent[0])[1]

    return opened_as


@pytest.fixture
def preparing(clock):
    clock(PREPARING)


@pytest.fixture
def act(client, mona, isaac, amara):
    """Somebody posts, or looks, and gets the page that comes of it."""
    who = {"mona": mona, "isaac": isaac, "amara": amara}

    def do(address: str, form: dict | None = None, *, as_: str = "mona", status: int = 200) -> str:
        client.force_login(who[as_].person)
        answer = client.get(address, follow=True) if form is None else client.post(address, form, follow=True)
        assert answer.status_code == status
        return answer.content.decode()

    return do

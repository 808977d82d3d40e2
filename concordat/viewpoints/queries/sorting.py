"""What somebody who brings a code may know: the study, its cards, and how far they have come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from concordat.viewpoints import access
from concordat.viewpoints.models import Draft, Question, Sort, Statement, Study, Ticket
from concordat.viewpoints.rules import codes, draft
from concordat.viewpoints.rules.codes import AlreadyHandedIn, NotACode, TooLate
from concordat.viewpoints.rules.draft import Plan, Sorting

ENGLISH, WELSH = "en-gb", "cy"


@dataclass(frozen=True)
class Said:
    """Words, and the language that they are in: where there is no Welsh yet, the English stands."""

    words: str
    language: str = ENGLISH

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Card:
    """``number`` is printed on the card: its place in the study, the same for everyone."""

    key: str
    number: int
    words: Said


@dataclass(frozen=True)
class AskedQuestion:
    """A question after the sort. ``options``: what is stored, and what is read."""

    key: str
    shape: str
    words: Said
    options: tuple[tuple[str, str], ...]
    required: bool


@dataclass(frozen=True)
class Sitting:
    """A draft: ``revision`` counts its changes, ``batch`` names the latest of those that a script sent."""

    consent: int
    language: str
    revision: int
    batch: str
    sorting: Sorting


@dataclass(frozen=True)
class Paper:
    """Everything that a page of the sort shows. It names no person, because the code does not."""

    code: str
    study_id: int
    council: str
    study: str
    purpose: str
    side: str
    researcher: str
    closes_on: date
    keep_until: date
    in_welsh: bool
    by_link: bool
    language: str
    instruction: Said
    most: Said
    least: Said
    consent: Said
    consent_version: int
    cards: tuple[Card, ...]
    questions: tuple[AskedQuestion, ...]
    plan: Plan
    sitting: Sitting | None = None

    @property
    def started(self) -> Sitting:
        assert self.sitting is not None, "pages after the consent page are shown with a draft only"  # noqa: S101 - ours
        return self.sitting


def paper(code: str, *, today: date, language: str = ENGLISH) -> Paper:
    """What this code opens, in the language of its draft; before there is one, in ``language``.

    Raises ``NotACode``, ``AlreadyHandedIn`` and ``TooLate``.
    """
    fingerprint = codes.fingerprint(code)
    found = Ticket.objects.select_related(
        "study__council", "study__researcher__person", "study__researcher__council", "draft"
    )
    ticket = found.filter(fingerprint=fingerprint).first()
    if ticket is None:
        raise NotACode
    if ticket.spent:
        raise AlreadyHandedIn
    _still_open(ticket.study, today=today)
    begun: Draft | None = getattr(ticket, "draft", None)
    sitting = _sitting(begun) if begun else None
    return _paper(
        ticket.study,
        code=codes.read(code),
        side=ticket.side,
        language=sitting.language if sitting else language,
        sitting=sitting,
    )


def paper_of_link(link: str, *, today: date, language: str = ENGLISH) -> Paper:
    """What the link of an open study leads to: a code of one's own comes later. Raises as ``paper`` does."""
    found = Study.objects.select_related("council", "researcher__person", "researcher__council")
    study = found.filter(link=codes.fingerprint(link)).first()
    if study is None:
        raise NotACode
    _still_open(study, today=today)
    return _paper(study, code="", side="", language=language, sitting=None)


def paper_of(study: Study, *, language: str = ENGLISH) -> Paper:
    """The study as its participants would see it: for a preview, for cards on paper, for typing in."""
    return _paper(study, code="", side="", language=language, sitting=None)


def plan_of(study: Study) -> Plan:
    cards = study.statements.filter(chosen=True).order_by("position").values_list("key", flat=True)
    asked = study.questions.order_by("position").values_list("key", "required")
    return _plan(study, tuple(cards), dict(asked))


def sorts_present(study: Study) -> list[dict[str, int]]:
    """The values of every sort, so that the same file is not read in twice."""
    return list(Sort.objects.filter(study=study).values_list("values", flat=True))


def _still_open(study: Study, *, today: date) -> None:
    is_open = access.may_sort(
        opened=study.opened_at is not None,
        closed=study.closed_at is not None,
        closes_on=study.closes_on,
        today=today,
    )
    if not is_open:
        raise TooLate


def _sitting(begun: Draft) -> Sitting:
    return Sitting(
        consent=begun.consent,
        language=begun.language,
        revision=begun.revision,
        batch=str(begun.body.get("batch", "")),
        sorting=draft.restored(begun.body.get("sorting", {})),
    )


def _paper(study: Study, *, code: str, side: str, language: str, sitting: Sitting | None) -> Paper:
    language = WELSH if study.in_welsh and language == WELSH else ENGLISH
    cards = [
        Card(statement.key, number, _in(language, statement.words, statement.words_cy))
        for number, statement in enumerate(_chosen(study), start=1)
    ]
    questions = [_asked(question, language) for question in study.questions.order_by("position")]
    page = study.consent_pages.order_by("-version").first()
    return Paper(
        code=code,
        study_id=study.id,
        council=study.council.name,
        study=study.name,
        purpose=study.purpose,
        side=side,
        researcher=study.researcher.name,
        closes_on=study.closes_on,
        keep_until=study.keep_until,
        in_welsh=study.in_welsh,
        by_link=study.asked == "link",
        language=language,
        instruction=_in(language, study.instruction, study.instruction_cy),
        most=_in(language, study.most, study.most_cy),
        least=_in(language, study.least, study.least_cy),
        consent=_in(language, page.words if page else "", page.words_cy if page else ""),
        consent_version=page.version if page else 0,
        cards=tuple(cards),
        questions=tuple(questions),
        plan=_plan(study, tuple(c.key for c in cards), {q.key: q.required for q in questions}),
        sitting=sitting,
    )


def _chosen(study: Study) -> list[Statement]:
    return list(study.statements.filter(chosen=True).order_by("position"))


def _in(language: str, english: str, welsh: str) -> Said:
    return Said(welsh, WELSH) if language == WELSH and welsh else Said(english)


def _asked(question: Question, language: str) -> AskedQuestion:
    """What is stored of an answer is the English, whatever was read: so that answers can be counted."""
    english = [str(option) for option in question.options]
    read = english
    if language == WELSH and len(question.options_cy) == len(english) and all(question.options_cy):
        read = [str(option) for option in question.options_cy]
    return AskedQuestion(
        key=question.key,
        shape=question.shape,
        words=_in(language, question.words, question.words_cy),
        options=tuple(zip(english, read, strict=True)),
        required=question.required,
    )


def _plan(study: Study, cards: tuple[str, ...], questions: Mapping[str, bool]) -> Plan:
    grid: list[Any] = study.grid
    return Plan(
        cards=cards,
        grid=tuple((int(value), int(count)) for value, count in grid),
        forced=study.forced,
        piles=study.piles,
        thinning=study.thinning,
        practice=study.practice,
        comment_columns=study.comment_columns,
        questions=tuple(questions),
        required=frozenset(key for key, required in questions.items() if required),
        keeps_trace=study.keeps_trace,
    )

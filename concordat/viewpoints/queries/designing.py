"""Studies as they are designed: statements, grid, words, who is asked, what stands before the opening."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from concordat.people import queries as people
from concordat.people.rules.duties import Kind
from concordat.people.rules.offices import Office
from concordat.viewpoints import access
from concordat.viewpoints.models import AskedPerson, ConsentPage, Question, Sort, Statement, Study
from concordat.viewpoints.rules import opening, stages
from concordat.viewpoints.rules.concourse import Line
from concordat.viewpoints.rules.opening import Obstacle, Preparation
from concordat.viewpoints.rules.stages import OutOfTurn, Stage

ON_A_PAGE = 50


def studies_seen_by(office: Office) -> QuerySet[Study]:
    return _studies(access.studies_seen_by(office))


def studies_designed_by(office: Office) -> QuerySet[Study]:
    return _studies(access.studies_designed_by(office))


def studies_researched_by(office: Office) -> QuerySet[Study]:
    """The studies whose single sorts this office may see."""
    return _studies(access.studies_researched_by(office))


def _studies(seen: Q) -> QuerySet[Study]:
    return (
        Study.objects.filter(seen).select_related("council", "researcher__person").order_by("-made_at", "-id")
    )


def stage_of(study: Study, *, today: date) -> Stage:
    """A study is closed once its last day is over, whether or not anything has noted that yet."""
    over = study.opened_at is not None and today > study.closes_on
    return stages.stage(
        opened=study.opened_at is not None,
        closed=study.closed_at is not None or over,
        reported=study.reported_at is not None,
    )


def lock_in_preparation(study: Study) -> None:
    """Take hold of a study that has not opened, until the deed is done. Raises ``OutOfTurn``."""
    study.refresh_from_db(from_queryset=Study.objects.select_for_update())
    if study.opened_at:
        raise OutOfTurn("The study has opened: what people consented to can no longer be changed.")


# Statements


def concourse_of(study: Study) -> QuerySet[Statement]:
    return study.statements.order_by("position")


def statements_of(study: Study) -> list[Statement]:
    """The whole concourse, in its order."""
    return list(concourse_of(study))


def cards_of(study: Study) -> list[Statement]:
    """The statements that were chosen: what people sort."""
    return list(study.statements.filter(chosen=True).order_by("position"))


def how_many_chosen(study: Study) -> int:
    return study.statements.filter(chosen=True).count()


def page_of_statements(study: Study, *, theme: str = "", page: int | str | None = 1) -> Page[Statement]:
    found = study.statements.order_by("position")
    if theme:
        found = found.filter(theme=theme)
    return Paginator(found, ON_A_PAGE).get_page(page)


@dataclass(frozen=True)
class Balance:
    """How many candidates and how many chosen statements a theme has."""

    theme: str
    candidates: int
    chosen: int


def balance_of(study: Study) -> tuple[Balance, ...]:
    """Statements by theme, the themes in the order in which they first appear."""
    rows = study.statements.order_by("position").values_list("theme", "chosen")
    candidates, chosen = Counter[str](), Counter[str]()
    for theme, is_chosen in rows:
        candidates[theme] += 1
        chosen[theme] += is_chosen
    return tuple(Balance(theme, count, chosen[theme]) for theme, count in candidates.items())


# Words


def consent_of(study: Study) -> ConsentPage | None:
    """The consent page as it stands: its newest version."""
    return study.consent_pages.order_by("-version").first()


def earlier_consent_pages(study: Study) -> list[ConsentPage]:
    """The latest twenty before the one that stands."""
    return list(study.consent_pages.order_by("-version")[1:21])


def questions_asked_in(study: Study) -> QuerySet[Question]:
    return study.questions.order_by("position")


def questions_of(study: Study) -> list[Question]:
    return list(questions_asked_in(study))


def researchers_of_today(council_id: int, *, today: date) -> list[tuple[int, str]]:
    """Everyone of neither side, who may be a study's researcher."""
    return [
        (office.id, ", ".join([office.name, *sorted(office.duties)]))
        for office in people.offices_of(council_id, on=today)
        if office.kind == Kind.OTHER
    ]


# Who is asked


@dataclass(frozen=True)
class Someone:
    """A person of either side who could be asked today."""

    office: int
    name: str
    side: str
    place: str  # ward and group of a councillor, service of an officer
    asked: bool


def people_to_ask(
    study: Study, *, today: date, side: str = "", words: str = "", page: int | str | None = 1
) -> Page[Someone]:
    """A page of the council's councillors and officers of today, as far as they fit the filter."""
    found = _people(study, today=today, side=side, words=words)
    return Paginator(found, ON_A_PAGE).get_page(page)


def ids_to_ask(study: Study, *, today: date, side: str = "", words: str = "") -> list[int]:
    """The offices of all of them."""
    return [one.office for one in _people(study, today=today, side=side, words=words)]


def _people(study: Study, *, today: date, side: str, words: str) -> list[Someone]:
    asked = set(study.asked_people.values_list("office", flat=True))
    found = [
        Someone(
            office=office.id,
            name=office.name,
            side=office.side,
            place=", ".join(word for word in (office.ward, office.group, office.service) if word),
            asked=office.id in asked,
        )
        for office in people.offices_of(study.council_id, on=today)
        if office.side is not None
    ]
    wanted = words.casefold().split()
    return [
        one
        for one in found
        if side in ("", one.side) and all(word in f"{one.name} {one.place}".casefold() for word in wanted)
    ]


def services_and_groups(council_id: int, *, today: date) -> list[str]:
    """What stands behind names, to filter by: political groups and services."""
    offices = [office for office in people.offices_of(council_id, on=today) if office.side]
    return sorted({word for office in offices for word in (office.group, office.service) if word})


def asked_by_side(study: Study) -> dict[str, int]:
    """How many of each side are asked. Empty for an open link: nobody knows."""
    counted = study.asked_people.values_list("side").annotate(Count("id")).order_by("side")
    return dict(counted)


def is_asked(study: Study, office: Office) -> bool:
    return AskedPerson.objects.filter(study=study, office=office.id).exists()


# Before the opening


def preparation_of(study: Study, *, today: date) -> Preparation:
    consent = consent_of(study)
    gone = study.asked_people.exclude(people.on_the_day(today, "office__"))
    researcher = study.researcher
    return Preparation(
        chosen=how_many_chosen(study),
        grid=study.grid,
        instruction=study.instruction,
        consent=consent.words if consent else "",
        missing_cy=_missing_cy(study, consent) if study.in_welsh else (),
        asked=study.asked,
        asked_now=asked_by_side(study),
        gone=tuple(gone.order_by("office__person__name").values_list("office__person__name", flat=True)),
        researching=researcher.kind == Kind.OTHER
        and researcher.begins_on <= today
        and (researcher.ends_on is None or today <= researcher.ends_on),
        closes_on=study.closes_on,
        keep_until=study.keep_until,
    )


def _missing_cy(study: Study, consent: ConsentPage | None) -> tuple[tuple[str, int], ...]:
    texts = (study.instruction_cy, study.most_cy, study.least_cy)
    questions = [
        question
        for question in questions_of(study)
        if not question.words_cy or sum(map(bool, question.options_cy)) != sum(map(bool, question.options))
    ]
    counted = (
        ("statements", without_welsh(study)),
        ("wording", sum(not text.strip() for text in texts)),
        ("consent", int(consent is None or not consent.words_cy.strip())),
        ("questions", len(questions)),
    )
    return tuple((page, count) for page, count in counted if count)


def obstacles_of(ready: Preparation, *, today: date) -> tuple[Obstacle, ...]:
    """What still stands before the opening, one sentence each."""
    return opening.obstacles(ready, today=today)


def obstacles(study: Study, *, today: date) -> tuple[Obstacle, ...]:
    return obstacles_of(preparation_of(study, today=today), today=today)


def advice(study: Study, *, today: date) -> tuple[Obstacle, ...]:
    found = opening.advice(preparation_of(study, today=today))
    drafts = welsh_drafts(study)
    if not (study.in_welsh and drafts):
        return found
    words = f"{drafts} Welsh wordings are drafts that a translator has not checked."
    return (*found, Obstacle(words, "statements"))


def sorts_told(study: Study) -> str:
    """How many sorts came in, as those who run the study may know it."""
    count = Sort.objects.filter(study=study).count()
    return opening.sorts_told(count, closed=study.closed_at is not None)


def without_welsh(study: Study) -> int:
    """How many chosen statements have no Welsh wording."""
    return study.statements.filter(chosen=True, words_cy="").count()


def welsh_drafts(study: Study) -> int:
    """How many chosen statements have a Welsh wording that a translator has still to check."""
    return study.statements.filter(chosen=True, draft_cy=True).exclude(words_cy="").count()


def lines_of(study: Study) -> dict[str, Line]:
    """The concourse by its keys, as a file of statements is compared with it."""
    return {
        each.key: Line(0, each.key, each.words, each.words_cy, each.theme, each.source)
        for each in study.statements.all()
    }


def rows_of(study: Study) -> list[tuple[str, ...]]:
    """The concourse as it is taken out: the columns of a file, then version and whether it is chosen."""
    return [
        (
            each.key,
            each.words,
            each.words_cy,
            each.theme,
            each.source,
            str(each.version),
            "yes" if each.chosen else "no",
        )
        for each in statements_of(study)
    ]

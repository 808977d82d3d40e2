"""A study from its first mention to the day before it opens: everything but its statements and its people."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify

from concordat.people.rules.offices import Office
from concordat.trail import actions as trail
from concordat.viewpoints import queries
from concordat.viewpoints.models import ConsentPage, Question, Statement, Study
from concordat.viewpoints.rules import grid as grids
from concordat.viewpoints.rules import wording
from concordat.viewpoints.rules.drafts import AskedAfter, Beginning, Candidate, starter
from concordat.viewpoints.rules.names import NameTaken, a_free_name
from concordat.viewpoints.rules.stages import Asked


@transaction.atomic
def design_study(
    *,
    name: str,
    purpose: str,
    researcher: int,
    committee: str,
    closes_on: date,
    keep_until: date,
    in_welsh: bool = False,
    begin: Beginning | None = None,
    by: Office,
    at: datetime,
) -> Study:
    """Begin to prepare a study. Nobody is asked yet. Raises ``NameTaken``.

    researcher   the office, of neither side, that alone will see single sorts
    begin        what stands in it from the first: our starter set unless told otherwise
    """
    begin = begin or starter()
    slug = a_free_name(slugify(name))
    if Study.objects.filter(council=by.council_id, slug=slug).exists():
        raise NameTaken(name)
    study = Study.objects.create(
        council_id=by.council_id,
        name=name,
        slug=slug,
        purpose=purpose,
        committee=committee,
        researcher_id=researcher,
        in_welsh=in_welsh,
        instruction=begin.instruction or wording.INSTRUCTION,
        instruction_cy=wording.INSTRUCTION_CY,
        most_cy=wording.MOST_CY,
        least_cy=wording.LEAST_CY,
        grid=begin.grid or _usual_grid(len(begin.statements)),
        forced=begin.forced,
        closes_on=closes_on,
        keep_until=keep_until,
        made_by_id=by.id,
        made_at=at,
    )
    _lay_statements(study, begin.statements)
    _lay_questions(study, begin.questions)
    ConsentPage.objects.create(
        council_id=study.council_id,
        study=study,
        version=1,
        words=wording.CONSENT,
        words_cy=wording.CONSENT_CY,
        made_at=at,
    )
    trail.record(did="began to prepare a study", thing=study, by=by, at=at, statements=len(begin.statements))
    return study


def _usual_grid(cards: int) -> grids.Grid:
    return grids.suggest(cards=cards) if cards >= grids.FEWEST_COLUMNS else []


def _lay_statements(study: Study, statements: Sequence[Candidate]) -> None:
    Statement.objects.bulk_create(
        Statement(
            council_id=study.council_id,
            study=study,
            key=each.key,
            position=place,
            words=each.words,
            words_cy=each.words_cy,
            draft_cy=each.draft_cy,
            theme=each.theme,
            source=each.source,
        )
        for place, each in enumerate(statements)
    )


def _lay_questions(study: Study, questions: Sequence[AskedAfter]) -> None:
    Question.objects.bulk_create(
        Question(
            council_id=study.council_id,
            study=study,
            key=f"q{place + 1}",
            position=place,
            shape=each.shape,
            words=each.words,
            words_cy=each.words_cy,
            options=list(each.options),
            options_cy=list(each.options_cy),
            required=each.required,
        )
        for place, each in enumerate(questions)
    )


@transaction.atomic
def change_study(
    *,
    study: Study,
    name: str,
    purpose: str,
    researcher: int,
    committee: str,
    closes_on: date,
    keep_until: date,
    in_welsh: bool,
    by: Office,
    at: datetime,
) -> None:
    """Change what nobody has consented to yet. Its address stays."""
    queries.lock_in_preparation(study)
    study.name, study.purpose, study.committee = name, purpose, committee
    study.researcher_id, study.in_welsh = researcher, in_welsh
    study.closes_on, study.keep_until = closes_on, keep_until
    study.save()
    trail.record(did="changed a study", thing=study, by=by, at=at, closes_on=closes_on, keep_until=keep_until)


@transaction.atomic
def write_instruction(
    *,
    study: Study,
    instruction: str,
    most: str,
    least: str,
    instruction_cy: str = "",
    most_cy: str = "",
    least_cy: str = "",
    by: Office,
    at: datetime,
) -> None:
    """The condition of instruction, and what stands at the two ends of the grid."""
    queries.lock_in_preparation(study)
    study.instruction, study.instruction_cy = instruction, instruction_cy
    study.most, study.most_cy = most, most_cy
    study.least, study.least_cy = least, least_cy
    study.save()
    trail.record(did="worded a study's instruction", thing=study, by=by, at=at)


@transaction.atomic
def lay_grid(*, study: Study, grid: grids.Grid, by: Office, at: datetime) -> None:
    """Keep a grid, whether or not it fits yet: what does not is told, and stands before the opening."""
    queries.lock_in_preparation(study)
    study.grid = [[int(value), int(cards)] for value, cards in grid]
    study.save(update_fields=["grid"])
    trail.record(
        did="laid a study's grid", thing=study, by=by, at=at, columns=len(grid), places=grids.places(grid)
    )


@transaction.atomic
def set_sorting(
    *,
    study: Study,
    forced: bool,
    piles: bool,
    thinning: bool,
    practice: bool,
    comment_columns: int,
    keeps_trace: bool,
    equivalence: float,
    by: Office,
    at: datetime,
) -> None:
    """How people will sort, and what of it is kept. Without piles there is nothing to thin."""
    queries.lock_in_preparation(study)
    study.forced, study.piles, study.thinning = forced, piles, thinning and piles
    study.practice, study.comment_columns = practice, comment_columns
    study.keeps_trace, study.equivalence = keeps_trace, equivalence
    study.save()
    trail.record(
        did="set how a study is sorted", thing=study, by=by, at=at, forced=forced, keeps_trace=keeps_trace
    )


@transaction.atomic
def write_consent(*, study: Study, words: str, words_cy: str = "", by: Office, at: datetime) -> ConsentPage:
    """A new version of the consent page; the same words again are no new version."""
    queries.lock_in_preparation(study)
    newest = study.consent_pages.order_by("-version").first()
    if newest and (newest.words, newest.words_cy) == (words, words_cy):
        return newest
    page = ConsentPage.objects.create(
        council_id=study.council_id,
        study=study,
        version=newest.version + 1 if newest else 1,
        words=words,
        words_cy=words_cy,
        made_at=at,
    )
    trail.record(did="worded a study's consent page", thing=study, by=by, at=at, version=page.version)
    return page


@transaction.atomic
def choose_asking(*, study: Study, asked: Asked, by: Office, at: datetime) -> None:
    """Whether named people are asked, each with a code of their own, or whoever has the link."""
    queries.lock_in_preparation(study)
    study.asked = asked.value
    study.save(update_fields=["asked"])
    if asked is Asked.LINK:
        study.asked_people.all().delete()
    trail.record(did="chose how people are asked", thing=study, by=by, at=at, by_link=asked is Asked.LINK)

"""The reviewer's desk: what of people's comments may be read by others, in other words or with leave."""

from datetime import datetime

from django.db import transaction

from concordat.people.rules.offices import Office
from concordat.trail import actions as trail
from concordat.viewpoints.actions.analysing import hold_for_analysis
from concordat.viewpoints.models import Paraphrase, Sort, Study
from concordat.viewpoints.rules.desk import NoLeave, quotable


@transaction.atomic
def write_paraphrase(
    *,
    study: Study,
    statement: str,
    factor: str = "",
    words: str,
    behind: int,
    quoted: bool = False,
    by: Office,
    at: datetime,
) -> Paraphrase:
    """Let something out of the comments on a card. A quotation must be the words of somebody who gave leave.

    Raises ``NoLeave``, or ``OutOfTurn`` once the report is out.
    """
    hold_for_analysis(study=study, at=at)
    if quoted:
        said = Sort.objects.filter(study=study, may_quote=True).values_list("comments", flat=True)
        if not quotable(words, [comments.get(statement, "") for comments in said]):
            raise NoLeave
    paraphrase = Paraphrase.objects.create(
        council_id=study.council_id,
        study=study,
        statement=statement,
        factor=factor,
        words=words,
        quoted=quoted,
        behind=1 if quoted else behind,
        by_id=by.id,
        at=at,
    )
    # Not of which card: whoever reads the trail need not know where comments were written.
    trail.record(did="wrote a paraphrase of comments", thing=study, by=by, at=at)
    return paraphrase


@transaction.atomic
def drop_paraphrase(*, paraphrase: Paraphrase, by: Office, at: datetime) -> None:
    hold_for_analysis(study=paraphrase.study, at=at)
    trail.record(did="dropped a paraphrase of comments", thing=paraphrase.study, by=by, at=at)
    paraphrase.delete()

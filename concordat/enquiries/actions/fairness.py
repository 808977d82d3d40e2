"""A margin is agreed, then a period is looked at, once. The worker makes one report for everybody."""

import json
import logging
from datetime import date, datetime, timedelta
from decimal import Decimal
from secrets import randbelow

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from concordat.enquiries import queries
from concordat.enquiries.models import Fairness, FairnessFile, Margin
from concordat.enquiries.rules import fairness_page, looks
from concordat.enquiries.rules.impartiality import Change, NothingToCompare, Report, report
from concordat.enquiries.rules.looks import NotAllowed
from concordat.papers import files
from concordat.people.rules.offices import Office
from concordat.trail import actions as trail

SILENT = timedelta(minutes=10)
TRIES = 3
SEEDS = 1_000_000

logger = logging.getLogger(__name__)


@transaction.atomic
def fix_margin(
    *,
    begins_on: date,
    ends_on: date,
    points: Decimal,
    days: Decimal,
    committee: str,
    agreed_on: date,
    minute: str,
    changed_on: date | None = None,
    went_out: str = "",
    came_in: str = "",
    by: Office,
    at: datetime,
) -> Margin:
    """Record what a committee agreed to treat as unimportant, before anybody looks. Raises ``NotAllowed``."""
    # All of the council's margins are held: of two recorded at one moment, the second sees the first.
    held = list(Margin.objects.select_for_update().filter(council=by.council_id))
    looks.check_margin(
        begins_on=begins_on,
        ends_on=ends_on,
        agreed_on=agreed_on,
        changed_on=changed_on,
        today=localdate(at),
        others=[(each.begins_on, each.ends_on) for each in held],
    )
    margin = Margin.objects.create(
        council_id=by.council_id,
        begins_on=begins_on,
        ends_on=ends_on,
        points=points,
        days=days,
        committee=committee,
        agreed_on=agreed_on,
        minute=minute,
        changed_on=changed_on,
        went_out=went_out if changed_on else "",
        came_in=came_in if changed_on else "",
        by_id=by.id,
        at=at,
    )
    trail.record(
        did="fixed the margin of even-handedness",
        thing=margin,
        by=by,
        at=at,
        points=str(points),
        days=str(days),
        agreed_on=agreed_on,
        begins_on=begins_on,
        ends_on=ends_on,
    )
    return margin


@transaction.atomic
def ask_for_fairness(*, margin: Margin, by: Office, at: datetime) -> Fairness:
    """Have the period looked at, once. Raises ``NotAllowed``."""
    Margin.objects.select_for_update().get(pk=margin.pk)
    looks.check_look(ends_on=margin.ends_on, today=localdate(at))
    if Fairness.objects.filter(margin=margin).exists():
        raise NotAllowed("This period has been looked at. Its report stands.")
    made = Fairness.objects.create(
        council_id=by.council_id, margin=margin, seed=randbelow(SEEDS), asked_by_id=by.id, asked_at=at
    )
    trail.record(
        did="opened the figures of even-handedness",
        thing=made,
        by=by,
        at=at,
        margin=margin.pk,
        seed=made.seed,
    )
    return made


def make_fairness_due(*, at: datetime) -> int:
    """Make the reports that were asked for. Any number of workers may do so at once. Returns how many."""
    made = 0
    while (taken := _take(at=at)) is not None:
        _make(taken, at=at)
        made += 1
    return made


@transaction.atomic
def _take(*, at: datetime) -> Fairness | None:
    free = Q(taken_at=None) | Q(taken_at__lt=at - SILENT)
    waiting = Fairness.objects.select_for_update(skip_locked=True, of=("self",)).filter(free, state="waiting")
    taken = waiting.select_related("margin", "council").order_by("id").first()
    if taken is None:
        return None
    taken.attempts += 1
    taken.taken_at = at
    if taken.attempts > TRIES:
        taken.state, taken.trouble = "failed", "It could not be made. Tell whoever runs Concordat for you."
    taken.save(update_fields=["attempts", "taken_at", "state", "trouble"])
    return taken


def _make(taken: Fairness, *, at: datetime) -> None:
    if taken.state == "failed":
        return
    margin = taken.margin
    change = Change(margin.changed_on, margin.went_out, margin.came_in) if margin.changed_on else None
    try:
        told = report(
            queries.asked_in_period(margin),
            margin=float(margin.points),
            margin_days=float(margin.days),
            margin_fixed_on=margin.agreed_on,
            minute=margin.minute,
            until=queries.until_of(margin),
            seed=taken.seed,
            calendar=queries.calendar_of(margin.council_id).newest,
            change=change,
        )
    except (NothingToCompare, ValueError) as nothing:
        # Its words are ours, and name groups at the most.
        _settle(taken, state="failed", trouble=str(nothing) or "There was nothing to compare.", at=at)
        return
    bodies = _written(told, council=taken.council.name, committee=margin.committee, at=at)
    _settle(taken, state="made", told=fairness_page.told(told), bodies=bodies, at=at)


def _written(told: Report, *, council: str, committee: str, at: datetime) -> dict[str, bytes]:
    """The report in every form. One for which this machine lacks what it takes is left out."""
    from concordat.enquiries.rules.impartiality import data, paper

    written = paper.paper(told, council=council, committee=committee, date=localdate(at))
    bodies = {
        "csv": data.as_csv(told).encode("utf-8-sig"),
        "xlsx": data.as_xlsx(told),
        "json": json.dumps(told.as_json(), ensure_ascii=False, indent=1).encode(),
    }
    for form in ("html", "docx", "pdf"):
        try:
            bodies[form] = files.paper_as(form, paper=written)
        except OSError:  # PDF alone needs a library of the machine's
            logger.warning("a paper on even-handedness could not be written as %s", form)
    return bodies


@transaction.atomic
def _settle(
    taken: Fairness,
    *,
    state: str,
    trouble: str = "",
    told: dict[str, object] | None = None,
    bodies: dict[str, bytes] | None = None,
    at: datetime,
) -> None:
    held = Fairness.objects.select_for_update().get(pk=taken.pk)
    if held.attempts != taken.attempts or held.state != "waiting":
        return  # Another worker took it meanwhile.
    held.state, held.trouble, held.told = state, trouble, told
    held.made_at = at if state == "made" else None
    held.save(update_fields=["state", "trouble", "told", "made_at"])
    FairnessFile.objects.bulk_create(
        FairnessFile(council_id=held.council_id, report=held, form=form, body=body)
        for form, body in (bodies or {}).items()
    )
    trail.record(
        did="made the report on even-handedness"
        if state == "made"
        else "could not report on even-handedness",
        thing=held,
        by=None,
        council_id=held.council_id,
        at=at,
    )

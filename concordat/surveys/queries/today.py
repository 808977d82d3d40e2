"""What of the health check needs an office today, for the front door. Plain values."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from concordat.design.parts import KeyFigure, Task
from concordat.people.rules.offices import Office
from concordat.surveys import access
from concordat.surveys.models import Wave
from concordat.surveys.queries.comments import reviews_of
from concordat.surveys.queries.pooling import invitations_seen_by
from concordat.surveys.queries.results import released_figures
from concordat.surveys.queries.waves import keys_of, obstacles, stage_of, waves_seen_by
from concordat.surveys.rules import phrases
from concordat.surveys.rules.instrument import Side
from concordat.surveys.rules.stages import Stage

NEWS_LASTS = timedelta(days=14)


@dataclass(frozen=True)
class Running:
    """A wave on its way: being prepared, open, or closed and not yet published."""

    name: str
    href: str
    stage: Stage
    is_open: bool
    closes_on: date


@dataclass(frozen=True)
class Released:
    """The council's newest results, in one sentence and three figures."""

    name: str
    href: str
    verdict: str
    figures: tuple[KeyFigure, ...]


def tasks_for(office: Office, *, today: date) -> tuple[Task, ...]:
    """What waits for this office. Never "you have not answered": nobody knows whether it has."""
    recent = today - NEWS_LASTS
    waves = [
        wave
        for wave in waves_seen_by(office)[:10]
        if wave.released_at is None or wave.released_at.date() >= recent
    ]
    holding = {key.wave_id: key for key in keys_of(office).filter(wave__in=waves)}
    mine = set(office_waves(office, waves))
    found: list[Task] = []
    for wave in waves:
        stage = stage_of(wave, today=today)
        key = holding.get(wave.id)
        if stage is Stage.PREPARED:
            found += _while_prepared(wave, office, today=today, key=key is not None and not key.public_key)
            if wave.id in mine:
                found.append(_task(_("Look through the roster and sign it"), wave, "roster"))
        elif stage is Stage.CLOSED and key is not None and key.opened_at is None:
            found.append(_task(_("Use your secret to open the ballot box"), wave, "opening"))
        elif stage is Stage.RELEASED and wave.id in mine:
            found.append(_task(_("Read the results"), wave, "results", status=_("New")))
    return (*found, *_of_the_reviewer(office), *_of_a_pool(office))


def _of_a_pool(office: Office) -> list[Task]:
    """An invitation that nobody has answered yet, for whoever runs a local council."""
    if not access.may_run(office):
        return []
    waiting = invitations_seen_by(office).filter(agreed_by=None, pool__wave__launched_at=None)
    return [
        Task(
            name=_("Decide whether your officers are asked together with other councils"),
            hint=each.pool.wave.name,
            href=reverse("surveys:pooled", args=[office.council.slug, each.id]),
            status=_("To do"),
            kind="waiting",
        )
        for each in waiting[:10]
    ]


def _of_the_reviewer(office: Office) -> list[Task]:
    """What waits for whoever reads the comments: longer than news lasts, for they have sixty days."""
    if office.side is not None:
        return []
    found = []
    for review in reviews_of(office).order_by("-wave__opens_on")[:10]:
        if review.wave.launched_at is None and not review.public_key:
            found.append(_task(_("Collect your secret as the reviewer"), review.wave, "reviewers_key"))
        elif review.wave.released_at is not None and review.public_key:
            found.append(_task(_("Read the comments, and publish their themes"), review.wave, "desk"))
    return found


def office_waves(office: Office, waves: list[Wave]) -> list[int]:
    """Of these, the waves on whose roster the office stands and, while one is prepared, may still sign."""
    on_it = Wave.objects.filter(roster__office=office.id, id__in=[wave.id for wave in waves])
    signable = on_it.exclude(made_by=office.id).exclude(signatures__side=office.side or "")
    return list(signable.filter(launched_at=None).values_list("id", flat=True)) + list(
        on_it.filter(released_at__isnull=False).values_list("id", flat=True)
    )


def _while_prepared(wave: Wave, office: Office, *, today: date, key: bool) -> list[Task]:
    found = []
    if key:
        found.append(_task(_("Collect your secret"), wave, "key"))
    if access.may_run(office):
        left = len(obstacles(wave, today=today))
        words = _("Ready to launch") if not left else _("%(left)s to do") % {"left": left}
        found.append(_task(_("Prepare the health check"), wave, "wave", status=words))
    return found


def _task(name: str, wave: Wave, page: str, *, status: str = "") -> Task:
    href = reverse(f"surveys:{page}", args=[wave.council.slug, wave.slug])
    return Task(name=name, hint=wave.name, href=href, status=status or _("To do"), kind="waiting")


def running(office: Office, *, today: date) -> tuple[Running, ...]:
    waves = waves_seen_by(office).filter(released_at=None)[:5]
    return tuple(_running(wave, today=today) for wave in waves)


def _running(wave: Wave, *, today: date) -> Running:
    stage = stage_of(wave, today=today)
    href = reverse("surveys:wave", args=[wave.council.slug, wave.slug])
    return Running(wave.name, href, stage, stage is Stage.OPEN, wave.closes_on)


def latest_release(office: Office) -> Released | None:
    """The newest results of the council in which this office is held: the same for every office of it."""
    for published in released_figures(office.council_id, newest=1):
        head = published.release.headline
        shown = {Side.COUNCILLORS: head.councillors_shown, Side.OFFICERS: head.officers_shown}
        figures = [
            KeyFigure(
                side.capitalize(),
                shown[side],
                "; ".join(phrases.replied(atom) for atom in published.release.atoms if atom.side is side),
            )
            for side in Side
        ]
        gap = phrases.gap(head.gap, at_least=head.at_least)
        href = reverse("surveys:results", args=[office.council.slug, published.slug])
        verdict = phrases.VERDICTS[head.verdict]
        return Released(
            published.wave, href, verdict, (*figures, KeyFigure(_("Gap"), gap, str(head.verdict)))
        )
    return None

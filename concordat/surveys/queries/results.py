"""What was published, read back: it was made once, and nothing here makes it again."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate

from concordat.people.rules.offices import Office
from concordat.surveys.models import Release, Rendering, Wave
from concordat.surveys.queries.comments import own_words_of
from concordat.surveys.queries.waves import waves_seen_by
from concordat.surveys.rules import release


@dataclass(frozen=True)
class Published:
    """A release as other rooms may have it: plain values, made once."""

    wave_id: int
    wave: str
    slug: str
    committee: str
    released_on: date
    release: release.Release


def waves_with_results(office: Office) -> QuerySet[Wave]:
    """Every office of the council sees the same results: who asks plays no part in what is shown."""
    waves = waves_seen_by(office).filter(released_at__isnull=False)
    return waves.select_related("release", "theme_release").prefetch_related("comment_boxes")


def results_of(wave: Wave) -> release.Release:
    """The figures as they were published, and what has been told of the comments since."""
    return replace(release.Release.from_json(wave.release.body), own_words=own_words_of(wave))


def last_release_before(wave: Wave) -> Published | None:
    """The council's newest results but this wave's own."""
    found = _releases(wave.council_id).exclude(wave=wave).first()
    return _published(found) if found else None


def released_figures(council_id: int, *, newest: int = 5) -> tuple[Published, ...]:
    """What the council has published, the newest first: for other rooms to lay beside their records."""
    return tuple(_published(row) for row in _releases(council_id)[:newest])


def _releases(council_id: int) -> QuerySet[Release]:
    return Release.objects.filter(council=council_id).select_related("wave").order_by("-made_at", "-id")


def _published(row: Release) -> Published:
    return Published(
        wave_id=row.wave_id,
        wave=row.wave.name,
        slug=row.wave.slug,
        committee=row.wave.committee,
        released_on=localdate(row.made_at),
        release=release.Release.from_json(row.body),
    )


def files_of(wave: Wave) -> dict[str, str]:
    """How far each file is that the worker makes: waiting, made or failed, by its form."""
    return dict(Rendering.objects.filter(release__wave=wave).values_list("format", "state"))


def file_of(wave: Wave, *, form: str) -> bytes | None:
    """The file, once it has been made."""
    made = Rendering.objects.filter(release__wave=wave, format=form, state="made").first()
    return bytes(made.body) if made else None

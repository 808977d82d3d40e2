"""What may be known of comments: by their writer, by the reviewer, and by everyone once they are told."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from concordat.people import queries as people
from concordat.people.rules.duties import Kind
from concordat.people.rules.offices import Office
from concordat.surveys import access
from concordat.surveys.models import CommentBox, Reviewer, RosterLine, ThemeRelease, Wave
from concordat.surveys.rules import ballot, comments, sealing
from concordat.surveys.rules.comments import Outcome
from concordat.surveys.rules.freezing import thaw
from concordat.surveys.rules.identifying import Known
from concordat.surveys.rules.instrument import Side
from concordat.surveys.rules.themes import Coding, Draft, InTheirOwnWords


def reviews_of(office: Office) -> QuerySet[Reviewer]:
    """The waves whose comments this office reviews. To anybody else the desk does not exist."""
    reviews = Reviewer.objects.filter(access.reviews_of(office))
    return reviews.select_related("wave__council", "office__person")


def reviewer_of(wave: Wave) -> Reviewer | None:
    return Reviewer.objects.filter(wave=wave).select_related("office__person", "office__council").first()


def may_review(council_id: int, *, today: date) -> list[Any]:
    """Who can be named: those who hold an office today and belong to neither side."""
    return [office for office in people.offices_of(council_id, on=today) if office.kind == Kind.OTHER]


def known_of(*, wave_id: int, council_id: int, today: date) -> Known:
    """What the people of this council know one another by, for the warning before a comment is sent."""
    offices = people.offices_of(council_id, on=today)
    asked = RosterLine.objects.filter(wave=wave_id, office__council=council_id)
    return Known(
        names=tuple(asked.order_by("name").values_list("name", flat=True)),
        posts=_held_by_one(duty for office in offices for duty in office.duties),
        places=_held_by_one(
            place for office in offices for place in {office.ward, office.group, office.service}
        ),
    )


def _held_by_one(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(word for word, people_ in Counter(words).items() if word and people_ == 1))


def boxes_of(wave: Wave) -> list[CommentBox]:
    return list(CommentBox.objects.filter(wave=wave).order_by("side"))


def waiting_box(wave: Wave, *, side: str) -> CommentBox | None:
    """The comments of a side, once its results are out and before anything has become of the comments."""
    if wave.released_at is None:
        return None
    return CommentBox.objects.filter(wave=wave, side=side, outcome="").first()


def answered_in(box: CommentBox) -> int:
    """How many of the side answered: each ballot lays in one comment, an empty one if nothing was written."""
    return len(ballot.parts(bytes(box.box), length=comments.SIZE + sealing.OVERHEAD))


def drafts_of(box: CommentBox) -> tuple[Draft, ...]:
    rows = box.drafts.order_by("number").values_list("number", "title", "words")
    return tuple(Draft(*row) for row in rows)


def codings_of(box: CommentBox) -> dict[str, Coding]:
    """Fingerprint → what the reviewer has noted so far."""
    return {
        row.fingerprint: Coding(frozenset(row.themes), row.quote_under, row.confirmed)
        for row in box.codings.all()
    }


def own_words_of(wave: Wave) -> tuple[InTheirOwnWords, ...]:
    """What was told of the comments of a wave; before that, of which sides nothing will be, and why."""
    published: ThemeRelease | None = getattr(wave, "theme_release", None)
    if published:
        return thaw(tuple[InTheirOwnWords, ...], published.body)
    ended = sorted((box for box in wave.comment_boxes.all() if box.outcome), key=lambda box: box.side)
    return tuple(InTheirOwnWords(Side(box.side), Outcome(box.outcome)) for box in ended)


def is_being_reviewed(wave: Wave) -> bool:
    """Whether comments of this wave still wait for their reviewer."""
    return any(not box.outcome for box in wave.comment_boxes.all())

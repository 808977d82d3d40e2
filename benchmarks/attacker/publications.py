"""What is published of such a council, by the product itself, and in which forms."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from benchmarks.attacker.councils import ITEMS, Council, Group, counts_of
from benchmarks.forms import laying_out
from concordat.surveys.rules import pooling, themes
from concordat.surveys.rules.comments import ANSWERS_NEEDED, Comment, Outcome
from concordat.surveys.rules.identifying import Known as KnownNames
from concordat.surveys.rules.instrument import Side
from concordat.surveys.rules.pooled import pooled
from concordat.surveys.rules.pooling import POOLED
from concordat.surveys.rules.release import Atom, Release, release
from concordat.surveys.rules.themes import CannotBeTold, Coding, Draft, InTheirOwnWords


def published(made: Council) -> list[Release]:
    told: list[Release] = []
    for number, wave in enumerate(made.waves):
        sides = [group for group in wave.groups if group.name != POOLED]
        told.append(
            release(
                council="Anywhere",
                wave=f"Wave {number}",
                atoms=[Atom(group.name, group.side, len(group.asked), len(group.said)) for group in sides],
                items=ITEMS,
                counts=_all_counts(sides),
                previous=told[-1] if told else None,
                roster_changed_by=wave.came_or_went,
                pooled=_pooled(made, number, told),
            )
        )
    return [replace(each, own_words=_own_words(made, number)) for number, each in enumerate(told)]


def _all_counts(groups: Sequence[Group]) -> dict[tuple[str, str], list[int]]:
    return {(group.name, item.id): counts_of(group, item) for group in groups for item in ITEMS}


def _pooled(made: Council, number: int, told: Sequence[Release]) -> pooling.Pooled | None:
    wave = made.waves[number]
    if not wave.parishes:
        return None
    own, before = wave.group(POOLED), told[-1].pooled if told else None
    return pooled(
        council="Anywhere",
        wave=f"Wave {number}",
        councils=len(wave.parishes),
        invited=len(own.asked),
        answered=len(own.said),
        items=ITEMS,
        counts=_all_counts([own]),
        previous=before,
        roster_changed_by=wave.came_or_went[POOLED],
        guarded=before is not None and pooling.is_guarded(made.waves[number - 1].parishes, wave.parishes),
    )


# Each comment is a word that stands nowhere else.
SYLLABLES = ("ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu")


def _own_words(made: Council, number: int) -> tuple[InTheirOwnWords, ...]:
    """What a reviewer tells of the comments of every third council; sides of fewer than ten are not read."""
    if made.seed % 3:
        return ()
    chance, found = random.Random(7 * made.seed + number), []
    for side in Side:
        groups = [group for group in made.waves[number].groups if group.side is side and group.name != POOLED]
        answered = sum(len(group.said) for group in groups)
        if answered < ANSWERS_NEEDED:
            found.append(InTheirOwnWords(side, Outcome.FEW_ANSWERED))
            continue
        wrote, quoted = chance.choice((answered, answered, answered // 2)), chance.choice((0.0, 0.3, 1.0))
        drafts = [
            Draft(n, f"Theme {'ABCDE'[n - 1]} of {side}", "As the reviewer put it.") for n in range(1, 6)
        ]
        comments, codings, under = {}, {}, Counter()
        for place in range(wrote):
            behind = frozenset(n for n in range(1, 6) if chance.random() < 0.8)
            room = [n for n in sorted(behind) if under[n] < themes.MOST_QUOTES]
            quote = room[0] if room and chance.random() < quoted else None
            under[quote] += 1
            words = "".join(chance.choice(SYLLABLES) for _ in range(6)) + SYLLABLES[place % 10]
            comments[str(place)] = Comment(words, may_quote=True)
            codings[str(place)] = Coding(behind, quote)
        found.append(_reviewed(side, drafts, comments, codings, answered))
    return tuple(found)


def _reviewed(
    side: Side,
    drafts: Sequence[Draft],
    comments: Mapping[str, Comment],
    codings: Mapping[str, Coding],
    answered: int,
) -> InTheirOwnWords:
    """A reviewer who is told that there are too many quotes publishes none."""
    said = {"side": side, "drafts": drafts, "comments": comments, "known": KnownNames(), "answered": answered}
    try:
        return themes.told(codings=codings, **said)
    except CannotBeTold:
        return themes.told(codings={mark: Coding(each.themes) for mark, each in codings.items()}, **said)


def in_forms(told: Sequence[Release], made: Council, kinds: Sequence[str]) -> dict[tuple[str, int], bytes]:
    return laying_out.published(told, changed_by=[wave.came_or_went for wave in made.waves], forms=kinds)

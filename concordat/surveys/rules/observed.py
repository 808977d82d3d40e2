"""Every published figure of a release in one order, for the files that other programs read.

Nothing is worked out here. What the release does not show has no value in any file, and says why.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from concordat.surveys.rules.figures import Figure
from concordat.surveys.rules.instrument import Item
from concordat.surveys.rules.release import Release

# Zip archives hold a day for each file; this one makes the same files the same bytes.
FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Observed:
    """One figure of one group: a question, or the average of a topic."""

    figure: Figure
    group: str  # "G1", "G2" …, in the order of the release
    question: str  # "H1", or "TOPIC_1" … for an average
    label: str
    item: Item | None

    @property
    def answers(self) -> int | None:
        return None if self.figure.suppressed else self.figure.n


def observed(release: Release) -> tuple[Observed, ...]:
    groups, topics, items = (
        groups_of(release),
        topics_of(release),
        {item.id: item for item in release.questions},
    )
    found = []
    for figure in figures_of(release):
        item = items.get(figure.id)
        code = item.id if item else topics[figure.id]
        label = item.topic if item else f"Average of: {figure.id}"
        found.append(Observed(figure, groups[figure.atom], code, label, item))
    return tuple(found)


def figures_of(release: Release) -> tuple[Figure, ...]:
    own = (*release.items, *(each for topic in release.dimensions for each in topic.scores))
    if release.pooled is None:
        return own
    topics = (each for topic in release.pooled.dimensions for each in topic.scores)
    return (*own, *release.pooled.items, *topics)


def groups_of(release: Release) -> dict[str, str]:
    """Each group's code, by its name."""
    names = dict.fromkeys(figure.atom for figure in figures_of(release))
    return {name: f"G{n}" for n, name in enumerate(names, start=1)}


def topics_of(release: Release) -> dict[str, str]:
    """Each topic's code, by its name: a name may hold signs that no code may."""
    items = {item.id for item in release.questions}
    names = dict.fromkeys(figure.id for figure in figures_of(release) if figure.id not in items)
    return {name: f"TOPIC_{n}" for n, name in enumerate(names, start=1)}


def questions_of(release: Release) -> dict[str, str]:
    """Each question's or topic's label, by its code."""
    return {each.question: each.label for each in observed(release)}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files in one archive; the same files give the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), body, zipfile.ZIP_DEFLATED)
    return written.getvalue()

"""Whether any form, or the release itself, says what does not follow from its figures."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from benchmarks.attacker.councils import ASKED, Council
from benchmarks.attacker.solving import NEAR, Known, gathered, places
from benchmarks.forms import Reading
from concordat.surveys.rules.release import Release, composed


def beside_the_record(read: Sequence[Reading]) -> list[str]:
    """What some form says and the released record does not: a figure that stands in one form only."""
    record: Known = gathered(each for each in read if _is_of_the_record(each))
    strange = []
    for each in read:
        own = [said for what, said in record.get((each.wave, each.group, each.item), ()) if what == each.what]
        if not any(_alike(said, each.said) for said in own):
            strange.append(f"Only in {each.form}: {each.what} {each.said} of {each.group}, {each.item}")
    return strange


def _is_of_the_record(each: Reading) -> bool:
    """Of topics the change stands in the trends alone."""
    if each.form == "trend.json":
        return each.item not in ASKED and each.what in {"change", "margin", "word"}
    return each.form == "json"


def _alike(recorded: str, said: str) -> bool:
    if recorded == said:
        return True
    try:
        return abs(float(recorded) - float(said)) <= (
            NEAR[places(said)] if "." in said or "." in recorded else 0
        )
    except ValueError:
        return False


def composed_again(told: Sequence[Release], made: Council) -> bool:
    """Whether all that a release holds follows from its figures, its groups and the release before."""
    return all(
        composed(
            council=each.council,
            wave=each.wave,
            replies=each.atoms,
            figures=each.items,
            items=each.questions,
            previous=told[number - 1] if number else None,
            roster_changed_by=made.waves[number].came_or_went,
            roster_hash=each.roster_hash,
            edition=each.edition,
            remarks=(),
            promised=each.promised,
            pooled=each.pooled,
        )
        == replace(each, own_words=())
        for number, each in enumerate(told)
    )


def guards_held(made: Council, read: Iterable[Reading]) -> list[str]:
    """No change is told in points where one or two names, or parishes, came or went (rules R6 and A20)."""
    found = []
    for each in read:
        if each.what == "change" and made.is_guarded(each.wave, each.group, each.item):
            found.append(f"A change in points where a few came or went: {each}")
    return found

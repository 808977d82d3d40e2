"""The rows of a redline for a table: clause, class, old, new, why."""

from collections.abc import Iterable, Sequence

from concordat.protocol.rules.comparing import Comparison, Did, Pair, Run, Verdict

CLASSES = {
    Verdict.CHANGED: "changed",
    Verdict.NEW: "new",
    Verdict.REMOVED: "removed",
    Verdict.RESTRUCTURED: "restructured",
    Verdict.MOVED: "moved",
    Verdict.EDITORIAL: "editorial",
    Verdict.RENUMBERED: "renumbered",
    Verdict.UNCHANGED: "unchanged",
}
IN_FORCE = "changed in force"
# So many words are shown on either side of a change, and so many of a clause that came or went.
AROUND = 8
MOST = 60

Row = tuple[str, str, str, str, str]
HEAD: Row = ("Clause", "Class", "Old", "New", "Why")


def rows(pairs: Iterable[Pair]) -> tuple[Row, ...]:
    return tuple(
        (where(pair), class_of(pair), excerpt(pair, Did.DELETED), excerpt(pair, Did.INSERTED), pair.why)
        for pair in pairs
    )


def weightiest_first(comparison: Comparison, *, among: Sequence[Verdict] = tuple(CLASSES)) -> list[Pair]:
    """The rows with these verdicts: what changed in force first, and each class in the order of the text."""
    order = {verdict: place for place, verdict in enumerate(CLASSES)}
    found = [pair for pair in comparison.pairs if pair.verdict in among]
    return sorted(found, key=lambda pair: (not pair.in_force, order[pair.verdict]))


def class_of(pair: Pair) -> str:
    return IN_FORCE if pair.in_force else CLASSES[pair.verdict]


def where(pair: Pair) -> str:
    """The clause under its old and its new number."""
    if pair.old and pair.new and pair.old.name != pair.new.name:
        return f"{pair.old.name} → {pair.new.name}"
    place = pair.new or pair.old
    return place.name if place else ""


def summary(comparison: Comparison) -> tuple[tuple[str, int], ...]:
    """How many rows there are of each class that occurs, the weightiest first."""
    told = [(IN_FORCE, len(comparison.changed_in_force))]
    told += [("changed", sum(pair.council_decides for pair in comparison.pairs))]
    told += [
        (name, comparison.counts[verdict])
        for verdict, name in CLASSES.items()
        if verdict is not Verdict.CHANGED
    ]
    return tuple((name, count) for name, count in told if count or name == IN_FORCE)


def excerpt(pair: Pair, side: Did) -> str:
    """What one side says where the two differ, with a few words before and after."""
    if pair.verdict in (Verdict.UNCHANGED, Verdict.RENUMBERED, Verdict.MOVED, Verdict.RESTRUCTURED):
        return ""
    told = [_shortened(run, side, place, len(pair.runs)) for place, run in enumerate(pair.runs)]
    words = " ".join("".join(told).split())
    return words if len(words.split()) <= MOST else " ".join([*words.split()[:MOST], "…"])


def _shortened(run: Run, side: Did, place: int, count: int) -> str:
    if run.did is not Did.KEPT:
        return run.text if run.did is side else ""
    words = run.text.split()
    before, after = place > 0, place < count - 1
    if len(words) <= AROUND * (before + after) + 1:
        return run.text
    kept = [*(words[:AROUND] if before else []), "…", *(words[-AROUND:] if after else [])]
    # The words keep their distance from what stands beside them.
    lead = " " if run.text[:1].isspace() else ""
    return f"{lead}{' '.join(kept)}{' ' if run.text[-1:].isspace() else ''}"

"""A reading as it is kept, and which files are read while somebody waits for the page."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from typing import Any

from concordat.protocol.rules import repair_kept, tree
from concordat.protocol.rules.clauses import LeftOut, Reading, Span, Stated

# So much is read in well under a second; of anything larger a page shows how far the worker has come.
AT_ONCE = {"docx": 150_000, "pdf": 60_000}
AT_ONCE_ELSE = 250_000


def is_short(size: int, name: str) -> bool:
    return size <= AT_ONCE.get(name.rpartition(".")[2].lower(), AT_ONCE_ELSE)


def with_own_names(reading: Reading, *, own: Collection[str]) -> Reading:
    """The reading without the names of clauses that this instrument never gave, or that stand there twice.

    A file of ours names its clauses in comments that anybody can write: another instrument's file, or a list
    whose comments were copied with its lines, would make one clause pass for another.
    """
    seen: set[str] = set()
    strange = twice = 0
    clauses = []
    for clause in reading.clauses:
        if clause.key and clause.key not in own:
            strange, clause = strange + 1, replace(clause, key="")
        elif clause.key in seen:
            twice, clause = twice + 1, replace(clause, key="")
        if clause.key:
            seen.add(clause.key)
        clauses.append(clause)
    told = []
    if strange:
        told.append(
            f"Names of clauses that this instrument never gave were ignored ({strange} in this file): these "
            "clauses are known again by what they say."
        )
    if twice:
        told.append(
            "Names of clauses that stand in this file more than once were ignored but for the first "
            f"({twice} of them): the others are known again by what they say."
        )
    if not told:
        return reading
    return replace(reading, clauses=tuple(clauses), warnings=(*told, *reading.warnings))


def as_json(reading: Reading) -> dict[str, Any]:
    return {
        "title": reading.title,
        "adopted": asdict(reading.adopted) if reading.adopted else None,
        "review": asdict(reading.review) if reading.review else None,
        "clauses": [repair_kept.clause_as_json(clause) for clause in reading.clauses],
        "left_out": [[each.reason, each.source.start, each.source.end] for each in reading.left_out],
        "warnings": list(reading.warnings),
        "source": reading.source,
    }


def restored(told: Mapping[str, Any]) -> Reading:
    source = told["source"]
    return Reading(
        title=told["title"],
        adopted=Stated(**told["adopted"]) if told["adopted"] else None,
        review=Stated(**told["review"]) if told["review"] else None,
        clauses=tree.planted([repair_kept.clause_of(each) for each in told["clauses"]]),
        left_out=tuple(
            LeftOut(reason, source[start:end], Span(start, end)) for reason, start, end in told["left_out"]
        ),
        warnings=tuple(told["warnings"]),
        source=source,
    )


def cycle_in_months(words: str) -> int | None:
    """ "every four years", "quadrennially", "annually" in months; None where it cannot be told."""
    said = words.lower()
    numbers = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "second": 2, "third": 3, "fourth": 4}
    for name, months in (
        ("quadrennial", 48), ("triennial", 36), ("biennial", 24), ("annual", 12), ("yearly", 12),
        ("quarterly", 3), ("monthly", 1),
    ):  # fmt: skip
        if name in said:
            return months
    for word in said.replace("-", " ").split():
        count = int(word) if word.isascii() and word.isdecimal() and len(word) < 3 else numbers.get(word)
        if count and "year" in said:
            return count * 12
        if count and "month" in said:
            return count
    return 12 if "every year" in said or "each year" in said else None

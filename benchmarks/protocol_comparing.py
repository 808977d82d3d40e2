"""How long two instruments take to be read and compared, beside a plain line diff of the same two files.

    python -m benchmarks.protocol_comparing [--words 7000] [--runs 7]

Two texts of so many words are made by chance: an instrument, and what a council might have made of it in a
year (clauses put in, taken out, moved, reworded, all that follow renumbered). Both are read from plain text
and compared, in turns with `difflib.unified_diff` on the same lines. A line diff knows of no clause and of no
force; it is the least that one could do. Then a constitution of 5,000 clauses is compared with its next
edition, and ten thousand clauses that are all alike. Seconds are those of the processor, so that whoever else
works on the machine does not count. Ends with status 1 if reading and comparing the two takes more than LIMIT
of them in the middle run.
"""

import argparse
import difflib
import json
import random
import resource
import statistics
import time

from concordat.protocol.rules.clauses import Clause, Kind
from concordat.protocol.rules.comparing import Comparison, compare
from concordat.protocol.rules.reading import read

LIMIT = 2.0
POSTS = (
    "clerk",
    "chief executive",
    "monitoring officer",
    "head of service",
    "group leader",
    "ward councillor",
    "scrutiny panel",
)
THINGS = (
    "allotments",
    "gifts",
    "flood defences",
    "school transport",
    "market stalls",
    "cycle racks",
    "tree felling",
    "petitions",
)
WHENS = (
    "within 10 working days",
    "before the end of March",
    "at every meeting",
    "in writing",
    "unless the council decides otherwise",
)
DEEDS = (
    "answer letters about",
    "publish the register of",
    "bring a report on",
    "keep a list of",
    "arrange a briefing about",
)


def sentence(chance: random.Random) -> str:
    things = " and ".join(chance.sample(THINGS, 3))
    tail = " ".join(chance.sample(WHENS, 2))
    modal = chance.choice(("must", "should", "may", "will"))
    post, deed, number = chance.choice(POSTS), chance.choice(DEEDS), chance.randint(1, 9999)
    return f"The {post} {modal} {deed} {things} {tail} number {number}."


def instrument(chance: random.Random, *, words: int) -> list[list[str]]:
    """Sections, each a list of rules."""
    made: list[list[str]] = []
    written = 0
    while written < words:
        section = [sentence(chance) for _ in range(chance.randint(3, 9))]
        made.append(section)
        written += sum(len(rule.split()) for rule in section)
    return made


def amended(chance: random.Random, sections: list[list[str]]) -> list[list[str]]:
    told = [list(section) for section in sections]
    for _ in range(max(1, len(sections) // 2)):
        section = chance.choice(told)
        at = chance.randrange(len(section))
        match chance.randrange(5):
            case 0:
                section.insert(at, sentence(chance))
            case 1 if len(section) > 1:
                section.pop(at)
            case 2:
                section[at] = section[at].replace(" must ", " should ").replace("10 working", "20 working")
            case 3:
                if len(section) > 1:
                    chance.choice(told).append(section.pop(at))
            case _:
                section[at] = section[at].replace(".", "")
    return told


def as_text(sections: list[list[str]]) -> str:
    lines = ["STANDING ORDERS", ""]
    for number, section in enumerate(sections, start=1):
        lines += [f"{number} ORDER ABOUT THE {THINGS[number % len(THINGS)].upper()}"]
        lines += [f"{chr(ord('a') + at % 26)} {rule}" for at, rule in enumerate(section)]
        lines.append("")
    return "\n".join(lines)


def as_tree(sections: list[list[str]]) -> tuple[Clause, ...]:
    made: list[Clause] = []
    for number, section in enumerate(sections, start=1):
        top = len(made)
        made.append(Clause(f"{number}", f"ORDER {THINGS[number % len(THINGS)]} {number}", "", Kind.HEADING))
        made += [
            Clause(f"{number}.{at}", "", rule, Kind.RULE, 1, top) for at, rule in enumerate(section, start=1)
        ]
    return tuple(made)


def read_and_compared(old: str, new: str) -> tuple[float, float, Comparison]:
    began = time.process_time()
    before, after = (read(text.encode(), name="orders.txt") for text in (old, new))
    have_read = time.process_time()
    comparison = compare(before.clauses, after.clauses)
    return have_read - began, time.process_time() - have_read, comparison


def by_lines(old: str, new: str) -> tuple[float, int]:
    began = time.process_time()
    changed = [
        line for line in difflib.unified_diff(old.splitlines(), new.splitlines(), n=0) if line[0] in "+-"
    ]
    return time.process_time() - began, len(changed) - 2


def seconds(old: tuple[Clause, ...], new: tuple[Clause, ...]) -> float:
    began = time.process_time()
    compare(old, new)
    return time.process_time() - began


def spread(times: list[float]) -> list[float]:
    return [round(value, 3) for value in (min(times), statistics.median(times), max(times))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--words", type=int, default=7_000)
    parser.add_argument("--runs", type=int, default=7)
    asked = parser.parse_args()
    chance = random.Random(2026)  # texts for a race, not for a secret
    sections = instrument(chance, words=asked.words)
    changed = amended(chance, sections)
    old, new = as_text(sections), as_text(changed)
    runs = [(read_and_compared(old, new), by_lines(old, new)) for _ in range(asked.runs)]
    totals = [reading + comparing for (reading, comparing, _), _ in runs]
    comparison, lines = runs[0][0][2], runs[0][1][1]
    great = instrument(chance, words=120_000)
    same = tuple(Clause("1.", "", "Members reply.", Kind.RULE) for _ in range(10_000))
    told = {
        "words": [len(old.split()), len(new.split())],
        "reading_both_seconds": spread([reading for (reading, _, _), _ in runs]),
        "comparing_seconds": spread([comparing for (_, comparing, _), _ in runs]),
        "together_seconds": spread(totals),
        "difflib_seconds": spread([took for _, (took, _) in runs]),
        "rows_that_changed": sum(
            pair.verdict not in ("unchanged", "renumbered") for pair in comparison.pairs
        ),
        "lines_that_difflib_calls_changed": lines,
        "clauses_of_the_constitution": len(as_tree(great)),
        "constitution_seconds": round(seconds(as_tree(great), as_tree(amended(chance, great))), 2),
        "ten_thousand_alike_seconds": round(seconds(same, same[:9_000]), 2),
        "memory_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(told, indent=2))
    raise SystemExit(statistics.median(totals) > LIMIT)


if __name__ == "__main__":
    main()

"""How long an instrument takes to be read, beside the least that one could do with its lines.

    python -m benchmarks.protocol_reading [--words 7000] [--pages 500] [--runs 5]

An instrument of so many words is made by chance and read from plain text, in turns with `splitlines` and a
`difflib` line diff of the file with itself shifted by a line: neither knows of any clause. Then texts that
are long in an odd way are read, each beside an instrument of as many characters. Then a constitution of so
many pages is made as PDF and as Word, and each is read once in a process of its own, which tells the steps of
its progress and the most memory that it held. Seconds are those of the processor, so that whoever else works
on the machine does not count. Ends with status 1 if the instrument takes more than LIMIT in the middle run,
an odd text more than TIMES what its peer takes, or a constitution more than MEMORY.
"""

import argparse
import difflib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from concordat.protocol.rules.reading import read
from tests.protocol.made import odd, words
from tests.protocol.made.pdf_files import Printed, printed
from tests.protocol.made.word_files import Level, WordFile

LIMIT = 1.0
TIMES = 15  # an instrument of as many characters
MEMORY = 1_000  # megabytes
LINES = 46  # on a page
READ = (
    "import json, resource, sys, time; from pathlib import Path\n"
    "from concordat.protocol.rules.reading import read\n"
    "file = Path(sys.argv[1]); steps = []; began = time.process_time()\n"
    "made = read(file.read_bytes(), name=file.name, progress=lambda doing, done: steps.append(done))\n"
    "print(json.dumps({'seconds': round(time.process_time() - began, 1), 'clauses': len(made.clauses),"
    " 'progress_steps': len(steps),"
    " 'megabytes': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000}))"
)


def instrument(chance: Random, *, count: int) -> str:
    lines, said, chapter = ["Standing Orders", "", "Adopted by Full Council on 3 May 2023"], 0, 0
    while said < count:
        chapter += 1
        lines += ["", f"{chapter}. {chance.choice(words.of(words.HEADINGS))}"]
        for place in range(1, chance.randint(4, 9)):
            lines.append(f"{chapter}.{place} {words.paragraph(chance)}")
            if chance.random() < 0.3:
                lines += [f"({chr(97 + n)}) {item};" for n, item in enumerate(words.items(chance, 4))]
        said = sum(len(line.split()) for line in lines)
    return "\n".join(lines)


def clauses(chance: Random, *, lines: int) -> list[tuple[int, str]]:
    """(level, words) of about so many printed lines."""
    found: list[tuple[int, str]] = []
    length = 0
    while length < lines:
        found.append((0, chance.choice(words.of(words.HEADINGS))))
        for _ in range(12):
            text = words.paragraph(chance)
            found.append((1, text))
            length += len(text) // 90 + 1
        length += 1
    return found


def as_pdf(parts: list[tuple[int, str]]) -> bytes:
    lines: list[Printed] = [Printed("Constitution", size=18, bold=True)]
    chapter = place = 0
    for level, text in parts:
        if level == 0:
            chapter, place = chapter + 1, 0
            lines.append(Printed(f"{chapter}. {text}", bold=True, gap=8))
            continue
        place += 1
        shown = f"{chapter}.{place} {text}"
        for start in range(0, len(shown), 92):
            lines.append(Printed(shown[start : start + 92], gap=4 if start == 0 else 0))
    return printed(lines, head="Larkfield Borough Council")


def as_word(parts: list[tuple[int, str]]) -> bytes:
    file = WordFile()
    number = file.list_of([Level(), Level(text="%1.%2")])
    file.say("Constitution", style="Title")
    for level, text in parts:
        file.say(text, number=number, level=level, bold=level == 0)
    return file.saved()


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def odd_beside_plain() -> dict[str, float]:
    """Name of an odd text → how many times as long it is read as an instrument of as many characters."""
    longest = max(len(content) for content in odd.FILES.values())
    plain = instrument(Random(2026), count=longest // 4).encode()
    found = {}
    for name, content in odd.FILES.items():
        ours = seconds(lambda content=content, name=name: read(content, name=name))
        peer = plain[: len(content)]
        found[name] = ours / seconds(lambda peer=peer: read(peer, name="plain.txt"))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--words", type=int, default=7_000)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    text = instrument(Random(2026), count=asked.words)
    lines = text.splitlines()
    ours, diffs, splits = [], [], []
    for _ in range(asked.runs):
        ours.append(seconds(lambda: read(text.encode(), name="orders.txt")))
        diffs.append(seconds(lambda: list(difflib.unified_diff(lines, lines[1:]))))
        splits.append(seconds(text.splitlines))
    told: dict[str, object] = {
        "words": len(text.split()),
        "clauses": len(read(text.encode(), name="orders.txt").clauses),
        "read_seconds": [round(v, 2) for v in (min(ours), statistics.median(ours), max(ours))],
        "line_diff_seconds": round(statistics.median(diffs), 4),
        "splitlines_seconds": round(statistics.median(splits), 5),
        "times_a_line_diff": round(statistics.median(ours) / statistics.median(diffs)),
    }
    odd_times = odd_beside_plain()
    told["odd_texts_beside_plain"] = {name: round(times, 1) for name, times in odd_times.items()}
    parts = clauses(Random(500), lines=asked.pages * LINES)
    most = 0
    with tempfile.TemporaryDirectory() as folder:
        for kind, make in (("pdf", as_pdf), ("docx", as_word)):
            path = Path(folder) / f"constitution.{kind}"
            path.write_bytes(make(parts))
            said = subprocess.run(
                [sys.executable, "-c", READ, str(path)], check=True, capture_output=True, text=True
            )
            told[f"{asked.pages}_pages_{kind}"] = figures = json.loads(said.stdout)
            most = max(most, figures["megabytes"])
    print(json.dumps(told, indent=2))
    if statistics.median(ours) > LIMIT or max(odd_times.values()) > TIMES or most > MEMORY:
        raise SystemExit(f"MORE THAN {LIMIT:g} SECOND, {TIMES} TIMES A PLAIN TEXT, OR {MEMORY} MB.")


if __name__ == "__main__":
    main()

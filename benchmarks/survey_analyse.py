"""How long `concordat survey analyse` takes on 100,000 rows, beside the least that pandas could do.

    python -m benchmarks.survey_analyse [--rows 100000] [--runs 7]

Both are whole processes, started afresh, in turns, on the same file: ours checks every cell, counts,
releases by the disclosure rules and writes JSON; pandas reads the file and takes each column's mean by
side. The ratio is ours to theirs. Most of their time is pandas starting, so the ratio is told without
either's start as well, from the quickest runs. With --papers the time with each kind of paper is told too.
Ends with status 1 if the ratio is above LIMIT.
"""

import argparse
import csv
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from concordat.surveys.rules.instrument import INSTRUMENT, Shape

LIMIT = 2.0
BARE = (
    "import sys, time, pandas; began = time.perf_counter(); table = pandas.read_csv(sys.argv[1]); "
    "table.groupby('side').mean(numeric_only=True); print(time.perf_counter() - began)"
)


def write(folder: Path, *, rows: int) -> tuple[Path, Path]:
    """A file of the whole instrument, answered by chance in numbers, and its map."""
    chance = random.Random(2026)  # answers for a race, not for a secret
    answers, guide = folder / "answers.csv", folder / "map.toml"
    tops = [10 if item.shape is Shape.RATING else 3 for item in INSTRUMENT]
    with answers.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["side", *(item.id for item in INSTRUMENT)])
        for row in range(rows):
            cells = [chance.randint(1, top) if chance.random() > 0.05 else "" for top in tops]
            writer.writerow(["councillor" if row % 4 == 0 else "officer", *cells])
    columns = "\n".join(f'{item.id} = "{item.id}"' for item in INSTRUMENT)
    sides = 'councillor = "councillors"\nofficer = "officers"'
    guide.write_text(f'side = "side"\n[sides]\n{sides}\n[items]\n{columns}\n', encoding="utf-8")
    return answers, guide


def said(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout


def seconds(command: list[str]) -> float:
    began = time.perf_counter()
    said(command)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--papers", action="store_true")
    asked = parser.parse_args()
    ours = [sys.executable, "-c", "from concordat.cli import app; app()", "survey"]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        answers, guide = write(folder, rows=asked.rows)
        invited = f"councillors={asked.rows},officers={asked.rows}"
        analyse = [*ours, "analyse", str(answers), "--map", str(guide), "--invited", invited]
        pairs = [
            (
                seconds([*analyse, "--json", str(folder / "out.json")]),
                seconds([sys.executable, "-c", BARE, str(answers)]),
            )
            for _ in range(asked.runs)
        ]
        told = _told(pairs, rows=asked.rows, size=answers.stat().st_size)
        bare = [float(said([sys.executable, "-c", BARE, str(answers)])) for _ in range(asked.runs)]
        start = min(seconds([sys.executable, "-c", "import concordat.cli"]) for _ in range(asked.runs))
        ours_alone = min(ours for ours, _ in pairs) - start
        told |= {
            "concordat_without_start_seconds": round(ours_alone, 2),
            "pandas_without_start_seconds": round(min(bare), 2),
            "ratio_without_start": round(ours_alone / min(bare), 1),
        }
        if asked.papers:
            for kind in ("html", "docx", "pdf"):
                told[f"with_{kind}_seconds"] = round(
                    seconds([*analyse, "--paper", str(folder / f"out.{kind}")]), 2
                )
    print(json.dumps(told, indent=2))
    if told["ratio_median"] > LIMIT:
        raise SystemExit(f"MORE THAN {LIMIT:g} TIMES AS LONG AS PANDAS.")


def _told(pairs: list[tuple[float, float]], *, rows: int, size: int) -> dict[str, float]:
    ratios = sorted(ours / theirs for ours, theirs in pairs)
    return {
        "rows": rows,
        "columns": len(INSTRUMENT) + 1,
        "megabytes": round(size / 1e6, 1),
        "runs": len(pairs),
        "concordat_seconds": round(statistics.median(ours for ours, _ in pairs), 2),
        "pandas_seconds": round(statistics.median(theirs for _, theirs in pairs), 2),
        "ratio_min": round(ratios[0], 2),
        "ratio_median": round(statistics.median(ratios), 2),
        "ratio_max": round(ratios[-1], 2),
    }


if __name__ == "__main__":
    main()

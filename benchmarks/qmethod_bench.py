"""How long `concordat.qmethod` takes, beside its own linear algebra, and beside R qmethod where that is.

    python -m benchmarks.qmethod_bench [--steps 1000] [--without-r]

Three made-up studies (seeds below) are analysed in one process, without reading and importing, after one call
to warm up: 100 people × 60 statements and 1,000 × 80 in the modes standard and qmethod, the latter being R's
own arithmetic; and 1,000 resamples of 9 × 33. For the large one the ratio to a bare correlation and
eigen-decomposition of the same matrix, from the same run, is told. It may be below 1: sorts of 80 statements
have 79 components at most, and finding these is less work than all 1,000 that a bare eigh looks for. If
Rscript and qmethod are there, R times the same files a moment later. Ours is told with one thread of linear
algebra, which is what R has and what serves matrices of this size best, and as the machine gives them. Ends
with status 1 if a limit below is broken with one thread.
"""

import argparse
import csv
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from concordat.qmethod.analysis import analyse
from concordat.qmethod.bootstrap import bootstrap
from concordat.qmethod.results import Mode
from concordat.qmethod.study import Sort, Statement, Study

# How many times the bare algebra the large study may take, and seconds that a busy machine still keeps to.
NEAR_THE_ALGEBRA = 1.5
LIMITS = {"analyse_100x60": 0.5, "analyse_1000x80": 5.0, "bootstrap_9x33": 5.0}
# What R qmethod is to be beaten by, where it is there.
AIMS = {"analyse_100x60": 10, "analyse_1000x80": 50, "bootstrap_9x33": 200}
R_WITHIN, OURS_WITHIN = 240, 120
THREADS = "OPENBLAS_NUM_THREADS"
NAMES = ("made_100x60.csv", "made_1000x80.csv", "resampled_9x33.csv")

HUNDRED = (100, 60, 4, 20261101, (3, 4, 5, 6, 7))
THOUSAND = (1000, 80, 5, 20261103, (4, 6, 7, 8, 9))
NINE = (9, 33, 3, 20261104, (2, 3, 4, 5))


def made_up(people: int, statements: int, views: int, seed: int, half: tuple[int, ...]) -> Study:
    """A forced study: everyone sorts by one of the views, some upside down, with a common part and noise."""
    rng = np.random.default_rng(seed)
    wing = np.repeat(np.arange(-len(half), 0), half)
    grid = np.concatenate([wing, np.zeros(statements - 2 * len(wing), dtype=int), -wing[::-1]])
    held = rng.normal(size=(views, statements))
    shared = 0.5 * rng.normal(size=statements)
    sorts = []
    for person in range(people):
        sign = -1 if rng.random() < 0.15 else 1
        feeling = sign * held[person % views] + shared + 0.9 * rng.normal(size=statements)
        laid = np.empty(statements, dtype=int)
        laid[np.argsort(feeling)] = grid
        sorts.append(Sort(f"P{person + 1:04d}", tuple(int(value) for value in laid)))
    return Study(tuple(Statement(f"s{row + 1}") for row in range(statements)), tuple(sorts))


def write(study: Study, path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["statement", *study.participants])
        for row, statement in enumerate(study.statements):
            writer.writerow([statement.id, *(sort.values[row] for sort in study.sorts)])


def seconds(work: Callable[[], Any], *, times: int) -> list[float]:
    work()
    took = []
    for _ in range(times):
        began = perf_counter()
        work()
        took.append(perf_counter() - began)
    return took


def ours(hundred: Study, thousand: Study, nine: Study, *, steps: int) -> dict[str, list[float]]:
    large = np.array([sort.values for sort in thousand.sorts], dtype=float)
    found = {
        f"analyse_100x60 {mode.value}": seconds(partial(analyse, hundred, factors=4, mode=mode), times=15)
        for mode in Mode
    }
    found["algebra_1000x80"] = seconds(lambda: np.linalg.eigh(np.corrcoef(large)), times=5)
    for mode in (Mode.STANDARD, Mode.QMETHOD):
        large_one = partial(analyse, thousand, factors=5, mode=mode)
        found[f"analyse_1000x80 {mode.value}"] = seconds(large_one, times=5)
    few = analyse(nine, factors=3)
    found["bootstrap_9x33 standard"] = seconds(lambda: bootstrap(few, steps=steps, seed=1), times=7)
    return found


def beside(folder: Path, *, steps: int) -> dict[str, Any] | None:
    """What R took for the same files; None where there is no R, no qmethod, or too little patience."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        print("Rscript is not on this machine: ours alone.\n")
        return None
    script = Path(__file__).with_name("qmethod_beside_r.R")
    try:
        subprocess.run(
            [rscript, str(script), str(folder), str(steps)],
            check=True,
            capture_output=True,
            text=True,
            timeout=R_WITHIN,
        )
    except subprocess.CalledProcessError as wrong:
        print(f"R could not time it ({wrong.stderr.strip().splitlines()[-1:]}): ours alone.\n")
        return None
    except subprocess.TimeoutExpired:
        print(f"R took more than {R_WITHIN} seconds: ours alone.\n")
        return None
    return dict(json.loads((folder / "beside.json").read_text(encoding="utf-8")))


def measured(folder: Path, *, steps: int, threads: str) -> dict[str, list[float]]:
    """Ours, in a program of its own: the linear algebra counts its threads once, as it is loaded."""
    setting = {name: value for name, value in os.environ.items() if name != THREADS}
    if threads:
        setting[THREADS] = threads
    answer = folder / "ours.json"
    command = [sys.executable, "-m", "benchmarks.qmethod_bench", "--steps", str(steps), "--into", str(answer)]
    subprocess.run(command, check=True, timeout=OURS_WITHIN, env=setting)
    return dict(json.loads(answer.read_text(encoding="utf-8")))


def told(took: list[float]) -> str:
    return f"{min(took):8.4f} {statistics.median(took):8.4f} {max(took):8.4f}  n {len(took)}"


def show(found: dict[str, list[float]], *, threads: str) -> None:
    title = f"seconds, {threads} thread" if threads else f"seconds, threads as they come: {os.cpu_count()}"
    print(f"{title:34s} {'least':>8s} {'median':>8s} {'most':>8s}")
    for name, took in found.items():
        print(f"{name:34s} {told(took)}")
    algebra = statistics.median(found["algebra_1000x80"])
    for name in large(found):
        ratio = statistics.median(found[name]) / algebra
        print(f"    {name}: {ratio:.2f} times its bare correlation and eigh")
    print(flush=True)


def large(found: dict[str, list[float]]) -> list[str]:
    return [name for name in found if name.startswith("analyse_1000x80")]


def compare(found: dict[str, list[float]], theirs: dict[str, Any]) -> None:
    print(
        f"beside {theirs['R'][0]}, qmethod {theirs['qmethod'][0]}, {theirs['lapack'][0]}; ours with 1 thread"
    )
    for case, aim in AIMS.items():
        if not theirs[case]:
            print(f"{case:34s} R stopped at a tie with the seeds {theirs['bootstrap_stopped_at_seeds']}")
            continue
        slow = statistics.median(theirs[case])
        print(f"{case:34s} {told(theirs[case])}")
        for name, took in found.items():
            if name.startswith(case) and not name.endswith("kade"):
                ratio = slow / statistics.median(took)
                print(f"    {name:30s} {ratio:6.0f} times as fast (aim: {aim})")
    slow, quick = (statistics.median(each["algebra_1000x80"]) for each in (theirs, found))
    print(f"{'algebra_1000x80':34s} {told(theirs['algebra_1000x80'])}")
    print(
        f"    of which NumPy's linear algebra against R's makes {slow / quick:.0f}; most of the rest of R's"
    )
    print("    time goes into fit statistics that Q method does not use\n")


def held(found: dict[str, list[float]]) -> bool:
    algebra = statistics.median(found["algebra_1000x80"])
    near = all(statistics.median(found[name]) <= NEAR_THE_ALGEBRA * algebra for name in large(found))
    return near and all(
        statistics.median(took) <= LIMITS.get(name.split()[0], float("inf")) for name, took in found.items()
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--without-r", action="store_true")
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    studies = [made_up(*each) for each in (HUNDRED, THOUSAND, NINE)]
    if asked.into:
        asked.into.write_text(json.dumps(ours(*studies, steps=asked.steps)), encoding="utf-8")
        return 0
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    print(f"NumPy {np.__version__}, {blas['name']} {blas['version']}\n", flush=True)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for study, name in zip(studies, NAMES, strict=True):
            write(study, folder / name)
        found = measured(folder, steps=asked.steps, threads="1")
        show(found, threads="1")
        show(measured(folder, steps=asked.steps, threads=""), threads="")
        theirs = None if asked.without_r else beside(folder, steps=asked.steps)
    if theirs is not None:
        compare(found, theirs)
    well = held(found)
    print("The limits hold." if well else "A LIMIT IS BROKEN.")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())

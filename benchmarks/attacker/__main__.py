"""The attack on as many councils as one likes: `python -m benchmarks.attacker`."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from benchmarks import attacker, forms
from benchmarks.attacker import Attacked, attack


def _some(seeds: range) -> tuple[list[Attacked], float]:
    """What came of them, and the seconds of the processor that they took."""
    began = time.process_time()
    told = [attack(seed, worlds=3 if seed % 20 == 0 else 1, kinds=_kinds(seed)) for seed in seeds]
    return told, time.process_time() - began


def _kinds(seed: int) -> Sequence[str] | None:
    """The record of all, files of each twentieth council, but for PDF every form of each four-hundredth."""
    if seed % 2500 == 0:
        return forms.EVERY
    if seed % 400 == 0:
        return (*forms.QUICK, *forms.WORD)
    return () if seed % 20 == 0 else None


def prepare() -> None:
    """The page's words come through gettext."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()


def main() -> int:
    words = argparse.ArgumentParser(
        description=attacker.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    words.add_argument("--councils", type=int, default=10_000)
    words.add_argument("--seed", type=int, default=1)
    asked = words.parse_args()
    began, done, busy = time.perf_counter(), [], 0.0
    batches = [
        range(at, min(at + 250, asked.seed + asked.councils))
        for at in range(asked.seed, asked.seed + asked.councils, 250)
    ]
    with ProcessPoolExecutor(max_workers=2, initializer=prepare) as pool:
        for batch, seconds in pool.map(_some, batches):
            done += batch
            busy += seconds
            if len(done) % 1000 < 250:
                print(f"  {len(done):6d} councils, {time.perf_counter() - began:4.0f} s", flush=True)
    broken = [each for each in done if each.broken]
    print(
        f"{len(done)} councils, {sum(each.waves for each in done)} health checks,"
        f" {sum(each.figures for each in done)} figures read;"
        f" {sum(each.otherwise for each in done)} answers otherwise in worlds that look alike;"
        f" {len(broken)} councils in which something was pinned. {busy:.0f} seconds of the processor."
    )
    for each in broken[:5]:
        print(f"  seed {each.seed}: {each.broken[0]}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

"""Every benchmark in turn, each a ratio to a named peer or held to a limit: `make bench`.

    python -m benchmarks

What was measured, and on what, stands in docs/performance.md. Each has a time in which it must be done, ten
minutes for all together on two cores. Ends with status 1 if any of them breaks its promise.
"""

import signal
import subprocess
import sys
import time

# What it shows, the module with its words, and the most seconds that it may take.
IN_TURN = (
    (
        "No answer can be worked out from what is shown: every outcome of 5 to 200 answers",
        "disclosure_proofs",
        180,
    ),
    ("A file of 100,000 answers, beside pandas reading it and taking means", "survey_analyse --papers", 120),
    ("Ballots of 32 people at once, beside a page that inserts one row", "ballots", 300),
)


def held(module: str, *, within: int) -> bool:
    """Run it as a program of its own; one that takes too long is told to clear up and go."""
    name, *words = module.split()
    process = subprocess.Popen([sys.executable, "-m", f"benchmarks.{name}", *words])
    try:
        return process.wait(timeout=within) == 0
    except subprocess.TimeoutExpired:
        print(f"NOT DONE IN {within} SECONDS.", flush=True)
        return False
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    broken = []
    for title, module, within in IN_TURN:
        print(f"── {title}\n   python -m benchmarks.{module}\n", flush=True)
        began = time.monotonic()
        if not held(module, within=within):
            broken.append(module)
        print(f"\n   {time.monotonic() - began:.0f} seconds\n", flush=True)
    print(f"BROKEN: {', '.join(broken)}" if broken else "All hold.")
    raise SystemExit(bool(broken))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    main()

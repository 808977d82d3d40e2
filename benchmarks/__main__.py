"""Every benchmark in turn, each a ratio to a named peer or held to a limit: `make bench`.

    python -m benchmarks

What was measured, and on what, stands in docs/performance.md and docs/reliability.md. All together have
twenty minutes on two cores. Ends with status 1 if any of them breaks its promise, or is not done by then.
"""

import signal
import subprocess
import sys
import time

# For all together, on two cores: who waits for them has one figure to plan with, and a slow one its share.
WITHIN = 1200  # seconds

# What it shows, and the module with its words.
IN_TURN = (
    (
        "What is shown tells nobody’s answer: every outcome of 5 to 200 answers",
        "disclosure_proofs",
    ),
    ("10,000 random councils, and an attacker who holds all that was published of them", "attacker"),
    ("A file of 100,000 answers, beside pandas reading it and taking means", "survey_analyse --papers"),
    ("Q studies, beside R qmethod where it is installed", "qmethod_bench"),
    ("A year of 50,000 enquiries, beside a plain permutation of one figure", "impartiality_speed"),
    ("Instruments read beside a line diff, odd ones among them, and 500 pages", "protocol_reading"),
    ("Two instruments of 7,000 words read and compared, beside a line diff", "protocol_comparing"),
    ("Due times of 100,000 enquiries after a new holiday, beside walking by days", "enquiries_due"),
    ("Ballots of 32 people at once, beside a page that inserts one row", "ballots"),
    ("Ballots in a storm: servers killed, databases restarted, disks filled", "faults"),
    ("20,000 hostile requests to every form of the demonstration", "fuzz"),
)
# Each takes minutes, so only when it is asked for.
ON_REQUEST = (
    ("An officer’s queue with 100,000 enquiries, beside the bare indexed query", "enquiries_queue"),
    ("Two thousand people within ten minutes, beside a plain form", "load"),
    ("2,000 years in which groups do not differ, beside the ordinary log-rank test", "impartiality_null"),
)


def held(module: str, *, within: float) -> bool:
    """Run it as a program of its own; one that takes too long is told to clear up and go."""
    name, *words = module.split()
    process = subprocess.Popen([sys.executable, "-m", f"benchmarks.{name}", *words])
    try:
        return process.wait(timeout=within) == 0
    except subprocess.TimeoutExpired:
        print(f"NOT DONE WHEN ALL TOGETHER HAD TAKEN {WITHIN} SECONDS.", flush=True)
        return False
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    broken = []
    first = time.monotonic()
    for title, module in IN_TURN:
        print(f"── {title}\n   python -m benchmarks.{module}\n", flush=True)
        began = time.monotonic()
        if not held(module, within=max(0, first + WITHIN - began)):
            broken.append(module)
        print(f"\n   {time.monotonic() - began:.0f} seconds\n", flush=True)
    told = f"BROKEN: {', '.join(broken)}" if broken else "All hold."
    print(f"{time.monotonic() - first:.0f} seconds of {WITHIN}.", told)
    raise SystemExit(bool(broken))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    main()

"""Every benchmark in turn, each a ratio to a named peer or held to a limit: `make bench`.

    python -m benchmarks

What was measured, and on what, stands in docs/performance.md and docs/reliability.md. Each has a time in
which it must be done, twenty minutes for all together on two cores. Ends with status 1 if any of them breaks
its promise.
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
        25,
    ),
    ("10,000 random councils, and an attacker who holds all that was published of them", "attacker", 210),
    ("A file of 100,000 answers, beside pandas reading it and taking means", "survey_analyse --papers", 45),
    ("Q studies, beside R qmethod where it is installed", "qmethod_bench", 135),
    ("A year of 50,000 enquiries, beside a plain permutation of one figure", "impartiality_speed", 30),
    ("An instrument read beside a line diff, and a constitution of 500 pages", "protocol_reading", 60),
    ("Two instruments of 7,000 words read and compared, beside a line diff", "protocol_comparing", 20),
    ("Due times of 100,000 enquiries after a new holiday, beside walking by days", "enquiries_due", 15),
    ("Ballots of 32 people at once, beside a page that inserts one row", "ballots", 120),
    ("Ballots in a storm: servers killed, databases restarted, disks filled", "faults", 240),
    ("20,000 hostile requests to every form of the demonstration", "fuzz", 300),
)
# Each takes minutes, so only when it is asked for.
ON_REQUEST = (
    ("An officer’s queue with 100,000 enquiries, beside the bare indexed query", "enquiries_queue"),
    ("Two thousand people within ten minutes, beside a plain form", "load"),
    ("2,000 years in which groups do not differ, beside the ordinary log-rank test", "impartiality_null"),
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

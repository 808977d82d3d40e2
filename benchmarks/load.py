"""Two thousand people answer within ten minutes, beside a plain form that inserts one row.

    python -m benchmarks.load [--people 2000] [--minutes 10] [--databases sqlite,postgresql] [--quick]

Everyone comes at a moment of their own, drawn evenly over the time; opens their link; turns every page with a
second's thought before each; looks everything through and seals; then sends the plain form, on the same
server, which does nothing but insert one row. `--quick` lets a tenth of the people come in a tenth of the
time: as many at a time, but over sooner, and with smaller boxes. Prints a line of JSON for each database,
with the milliseconds at the 50th, 95th and 99th hundredth. Ends with status 1 if anybody was refused or a
ballot was lost. Not part of `make bench`, whose other programs would wait twenty minutes for it.
"""

import argparse
import http.client
import json
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from contextlib import closing
from urllib.parse import urlencode

from benchmarks.ballots import in_django, postgresql, server, sqlite

CHECK, SEALED = b"Check your answers", b"Your answers are sealed"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
AT_ONCE = 120  # more than are ever on the way together


class Day:
    """Who comes when, and how long each of their pages took."""

    def __init__(self, port: int, links: Sequence[str], items: Sequence[tuple[str, int]], *, seconds: float):
        self.port, self.items = port, items
        self.chance = random.Random(7)
        moments = sorted(self.chance.uniform(0, seconds) for _ in links)
        self.coming = deque(zip(moments, links, strict=True))
        self.took: dict[str, list[float]] = defaultdict(list)
        self.wrong: Counter[str] = Counter()
        self.late = 0.0

    def pass_by(self) -> float:
        began = time.monotonic()
        threads = [threading.Thread(target=self._receive, args=(began,)) for _ in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return time.monotonic() - began

    def _receive(self, began: float) -> None:
        while True:
            try:
                moment, link = self.coming.popleft()
            except IndexError:
                return
            wait = began + moment - time.monotonic()
            self.late = max(self.late, -wait)
            time.sleep(max(0.0, wait))
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
                try:
                    self._answer(connection, link)
                except (OSError, http.client.HTTPException) as fault:
                    self.wrong[type(fault).__name__] += 1

    def _answer(self, connection: http.client.HTTPConnection, link: str) -> None:
        answers = [(item, str(self.chance.randint(1, top))) for item, top in self.items]
        self._timed(connection, "page", "GET", link)
        for page in range(1, 40):
            time.sleep(1)
            if CHECK in self._timed(connection, "page", "POST", link, [*answers, ("go", str(page))]):
                break
        time.sleep(1)
        if SEALED not in self._timed(connection, "sealing", "POST", link, [*answers, ("go", "seal")]):
            self.wrong["not sealed"] += 1
        self._timed(connection, "one row", "POST", "/one-row", answers)

    def _timed(
        self,
        connection: http.client.HTTPConnection,
        what: str,
        method: str,
        path: str,
        pairs: Sequence[tuple[str, str]] = (),
    ) -> bytes:
        began = time.perf_counter()
        connection.request(method, path, urlencode(pairs) or None, FORM if pairs else {})
        answer = connection.getresponse()
        words = answer.read()
        self.took[what].append(1000 * (time.perf_counter() - began))
        if answer.status not in {200, 201}:
            self.wrong[f"{what}: {answer.status}"] += 1
        return words


def at(times: Sequence[float], hundredth: int) -> int:
    return round(sorted(times)[min(len(times) - 1, len(times) * hundredth // 100)])


def measured(name: str, url: str, *, people: int, seconds: float) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as static:
        environment = os.environ | {
            "STATIC_ROOT": static,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "benchmarks.beside_settings",
            "DEMO": "yes",
            "DEBUG": "no",
        }
        prepared = in_django("prepare", environment, str(people))
        with server(environment) as port:
            day = Day(port, prepared["links"], prepared["items"], seconds=seconds)
            lasted = day.pass_by()
        box = in_django("count", environment)
    return {
        "database": name,
        "people": len(prepared["links"]),
        "seconds": round(lasted),
        "requests": sum(map(len, day.took.values())),
        "milliseconds_p50_p95_p99": {
            what: [at(times, hundredth) for hundredth in (50, 95, 99)] for what, times in day.took.items()
        },
        "came_late_by_seconds_at_most": round(day.late, 1),
        "wrong": dict(day.wrong),
        "in_the_box": box["read"],
        "lost": len(prepared["links"]) - box["read"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    share = 10 if asked.quick else 1
    made = {"sqlite": sqlite, "postgresql": postgresql}
    ill = False
    for name in asked.databases.split(","):
        with made[name]() as url:
            told = measured(name, url, people=asked.people // share, seconds=60 * asked.minutes / share)
        print(json.dumps(told), flush=True)
        ill = ill or bool(told["wrong"] or told["lost"])
    if ill:
        raise SystemExit("SOMEBODY WAS REFUSED, OR A BALLOT WAS LOST.")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is ended, too
    main()

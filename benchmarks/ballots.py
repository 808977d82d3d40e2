"""Ballots per second under 32 clients at once, beside a view on the same server that inserts one row.

    python -m benchmarks.ballots [--ballots 1000] [--clients 32] [--databases sqlite,postgresql]

It starts a real server (granian, two processes) on loopback with a database of its own, which it makes and
removes; PostgreSQL is a cluster of its own too. Each client keeps its connection open. Ballots and rows
alternate in rounds, because the machine is not the same from one minute to the next. Every tenth link is sent
by two clients at the same moment. Prints a line of JSON for each database, then a table for docs. Ends with
status 1 if a ballot was lost, counted twice or refused.
"""

import argparse
import http.client
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

from tests import machine

ROUNDS = 4
WORKERS = 2
HERE = Path(__file__).parents[1]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/ballots.sqlite3"


@contextmanager
def postgresql() -> Iterator[str]:
    """A cluster of its own, with the settings that PostgreSQL comes with.

    The one that the tests use (`machine.a_postgresql`) is faster than any council's: it may forget what it
    was told when the power fails, and a ballot may not.
    """
    programs = machine.postgresql()
    # PostgreSQL refuses to run as root.
    become = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": "/"}
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="concordat-ballots-") as folder:
        if become:
            shutil.chown(folder, "postgres")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        control = [*become, programs / "pg_ctl", "-D", f"{folder}/data", "-s", "-w"]
        initial = [programs / "initdb", "-D", f"{folder}/data", "-U", "postgres", "-A", "trust"]
        subprocess.run([*become, *initial], **quiet)
        try:
            subprocess.run([*control, "-o", options, "-l", f"{folder}/log", "start"], **quiet)
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **quiet | {"check": False})


@contextmanager
def server(environment: dict[str, str]) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", str(WORKERS)]
    command += ["--no-access-log", "--log-level", "error", "--host", "127.0.0.1", "--port", str(port)]
    command += ["concordat.wsgi:application"]
    process = subprocess.Popen(command, env=environment, cwd=HERE, start_new_session=True)
    try:
        wait_for(process, port)
        yield port
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # a worker that outlived its parent


def wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(300):
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit("The server did not start.")


def storm(port: int, posts: Sequence[tuple[str, bytes]], clients: int) -> tuple[float, list[int]]:
    """Send all of these, shared among the clients; seconds from the first to the last, and every answer."""
    waiting = list(reversed(posts))
    answers: list[int] = []
    ready = threading.Barrier(clients + 1, timeout=60)

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.connect()
        ready.wait()
        while True:
            try:
                path, body = waiting.pop()
            except IndexError:
                return
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", path, body, kind)
            answer = connection.getresponse()
            answer.read()
            answers.append(answer.status)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    ready.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    assert len(answers) == len(posts), f"{len(posts) - len(answers)} of {len(posts)} were not answered."
    return seconds, answers


def measured(name: str, url: str, *, static: str, ballots: int, clients: int) -> dict[str, object]:
    environment = os.environ | {
        "STATIC_ROOT": static,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "benchmarks.beside_settings",
        "DEMO": "yes",
        "DEBUG": "no",
    }
    prepared = in_django("prepare", environment, str(ballots))
    answers = random.Random(7)
    cast: list[float] = []
    rows: list[float] = []
    taken = refused = 0
    with server(environment) as port:
        form = [(item, str(answers.randint(1, top))) for item, top in prepared["items"]]
        body = urlencode([*form, ("go", "seal")]).encode()
        storm(port, [("/one-row", body)] * 64, clients)  # warm
        share = len(prepared["links"]) // ROUNDS
        for n in range(ROUNDS):
            seconds, told = storm(port, [("/one-row", body)] * share, clients)
            assert set(told) == {201}, f"Rows were refused: {set(told)}"
            rows.append(share / seconds)
            links = prepared["links"][n * share : (n + 1) * share]
            posts = [(link, body) for m, link in enumerate(links) for _ in range(2 if m % 10 == 0 else 1)]
            seconds, told = storm(port, posts, clients)
            assert set(told) <= {200, 410}, f"Ballots were refused: {sorted(set(told))}"
            cast.append(told.count(200) / seconds)
            taken += told.count(200)
            refused += told.count(410)
    box = in_django("count", environment)
    ratios = sorted(ballot / row for ballot, row in zip(cast, rows, strict=True))
    return {
        "database": name,
        "clients": clients,
        "ballots": taken,
        "sent_twice_and_refused": refused,
        "lost": max(0, taken - box["read"]),
        "doubled": max(0, box["read"] - taken),
        "ballots_per_second": round(sum(cast) / len(cast)),
        "rows_per_second": round(sum(rows) / len(rows)),
        "ratio": [round(ratio, 2) for ratio in (ratios[0], ratios[len(ratios) // 2], ratios[-1])],
    }


# ------------------------------------------------------- what happens in a process of its own, with Django


def in_django(what: str, environment: dict[str, str], *words: str) -> dict[str, object]:
    command = [sys.executable, "-m", "benchmarks.ballots", f"--{what}", *words]
    done = subprocess.run(command, env=environment, cwd=HERE, check=True, capture_output=True, text=True)
    told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return told


def prepare(number: int) -> dict[str, object]:
    """A council whose people will cast this many ballots, half of them of each side; their links."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils.timezone import localdate, now

    from benchmarks.beside import KEYS, TABLE
    from concordat.people import actions as people
    from concordat.people.rules.duties import Duty, Kind
    from concordat.surveys import actions, queries
    from concordat.surveys.actions import launching

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        cursor.execute(TABLE.format(key=KEYS[connection.vendor]))
    at = now()
    today = localdate(at)
    council = people.found_council(
        name="Stormbridge", slug="stormbridge", tier="unitary", nation="England", at=at
    )

    def appoint(name: str, kind: Kind, *duties: Duty):
        return people.appoint(
            council=council, name=name, email=f"{name}@stormbridge.example", kind=kind, begins_on=today,
            duties=frozenset(duties), by=None, at=at,
        )  # fmt: skip

    clerk = appoint("clerk", Kind.OFFICER, Duty.MONITORING_OFFICER)
    everyone = [
        appoint(f"{kind}{n}", kind) for kind in (Kind.COUNCILLOR, Kind.OFFICER) for n in range(number // 2)
    ]
    wave = actions.prepare_wave(
        name="Storm", committee="Standards", opens_on=today, closes_on=today.replace(year=today.year + 1),
        instrument="full", by=clerk, at=at,
    )  # fmt: skip
    actions.draw_up_roster(wave=wave, by=clerk, at=at)
    for signer in (everyone[0], everyone[-1]):
        actions.sign_roster(wave=wave, roster_hash=wave.roster_hash, by=signer, at=at)
    actions.name_holders(wave=wave, holders=[clerk, everyone[0], everyone[-1]], by=clerk, at=at)
    secrets = [actions.collect_secret(holder=holder, by=clerk, at=at) for holder in queries.holders_of(wave)]
    links: list[str] = []
    # The invitations are not what is measured: their links are taken from them here, and none is sent.
    launching.letters.send_many = lambda *, letters, **_: links.extend(link for _to, link in letters)
    actions.launch(wave=wave, by=clerk, at=at)
    random.Random(7).shuffle(links)
    wave.refresh_from_db()
    tops = {"M": 10, "D": 3}
    return {
        "links": [link[link.index("/answer/") :] for link in links][:number],
        "items": [(item.id, tops[item.shape]) for item in queries.items_of(wave)],
        "secrets": secrets,
    }


def count() -> dict[str, object]:
    """How many ballots lie in the boxes, none of them twice, and how many links were used for them."""
    import django

    django.setup()
    from concordat.surveys import queries
    from concordat.surveys.models import Urn
    from concordat.surveys.rules import ballot, sealing

    read = used = 0
    for urn in Urn.objects.select_related("atom__wave"):
        length = ballot.size(queries.items_of(urn.atom.wave)) + sealing.OVERHEAD
        read += len(set(ballot.parts(bytes(urn.box), length=length)))
        used += len(ballot.parts(bytes(urn.spent), length=ballot.HASH))
    assert read == used, f"{read} ballots came with {used} links."
    return {"read": read, "used": used}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--ballots", type=int, default=1000)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--prepare", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--count", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.prepare:
        return print(json.dumps(prepare(asked.prepare)))
    if asked.count:
        return print(json.dumps(count()))
    made = {"sqlite": sqlite, "postgresql": postgresql}
    results = []
    for name in asked.databases.split(","):
        with made[name]() as url, tempfile.TemporaryDirectory() as static:
            results.append(measured(name, url, static=static, ballots=asked.ballots, clients=asked.clients))
        print(json.dumps(results[-1]), flush=True)
    print("\n| database | ballots/s | one-row inserts/s | ratio: least, median, most | lost | doubled |")
    print("|---|---|---|---|---|---|")
    for each in results:
        told = [each[key] for key in ("database", "ballots_per_second", "rows_per_second")]
        ratio = ", ".join(str(ratio) for ratio in each["ratio"])
        print("|", " | ".join(map(str, [*told, ratio, each["lost"], each["doubled"]])), "|")
    if any(each["lost"] or each["doubled"] for each in results):
        raise SystemExit("BALLOTS WERE LOST OR COUNTED TWICE.")
    return None


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is ended, too
    main()

"""Ballots in a storm while the worst happens: 0 lost, 0 counted twice, 0 links wasted.

    python -m benchmarks.faults [--ballots 240] [--clients 16] [--databases sqlite,postgresql]
                                [--faults killed,restarted,full]

    killed      the server's processes get SIGKILL, twice, and are started again at once
    restarted   PostgreSQL is stopped and started, once in good order and once as in a power cut
    full        something else fills the disk on which the database lies (a small one of its own, which only
                root may make), and is cleared away once people were told to wait

A real server (granian, two processes) with a database of its own. Each ballot carries the number of
its link in its answers. Whoever gets no answer, or is asked for patience, presses again until the page says
that the ballot is in the box. Then the box is opened with two of the three secrets, and every number must be
there exactly once. Prints a line of JSON for each storm, and ends with status 1 if one is not so.
"""

import argparse
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import urlencode

from benchmarks.ballots import HERE, WORKERS, free_port, in_django, wait_for
from tests import machine

SEALED = b"Your answers are sealed"
PATIENCE = 180  # seconds, after which a storm that is not over has failed
QUIETLY = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


class Server:
    """Granian, which can be killed as no program can defend itself against, and started again."""

    def __init__(self, environment: dict[str, str], *, log: IO[bytes] | int = subprocess.DEVNULL) -> None:
        self.environment, self.port, self.log = environment, free_port(), log

    def start(self) -> None:
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", str(WORKERS)]
        command += ["--no-access-log", "--log-level", "critical", "--host", "127.0.0.1"]
        command += ["--port", str(self.port), "concordat.wsgi:application"]
        self.process = subprocess.Popen(
            command, env=self.environment, cwd=HERE, start_new_session=True, stdout=self.log, stderr=self.log
        )
        wait_for(self.process, self.port)

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass
class Crowd:
    """People with a link each, who press the last button until they are told that it is in the box."""

    port: int
    posts: Sequence[tuple[str, bytes]]
    clients: int
    acknowledged: set[int] = field(default_factory=set)
    already_in: set[int] = field(default_factory=set)
    trouble: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.waiting = deque(range(len(self.posts)))
        self.until = time.monotonic() + PATIENCE
        self.threads = [threading.Thread(target=self._press) for _ in range(self.clients)]
        for thread in self.threads:
            thread.start()

    def at_least(self, share: float) -> None:
        """Wait until this share of them is done."""
        while len(self.acknowledged) < share * len(self.posts) and any(t.is_alive() for t in self.threads):
            time.sleep(0.005)

    def troubled(self, times: int, *, within: float) -> None:
        """Wait until so many more presses came to nothing."""
        before, until = self.trouble.total(), time.monotonic() + within
        while self.trouble.total() < before + times and time.monotonic() < until:
            time.sleep(0.01)

    def done(self) -> None:
        for thread in self.threads:
            thread.join()

    def _press(self) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            self._press_over(connection)

    def _press_over(self, connection: http.client.HTTPConnection) -> None:
        while time.monotonic() < self.until:
            try:
                number = self.waiting.popleft()
            except IndexError:
                return
            path, body = self.posts[number]
            try:
                connection.request("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})
                answer = connection.getresponse()
                words = answer.read()
            except (OSError, http.client.HTTPException):
                connection.close()
                self._again(number, "no answer")
                continue
            if answer.status == 200 and SEALED in words:
                self.acknowledged.add(number)
            elif answer.status == 410:
                self.already_in.add(number)
            else:
                self._again(number, str(answer.status))

    def _again(self, number: int, why: str) -> None:
        self.trouble[why] += 1
        self.waiting.append(number)
        time.sleep(0.1)


# ------------------------------------------------------------------------------------- the databases


class SQLite:
    def __init__(self, folder: str) -> None:
        self.folder, self.url = folder, f"sqlite:///{folder}/ballots.sqlite3"

    def start(self) -> None: ...

    def stop(self) -> None: ...


class PostgreSQL:
    """A cluster of its own, as it comes: what it acknowledged survives a power cut."""

    def __init__(self, folder: str) -> None:
        self.folder, port = folder, free_port()
        # PostgreSQL refuses to run as root.
        self.become = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.become:
            shutil.chown(folder, "postgres")
        self.url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        self.options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        self.options += " -c wal_recycle=off -c max_wal_size=64MB"  # so that a full disk is felt at once
        programs = machine.postgresql()
        self.control = [*self.become, programs / "pg_ctl", "-D", f"{folder}/data", "-s", "-w"]
        initial = [programs / "initdb", "-D", f"{folder}/data", "-U", "postgres", "-A", "trust"]
        subprocess.run([*self.become, *initial], check=True, cwd="/", **QUIETLY)

    def start(self) -> None:
        """Start it, or find that it has started itself again."""
        command = [*self.control, "-o", self.options, "-l", f"{self.folder}/log", "start"]
        for _ in range(20):
            if not subprocess.run([*self.control, "status"], check=False, cwd="/", **QUIETLY).returncode:
                return
            if not subprocess.run(command, check=False, cwd="/", **QUIETLY).returncode:
                return
            time.sleep(0.5)
        raise SystemExit("PostgreSQL does not start again.")

    def stop(self, how: str = "immediate") -> None:
        subprocess.run([*self.control, "-m", how, "stop"], check=False, cwd="/", **QUIETLY)


DATABASES = {"sqlite": SQLite, "postgresql": PostgreSQL}
DISKS = {"sqlite": "12m", "postgresql": "160m"}


@contextmanager
def small_disk(size: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="concordat-disk-") as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)
        try:
            yield folder
        finally:
            subprocess.run(["umount", "-l", folder], check=True)


# ---------------------------------------------------------------------------------------- the faults


def killed(crowd: Crowd, server: Server, database: SQLite | PostgreSQL) -> None:
    for share in (0.25, 0.6):
        crowd.at_least(share)
        server.kill()
        server.start()


def restarted(crowd: Crowd, server: Server, database: SQLite | PostgreSQL) -> None:
    assert isinstance(database, PostgreSQL)
    for share, how in ((0.25, "fast"), (0.6, "immediate")):
        crowd.at_least(share)
        database.stop(how)
        crowd.troubled(4, within=10)
        database.start()


def full(crowd: Crowd, server: Server, database: SQLite | PostgreSQL) -> None:
    crowd.at_least(0.1)
    ballast = Path(database.folder) / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:  # by the page, so that not one is left
            file.write(bytes(4096))
    crowd.troubled(8, within=20)
    ballast.unlink()
    database.start()  # PostgreSQL gives up where its own log finds no room


FAULTS: dict[str, Callable[[Crowd, Server, SQLite | PostgreSQL], None]] = {
    "killed": killed,
    "restarted": restarted,
    "full": full,
}


def is_possible(fault: str, database: str) -> bool:
    return (fault, database) != ("restarted", "sqlite") and (fault != "full" or os.geteuid() == 0)


def weathered(fault: str, name: str, *, ballots: int, clients: int) -> dict[str, object]:
    """One storm with this fault in the middle, and what was found in the box."""
    with ExitStack() as stack:
        beside = stack.enter_context(tempfile.TemporaryDirectory(prefix="concordat-faults-"))
        folder = stack.enter_context(small_disk(DISKS[name])) if fault == "full" else f"{beside}/data"
        Path(folder).mkdir(exist_ok=True)
        Path(beside).chmod(0o755)
        database = DATABASES[name](folder)
        stack.callback(database.stop)
        database.start()
        environment = os.environ | {
            "STATIC_ROOT": f"{beside}/static",
            "DATABASE_URL": database.url,
            "DJANGO_SETTINGS_MODULE": "concordat.settings",
            "DEMO": "yes",
            "DEBUG": "no",
        }
        prepared = in_django("prepare", environment, str(ballots))
        server = Server(environment)
        stack.callback(server.kill)
        server.start()
        posts = [(link, ballot(n, prepared["items"])) for n, link in enumerate(prepared["links"])]
        began = time.monotonic()
        crowd = Crowd(server.port, posts, clients)
        FAULTS[fault](crowd, server, database)
        crowd.done()
        seconds = time.monotonic() - began
        found = Counter(opened(environment, prepared["secrets"]))
    told = crowd.acknowledged | crowd.already_in
    return {
        "fault": fault,
        "database": name,
        "ballots": len(posts),
        "seconds": round(seconds, 1),
        "in_the_box": found.total(),
        "acknowledged": len(crowd.acknowledged),
        # The answer was lost on its way; who pressed again was told that theirs is in the box.
        "in_the_box_before_told": len(crowd.already_in),
        "pressed_in_vain": dict(crowd.trouble),
        "lost": len(told - set(found)),
        "doubled": sum(times - 1 for times in found.values()),
        "wasted": len(set(range(len(posts))) - set(found) - told),
    }


def is_well(storm: dict[str, object]) -> bool:
    """Nothing lost, nothing doubled, nothing wasted; the fault was felt, and nobody met a broken page."""
    felt = storm["pressed_in_vain"]
    assert isinstance(felt, dict)
    exact = storm["in_the_box"] == storm["ballots"] and not (
        storm["lost"] or storm["doubled"] or storm["wasted"]
    )
    return bool(exact and felt and set(felt) <= {"no answer", "503"})


def ballot(number: int, items: Sequence[tuple[str, int]]) -> bytes:
    """Answers that spell the number of the link in the first questions with ten answers."""
    digits = deque(f"{number:05d}")
    answers = [(item, int(digits.popleft()) + 1 if digits and top == 10 else 1) for item, top in items]
    return urlencode([*answers, ("go", "seal")]).encode()


def opened(environment: dict[str, str], secrets: Sequence[str]) -> list[int]:
    command = [sys.executable, "-m", "benchmarks.faults", "--opened-with", *secrets[:2]]
    done = subprocess.run(command, env=environment, cwd=HERE, check=True, capture_output=True, text=True)
    numbers: list[int] = json.loads(done.stdout.splitlines()[-1])
    return numbers


def numbers_in_the_box(first: str, second: str) -> list[int]:
    """In a process of its own, with Django: open every ballot with the secrets of the first two holders."""
    import django

    django.setup()
    from concordat.surveys import queries
    from concordat.surveys.models import Envelope, Urn
    from concordat.surveys.rules import ballot, sealing
    from concordat.surveys.rules import secrets as rules

    row = Envelope.objects.get(first=0, second=1)
    keys = [sealing.holder_key(secret=rules.read(typed), wave=row.wave_id) for typed in (first, second)]
    envelope = sealing.Envelope(row.first, row.second, bytes(row.sealed))
    peeled = sealing.peel(envelope, key=keys[0], wave=row.wave_id)
    wave_key = sealing.open_peeled(peeled, first=0, second=1, key=keys[1], wave=row.wave_id)
    items = queries.items_of(row.wave)
    found = []
    for urn in Urn.objects.all():
        sealed = ballot.parts(bytes(urn.box), length=ballot.size(items) + sealing.OVERHEAD)
        assert len(sealed) == len(ballot.parts(bytes(urn.spent), length=ballot.HASH)), "A link was wasted."
        for one in sealed:
            opened = sealing.open_ballot(one, wave_key=wave_key, wave=row.wave_id, atom=urn.atom_id)
            answers = ballot.decode(opened, items=items)
            rated = [answer for item, answer in zip(items, answers, strict=True) if item.shape == "M"]
            found.append(int("".join(str(answer - 1) for answer in rated[:5])))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--ballots", type=int, default=240)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--faults", default="killed,restarted,full")
    parser.add_argument("--opened-with", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.opened_with:
        return print(json.dumps(numbers_in_the_box(*asked.opened_with)))
    ill = []
    for fault in asked.faults.split(","):
        for name in asked.databases.split(","):
            if not is_possible(fault, name):
                print(f"({fault} on {name}: not here)", flush=True)
                continue
            storm = weathered(fault, name, ballots=asked.ballots, clients=asked.clients)
            print(json.dumps(storm), flush=True)
            if not is_well(storm):
                ill.append(f"{fault} on {name}")
    if ill:
        raise SystemExit(f"NOT WEATHERED: {', '.join(ill)}")
    return None


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is ended, too
    main()

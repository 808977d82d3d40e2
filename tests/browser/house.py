"""Concordat as a council runs it: the real command, with a database, letters and a port of its own."""

import atexit
import email
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from email import policy
from functools import cache
from http.client import HTTPConnection
from pathlib import Path

from tests.machine import free_port

ROOT = Path(__file__).parents[2]
PATIENCE = 240  # seconds that a server may take to answer for the first time


@dataclass(frozen=True)
class House:
    """A running Concordat."""

    address: str
    port: int
    folder: Path
    environment: dict[str, str]

    def command(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Say something to `concordat` on the command line, beside the running server."""
        said = subprocess.run(
            [sys.executable, "-m", "concordat.cli", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert not check or said.returncode == 0, said.stderr
        return said

    def mail(self) -> list[email.message.EmailMessage]:
        """Every e-mail that was written so far, oldest first."""
        files = sorted((self.folder / "mail").glob("*"), key=lambda file: file.stat().st_mtime_ns)
        parts = [part for file in files for part in re.split(rb"\n-{79}\n", file.read_bytes())]
        return [email.message_from_bytes(part, policy=policy.default) for part in parts if part.strip()]

    def mail_to(self, address: str) -> list[str]:
        return [message.get_content() for message in self.mail() if address in message["To"]]


@cache
def tables() -> Path:
    """A database with its tables and nothing in them: made once, for every house of this run."""
    folder = tempfile.TemporaryDirectory(prefix="concordat-tables-")
    atexit.register(folder.cleanup)
    House("", 0, Path(folder.name), surroundings(Path(folder.name))).command("migrate")
    return Path(folder.name) / "concordat.sqlite3"


def surroundings(folder: Path) -> dict[str, str]:
    """The settings that every house of the tests has in common."""
    return os.environ | {
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": f"sqlite:///{folder}/concordat.sqlite3",
        "DEBUG": "no",
        "DEMO": "no",
        "DJANGO_SETTINGS_MODULE": "concordat.settings",
        "EMAIL_FOLDER": str(folder / "mail"),
        "SECRET_KEY": "for one test only",
        "STATIC_ROOT": str(folder / "static"),
    }


def answers(port: int) -> bool:
    with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection, suppress(OSError):
        connection.request("GET", "/sign-in")
        reply = connection.getresponse()
        reply.read()
        return reply.status < 500
    return False


@contextmanager
def running(
    folder: Path,
    *,
    demo: bool = False,
    before: Sequence[Sequence[str]] = (),
    host: str = "127.0.0.1",
    second_step: bool = False,
) -> Iterator[House]:
    """Serve from this folder until the block ends; `before` are commands to run once the tables stand."""
    port = free_port()
    address = f"http://{host}:{port}"
    environment = surroundings(folder) | {
        "ADDRESS": address,
        "ALLOWED_HOSTS": f"127.0.0.1,{host}",
        "DEMO": "yes" if demo else "no",
        "SECOND_STEP": "yes" if second_step else "no",
    }
    house = House(address, port, folder, environment)
    shutil.copy(tables(), folder / "concordat.sqlite3")
    for words in before:
        house.command(*words)
    serve = [sys.executable, "-m", "concordat.cli", "serve", "--port", str(port)]
    if demo:
        serve.append("--demo")
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(serve, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_until_it_answers(server, port, folder)
            yield house
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


def wait_until_it_answers(server: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not answers(port):
        # Waits for the server's end, which must not come, and so gives it a moment between two knocks.
        with suppress(subprocess.TimeoutExpired):
            server.wait(timeout=0.1)
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"The server did not start:\n{(folder / 'server.log').read_text()}")

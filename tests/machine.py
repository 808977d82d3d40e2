"""Runs the suite: finds what it needs of its machine, or installs it, or says what a person must install.

python -m tests.machine check     lint, types, contracts and rules
python -m tests.machine test      that, and everything else, on both databases
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from ctypes.util import find_library
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
QUICK = "not proofs and not slow"


class Missing(SystemExit):
    """Something that we may not install here: the words say what to install, and how."""


def chromium() -> str:
    for name in (os.getenv("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"):
        if name and (found := shutil.which(name)):
            return found
    install("chromium", what="Chromium (or name one you have: CHROMIUM=/path/to/chromium)")
    return chromium()


def postgresql() -> Path:
    """The folder that holds `initdb` and `pg_ctl`; Debian keeps them off the path."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    if found := shutil.which("initdb"):
        folders.append(Path(found).resolve().parent)
    for folder in reversed(folders):
        if (folder / "initdb").exists():
            return folder
    install("postgresql", what="PostgreSQL 15 or newer (its initdb on the PATH)")
    return postgresql()


def typesetting() -> None:
    """What WeasyPrint asks of the machine: it comes with no binary of its own."""
    if not (find_library("pangoft2-1.0") and find_library("harfbuzz-subset")):
        for package in ("libpangoft2-1.0-0", "libharfbuzz-subset0"):
            install(package, what="Pango and HarfBuzz, with which papers are typeset as PDF")


def libreoffice() -> None:
    """Opens our Word files as somebody else's program would. Without it that one test skips, and says so."""
    if not shutil.which("soffice"):
        with suppress(Missing):
            install("libreoffice-writer-nogui", what="LibreOffice Writer")


def install(package: str, *, what: str) -> None:
    """Ask the machine's own package system, where we are allowed to; else say what a person must do."""
    apt, may = shutil.which("apt-get"), os.geteuid() == 0
    if not (apt and may) or package in install.tried:
        raise Missing(
            f"The tests need {what}.\n"
            f"On Debian or Ubuntu: sudo apt-get install {package}\n"
            "Then run make test again."
        )
    install.tried.add(package)
    print(f"Installing {package} …", flush=True)
    quietly = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    subprocess.run([apt, "update", "-qq"], check=False, **quietly)
    subprocess.run([apt, "install", "-y", "-qq", "--no-install-recommends", package], check=False, **quietly)


install.tried = set()


@contextmanager
def a_postgresql() -> Iterator[str]:
    """A PostgreSQL of our own for as long as it is needed, in a folder that is then thrown away."""
    bin_ = postgresql()
    # PostgreSQL refuses to run as root; Debian's package has made a user for it.
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(prefix="concordat-postgresql-") as folder:
        if as_user:
            shutil.chown(folder, "postgres")
        data = f"{folder}/data"
        port = free_port()
        # Durability is for councils: a test's database need not survive a power cut.
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        make = [bin_ / "initdb", "-D", data, "-U", "concordat", "-A", "trust", "-E", "UTF8"]
        make += ["--locale=C.UTF-8"]
        control = [*as_user, bin_ / "pg_ctl", "-D", data, "-w", "-l", f"{folder}/log"]
        subprocess.run([*as_user, *make], check=True, stdout=subprocess.DEVNULL, cwd="/")
        subprocess.run([*control, "-o", options, "start"], check=True, stdout=subprocess.DEVNULL, cwd="/")
        try:
            yield f"postgresql://concordat@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run(
                [*control, "-m", "immediate", "stop"], check=True, stdout=subprocess.DEVNULL, cwd="/"
            )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Step:
    """One program of the suite, under the name that is printed above what it said."""

    name: str
    command: Sequence[str | Path]
    environment: Mapping[str, str] = field(default_factory=dict)

    def holds(self) -> bool:
        said = subprocess.run(
            list(map(str, self.command)),
            cwd=ROOT,
            # Two programs on two cores: linear algebra in several threads each would stand in its own way.
            env={"OPENBLAS_NUM_THREADS": "1"} | os.environ | self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        # In one go, for the other lane prints too.
        print(f"── {self.name}\n{said.stdout.rstrip()}\n", flush=True)
        return not said.returncode


def failed(*lanes: Sequence[Step]) -> list[str]:
    """Walk each lane, a core for each, and return the names of the steps that failed."""
    with ThreadPoolExecutor(len(lanes)) as cores:
        held = list(cores.map(lambda lane: [(step.name, step.holds()) for step in lane], lanes))
    return [name for lane in held for name, holds in lane if not holds]


LINT = (
    Step("lint", [BIN / "ruff", "check", "--quiet"]),
    Step("format", [BIN / "ruff", "format", "--check", "--quiet"]),
    Step("contracts", [BIN / "lint-imports", "--no-logo"]),
)
TYPES = Step("types", [BIN / "mypy"], {"DEMO": "yes", "DATABASE_URL": "sqlite:///"})


def checks() -> list[str]:
    """What needs no database and no browser. The rules of the protocol take as long as all else."""
    protocol = ROOT / "tests" / "protocol" / "rules"
    others = sorted(set((ROOT / "tests").glob("*/rules")) - {protocol})
    quickly = [BIN / "pytest", "-q", "-p", "no:cacheprovider", "-m", QUICK]
    return failed(
        [TYPES, Step("rules", [*quickly, *others])],
        [*LINT, Step("rules of the protocol", [*quickly, protocol])],
    )


def suite() -> list[str]:
    """Every test, on PostgreSQL those again that use a database, and what `check` looks at beside them."""
    browser = chromium()
    with a_postgresql() as url:
        on_sqlite = Step("on SQLite", [BIN / "pytest", "-q", "-m", "not browser"])
        in_browser = Step(
            "in the browser",
            [BIN / "pytest", "-q", "-p", "no:cacheprovider", "tests/browser"],
            {"CHROMIUM": browser},
        )
        on_postgresql = Step(
            "what uses a database, on PostgreSQL",
            [BIN / "pytest", "-q", "-m", "not browser", "--only-database", "-p", "no:cacheprovider"],
            {"DATABASE_URL": url, "DATABASE_POOL": "4"},
        )
        return failed([*LINT, on_sqlite], [on_postgresql, TYPES, in_browser])


def main() -> None:
    began = time.monotonic()
    what = sys.argv[1] if len(sys.argv) > 1 else ""
    if what not in {"check", "test"}:
        raise SystemExit(__doc__)
    typesetting()
    if what == "test":  # Say what is missing now, not after ten minutes.
        chromium(), postgresql(), libreoffice()
    fallen = suite() if what == "test" else checks()
    told = f"FAILED: {', '.join(fallen)}" if fallen else "All hold."
    print(f"{what}: {time.monotonic() - began:.0f} seconds.", told)
    raise SystemExit(bool(fallen))


if __name__ == "__main__":
    main()

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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from ctypes.util import find_library
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent


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


def start(name: str, command: Sequence[str | Path], **environment: str) -> tuple[str, subprocess.Popen[str]]:
    process = subprocess.Popen(
        list(map(str, command)),
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return name, process


def finish(running: Sequence[tuple[str, subprocess.Popen[str]]]) -> list[str]:
    """Wait for all, print what each said, and return the names of those that failed."""
    failed = []
    for name, process in running:
        said, _ = process.communicate()
        print(f"── {name}\n{said.rstrip()}\n", flush=True)
        if process.returncode:
            failed.append(name)
    return failed


def checks() -> list[str]:
    """What needs no database and no browser. The types take longest, so they have a core to themselves."""
    demo = {"DEMO": "yes", "DATABASE_URL": "sqlite:///"}
    types = start("types", [BIN / "mypy"], **demo)
    failed = finish(
        [
            start("lint", [BIN / "ruff", "check", "--quiet"]),
            start("format", [BIN / "ruff", "format", "--check", "--quiet"]),
            start("contracts", [BIN / "lint-imports", "--no-logo"]),
        ]
    )
    rules = sorted(str(folder) for folder in (ROOT / "tests").glob("*/rules"))
    failed += finish([start("rules", [BIN / "pytest", "-q", "-m", "not proofs and not slow", *rules])])
    return failed + finish([types])


def suite() -> list[str]:
    """Every test, and on PostgreSQL those again that use a database: one of the two cores for each."""
    browser = chromium()
    with a_postgresql() as url:
        on_sqlite = start("everything, on SQLite", [BIN / "pytest", "-q"], CHROMIUM=browser)
        on_postgresql = start(
            "what uses a database, on PostgreSQL",
            [BIN / "pytest", "-q", "-m", "not browser", "--only-database", "-p", "no:cacheprovider"],
            DATABASE_URL=url,
            DATABASE_POOL="4",
        )
        return finish([on_sqlite, on_postgresql])


def main() -> None:
    began = time.monotonic()
    what = sys.argv[1] if len(sys.argv) > 1 else ""
    if what not in {"check", "test"}:
        raise SystemExit(__doc__)
    if what == "test":  # Say what is missing now, not after ten minutes.
        chromium(), postgresql(), typesetting(), libreoffice()
    failed = checks()
    if what == "test":
        failed += suite()
    told = f"FAILED: {', '.join(failed)}" if failed else "All hold."
    print(f"{what}: {time.monotonic() - began:.0f} seconds.", told)
    raise SystemExit(bool(failed))


if __name__ == "__main__":
    main()

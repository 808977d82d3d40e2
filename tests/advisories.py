"""Flaws published for what is locked, out of a copy of the OSV database, where no service can be asked.

python -m tests.advisories COPY        (make audit ADVISORIES=COPY)

COPY is a folder or a zip with one JSON file an advisory, as the OSV database (https://osv.dev) is given
out for PyPI. How a version is held against an advisory follows https://ossf.github.io/osv-schema/#evaluation.
"""

import json
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

LOCKS = sorted((Path(__file__).parents[1] / "requirements").glob("*.txt"))
LOCKED = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", re.MULTILINE)
EVER = Version("0.dev0")  # the schema's "0" is before every version, pre-releases too


def locked(files: Iterable[Path] = LOCKS) -> dict[str, Version]:
    return {
        canonicalize_name(name): Version(version)
        for file in files
        for name, version in LOCKED.findall(file.read_text())
    }


def advisories(copy: Path) -> Iterator[dict[str, Any]]:
    if copy.is_dir():
        yield from (json.loads(file.read_bytes()) for file in sorted(copy.rglob("*.json")))
        return
    with zipfile.ZipFile(copy) as given_out:
        for name in given_out.namelist():
            if name.endswith(".json"):
                yield json.loads(given_out.read(name))


def concerns(advisory: Mapping[str, Any], name: str, version: Version) -> bool:
    """Whether the flaw is in this version of the package; never if the advisory was taken back."""
    return "withdrawn" not in advisory and any(
        version in map(_version, part.get("versions", []))
        or any(_holds(span, version) for span in part.get("ranges", []))
        for part in advisory.get("affected", [])
        if part.get("package", {}).get("ecosystem") == "PyPI"
        and canonicalize_name(part["package"]["name"]) == name
    )


def _holds(span: Mapping[str, Any], version: Version) -> bool:
    """Whether a range of the schema holds the version: its last event that is reached tells."""
    events = [
        (at, kind)
        for event in span["events"]
        for kind, written in event.items()
        if (at := _version(written)) is not None
    ]
    inside = False
    for at, kind in sorted(events) if span["type"] == "ECOSYSTEM" else []:
        if kind == "introduced" and version >= at:
            inside = True
        elif (kind == "fixed" and version >= at) or (kind == "last_affected" and version > at):
            inside = False
    return inside


def _version(written: str) -> Version | None:
    try:
        return EVER if written == "0" else Version(written)
    except InvalidVersion:  # some very old releases: nothing that is locked today is one of them
        return None


def main(copy: Path) -> int:
    packages, read, newest, found = locked(), 0, "", []
    for advisory in advisories(copy):
        read, newest = read + 1, max(newest, advisory.get("published", ""))
        found += [
            f"{name} {version}: {advisory['id']}"
            for name, version in packages.items()
            if concerns(advisory, name, version)
        ]
    if not read:
        print(f"No advisory (*.json) lies in {copy}. Give a folder or zip of the OSV database for PyPI.")
        return 2
    print(*sorted(found), sep="\n", end="\n" if found else "")
    held = f"{len(packages)} packages held against {read:,} advisories, the newest of {newest[:10]}"
    print(f"{held}: {len(found)} found.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

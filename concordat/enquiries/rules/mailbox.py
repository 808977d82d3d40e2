"""A mailbox as files: a Maildir, an mbox, a folder of ``.eml`` files, or one of them. None is changed.

What became of each e-mail is remembered by its fingerprint, so a mailbox can be handed in again and again.
"""

import mailbox
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from concordat.enquiries.rules.post import LARGEST

MBOX = b"From "


class Became(StrEnum):
    ENQUIRY = "enquiry"
    MESSAGE = "message"
    HELD = "held"
    PUT_ASIDE = "put aside"


class NoMailbox(Exception):
    """There is no mailbox where one was named: the words say what was looked for."""


def emails_in(path: Path) -> Iterator[tuple[str, bytes]]:
    """Each e-mail with a name by which a person finds it again, in the order of the names.

    Of one that is too large only as much is read as shows that it is.
    """
    if path.is_dir():
        yield from _in_folder(path)
    elif path.is_file():
        yield from _in_mbox(path) if _begins(path) == MBOX else [(path.name, _read(path))]
    else:
        raise NoMailbox(
            f"There is no mailbox “{path.name}”. "
            "Name a Maildir, an mbox, a folder of .eml files, or an .eml file."
        )


def _in_folder(path: Path) -> Iterator[tuple[str, bytes]]:
    maildir = [path / "new", path / "cur"]
    if any(folder.is_dir() for folder in maildir):
        files = [file for folder in maildir if folder.is_dir() for file in folder.iterdir()]
    else:
        files = list(path.glob("*.eml"))
        if not files:
            raise NoMailbox(f"“{path.name}” is neither a Maildir nor a folder with .eml files in it.")
    for file in sorted(files):
        # A link could lead anywhere on the machine.
        if file.is_file() and not file.is_symlink():
            yield file.name, _read(file)


def _in_mbox(path: Path) -> Iterator[tuple[str, bytes]]:
    box = mailbox.mbox(path, create=False)
    try:
        for number, key in enumerate(box.iterkeys(), start=1):
            with box.get_file(key) as email:
                yield f"{path.name}, {number}", email.read(LARGEST + 1)
    finally:
        box.close()


def _begins(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(MBOX))


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)

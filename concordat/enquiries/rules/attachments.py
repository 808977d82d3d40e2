"""Which files may come with an enquiry, and by which name they are kept.

What a file is, is told by its first bytes and its ending together: a program that calls itself holiday.jpg is
not taken. What a camera wrote into a photograph is taken out first. Files are only ever given out as
downloads, never shown in a page of ours.
"""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from concordat.enquiries.rules import photographs

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
MOST = 5
LONGEST_NAME = 80

OFFICE = (b"PK\x03\x04",)
OPENXML = "application/vnd.openxmlformats-officedocument"
# The ending, what it is called in a header, and how such a file begins (nothing: plain text).
KINDS: dict[str, tuple[str, tuple[bytes, ...]]] = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "webp": ("image/webp", (b"RIFF",)),
    "heic": ("image/heic", (b"ftyp",)),
    "docx": (f"{OPENXML}.wordprocessingml.document", OFFICE),
    "xlsx": (f"{OPENXML}.spreadsheetml.sheet", OFFICE),
    "odt": ("application/vnd.oasis.opendocument.text", OFFICE),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", OFFICE),
    "txt": ("text/plain; charset=utf-8", ()),
    "csv": ("text/csv; charset=utf-8", ()),
}


class NotTaken(Exception):
    """A file that cannot come with an enquiry: ``why`` is a word for the page, which says it in a
    sentence."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is kept."""

    name: str
    kind: str
    content: bytes


def look(*, name: str, size: int) -> str:
    """The name under which it would be kept, before anything of it is read. Raises ``NotTaken``."""
    tidy = tidied(name)
    if ending(tidy) not in KINDS:
        raise NotTaken("kind")
    if size > LARGEST:
        raise NotTaken("size")
    if not size:
        raise NotTaken("empty")
    return tidy


def taken(*, name: str, content: bytes) -> File:
    """The file, if it is what it calls itself. Raises ``NotTaken``."""
    tidy = look(name=name, size=len(content))
    kind, beginnings = KINDS[ending(tidy)]
    if beginnings:
        # A HEIC photograph says what it is from its fifth byte on.
        begins = content[4:8] if ending(tidy) == "heic" else content
        if not begins.startswith(beginnings):
            raise NotTaken("disguise")
    elif b"\0" in content:
        raise NotTaken("disguise")
    try:
        return File(tidy, kind, photographs.bared(content, kind=kind))
    except photographs.NotAPicture as damaged:
        raise NotTaken("damaged") from damaged


def ending(name: str) -> str:
    return PurePosixPath(name).suffix.removeprefix(".").lower()


def tidied(name: str) -> str:
    """No folders, no signs that no keyboard writes (one of them turns a name round), and not too long."""
    bare = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(sign if unicodedata.category(sign)[0] not in {"C", "Z"} else " " for sign in bare)
    plain = re.sub(r'[<>:"|?*;%]', "-", " ".join(plain.split())).strip(". -")
    stem, dot, end = plain.rpartition(".")
    if not dot or not stem:
        return plain[:LONGEST_NAME] or "file"
    return f"{stem[: LONGEST_NAME - len(end) - 1].rstrip()}.{end}" if len(end) < 10 else plain[:LONGEST_NAME]

"""Zip archives, which XLSX workbooks are too, opened with care: a small file can be made to swell."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Mapping

from concordat.qmethod.study import Refused

UNPACKED = 100_000_000  # bytes
MOST_ENTRIES = 2_000

SIGNATURE = b"PK\x03\x04"

# What zipfile, ElementTree, lxml and openpyxl raise over a workbook that is broken, or was broken on purpose:
# each was seen with thousands of spoilt workbooks, or stands in their sources. Not MemoryError, which is no
# fault of the file's.
UNREADABLE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    SyntaxError,  # what both XML parsers raise is one
    LookupError,
    TypeError,
    ValueError,
    ArithmeticError,  # a date after the year 9999
    AttributeError,
    AssertionError,
    RuntimeError,  # a NotImplementedError is one too
)


def unpacked(data: bytes, *, name: str) -> Mapping[str, bytes]:
    """What each file of an archive holds, by its path. Raises ``Refused`` for a broken or swollen archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > UNPACKED:
                raise Refused(
                    f"{name} unpacks to more than {UNPACKED // 1_000_000} MB or {MOST_ENTRIES:,} files; "
                    "send the sorts alone, as CSV."
                )
            if any(entry.flag_bits & 1 for entry in entries):
                raise Refused(f"{name} is protected by a password; save it without one.")
            # Reading stops at the size that the archive tells, so the sum above is the most it can be.
            return {entry.filename: archive.read(entry) for entry in entries}
    except Refused:
        raise
    except UNREADABLE as why:
        raise Refused(f"{name} is broken and cannot be unpacked; save or export it again.") from why

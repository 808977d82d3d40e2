"""The parts of a packed file, each counted and bounded before it is believed.

What an archive says of its own sizes is checked while it is unpacked, and its XML is parsed with neither
entities, nor a network, nor trees of any depth.
"""

import io
import zipfile
import zlib

from lxml import etree

from concordat.protocol.rules.reading.refusing import MEGABYTE, CannotRead

MOST_PARTS = 5_000
LARGEST_PART = 60 * MEGABYTE
ALL_PARTS = 600 * MEGABYTE
SWELLS = 300  # times; the XML of Word shrinks to a tenth
LOCKED = "The file is locked with a password. Open it in Word, take the password away and save it again."
BROKEN = "The Word file is broken. Open it in Word and save it again."
BOMB = "The file would unpack to many times its size, as a trap does; it is not read."
DECLARES = "The file declares entities of its own, as a trap does; it is not read."


class Package:
    """An opened archive. Raises ``CannotRead`` for what is locked, broken or a bomb."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
            raise CannotRead(BROKEN) from fault
        members = self._archive.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise CannotRead(LOCKED)
        if len(members) > MOST_PARTS or sum(member.file_size for member in members) > ALL_PARTS:
            raise CannotRead(BOMB)
        self.names = {member.filename for member in members}
        self._sizes = {member.filename: member.compress_size for member in members}

    def part(self, name: str) -> bytes:
        """The bytes of one part; empty if there is none."""
        if name not in self.names:
            return b""
        try:
            with self._archive.open(name) as packed:
                unpacked = packed.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, EOFError, ValueError) as fault:
            raise CannotRead(BROKEN) from fault
        swollen = len(unpacked) > 4 * MEGABYTE and len(unpacked) > SWELLS * max(1, self._sizes[name])
        if len(unpacked) > LARGEST_PART or swollen:
            raise CannotRead(BOMB)
        return unpacked

    def tree(self, name: str) -> etree._Element | None:
        """The XML of one part, or nothing if there is none."""
        unpacked = self.part(name)
        return parsed(unpacked) if unpacked else None

    def like(self, beginning: str) -> list[str]:
        return sorted(n for n in self.names if n.startswith(beginning) and n.endswith(".xml"))


def parsed(unpacked: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(unpacked, parser)
    except etree.XMLSyntaxError as fault:
        if b"<!DOCTYPE" in unpacked[:2000] or b"<!ENTITY" in unpacked[:20_000]:
            raise CannotRead(DECLARES) from fault
        raise CannotRead(BROKEN) from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise CannotRead(DECLARES)
    return root

"""What a camera writes into a photograph beside the picture: taken out before the photograph is kept.

A resident's picture tells where it was taken, when, and with whose telephone. The picture itself is copied
byte for byte, so it loses nothing; kept beside it is only what it takes to draw it: colours, transparency,
and which side is up. Everything else goes, whatever it is called, and whatever was hung on behind the
picture's end (a film, a second picture with a place of its own).

Sources: JPEG, ITU-T T.81 annex B, and JFIF 1.02; PNG, W3C Recommendation of 2025, sections 5 and 11; WebP
container, RFC 9649, section 2.7; Exif 2.32 (CIPA DC-008), section 4.6.
"""

import struct
import zlib
from collections.abc import Callable, Iterator

UPRIGHT, TURNS = 1, range(2, 9)  # of Exif's tag Orientation
ORIENTATION, SHORT = 0x0112, 3
EXIF = b"Exif\0\0"


class NotAPicture(Exception):
    """It begins like one, and cannot be read as one: what else is in it cannot be told, nor taken out."""


def bared(content: bytes, *, kind: str) -> bytes:
    """The picture alone, if it is of a kind that we can read. Raises ``NotAPicture``."""
    strip = STRIPPED.get(kind)
    if strip is None:
        return content
    try:
        return strip(content)
    except (struct.error, IndexError) as wrong:
        raise NotAPicture from wrong


# JPEG: segments, each with a marker and a length, and behind a start of scan the picture itself.

SOI, EOI, SOS, APP0, APP1, APP2, APP14, COMMENT = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE, 0xFE
WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD8)}
APPLICATIONS = range(0xE0, 0xF0)


def jpeg(content: bytes) -> bytes:
    if content[:2] != b"\xff\xd8":
        raise NotAPicture
    turned, kept, at = UPRIGHT, [], 2
    while True:
        if content[at] != 0xFF:
            raise NotAPicture
        while content[at + 1] == 0xFF:  # any number of them may stand before a marker
            at += 1
        marker = content[at + 1]
        if marker == EOI:
            break
        if marker in WITHOUT_LENGTH:
            at += 2
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        told, end = content[at + 4 : at + 2 + length], at + 2 + length
        if length < 2 or end > len(content):
            raise NotAPicture
        if marker == APP1 and told.startswith(EXIF):
            turned = orientation(told[len(EXIF) :])
        if marker == SOS:
            end = _end_of_scan(content, end)
        if (segment := _of_the_picture(marker, told, content[at:end])) is not None:
            kept.append(segment)
        if end == len(content):  # cut off: what there is of it is shown all the same
            break
        at = end
    # JFIF asks to be the first segment.
    jfif = [segment for segment in kept[:1] if segment[1] == APP0]
    turn = [_segment(APP1, EXIF + _only_turned(turned))] if turned in TURNS else []
    return b"".join([b"\xff\xd8", *jfif, *turn, *kept[len(jfif) :], b"\xff\xd9"])


def _of_the_picture(marker: int, told: bytes, segment: bytes) -> bytes | None:
    """A segment as it is kept; nothing, if it is not needed to draw the picture."""
    if marker == COMMENT:
        return None
    if marker == APP0 and told.startswith(b"JFIF\0"):
        return _segment(APP0, told[:12] + b"\0\0")  # its little copy of the picture goes
    if marker in APPLICATIONS:
        colours = (marker == APP2 and told.startswith(b"ICC_PROFILE\0")) or (
            marker == APP14 and told.startswith(b"Adobe")
        )
        return segment if colours else None
    return segment


def _segment(marker: int, told: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(told) + 2) + told


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands that is none of the scan's own."""
    while (at := content.find(b"\xff", at)) != -1:
        if at + 1 == len(content):
            break
        if content[at + 1] not in {0x00, 0xFF, *range(0xD0, 0xD8)}:
            return at
        at += 1
    return len(content)


# PNG: chunks, each with a length, a name and a sum of its own.

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHUNKS = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP",
    b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT",
}  # fmt: skip


def png(content: bytes) -> bytes:
    if not content.startswith(SIGNATURE + b"\0\0\0\x0dIHDR"):
        raise NotAPicture
    turned, kept, at = UPRIGHT, [], len(SIGNATURE)
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        name, end = content[at + 4 : at + 8], at + 12 + length
        if end > len(content):
            raise NotAPicture
        if name == b"eXIf":
            turned = orientation(content[at + 8 : at + 8 + length])
        if name in CHUNKS:
            kept.append(content[at:end])
        at = end
        if name == b"IEND":
            break
    if turned in TURNS:
        named = b"eXIf" + _only_turned(turned)
        kept.insert(1, struct.pack(">I", len(named) - 4) + named + struct.pack(">I", zlib.crc32(named)))
    return SIGNATURE + b"".join(kept)


# WebP: chunks within a RIFF file, each filled up to an even length.

OF_WEBP = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
OF_A_FRAME = {b"VP8 ", b"VP8L", b"ALPH"}
HAS_EXIF, HAS_XMP, FRAME_HEAD = 0x08, 0x04, 16


def webp(content: bytes) -> bytes:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        raise NotAPicture
    (length,) = struct.unpack_from("<I", content, 4)
    found = list(_chunks(content[12 : 8 + length]))
    exif = next((told for name, told in found if name == b"EXIF"), b"")
    turned = orientation(exif.removeprefix(EXIF)) if exif else UPRIGHT
    kept = []
    for name, told in found:
        if name == b"VP8X":
            flags = told[0] & ~(HAS_EXIF | HAS_XMP) | (HAS_EXIF if turned in TURNS else 0)
            told = bytes([flags]) + told[1:]
        elif name == b"ANMF":
            frame = [_chunk(*each) for each in _chunks(told[FRAME_HEAD:]) if each[0] in OF_A_FRAME]
            told = told[:FRAME_HEAD] + b"".join(frame)
        if name in OF_WEBP:
            kept.append(_chunk(name, told))
    if not kept:
        raise NotAPicture
    if turned in TURNS:
        kept.append(_chunk(b"EXIF", _only_turned(turned)))
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(content):
        name, (length,) = content[at : at + 4], struct.unpack_from("<I", content, at + 4)
        if at + 8 + length > len(content):
            raise NotAPicture
        yield name, content[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _chunk(name: bytes, told: bytes) -> bytes:
    return name + struct.pack("<I", len(told)) + told + b"\0" * (len(told) % 2)


# Which side is up: the one thing of Exif without which the picture is not the same.


def orientation(exif: bytes) -> int:
    """As it stands in the first directory of a TIFF header; upright, if it does not or cannot be read."""
    try:
        order = {b"II*\0": "<", b"MM\0*": ">"}[exif[:4]]
        (start,) = struct.unpack_from(f"{order}I", exif, 4)
        (entries,) = struct.unpack_from(f"{order}H", exif, start)
        for number in range(entries):
            tag, kind, _count, turned = struct.unpack_from(f"{order}HHIH", exif, start + 2 + 12 * number)
            if tag == ORIENTATION:
                return turned if kind == SHORT and turned in TURNS else UPRIGHT
    except (KeyError, struct.error):
        pass  # whatever it is, it is thrown away
    return UPRIGHT


def _only_turned(turned: int) -> bytes:
    """A TIFF header with one directory, and in it nothing but which side is up."""
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, ORIENTATION, SHORT, 1, turned, 0, 0)


STRIPPED: dict[str, Callable[[bytes], bytes]] = {"image/jpeg": jpeg, "image/png": png, "image/webp": webp}

"""Printed slips, for people without council e-mail: drawn from a hat, so that nobody knows who has which.

A slip bears a link like any other, and the same as a code to type: the number of the group, and four groups
of five signs that check themselves. 80 bits of it are chance. Guessing one is hopeless however fast anybody
tries, so the page on which it is typed needs no count of tries, and keeps no address to count them by.
"""

import base64
import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from concordat.surveys.rules import secrets
from concordat.surveys.rules.links import ADDRESS, NotALink
from concordat.surveys.rules.roster import Line

# With one slip or two in a group, whoever handed them out would know whose it is that was used.
FEWEST = 3
CODE_SIGNS = secrets.CODE_GROUPS * (secrets.PER_GROUP + 1)
LONGEST_TYPED = 300
ENLARGED = 8  # points to a square of a QR code: as many as bits to a byte


@dataclass(frozen=True)
class Slip:
    """What is printed: an address to scan or open, and the code to type instead."""

    address: str
    code: str

    @property
    def picture(self) -> str:
        """The address as a QR code, as the source of an image: it leaves this machine only on paper."""
        size = len(self._squares)
        paths = "".join(f'<path d="{_strokes(row, y)}"/>' for y, row in enumerate(self._squares) if any(row))
        drawn = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" fill="#000000" '
            f'shape-rendering="crispEdges">{paths}</svg>'
        )
        return f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}"

    @property
    def image(self) -> bytes:
        """The same as PNG, for the typesetter, which takes a second over the squares of a few drawings."""
        lines = [line for row in self._squares for line in [b"\0" + _packed(row)] * ENLARGED]
        across = len(self._squares) * ENLARGED
        head = struct.pack(">IIBBBBB", across, len(lines), 1, 0, 0, 0, 0)  # one bit to a point: grey
        parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(lines), 9)), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_part(kind, body) for kind, body in parts)

    @cached_property
    def _squares(self) -> list[list[bool]]:
        """Dark or light, row by row, with four light ones all round."""
        import qrcode

        code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
        code.add_data(self.address)
        squares: list[list[bool]] = code.get_matrix()
        return squares


def _strokes(row: Sequence[bool], y: int) -> str:
    """The runs of dark squares of one row, as rectangles of a path."""
    found, at = [], 0
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            found.append(f"M{at} {y}h{length}v1h-{length}z")
        at += length
    return "".join(found)


def _packed(row: Sequence[bool]) -> bytes:
    """A row of points, eight to a byte: a square is as many points wide, and so whole bytes."""
    return b"".join(b"\x00" if dark else b"\xff" for dark in row)


def _part(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def new_link(atom: int) -> str:
    return f"{atom}-{secrets.new_code().replace('-', '').lower()}"


def slip(link: str, *, address: str) -> Slip:
    """The slip that bears this link.

    address   where Concordat is reached, without a stroke at its end
    """
    number, _dash, signs = link.partition("-")
    groups = [
        signs[at : at + secrets.PER_GROUP + 1].upper() for at in range(0, len(signs), secrets.PER_GROUP + 1)
    ]
    return Slip(address=f"{address}{ADDRESS}/{link}", code="-".join([number, *groups]))


def link_of(typed: str) -> str:
    """The link that a typed code stands for; a whole link or its address will do as well.

    Raises ``Mistyped``, which knows the group that is wrong, and ``NotALink`` for what is neither.
    """
    typed = typed.strip()
    if len(typed) > LONGEST_TYPED:
        raise NotALink
    _before, found, link = typed.partition(f"{ADDRESS}/")
    if found:
        return link.partition("?")[0]
    signs = secrets.tidied(typed)
    number, code = signs[:-CODE_SIGNS], signs[-CODE_SIGNS:]
    if not (number and number.isascii() and number.isdigit()):
        raise secrets.Mistyped(0)
    return f"{int(number)}-{secrets.read_code(code)}"


def obstacles(lines: Iterable[Line]) -> tuple[str, ...]:
    """Why no slips may be drawn yet, one sentence for each group."""
    return too_few(line.atom for line in lines if line.on_paper)


def too_few(atoms: Iterable[str]) -> tuple[str, ...]:
    """One sentence for each group of which somebody, and too few, would draw a slip.

    atoms   the group of each who would
    """
    counted = Counter(atoms)
    return tuple(
        f"Of {atom}, {count} would draw a printed slip. Ask at least {FEWEST} to, or nobody would be hidden "
        "among others."
        for atom, count in sorted(counted.items())
        if count < FEWEST
    )

"""PDF files made for tests, sign by sign, with the fonts that every reader of PDF has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842
TOP, FOOT = 780, 70


@dataclass(frozen=True)
class Printed:
    """One line; ``gap``: space before it beyond that between lines; ``turned``: set sideways."""

    words: str
    left: float = 72
    size: float = 11
    bold: bool = False
    gap: float = 0
    turned: bool = False


def printed(lines: Sequence[Printed], *, head: str = "", numbers: bool = True) -> bytes:
    """Pages with these lines from top to bottom."""
    pages: list[list[str]] = [[]]
    down = TOP
    for line in lines:
        step = line.size * 1.25 + line.gap
        if down - step < FOOT:
            pages.append([])
            down = TOP
        down -= round(step)
        pages[-1].append(_shown(line, down))
    for number, page in enumerate(pages, 1):
        if head:
            page.insert(0, _shown(Printed(head, size=9), 815))
        if numbers:
            page.append(_shown(Printed(f"Page {number} of {len(pages)}", left=270, size=9), 36))
    return document("\n".join(page) for page in pages)


def _shown(line: Printed, down: float) -> str:
    font = "F2" if line.bold else "F1"
    words = (
        line.words.encode("cp1252", "replace")
        .replace(b"\\", b"\\\\")
        .replace(b"(", b"\\(")
        .replace(b")", b"\\)")
    )
    matrix = f"0 1 -1 0 {line.left} {down}" if line.turned else f"1 0 0 1 {line.left} {down}"
    return f"BT /{font} {line.size} Tf {matrix} Tm ({words.decode('latin-1')}) Tj ET"


def document(contents: Iterable[str], *, extra: str = "") -> bytes:
    """A file of pages with these content streams."""
    streams = [content.encode("latin-1") for content in contents]
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
        b" /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >> >>",
    ]
    for place, stream in enumerate(streams):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}]"
            f" /Resources << /Font 3 0 R {extra} >> /Contents {5 + 2 * place} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return _file(objects)


def _file(objects: Sequence[bytes]) -> bytes:
    written = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(written)
    return (
        written
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    )

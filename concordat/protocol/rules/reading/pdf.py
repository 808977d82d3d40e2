"""PDF: the lines of each page by where they stand, with their size, weight and direction.

PDFium gives signs with places. Signs on one baseline are one line, even where a number was drawn apart from
its text; how far apart two lines stand says whether something ends between them.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as raw

from concordat.protocol.rules.reading.lines import Layout, Sheet, tidy
from concordat.protocol.rules.reading.marks import marks_of
from concordat.protocol.rules.reading.refusing import MOST_LINES, CannotRead
from concordat.protocol.rules.reading.telling import Progress

MOST_PAGES = 3_000
MOST_SIGNS = 12_000_000
FEWEST_WORDS = 12  # on a page; below that on nearly every page, what is there was not typed
SIGN = 5.5  # points: the width of a sign, so that edges are told in the same measure as those of a text
ASIDE = math.radians(10)
BOLD = re.compile(r"bold|black|heavy|semib|demi", re.IGNORECASE)
HYPHEN = "\x02"
# Of a page: a crest or a rule of a letterhead is smaller, and what covers nearly all of it lies behind words.
SMALLEST_PICTURE, WHOLE_PAGE = 0.02, 0.8
MOST_PICTURES = 200  # looked at on one page
LOCKED = "The PDF is locked with a password. Open it, take the password away and save it again."
SCANNED = (
    "The pages of this PDF are pictures: it was scanned. Ask for the Word file that it was printed from, or"
    " have its text recognised first."
)
BROKEN = "The PDF is broken. Open it and print it to a new PDF."
TOO_MUCH = "The PDF holds more text than an instrument does; save the instrument alone."
RECOGNISED = (
    "{count} {pages} a picture behind the words, as scanned pages do: a machine may have recognised them, so"
    " look at them closely."
)


class Picture(NamedTuple):
    """Where one stands, in points from the left and the foot of the page, to the nearest whole one."""

    left: int
    foot: int
    right: int
    top: int


@dataclass(slots=True)
class Page:
    """``pictures`` among the words; ``behind``: whether one lies behind them all."""

    pieces: list["Piece"]
    pictures: list[Picture]
    behind: bool


@dataclass(slots=True)
class Piece:
    """Signs that PDFium gives together. ``left``, ``right`` and ``base`` as a reader holds the page."""

    words: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    sideways: bool


def layout(data: bytes, told: Progress) -> Layout:
    document = _opened(data)
    try:
        if len(document) > MOST_PAGES:
            raise CannotRead(f"The PDF has {len(document)} pages; at most {MOST_PAGES} are read.")
        return _read(document, told)
    finally:
        document.close()


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        locked = "password" in str(fault).lower() or "security" in str(fault).lower()
        raise CannotRead(LOCKED if locked else BROKEN) from fault


def _read(document: pypdfium2.PdfDocument, told: Progress) -> Layout:
    sheet = Sheet()
    pages: list[Page] = []
    signs = words = pictured = 0
    number = len(document)
    for place in range(number):
        if place % 5 == 0:
            told(f"Reading page {place + 1} of {number}", 0.45 * place / number)
        try:
            page = document[place]
            pieces = list(_pieces(page))
            pictured += not pieces and _has_picture(page)
            pages.append(Page(pieces, *_pictures(page)) if pieces else Page([], [], False))
            page.close()
        except pypdfium2.PdfiumError as fault:
            raise CannotRead(BROKEN) from fault
        signs += sum(len(piece.words) for piece in pieces)
        words += sum(len(piece.words.split()) for piece in pieces)
        if signs > MOST_SIGNS:
            raise CannotRead(TOO_MUCH)
    _without_letterhead(pages)
    for place, each in enumerate(pages, start=1):
        _write(sheet, each, page=place)
        if len(sheet.lines) > MOST_LINES:
            raise CannotRead(TOO_MUCH)
    if not words or (pictured and words < FEWEST_WORDS * number):
        raise CannotRead(SCANNED if pictured or number else BROKEN)
    if pictured:
        are = "page is a picture" if pictured == 1 else "pages are pictures"
        sheet.warnings.append(f"{pictured} {are} and could not be read.")
    if behind := sum(each.behind for each in pages):
        have = "page has" if behind == 1 else "pages have"
        sheet.warnings.append(RECOGNISED.format(count=behind, pages=have))
    return sheet.layout()


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _pictures(page: pypdfium2.PdfPage) -> tuple[list[Picture], bool]:
    """Those that may hold something of the text, and whether one lies behind the whole page."""
    width, height = page.get_size()
    found, behind = [], False
    shown = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    for each in islice(shown, MOST_PICTURES):
        left, foot, right, top = each.get_bounds()
        share = max(0.0, min(right, width) - max(left, 0)) * max(0.0, min(top, height) - max(foot, 0))
        share /= max(width * height, 1.0)
        if share > WHOLE_PAGE:
            behind = True
        elif share > SMALLEST_PICTURE:
            found.append(Picture(round(left), round(foot), round(right), round(top)))
    return found, behind


def _without_letterhead(pages: Sequence[Page]) -> None:
    """A picture at the same place of most pages is their letterhead, and says nothing of what they hold."""
    times = Counter(picture for page in pages for picture in set(page.pictures))
    for page in pages:
        page.pictures = [one for one in page.pictures if times[one] < 3 or 2 * times[one] < len(pages)]


# ------------------------------------------------------------------------------ signs into pieces


def _pieces(page: pypdfium2.PdfPage) -> Iterator[Piece]:
    text = page.get_textpage()
    try:
        count = raw.FPDFText_CountChars(text.raw)
        written = [raw.FPDFText_GetUnicode(text.raw, place) for place in range(count)]
        turned = _usual_angle(text.raw, written)
        start = 0
        for place in range(count + 1):
            if place == count or written[place] in (10, 13):
                if tidy("".join(map(chr, written[start:place]))):
                    yield _piece(text.raw, written, start, place, turned)
                start = place + 1
    finally:
        text.close()


def _usual_angle(text: object, written: Sequence[int]) -> float:
    """The direction of most of the text: a page may lie on its side."""
    angles: Counter[float] = Counter()
    for place in range(0, len(written), 23):
        if written[place] > 32:
            angles[round(raw.FPDFText_GetCharAngle(text, place), 1)] += 1
    return max(angles, key=angles.__getitem__, default=0.0)


def _piece(text: object, written: Sequence[int], start: int, end: int, turned: float) -> Piece:
    while written[start] <= 32 and start < end - 1:
        start += 1
    last = end - 1
    while written[last] <= 32 and last > start:
        last -= 1
    left, base = _origin(text, start, turned)
    right, size = _edge(text, last, turned)
    _right, first_size = _edge(text, start, turned)
    angle = abs(raw.FPDFText_GetCharAngle(text, start) - turned) % (2 * math.pi)
    signs = (_sign(code) for code in written[start : last + 1])
    return Piece(
        words="".join(signs),
        left=left,
        right=max(left, right),
        base=base,
        size=round(2 * max(size, first_size)) / 2,
        bold=_bold(text, start) and _bold(text, last),
        sideways=ASIDE < angle < 2 * math.pi - ASIDE,
    )


LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}


def _sign(code: int) -> str:
    """A glyph to which no character belongs is shown as the sign for that."""
    if code in LIGATURES:
        return LIGATURES[code]
    if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    if code == ord(HYPHEN):
        return HYPHEN
    return " " if code < 32 else chr(code)


def _origin(text: object, place: int, turned: float) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, place, x, y)
    return _as_read(x.value, y.value, turned)


def _edge(text: object, place: int, turned: float) -> tuple[float, float]:
    """The right edge of a sign, and the height of its type."""
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text, place, box)
    corners = [_as_read(x, y, turned) for x in (box.left, box.right) for y in (box.bottom, box.top)]
    return max(x for x, _y in corners), max(y for _x, y in corners) - min(y for _x, y in corners)


def _as_read(x: float, y: float, turned: float) -> tuple[float, float]:
    if not turned:
        return x, y
    return x * math.cos(turned) + y * math.sin(turned), y * math.cos(turned) - x * math.sin(turned)


def _bold(text: object, place: int) -> bool:
    if raw.FPDFText_GetFontWeight(text, place) >= 600:
        return True
    name, flags = ctypes.create_string_buffer(120), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, place, name, 120, flags)
    return bool(BOLD.search(name.value.decode("latin-1")))


# ------------------------------------------------------------------------------ pieces into lines


def _write(sheet: Sheet, told: Page, *, page: int) -> None:
    rows = _rows([piece for piece in told.pieces if not piece.sideways])
    step = _usual_step(rows)
    before = _before_which(told.pictures, rows)
    above: Piece | None = None
    for place, row in enumerate(rows):
        _add_pictures(sheet, before.count(place), page=page)
        first = row[0]
        blanks = 0
        if above is not None:
            down = above.base - first.base
            blanks = 1 if down > max(step, first.size * 0.9) * 1.22 or down < -first.size else 0
        sheet.add(
            _hyphens(" ".join(piece.words for piece in row)),
            indent=first.left / SIGN,
            right=row[-1].right / SIGN,
            blanks=blanks,
            page=page,
            size=max(piece.size for piece in row),
            bold=all(piece.bold for piece in row),
        )
        above = first
    _add_pictures(sheet, before.count(len(rows)), page=page)
    for piece in told.pieces:
        if piece.sideways:
            sheet.add(_hyphens(piece.words), page=page, sideways=True)


def _before_which(pictures: Sequence[Picture], rows: Sequence[Sequence[Piece]]) -> list[int]:
    """For each picture the place of the row that it is read before: after the last that stands above it."""
    found = []
    for picture in pictures:
        middle = (picture.foot + picture.top) / 2
        above = [
            place
            for place, row in enumerate(rows)
            if row[0].base > middle and row[0].left < picture.right and row[-1].right > picture.left
        ]
        beside = [place for place, row in enumerate(rows) if row[0].base > middle]
        found.append(max(above or beside, default=-1) + 1)
    return found


def _add_pictures(sheet: Sheet, count: int, *, page: int) -> None:
    for _ in range(count):
        sheet.add("[picture]", picture=True, whole=True, blanks=1, page=page)


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces on one baseline, from left to right; what stands in another column is a row of its own."""
    rows: list[list[Piece]] = []
    columns = False
    for piece in sorted(pieces, key=lambda each: (-round(each.base, 1), each.left)):
        row = rows[-1] if rows else None
        level = row is not None and abs(row[-1].base - piece.base) < max(2.0, piece.size * 0.35)
        if row is not None and level and _belongs(row[-1], piece):
            row.append(piece)
        else:
            columns = columns or level
            rows.append([piece])
    return _in_columns(rows) if columns else rows


def _belongs(before: Piece, piece: Piece) -> bool:
    gap = piece.left - before.right
    if gap < -before.size:
        return False
    mark = len(before.words) < 12 and bool(marks_of(f"{before.words.strip()} X"))
    return mark or gap < before.size * 2.5 or len(piece.words.strip()) < 5


def _in_columns(rows: list[list[Piece]]) -> list[list[Piece]]:
    """Two columns of text are read one after the other, if hardly anything reaches across."""
    left = min(row[0].left for row in rows)
    right = max(row[-1].right for row in rows)
    middle = (left + right) / 2
    across = sum(row[0].left < middle - 20 and row[-1].right > middle + 20 for row in rows)
    second = [row for row in rows if row[0].left > middle - 10]
    if across > 0.25 * len(rows) or len(second) < 0.25 * len(rows):
        return rows
    return [row for row in rows if not any(row is each for each in second)] + second


def _usual_step(rows: Sequence[Sequence[Piece]]) -> float:
    """How far apart the lines of one paragraph stand."""
    steps: Counter[float] = Counter()
    for above, below in pairwise(rows):
        down = above[0].base - below[0].base
        if 0.85 * below[0].size < down < 3 * max(1.0, below[0].size):
            steps[round(down * 2) / 2] += 1
    return min((step for step, times in steps.items() if times > 1), default=0.0)


KEEPS = re.compile(
    r"\b(?:non|sub|co|re|pre|vice|ex|self|anti|inter|well|long|short|cross|multi|semi|post|pro|part|full|year|day)$",
    re.IGNORECASE,
)


def _hyphens(words: str) -> str:
    """PDFium marks a hyphen at a line's end: between parts of a word it stays, in a broken word it goes."""
    parts = words.split(HYPHEN)
    joined = parts[0]
    for part in parts[1:]:
        joined += f"-{part}" if KEEPS.search(joined) or not part[:1].islower() else part
    return joined

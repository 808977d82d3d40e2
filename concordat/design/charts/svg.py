"""SVG by hand: elements, escaped words, wrapped lines.

Presentation attributes only: a page under a strict policy forbids style attributes, and the programs that
print a chart know no stylesheet of ours. No outlined letters, either: some draw the outline over them.
"""

from collections.abc import Iterable
from hashlib import sha256
from xml.sax.saxutils import escape, quoteattr

NARROW = 360  # drawn so that 15 units are nearly 14 CSS pixels on a phone 360 pixels wide
SIZE = 15
SMALL = 14
LINE = 19
EDGE = 8

INK = "#17252b"
QUIET = "#4a5a61"
TICK = "#a9b3b5"
FIRST = "#17436b"
SECOND = "#b8500c"
GAP = "#e4e1d8"

TYPEFACE = "'Atkinson Hyperlegible Next', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
# The mean width of a letter in ems, on the wide side: no fallback typeface must overflow.
LETTER = 0.55
BOLD = 0.63


def number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def element(name: str, *children: str, **attributes: str | float) -> str:
    """One element. Attributes are named as Python allows (``stroke_width``); children are SVG already."""
    told = {key: value if isinstance(value, str) else number(value) for key, value in attributes.items()}
    written = "".join(f" {key.replace('_', '-')}={quoteattr(value)}" for key, value in told.items())
    inside = "".join(children)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def text(words: str, x: float, y: float, **attributes: str | float) -> str:
    return element("text", escape(legible(words)), x=x, y=y, **attributes)


def legible(words: str) -> str:
    """XML cannot hold most control characters, however they are escaped."""
    return "".join(letter if letter.isprintable() else " " for letter in words)


def wide(words: str, size: float = SIZE, letter: float = LETTER) -> float:
    return len(words) * size * letter


def wrapped(words: str, width: float, size: float = SIZE, letter: float = LETTER) -> list[str]:
    """Words in as few lines as fit, and those of much the same length, so that no word is left alone."""
    most = max(1, int(width / (size * letter)))
    lines = _filled(words, most)
    longest = max((len(word) for word in words.split()), default=0)
    while len(lines) > 1 and most > longest:
        tighter = _filled(words, most - 1)
        if len(tighter) > len(lines):
            break
        lines, most = tighter, most - 1
    return lines


def _filled(words: str, most: int) -> list[str]:
    """Lines of at most so many letters; a single word longer than a line is cut, for SVG cannot break it."""
    lines: list[str] = []
    for word in words.split():
        pieces = [word[start : start + most] for start in range(0, len(word), most)]
        for place, piece in enumerate(pieces):
            joined = f"{lines[-1]} {piece}" if lines and place == 0 else piece
            if lines and place == 0 and len(joined) <= most:
                lines[-1] = joined
            else:
                lines.append(piece)
    return lines or [""]


def block(words: Iterable[str], x: float, y: float, **attributes: str | float) -> str:
    """Lines of words one below the other; ``y`` is the first baseline."""
    return "".join(text(line, x, y + place * LINE, **attributes) for place, line in enumerate(words))


def inside(x: float, words: str, width: float, size: float = SMALL) -> float:
    """Where words centred on ``x`` must be centred so as not to leave the drawing."""
    half = min(wide(words, size, BOLD), width) / 2
    return min(max(x, half), width - half)


def key_of(*content: object) -> str:
    """A short name for this very drawing, so that two on one page never share an id."""
    return "c" + sha256(repr(content).encode()).hexdigest()[:8]


def drawing(*body: str, key: str, title: str, description: str, width: float, height: float) -> str:
    return element(
        "svg",
        element("title", escape(legible(title)), id=f"{key}-title"),
        element("desc", escape(legible(description)), id=f"{key}-desc"),
        *body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=f"{key}-title {key}-desc",
        font_family=TYPEFACE,
        font_size=SIZE,
        fill=INK,
    )

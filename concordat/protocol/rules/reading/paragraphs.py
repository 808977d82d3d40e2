"""Whether a line goes on with the paragraph above it or begins another."""

from collections.abc import Sequence

from concordat.protocol.rules.reading.headings import finished
from concordat.protocol.rules.reading.lines import Line

SLACK = 0.94  # of the width: letters are not all as wide as each other


def width_of(lines: Sequence[Line]) -> float:
    """Where the lines of running text end, if lines were broken where the paper ends."""
    ends = sorted(line.right for line in lines if not line.whole and not line.left_out)
    return ends[int(len(ends) * 0.9)] if ends else 0.0


def breaks(above: Line | None, line: Line, width: float, *, alone: bool = True) -> bool:
    """Does a new paragraph begin with this line? ``alone``: the one above it is the first of its own."""
    if above is None:
        return True
    if line.inline:
        return False
    if line.whole or above.whole:
        return True
    words, begins = above.words, line.words[:1]
    turned = line.page != above.page
    fits = _fits(above, line, width)
    if turned:
        # Between two pages a sentence goes on, whatever stood at their edges.
        return (finished(words) and (fits or line.blanks > 0)) or not (begins.islower() or len(words) > 50)
    if line.blanks:
        return finished(words) or not begins.islower()
    if begins.islower():
        return fits and (words[-1:] in ":;" or (words[-1:] == "." and above.right < width * 0.75))
    if finished(words):
        return fits or abs(line.indent - above.indent) >= 2
    return alone and fits and above.right < width * 0.7 and not words.endswith(",")


def _fits(above: Line, line: Line, width: float) -> bool:
    """The first word of this line would have had room on the one above, so the break was meant."""
    first = line.words.split(" ", 1)[0]
    sign = (line.right - line.indent) / max(1, len(line.text.strip())) if line.right else 1.0
    return above.right + (len(first) + 1) * sign <= width * SLACK

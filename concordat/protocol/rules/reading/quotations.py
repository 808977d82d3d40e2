"""Where a quotation runs over several lines, so that numbers in it are not taken for the document's own."""

from collections.abc import Sequence

from concordat.protocol.rules.reading.lines import Line

FARTHEST = 15  # lines; a quotation mark that is never closed must not swallow the document


def find(lines: Sequence[Line]) -> None:
    """Says of each line whether it begins inside a quotation, in place."""
    place = 0
    while place < len(lines):
        last = _closed_at(lines, place)
        if last > place and opens(lines[place].words) and closes(lines[last].words):
            lines[place].quoted = True
        for line in lines[place + 1 : last + 1]:
            line.inside = True
        place = last + 1


def _closed_at(lines: Sequence[Line], place: int) -> int:
    """The line that closes what this one opens, or this one itself."""
    text = lines[place].text
    curly = text.count("“") > text.count("”")
    straight = text.count('"') % 2 == 1
    if not (curly or straight) or lines[place].left_out:
        return place
    for last in range(place + 1, min(place + FARTHEST, len(lines))):
        line = lines[last]
        if line.level or (line.blanks > 2 and not curly):
            return place
        if curly and "”" in line.text and line.text.count("”") > line.text.count("“"):
            return last
        if not curly and line.text.count('"') % 2 == 1:
            return last
    return place


def opens(words: str) -> bool:
    return words[:1] in '“"‘' and len(words) > 1


def closes(words: str) -> bool:
    return words.rstrip(" .;,")[-1:] in ("”", '"', "’")

"""Answers collected by another tool: a file and a map in, counts out, and nothing of anybody kept."""

from collections import Counter

MOST_COLUMNS = 1000


class CannotRead(Exception):
    """A file cannot be used as it stands. Its words say where, why, and how to mend it."""


def quoted(words: object) -> str:
    """Somebody's cell inside a sentence of ours: on one line, short, and between quotation marks."""
    line = " ".join("".join(c if c.isprintable() else " " for c in str(words)).split())
    return f"“{line[:57]}…”" if len(line) > 60 else f"“{line}”"


def check_columns(columns: tuple[str, ...], *, line: int, name: str) -> None:
    named = Counter(filter(None, columns))
    if not named:
        raise CannotRead(f"Line {line} of {name} must name the columns.")
    if len(columns) > MOST_COLUMNS:
        raise CannotRead(f"Line {line} of {name} has {len(columns)} columns. Keep the answers alone.")
    for column, times in named.items():
        if times > 1:
            raise CannotRead(f"Line {line} of {name} names two columns {quoted(column)}. Rename one of them.")

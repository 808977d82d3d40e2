"""Answers collected by another tool: a file and a map in, counts out, and nothing of anybody kept."""


class CannotRead(Exception):
    """A file cannot be used as it stands. Its words say where, why, and how to mend it."""


def quoted(words: object) -> str:
    """Somebody's cell inside a sentence of ours: on one line, short, and between quotation marks."""
    line = " ".join("".join(c if c.isprintable() else " " for c in str(words)).split())
    return f"“{line[:57]}…”" if len(line) > 60 else f"“{line}”"

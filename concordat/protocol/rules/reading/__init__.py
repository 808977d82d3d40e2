"""Reads an instrument out of a file: the text as a tree of clauses, and how sure of it one can be."""

from concordat.protocol.rules.clauses import Reading
from concordat.protocol.rules.reading.checking import unplaced
from concordat.protocol.rules.reading.formats import layout_of
from concordat.protocol.rules.reading.reader import reading_of
from concordat.protocol.rules.reading.refusing import CannotRead, not_too_large
from concordat.protocol.rules.reading.telling import Progress, nobody

__all__ = ["CannotRead", "Progress", "read", "unplaced"]


def read(data: bytes, *, name: str, progress: Progress | None = None) -> Reading:
    """What the file says, clause by clause.

    name        the file's name: its ending helps to tell a Markdown file from a plain one
    progress    told what is being done, and how much of all is done, from 0 to 1

    Raises ``CannotRead`` with a sentence for whoever chose the file.
    """
    not_too_large(len(data))
    if not data:
        raise CannotRead("The file is empty: it has 0 bytes.")
    told = progress or nobody
    told("Reading the file", 0.0)
    return reading_of(layout_of(data, name=name, told=told), told)

"""What a command of this room writes: refused beforehand where it could not be, and written whole."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import typer

from concordat.papers import files
from concordat.protocol.commands.reading import refuse


def day_of(words: str) -> date:
    if not words:
        return date.today()  # noqa: DTZ011 - the day on the wall of whoever types the command
    try:
        return date.fromisoformat(words)
    except ValueError:
        refuse(f"--date: “{words}” is not a day. Write it as 2027-03-04.")


def can_be_written(wanted: Sequence[Path], *, read: Sequence[Path]) -> None:
    """Refused before anything is read, if it could not be written after."""
    for path in wanted:
        if path.is_dir() or not path.resolve().parent.is_dir():
            refuse(f"“{path}” cannot be written: there is no such folder, or it is one.")
        if path.resolve() in {each.resolve() for each in read}:
            refuse(f"“{path}” would be written over a text that is read. Name another file.")
    if len({path.resolve() for path in wanted}) < len(wanted):
        refuse("Two of the files to be written have the same name.")


def write(made: Mapping[Path, bytes]) -> None:
    """All of them or none. That they were written is said beside the answer, not in it."""
    try:
        files.write(made)
    except OSError as why:
        refuse(f"“{why.filename}” cannot be written: {(why.strerror or 'no reason given').lower()}.")
    for path in made:
        typer.echo(f"Written: {path}", err=True)

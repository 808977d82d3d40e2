"""`concordat qmethod convert`: a study from one program’s file into another’s."""

from pathlib import Path
from typing import Annotated

import typer

from concordat.viewpoints.commands import telling
from concordat.viewpoints.commands.telling import Grid, Participants, Sorts, Statements, Title


def convert(
    sorts: Sorts,
    out: Annotated[Path, typer.Argument(help="Where to write the study.", show_default=False)],
    to: Annotated[
        str, typer.Option(help="The format, where the file’s name does not tell it. “list” lists them.")
    ] = "",
    statements: Statements = None,
    participants: Participants = None,
    grid: Grid = "",
    title: Title = "",
) -> None:
    """Write a study in another program’s format."""
    with telling.clearly():
        from concordat.qmethod.files import write

        if to == "list":
            _list()
            return
        telling.can_be_written(others={"OUT": out}, read=(sorts, statements, participants))
        study = telling.study_in(
            sorts, statements=statements, participants=participants, grid=grid, title=title
        )
        written = write(study, out, form=to or None)
        for caution in study.cautions:
            typer.echo(caution.sentence, err=True)
        _tell_what_is_lost(out, to)
        for path in written:
            typer.echo(f"Written: {path}")


def _list() -> None:
    from concordat.qmethod.files import FORMATS

    for name, form in FORMATS.items():
        ways = " and ".join(way for way, can in (("read", form.reads), ("written", form.writes)) if can)
        typer.echo(f"{name:<14} {form.what} ({ways})")


def _tell_what_is_lost(out: Path, to: str) -> None:
    from concordat.qmethod.files.formats import BY_SUFFIX, FORMATS

    form = FORMATS[to or BY_SUFFIX[out.suffix.lower()]]
    if form.loses:
        typer.echo(f"This format has no place for: {form.loses}.", err=True)

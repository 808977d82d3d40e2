"""The one command, `concordat`, and under it each room's own verbs."""

import os

import typer

app = typer.Typer(no_args_is_help=True, help="Concordat on the command line.", pretty_exceptions_enable=False)


@app.callback()
def begin() -> None:
    """How a council's members and officers work together, agreed, practised, heard and mended."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concordat.settings")

"""Instruments on the command line: files in, files out, with no server and no database.

What a command needs beyond its arguments is imported when it runs: none waits for what it does not use.
"""

import typer

from concordat.protocol.commands import comparing, modelling, reading

app = typer.Typer(
    no_args_is_help=True, help="Protocols, codes and schemes: read one, compare two, see what one lacks."
)


@app.callback()
def begin() -> None:
    """Keeps the verbs beneath the room's name, even while there is only one of them."""


app.command()(reading.read)
app.command()(comparing.compare)
app.command()(modelling.gaps)
app.command()(modelling.model)

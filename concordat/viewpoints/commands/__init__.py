"""Q studies on the command line: sorts in, viewpoints out, with no server and no database.

What a command needs beyond its arguments is imported when it runs: none waits for what it does not use.
"""

import typer

from concordat.viewpoints.commands import analysing, bootstrapping, converting, factors

app = typer.Typer(
    no_args_is_help=True,
    help="Q-method studies: viewpoints from sorts, how many there are, how sure, and from file to file.",
)

app.command(name="analyse")(analysing.analyse)
app.command(name="factors")(factors.factors)
app.command(name="convert")(converting.convert)
app.command(name="bootstrap")(bootstrapping.bootstrap)

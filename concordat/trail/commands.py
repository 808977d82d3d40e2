"""The trail on the command line: whether it holds, and where it has got to."""

from typing import Annotated, NoReturn

import typer

from concordat.trail.rules.chain import End

app = typer.Typer(no_args_is_help=True, help="Trail: whether what was done is still told as it was written.")

Noted = typer.Option(
    "--head", help="An end of a trail that `concordat trail head` printed earlier. May be repeated."
)


@app.command()
def verify(head: Annotated[list[str] | None, Noted] = None) -> None:
    """Walk along every council's trail, and name the first line that does not hold."""
    noted = [end(words) for words in head or []]
    wake()
    from concordat.trail import queries

    broken = queries.verify(noted=noted)
    if broken:
        typer.echo(f"{broken.council}, line {broken.number}: {broken.why}", err=True)
        raise typer.Exit(1)
    typer.echo(f"All {sum(end.lines for end in queries.ends())} lines hold.")


@app.command()
def head() -> None:
    """Print where each trail has got to. Note it down where whoever runs this machine cannot change it."""
    wake()
    from concordat.trail import queries

    for end in queries.ends():
        typer.echo(f"{end.council}:{end.lines}:{end.hash}")


def end(words: str) -> End:
    council, lines, fingerprint = [*words.strip().split(":"), "", ""][:3]
    if not (lines.isdecimal() and len(fingerprint) == 64):
        refuse(f"--head {words}: paste a whole line that `concordat trail head` printed.")
    return End(council, int(lines), fingerprint)


def wake() -> None:
    # Only now: `concordat --help`, and whatever needs no database, should not wait for Django.
    import django

    django.setup()
    from django.db import connection

    if "trail_entry" not in connection.introspection.table_names():
        refuse("This database holds no trail yet. `concordat serve` makes one; DATABASE_URL says where.")


def refuse(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(2)

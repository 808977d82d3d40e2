"""What whoever runs the server does for a council that cannot help itself."""

from typing import Annotated

import typer

Address = typer.Argument(help="The e-mail address of the person, who has asked for it in person.")


def reset_second_step(email: Annotated[str, Address]) -> None:
    """Reset a lost second step, where nobody else runs the council. The trail and letters tell of it."""
    import django

    django.setup()
    from django.utils.timezone import localdate, now

    from concordat.home import actions
    from concordat.people import queries
    from concordat.people.rules.second_step import NotReset

    at = now()
    person = queries.person_with_address(email)
    held = queries.offices_held(by=person, on=localdate(at)) if person else []
    if not held:
        typer.echo(f"Nobody who holds an office today has the address {email!r}.", err=True)
        raise typer.Exit(2)
    try:
        actions.reset_second_step(office=held[0], by=None, at=at)
    except NotReset as wrong:
        typer.echo(str(wrong), err=True)
        raise typer.Exit(2) from None
    typer.echo(f"Done. {held[0].name} signs in by a code to {email}, and sets up a second step anew.")

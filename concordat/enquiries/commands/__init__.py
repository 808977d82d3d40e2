"""Members' enquiries on the command line: due times, even-handedness, and the mailbox.

What a command needs beyond its arguments is imported when it runs: none waits for what it does not use.
"""

import typer

from concordat.enquiries.commands import due, impartiality, intake

app = typer.Typer(
    no_args_is_help=True,
    help="Members’ enquiries: when an answer is due and why, and whether groups are answered alike.",
)


@app.callback()
def enquiries() -> None:
    """Each verb stands under this one, however many there are."""


app.command(name="due")(due.due)
app.command(name="impartiality")(impartiality.impartiality)
app.command(name="intake")(intake.intake)

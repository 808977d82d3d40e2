"""The same commands without the rest of the house: ``python -m concordat.viewpoints.commands``."""

from concordat.viewpoints.commands import app

app(prog_name="concordat qmethod")

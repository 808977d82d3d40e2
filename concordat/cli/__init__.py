"""The one command, `concordat`, and under it each room's own verbs."""

import os
import sys
from ctypes.util import find_library
from pathlib import Path
from typing import Annotated, Any

import typer

from concordat.cli import doctor, keeping, working
from concordat.enquiries import commands as enquiries
from concordat.home import commands as home
from concordat.people import commands as people
from concordat.protocol import commands as protocol
from concordat.surveys import commands as surveys
from concordat.trail import commands as trail
from concordat.viewpoints import commands as viewpoints

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="How a council's members and officers work together: agreed, practised, heard and mended.",
)

app.add_typer(surveys.app, name="survey")
app.add_typer(viewpoints.app, name="qmethod")
app.add_typer(protocol.app, name="protocol")
app.add_typer(enquiries.app, name="enquiries")
app.add_typer(people.app, name="people")
app.add_typer(trail.app, name="trail")
app.command()(doctor.doctor)
app.command()(working.work)
app.command()(keeping.backup)
app.command()(keeping.restore)
app.command()(home.reset_second_step)

DEMONSTRATION = Path("var/demo.sqlite3")

Demo = Annotated[
    bool, typer.Option("--demo", help="Marlbridge, the made-up council, in a database of its own.")
]


OUR_OWN = ("SECRET_KEY", "DATABASE_URL", "DEMO", "DEBUG")
# What one says beside a server that runs already.
ASKING = {"people", "trail", "doctor", "backup", "reset-second-step"}
ASKING_IN_A_ROOM = ["enquiries", "intake"]  # the room's other verbs need no database


@app.callback()
def begin(context: typer.Context) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concordat.settings")
    # A study's matrices are small: many threads would spend their time waiting for one another.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # After `make run` on a machine with no council of its own, these speak of the one that is there.
    asks = context.invoked_subcommand in ASKING or sys.argv[1:3] == ASKING_IN_A_ROOM
    if asks and not any(map(os.getenv, OUR_OWN)) and DEMONSTRATION.exists():
        of_the_demonstration()
        typer.echo(f"(Marlbridge, in {DEMONSTRATION}: no council of your own is set.)", err=True)


def of_the_demonstration() -> None:
    os.environ["DEMO"] = "yes"
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{DEMONSTRATION}")


NO_DATABASE = {"OperationalError", "ProgrammingError"}
HOW_TO_BEGIN = "DATABASE_URL says where it is, and `concordat migrate` makes its tables."


def main() -> None:
    """The command itself. What was typed wrongly, or is not set, is told in a sentence too."""
    try:
        # Else Typer would draw a box round what is wrong, folded to the width of a screen that is not there.
        status = app(standalone_mode=False)
    except Exception as fault:
        if type(fault).__name__ == "Abort":
            raise SystemExit(1) from fault
        # Known by what they are, not by where they come from: Django is not imported for its name alone, and
        # Typer keeps its faults in another place from version to version.
        if type(fault).__name__ == "ImproperlyConfigured":
            sentence, code = str(fault), 2
        elif type(fault).__name__ in NO_DATABASE and type(fault).__module__.startswith("django.db"):
            why = str(fault).strip().partition("\n")[0].rstrip(".")
            sentence, code = f"The database cannot be used: {why}. {HOW_TO_BEGIN}", 2
        elif hasattr(fault, "format_message"):
            sentence, code = mistyped(fault), int(getattr(fault, "exit_code", 2))
        else:
            raise
        if sentence:
            typer.echo(sentence, err=True)
        raise SystemExit(code) from fault
    raise SystemExit(status if isinstance(status, int) else 0)


def mistyped(fault: Any) -> str:
    """What is wrong with the command as it was typed, and where to look; nothing where the help was shown."""
    if type(fault).__name__ == "NoArgsIsHelpError":
        return ""
    # Typer words what a type refuses as a programmer's error.
    told = " ".join(fault.format_message().split()).replace("Value error, ", "").rstrip(".")
    whose = getattr(fault, "ctx", None)
    return f"{told}; see {whose.command_path} --help." if whose is not None else f"{told}."


@app.command()
def serve(
    demo: Demo = False,
    port: Annotated[int, typer.Option(help="Where to listen.")] = 8000,
    host: Annotated[
        str, typer.Option(help="127.0.0.1 lets in this machine alone; 0.0.0.0 everyone.")
    ] = "127.0.0.1",
    workers: Annotated[int, typer.Option(help="How many processes answer.")] = 1,
) -> None:
    """Bring the database up to date, then serve Concordat and deliver its letters."""
    os.environ.setdefault("ADDRESS", f"http://{host}:{port}")
    prepare(demo=demo)
    if demo:
        make_marlbridge()
    greet(demo=demo)
    with working.Worker():
        from granian import Granian
        from granian.constants import Interfaces
        from granian.log import LogLevels

        # No access log: a line for each ballot would say when it was cast, and from where.
        Granian(
            "concordat.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=4,
            log_access=False,
            log_level=LogLevels.warning,
        ).serve()


@app.command()
def demo(anew: Annotated[bool, typer.Option("--anew", help="Begin again from nothing.")] = False) -> None:
    """Make Marlbridge, a made-up council with a year of life."""
    if anew:
        for file in DEMONSTRATION.parent.glob(f"{DEMONSTRATION.name}*"):
            file.unlink()
    prepare(demo=True)
    make_marlbridge()


@app.command()
def migrate() -> None:
    """Bring the database up to date."""
    prepare(demo=False)


def prepare(*, demo: bool) -> None:
    if demo:
        of_the_demonstration()
    wake()
    from django.conf import settings
    from django.core.management import call_command
    from django.utils.timezone import now

    from concordat.calendar import actions as calendar

    database = settings.DATABASES["default"]
    if str(database["ENGINE"]).endswith("sqlite3"):
        Path(str(database["NAME"])).parent.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    calendar.renew(at=now())  # bank holidays for the next two years, and whatever was proclaimed since
    call_command("collectstatic", verbosity=0, interactive=False)


def make_marlbridge() -> None:
    from django.utils.timezone import now

    from concordat.demo import marlbridge

    if not marlbridge.stands():
        typer.echo("Making Marlbridge: a council, two parishes, a year of their life …")
        marlbridge.make(at=now())


def greet(*, demo: bool) -> None:
    from django.conf import settings

    typer.echo(f"\nConcordat is at {settings.ADDRESS}")
    if demo:
        typer.echo("Ways in: choose “Look around as …” there. No password, and nothing here is real.")
        from concordat.demo import marlbridge

        typer.echo(f"E-mails, personal links among them, are files in {settings.EMAIL_FILE_PATH}.")
        if ballot := marlbridge.a_ballot():
            typer.echo(f"A ballot to fill in: {ballot}")
    if find_library("pangoft2-1.0") is None:
        typer.echo("No PDF papers: sudo apt-get install libpangoft2-1.0-0 libharfbuzz-subset0 brings them.")
    typer.echo("Stop it with Ctrl+C.\n")


def wake() -> None:
    import django

    django.setup()

"""What is done beside the pages: letters, papers, figures, whatever a day brings. Any number may run at once.

Each deed stands for itself. A fault in one, or a database that restarts, must not keep a health check from
closing or a letter from leaving: it goes to the log, and the deed is tried again at the next look.
"""

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated

import typer

log = logging.getLogger(__name__)

Deed = Callable[..., object]
AGAIN = 2.0  # seconds between the end of one who worked and the start of the next
PATIENCE = 10.0  # seconds to the next look after a fault, so that it does not fill the log


def deeds() -> Sequence[Deed]:
    """In this order, for what closes comes before the letters about it."""
    from concordat.enquiries import actions as questions
    from concordat.letters import actions as letters
    from concordat.protocol import actions as protocols
    from concordat.surveys import actions as health_checks
    from concordat.viewpoints import actions as studies

    def every_letter_due(*, at: datetime) -> None:
        while letters.deliver_due(at=at).sent:
            pass

    return (
        health_checks.close_due,
        studies.close_due,
        studies.destroy_due,
        protocols.tell_of_reviews,
        protocols.destroy_old_declarations,
        questions.follow_calendar,
        questions.look_due,
        questions.remind_of_reviews,
        questions.clear_drafts,
        questions.erase_due,
        every_letter_due,
        health_checks.render_due,
        studies.render_due,
        protocols.tell_due,
        protocols.read_due,
        protocols.lay_due,
        protocols.compare_due,
        protocols.read_gaps_due,
        protocols.render_due,
        questions.make_fairness_due,
        studies.compute_due,  # last: it may take minutes
    )


def look(todo: Sequence[Deed], *, at: datetime) -> list[str]:
    """Do what is due, and name what could not be done."""
    from django.db import close_old_connections

    failed = []
    for deed in todo:
        try:
            deed(at=at)
        except Exception:  # whatever one room's fault is, the other rooms' work goes on
            log.exception("Could not be done, and is tried again at the next look.")
            failed.append(f"{deed.__module__}.{deed.__name__}")
            close_old_connections()  # a connection that the fault has broken is opened anew
    return failed


def work(
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, and stop.")] = False,
    every: Annotated[float, typer.Option(help="Seconds between one look and the next.")] = 2.0,
) -> None:
    """Deliver letters, write out papers, work out figures, close what is over. Any number may run at once."""
    import django

    django.setup()
    from django.db import close_old_connections
    from django.utils.timezone import now

    todo = deeds()
    while True:
        failed = look(todo, at=now())
        if once:
            if failed:
                typer.echo(f"Not done: {', '.join(failed)}. The log tells where it broke.", err=True)
            raise typer.Exit(bool(failed))
        close_old_connections()
        time.sleep(max(every, PATIENCE) if failed else every)


class Worker:
    """The one who works beside the pages. Should it be killed, another takes its place."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> "Worker":
        self._keeper.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self._over.set()
        self._keeper.join()

    def _keep(self) -> None:
        while not self._over.is_set():
            process = subprocess.Popen([sys.executable, "-m", "concordat.cli", "work"])
            while process.poll() is None and not self._over.wait(0.2):
                pass
            if process.poll() is None:
                process.terminate()
            process.wait()
            self._over.wait(AGAIN)

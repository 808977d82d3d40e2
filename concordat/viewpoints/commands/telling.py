"""What the commands share: options that mean the same in each, refusals, progress, files written whole."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer

if TYPE_CHECKING:
    from concordat.papers.document import Paper
    from concordat.qmethod.study import Study

PAPERS = (".html", ".docx", ".pdf")
Progress = Callable[[int, int], None]

Sorts = Annotated[
    Path,
    typer.Argument(
        help="The sorts: CSV, XLSX, PQMethod .DAT, KADE, Ken-Q, HtmlQ, easy-htmlq, Quince or our JSON.",
        show_default=False,
    ),
]
Statements = Annotated[
    Path | None, typer.Option(help="A file of the statements’ words: id and text, or one to a line.")
]
Participants = Annotated[
    Path | None, typer.Option(help="A CSV of what is known of each participant: participant, group …")
]
Grid = Annotated[
    str, typer.Option(help="The grid, one value a card: “-2,-1,-1,0,0,0,1,1,2”. Inferred, if left out.")
]
Title = Annotated[str, typer.Option(help="What the study is called, in the paper.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object, in full precision.")]
Xlsx = Annotated[Path | None, typer.Option(help="Write every table into this workbook.")]
Papers = Annotated[
    list[Path] | None, typer.Option("--paper", help="Write a paper: .html, .docx or .pdf. May be repeated.")
]
Seed = Annotated[int, typer.Option(help="Where chance begins: the same seed gives the same figures.", min=0)]
Council = Annotated[str, typer.Option(help="Whose study it is, for the paper.")]
Committee = Annotated[str, typer.Option(help="Whom the paper goes to.")]
On = Annotated[str, typer.Option("--date", help="The date on the paper, as 2027-03-04. Today, if left out.")]


# Named here, not fetched from the library: no command should wait for NumPy to say what it can do.
Extraction = Literal["pca", "centroid", "horst", "principal-axis"]
Rotation = Literal["none", "varimax", "raw-varimax", "quartimax", "oblimin", "promax"]
Mode = Literal["standard", "qmethod", "kade"]
Correlation = Literal["pearson", "spearman", "kendall"]
Correction = Literal["holm", "bh", "by", "none"]


class Wrong(Exception):
    """What was asked cannot be done. One sentence says what is wrong."""


def refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)


@contextmanager
def clearly() -> Iterator[None]:
    """Whatever goes wrong is one sentence on standard error, never a traceback.

    The exit code is 2 for what was handed in, and 1 for a fault of ours.
    """
    from concordat.qmethod.study import Refused

    try:
        yield
    except Refused as why:
        refuse(why.sentence)
    except (typer.Exit, typer.Abort):
        raise
    except KeyboardInterrupt:
        typer.echo("Stopped. Nothing was written.", err=True)
        raise typer.Exit(130) from None
    except Wrong as why:
        refuse(str(why))
    except BrokenPipeError:
        # Whoever was reading the answer has seen enough. Python would complain of it once more on closing.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - it stays open
        raise typer.Exit(1) from None
    except OSError as why:
        refuse(f"{why.filename or 'A file'} cannot be used: {why.strerror or why}.")
    except MemoryError:
        refuse("This study is too large for the memory of this machine.")
    except Exception as fault:  # noqa: BLE001 - the last line of a promise: never a traceback
        told = " ".join(str(fault).split()) or "no reason given"
        sentence = (
            f"This cannot be worked out ({type(fault).__name__}: {told}). Please tell us, with the file."
        )
        typer.echo(sentence, err=True)
        raise typer.Exit(1) from None


def study_in(
    sorts: Path, *, statements: Path | None, participants: Path | None, grid: str, title: str = ""
) -> "Study":
    """The study in these files. Its cautions are part of it."""
    from dataclasses import replace

    from concordat.qmethod.files import read

    for path in (sorts, statements, participants):
        if path is not None and path.is_dir():
            raise Wrong(f"“{path}” is a folder: name one file in it.")
        if path is not None and not path.is_file():
            raise Wrong(f"There is no file “{path}”.")
    study = read(sorts, statements=statements, participants=participants, grid=grid or None)
    return replace(study, title=title) if title else study


def day(words: str) -> date:
    if not words:
        return date.today()  # noqa: DTZ011 - the day on the wall of whoever types the command
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise Wrong(f"--date: “{words}” is not a day. Write it as 2027-03-04.") from None


def can_be_written(
    *,
    papers: list[Path] | None = None,
    others: Mapping[str, Path | None],
    read: Sequence[Path | None],
) -> None:
    """Refused before anything is worked out, if it could not be written after.

    read   the files that are read: none of them is written over, for they may be the only copy
    """
    for path in papers or []:
        if path.suffix.lower() not in PAPERS:
            raise Wrong(f"--paper: “{path.name}” must end in .html, .docx or .pdf.")
    wanted = [*(papers or []), *(path for path in others.values() if path is not None)]
    kept = {path.resolve() for path in read if path is not None}
    for path in wanted:
        if path.resolve() in kept:
            raise Wrong(f"“{path}” is read here, and what is written must not take its place: name another.")
    for path in wanted:
        if path.is_dir() or not path.resolve().parent.is_dir():
            raise Wrong(f"“{path}” cannot be written: there is no such folder, or it is one.")
    if len({path.resolve() for path in wanted}) < len(wanted):
        raise Wrong("Two of the files to be written have the same name.")


def rendered(paper: "Paper", kind: str) -> bytes:
    from concordat.papers import files

    try:
        return files.paper_as(kind.removeprefix("."), paper=paper)
    except ImportError as missing:
        raise Wrong(str(missing)) from missing


def write(contents: Mapping[Path, bytes], *, quietly: bool) -> None:
    """All the files or none.

    ``quietly``: say so on standard error, because standard output is for the answer alone.
    """
    from concordat.papers import files

    files.write(contents)
    for path in contents:
        typer.echo(f"Written: {path}", err=quietly)


def print_json(told: Mapping[str, Any]) -> None:
    """One object and a line end, as bytes: no terminal's encoding may spoil it."""
    import json

    typer.echo(json.dumps(told, ensure_ascii=False, allow_nan=False).encode())


@contextmanager
def progress(words: str) -> Iterator[Progress]:
    """A bar on standard error; where that is no terminal, a line from time to time."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(words, total=None)
            yield lambda done, of: bar.update(task, completed=done, total=of)
    else:
        yield _lines(words)


@contextmanager
def stoppable(words: str) -> Iterator[Progress]:
    """Progress at which long work may be stopped: Ctrl+C ends it there, with what it has."""
    from concordat.qmethod.bootstrap import Stopped

    asked: list[int] = []

    def remember(number: int, _frame: FrameType | None) -> None:
        # Not raised in the midst of a computation, which would lose what was done.
        if asked:
            raise KeyboardInterrupt
        asked.append(number)

    def look(done: int, of: int) -> None:
        told(done, of)
        if asked:
            raise Stopped

    before = signal.signal(signal.SIGINT, remember)
    try:
        with progress(words) as told:
            yield look
    finally:
        signal.signal(signal.SIGINT, before)


def _lines(words: str) -> Progress:
    last = time.monotonic()

    def told(done: int, of: int) -> None:
        nonlocal last
        # Not for what is over in a moment; then every few seconds, and once at the end.
        if time.monotonic() - last >= 3 or (done == of and of > 1):
            last = time.monotonic()
            typer.echo(f"{words}: {done} of {of}", err=True)

    return told

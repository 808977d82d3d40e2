"""`concordat protocol read FILE`: what a reader makes of an instrument, without a server or a database."""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from concordat.protocol.rules.clauses import Clause, Reading, Stated

File = typer.Argument(help="A Word (.docx), PDF, HTML, Markdown or plain-text file.", show_default=False)
AsJson = typer.Option("--json", help="As JSON, for another program.")


def read(file: Annotated[Path, File], as_json: Annotated[bool, AsJson] = False) -> None:
    """Read an instrument from a file: its clauses, what was left out and why, and what is doubtful."""
    reading = reading_of(file)
    typer.echo(json.dumps(as_data(reading), ensure_ascii=False, indent=2) if as_json else as_text(reading))


def reading_of(file: Path) -> "Reading":
    """Whatever a command of this room reads comes through here; what cannot be read ends it with 2."""
    from concordat.protocol.rules import reading
    from concordat.protocol.rules.reading import refusing

    try:
        refusing.not_too_large(file.stat().st_size)
        return reading.read(file.read_bytes(), name=file.name, progress=_told)
    except reading.CannotRead as why:
        refuse(f"{file.name}: {why}")
    except IsADirectoryError:
        refuse(f"{file} is a folder. Name one file in it.")
    except OSError as why:
        refuse(f"{file} cannot be opened: {(why.strerror or 'it is not there').lower()}.")


def refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)


def _told(doing: str, done: float) -> None:
    """How far it is, for a person who waits: nothing in a file or a pipe."""
    if sys.stderr.isatty():
        print(
            f"\r\033[K{doing} … {done:.0%}" if done < 1 else "\r\033[K", end="", file=sys.stderr, flush=True
        )


def as_data(reading: "Reading") -> dict[str, object]:
    return {
        "title": reading.title,
        "adopted": _stated(reading.adopted),
        "review": _stated(reading.review),
        "clauses": [_clause(clause) for clause in reading.clauses],
        "left_out": [
            {"reason": each.reason, "text": each.text, "start": each.source.start, "end": each.source.end}
            for each in reading.left_out
        ],
        "warnings": list(reading.warnings),
    }


def _stated(stated: "Stated | None") -> dict[str, str] | None:
    if stated is None:
        return None
    return {
        "value": stated.value,
        "date": stated.value if stated.precision != "cycle" else "",
        "precision": stated.precision,
        "words": stated.words,
        "body": stated.body,
        "minute": stated.minute,
    }


def _clause(clause: "Clause") -> dict[str, object]:
    return {
        "label": clause.label,
        "heading": clause.heading,
        "text": clause.text,
        "type": clause.kind.value,
        "depth": clause.depth,
        "parent": clause.parent,
        "confidence": round(clause.confidence, 2),
        "doubts": list(clause.doubts),
        "owed": clause.owed.value if clause.owed else None,
    }


DOUBTFUL = 0.7


def as_text(reading: "Reading") -> str:
    """The tree as a person reads it on a screen, the doubtful marked, and what was left out or is open."""
    lines = [reading.title or "(no title)", _dates(reading), ""]
    lines += [_shown(clause) for clause in reading.clauses]
    lines += _counted("Left out", [each.reason for each in reading.left_out])
    lines += (
        ["", "To be looked at:", *(f"- {warning}" for warning in reading.warnings)]
        if reading.warnings
        else []
    )
    return "\n".join(lines)


def _dates(reading: "Reading") -> str:
    adopted, review = reading.adopted, reading.review
    by = f" by {adopted.body}" if adopted and adopted.body else ""
    first = f"{adopted.value}{by}" if adopted else "not said"
    return f"Adopted: {first}. Review: {review.value if review else 'not said'}."


def _shown(clause: "Clause") -> str:
    words = " ".join(part for part in (clause.label, clause.heading, clause.text.replace("\n", " ")) if part)
    kind = "" if clause.kind.value in ("rule", "heading") else f"  ({clause.kind.value})"
    doubt = f"  [{clause.confidence:.0%} sure]" if clause.confidence < DOUBTFUL else ""
    return f"{'  ' * clause.depth}{words}{kind}{doubt}"


def _counted(title: str, reasons: list[str]) -> list[str]:
    if not reasons:
        return []
    counts = Counter(reasons)
    return ["", f"{title}: {', '.join(f'{reason} ({count})' for reason, count in counts.items())}."]

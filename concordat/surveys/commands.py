"""The health check on the command line: a spreadsheet of answers in, a committee paper out, no server.

Whatever a command needs beyond reading its arguments is imported when it runs, so that no command
waits for Django, Word or PDF unless it writes one.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from concordat.surveys.rules.outside import CannotRead, quoted

if TYPE_CHECKING:
    from concordat.papers.document import Paper
    from concordat.surveys.rules.instrument import Side
    from concordat.surveys.rules.outside.counting import Counted
    from concordat.surveys.rules.release import Release

app = typer.Typer(
    no_args_is_help=True, help="The health check: other tools’ answers, drafted maps, printed figures."
)

PAPERS = (".docx", ".pdf", ".html")

Answers = typer.Argument(help="A CSV or XLSX file of one row per answer.", show_default=False)
MapFile = typer.Option("--map", help="MAP.toml: which column is which question.", show_default=False)
Invited = typer.Option(
    help="How many were asked on each side: councillors=60,officers=200", show_default=False
)
PaperFile = typer.Option(
    "--paper", help="Write the committee paper here: .docx, .pdf or .html. May be repeated."
)
JsonFile = typer.Option("--json", help="Write the released figures here as JSON.")
CsvFile = typer.Option("--csv", help="Write the released figures here as CSV.")
XlsxFile = typer.Option("--xlsx", help="Write the released figures here as XLSX.")
Council = typer.Option(help="The council’s name, for the paper.")
Wave = typer.Option(help="What this running of the survey is called.")
Committee = typer.Option(help="The committee the paper goes to.")
On = typer.Option("--date", help="The date on the paper, as 2027-03-04. Today, if left out.")


@app.command()
def analyse(
    answers: Annotated[Path, Answers],
    map_file: Annotated[Path, MapFile],
    invited: Annotated[str, Invited],
    papers: Annotated[list[Path] | None, PaperFile] = None,
    json_file: Annotated[Path | None, JsonFile] = None,
    csv_file: Annotated[Path | None, CsvFile] = None,
    xlsx_file: Annotated[Path | None, XlsxFile] = None,
    council: Annotated[str, Council] = "The council",
    wave: Annotated[str, Wave] = "Health check",
    committee: Annotated[str, Committee] = "Standards Committee",
    on: Annotated[str, On] = "",
) -> None:
    """Turn a file of answers into the released figures and a paper for the committee.

    The disclosure rules are those of Concordat’s own survey: nothing is shown of fewer than five people,
    and no figure gives away what one person said.
    """
    try:
        day = _day(on)
        wanted = _wanted(papers=papers, csv_file=csv_file, xlsx_file=xlsx_file, json_file=json_file)
        asked = _invited(invited)
        counted = _count(answers, map_file, asked)
        released = _released(counted, asked, council=council, wave=wave)
        _write({path: _made(kind, released, committee=committee, on=day) for path, kind in wanted.items()})
    except CannotRead as why:
        _refuse(str(why))
    _summarise(released, counted, written=list(wanted))


@app.command(name="map")
def draft_map(
    answers: Annotated[Path, Answers],
    out: Annotated[Path | None, typer.Option(help="Where to write the map. Shown, if left out.")] = None,
) -> None:
    """Draft the map of a file of answers, for you to look through and confirm."""
    from concordat.surveys.rules.outside import drafting, reading

    try:
        data = _bytes(answers, most=reading.LARGEST)
        encoding = reading.guessed_encoding(data)
        drafted = drafting.draft(reading.table(data, name=answers.name, encoding=encoding), encoding=encoding)
        if out is None:
            typer.echo(drafted.toml, nl=False)
        else:
            _write({out: drafted.toml.encode()})
    except CannotRead as why:
        _refuse(str(why))
    if out is not None:
        typer.echo(f"Items found: {drafted.items}. Columns not read: {len(drafted.unplaced)}.")
        typer.echo(
            f"Draft written to {out}. {'' if drafted.sure else 'Look at each line marked CHECK.'}".rstrip()
        )


@app.command()
def published(
    figures: Annotated[
        Path, typer.Argument(help="A CSV file: council, measure, councillors, officers, source.")
    ],
    papers: Annotated[list[Path] | None, PaperFile] = None,
    json_file: Annotated[Path | None, JsonFile] = None,
    committee: Annotated[str, Committee] = "Standards Committee",
    on: Annotated[str, On] = "",
) -> None:
    """Set side by side the figures that reports have already printed, marked as not computed by us."""
    from concordat.surveys.rules import published_paper
    from concordat.surveys.rules.outside import published as printed
    from concordat.surveys.rules.outside import reading

    try:
        day = _day(on)
        wanted = _wanted(papers=papers, json_file=json_file)
        data = _bytes(figures, most=reading.LARGEST)
        found = printed.read(reading.table(data, name=figures.name))
        paper = published_paper.paper(found, committee=committee, date=day)
        contents = {
            path: _json(found.as_json()) if kind == "json" else _rendered(paper, kind)
            for path, kind in wanted.items()
        }
        _write(contents)
    except CannotRead as why:
        _refuse(str(why))
    for figure in found.figures:
        typer.echo(published_paper.line(figure))
    typer.echo(f"Every figure: {printed.MARK}.")
    if found.unsourced:
        lines = ", ".join(map(str, found.unsourced))
        typer.echo(f"No source is named on these lines: {lines}. A printed figure needs one.", err=True)
    if found.left_out:
        typer.echo(f"Rows left out, because neither side has a figure: {found.left_out}.")
    _tell_written(list(wanted))


# --------------------------------------------------------------------------------------- what came in


def _day(words: str) -> date:
    if not words:
        return date.today()  # noqa: DTZ011 - the day on the wall of whoever types the command
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise CannotRead(f"--date: {quoted(words)} is not a day. Write it as 2027-03-04.") from None


def _invited(words: str) -> Mapping["Side", int]:
    from concordat.surveys.rules.instrument import Side

    asked = {}
    for part in words.split(","):
        side, _, number = (piece.strip() for piece in part.partition("="))
        if side not in set(Side):
            raise CannotRead(f"--invited: {quoted(part)} names no side. Write councillors=60,officers=200.")
        if not (number.isascii() and number.isdigit() and len(number) <= 7):
            raise CannotRead(
                f"--invited: {quoted(part)} needs a whole number. Write councillors=60,officers=200."
            )
        if Side(side) in asked:
            raise CannotRead(f"--invited names the {side} twice.")
        asked[Side(side)] = int(number)
    return asked


def _count(answers: Path, map_file: Path, asked: Mapping["Side", int]) -> "Counted":
    from concordat.surveys.rules.outside import counting, mapping, reading

    guide = mapping.read(
        reading.decoded(_bytes(map_file, most=1_000_000), name=map_file.name), name=map_file.name
    )
    data = _bytes(answers, most=reading.LARGEST)
    table = reading.table(data, name=answers.name, encoding=guide.encoding, sheet=guide.sheet)
    return counting.count(table=table, guide=guide, invited=asked)


def _bytes(path: Path, *, most: int) -> bytes:
    try:
        if not path.is_file():
            raise CannotRead(f"There is no file {quoted(path)}.")
        if path.stat().st_size > most:
            raise CannotRead(f"{path.name} is larger than {most // 1_000_000} MB. Is it the right file?")
        return path.read_bytes()
    except OSError as why:
        raise CannotRead(f"{path.name} cannot be opened: {why.strerror}.") from None


def _released(counted: "Counted", asked: Mapping["Side", int], *, council: str, wave: str) -> "Release":
    from concordat.surveys.rules.release import Atom, release

    # What a shell hands over need not be text at all.
    council, wave = (words.encode(errors="replace").decode() for words in (council, wave))

    atoms = [Atom(side.value, side, invited, counted.answered[side]) for side, invited in asked.items()]
    return release(
        council=council,
        wave=wave,
        atoms=atoms,
        items=counted.items,
        counts={(side.value, item): each for (side, item), each in counted.counts.items()},
    )


# --------------------------------------------------------------------------------------- what goes out


def _wanted(
    *,
    papers: list[Path] | None = None,
    json_file: Path | None = None,
    csv_file: Path | None = None,
    xlsx_file: Path | None = None,
) -> dict[Path, str]:
    """Path → what to write there; refused before anything is read, if it could not be written after."""
    kinds = {path: path.suffix.lower() for path in papers or []}
    for path, kind in kinds.items():
        if kind not in PAPERS:
            raise CannotRead(f"--paper: {quoted(path.name)} must end in .docx, .pdf or .html.")
    tables = {json_file: "json", csv_file: "csv", xlsx_file: "xlsx"}
    wanted = kinds | {path: kind for path, kind in tables.items() if path is not None}
    for path in wanted:
        if path.is_dir() or not path.resolve().parent.is_dir():
            raise CannotRead(f"{quoted(path)} cannot be written: there is no such folder, or it is one.")
    return wanted


def _made(kind: str, released: "Release", *, committee: str, on: date) -> bytes:
    if kind == "json":
        return _json(released.as_json())
    if kind in PAPERS:
        from concordat.surveys.rules.paper import paper

        return _rendered(paper(released, committee=committee, date=on), kind)
    from concordat.surveys.rules import data

    return data.as_csv(released).encode("utf-8-sig") if kind == "csv" else data.as_xlsx(released)


def _json(value: object) -> bytes:
    import json

    return (json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def _rendered(paper: "Paper", kind: str) -> bytes:
    from concordat.papers import files

    try:
        return files.paper_as(kind.removeprefix("."), paper=paper)
    except ImportError as missing:
        raise CannotRead(str(missing)) from missing


def _write(contents: Mapping[Path, bytes]) -> None:
    from concordat.papers import files

    try:
        files.write(contents)
    except OSError as why:
        name = Path(why.filename).name
        raise CannotRead(f"{name} cannot be written: {why.strerror}. Nothing was changed.") from None


def _summarise(released: "Release", counted: "Counted", *, written: list[Path]) -> None:
    from concordat.surveys.rules import phrases

    head = released.headline
    shown = {"councillors": head.councillors_shown, "officers": head.officers_shown}
    typer.echo(f"{released.council}: {released.wave}")
    for atom in released.atoms:
        typer.echo(f"  {atom.name.capitalize():<12} {shown[atom.side]:<14} {phrases.replied(atom)}")
    typer.echo(
        f"  {'Gap':<12} {phrases.gap(head.gap, at_least=head.at_least):<14} {phrases.VERDICTS[head.verdict]}"
    )
    for told in head.silence:
        typer.echo(f"\n{told.sentence}")
    typer.echo("\nBefore you use these figures:")
    for caution in released.cautions:
        typer.echo(f"  - {caution}")
    for words in _remarks(counted):
        typer.echo(words, err=True)
    _tell_written(written)


def _remarks(counted: "Counted") -> list[str]:
    said = []
    if counted.ignored:
        said.append(f"Columns not read: {', '.join(map(quoted, counted.ignored))}.")
    if counted.personal:
        named = ", ".join(map(quoted, counted.personal))
        said.append(
            f"Careful: the file says who answered ({named}). We read nothing of it, "
            "but it is not anonymous: delete it when you can."
        )
    if counted.rows_without_answers:
        said.append(f"Rows without any answer, left out: {counted.rows_without_answers}.")
    return said


def _tell_written(paths: list[Path]) -> None:
    for path in paths:
        typer.echo(f"Written: {path}")


def _refuse(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(2)


if __name__ == "__main__":
    app()

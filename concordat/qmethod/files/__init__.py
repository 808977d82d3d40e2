"""Studies from the files of every program that makes them, and back.

``read`` looks at what a file holds and needs no word about its format; ``write`` goes by the ending of the
name, or by the name of a format in ``FORMATS``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.files.formats import BY_SUFFIX, FORMATS, Format
from concordat.qmethod.files.sources import LARGEST, Source, quoted
from concordat.qmethod.study import Refused, Study, Value

__all__ = ["BY_SUFFIX", "FORMATS", "Format", "composed", "read", "write"]

File = str | Path | bytes


def read(
    source: File,
    *,
    name: str = "",
    form: str | None = None,
    statements: File | Mapping[str, str] | Sequence[str] | None = None,
    participants: File | Mapping[str, Mapping[str, str]] | None = None,
    grid: str | Sequence[Value] | None = None,
) -> Study:
    """A study from a file of any format in ``FORMATS``.

    source        a path, or the bytes of a file
    name          what to call the file in messages, when bytes are given
    form          the format, where the file alone would be read as another
    statements    the texts: a file of them (CSV of id and text, XLSX, one a line, statements.xml), or by id,
                  or in order. Beside a .DAT the .STA of the same name is found, beside x.csv x.statements.csv
    participants  what is known of the participants: a CSV with a heading, or by participant
    grid          what a forced sort uses, as numbers or "-1,0,0,1"; it comes before what the file says

    Raises ``Refused``, with one sentence and the ids it is about, for a file that is none of these, or in
    which a card, a person or a number is missing, double or not what it should be.
    """
    from concordat.qmethod.files.companions import grid_told, with_grid
    from concordat.qmethod.files.sniffing import read_any

    if form is not None and not (form in FORMATS and FORMATS[form].reads):
        raise Refused(f"{quoted(form)} is no format that can be read; use one of {', '.join(FORMATS)}.")
    told = None if grid is None else grid_told(grid)
    opened = replace(_opened(source, name=name or "The file"), grid=told)
    study = read_any(opened, form=form or "")
    if told is not None:
        study = with_grid(study, told, name=opened.name)
    path = None if isinstance(source, bytes) else Path(source)
    return _accompanied(study, path, statements=statements, participants=participants)


def write(study: Study, path: str | Path, *, form: str | None = None) -> tuple[Path, ...]:
    """Write a study, with the files that belong beside it (.STA, texts of statements), and say which were
    written.

    form     the name of a format in ``FORMATS``; without it the ending of the path decides

    Raises ``Refused`` if the format cannot hold the study, naming the participant and the statement; nothing
    is written then.
    """
    path = Path(path)
    form = form or BY_SUFFIX.get(path.suffix.lower(), "")
    if not form:
        raise Refused(
            f"{path.name}: the ending {quoted(path.suffix)} does not say the format; "
            f"use one of {', '.join(BY_SUFFIX)}, or name a format."
        )
    files = composed(study, form=form)
    main = next(iter(files))
    written = []
    for ending, data in files.items():
        to = path if ending == main else path.with_name(path.stem + _as_in(ending, path.suffix))
        to.write_bytes(data)
        written.append(to)
    return tuple(written)


def composed(study: Study, *, form: str) -> Mapping[str, bytes]:
    """The files of a study in one format, by their endings, the chief one first. Raises ``Refused`` as
    ``write``."""
    if form not in FORMATS or not FORMATS[form].writes:
        able = ", ".join(each.name for each in FORMATS.values() if each.writes)
        raise Refused(f"{quoted(form)} is no format that can be written; use one of {able}.")
    if not study.statements or not study.sorts:
        raise Refused("The study has no statements or no sorts, so there is nothing to write.")
    from concordat.qmethod.files import (
        by_rows,
        htmlq,
        kade_workbooks,
        kade_zip,
        ours,
        plain,
        pqmethod,
        web_exports,
    )

    writers = {
        "csv": plain.plain_csv,
        "xlsx": plain.plain_workbook,
        "json": ours.written,
        "pqmethod": pqmethod.written,
        "kade-1": lambda study: kade_workbooks.written(study, kind=kade_workbooks.LAID),
        "kade-2": lambda study: kade_workbooks.written(study, kind=kade_workbooks.BY_ROWS),
        "kade-zip": kade_zip.written,
        "kenq-csv": by_rows.written,
        "htmlq": htmlq.written,
        "easy-htmlq": web_exports.firebase,
        "quince": web_exports.quince,
    }
    return writers[form](study)


def _as_in(ending: str, suffix: str) -> str:
    """A companion's ending in capitals where its file has them: PROJECT.DAT and PROJECT.STA."""
    return ending.upper() if suffix.isupper() else ending


def _opened(source: File, *, name: str) -> Source:
    if not isinstance(source, bytes):
        path = Path(source)
        try:
            if path.stat().st_size > LARGEST:
                raise Refused(
                    f"{path.name} is larger than {LARGEST // 1_000_000} MB; send the sorts alone, as CSV."
                )
            return Source(path.name, path.read_bytes())
        except OSError as why:
            raise Refused(f"{path.name} cannot be opened ({why.strerror}); look at the name.") from why
        except ValueError as why:
            if isinstance(why, Refused):
                raise
            raise Refused(
                f"{quoted(path.name)} is no name of a file; correct it."
            ) from why  # a name with a NUL
    if len(source) > LARGEST:
        raise Refused(f"{name} is larger than {LARGEST // 1_000_000} MB; send the sorts alone, as CSV.")
    return Source(name, source)


def _accompanied(
    study: Study,
    path: Path | None,
    *,
    statements: File | Mapping[str, str] | Sequence[str] | None,
    participants: File | Mapping[str, Mapping[str, str]] | None,
) -> Study:
    from concordat.qmethod.files.companions import facts_in, read_texts, with_facts, with_texts
    from concordat.qmethod.files.tables import read_csv

    # What nobody named is read all the same, so it is told: it may be of an earlier study.
    beside = []
    if statements is None and path is not None:
        statements = _beside(path, ".sta" if path.suffix.lower() == ".dat" else ".statements.csv")
        statements = statements or _beside(path, ".statements.txt")
        if statements is not None and path.suffix.lower() == ".csv":
            beside.append(_found(Path(statements), path, "The statements’ words were"))
    if participants is None and path is not None:
        participants = _beside(path, ".participants.csv")
        if participants is not None:
            beside.append(_found(participants, path, "What is known of the participants was"))
    study = replace(study, cautions=(*study.cautions, *beside)) if beside else study
    if isinstance(statements, str | Path | bytes):
        opened = _opened(statements, name="The file of statements")
        study = with_texts(study, read_texts(opened), name=opened.name)
        study = replace(study, cautions=(*study.cautions, *_new(opened, study)))
    elif statements is not None:
        study = with_texts(study, statements, name="The list of texts")
    if isinstance(participants, str | Path | bytes):
        opened = _opened(participants, name="The file of participants")
        return with_facts(study, facts_in(read_csv(opened)), name=opened.name)
    if participants is not None:
        return with_facts(study, participants, name="The list of participants")
    return study


def _found(companion: Path, path: Path, what: str) -> Caution:
    return Caution(
        About.FOUND_BESIDE,
        f"{what} read from {companion.name}, which lies beside {path.name}; if it is of another study, "
        "move it away.",
    )


def _new(opened: Source, study: Study) -> list[Caution]:
    from concordat.qmethod.files.archives import SIGNATURE

    return (
        []
        if opened.data.startswith(SIGNATURE)
        else [each for each in opened.cautions if each not in study.cautions]
    )


def _beside(path: Path, ending: str) -> Path | None:
    """The companion of a file, whatever the case of its ending."""
    if path.suffix.lower() not in (".dat", ".csv"):
        return None
    for each in (ending, ending.upper()):
        found = path.with_name(path.stem + each)
        if found.is_file():
            return found
    return None

"""Which format a file is in, by what it holds; its name decides nothing."""

from collections.abc import Callable, Mapping
from typing import Any

from concordat.qmethod.files import (
    by_rows,
    deliberateq,
    htmlq,
    kade_workbooks,
    kade_zip,
    older_workbooks,
    ours,
    plain,
    pqmethod,
    sosci,
    web_exports,
)
from concordat.qmethod.files.archives import SIGNATURE, unpacked
from concordat.qmethod.files.sources import Source, quoted
from concordat.qmethod.files.tables import Table, read_csv
from concordat.qmethod.files.workbooks import OLD_OR_ENCRYPTED, read_workbook, refuse_old
from concordat.qmethod.study import Refused, Study

Sheets = Mapping[str, Table]

_WORKBOOKS: Mapping[str, Callable[[Source, Sheets], Study]] = {
    "xlsx": plain.read_plain_workbook,
    "kade-1": kade_workbooks.read_kade_workbook,
    "kade-2": kade_workbooks.read_kade_workbook,
    "kanded": older_workbooks.read_kanded,
    "kenq-1": older_workbooks.read_version_1,
}
_TEXTS: Mapping[str, Callable[[Source], Study]] = {
    "csv": plain.read_plain_csv,
    "pqmethod": pqmethod.read_dat,
    "kenq-csv": by_rows.read_by_rows,
    "htmlq": htmlq.read_htmlq,
    "htmlq-message": htmlq.read_messages,
    "netlify": web_exports.read_netlify,
    "quince": web_exports.read_labelled,
    "quince-text": web_exports.read_copied,
    "deliberateq": deliberateq.read_deliberateq,
}


def read_any(source: Source, *, form: str) -> Study:
    """The study in a file. ``form`` names its format; without one the file itself is looked at."""
    if not source.data.strip():
        raise Refused(f"{source.name} is empty; export it again.")
    if source.data.startswith(OLD_OR_ENCRYPTED):
        refuse_old(source)
    if source.data.startswith((SIGNATURE, b"PK\x05\x06")):
        return _packed(source, form=form)
    if form in _WORKBOOKS or form == "kade-zip":
        raise Refused(
            f"{source.name} is not a zip or an XLSX workbook; export it again, or do not name its format."
        )
    text = source.text.lstrip()
    if text.startswith(("{", "[")):
        return _json(source)
    if form in _TEXTS:
        return _TEXTS[form](source)
    if form:
        raise Refused(f"{source.name} is not in the format {quoted(form)}; do not name a format.")
    if text.startswith("<"):
        raise Refused(f"{source.name} is XML: the set-up of a study rather than sorts; send the sorts.")
    return _TEXTS[_of_text(source)](source)


def _packed(source: Source, *, form: str) -> Study:
    files = unpacked(source.data, name=source.name)
    if "[Content_Types].xml" in files or any(path.startswith("xl/") for path in files):
        sheets = read_workbook(source)
        return _WORKBOOKS[form if form in _WORKBOOKS else _of_workbook(sheets)](source, sheets)
    studies = [data for path, data in files.items() if path.rpartition("/")[2].lower() == "study.json"]
    if studies and not any(path.rpartition("/")[2].lower() == kade_zip.SORTS for path in files):
        return _json(Source(f"{source.name}, study.json", studies[0], source.grid))
    return kade_zip.read_kade_zip(source, files)


def _of_workbook(sheets: Sheets) -> str:
    if older_workbooks.is_kanded(sheets):
        return "kanded"
    if kade_workbooks.sheet(sheets, "pattern"):
        return "kade-2"  # the workbook itself says which of the two types it is
    if older_workbooks.is_version_1(sheets):
        return "kenq-1"
    return "xlsx"


def _json(source: Source) -> Study:
    told: Any = ours.parsed(source)
    # A package of ours may hold the study among other things.
    if isinstance(told, Mapping) and isinstance(told.get("study"), Mapping):
        told = told["study"]
    if isinstance(told, Mapping) and str(told.get("format", "")).startswith("concordat-study/"):
        if told["format"] != ours.FORMAT:
            raise Refused(
                f"{source.name} is in the format {quoted(told['format'])}, which is newer; update Concordat."
            )
        return ours.study_from_json(told, name=source.name, grid=source.grid)
    if sosci.is_sosci(told):
        return sosci.read_sosci(source)
    if web_exports.is_records(told):
        return web_exports.read_records(source)
    raise Refused(
        f"{source.name} is JSON without sorts that are known here; export it from the sorting page's "
        "database again."
    )


def _of_text(source: Source) -> str:
    text = source.text
    if pqmethod.looks_like(text):
        return "pqmethod"
    if deliberateq.looks_like(text):
        return "deliberateq"
    if web_exports.is_copied(text):
        return "quince-text"
    table = read_csv(source)
    if htmlq.looks_like(table):
        return "htmlq"
    if web_exports.is_netlify(table):
        return "netlify"
    if web_exports.is_labelled(table):
        return "quince"
    if max(len(cells) for cells in table.rows) == 1:
        return _of_one_column(source)
    if htmlq.looks_like_message(text):
        return "htmlq-message"
    return "kenq-csv" if by_rows.looks_like(table) else "csv"


def _of_one_column(source: Source) -> str:
    if htmlq.looks_like_message(source.text):
        return "htmlq-message"
    raise Refused(
        f"{source.name} is in no format that is known here; send a table with a statement on each line and a "
        "column for each participant."
    )

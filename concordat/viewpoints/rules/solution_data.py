"""A solution as tables and as a package of files, for whoever wants to count again or go on elsewhere.

``people`` says whether rows of single sorts are let out. A sort plus a role can tell who sorted, so the room
asks for them only where the study allows it.
"""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from concordat.papers.data import Sheet, to_csv, to_xlsx
from concordat.qmethod.files import FORMATS, composed
from concordat.qmethod.results import Analysis
from concordat.qmethod.study import Refused, Study
from concordat.viewpoints.rules import readings
from concordat.viewpoints.rules import solution_tables as tables
from concordat.viewpoints.rules.r_script import r_script
from concordat.viewpoints.rules.readings import View

if TYPE_CHECKING:
    from concordat.qmethod.retention import Evidence

FIRST_DAY = (2000, 1, 1, 0, 0, 0)


def sheets(
    analysis: Analysis,
    *,
    views: Sequence[View] = (),
    people: bool = True,
    evidence: "Evidence | None" = None,
) -> Mapping[str, Sheet]:
    """Everything in a solution, a sheet for each kind of figure."""
    names = [view.name for view in readings.views_of(analysis, views)]
    found = {
        "Views": tables.characteristics(analysis, views),
        "Statements": tables.statements(analysis, names),
        "Differences": tables.differences(analysis, names),
        "Crib sheets": tables.crib_sheets(analysis, names),
        "Correlations of views": tables.correlations(analysis, names),
    }
    if people:
        found["Loadings"] = tables.loadings(analysis, names)
        found["Sorts"] = tables.sorts(analysis)
    if evidence is not None:
        found["How many factors"] = tables.retention(evidence)
    found["Cautions"] = tables.cautions(analysis)
    found["Method"] = tables.method(analysis)
    return found


def as_xlsx(
    analysis: Analysis,
    *,
    views: Sequence[View] = (),
    people: bool = True,
    evidence: "Evidence | None" = None,
) -> bytes:
    found = sheets(analysis, views=views, people=people, evidence=evidence)
    return to_xlsx(found, title=analysis.study.title or "A Q study")


def package(
    analysis: Analysis,
    *,
    study: Study | None = None,
    views: Sequence[View] = (),
    evidence: "Evidence | None" = None,
    others: Mapping[str, bytes] | None = None,
) -> bytes:
    """Everything needed to check a solution or go on with it, as one zip: the sorts in every format that can
    hold them, the figures, the record, and a script that reproduces it with the R package qmethod.

    study    as it was collected, where that is more than was analysed (sorts left out, with their comments)
    others   more files by their names, such as the paper

    The same solution gives the same bytes. Everything is in it: it is for the researcher alone.
    """
    names = [view.name for view in readings.views_of(analysis, views)]
    files: dict[str, bytes] = {
        "analysis.json": _json(analysis.as_json()),
        "tables.xlsx": as_xlsx(analysis, views=views, evidence=evidence),
        "loadings.csv": to_csv(_bare(analysis, analysis.loadings.tolist())).encode(),
        "flags.csv": to_csv(_bare(analysis, analysis.flags.tolist())).encode(),
        "statements-scored.csv": to_csv(tables.statements(analysis, names)).encode("utf-8-sig"),
        "reproduce.R": r_script(analysis).encode(),
    }
    files |= plainly(analysis.study)
    written, left_out = in_every_form(study or analysis.study)
    files |= written
    files |= others or {}
    files["README.txt"] = _readme(analysis, sorted(files), left_out).encode()
    return zipped(files)


def plainly(study: Study) -> dict[str, bytes]:
    """The sorts that were analysed as plain CSV, under the names that the script looks for."""
    return {
        f"sorts{ending}" if ending == ".csv" else ending.removeprefix("."): data
        for ending, data in composed(study, form="csv").items()
    }


def in_every_form(study: Study) -> tuple[dict[str, bytes], dict[str, str]]:
    """The study in each format that can hold it, and for each that cannot the sentence why."""
    files: dict[str, bytes] = {}
    left_out: dict[str, str] = {}
    for name, form in FORMATS.items():
        if not form.writes:
            continue
        try:
            for ending, data in composed(study, form=name).items():
                files[f"study/{name}/study{ending}"] = data
        except Refused as why:
            left_out[form.what] = why.sentence
    return files, left_out


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Dated alike, so that the same files make the same archive."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, date_time=FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return written.getvalue()


def _bare(analysis: Analysis, rows: Sequence[Sequence[float | bool]]) -> Sheet:
    """As R reads it: one row a sort, one column a factor, no words of ours."""
    head = ("sort", *(f"f{factor}" for factor in range(1, analysis.factors + 1)))
    return Sheet(
        head,
        tuple(
            (participant, *(int(each) if isinstance(each, bool) else each for each in row))
            for participant, row in zip(analysis.study.participants, rows, strict=True)
        ),
    )


def _readme(analysis: Analysis, names: Sequence[str], left_out: Mapping[str, str]) -> str:
    study = analysis.study
    lines = [
        f"{study.title or 'A Q study'}: {len(study.sorts)} sorts of {len(study.statements)} statements, "
        f"{analysis.factors} factors, mode {analysis.mode.value}.",
        f"Fingerprint of the sorts: {study.fingerprint}",
        "",
        "In this package:",
        *(f"  {name:<38} {_what_it_is(name)}" for name in names),
    ]
    if left_out:
        lines += ["", "Not in this package:", *(f"  {form}: {why}" for form, why in left_out.items())]
    lines += [
        "",
        "A sort together with somebody’s role can tell who they are. Keep these files as the consent of the",
        "study says, and pass on no more than it allows.",
        "",
    ]
    return "\n".join(lines)


WHAT = {
    "analysis.json": "every figure in full precision, with the record",
    "tables.xlsx": "the same as tables",
    "loadings.csv": "loadings, a row for each sort",
    "flags.csv": "which sorts define which factor: 1 or 0",
    "statements-scored.csv": "z-scores and columns of each statement",
    "reproduce.R": "the same in R, with the package qmethod",
    "README.txt": "this page",
    "log.json": "every step of the rotation, those taken back among them",
    "left-out.json": "sorts that had no part in it, with the reasons",
    "evidence.json": "what was known of the number of factors",
    "sorts.csv": "the sorts that were analysed, as the script reads them",
    "statements.csv": "the words of the statements",
    "participants.csv": "what is known of each participant",
}


def _what_it_is(name: str) -> str:
    if name.startswith("study/"):
        return f"the study as it was collected: {FORMATS[name.split('/')[1]].what}"
    return WHAT.get(name, "")


def _json(told: Mapping[str, object]) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()

"""What may come along beside the sorts: the statements' texts, what is known of the participants, the
grid."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from concordat.qmethod.files.assembling import checked_grid, number
from concordat.qmethod.files.sources import Source, quoted
from concordat.qmethod.files.tables import Table, read_csv
from concordat.qmethod.study import Refused, Sort, Statement, Study, Value

Texts = Mapping[str, str] | Sequence[str]  # by the statement's id, or in the order of the statements
Facts = Mapping[str, Mapping[str, str]]

_IDS = frozenset({"statement", "id", "statement id", "statement_id", "number", "no", "no.", "nm", "item"})
_TEXTS = frozenset({"text", "statements", "statement text", "wording", "words"})


def texts_in(table: Table) -> dict[str, str]:
    """Texts by statement id, from a table of id and text with a heading or without."""
    first = [cell.lower() for cell in table.rows[0]]
    headed = first[0] in _IDS or (len(first) > 1 and first[1] in _TEXTS)
    texts: dict[str, str] = {}
    for row, cells in enumerate(table.rows):
        if row == 0 and headed:
            continue
        if cells[0] in texts:
            raise Refused(
                f"{table.at(row)}: statement {quoted(cells[0])} is there twice; remove one.",
                statement=cells[0],
            )
        texts[cells[0]] = cells[1] if len(cells) > 1 else ""
    return texts


def facts_in(table: Table) -> dict[str, dict[str, str]]:
    """What is known of each participant, from a table with a heading whose first column is the
    participant."""
    header, *rows = table.rows
    facts: dict[str, dict[str, str]] = {}
    for row, cells in enumerate(rows, start=1):
        who = cells[0]
        if not who or who in facts:
            what = f"participant {quoted(who)} is there twice" if who else "the row has no participant"
            raise Refused(f"{table.at(row)}: {what}; correct the list of participants.", participant=who)
        pairs = zip(header[1:], cells[1:], strict=False)
        facts[who] = {name: told for name, told in pairs if name and told}
    return facts


def read_texts(source: Source) -> Texts:
    """The texts in a CSV table of id and text, an XLSX workbook of the same, or a file of one text a line."""
    from concordat.qmethod.files.archives import SIGNATURE
    from concordat.qmethod.files.workbooks import read_workbook

    if source.data.startswith(SIGNATURE):
        sheets = read_workbook(source)
        return texts_in(sheets.get("statements") or next(iter(sheets.values())))
    if source.text.lstrip().startswith("<"):
        from concordat.qmethod.files.definitions import read_definition

        return {each.id: each.text for each in read_definition({source.name: source.data}).statements}
    lines = [line.strip() for line in source.text.split("\n") if line.strip()]
    if not lines:
        raise Refused(f"{source.name} is empty; give it the text of each statement.")
    heading = re.split(r"[,;\t]", lines[0])[0].strip(' "').lower()
    if heading in _IDS or Path(source.name).suffix.lower() in (".csv", ".tsv"):
        table = read_csv(source)
        if max(len(cells) for cells in table.rows) > 1:
            return texts_in(table)
        lines = [cells[0] for cells in table.rows]
        return lines[1:] if lines[0].lower() in _IDS | _TEXTS else lines
    return lines


def with_texts(study: Study, texts: Texts, *, name: str) -> Study:
    """The study with its statements' texts. Raises ``Refused`` if they are of other statements."""
    if not isinstance(texts, Mapping):
        if len(texts) != len(study.statements):
            raise Refused(
                f"{name} has {len(texts)} texts for {len(study.statements)} statements; give it one for each."
            )
        texts = {each.id: text for each, text in zip(study.statements, texts, strict=True)}
    texts = _with_their_ids(texts, study)
    for each in study.statements:
        if each.id not in texts:
            raise Refused(f"{name} has no text for statement {quoted(each.id)}; add it.", statement=each.id)
    known = {each.id for each in study.statements}
    for unknown in texts:
        if unknown not in known:
            raise Refused(
                f"{name} has a text for statement {quoted(unknown)}, which is in no sort; remove it or add "
                "the sorts.",
                statement=unknown,
            )
    return replace(study, statements=tuple(Statement(each.id, texts[each.id]) for each in study.statements))


def _with_their_ids(texts: Mapping[str, str], study: Study) -> Mapping[str, str]:
    """Many programs number the statements that others call s1, s2 …"""
    ids = {each.id for each in study.statements}
    renamed = {f"s{key}" if f"s{key}" in ids else key.removeprefix("s"): text for key, text in texts.items()}
    return renamed if not ids & set(texts) and ids & set(renamed) else texts


def with_facts(study: Study, facts: Facts, *, name: str) -> Study:
    """The study with what is known of its participants. Raises ``Refused`` for one who has no sort."""
    for who in facts:
        if who not in study.participants:
            raise Refused(
                f"{name} lists participant {quoted(who)}, who has no sort; remove the row or add the sort.",
                participant=who,
            )
    return replace(
        study, sorts=tuple(_knowing(sort, facts.get(sort.participant, {})) for sort in study.sorts)
    )


def _knowing(sort: Sort, facts: Mapping[str, str]) -> Sort:
    return replace(sort, facts={**sort.facts, **facts}) if facts else sort


def with_grid(study: Study, grid: Sequence[Value], *, name: str) -> Study:
    return replace(study, grid=checked_grid(grid, name=name, statements=len(study.statements)))


def grid_told(told: str | Sequence[Value]) -> tuple[Value, ...]:
    """The grid as the caller says it: numbers, or "-1,-1,0,0,0,1,1"."""
    if not isinstance(told, str):
        return tuple(sorted(told))
    values = []
    for part in told.replace(";", ",").replace(" ", ",").split(","):
        if part:
            value = number(part)
            if value is None:
                raise Refused(
                    f"The grid has {quoted(part)}, which is not a number; write it as -1,-1,0,0,0,1,1."
                )
            values.append(value)
    return tuple(sorted(values))

"""An XLSForm read as questions of ours. Nothing is dropped in silence: every line left out is named."""

import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from concordat.qmethod.files.archives import UNREADABLE, unpacked
from concordat.qmethod.study import Refused
from concordat.surveys.rules import instrument
from concordat.surveys.rules.instrument import Bands, Item, Pairing, Shape, Side
from concordat.surveys.rules.xlsform import FLAGS, OWN, OWN_MARK, SIDES, asked_of, base_of

MOST_BYTES = 2_000_000
MOST_LINES = 2_000
MOST_QUESTIONS = 150
LONGEST = {"question": 300, "topic": 120, "label": 40, "band": 60}
# What a form collects of its own accord. A health check records neither times nor devices.
COLLECTED = frozenset(
    {"start", "end", "today", "deviceid", "phonenumber", "username", "email", "audit", "simserial",
     "subscriberid", "start-geopoint"}
)  # fmt: skip
IN_ENGLISH = ("label::english (en)", "label::english", "label::en", "label")
IN_WELSH = ("label::cymraeg (cy)", "label::cymraeg", "label::welsh (cy)", "label::welsh", "label::cy")
HINTS = {each.replace("label", "hint") for each in IN_ENGLISH}
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENDS = re.compile(r"\s*1\s*[:=]\s*(.+?)\s*;\s*10\s*[:=]\s*(.+?)\s*")
_WHOLE = re.compile(r"\.\s*>=?\s*(\d+)\s+and\s+\.\s*<=?\s*(\d+)")

Line = tuple[int, Mapping[str, str]]


class NotAForm(Exception):
    """This file cannot be read as an XLSForm at all."""


@dataclass
class Reading:
    """What a form would become. With problems it cannot be taken in; what is left out is told as well."""

    title: str = ""
    items: tuple[Item, ...] = ()
    problems: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def read(data: bytes) -> Reading:
    """The questions of an XLSForm workbook. Raises ``NotAForm``."""
    book = _opened(data)
    if "survey" not in book:
        raise NotAForm("The workbook has no sheet called survey, so it is not an XLSForm.")
    reading = Reading()
    for _line, row in book.get("settings", [])[:1]:
        reading.title = row.get("form_title", "")[:120]
    lists = _choices(book.get("choices", []))
    drafts: dict[str, _Draft] = {}
    for line, row, part in _asked(book["survey"], reading):
        _take(line, row, part, drafts=drafts, lists=lists, reading=reading)
    reading.items = tuple(draft.item() for draft in drafts.values())
    _check(reading, drafts)
    return reading


def _opened(data: bytes) -> dict[str, list[Line]]:
    if len(data) > MOST_BYTES:
        raise NotAForm("The file is larger than 2 MB. A form of questions is much smaller.")
    try:
        files = unpacked(data, name="The file")
    except Refused as why:
        raise NotAForm("The file is not an XLSX workbook. Save the form as XLSX without a password.") from why
    if any(_ENTITY.search(content) for path, content in files.items() if path.endswith((".xml", ".rels"))):
        raise NotAForm("The file declares XML entities, which no spreadsheet program does. Save it again.")
    import openpyxl  # a third of a second that no other page should pay for

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of decorations that openpyxl does not know, and we do not read
        try:
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
            return {sheet.title.strip().lower(): _lines(sheet) for sheet in book.worksheets}
        except NotAForm:
            raise
        except UNREADABLE as why:
            raise NotAForm("The file cannot be read as an XLSX workbook. Save it again as XLSX.") from why


def _lines(sheet: Any) -> list[Line]:
    """Each line that holds anything, with its number as a spreadsheet program shows it."""
    rows = sheet.iter_rows(values_only=True, max_col=60)
    head = [_text(cell).lower() for cell in next(rows, ())]
    found: list[Line] = []
    for line, cells in enumerate(rows, start=2):
        if line > MOST_LINES:
            raise NotAForm(f"The sheet {sheet.title} has more than {MOST_LINES:,} lines.")
        row = {name: _text(cell) for name, cell in zip(head, cells, strict=False) if name}
        if any(row.values()):
            found.append((line, row))
    return found


def _text(cell: Any) -> str:
    # A whole number comes back as 1.0 from some programs, and as 1 from others.
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else " ".join(str(cell).split())


def _first(row: Mapping[str, str], names: Sequence[str]) -> str:
    return next((row[name] for name in names if row.get(name)), "")


def _choices(lines: Sequence[Line]) -> dict[str, list[tuple[str, str, str]]]:
    """Each list's choices: name, English, Welsh."""
    lists: dict[str, list[tuple[str, str, str]]] = {}
    for _line, row in lines:
        name = row.get("list_name") or row.get("list name", "")
        lists.setdefault(name, []).append(
            (row.get("name") or row.get("value", ""), _first(row, IN_ENGLISH), _first(row, IN_WELSH))
        )
    return lists


def _asked(lines: Sequence[Line], reading: Reading) -> Iterator[tuple[int, Mapping[str, str], str]]:
    """Each line that asks something, with the innermost group that it stands in."""
    groups: list[str] = []
    for line, row in lines:
        kind = row.get("type", "").lower().replace(" ", "_")
        if kind in {"begin_group", "begin_repeat"}:
            if kind == "begin_repeat":
                reading.problems.append(
                    f"Sheet survey, line {line}: a group that repeats cannot be asked here."
                )
            groups.append(_first(row, IN_ENGLISH) or row.get("name", ""))
        elif kind in {"end_group", "end_repeat"}:
            if groups:
                groups.pop()
        elif kind in COLLECTED:
            reading.left_out.append(
                f"Sheet survey, line {line}: “{kind}”. A health check records no times, devices or names."
            )
        elif kind == "note":
            reading.left_out.append(f"Sheet survey, line {line}: a note, which asks nothing.")
        else:
            yield line, row, next((name for name in reversed(groups) if name), "Questions")


@dataclass
class _Draft:
    """One item, as its one or two lines have told it so far."""

    line: int
    id: str
    dimension: str
    shape: Shape
    own: dict[str, str]
    labels: dict[str, Any]  # the item's own fields, for a rating
    bands: Bands | None
    bands_cy: Bands | None
    words: dict[Side, tuple[str, str]] = field(default_factory=dict)

    def item(self) -> Item:
        councillors, officers = (self.words.get(side, ("", "")) for side in Side)
        named: dict[str, Any] = {name: self.own[name] for name in OWN if name != "pairing"}
        named |= {name: named[name].lower() in {"yes", "true", "1"} for name in FLAGS}
        named["topic"] = named["topic"] or (councillors[0] or officers[0])[: LONGEST["topic"]]
        named["about"] = named["about"] or "both"
        named["source"] = named["source"] or "Read from an XLSForm"
        return Item(
            id=self.id,
            dimension=self.dimension,
            shape=self.shape,
            councillors=councillors[0],
            officers=officers[0],
            councillors_cy=councillors[1],
            officers_cy=officers[1],
            pairing=Pairing(self.own.get("pairing") or Pairing.SAME),
            bands=self.bands,
            bands_cy=self.bands_cy,
            **named,
            **self.labels,
        )


def _take(
    line: int,
    row: Mapping[str, str],
    part: str,
    *,
    drafts: dict[str, _Draft],
    lists: Mapping[str, list[tuple[str, str, str]]],
    reading: Reading,
) -> None:
    """One line of the survey sheet: a question, the question of which side one is of, or a problem."""
    where = f"Sheet survey, line {line}"
    kind, _space, listed = row.get("type", "").partition(" ")
    chosen = lists.get(listed.strip(), [])
    if listed.strip() == SIDES or {name for name, _en, _cy in chosen} == set(Side):
        return  # the link says of which side somebody is
    name, side = base_of(row.get("name", ""))
    item_id = "".join(sign for sign in name if sign.isascii() and sign.isalnum())
    if not item_id:
        reading.problems.append(f"{where}: the question has no name of letters and figures, such as T6.")
        return
    try:
        draft = _drafted(line, item_id, part, kind.lower(), row, chosen)
    except ValueError as why:
        reading.problems.append(f"{where}: {why}")
        return
    known = drafts.setdefault(item_id, draft)
    if (known.shape, known.bands, known.labels) != (draft.shape, draft.bands, draft.labels):
        reading.problems.append(f"{where}: {item_id} is answered otherwise on line {known.line}.")
    for each in [side] if side else list(Side):
        if each in known.words:
            reading.problems.append(f"{where}: {item_id} was asked of {each} on line {known.line} already.")
        known.words[each] = (_first(row, IN_ENGLISH), _first(row, IN_WELSH))
    if (condition := row.get("relevant", "")) and condition not in {asked_of(each) for each in Side}:
        reading.left_out.append(
            f"{where}: the condition “{condition}”. Every question may be left out anyway."
        )


def _drafted(
    line: int,
    item_id: str,
    part: str,
    kind: str,
    row: Mapping[str, str],
    chosen: Sequence[tuple[str, str, str]],
) -> _Draft:
    """Raises ``ValueError`` for what cannot be asked, in words that follow the line's number."""
    own = {name: row.get(f"{OWN_MARK}{name}", "") for name in OWN}
    if own["pairing"] and own["pairing"] not in set(Pairing):
        raise ValueError(f"“{own['pairing']}” is no way for the two sides' answers to stand to each other.")
    draft = _Draft(line, item_id, part, Shape.RATING, own, {}, None, None)
    if kind == "select_one":
        if len(chosen) != 3:
            raise ValueError(f"{item_id} has {len(chosen)} choices. A question here has three, in order.")
        draft.shape = Shape.BANDS
        draft.bands = (chosen[0][1], chosen[1][1], chosen[2][1])
        if any(welsh for _name, _english, welsh in chosen):
            draft.bands_cy = (chosen[0][2], chosen[1][2], chosen[2][2])
        return draft
    if kind not in {"range", "integer"}:
        raise ValueError(
            f"a question of the type “{kind}” cannot be asked. There are ratings from 1 to 10 (range or "
            "integer) and questions with three answers (select_one)."
        )
    _check_scale(item_id, kind, row)
    english = _ENDS.fullmatch(_first(row, sorted(HINTS, reverse=True)))
    welsh = _ENDS.fullmatch(_first(row, [name.replace("label", "hint") for name in IN_WELSH]))
    if english is None:
        raise ValueError(
            f"{item_id} needs a hint that says what both ends mean: “1: Very poor; 10: Excellent”."
        )
    draft.labels = {"low_label": english[1], "high_label": english[2]}
    if welsh:
        draft.labels |= {"low_label_cy": welsh[1], "high_label_cy": welsh[2]}
    return draft


def _check_scale(item_id: str, kind: str, row: Mapping[str, str]) -> None:
    if kind == "range":
        told = dict(each.partition("=")[::2] for each in row.get("parameters", "").replace(";", " ").split())
        scale = (told.get("start", "1"), told.get("end", "10"), told.get("step", "1"))
    else:
        limits = _WHOLE.search(row.get("constraint", ""))
        scale = (limits[1], limits[2], "1") if limits else ("", "", "")
    if scale != ("1", "10", "1"):
        raise ValueError(
            f"{item_id} must run from 1 to 10 by whole numbers. Other scales cannot be asked here."
        )


def _check(reading: Reading, drafts: Mapping[str, _Draft]) -> None:
    """What is wrong with the questions as a whole, each with the line of the question that it is about."""
    if not drafts:
        reading.problems.append("The form asks nothing that can be asked here.")
    if len(drafts) > MOST_QUESTIONS:
        reading.problems.append(f"{len(drafts)} questions are too many. There is room for {MOST_QUESTIONS}.")
    for item in reading.items:
        where = f"Sheet survey, line {drafts[item.id].line}"
        if item.id.lower() in {"go", "from"}:
            reading.problems.append(f"{where}: our own pages use the name {item.id}. Choose another.")
        reading.problems += [f"{where}: {told}" for told in _too_long(item)]
        if any(words.startswith("=") for words in (item.councillors, item.officers)):
            reading.problems.append(f"{where}: a formula stands where {item.id} should have its words.")
    for problem in instrument.problems(reading.items):
        about = drafts.get(problem.split(" ")[0].rstrip(","))
        reading.problems.append(f"Sheet survey, line {about.line}: {problem}" if about else problem)


def _too_long(item: Item) -> Iterator[str]:
    told = {
        "question": (item.councillors, item.officers, item.councillors_cy, item.officers_cy),
        "topic": (item.topic, item.topic_cy, item.dimension),
        "label": (item.low_label, item.high_label, item.low_label_cy, item.high_label_cy),
        "band": (*(item.bands or ()), *(item.bands_cy or ())),
    }
    for what, words in told.items():
        if any(len(each) > LONGEST[what] for each in words):
            yield f"a {what} of {item.id} is longer than {LONGEST[what]} signs."

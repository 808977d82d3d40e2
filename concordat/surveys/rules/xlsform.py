"""The questions as an XLSForm, the workbook that ODK, Kobo and many others read; and back.

Three sheets: survey, choices, settings. A question that both sides are asked in the same words is one row;
otherwise there is a row for each side, asked only of that side. A rating is a range from 1 to 10, a question
in three bands a select_one. What an XLSForm has no place for stands in columns of our own, which other
programs pass over.

Reading writes nothing. It tells line by line what cannot be asked here, and what would be left out.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from concordat.papers.data import Sheet, to_xlsx
from concordat.surveys.rules.instrument import Item, Shape, Side

ENGLISH, WELSH = "English (en)", "Cymraeg (cy)"
SIDES = "sides"
RANGE = "start=1 end=10 step=1"
# What an item is beside its words: columns of our own.
OWN = ("topic", "topic_cy", "pairing", "about", "expectation", "source", "pressure", "conditional", "partner",
       "parish")  # fmt: skip
OWN_MARK = "concordat_"
FLAGS = frozenset(field.name for field in fields(Item) if field.type in (bool, "bool"))
SURVEY_HEAD = (
    "type", "name", f"label::{ENGLISH}", f"label::{WELSH}", f"hint::{ENGLISH}", f"hint::{WELSH}",
    "relevant", "parameters", *(f"{OWN_MARK}{name}" for name in OWN),
)  # fmt: skip
CHOICES_HEAD = ("list_name", "name", f"label::{ENGLISH}", f"label::{WELSH}")
SETTINGS_HEAD = ("form_title", "form_id", "version", "default_language")


@dataclass(frozen=True)
class Choice:
    name: str
    english: str
    welsh: str = ""


def written(items: Sequence[Item], *, title: str, form_id: str, version: str) -> bytes:
    """The workbook, with its three sheets."""
    return to_xlsx(sheets(items, title=title, form_id=form_id, version=version), title=title)


def sheets(items: Sequence[Item], *, title: str, form_id: str, version: str) -> Mapping[str, Sheet]:
    lists = _lists(items)
    survey: list[tuple[str, ...]] = [
        _row(type=f"select_one {SIDES}", name="side", english="Are you a councillor or an officer?",
             welsh="Ai cynghorydd neu swyddog ydych chi?"),
    ]  # fmt: skip
    for number, (name, part) in enumerate(_runs(items), start=1):
        survey.append(_row(type="begin_group", name=f"part_{number}", english=name))
        survey += [row for item in part for row in _rows(item, lists)]
        survey.append(_row(type="end_group", name=f"part_{number}"))
    choices = [(SIDES, "councillors", "Councillor", "Cynghorydd"), (SIDES, "officers", "Officer", "Swyddog")]
    for (bands, bands_cy), name in lists.items():
        welsh = bands_cy or ("", "", "")
        choices += [(name, str(n), bands[n - 1], welsh[n - 1]) for n in (1, 2, 3)]
    return {
        "survey": Sheet(SURVEY_HEAD, tuple(survey)),
        "choices": Sheet(CHOICES_HEAD, tuple(choices)),
        "settings": Sheet(SETTINGS_HEAD, ((title, form_id, version, ENGLISH),)),
    }


def _runs(items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    """Items of one dimension that follow each other: the order of the questions stays as it is."""
    runs: list[tuple[str, list[Item]]] = []
    for item in items:
        if not runs or runs[-1][0] != item.dimension:
            runs.append((item.dimension, []))
        runs[-1][1].append(item)
    return runs


def _lists(items: Iterable[Item]) -> dict[tuple[tuple[str, ...], tuple[str, ...] | None], str]:
    """A name for each set of three answers, so that questions that share one share its list."""
    found = dict.fromkeys((item.bands, item.bands_cy) for item in items if item.bands)
    return {(bands, welsh): f"bands_{n}" for n, (bands, welsh) in enumerate(found, start=1) if bands}


def _rows(
    item: Item, lists: Mapping[tuple[tuple[str, ...], tuple[str, ...] | None], str]
) -> list[tuple[str, ...]]:
    if item.shape is Shape.BANDS and item.bands:
        answered = {"type": f"select_one {lists[item.bands, item.bands_cy]}"}
    else:
        answered = {
            "type": "range",
            "parameters": RANGE,
            "hint": ends(item.low_label, item.high_label),
            "hint_cy": ends(item.low_label_cy, item.high_label_cy) if item.low_label_cy else "",
        }
    own = {name: _plain(getattr(item, name)) for name in OWN}
    if (item.councillors, item.councillors_cy) == (item.officers, item.officers_cy):
        return [_row(name=item.id, english=item.councillors, welsh=item.councillors_cy, own=own, **answered)]
    return [
        _row(
            name=f"{item.id}_{side}",
            english=item.wording(side),
            welsh=item.welsh_wording(side),
            relevant=asked_of(side),
            own=own,
            **answered,
        )
        for side in Side
    ]


def ends(low: str, high: str) -> str:
    """What both ends of a scale mean, as a hint that a person can read and `xlsform_reading` can too."""
    return f"1: {low}; 10: {high}"


def asked_of(side: Side) -> str:
    return f"${{side}} = '{side}'"


def _row(
    *,
    type: str,  # noqa: A002 (as the column is called)
    name: str,
    english: str = "",
    welsh: str = "",
    hint: str = "",
    hint_cy: str = "",
    relevant: str = "",
    parameters: str = "",
    own: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    told = own or {}
    return (
        type,
        name,
        english,
        welsh,
        hint,
        hint_cy,
        relevant,
        parameters,
        *(told.get(each, "") for each in OWN),
    )


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value)


def base_of(name: str) -> tuple[str, Side | None]:
    """The item that a row asks, and of which side alone: ``T1_officers`` is T1 as officers are asked."""
    found = re.fullmatch(rf"(.+)_({'|'.join(Side)})", name)
    return (found[1], Side(found[2])) if found else (name, None)

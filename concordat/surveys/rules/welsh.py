"""The Welsh beside the English: a draft of ours, and whether somebody who reads Welsh has checked it.

The questions' Welsh is data (`items_cy.toml`), the pages' is the room's catalogue. Both are drafts: a wave
that asks in both languages cannot be launched until the council says who checked the very words it will show.
"""

import gettext
import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from concordat.surveys.rules.instrument import INSTRUMENT, OPTIONAL, Bands, Item, Shape

ENGLISH, WELSH = "en-gb", "cy"
IN_WELSH = ("topic_cy", "councillors_cy", "officers_cy", "low_label_cy", "high_label_cy", "bands_cy")
NOTHING: dict[str, Any] = {name: None if name == "bands_cy" else "" for name in IN_WELSH}


class Checking(StrEnum):
    """How far the Welsh of a wave is; most waves ask in English alone."""

    NOT_ASKED = "asks in English alone"
    INCOMPLETE = "a question has no Welsh"
    UNCHECKED = "nobody has checked it"
    CHANGED = "it was changed since it was checked"
    CHECKED = "checked"


@dataclass(frozen=True)
class Checked:
    """That somebody has checked the wording with this fingerprint; with none, nobody has."""

    fingerprint: str = ""


@dataclass(frozen=True)
class Beside:
    """One wording in both languages. ``is_draft``: the Welsh is Concordat's own, as it came."""

    english: str
    welsh: str
    is_draft: bool = True


def languages(*, in_both: bool, welsh_first: bool = False) -> tuple[str, ...]:
    """The languages of a page, the first of them that of the page itself."""
    if not in_both:
        return (ENGLISH,)
    return (WELSH, ENGLISH) if welsh_first else (ENGLISH, WELSH)


# ------------------------------------------------------------------------------------- the questions


def drafted(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items with our draft where they have no Welsh and the English is still ours.

    A question that the council reworded gets none: the draft would say something else than the English.
    """
    return tuple(_drafted(item) for item in items)


def _drafted(item: Item) -> Item:
    ours = DRAFT.get(item.id)
    if item.is_in_welsh or ours is None or _english(item) != _english(ours):
        return item
    return replace(item, **{name: getattr(ours, name) for name in IN_WELSH})


def in_english_alone(items: Sequence[Item]) -> tuple[Item, ...]:
    return tuple(replace(item, **NOTHING) for item in items)


def is_draft(item: Item) -> bool:
    """Whether the Welsh is our draft, word for word."""
    ours = DRAFT.get(item.id)
    return ours is not None and item.is_in_welsh and _welsh(item) == _welsh(ours)


def without(items: Sequence[Item]) -> tuple[str, ...]:
    """The questions that have no Welsh."""
    return tuple(item.id for item in items if not item.is_in_welsh)


def _english(item: Item) -> tuple[object, ...]:
    return item.shape, item.councillors, item.officers, item.low_label, item.high_label, item.bands


def _welsh(item: Item) -> tuple[object, ...]:
    return tuple(getattr(item, name) for name in IN_WELSH if name != "topic_cy")


# ------------------------------------------------------------------------------------------ the check


def fingerprint(items: Sequence[Item]) -> str:
    """Of every word that whoever answers would read in Welsh, and of the English beside it.

    Change any of them, and what was checked is no longer what is asked.
    """
    said = [f"{item.id}{_english(item)}{_welsh(item)}" for item in items]
    said += [f"{each.english}{each.welsh}" for each in sentences()]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def checking(items: Sequence[Item], checked: Checked | None) -> Checking:
    """How far the Welsh is.

    items     as they would be asked, drafts among them
    checked   what was said of them; ``None`` where the wave asks in English alone
    """
    if checked is None:
        return Checking.NOT_ASKED
    if without(items):
        return Checking.INCOMPLETE
    if not checked.fingerprint:
        return Checking.UNCHECKED
    return Checking.CHECKED if checked.fingerprint == fingerprint(items) else Checking.CHANGED


# ---------------------------------------------------------------------------------- the pages' sentences


@cache
def sentences() -> tuple[Beside, ...]:
    """Every sentence that whoever is asked may read and that has its Welsh, in the order of the English."""
    file = resources.files("concordat.surveys").joinpath("locale", "cy", "LC_MESSAGES", "django.mo")
    with file.open("rb") as compiled:
        catalogue: Mapping[Any, str] = gettext.GNUTranslations(compiled)._catalog  # type: ignore[attr-defined]  # no stub
    # Of words with a plural the catalogue knows the singular, and the number of the form: the English of
    # the plural is told only by what is listed beside it.
    many = _plurals()
    told = [
        ((key[0] if key[1] == 0 else many[key[0]]) if isinstance(key, tuple) else key, welsh)
        for key, welsh in catalogue.items()
        if key
    ]
    return tuple(Beside(english, welsh) for english, welsh in sorted(told))


def _plurals() -> Mapping[str, str]:
    """The English plurals by their singulars, from the catalogue as it is written."""
    listed = resources.files("concordat.surveys").joinpath("locale", "cy", "LC_MESSAGES", "django.po")
    pairs = re.findall(r'^msgid "(.+)"\nmsgid_plural "(.+)"$', listed.read_text("utf-8"), re.MULTILINE)
    return {one.replace('\\"', '"'): other.replace('\\"', '"') for one, other in pairs}


# --------------------------------------------------------------------------------------- the draft itself

_TABLE = tomllib.loads(resources.files(__package__).joinpath("items_cy.toml").read_text(encoding="utf-8"))


def _read(item: Item) -> Item:
    entry = _TABLE[item.id]
    scale = _TABLE["scale"] if item.shape is Shape.RATING else {}
    said = entry.get("bands")
    bands: list[str] | None = _TABLE["bands"][said] if isinstance(said, str) else said
    words = {f"{name}_cy": text for name, text in {**scale, **entry}.items() if name != "bands"}
    three: Bands | None = (bands[0], bands[1], bands[2]) if bands else None
    return replace(item, **words, bands_cy=three)


DRAFT: Mapping[str, Item] = {item.id: _read(item) for item in (*INSTRUMENT, *OPTIONAL)}

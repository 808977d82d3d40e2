"""What the health check asks: items, in each side's own wording, and how they pair up.

The wording itself is data (`items.toml`), so that it can be read and translated without Python.
A council may edit a copy; `problems` says what would make a copy unusable.
"""

import hashlib
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

Bands = tuple[str, str, str]


class Side(StrEnum):
    COUNCILLORS = "councillors"
    OFFICERS = "officers"

    @property
    def other(self) -> "Side":
        return Side.OFFICERS if self is Side.COUNCILLORS else Side.COUNCILLORS


class Shape(StrEnum):
    RATING = "M"
    BANDS = "D"


class Pairing(StrEnum):
    """How the two sides' answers to one item stand to each other. See the head of `items.toml`."""

    SAME = "same"
    MIRRORED = "mirrored"
    SELF_OTHER = "self-other"
    OWN_SIDE = "own-side"
    PREDICTED = "predicted"
    COMPLEMENTARY = "complementary"
    WITNESS = "witness"


@dataclass(frozen=True)
class Item:
    id: str
    dimension: str
    shape: Shape
    topic: str
    councillors: str
    officers: str
    pairing: Pairing
    about: str
    expectation: str
    source: str
    low_label: str = ""
    high_label: str = ""
    bands: Bands | None = None
    pressure: bool = False
    conditional: bool = False  # asked only of those to whom it applies
    partner: str = ""  # the item that this one mirrors or foretells
    parish: str = ""
    # The same in Welsh, where the council asks in both languages: beside the English, never instead of it.
    topic_cy: str = ""
    councillors_cy: str = ""
    officers_cy: str = ""
    low_label_cy: str = ""
    high_label_cy: str = ""
    bands_cy: Bands | None = None

    def wording(self, side: Side) -> str:
        return self.councillors if side is Side.COUNCILLORS else self.officers

    def welsh_wording(self, side: Side) -> str:
        return self.councillors_cy if side is Side.COUNCILLORS else self.officers_cy

    @property
    def is_in_welsh(self) -> bool:
        return bool(self.councillors_cy or self.officers_cy)

    @property
    def comparable(self) -> bool:
        """Whether a gap between the sides on this item means anything."""
        return self.pairing in {Pairing.SAME, Pairing.MIRRORED, Pairing.SELF_OTHER}


@dataclass(frozen=True)
class Reflection:
    """Where one side is described twice: by itself, and by the other side."""

    about: Side
    topic: str
    own: str
    by_others: str


def reflections(items: Sequence[Item]) -> tuple[Reflection, ...]:
    """Every blind spot that these items can show.

    An item in which each side describes its own side (T2) is held against the item in which each
    side describes the other (T1): what councillors say of councillors, beside what officers say of
    councillors. An item about one side alone (R2, A1) reflects itself.
    """
    known = {item.id: item for item in items}
    found = []
    for item in items:
        if item.shape is not Shape.RATING:
            continue
        if item.pairing is Pairing.SELF_OTHER:
            found.append(Reflection(Side(item.about), item.topic, own=item.id, by_others=item.id))
        elif item.pairing is Pairing.OWN_SIDE and item.partner in known:
            topic = known[item.partner].topic
            found += [Reflection(side, topic, own=item.id, by_others=item.partner) for side in Side]
    return tuple(found)


@lru_cache(maxsize=1024)
def wording_key(item: Item, side: Side) -> str:
    """Answers may be compared across waves only where this has not changed.

    Spacing, capitals and the shape of quotation marks do not make another question; anything else
    that a person would read does, the labels of the scale among it. The Welsh beside it does not count: it
    says the same, and mending it must not break off a trend.
    """
    said = [item.shape.value, item.wording(side), item.low_label, item.high_label, *(item.bands or ())]
    plain = "\n".join(" ".join(words.casefold().replace("’", "'").split()) for words in said)
    return hashlib.sha256(plain.encode()).hexdigest()[:12]


def problems(items: Sequence[Item]) -> tuple[str, ...]:
    """What stands in the way of asking these items: sentences, none if all is well."""
    found = []
    ids = [item.id for item in items]
    for each in sorted({each for each in ids if ids.count(each) > 1}):
        found.append(f"Two items are called {each}. Each needs an identifier of its own.")
    if "H1" not in ids:
        found.append("H1, the working relationship overall, must stay: the headline is made from it.")
    for item in items:
        found += _problems_of(item, ids=frozenset(ids))
    return tuple(found)


def _problems_of(item: Item, *, ids: frozenset[str]) -> list[str]:
    found = []
    name = item.id.strip() or "An item"
    if not item.id.isalnum():
        found.append(f"{name} needs an identifier of letters and figures, such as T6.")
    found += [f"{name} has no wording for {side}." for side in Side if not item.wording(side).strip()]
    if not item.topic.strip():
        found.append(f"{name} needs a short title for tables and charts.")
    if item.shape is Shape.BANDS and (item.bands is None or not all(band.strip() for band in item.bands)):
        found.append(f"{name} is answered in three bands, and each band needs its words.")
    if item.bands is not None and len({band.casefold() for band in item.bands}) < len(item.bands):
        found.append(f"{name} has two bands with the same words.")
    if item.shape is Shape.RATING and not (item.low_label.strip() and item.high_label.strip()):
        found.append(f"{name} is rated from 1 to 10, and both ends of the scale need a label.")
    if item.id == "H1" and item.shape is not Shape.RATING:
        found.append("H1 must be a rating from 1 to 10: the headline is made from it.")
    if item.pairing is Pairing.SELF_OTHER and item.about not in set(Side):
        found.append(f"{name} sets one side's view of itself beside the other's, so it must say which side.")
    if item.partner and item.partner not in ids:
        found.append(f"{name} is read together with {item.partner}, which is not among the items.")
    return found + _problems_of_welsh(item, name=name)


def _problems_of_welsh(item: Item, *, name: str) -> list[str]:
    """Half a question in Welsh would leave its reader without the other half."""
    scale = item.bands_cy or () if item.shape is Shape.BANDS else (item.low_label_cy, item.high_label_cy)
    said = [item.councillors_cy, item.officers_cy, *scale]
    if not any(words.strip() for words in said):
        return []
    if not all(words.strip() for words in said) or (item.shape is Shape.BANDS and not item.bands_cy):
        return [f"{name} is in Welsh in part: both wordings and every answer need their Welsh, or none."]
    return []


# ------------------------------------------------------------------------------- the built-in table


def _read(entry: Mapping[str, Any], *, named_bands: Mapping[str, list[str]]) -> Item:
    shape = Shape(entry["shape"])
    words = entry.get("bands")
    bands = named_bands[words] if isinstance(words, str) else words
    ends = {"low_label": "Not at all true", "high_label": "Completely true"} if shape is Shape.RATING else {}
    rest = {key: value for key, value in entry.items() if key not in {"shape", "pairing", "bands"}}
    return Item(
        shape=shape,
        pairing=Pairing(entry["pairing"]),
        bands=(bands[0], bands[1], bands[2]) if bands else None,
        **{**ends, **rest},
    )


_TABLE = tomllib.loads(resources.files(__package__).joinpath("items.toml").read_text(encoding="utf-8"))

EDITION: str = _TABLE["edition"]
PARISH: str = _TABLE["parish"]
INSTRUMENT: tuple[Item, ...] = tuple(_read(entry, named_bands=_TABLE["bands"]) for entry in _TABLE["item"])
OPTIONAL: tuple[Item, ...] = tuple(_read(entry, named_bands=_TABLE["bands"]) for entry in _TABLE["optional"])
SHORT_FORM: tuple[Item, ...] = tuple(item for item in INSTRUMENT if item.id in _TABLE["short_form"])
# Of the full set about ten minutes, of the short form three: surveys.md reckons it, nobody was timed.
SECONDS_EACH = 11


def minutes(questions: int) -> int:
    """About how many minutes so many questions take, in whole minutes upwards."""
    return math.ceil(questions * SECONDS_EACH / 60)


DIMENSIONS: tuple[str, ...] = tuple(dict.fromkeys(item.dimension for item in INSTRUMENT))

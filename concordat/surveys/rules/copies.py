"""A council's own copy of the health check: what may be done to it, and how it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from concordat.surveys.rules import instrument
from concordat.surveys.rules.instrument import Item, Pairing, Shape

Items = tuple[Item, ...]


class NotAnInstrument(Exception):
    """These items cannot be asked: the words say what stands in the way, one sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


def begun_from(form: str) -> Items:
    return instrument.SHORT_FORM if form == "short" else instrument.INSTRUMENT


def kept(items: Sequence[Item]) -> list[dict[str, Any]]:
    """The items as plain values, to store."""
    return [asdict(item) for item in items]


def restored(rows: Sequence[Mapping[str, Any]]) -> Items:
    """The items from plain values. ``restored(kept(items)) == items``."""
    return tuple(_item(row) for row in rows)


def _item(row: Mapping[str, Any]) -> Item:
    read = {
        "shape": Shape(row["shape"]),
        "pairing": Pairing(row["pairing"]),
        "bands": _bands(row["bands"]),
        "bands_cy": _bands(row.get("bands_cy")),
    }
    return Item(**{**row, **read})


def _bands(words: Sequence[str] | None) -> instrument.Bands | None:
    return (words[0], words[1], words[2]) if words else None


def asked(items: Sequence[Item]) -> Items:
    """The items, if they can be asked. Raises ``NotAnInstrument``."""
    found = instrument.problems(items)
    if found:
        raise NotAnInstrument(found)
    return tuple(items)


def added(items: Sequence[Item], item: Item) -> Items:
    """The item after the last of its dimension, so that a dimension stays together."""
    place = max(
        (n + 1 for n, each in enumerate(items) if each.dimension == item.dimension), default=len(items)
    )
    return asked([*items[:place], item, *items[place:]])


def dropped(items: Sequence[Item], item_id: str) -> Items:
    """Without the item; whatever was read together with it stands alone from now on."""
    rest = [replace(each, partner="") if each.partner == item_id else each for each in items]
    return asked([each for each in rest if each.id != item_id])


def reworded(items: Sequence[Item], item_id: str, **words: Any) -> Items:
    return asked([replace(each, **words) if each.id == item_id else each for each in items])


def moved(items: Sequence[Item], item_id: str, *, to: int) -> Items:
    """The item at place ``to``, counted from 1; a place beyond either end is that end."""
    chosen = [each for each in items if each.id == item_id]
    rest = [each for each in items if each.id != item_id]
    place = min(max(to, 1), len(items)) - 1
    return asked([*rest[:place], *chosen, *rest[place:]])


def sections(items: Sequence[Item]) -> tuple[tuple[str, Items], ...]:
    """The dimensions in the order in which their first items come, each with all of its items."""
    names = dict.fromkeys(item.dimension for item in items)
    return tuple((name, tuple(item for item in items if item.dimension == name)) for name in names)

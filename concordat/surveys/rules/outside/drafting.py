"""A first map of somebody's file, for a person to confirm: what we are sure of, and what we guess.

A guess is never silent. It carries a comment that says so, and a column that we could make nothing of
is listed, so that nobody has to compare two windows to find what is missing.
"""

import difflib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from concordat.surveys.rules.instrument import INSTRUMENT, OPTIONAL, Item, Shape, Side
from concordat.surveys.rules.outside.counting import says_who
from concordat.surveys.rules.outside.mapping import built_in_bands
from concordat.surveys.rules.outside.reading import Table
from concordat.surveys.rules.outside.words import Unexpected, band, plain, rating

ALIKE = 0.72  # of two wordings, as difflib sees it; below it most pairs are different questions
MOST_LABELS = 12

_SIDE_WORDS: Mapping[Side, tuple[str, ...]] = {
    Side.COUNCILLORS: ("councillor", "member", "cllr", "elected", "cynghorydd", "aelod"),
    Side.OFFICERS: ("officer", "staff", "employee", "swyddog", "gweithiwr", "clerk"),
}
_LADDERS: tuple[tuple[str, ...], ...] = (
    ("strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree"),
    ("very poor", "poor", "fair", "good", "excellent"),
    ("very dissatisfied", "dissatisfied", "neither", "satisfied", "very satisfied"),
    ("anghytuno'n gryf", "anghytuno", "ddim yn cytuno nac yn anghytuno", "cytuno", "cytuno'n gryf"),
)
_STEPS = (1, 3, 6, 8, 10)
_LEADING = re.compile(r"(10|[1-9])\b")
_OFTEN = {
    "not at all": 1, "no": 1, "rarely": 2, "once": 2, "twice": 2, "occasionally": 2, "sometimes": 2,
    "a few times": 2, "often": 3, "regularly": 3, "frequently": 3, "many times": 3, "byth": 1,
    "unwaith neu ddwywaith": 2, "yn amlach": 3, "remained the same": 2, "the same": 2, "no change": 2,
    "both": 2, "joint": 2, "jointly": 2, "councillor": 1, "officer": 3, "worsened": 1, "improved": 3,
}  # fmt: skip


@dataclass(frozen=True)
class Draft:
    toml: str
    sure: bool
    items: int
    unplaced: tuple[str, ...]


@dataclass(frozen=True)
class _Guess:
    item: Item
    column: str
    sure: bool


def draft(table: Table, *, encoding: str = "") -> Draft:
    """A MAP.toml for this file, with a comment wherever a person should look."""
    seen = _labels(table)
    side = _side_column(table.columns, seen)
    guesses = _items([column for column in table.columns if column and column != side], seen)
    taken = {side, *(column for columns in guesses.values() for column in (each.column for each in columns))}
    unplaced = tuple(column for column in table.columns if column and column not in taken)
    lines = [f"# A draft, made from {_comment(table.name)}. Look at each line marked CHECK."]
    sure = _write_side(lines, side, seen)
    if encoding:
        lines.insert(1, f"encoding = {_toml(encoding)}")
    sure &= _write_items(lines, guesses)
    sure &= _write_scale(lines, guesses, seen)
    sure &= _write_bands(lines, guesses, seen)
    if unplaced:
        lines += ["", "# Not read:"]
        lines += [
            f"#   {_comment(column)}{'  (says who answered)' if says_who(column) else ''}"
            for column in unplaced
        ]
    return Draft(toml="\n".join(lines) + "\n", sure=sure, items=len(guesses), unplaced=unplaced)


def _labels(table: Table) -> dict[str, Counter[str]]:
    """The different cells of each column, up to a number beyond which they are not labels."""
    seen: dict[str, Counter[str]] = {column: Counter() for column in table.columns if column}
    for chunk in filter(None, table.chunks()):
        for column, cells in zip(table.columns, zip(*chunk, strict=True), strict=True):
            if column and len(seen[column]) <= 40:
                seen[column].update(cells)
    return seen


def _side_of(label: str) -> Side | None:
    words = plain(label)
    if "staff" in words:  # a member of staff is no member of the council
        return Side.OFFICERS
    found = [side for side, stems in _SIDE_WORDS.items() if any(stem in words for stem in stems)]
    return found[0] if len(found) == 1 else None


def _side_column(columns: Sequence[str], seen: Mapping[str, Counter[str]]) -> str:
    """The column whose words name sides, and name them most often."""

    def telling(column: str) -> float:
        given = {label: times for label, times in seen[column].items() if label.strip()}
        if not given or len(given) > MOST_LABELS:
            return 0.0
        sides = {_side_of(label) for label in given}
        named = sum(times for label, times in given.items() if _side_of(label))
        return named / sum(given.values()) + len(sides - {None})

    named = [column for column in columns if column]
    best = max(named, key=telling)
    return best if telling(best) >= 1.5 else ""


def _items(columns: Sequence[str], seen: Mapping[str, Counter[str]]) -> dict[str, list[_Guess]]:
    """Item → its columns: by the identifier at the head of a column, or else by the wording."""
    found: dict[str, list[_Guess]] = {}
    known = {item.id.casefold(): item for item in (*INSTRUMENT, *OPTIONAL)}
    left = []
    for column in columns:
        head = re.match(r"\s*([A-Za-z]{1,2}\d{1,2}S?)(?:\s*[\[\].:_)–-]|\s|$)", column)
        item = known.get(head.group(1).casefold()) if head else None
        if item:
            found.setdefault(item.id, []).append(_Guess(item, column, sure=True))
        elif not says_who(column):
            left.append(column)
    named = frozenset(found)
    for column in left:
        item, likeness = _most_like(column)
        few = 0 < len([label for label in seen[column] if label.strip()]) <= MOST_LABELS
        if few and likeness >= ALIKE and item.id not in named:
            found.setdefault(item.id, []).append(_Guess(item, column, sure=likeness > 0.97))
    order = [item.id for item in (*INSTRUMENT, *OPTIONAL)]
    return {each: found[each] for each in order if each in found}


def _most_like(column: str) -> tuple[Item, float]:
    words = plain(re.sub(r"^\s*\d+[.)]\s*", "", column))
    best, score = INSTRUMENT[0], 0.0
    for item in (*INSTRUMENT, *OPTIONAL):
        for wording in {plain(item.councillors), plain(item.officers), plain(item.topic)}:
            matcher = difflib.SequenceMatcher(None, words, wording, autojunk=False)
            if matcher.real_quick_ratio() > score and matcher.quick_ratio() > score:
                likeness = matcher.ratio()
                if likeness > score:
                    best, score = item, likeness
    return best, score


def _write_side(lines: list[str], side: str, seen: Mapping[str, Counter[str]]) -> bool:
    if not side:
        lines += ["", "# CHECK: no column seems to say which side answers. Name it here.", 'side = "…"']
        lines += ["", "[sides]", '"Councillor" = "councillors"', '"Officer" = "officers"']
        return False
    lines += ["", f"side = {_toml(side)}", "", "[sides]"]
    sure = True
    for label in _by_times(seen[side]):
        if not label.strip():
            continue
        meant = _side_of(label)
        if meant:
            lines.append(f'{_toml(label)} = "{meant}"')
        else:
            sure = False
            lines.append(f'# CHECK: which side is this?\n# {_toml(label)} = "officers"')
    return sure


def _write_items(lines: list[str], guesses: Mapping[str, list[_Guess]]) -> bool:
    lines += ["", "[items]"]
    if not guesses:
        lines.append(
            '# CHECK: no column looks like an item. Write, for instance:  H1 = "Overall relationship"'
        )
        return False
    sure = True
    for name, columns in guesses.items():
        if not all(guess.sure for guess in columns):
            sure = False
            lines.append(f"# CHECK: is this {_comment(columns[0].item.topic)}?")
        elif len(columns) > 1:
            sure = False
            lines.append("# CHECK: two columns, one for each side’s page of the form?")
        named = [_toml(guess.column) for guess in columns]
        lines.append(f"{name} = {named[0] if len(named) == 1 else '[' + ', '.join(named) + ']'}")
    return sure


def _unexplained(
    guesses: Mapping[str, list[_Guess]], seen: Mapping[str, Counter[str]], shape: Shape
) -> list[str]:
    found: dict[str, None] = {}
    for columns in guesses.values():
        for guess in columns:
            if guess.item.shape is not shape:
                continue
            for label in _by_times(seen[guess.column]):
                try:
                    if shape is Shape.RATING:
                        rating(label, scale={})
                    else:
                        band(label, bands=built_in_bands(guess.item))
                except Unexpected:
                    found.setdefault(label)
    return list(found)


def _write_scale(
    lines: list[str], guesses: Mapping[str, list[_Guess]], seen: Mapping[str, Counter[str]]
) -> bool:
    labels = _unexplained(guesses, seen, Shape.RATING)
    if not labels:
        return True
    lines += ["", "[scale]", "# CHECK: which rating from 1 to 10 does each of these words stand for?"]
    ladders = {plain(word): step for ladder in _LADDERS for word, step in zip(ladder, _STEPS, strict=True)}
    for label in labels[:60]:
        leading = _LEADING.match(plain(label))
        step = ladders.get(plain(label)) or (int(leading.group(1)) if leading and _wordy(label) else None)
        lines.append(f"{_toml(label)} = {step}" if step else f"# {_toml(label)} = 5")
    return False


def _write_bands(
    lines: list[str], guesses: Mapping[str, list[_Guess]], seen: Mapping[str, Counter[str]]
) -> bool:
    labels = _unexplained(guesses, seen, Shape.BANDS)
    if not labels:
        return True
    lines += ["", "[bands]", "# CHECK: which of the three bands, in order, does each of these belong to?"]
    for label in labels[:60]:
        place = _OFTEN.get(plain(label))
        lines.append(f"{_toml(label)} = {place}" if place else f"# {_toml(label)} = 2")
    return False


def _wordy(label: str) -> bool:
    return any(character.isalpha() for character in label)


def _by_times(labels: Counter[str]) -> list[str]:
    return [label for label, _ in sorted(labels.items(), key=lambda each: (-each[1], each[0]))]


def _toml(words: str) -> str:
    """A string with the escapes of JSON, which are those of TOML too, but for one character."""
    return json.dumps(words.strip(), ensure_ascii=False).replace("\x7f", "\\u007F")


def _comment(words: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())

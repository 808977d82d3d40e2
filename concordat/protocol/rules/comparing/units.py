"""What is compared with what: a clause together with the list that it opens."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from concordat.protocol.rules.clauses import Clause, Kind
from concordat.protocol.rules.comparing.lexicon import Phrases, language_of
from concordat.protocol.rules.comparing.stretches import (
    STANDS_ALONE,
    Stretch,
    ends,
    opens_a_list,
    stretches_of,
)
from concordat.protocol.rules.comparing.words import DATE, Words, words_of

# So many clauses tell in what language a text is.
ENOUGH = 40
# Longer than any line that says only when a text was adopted or signed.
LONGEST_STAMP = 24

_GLYPH = re.compile(r"\(cid:\d+\)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MARKS = re.compile(r"[^\w.]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A clause and the items that cannot be read without it.

    index     its place among the units; ``parent`` is that of the unit above it
    places    their places in the tree, its own first; ``stretches``: their words, in the order of reading
    path      its own number with all numbers above it, "3", "k"; ``labelled``: whether it has one of its own
    nth       which child of its parent it is
    content   its words, the same for two units that say the same in other numbers, names and letters
    """

    index: int
    parent: int | None
    places: tuple[int, ...]
    stretches: tuple[Stretch, ...]
    path: tuple[str, ...]
    labelled: bool
    nth: int
    kind: Kind
    key: str
    words: Words
    content: str
    stamp: bool

    @property
    def at(self) -> int:
        return self.places[0]


def units_of(
    tree: Sequence[Clause],
    *,
    names: Phrases | None = None,
    apart: Collection[int] = (),
    known: "dict[tuple[str, ...], Words] | None" = None,
) -> list[Unit]:
    """The units of a tree, in its order.

    known   words of texts that were read before, for most stand in both trees
    apart   places that are to stand for themselves whatever they hang on, because a person has paired them
    """
    known = {} if known is None else known
    children: list[list[int]] = [[] for _ in tree]
    for place, clause in enumerate(tree):
        if clause.parent is not None:
            children[clause.parent].append(place)
    likely = language_of(" ".join(clause.text for clause in tree[:ENOUGH]).casefold().split())
    root = _roots(tree, children, apart)
    paths = _paths(tree)
    below: dict[int, list[int]] = {}
    for place, top in enumerate(root):
        below.setdefault(top, []).append(place)
    index = {top: number for number, top in enumerate(below)}
    counted: dict[int | None, int] = {}
    units: list[Unit] = []
    for top, places in below.items():
        clause = tree[top]
        parent = None if clause.parent is None else index[root[clause.parent]]
        counted[parent] = counted.get(parent, -1) + 1
        stretches = tuple(stretches_of(tree, places))
        texts = tuple(text for _, text in stretches)
        words = known.get((likely, *texts)) or words_of(texts, names=names, likely=likely)
        known[likely, *texts] = words
        stamp = clause.kind is not Kind.HEADING and is_stamp(words)
        units.append(
            Unit(
                index=index[top],
                parent=parent,
                places=tuple(places),
                stretches=stretches,
                path=paths[top],
                labelled=bool(number(clause.label)),
                nth=counted[parent],
                kind=clause.kind,
                key=clause.key,
                words=words,
                content=_content(words, stamp=stamp),
                stamp=stamp,
            )
        )
    return units


def _content(words: Words, *, stamp: bool) -> str:
    if not stamp:
        return " ".join(words.meant)
    return " ".join(
        DATE if kind == "number" else word for word, kind in zip(words.meant, words.kinds, strict=True)
    )


def is_stamp(words: Words) -> bool:
    """Whether these words only say when, or by whom, the text was adopted, signed or looked at."""
    if not words.spoken or len(words.spoken) > LONGEST_STAMP:
        return False
    # A rule about adopting or signing says who must, or how many or by when; a stamp has dates and no duty.
    modal = any(
        (found := words.lexicon.weights.at(words.meant, place)) and found[1].startswith("modality")
        for place in range(len(words.meant))
    )
    numbers = [place for place, kind in enumerate(words.kinds) if kind == "number"]
    opens = words.lexicon.stamps.at(words.spoken, 0) is not None
    return opens and not modal and bool(numbers) and all(_is_of_a_date(words, place) for place in numbers)


def _is_of_a_date(words: Words, place: int) -> bool:
    """A year, a number beside a month or beside a number that is, or the number of a version or a minute."""
    if _YEAR.fullmatch(words.meant[place]):
        return True
    beside = words.meant[max(0, place - 2) : place + 3]
    return any(word in words.lexicon.dated or _YEAR.fullmatch(word) for word in beside)


def break_off(one: Unit, other: Unit) -> bool:
    """Whether two clauses end in mid-sentence, one after the other's last word, and say the same until then.

    That the longer one ends in "a" or "of" shows that it was cut off and not shortened.
    """
    if ends(one.words.text) or ends(other.words.text):
        return False
    short, long = sorted((one.words, other.words), key=lambda words: len(words.meant))
    dangling = long.lexicon.markers | long.lexicon.articles
    return (
        2 < len(short.meant) < len(long.meant)
        and long.meant[-1] in dangling
        and long.meant[: len(short.meant)] == short.meant
    )


def _roots(tree: Sequence[Clause], children: Sequence[Sequence[int]], apart: Collection[int]) -> list[int]:
    """For each clause the one with which it is read: itself, or the one that opens its list."""
    root: list[int] = []
    open_ended: dict[int, bool] = {}
    for place, clause in enumerate(tree):
        parent = clause.parent
        if parent is None or place in apart or clause.kind in STANDS_ALONE:
            root.append(place)
        else:
            if parent not in open_ended:
                items = [tree[child] for child in children[parent]]
                open_ended[parent] = root[parent] != parent or opens_a_list(tree[parent], items)
            root.append(root[parent] if open_ended[parent] else place)
    return root


def number(label: str) -> str:
    """A printed label without its marks: "(a)" is "a", "8.63." is "8.63", and a bullet is nothing."""
    words = _MARKS.sub(" ", _GLYPH.sub(" ", label)).casefold().split()
    return words[-1].strip("._") if words else ""  # "Article 3": the number is the last word


def _paths(tree: Sequence[Clause]) -> list[tuple[str, ...]]:
    paths: list[tuple[str, ...]] = []
    for clause in tree:
        above = paths[clause.parent] if clause.parent is not None else ()
        own = tuple(part for part in number(clause.label).split(".") if part)
        # "8.63" says the whole of its number by itself; "(a)" only the last of it.
        paths.append(own if len(own) > 1 else above + own)
    return paths


def written(path: Sequence[str]) -> str:
    """A path as one would cite it: 3(k), 1.2, 15(b)(xii)."""
    told = ""
    for part in path:
        if not told:
            told = part
        elif part.isdigit():
            told = f"{told}.{part}"
        else:
            told = f"{told}({part})"
    return told

"""Both texts as they are compared, and the places that are shown of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from concordat.protocol.rules.clauses import Clause, Kind
from concordat.protocol.rules.comparing.lexicon import LANGUAGES, Phrases
from concordat.protocol.rules.comparing.pointing import Leading, opening
from concordat.protocol.rules.comparing.slips import Known
from concordat.protocol.rules.comparing.stretches import Stretch, plain
from concordat.protocol.rules.comparing.units import Unit, number, written
from concordat.protocol.rules.comparing.values import Place
from concordat.protocol.rules.comparing.weighing import Weighed, weigh
from concordat.protocol.rules.comparing.words import Words, words_of
from concordat.protocol.rules.references import Path


@dataclass(frozen=True)
class Sides:
    old_tree: Sequence[Clause]
    new_tree: Sequence[Clause]
    old: Sequence[Unit]
    new: Sequence[Unit]
    leading: Leading
    names: Phrases | None

    @cached_property
    def known(self) -> Known:
        times: Counter[str] = Counter()
        for unit in (*self.old, *self.new):
            times.update(unit.words.spoken)
        return Known(times)

    @cached_property
    def likely(self) -> str:
        """The language in which most clauses are."""
        told = Counter(unit.words.language for unit in (*self.old, *self.new)).most_common(1)
        return told[0][0] if told else LANGUAGES[0]

    def old_place(self, unit: Unit) -> Place:
        return place(self.old_tree, unit.stretches, self.leading.old.paths)

    def new_place(self, unit: Unit) -> Place:
        return place(self.new_tree, unit.stretches, self.leading.new.paths)

    def old_part(self, unit: Unit, part: int) -> Place:
        return place(self.old_tree, unit.stretches[part : part + 1], self.leading.old.paths)

    def new_part(self, unit: Unit, part: int) -> Place:
        return place(self.new_tree, unit.stretches[part : part + 1], self.leading.new.paths)

    def words(self, *texts: str) -> Words:
        return words_of(texts, names=self.names, likely=self.likely)

    def weighed(self, old: Words, new: Words, kind: Kind) -> Weighed:
        return weigh(old, new, kind=kind, known=self.known, same_target=self.leading.same_target)


def place(tree: Sequence[Clause], stretches: Sequence[Stretch], paths: Sequence[Path]) -> Place:
    places = list(dict.fromkeys(at for at, _ in stretches))
    at = places[0]
    lines, marked = [], {at}
    for of, text in stretches:
        lines.append(plain(text if of in marked else f"{_mark(tree[of].label)} {text}".strip()))
        marked.add(of)
    return Place(
        at=at,
        places=tuple(places),
        label=tree[at].label,
        path=written(paths[at]) if number(tree[at].label) else "",
        name=name_of(tree, at, paths),
        heading=tree[at].heading,
        text="\n".join(lines),
        kind=tree[at].kind,
        key=tree[at].key,
    )


def _mark(label: str) -> str:
    """A mark in one way of writing: "i." in one text and "(i)" in the other are no difference to look at."""
    own = number(label)
    if not own:
        return "•" if label.strip() else ""
    return own if "." in own else f"({own})"


def name_of(tree: Sequence[Clause], at: int, paths: Sequence[Path]) -> str:
    """How one would speak of a clause: by its number, else by its heading, else by its first words."""
    clause = tree[at]
    if number(clause.label):
        return written(paths[at]) or clause.label
    if clause.heading:
        return f"“{opening(clause)}”"
    above = written(paths[clause.parent]) if clause.parent is not None else ""
    return f"{above}, “{opening(clause, 6)}”" if above else f"“{opening(clause, 6)}”"

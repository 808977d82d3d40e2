"""Cross-references of a text: what each leads to, and whether it still leads where it led."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from concordat.protocol.rules.clauses import Clause, Kind
from concordat.protocol.rules.comparing.stretches import opens_a_list, said
from concordat.protocol.rules.comparing.units import number
from concordat.protocol.rules.references import Path, Reference, found_in

_FIRST_MARKS = frozenset({("i",), ("a",), ("1",)})
_RULES = frozenset({Kind.RULE, Kind.EXPECTATION, Kind.ILLUSTRATION})


def references(text: str) -> Iterator[Reference]:
    """Those that name a number by itself: "(c)" means another clause wherever it stands."""
    return (reference for reference in found_in(text) if not reference.within)


class Numbers:
    """What stands under each number of a tree."""

    def __init__(self, tree: Sequence[Clause]) -> None:
        self.tree = tree
        self.paths = _with_first_marks(tree)
        self._at: dict[Path, list[int]] = {}
        for place, path in enumerate(self.paths):
            if path and (number(tree[place].label) or path != self._above(place)):
                self._at.setdefault(path, []).append(place)

    def _above(self, place: int) -> Path:
        parent = self.tree[place].parent
        return self.paths[parent] if parent is not None else ()

    def meant(self, reference: Reference) -> int | None:
        """The place that a reference means; None where there is none, or more than one."""
        found = self._at.get(reference.path, [])
        if reference.broad and not reference.path[0].isdigit():
            # "Appendix A" is no item (a) of a list.
            found = [place for place in found if self.tree[place].kind is Kind.HEADING]
        return found[0] if len(found) == 1 else None


def _with_first_marks(tree: Sequence[Clause]) -> list[Path]:
    """The paths of a tree. Where the first of a list lost its mark to the second, all move on by one."""
    children: dict[int | None, list[int]] = {}
    for place, clause in enumerate(tree):
        children.setdefault(clause.parent, []).append(place)
    own = [tuple(part for part in number(clause.label).split(".") if part) for clause in tree]
    for parent, places in children.items():
        if parent is None or len(places) < 2 or tree[places[0]].kind not in _RULES:
            continue
        lost = not own[places[0]] and own[places[1]] in _FIRST_MARKS
        if lost and opens_a_list(tree[parent], [tree[place] for place in places]):
            marks = [own[place] for place in places[1:]]
            for place, mark in zip(places, [*marks, _after(marks[-1])], strict=True):
                own[place] = mark
    paths: list[Path] = []
    for place, clause in enumerate(tree):
        above = paths[clause.parent] if clause.parent is not None else ()
        paths.append(own[place] if len(own[place]) > 1 else above + own[place])
    return paths


_ROMAN = (
    *("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"),
    *("xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx"),
    *("xxi", "xxii", "xxiii", "xxiv", "xxv", "xxvi", "xxvii", "xxviii", "xxix", "xxx"),
)


def _after(mark: Path) -> Path:
    """The mark that comes next: of roman numbers first, since a list that begins with i is one."""
    (word,) = mark[-1:] or ("",)
    if word in _ROMAN[:-1]:
        return (_ROMAN[_ROMAN.index(word) + 1],)
    if word.isdigit():
        return (str(int(word) + 1),)
    return (chr(ord(word) + 1),) if len(word) == 1 and "a" <= word < "z" else ()


@dataclass(frozen=True)
class Leading:
    """Both sides' numbers, and who is who: whether two references lead to the same clause."""

    old: Numbers
    new: Numbers
    # Places of the old tree, each with those of the new tree that it became; and the unit of each place.
    became: Mapping[int, frozenset[int]]

    def same_target(self, old: str, new: str) -> bool:
        before, after = self._targets(old, self.old), self._targets(new, self.new)
        if not before or len(before) != len(after):
            return False
        return all(
            one is not None and other is not None and other in self.became.get(one, frozenset())
            for one, other in zip(before, after, strict=True)
        )

    def _targets(self, printed: str, numbers: Numbers) -> list[int | None]:
        return [numbers.meant(reference) for reference in references(printed)]


def opening(clause: Clause, words: int = 9) -> str:
    """The first words of a clause, as one would quote them."""
    told = said(clause).split()
    return " ".join(told[:words]) + (" …" if len(told) > words else "")

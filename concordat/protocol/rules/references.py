"""Cross-references in a text: which clause each means, and which lead nowhere.

"paragraphs 8 to 11", "standing order 1(k)", "3(a)", "15(b)(xii) and (xvii)", "paragraph (c) above". What
names an Act, a constitution or another code leads out of the text and is none of these. A reference that
leads nowhere, or to two clauses, is told and never resolved by guessing.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from concordat.protocol.rules.clauses import Clause, Kind

Path = tuple[str, ...]

WORD = (
    r"(?:standing )?orders?|rheol(?:au)?\s+sefydlog|sub-?(?:paragraph|clause|section)s?|paragraphs?|paras?\.?"
    r"|clauses?|sections?|rules?|articles?|parts?|appendix|appendices|annexe?s?|schedules?"
    r"|paragraff(?:au)?|cymal(?:au)?|adran(?:nau)?|atodiad(?:au)?"
)
NUMBER = r"(?:\d{1,3}(?!\d)[a-z]?(?:\.\d{1,3})*|(?-i:[A-Z])(?:\.?\d{1,3})?(?![\w’']))(?:\s?\([a-z\d]{1,6}\))*"
INNER = r"\([a-z\d]{1,6}\)(?:\([a-z\d]{1,6}\))*"
JOIN = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|a|ac|neu)\s+|\s*&\s*)"
RANGE = r"(?:\s*[-–]\s*|\s+(?:to|through|i|hyd)\s+)"
ONE = rf"(?:{NUMBER}|{INNER})"
FOUND = re.compile(
    rf"\b(?P<word>{WORD})\s+(?P<list>{ONE}(?:(?:{JOIN}|{RANGE}){ONE})*)"
    r"|(?<![\w.(])(?P<bare>\d{1,3}[a-z]?(?:\.\d{1,3})*(?:\([a-z\d]{1,6}\))+)",
    re.IGNORECASE,
)
PIECE = re.compile(rf"(?P<range>{RANGE})?(?P<one>{ONE})", re.IGNORECASE)
PARTS = re.compile(r"\d+|[a-z]+", re.IGNORECASE)
# What leads out of the text: an Act, and anything that is not "this".
INSTRUMENT = (
    r"Acts?|Regulations?|Orders?|Measure|Constitution|Code|Protocol|Policy|Procedures?|Rules|Convention|Directive"
    r"|Scheme|Guidance|Agreement|Charter|GDPR|Appendix|Annex|Schedule|Deddf|Rheoliadau|Cyfansoddiad"
)
# "paragraph 3 of this protocol" stays; of anything else it leads out.
OUT = re.compile(
    r"\s*(?:,\s*)?(?:of|o)\s+(?:the|our|its|that|an?|any|each|its|y|yr)\b"
    rf"|\s*(?:,\s*)?(?:of|to|in|under|o|i)\s+(?!this\b|these\b)(?:[\w’'/&-]+\s+){{0,8}}?(?:{INSTRUMENT})\b"
    rf"|\s+(?:[A-Z][\w’']+\s+){{1,6}}(?:Act|Regulations|Order|Deddf)\b"
    r"|\s+to\s+(?:the|our|its)\s+(?:council[’']s\s+)?constitution",
    re.IGNORECASE,
)
AFTER_A_LAW = re.compile(
    r"\b(?:Act|Order|Regulations|Measure|Deddf)\s+(?:19|20)\d\d,?\s*(?:\(|[sS]s?\.?)?\s*$"
)
NEAR = 80  # signs before a reference in which the name of its law would stand
BROAD = ("section", "part", "article", "adran", "appendi", "annex", "schedule", "atodiad")
FARTHEST = 60  # of a range; "paragraphs 1 to 400" is a slip


@dataclass(frozen=True, slots=True)
class Reference:
    """One number that a clause names.

    place       the clause in which it stands
    start, end  where in its text, the word before it included
    words       as printed
    path        the number, part by part: ("15", "b", "xii")
    within      it names no whole number, so it is looked for near the clause: "(c)"
    broad       its word stands for a chapter, so an item of a list is not meant
    """

    place: int
    start: int
    end: int
    words: str
    path: Path
    within: bool = False
    broad: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A reference and the clause that it means; none where there is none, or more than one (``several``)."""

    reference: Reference
    target: int | None
    several: bool = False


def found_in(text: str, *, place: int = 0) -> tuple[Reference, ...]:
    """The references of one text, in order."""
    return tuple(_references(text, place))


def links(clauses: Sequence[Clause]) -> tuple[Link, ...]:
    """Every reference of a tree, with the clause that it means where that can be said."""
    numbers = _Numbers(clauses)
    return tuple(
        numbers.link(reference)
        for place, clause in enumerate(clauses)
        if clause.kind is not Kind.QUOTATION
        for reference in _references(clause.text, place)
    )


def faults(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """A sentence for each reference that leads nowhere or to more than one clause."""
    numbers = _Numbers(clauses)
    told = []
    for link in links(clauses):
        if link.target is not None or not numbers.could_have(link.reference):
            continue
        where = numbers.name(link.reference.place)
        why = "more than one clause has that number" if link.several else "no clause has that number"
        told.append(f"{where} refers to “{link.reference.words}”, and {why}.")
    return tuple(dict.fromkeys(told))


def parts(label: str) -> Path:
    """ "15(b)(xii)" is 15, b, xii. A bullet has none."""
    return tuple(part.casefold() for part in PARTS.findall(label)) if not label.startswith("(cid") else ()


# ------------------------------------------------------------------------------ finding


def _references(text: str, place: int) -> Iterator[Reference]:
    for found in FOUND.finditer(text):
        start = found.start()
        if OUT.match(text, found.end()) or AFTER_A_LAW.search(text, max(0, start - NEAR), start):
            continue
        if found["bare"]:
            yield Reference(place, found.start(), found.end(), found["bare"], parts(found["bare"]))
            continue
        yield from _of_a_list(found, place)


def _of_a_list(found: re.Match[str], place: int) -> Iterator[Reference]:
    word = found["word"].casefold()
    before: Path = ()
    for piece in PIECE.finditer(found["list"]):
        path = parts(piece["one"])
        within = piece["one"].startswith("(") and not before
        if piece["one"].startswith("(") and before:
            path = before[: len(before) - len(path)] + path if len(before) > len(path) else before[:1] + path
        start = found.start() if piece.start() == 0 else found.start("list") + piece.start("one")
        end = found.start("list") + piece.end("one")
        if piece["range"] and before:
            for between in _between(before, path):
                yield Reference(place, start, end, f"{found['word']} {between[-1]}", between)
        words = f"{found['word']} {piece['one']}"
        broad = word.startswith(BROAD)
        yield Reference(place, start, end, words, path, within or word.startswith("sub"), broad)
        before = path


def _between(first: Path, last: Path) -> Iterator[Path]:
    """ "8 to 11" names 9 and 10 as well."""
    if len(first) == len(last) and first[:-1] == last[:-1] and first[-1].isdigit() and last[-1].isdigit():
        for number in range(int(first[-1]) + 1, min(int(last[-1]), int(first[-1]) + FARTHEST)):
            yield (*first[:-1], str(number))


# ------------------------------------------------------------------------------ resolving


class _Numbers:
    """What stands under each number of a tree."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.clauses = clauses
        self.paths: list[Path] = []
        self._at: dict[Path, list[int]] = defaultdict(list)
        for place, clause in enumerate(clauses):
            own = parts(clause.label)
            above = self.paths[clause.parent] if clause.parent is not None else ()
            path = own if len(own) > 1 and own[0].isdigit() else (*above, *own)
            self.paths.append(path if own else above)
            if own:
                self._at[path].append(place)

    def name(self, place: int) -> str:
        """How one would cite a clause: by its number, else by its first words."""
        first, *others = self.paths[place] or ("",)
        if first:
            return first + "".join(f".{part}" if part.isdigit() else f"({part})" for part in others)
        words = (self.clauses[place].text or self.clauses[place].heading).split()
        return f"“{' '.join(words[:6])}{' …' if len(words) > 6 else ''}”"

    def link(self, reference: Reference) -> Link:
        targets = self._near(reference) if reference.within else self._anywhere(reference)
        if len(targets) == 1:
            return Link(reference, targets[0])
        return Link(reference, None, several=len(targets) > 1)

    def _anywhere(self, reference: Reference) -> list[int]:
        targets = self._at.get(reference.path, [])
        if reference.broad:
            return [place for place in targets if self.clauses[place].depth == 0 or self._heads(place)]
        return targets

    def _heads(self, place: int) -> bool:
        return self.clauses[place].kind is Kind.HEADING

    def _near(self, reference: Reference) -> list[int]:
        """ "(c)" is looked for beside the clause, then beside each that stands above it."""
        path = self.paths[reference.place]
        for keep in range(len(path), -1, -1):
            if targets := self._at.get((*path[:keep], *reference.path), []):
                return targets
        return []

    def could_have(self, reference: Reference) -> bool:
        """Whether the text numbers anything in such a way that the reference could mean a clause of it."""
        if reference.within:
            return True
        alike = [path for path in self._at if len(path) == len(reference.path) and path[0].isdigit()]
        return bool(alike) and (
            not reference.broad or any(self._anywhere(_with(reference, p)) for p in alike)
        )


def _with(reference: Reference, path: Path) -> Reference:
    return Reference(reference.place, 0, 0, "", path, reference.within, reference.broad)

"""What a comparison says: pairs of places in two trees, each with a verdict and the reason for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from concordat.protocol.rules.clauses import Kind


class Verdict(StrEnum):
    """What became of a clause. ``CHANGED`` is any other wording; whether it has force is said beside it."""

    UNCHANGED = "unchanged"
    RENUMBERED = "renumbered"
    MOVED = "moved"
    RESTRUCTURED = "restructured"
    EDITORIAL = "editorial"
    CHANGED = "changed"
    NEW = "new"
    REMOVED = "removed"


class Did(StrEnum):
    """What happened to a stretch of words."""

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words. Kept and deleted ones together are the old text; kept and inserted, the new."""

    did: Did
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """A clause together with the items of the list that it opens, which cannot be read without it.

    at        its place in the tree; ``places`` are those of its items as well
    label     as printed; ``path`` is the whole of it, "3(k)", and ``name`` how one would speak of it
    text      its heading, its words and those of its items, each item on a line with its mark, as "(i)"
    """

    at: int
    places: tuple[int, ...]
    label: str
    path: str
    name: str
    heading: str
    text: str
    kind: Kind
    key: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing in the words that changed what a clause demands.

    what    "modality", "amount", "person" …, a name of the force lexicon
    """

    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One row of the redline.

    why             in plain words
    in_force        duties, persons, times, modality or amounts changed: only where the verdict is "changed"
    reasons         what exactly changed in force
    words_changed   words that were put in, taken out, or put in place of others
    likeness        0 to 1, of the words; 1 where they are the same
    moved           other parent or order, whatever became of the words
    renumbered      another number, whatever became of the words
    group           rows with the same number belong together: one clause became several, or several one
    items           of a clause with a list: what became of each of its parts
    stamp           a line that says when the text was adopted, signed or last looked at: never a rule
    """

    old: Place | None
    new: Place | None
    verdict: Verdict
    why: str
    runs: tuple[Run, ...] = ()
    in_force: bool = False
    reasons: tuple[Reason, ...] = ()
    words_changed: int = 0
    likeness: float = 0.0
    moved: bool = False
    renumbered: bool = False
    group: int | None = None
    items: "tuple[Pair, ...]" = ()
    stamp: bool = False

    @property
    def asks_again(self) -> bool:
        """Whether those who acknowledged the old text should be asked about this clause."""
        return self.in_force or (self.verdict is Verdict.NEW and self._may_oblige)

    @property
    def council_decides(self) -> bool:
        """Other wording without a sign of force: whether to ask again is for the council to say."""
        return self.verdict is Verdict.CHANGED and not self.in_force

    @property
    def _may_oblige(self) -> bool:
        of = self.new or self.old
        return of is not None and not self.stamp and of.kind not in (Kind.HEADING, Kind.IMAGE_MISSING)


class Fault(StrEnum):
    """What is wrong with a cross-reference of the new text."""

    POINTS_ELSEWHERE = "points elsewhere"
    GONE = "gone"
    TARGET_CHANGED = "target changed"


@dataclass(frozen=True, slots=True)
class Stale:
    """A cross-reference that no longer leads where it led. It is told and never mended.

    within      the name of the clause that holds it
    reference   as printed
    meant       what it led to in the old text, in its first words
    now_at      where that stands in the new text; empty where it is gone
    leads_to    what stands in the new text where the reference leads; empty where nothing does
    """

    within: str
    at: int
    reference: str
    fault: Fault
    meant: str
    now_at: str
    leads_to: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole redline, in the order of the new text, what was removed standing where it stood."""

    pairs: tuple[Pair, ...]
    counts: dict[Verdict, int]
    warnings: tuple[str, ...]
    stale: tuple[Stale, ...] = ()
    masked: tuple[str, ...] = ()

    @property
    def changed_in_force(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if pair.in_force)

    @property
    def asks_again(self) -> tuple[Pair, ...]:
        """The rows about which everybody is asked again: changed in force, and new rules."""
        return tuple(pair for pair in self.pairs if pair.asks_again)

    def having(self, *verdicts: Verdict) -> Iterator[Pair]:
        return (pair for pair in self.pairs if pair.verdict in verdicts)

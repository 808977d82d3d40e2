"""What a line may do to the levels that are open, and what each way costs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from concordat.protocol.rules.reading.marks import Mark, kind_of

FAR = 12.0  # the margin of what has no other reading
FEW = 10
DEEPEST = 20  # what stands deeper than so many levels is read as if it stood on the last of them

# The prices, set by hand with eleven real texts and documents of the twenty-four shapes before one's eyes.
ON = 0.0
VARIANT = 1.2  # "2 " after "1.": the typist forgot the point
GAP = 2.5
AGAIN = 4.0
BACK = 5.0
OPEN = 1.0
OPEN_BELOW_ITSELF = 3.6  # "1." within "1.", with nothing to show that it stands deeper
OPEN_BESIDE = 2.6  # another list below the same parent
OPEN_LATE = 4.5  # a list whose first item is not its first
OPEN_LATE_AT_START = 1.6
CONTAINED = 0.1  # 3.1 within 3
CHAPTER = 0.9  # 2.1 after 1.4: a chapter whose heading is lost
ANNOUNCED = -0.6  # after a colon
RESUMED = 0.05  # 4 under the next heading, after 3 under the last
ABOVE_A_HEADING = 3.0  # a new list that would leave the heading before it empty
UNLIKE = 1.0  # a rule where its neighbour is a heading
CLOSES_A_PART = 0.8  # a heading without a number more likely stands within the part
MISPLACED = 1.3  # not at the edge where its neighbours stand


@dataclass(frozen=True, slots=True)
class Unit:
    """What the search needs to know of a line.

    marks      its possible marks
    heading    its rank as an unnumbered heading, 1 the highest; 0 if it is none
    indent     where it begins; None if that tells nothing
    titled     what follows the mark looks like a heading
    announced  the words before it end with a colon
    hanging    the words before it are not at an end, so it may well go on with them
    settled    the format itself says that the mark is one
    """

    marks: tuple[Mark, ...] = ()
    heading: int = 0
    indent: float | None = None
    titled: bool = False
    announced: bool = False
    hanging: bool = False
    settled: bool = False


class Open(NamedTuple):
    """A level that is open: the last clause on it."""

    family: str
    value: tuple[int, ...]
    indent: int
    titled: bool

    @property
    def kind(self) -> str:
        return kind_of(self.family)


BULLETED = ("•", "-")
HEADING = "heading"
UNNUMBERED = (HEADING, *BULLETED)
# What holds clauses whose numbers may run on from one to the next: "Part 2" after clause 7 begins with 8.
CHAPTERS = frozenset(
    (
        *("part", "section", "article", "rule", "appendix", "annex", "annexe", "schedule", "chapter"),
        *("rhan", "adran", "erthygl", "rheol", "atodlen", "atodiad", "pennod"),
    )
)


class State(NamedTuple):
    """The open levels, outermost first, and what was open before the last unnumbered heading."""

    levels: tuple[Open, ...] = ()
    before: tuple[Open, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a line was taken for. ``mark`` None and no heading: mere text.

    depth    how many levels are open above it
    how      "on", "open", "gap", "again", "back", "late", "resumed", "chapter", "heading" or "text"
    margin   how much dearer any other reading of this line would have been
    """

    mark: Mark | None
    heading: bool
    depth: int
    how: str
    margin: float = FAR

    @property
    def choice(self) -> tuple[object, ...]:
        # Not its value: "Part I" is printed alike, whether it is the first or the ninth.
        family, label = (self.mark.family, self.mark.label) if self.mark else ("", "")
        return family, label, self.heading, self.depth if self.mark or self.heading else -1


Step = tuple[State, float, Decision]
TEXT = Decision(None, False, 0, "text")


def steps(state: State, unit: Unit) -> Iterator[Step]:
    if unit.heading:
        yield from _under_a_heading(state, unit)
        return
    indent = -1 if unit.indent is None else round(unit.indent)
    for mark in unit.marks:
        opened = Open(mark.family, mark.value, indent, unit.titled)
        yield from _onward(state, mark, opened)
        yield from _opening(state, mark, opened, announced=unit.announced)
    if not unit.settled:
        weight = max(mark.weight for mark in unit.marks)
        yield state, weight * (0.45 if unit.hanging else 1.0), TEXT


# ------------------------------------------------------------------------------ going on with a list


def _onward(state: State, mark: Mark, opened: Open) -> Iterator[Step]:
    """The levels on which it could be the next."""
    for depth, level in enumerate(state.levels):
        if mark.bullet and _elsewhere(level, opened) and depth < len(state.levels) - 1:
            continue
        if level.family != mark.family and (mark.bullet or level.kind != mark.kind):
            continue
        price, how = _price_after(level, mark)
        if how:
            price += _edge(level, opened) + (VARIANT if level.family != mark.family else 0.0)
            if level.titled != opened.titled and not mark.bullet:
                price += UNLIKE if level.titled else UNLIKE / 3
            yield (
                State((*state.levels[:depth], opened), _remembered(state, depth, mark)),
                price,
                Decision(mark, False, depth, how),
            )


def _remembered(state: State, depth: int, mark: Mark) -> tuple[Open, ...]:
    """The lists that a new part closes, for they may go on within it."""
    if mark.kind not in CHAPTERS:
        return state.before
    closed = state.levels[depth:]
    return tuple(each for each in closed if each.family not in UNNUMBERED and each.kind not in CHAPTERS) or (
        state.before
    )


def _price_after(level: Open, mark: Mark) -> tuple[float, str]:
    if mark.bullet:
        return ON, "on"
    if len(level.value) != len(mark.value):
        return 0.0, ""
    if level.value[:-1] != mark.value[:-1]:
        chapter = mark.value[-1] == 1 and mark.value[-2] == level.value[-2] + 1
        return (CHAPTER, "chapter") if chapter and level.value[:-2] == mark.value[:-2] else (0.0, "")
    ahead = mark.value[-1] - level.value[-1]
    if ahead == 1:
        return ON, "on"
    if ahead > 1:
        return GAP + 0.5 * min(ahead - 1, 5), "gap"
    return (AGAIN, "again") if ahead == 0 else (BACK + (0.0 if mark.first else 1.0), "back")


def _elsewhere(level: Open, opened: Open) -> bool:
    return level.indent >= 0 and opened.indent >= 0 and abs(level.indent - opened.indent) > 1


def _edge(level: Open, opened: Open) -> float:
    return MISPLACED if _elsewhere(level, opened) else 0.0


# ------------------------------------------------------------------------------ beginning a list


def _opening(state: State, mark: Mark, opened: Open, *, announced: bool) -> Iterator[Step]:
    """A new level below any of those that are open."""
    innermost = len(state.levels)
    for depth in _depths(innermost):
        levels = state.levels[:depth]
        price, how = _price_to_open(state, levels, mark, opened, innermost=depth == innermost)
        if announced and depth == innermost:
            price += ANNOUNCED
        # A new part leaves no heading empty that has clauses below it.
        closed = state.levels[depth:] if mark.kind not in CHAPTERS else state.levels[depth:][-1:]
        if any(level.family == HEADING for level in closed):
            price += ABOVE_A_HEADING
        after = State((*levels, opened), _remembered(state, depth, mark))
        yield after, max(0.0, price), Decision(mark, False, depth, how)


def _depths(innermost: int) -> Iterable[int]:
    """Where a list may begin. Among very many levels only the outermost and the innermost are tried."""
    if innermost < FEW:
        return range(innermost + 1)
    return (0, 1, *range(innermost - 3, min(innermost, DEEPEST - 1) + 1))


def _price_to_open(
    state: State, levels: tuple[Open, ...], mark: Mark, opened: Open, *, innermost: bool
) -> tuple[float, str]:
    above = levels[-1] if levels else None
    price, how = (OPEN, "open") if innermost else (OPEN_BESIDE, "open")
    beside = None if innermost else state.levels[len(levels)]
    if beside and beside.family != HEADING and not mark.bullet:
        price += -0.6 if beside.kind in BULLETED else 0.6
    if resumed := _resumed(state, levels, mark):
        return resumed
    if len(mark.value) > 1:
        price, how = _price_of_path(state, levels, mark)
    elif not mark.first:
        price = OPEN_LATE_AT_START if not state.levels and not state.before else OPEN_LATE
        how = "late"
        if not innermost:
            price += 1.0
    if mark.kind in CHAPTERS and not levels:
        price = min(price, 0.4)
    twins = [level for level in levels if level.family == mark.family and not mark.bullet]
    if twins and len(twins[-1].value) == len(mark.value):
        deeper = opened.indent - twins[-1].indent
        known = opened.indent >= 0 and twins[-1].indent >= 0
        if not (known and deeper >= 2):
            price += OPEN_BELOW_ITSELF - OPEN if not twins[-1].titled else 1.2
    if above and above.indent >= 0 and 0 <= opened.indent < above.indent - 1 and above.family != HEADING:
        price += MISPLACED
    if above and above.family != HEADING and not mark.bullet and len(mark.value) == 1:
        price += _out_of_order(above, mark, opened)
    if mark.bullet and above and above.family == mark.family and opened.indent <= above.indent + 1:
        price += BACK
    return price, how


def _rank(kind: str) -> int:
    """How high a family usually stands: 1, then 1.1, (a), (i), and bullets below them all."""
    if kind in ("1", "A", "I"):
        return 1
    return {"1.1": 2, "1(a)": 2, "1a": 2, "A1": 2, "a": 3, "i": 4, "•": 5, "-": 5}.get(kind, 0)


def _out_of_order(above: Open, mark: Mark, opened: Open) -> float:
    """Numbers below bullets, or letters below roman ones, unless they stand further in."""
    higher = _rank(mark.kind) < _rank(above.kind)
    deeper = above.indent >= 0 and opened.indent > above.indent + 1
    if not higher or deeper:
        return 0.0
    return 2.4 if above.kind in BULLETED else 0.8


def _resumed(state: State, levels: tuple[Open, ...], mark: Mark) -> tuple[float, str] | None:
    """A list that ran before the last heading and goes on, or begins anew, after it."""
    if not levels or mark.bullet or not (levels[-1].family == HEADING or levels[-1].kind in CHAPTERS):
        return None
    for level in state.before:
        if level.kind == mark.kind and len(level.value) == len(mark.value):
            if level.value[:-1] == mark.value[:-1] and mark.value[-1] == level.value[-1] + 1:
                return (RESUMED if not level.titled else 0.8), "resumed"
            if len(mark.value) > 1 and mark.value[-1] == 1 and mark.value[-2] == level.value[-2] + 1:
                return RESUMED, "resumed"
    return None


def _price_of_path(state: State, levels: tuple[Open, ...], mark: Mark) -> tuple[float, str]:
    """3.1 belongs in 3; where there is no 3 it stands by itself."""
    above = levels[-1] if levels else None
    last_is_first = mark.value[-1] == 1
    if above and above.family != HEADING and above.value == mark.value[:-1]:
        return (CONTAINED, "open") if last_is_first else (2.0, "late")
    numbered = [level for level in levels if level.family != HEADING]
    if any(level.value == mark.value[:-1] for level in numbered):
        # A heading without a number stands between 3 and 3.2.
        return (0.3, "open") if above and above.family == HEADING else (2.5, "open")
    if any(level.value == mark.value[:-1] for level in state.levels):
        return 4.0, "late"  # its own chapter is open, and it would be put outside of that
    if not numbered:
        first_of_all = not state.before and not state.levels
        return (0.8, "open") if last_is_first else (1.2 if first_of_all else 2.0, "late")
    return (5.5, "open") if last_is_first else (6.0, "late")


# ------------------------------------------------------------------------------ unnumbered headings


def _under_a_heading(state: State, unit: Unit) -> Iterator[Step]:
    """It closes what stands deeper than itself; how much that is, what follows will show."""
    opened = Open(HEADING, (unit.heading,), -1, True)
    headings = [n for n, level in enumerate(state.levels) if level.family == HEADING]
    higher = [n for n in headings if state.levels[n].value[0] < unit.heading]
    equal = [n for n in headings if state.levels[n].value[0] >= unit.heading]
    least = higher[-1] + 1 if higher else 0
    most = equal[0] if equal else len(state.levels)
    for depth in range(least, most + 1):
        kept, closed = state.levels[:depth], state.levels[depth:]
        numbered = tuple(level for level in kept if level.family != HEADING and level.kind not in CHAPTERS)
        price = 0.5
        if depth > least:
            inner = kept[-1]
            price = 0.4 if inner.titled else 2.0
        elif any(level.titled and level.family != HEADING for level in closed):
            price = 0.6
        if any(level.kind in CHAPTERS for level in closed):
            price += CLOSES_A_PART
        remembered = tuple(level for level in closed if level.family not in UNNUMBERED)
        before = remembered or (state.before if not numbered else ())
        yield State((*kept, opened), before), price, Decision(None, True, depth, "heading")

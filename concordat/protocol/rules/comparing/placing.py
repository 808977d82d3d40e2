"""Where clauses stand: which were moved, which got another number, which became items of another."""

from collections.abc import Sequence
from dataclasses import dataclass

from concordat.protocol.rules.comparing.differences import longest_rising
from concordat.protocol.rules.comparing.matches import Match
from concordat.protocol.rules.comparing.units import Unit

# Nobody makes a list of more clauses than this.
FARTHEST = 60


@dataclass(frozen=True, slots=True)
class Standing:
    """How the place of a match differs, whatever became of its words.

    moved        other parent or other order among its neighbours
    reshaped     it became the item of a clause beside it, or stopped being one; or gained or lost such items
    renumbered   another number
    """

    moved: bool = False
    reshaped: bool = False
    renumbered: bool = False


def standings(old: Sequence[Unit], new: Sequence[Unit], matches: Sequence[Match]) -> list[Standing]:
    """For each match how its place differs. Turned about, the same."""
    if [unit.content for unit in new] < [unit.content for unit in old]:
        return _standings(new, old, [match.turned() for match in matches])
    return _standings(old, new, matches)


def _standings(left: Sequence[Unit], right: Sequence[Unit], matches: Sequence[Match]) -> list[Standing]:
    of_left = {index: number for number, match in enumerate(matches) for index in match.old}
    of_right = {index: number for number, match in enumerate(matches) for index in match.new}
    both = {number for number, match in enumerate(matches) if match.old and match.new}
    above_left = [_above(left, unit, of_left, both) for unit in left]
    above_right = [_above(right, unit, of_right, both) for unit in right]
    turned = [match.turned() for match in matches]
    moved, reshaped = set[int](), set[int]()
    together: dict[int | None, list[int]] = {}
    for number in both:
        match = matches[number]
        one, other = above_left[match.old[0]], above_right[match.new[0]]
        if one == other:
            together.setdefault(one, []).append(number)
        elif other is not None and _taken_in(matches, number, other, one, (above_left, above_right), of_left):
            reshaped |= {number, other}
        elif one is not None and _taken_in(turned, number, one, other, (above_right, above_left), of_right):
            reshaped |= {number, one}
        else:
            moved.add(number)
    for numbers in together.values():
        numbers.sort(key=lambda number: matches[number].old[0])
        kept = set(longest_rising([matches[number].new[0] for number in numbers]))
        moved |= {number for place, number in enumerate(numbers) if place not in kept}
    return [
        Standing(number in moved, number in reshaped, number in both and _renumbered(left, right, match))
        for number, match in enumerate(matches)
    ]


def _above(units: Sequence[Unit], unit: Unit, of: dict[int, int], both: set[int]) -> int | None:
    """The match of the nearest clause above that is in both texts: a heading put in between moves nothing."""
    own, parent = of[unit.index], unit.parent
    while parent is not None and (of[parent] not in both or of[parent] == own):
        parent = units[parent].parent
    return None if parent is None else of[parent]


def _taken_in(
    matches: Sequence[Match],
    child: int,
    parent: int,
    above: int | None,
    sides: tuple[Sequence[int | None], Sequence[int | None]],
    of: dict[int, int],
) -> bool:
    """Whether a clause became the child of the one that it followed.

    above   under which the child stood; the parent must have stood there as well, and all between them must
            have gone the same way: otherwise it was moved
    """
    before, after = sides
    first, last = matches[parent].old[-1], matches[child].old[0]
    if before[first] != above or not first < last <= first + FARTHEST:
        return False
    return all(
        before[between] == parent or any(after[place] == parent for place in matches[of[between]].new)
        for between in range(first + 1, last)
    )


def _renumbered(left: Sequence[Unit], right: Sequence[Unit], match: Match) -> bool:
    one, other = left[match.old[0]], right[match.new[0]]
    return (one.labelled or other.labelled) and (one.path != other.path or one.labelled != other.labelled)

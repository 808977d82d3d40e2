"""What is known of two sides while they are being matched, and what comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from concordat.protocol.rules.comparing.likeness import Shingles, likeness, shingles
from concordat.protocol.rules.comparing.units import Unit


@dataclass(frozen=True, slots=True)
class Match:
    """Units that belong together: one with one, or of either side several. Of a side that has none, none."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    by_hand: bool = False

    def turned(self) -> "Match":
        return Match(self.new, self.old, self.by_hand)


@dataclass
class Alignment:
    """What is known so far of two sides that are being matched."""

    left: Sequence[Unit]
    right: Sequence[Unit]
    to_right: dict[int, int] = field(default_factory=dict)
    to_left: dict[int, int] = field(default_factory=dict)
    # Whom a person has said to stay alone, or to belong to several.
    held: tuple[set[int], set[int]] = field(default_factory=lambda: (set(), set()))
    _shingles: dict[tuple[bool, int], Shingles] = field(default_factory=dict)

    def pair(self, left: int, right: int) -> None:
        self.to_right[left], self.to_left[right] = right, left

    def free_left(self) -> list[int]:
        return [
            unit.index
            for unit in self.left
            if unit.index not in self.to_right and unit.index not in self.held[0]
        ]

    def free_right(self) -> list[int]:
        return [
            unit.index
            for unit in self.right
            if unit.index not in self.to_left and unit.index not in self.held[1]
        ]

    def shingles(self, unit: Unit, *, right: bool) -> Shingles:
        key = (right, unit.index)
        if key not in self._shingles:
            self._shingles[key] = shingles(unit.words.meant)
        return self._shingles[key]

    def alike(self, left: int, right: int) -> float:
        return likeness(
            self.shingles(self.left[left], right=False), self.shingles(self.right[right], right=True)
        )

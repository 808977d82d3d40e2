"""What is settled before the figures are opened."""

from dataclasses import dataclass
from datetime import date

from concordat.smallsample.labelling import DRAWS

HORIZON = 20


@dataclass(frozen=True)
class Terms:
    """margin          points of the share answered on time that are agreed to be unimportant
    margin_days     the same for figures in working days
    fixed_on, minute   when the committee agreed so, and where that is recorded; ``None`` and "" if nowhere
    seed, draws     where chance begins, and how many reshuffles there are at most
    horizon         waits beyond so many working days count as so many

    Raises ``ValueError`` for a margin that is none.
    """

    margin: float
    margin_days: float = 1.0
    fixed_on: date | None = None
    minute: str = ""
    seed: int = 1
    draws: int = DRAWS
    horizon: int = HORIZON

    def __post_init__(self) -> None:
        if not (0 < self.margin < 100 and 0 < self.margin_days < 1_000):
            raise ValueError("A margin lies above 0 and below 100 points, or 1,000 working days.")

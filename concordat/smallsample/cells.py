"""Which figures about councillors' enquiries may be shown.

A figure is made from a cell: the enquiries of some councillors. Whoever knows a total and all cells but one
knows that one as well; whoever knows all but two knows the two together. So what a reader can work out by
subtraction must be fit to be shown too (see ``hiding``).
"""

from collections.abc import Sequence
from enum import StrEnum

ENQUIRY_FLOOR = 10
COUNCILLOR_FLOOR = 5


class Withheld(StrEnum):
    """Why a cell is not shown. A short name to store and compare; ``words`` is the sentence to print."""

    FEW_COUNCILLORS = "fewer than five councillors"
    FEW_ENQUIRIES = "fewer than ten enquiries"
    ONE_DOMINATES = "one councillor sent more than half"
    FEW_ALIKE = "too few enquiries of the same kind in both groups"
    BESIDE_ANOTHER = "withheld to protect another figure"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    Withheld.FEW_COUNCILLORS: "Fewer than five councillors asked, so the figure would be about persons.",
    Withheld.FEW_ENQUIRIES: "Fewer than ten enquiries were asked, so the figure would mean nothing.",
    Withheld.ONE_DOMINATES: "One councillor sent more than half, so the figure would be about one person.",
    Withheld.FEW_ALIKE: "Too few enquiries of the same kind were asked by both, so nothing can be compared.",
    Withheld.BESIDE_ANOTHER: "Not shown, because a figure that is withheld could be worked out from it.",
}


def why_withheld(enquiries: Sequence[int]) -> Withheld | None:
    """Why a cell may not be shown; ``None`` if it may.

    enquiries   how many each councillor of the cell sent; those who sent none do not count as there

    A cell needs ten enquiries and five councillors, of whom none sent more than half.
    """
    sent = [each for each in enquiries if each > 0]
    if len(sent) < COUNCILLOR_FLOOR:
        return Withheld.FEW_COUNCILLORS
    if sum(sent) < ENQUIRY_FLOOR:
        return Withheld.FEW_ENQUIRIES
    return Withheld.ONE_DOMINATES if 2 * max(sent) > sum(sent) else None

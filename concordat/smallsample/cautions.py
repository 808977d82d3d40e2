"""What a reader must be told beside a figure. A caution is part of the result, so no page can forget it."""

from enum import StrEnum


class Caution(StrEnum):
    """A short name to store and compare; ``words`` is the sentence to print."""

    LOW_RESPONSE = "low response"
    SMALL_GROUP = "small group"
    CAPPED = "capped"
    CENSUS_ROUNDING = "everyone answered"
    ITEM_NONRESPONSE = "question often left unanswered"
    SPLIT_SIDE = "split side"
    SOME_NOT_SHOWN = "some questions not shown"
    ROSTER_CHANGED = "roster changed"
    WITHIN_MARGIN = "within the margin"
    NOT_COMPUTED_BY_US = "not computed by us"
    NUMBERS_NOT_STATED = "numbers not stated"
    UNCERTAIN_BANDS = "bands are ranges"
    TOO_FEW_FOR_RESEARCH = "too few for research"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    Caution.LOW_RESPONSE: "Fewer than half of those invited answered. The others may think differently.",
    Caution.SMALL_GROUP: "Fewer than 20 people answered, so one or two answers move the figure.",
    Caution.CAPPED: "The score is shown only as a limit, because the exact score would give answers away.",
    Caution.CENSUS_ROUNDING: "Everyone invited answered, so the only doubt left is the rounding.",
    Caution.ITEM_NONRESPONSE: "More than one in five of those who replied gave no answer to this question.",
    Caution.SPLIT_SIDE: "This side is split between two camps, so the margin is drawn wider.",
    Caution.SOME_NOT_SHOWN: "Some questions are left out, because too few people answered them.",
    Caution.ROSTER_CHANGED: "One or two names changed since last time, so the change is told in a word.",
    Caution.WITHIN_MARGIN: "The change is no larger than chance alone could bring.",
    Caution.NOT_COMPUTED_BY_US: "This figure was printed by its source. We have not seen the answers.",
    Caution.NUMBERS_NOT_STATED: "The source does not say how many people answered, so there is no margin.",
    Caution.UNCERTAIN_BANDS: "Bands are shown as ranges of heads, so this figure is a range too.",
    Caution.TOO_FEW_FOR_RESEARCH: "Fewer than 50 people, which is too few to judge a set of questions by.",
}

"""Reads what was typed into the room's pages, and says what is wrong with it."""

from concordat.protocol.forms.acknowledging import Ask, TakeToGroup
from concordat.protocol.forms.adopting import Correction, Resolution
from concordat.protocol.forms.comparing import BesideWhat, PairByHand
from concordat.protocol.forms.consulting import Answer, Comment, Consultation, LastDay
from concordat.protocol.forms.declaring import Declare, Manage
from concordat.protocol.forms.drafting import ClauseWords, Description, NumberingChoice, Split
from concordat.protocol.forms.importing import Confirmed, Range, TakeApart, Text, deeds
from concordat.protocol.forms.instruments import Beginning, Day, Instrument, Review
from concordat.protocol.forms.modelling import FillIn

__all__ = [
    "Answer",
    "Ask",
    "Beginning",
    "BesideWhat",
    "ClauseWords",
    "Comment",
    "Confirmed",
    "Consultation",
    "Correction",
    "Day",
    "Declare",
    "Description",
    "FillIn",
    "Instrument",
    "LastDay",
    "Manage",
    "NumberingChoice",
    "PairByHand",
    "Range",
    "Resolution",
    "Review",
    "Split",
    "TakeApart",
    "TakeToGroup",
    "Text",
    "deeds",
]

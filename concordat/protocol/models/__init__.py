"""The tables of the protocol room: instruments and editions, as read in, talked over and adopted."""

from concordat.protocol.models.acknowledging import Acknowledgement, Asking, Cascade, Portion, ReviewNotice
from concordat.protocol.models.adopting import Comparison, Rendering, Resolution
from concordat.protocol.models.consulting import Comment, Consultation
from concordat.protocol.models.declaring import Declaration, ManagementNote
from concordat.protocol.models.importing import DraftAsked, RepairStep, SourceFile
from concordat.protocol.models.instruments import Clause, Edition, Instrument, Relation, Wording
from concordat.protocol.models.modelling import GapReading

__all__ = [
    "Acknowledgement",
    "Asking",
    "Cascade",
    "Clause",
    "Comment",
    "Comparison",
    "Consultation",
    "Declaration",
    "DraftAsked",
    "Edition",
    "GapReading",
    "Instrument",
    "ManagementNote",
    "Portion",
    "Relation",
    "Rendering",
    "RepairStep",
    "Resolution",
    "ReviewNotice",
    "SourceFile",
    "Wording",
]

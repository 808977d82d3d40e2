"""The tables of the viewpoints room: how a study is designed, what people sorted, what was made of it."""

from concordat.viewpoints.models.analysing import (
    Computation,
    Paraphrase,
    Rendering,
    Report,
    SavedState,
    Solution,
    Step,
    Viewpoint,
)
from concordat.viewpoints.models.designing import AskedPerson, ConsentPage, Question, Statement, Study
from concordat.viewpoints.models.sorting import Draft, Sort, Ticket

__all__ = [
    "AskedPerson",
    "Computation",
    "ConsentPage",
    "Draft",
    "Paraphrase",
    "Question",
    "Rendering",
    "Report",
    "SavedState",
    "Solution",
    "Sort",
    "Statement",
    "Step",
    "Study",
    "Ticket",
    "Viewpoint",
]

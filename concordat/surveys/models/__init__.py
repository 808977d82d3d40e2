"""The tables of the health check. None has a row, a column or a time that belongs to one person's answers."""

from concordat.surveys.models.asking import (
    Atom,
    CoSignature,
    Instrument,
    InWelsh,
    Pool,
    PoolInvitation,
    RosterLine,
    Wave,
)
from concordat.surveys.models.ballots import Envelope, KeyHolder, OnPaper, SlipSheet, Urn
from concordat.surveys.models.comments import CommentBox, CommentCoding, Reviewer, ThemeDraft, ThemeRelease
from concordat.surveys.models.results import ElectionDay, PromisedAction, Release, Rendering

__all__ = [
    "Atom",
    "CoSignature",
    "CommentBox",
    "CommentCoding",
    "ElectionDay",
    "Envelope",
    "InWelsh",
    "Instrument",
    "KeyHolder",
    "OnPaper",
    "Pool",
    "PoolInvitation",
    "PromisedAction",
    "Release",
    "Rendering",
    "Reviewer",
    "RosterLine",
    "SlipSheet",
    "ThemeDraft",
    "ThemeRelease",
    "Urn",
    "Wave",
]

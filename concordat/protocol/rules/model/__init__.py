"""The model protocol in our own words: two editions, four nations, every form of governance."""

from concordat.protocol.rules.model.assembling import (
    INFLUENCE,
    NO_SURPRISES,
    QUESTIONS,
    VERSION,
    Lock,
    Model,
    NoModel,
    model_for,
    principles,
)
from concordat.protocol.rules.model.families import Family, families, family
from concordat.protocol.rules.model.placeholders import Asked, Placeholder, asked_in, filled, placeholders

__all__ = [
    "INFLUENCE",
    "NO_SURPRISES",
    "QUESTIONS",
    "VERSION",
    "Asked",
    "Family",
    "Lock",
    "Model",
    "NoModel",
    "Placeholder",
    "asked_in",
    "families",
    "family",
    "filled",
    "model_for",
    "placeholders",
    "principles",
]

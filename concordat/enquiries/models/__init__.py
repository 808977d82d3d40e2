"""The tables of the room: what was asked, how the clock ran, what was said, and what the council has
settled."""

from concordat.enquiries.models.asking import Attachment, Content, Draft, Enquiry, StopCount
from concordat.enquiries.models.clocks import Breach, CalendarSeen, Cycle, Event, Handling, Pause
from concordat.enquiries.models.fairness import Fairness, FairnessFile, Margin
from concordat.enquiries.models.posting import Feed, Post
from concordat.enquiries.models.settled import Contact, Edition, Lead, Retention, Topic, Wording
from concordat.enquiries.models.talking import AccessDecision, Message, Note, Review

__all__ = [
    "AccessDecision",
    "Attachment",
    "Breach",
    "CalendarSeen",
    "Contact",
    "Content",
    "Cycle",
    "Draft",
    "Edition",
    "Enquiry",
    "Event",
    "Fairness",
    "FairnessFile",
    "Feed",
    "Handling",
    "Lead",
    "Margin",
    "Message",
    "Note",
    "Pause",
    "Post",
    "Retention",
    "Review",
    "StopCount",
    "Topic",
    "Wording",
]

"""What an enquiry turns out to be when an officer has read it. Each split is recorded, and the member is
told."""

from enum import StrEnum


class Kind(StrEnum):
    ENQUIRY = "enquiry"
    SERVICE_REQUEST = "service request"
    COMPLAINT = "complaint"
    INFORMATION_REQUEST = "freedom of information"
    CODE_OF_CONDUCT = "code of conduct"


# These leave the enquiry standard for a route of their own, with duties and dates of its own.
ROUTES = frozenset(Kind) - {Kind.ENQUIRY}

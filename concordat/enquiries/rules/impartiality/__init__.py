"""Whether political groups are answered alike: what may honestly be said, and in which words."""

from concordat.enquiries.rules.impartiality.asking import Asked
from concordat.enquiries.rules.impartiality.control import Change
from concordat.enquiries.rules.impartiality.figures import Report
from concordat.enquiries.rules.impartiality.reporting import NothingToCompare, report

__all__ = ["Asked", "Change", "NothingToCompare", "Report", "report"]

"""Who may read what stands at the front door."""

from concordat.people.access import any_office, may_run_council
from concordat.people.rules.offices import Office

__all__ = ["any_office", "may_read_trail", "may_run_council"]


def may_read_trail(office: Office) -> bool:
    """Whoever runs the council's Concordat. The trail tells who did what, and never what anyone wrote."""
    return may_run_council(office)

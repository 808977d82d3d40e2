"""Everything that can be done with councils, people and their offices."""

from concordat.people.actions.bodies import join, leave, make_body
from concordat.people.actions.closures import adopt_bank_holidays, close, reopen
from concordat.people.actions.councils import change_control, change_governance, found_council
from concordat.people.actions.demonstration import lend
from concordat.people.actions.duties import end_duty, give_duty
from concordat.people.actions.offices import appoint, correct, end_office
from concordat.people.actions.rosters import confirm_roster, import_roster, keep_roster

__all__ = [
    "adopt_bank_holidays",
    "appoint",
    "change_control",
    "change_governance",
    "close",
    "confirm_roster",
    "correct",
    "end_duty",
    "end_office",
    "found_council",
    "give_duty",
    "import_roster",
    "join",
    "keep_roster",
    "leave",
    "lend",
    "make_body",
    "reopen",
]

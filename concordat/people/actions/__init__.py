"""Everything that can be done with councils, people and their offices."""

from concordat.people.actions.bodies import join, leave, make_body
from concordat.people.actions.closures import (
    accept_differences,
    adopt_bank_holidays,
    close,
    keep_list,
    proclaim,
    reopen,
    set_hours,
)
from concordat.people.actions.councils import change_control, change_governance, found_council
from concordat.people.actions.demonstration import lend
from concordat.people.actions.duties import end_duty, give_duty
from concordat.people.actions.notices import tell_of_second_step
from concordat.people.actions.offices import appoint, correct, end_office
from concordat.people.actions.rosters import confirm_roster, import_roster, keep_roster
from concordat.people.actions.second_step import (
    add_passkey,
    draw_recovery_codes,
    remove_second_step,
    reset_second_step,
    set_up_authenticator,
)
from concordat.people.actions.sessions import begin_session, end_session, end_sessions, see_session
from concordat.people.actions.single_sign_on import cut_link, recognise, take_over_duties

__all__ = [
    "accept_differences",
    "add_passkey",
    "adopt_bank_holidays",
    "appoint",
    "begin_session",
    "change_control",
    "change_governance",
    "close",
    "confirm_roster",
    "correct",
    "cut_link",
    "draw_recovery_codes",
    "end_duty",
    "end_office",
    "end_session",
    "end_sessions",
    "found_council",
    "give_duty",
    "import_roster",
    "join",
    "keep_list",
    "keep_roster",
    "leave",
    "lend",
    "make_body",
    "proclaim",
    "recognise",
    "remove_second_step",
    "reopen",
    "reset_second_step",
    "see_session",
    "set_hours",
    "set_up_authenticator",
    "take_over_duties",
    "tell_of_second_step",
]

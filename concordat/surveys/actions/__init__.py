"""Everything that can be done with the health check: one file for each chapter of a wave's life."""

from concordat.surveys.actions.ballots import cast
from concordat.surveys.actions.files import render_due
from concordat.surveys.actions.instruments import add_item, copy_instrument, drop_item, move_item, reword_item
from concordat.surveys.actions.keys import collect_secret, name_holders
from concordat.surveys.actions.launching import launch, remind
from concordat.surveys.actions.opening import open_box
from concordat.surveys.actions.rosters import draw_up_roster, sign_roster
from concordat.surveys.actions.waves import change_wave, close, close_due, prepare_wave

__all__ = [
    "add_item",
    "cast",
    "change_wave",
    "close",
    "close_due",
    "collect_secret",
    "copy_instrument",
    "draw_up_roster",
    "drop_item",
    "launch",
    "move_item",
    "name_holders",
    "open_box",
    "prepare_wave",
    "remind",
    "render_due",
    "reword_item",
    "sign_roster",
]

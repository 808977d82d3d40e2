"""Everything that can be done with the health check: one file for each chapter of a wave's life."""

from concordat.surveys.actions.ballots import cast
from concordat.surveys.actions.comments import (
    code,
    collect_reviewers_secret,
    let_lapse,
    name_reviewer,
    publish_themes,
    read_comments,
)
from concordat.surveys.actions.files import render_due
from concordat.surveys.actions.instruments import add_item, copy_instrument, drop_item, move_item, reword_item
from concordat.surveys.actions.interchange import read_in_instrument
from concordat.surveys.actions.keys import collect_secret, name_holders
from concordat.surveys.actions.launching import launch, remind
from concordat.surveys.actions.opening import open_box
from concordat.surveys.actions.pooling import agree_to_pool, invite_to_pool, withdraw_from_pool
from concordat.surveys.actions.promised import (
    make_trends_anew,
    note_election,
    note_kept,
    note_not_kept,
    record_promise,
    strike_election,
)
from concordat.surveys.actions.rosters import draw_up_roster, sign_roster
from concordat.surveys.actions.slips import mark_for_paper, take_slips
from concordat.surveys.actions.waves import change_wave, close, close_due, prepare_wave
from concordat.surveys.actions.welsh import ask_in_welsh, say_checked

__all__ = [
    "add_item",
    "agree_to_pool",
    "ask_in_welsh",
    "cast",
    "change_wave",
    "close",
    "close_due",
    "code",
    "collect_reviewers_secret",
    "collect_secret",
    "copy_instrument",
    "draw_up_roster",
    "drop_item",
    "invite_to_pool",
    "launch",
    "let_lapse",
    "make_trends_anew",
    "mark_for_paper",
    "move_item",
    "name_holders",
    "name_reviewer",
    "note_election",
    "note_kept",
    "note_not_kept",
    "open_box",
    "prepare_wave",
    "publish_themes",
    "read_comments",
    "read_in_instrument",
    "record_promise",
    "remind",
    "render_due",
    "reword_item",
    "say_checked",
    "sign_roster",
    "strike_election",
    "take_slips",
    "withdraw_from_pool",
]

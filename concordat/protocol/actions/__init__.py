"""Everything that can be done with an instrument: one file for each chapter of its life."""

from concordat.protocol.actions.acknowledging import (
    acknowledge,
    ask,
    record_on_paper,
    remind_to_acknowledge,
    take_to_group,
    tell_of_reviews,
)
from concordat.protocol.actions.adopting import correct, resolve
from concordat.protocol.actions.comparing import compare_due, lay_beside, pair_by_hand, unpair
from concordat.protocol.actions.consulting import (
    answer_comment,
    change_last_day,
    open_consultation,
    say,
    take_comment_back,
    tell_due,
)
from concordat.protocol.actions.declaring import (
    declare,
    destroy_old_declarations,
    end_declaration,
    note_management,
)
from concordat.protocol.actions.drafting import (
    abandon_draft,
    add_clause,
    begin_draft,
    describe_draft,
    join_clause,
    number_draft,
    put_back_clause,
    remove_clause,
    reword_clause,
    shift_clause,
    split_clause,
)
from concordat.protocol.actions.gap_reading import ask_for_gaps, read_gaps_due
from concordat.protocol.actions.importing import (
    bring,
    confirm_reading,
    lay_due,
    read_due,
    repair,
    take_again,
    take_back,
    throw_away,
)
from concordat.protocol.actions.instruments import begin_instrument, change_instrument, set_review
from concordat.protocol.actions.modelling import begin_from_model, fill_in, take_family
from concordat.protocol.actions.rendering import order_files, order_redline, render_due

__all__ = [
    "abandon_draft",
    "acknowledge",
    "add_clause",
    "answer_comment",
    "ask",
    "ask_for_gaps",
    "begin_draft",
    "begin_from_model",
    "begin_instrument",
    "bring",
    "change_instrument",
    "change_last_day",
    "compare_due",
    "confirm_reading",
    "correct",
    "declare",
    "describe_draft",
    "destroy_old_declarations",
    "end_declaration",
    "fill_in",
    "join_clause",
    "lay_beside",
    "lay_due",
    "note_management",
    "number_draft",
    "open_consultation",
    "order_files",
    "order_redline",
    "pair_by_hand",
    "put_back_clause",
    "read_due",
    "read_gaps_due",
    "record_on_paper",
    "remind_to_acknowledge",
    "remove_clause",
    "render_due",
    "repair",
    "resolve",
    "reword_clause",
    "say",
    "set_review",
    "shift_clause",
    "split_clause",
    "take_again",
    "take_back",
    "take_comment_back",
    "take_family",
    "take_to_group",
    "tell_due",
    "tell_of_reviews",
    "throw_away",
    "unpair",
]

"""Everything that can be done with a study: one file for each chapter of its life."""

from concordat.viewpoints.actions.analysing import (
    go_back,
    make_solution,
    name_viewpoint,
    save_state,
    take_back,
    take_steps,
)
from concordat.viewpoints.actions.computing import (
    ask_for_bootstrap,
    ask_for_evidence,
    compute_due,
    stop_computation,
)
from concordat.viewpoints.actions.designing import (
    change_study,
    choose_asking,
    design_study,
    lay_grid,
    set_sorting,
    write_consent,
    write_instruction,
)
from concordat.viewpoints.actions.desk import drop_paraphrase, write_paraphrase
from concordat.viewpoints.actions.entering import enter_sort, read_sorts
from concordat.viewpoints.actions.opening import ask, close_due, close_study, open_study, remind, renew_link
from concordat.viewpoints.actions.questions import (
    add_question,
    drop_question,
    move_question,
    reword_question,
)
from concordat.viewpoints.actions.reporting import destroy_due, publish_report, render_due
from concordat.viewpoints.actions.sorting import (
    MovedOn,
    NotFinished,
    begin,
    hand_in,
    make_moves,
    take_part,
    throw_away,
)
from concordat.viewpoints.actions.statements import (
    add_statement,
    choose_statements,
    move_statement,
    read_statements,
    remove_statement,
    reword_statement,
)

__all__ = [
    "MovedOn",
    "NotFinished",
    "add_question",
    "add_statement",
    "ask",
    "ask_for_bootstrap",
    "ask_for_evidence",
    "begin",
    "change_study",
    "choose_asking",
    "choose_statements",
    "close_due",
    "close_study",
    "compute_due",
    "design_study",
    "destroy_due",
    "drop_paraphrase",
    "drop_question",
    "enter_sort",
    "go_back",
    "hand_in",
    "lay_grid",
    "make_moves",
    "make_solution",
    "move_question",
    "move_statement",
    "name_viewpoint",
    "open_study",
    "publish_report",
    "read_sorts",
    "read_statements",
    "remind",
    "remove_statement",
    "render_due",
    "renew_link",
    "reword_question",
    "reword_statement",
    "save_state",
    "set_sorting",
    "stop_computation",
    "take_back",
    "take_part",
    "take_steps",
    "throw_away",
    "write_consent",
    "write_instruction",
    "write_paraphrase",
]

"""The expectation register: both sources kept apart, felt and shown kept apart, every entry measured."""

from concordat.protocol.rules import expectations
from concordat.protocol.rules.clauses import Owed
from concordat.protocol.rules.expectations import Source
from concordat.surveys.rules.instrument import INSTRUMENT

ROOMS = {"enquiries", "dialogue", "learning", "advice", "concerns", "protocol"}


def entries(owed: Owed, source: Source) -> int:
    rows = expectations.register().values()
    return sum(each.owed is owed and source in each.sources for each in rows)


def test_the_two_lists_are_kept_apart_and_each_is_whole():
    """Counts of the register of both sources: where one entry covers two of a list, it stands once."""
    assert entries(Owed.BY_OFFICERS, Source.WORKBOOK) == 5
    assert entries(Owed.BY_OFFICERS, Source.LOCAL) == 11
    assert entries(Owed.BY_COUNCILLORS, Source.WORKBOOK) == 5
    assert entries(Owed.BY_COUNCILLORS, Source.LOCAL) == 7


def test_only_the_workbook_asks_for_direction_and_only_the_local_list_names_bullying():
    known = expectations.register()
    assert known["councillors.direction"].sources == {Source.WORKBOOK}
    assert known["councillors.no-bullying"].sources == {Source.LOCAL}


def test_what_is_ours_claims_no_source_of_theirs():
    ours = [each for each in expectations.register().values() if Source.OURS in each.sources]
    assert {each.key.split(".")[0] for each in ours} == {"both"}
    assert all(each.sources == {Source.OURS} for each in ours)


def test_every_entry_has_an_owner_something_felt_and_something_shown():
    for each in expectations.register().values():
        assert each.owed
        assert each.measure.felt
        assert each.measure.shown
        assert {shown.room for shown in each.measure.shown} <= ROOMS
        assert each.key.startswith(("officers.", "councillors.", "both."))


def test_the_questions_that_are_named_exist_in_the_built_in_health_check():
    asked = {item.id for item in INSTRUMENT}
    named = {item for each in expectations.register().values() for item in each.measure.items}
    assert named <= asked
    assert len(named) >= 18


def test_pressure_is_never_folded_into_an_average():
    known = expectations.register()
    assert [key for key, each in known.items() if each.measure.apart] == ["councillors.no-bullying"]
    pressing = {item.id for item in INSTRUMENT if item.pressure}
    for each in known.values():
        assert each.measure.apart or not pressing & set(each.measure.items)


def test_a_clause_under_a_key_of_ours_is_that_expectation_however_it_was_reworded():
    found = expectations.of("officers.timely", "Something else altogether.", owed=None)
    assert [each.key for each in found] == ["officers.timely"]


def test_another_councils_words_are_recognised_on_the_side_that_owes_them():
    for owed, key in (
        (Owed.BY_OFFICERS, "officers.partnership"),
        (Owed.BY_COUNCILLORS, "councillors.partnership"),
    ):
        assert [each.key for each in expectations.of("", "A working partnership", owed=owed)] == [key]


def test_where_nobody_is_named_it_is_held_against_both_sides():
    found = {each.key for each in expectations.of("", "respect, dignity and courtesy", owed=None)}
    assert found == {"officers.respect", "councillors.respect"}

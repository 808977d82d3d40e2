"""Redlines of real documents that were also read by hand: other people's, and never committed."""

import re

from concordat.protocol.rules.comparing import Comparison, Verdict, compare
from concordat.protocol.rules.comparing.masking import names_of
from tests.protocol.rules.reading.real_texts import needed, reading_of

RENUMBERED = dict(zip("klmnopqrstuvw", "ijklmnopqrstu", strict=True))


def standing_orders() -> Comparison:
    return compare(reading_of("full_03").clauses, reading_of("full_02").clauses)


def rows(comparison: Comparison, verdict: Verdict) -> list[tuple[str, str]]:
    return [
        (pair.old.path if pair.old else "", pair.new.path if pair.new else "")
        for pair in comparison.having(verdict)
    ]


@needed
def test_of_the_standing_orders_thirteen_are_merely_renumbered_and_one_changed_in_force():
    comparison = standing_orders()
    assert rows(comparison, Verdict.RENUMBERED) == [
        (f"3({old})", f"3({new})") for old, new in RENUMBERED.items()
    ]
    assert rows(comparison, Verdict.CHANGED) == [("1(r)", "1(r)")]
    (changed,) = comparison.changed_in_force
    assert [item.verdict for item in changed.items].count(Verdict.REMOVED) == 1
    assert {reason.what for reason in changed.reasons} >= {"list", "person"}
    assert changed.asks_again


@needed
def test_of_the_standing_orders_order_27_alone_is_new_and_none_is_gone():
    comparison = standing_orders()
    new = [path for _, path in rows(comparison, Verdict.NEW)]
    assert {path.partition("(")[0] for path in new} == {"27"}
    assert [path for path in new if path.count("(") == 1] == ["27(a)", "27(b)", "27(c)", "27(d)"]
    assert rows(comparison, Verdict.REMOVED) == []
    assert rows(comparison, Verdict.MOVED) == []


@needed
def test_of_the_standing_orders_what_was_restructured_and_what_is_editorial_is_what_was_read_by_hand():
    comparison = standing_orders()
    assert [old for old, _ in rows(comparison, Verdict.EDITORIAL)] == [
        "1(k)", "4(d)", "6(d)", "9", "12(d)", "13(c)", "18(c)",
    ]  # fmt: skip
    assert set(rows(comparison, Verdict.RESTRUCTURED)) >= {
        ("3(h)", "3(h)"), ("3(i)", "3(h)(i)"), ("3(j)", "3(h)(ii)"), ("9(g)", "9(g)"), ("9(h)", "9(g)"),
        ("25(a)", ""), ("25(a)", "25(a)"), ("25(a)", "25(b)"),
    }  # fmt: skip
    lettered = [
        pair for pair in comparison.having(Verdict.UNCHANGED) if pair.old and pair.old.path.count("(") == 1
    ]
    assert len(lettered) == 99


@needed
def test_of_the_standing_orders_the_one_stale_reference_is_told_and_not_mended():
    comparison = standing_orders()
    stale = [one for one in comparison.stale if one.fault == "points elsewhere"]
    assert [(one.reference, one.now_at) for one in stale] == [("standing order 3(s)", "3(q)")]
    assert stale[0].within.startswith("13")
    assert [one.sentence in comparison.warnings for one in stale] == [True]
    # And one that still leads where it led, to what has changed.
    assert [one.reference for one in comparison.stale if one.fault == "target changed"] == [
        "standing order 1(r)"
    ]


@needed
def test_matching_the_standing_orders_by_number_would_call_twenty_two_changed():
    """What a comparison by number says of the same two files, for contrast."""
    old, new = (by_number(name) for name in ("full_03", "full_02"))
    both = [path for path in old if path in new]
    assert sum(old[path] != new[path] for path in both) == 22
    assert len(standing_orders().changed_in_force) == 1


def by_number(name: str) -> dict[str, list[str]]:
    """Orders and lettered clauses, each with the words of its list, bare of marks and capitals."""
    tree = reading_of(name).clauses
    return {
        pair.new.path: re.findall(r"\w+", pair.new.text.casefold())
        for pair in compare(tree, tree).pairs
        if pair.new and pair.new.path and pair.new.path.count("(") <= 1
    }


@needed
def test_two_councils_with_one_policy_differ_in_nothing_but_their_names():
    old, new = reading_of("full_07"), reading_of("full_08")
    comparison = compare(old.clauses, new.clauses, mask=names_of(old, new))
    assert {pair.verdict for pair in comparison.pairs} <= {
        Verdict.UNCHANGED, Verdict.EDITORIAL, Verdict.RESTRUCTURED,
    }  # fmt: skip
    told = [pair.why for pair in comparison.having(Verdict.EDITORIAL)]
    assert all("a name that is masked" in why or "adopted, signed" in why for why in told), told


@needed
def test_a_rewriting_in_house_style_changed_nothing_in_force():
    old, new = reading_of("open_23a"), reading_of("open_23b")
    comparison = compare(old.clauses, new.clauses, mask=names_of(old, new))
    assert comparison.changed_in_force == ()
    rules = {
        pair.new.path: pair.verdict
        for pair in comparison.pairs
        if pair.new and pair.new.path in ("1", "2", "3")
    }
    assert set(rules) == {"1", "2", "3"}
    assert set(rules.values()) <= {Verdict.UNCHANGED, Verdict.EDITORIAL}
    gone = [pair.old.heading for pair in comparison.having(Verdict.REMOVED) if pair.old and pair.old.heading]
    assert gone == ["Background", "Purpose"]

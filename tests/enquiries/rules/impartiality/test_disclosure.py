"""With any data, no figure is let out of a group, a pair or a service that may not be shown."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.enquiries.rules.impartiality import NothingToCompare, data
from concordat.enquiries.rules.impartiality.figures import Compared, Group, Pair, Service, Tier
from concordat.enquiries.rules.impartiality.paper import paper
from concordat.enquiries.rules.impartiality.verdicts import Verdict
from concordat.papers.html import to_html
from concordat.smallsample.cells import why_withheld
from tests.enquiries.rules.impartiality.councils import UNTIL, told, year

NOTHING = Compared(Verdict.TOO_FEW)
sizes = st.lists(st.integers(1, 8), min_size=2, max_size=4)
GROUPS = ("Ash", "Beech", "Cedar", "Dogwood")


@st.composite
def councils(draw):
    groups = tuple(zip(GROUPS, draw(sizes), strict=False))
    enquiries = draw(st.integers(sum(size for _, size in groups), 120))
    return year(draw(st.integers(0, 10_000)), groups=groups, enquiries=enquiries)


def sent_by(rows, group):
    counts: dict[str, int] = {}
    for row in rows:
        if row.group == group:
            counts[row.councillor] = counts.get(row.councillor, 0) + 1
    return list(counts.values())


@pytest.mark.slow
@settings(deadline=None, max_examples=30)
@given(councils())
def test_no_figure_of_what_is_too_few_leaves_the_report(rows):
    report = told(rows, draws=99, by_service=True)
    small = {name for name in GROUPS if why_withheld(sent_by(rows, name))}
    for group in report.groups:
        if group.name in small:
            assert group.withheld is not None
        if group.withheld:
            assert group == Group(group.name, withheld=group.withheld)
    for pair in report.pairs:
        if small & set(pair.groups):
            assert pair.verdict is Verdict.TOO_FEW
        if pair.verdict is Verdict.TOO_FEW:
            assert pair == Pair(pair.groups, Verdict.TOO_FEW, pair.said, withheld=pair.withheld)
            assert not any(re.search(r"\d", str(sentence)) for sentence in pair.said)
        for check in pair.checks:
            if check.compared.verdict is Verdict.TOO_FEW:
                assert check.compared == NOTHING
    for service in report.services:
        assert not small & set(service.groups)
        if service.compared.verdict is Verdict.TOO_FEW:
            assert service == Service(
                service.service, service.groups, None, NOTHING, withheld=service.withheld
            )
    for tier in report.tiers:
        assert tier.withheld is None or tier == Tier(tier.office, withheld=tier.withheld)


@pytest.mark.slow
@settings(deadline=None, max_examples=15)
@given(councils())
def test_what_a_group_too_few_to_report_was_answered_changes_nothing_that_is_let_out(rows):
    """The same council, but for how the withheld groups were answered: the same report, byte for byte."""
    small = {name for name in GROUPS if len({row.councillor for row in rows if row.group == name}) < 5}
    other = [
        replace(row, answered=None if row.answered else UNTIL, paused_days=9.0 - row.paused_days)
        if row.group in small
        else row
        for row in rows
    ]
    try:
        one, two = told(rows, draws=99), told(other, draws=99)
    except NothingToCompare:
        return
    assert json.dumps(data.pairs(one)) == json.dumps(data.pairs(two))
    assert data.sheets(one) == data.sheets(two)
    assert written(one) == written(two)


def written(report):
    day = report.until
    return to_html(paper(report, council="Larkfield", committee="Standards", date=day))


@pytest.mark.slow
@settings(deadline=None, max_examples=10)
@given(councils())
def test_no_councillor_is_named_in_anything_that_is_let_out(rows):
    report = told(rows, draws=99, by_service=True)
    out = written(report) + json.dumps(data.pairs(report)) + repr(data.sheets(report)) + repr(report)
    assert not any(re.search(rf"\b{row.councillor}\b", out) for row in rows)


def test_an_enquiry_has_no_place_for_an_officer():
    """Who answered is never known to the report, so it cannot be named."""
    assert not any("officer" in name or "answered_by" in name for name in vars(type(year(1)[0])))


def test_service_by_service_hides_enough_that_none_can_be_worked_out():
    rows = year(8, groups=(("Ash", 8), ("Beech", 7)), enquiries=400)
    # Beech has almost nothing to ask of Housing, so what Ash asked of it must be hidden as well.
    kept = [row for row in rows if row.group == "Ash" or row.service != "Housing"]
    kept += [row for row in rows if row.group == "Beech" and row.service == "Housing"][:3]
    report = told(kept, by_service=True)
    assert {service.service: service.compared.verdict for service in report.services} == {
        "Highways": Verdict.TOO_FEW,
        "Housing": Verdict.TOO_FEW,
    }

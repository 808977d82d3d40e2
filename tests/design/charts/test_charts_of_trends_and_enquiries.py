"""Charts through time, and beside a margin: each says the figures that it was given, and nothing else."""

import re

import pytest

from concordat.design.charts.chart import Chart
from concordat.design.charts.margin import MarginRow, against_margin
from concordat.design.charts.multiples import Panel, small_multiples
from concordat.design.charts.waiting import WaitingCurve, waiting_curves
from tests.design.charts.test_charts import CHARTS, LONG, SEVEN, SIX, words_of


def a_trend(**more) -> Chart:
    panel = Panel("Trust", [SEVEN, SIX, SIX], [SIX, SIX, SEVEN], **more.pop("panel", {}))
    waves = ["2025", "2026", "2027"]
    return small_multiples(
        title="T", panels=[panel], waves=waves, first_name="Councillors", second_name="Officers", **more
    )


def test_where_something_else_was_asked_a_new_line_begins_on_that_side_alone():
    whole, broken = a_trend(), a_trend(panel={"begins": (frozenset({1}), frozenset())})
    assert whole.svg.count("L") - broken.svg.count("L") == 1
    assert broken.rows == whole.rows


def test_what_happened_between_two_waves_is_marked_between_them_and_nowhere_else():
    drawn = a_trend(marks=[(1, "A"), (3, "B")])
    assert {"A"} == set(words_of(drawn)) - set(words_of(a_trend()))


def test_a_timeline_names_what_happened_between_which_two():
    told = CHARTS["timeline"].description
    assert f"Between Councillors and Officers: {LONG}." in told
    assert CHARTS["timeline"].svg.count("stroke-dasharray") == len(CHARTS["timeline"].rows) / 2


def test_a_difference_that_may_not_be_shown_is_said_to_be_so_and_not_drawn():
    chart = against_margin(
        title="Beside the margin",
        rows=[
            MarginRow("Beech less Ash", "cannot tell", -4.5, (-9.0, 0.5), (-12.0, 3.0)),
            MarginRow("Cedar less Ash", "too few to report"),
        ],
        margin=10,
    )
    assert chart.rows == (
        ("Beech less Ash", "−4.5", "−9.0 to 0.5", "−12.0 to 3.0", "cannot tell"),
        ("Cedar less Ash", "not shown", "not shown", "not shown", "too few to report"),
    )
    assert "Cedar less Ash: too few to report." in chart.description
    shapes = "".join(re.findall(r"<(rect|path)", chart.svg))
    alone = against_margin(
        title="Beside the margin",
        rows=[MarginRow("Beech less Ash", "cannot tell", -4.5, (-9.0, 0.5), (-12.0, 3.0))],
        margin=10,
    )
    assert shapes == "".join(re.findall(r"<(rect|path)", alone.svg))


def test_the_margin_and_every_interval_stand_where_the_scale_has_them():
    """The whole 95% interval is within the drawing, however wide it is."""
    for reach in (0.5, 12, 80):
        chart = against_margin(
            title="Beside the margin",
            rows=[MarginRow("Beech less Ash", "cannot tell", 0.0, (-reach / 2, reach / 2), (-reach, reach))],
            margin=10,
        )
        ends = [float(x) for x in re.findall(r"M([\d.]+) [\d.]+v10", chart.svg)]
        (band,) = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="34"', chart.svg)
        left, wide = map(float, band)
        assert 0 <= min(ends) <= max(ends) <= 360
        assert (ends[1] - ends[0]) / wide == pytest.approx(reach / 10, rel=0.02)
        assert left + wide / 2 == pytest.approx(180, abs=0.2)


def test_curves_are_told_apart_without_colour():
    chart = waiting_curves(
        title="Still waiting",
        curves=[WaitingCurve(name, [100, 50, 20, 0]) for name in ("Ash", "Beech", "Cedar")],
    )
    dashes = re.findall(r'<path d="M2 [\d.]+H34"[^>]*?(?:stroke-dasharray="([^"]*)")?/>', chart.svg)
    assert len(set(dashes)) == 3
    assert chart.rows[0] == ("Ash", "100%", "50%", "20%")
    assert "Ash: 100% after day 0, 50% after day 1, 20% after day 2." in chart.description


@pytest.mark.parametrize("curves", [[], [[100]], [[100, 50], [100, 50, 20]]])
def test_curves_of_no_days_or_of_different_days_are_not_drawn(curves):
    with pytest.raises(ValueError, match="same days"):
        waiting_curves(
            title="Still waiting",
            curves=[WaitingCurve(str(place), shares) for place, shares in enumerate(curves)],
        )


def test_a_chart_beside_a_margin_needs_a_row():
    with pytest.raises(ValueError, match="need a row"):
        against_margin(title="Nothing", rows=[], margin=10)

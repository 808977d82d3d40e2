"""The pictures of a solution show its figures, and nothing where there is nothing to show."""

from functools import cache
from math import sqrt

import pytest

from concordat.design.charts import factor_array as arrays
from concordat.design.charts.svg import number
from concordat.papers.drawing import checked
from concordat.qmethod import analyse
from concordat.qmethod.bootstrap import bootstrap
from concordat.qmethod.results import Analysis
from concordat.qmethod.retention import evidence
from concordat.viewpoints.rules import drawings, readings
from concordat.viewpoints.rules.readings import View
from tests.effort import lines_run
from tests.qmethod.studies import made, read_study


@cache
def solution(name: str = "clean_three", factors: int = 3) -> Analysis:
    return analyse(read_study(made(name)), factors=factors)


@cache
def with_an_empty_view() -> Analysis:
    """Two factors, the second of which nobody defines."""
    full = solution("tiny", 2)
    taken = [
        {"op": "flag", "participant": name, "factor": 2, "value": False}
        for name, row in zip(full.study.participants, full.flags.tolist(), strict=True)
        if row[1]
    ]
    return analyse(full.study, factors=2, log=taken)


class TestLoadings:
    def test_each_sort_is_told_with_both_loadings_and_the_view_it_defines(self):
        analysis = solution()
        chart = drawings.loadings(analysis, factors=(1, 3), views=[View(name="Streets first")])
        assert chart.head == ("Sort", "Streets first", "View 3", "Defines")
        row = next(row for row in chart.rows if row[0] == "P01")
        shown = [float(cell.replace("−", "-")) for cell in row[1:3]]
        assert shown == pytest.approx(analysis.loadings[0, [0, 2]], abs=0.005)
        assert row[3] == "Streets first"
        second = {row[0] for row in chart.rows if row[3] == "neither"}
        assert second == {
            name
            for name, row in zip(analysis.study.participants, analysis.flags.tolist(), strict=True)
            if row[1]
        }

    def test_groups_are_drawn_where_they_are_given(self):
        sides = {f"P{n:02}": ("councillor", "officer")[n % 2] for n in range(1, 41)}
        chart = drawings.loadings(solution(), groups=sides)
        assert chart.head[1] == "Group"
        assert "councillor" in chart.svg

    def test_the_broken_lines_stand_where_chance_ends(self):
        chart = drawings.loadings(solution())
        edge = 30 + (1.96 / sqrt(36) + 1) / 2 * 300
        assert f"M{number(edge)} " in chart.svg

    def test_sixty_sorts_are_drawn_in_a_blink(self):
        analysis = solution("noisy_four", 4)
        assert lines_run(lambda: drawings.loadings(analysis)) < 60_000


class TestArrays:
    def test_the_cards_stand_where_the_analysis_puts_them(self):
        analysis = solution()
        chart = drawings.array(analysis, factor=2)
        told = {row[1]: row[0].replace("−", "-") for row in chart.rows}
        assert told == {
            statement.id: f"{value:g}"
            for statement, value in zip(
                analysis.study.statements, analysis.arrays[:, 1].tolist(), strict=True
            )
        }

    def test_what_sets_the_view_apart_is_framed(self):
        analysis = solution()
        chart = drawings.array(analysis, factor=1)
        framed = {row[1] for row in chart.rows if row[3] == arrays.DISTINGUISHES}
        assert framed == {card.id for card in readings.sets_apart(analysis, 1)}
        assert framed

    def test_a_view_that_nobody_defines_has_no_grid(self):
        assert drawings.array(with_an_empty_view(), factor=2) is None
        assert drawings.array(with_an_empty_view(), factor=1) is not None


class TestTheMap:
    def test_it_tells_the_correlations_of_the_views(self):
        analysis = solution()
        chart = drawings.viewpoint_map(analysis)
        told = [[float(cell.replace("−", "-")) for cell in row[2:]] for row in chart.rows]
        for row, known in zip(told, analysis.characteristics.factor_correlation.tolist(), strict=True):
            assert row == pytest.approx(known, abs=0.005)
        assert "100%" in chart.description

    def test_a_size_that_may_not_be_shown_is_not_in_the_drawing(self):
        shown = drawings.viewpoint_map(solution(), views=[View(defined_by="fewer than 5 sorts")])
        assert "13 sorts" in shown.svg
        assert "14 sorts" not in shown.svg
        assert shown.svg.count("a20 20") == 6

    def test_one_view_alone_needs_no_map(self):
        assert drawings.viewpoint_map(with_an_empty_view()) is None
        assert drawings.viewpoint_map(solution("tiny", 1)) is None


class TestTheOthers:
    def test_a_dumbbell_says_which_views_a_statement_sets_apart(self):
        analysis = solution()
        found = readings.contested(analysis, most=4)
        chart = drawings.distinguishing(analysis, statements=[told.statement for told in found])
        assert [row[0].split(":")[0] for row in chart.rows] == [told.statement for told in found]
        first = ", ".join(f"View {view}" for view in sorted(readings.tells_apart(found[0])))
        assert chart.rows[0][-1] == (first or "none")
        assert drawings.distinguishing(analysis, statements=[]) is None

    @pytest.mark.slow
    def test_intervals_hold_the_score_of_every_card(self):
        analysis = solution()
        chart = drawings.intervals(analysis, bootstrap(analysis, steps=50, seed=1), factor=1)
        numbers = [[float(cell.replace("−", "-")) for cell in row[2:]] for row in chart.rows]
        assert len(numbers) == 36
        assert [row[0] for row in numbers] == sorted((row[0] for row in numbers), reverse=True)
        assert sum(low <= score <= high for score, low, high in numbers) >= 34

    def test_a_scree_sets_the_study_beside_chance(self):
        chart = drawings.scree(evidence(read_study(made("clean_three")), most=5, permutations=50, splits=0))
        assert [row[3] for row in chart.rows] == ["yes", "yes", "yes", "no", "no"]

    @pytest.mark.parametrize("name", ["bipolar", "duplicate", "heywood", "ties", "tiny", "unforced"])
    def test_every_made_study_can_be_drawn(self, name):
        analysis = solution(name, 2)
        charts = [
            drawings.loadings(analysis),
            drawings.viewpoint_map(analysis),
            *(drawings.array(analysis, factor=factor) for factor in (1, 2)),
        ]
        for chart in charts:
            if chart is not None:
                checked(chart.svg)
                assert "nan" not in chart.svg

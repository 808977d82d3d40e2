"""The charts of a Q study say in a drawing, in sentences and in a table the same figures."""

from xml.etree import ElementTree

import pytest

from concordat.design.charts import factor_array as arrays
from concordat.design.charts.chart import Chart
from concordat.design.charts.distinguishing import StatementRow, distinguishing
from concordat.design.charts.factor_array import Card, factor_array
from concordat.design.charts.intervals import IntervalRow, intervals
from concordat.design.charts.loading_plot import LoadingPoint, loading_plot
from concordat.design.charts.marks import shape, signed, steps
from concordat.design.charts.scree import ScreePoint, scree
from concordat.design.charts.viewpoint_map import MapPlace, viewpoint_map
from concordat.papers.drawing import checked
from tests.effort import lines_run

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Officers tell councillors of a problem before the councillors read of it in the newspaper <really>"
COUNTS = {-4: 2, -3: 3, -2: 4, -1: 5, 0: 8, 1: 5, 2: 4, 3: 3, 4: 2}
GRID = [value for value, count in COUNTS.items() for _ in range(count)]


def cards() -> list[Card]:
    marks = {0: arrays.DISTINGUISHES, 35: arrays.AGREED}
    return [Card(f"s{n}", f"{LONG} {n}", value, marks.get(n, "")) for n, value in enumerate(GRID)]


def made() -> dict[str, Chart]:
    people = [
        LoadingPoint(
            f"P{n:02}", 0.9 - n * 0.03, -0.8 + n * 0.025, "View A" if n < 9 else "", ("cllr", "off")[n % 2]
        )
        for n in range(60)
    ]
    return {
        "scree": scree(points=[ScreePoint(n, 9 / n, 3 - n * 0.2) for n in range(1, 9)]),
        "loadings": loading_plot(points=people, names=("View A", "View B"), limit=0.33),
        "array": factor_array(cards=cards(), title="View A"),
        "map": viewpoint_map(
            views=[
                MapPlace(
                    "Settled accommodation between people who know each other well", 0.1, 0.2, 12, "12 sorts"
                ),
                MapPlace("View B", -0.6, 0.1, 3, "3 sorts"),
                MapPlace("View C", 0.4, -0.5, 7, "7 sorts"),
            ],
            correlations=[[1, 0.3, -0.1], [0.3, 1, 0.2], [-0.1, 0.2, 1]],
            share=0.86,
        ),
        "distinguishing": distinguishing(
            rows=[StatementRow(f"{LONG} {n}", (1.2, -0.4, 1.25, None), frozenset({2})) for n in range(8)],
            names=("View A", "View B", "View C", "View D"),
        ),
        "intervals": intervals(
            rows=[IntervalRow(f"s{n}", LONG, n / 10 - 2, n / 10 - 2.5, n / 10 - 1.4) for n in range(36)],
            title="How sure the scores of View A are",
        ),
    }


CHARTS = made()


def words_of(chart: Chart) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(chart.svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("kind", CHARTS)
def test_a_chart_is_one_well_formed_drawing_that_a_strict_policy_and_a_paper_allow(kind):
    for node in checked(CHARTS[kind].svg).iter():
        assert node.tag.removeprefix(SVG) in {"svg", "title", "desc", "g", "path", "rect", "text"}
        assert not {"style", "href", "class"} & set(node.attrib)


@pytest.mark.parametrize("kind", CHARTS)
def test_a_chart_has_a_title_a_description_sentences_and_an_even_table(kind):
    chart = CHARTS[kind]
    root = ElementTree.fromstring(chart.svg)
    assert root.findtext(f"{SVG}title")
    assert root.findtext(f"{SVG}desc")
    assert chart.description.endswith(".")
    assert {len(row) for row in chart.rows} == {len(chart.head)}
    assert len(set(chart.head)) == len(chart.head)


@pytest.mark.parametrize("kind", CHARTS)
def test_no_word_begins_or_ends_outside_the_drawing(kind):
    root = ElementTree.fromstring(CHARTS[kind].svg)
    _x, _y, width, height = (float(side) for side in root.get("viewBox").split())
    for node in root.iter(f"{SVG}text"):
        assert -1 <= float(node.get("x")) <= width
        assert 0 < float(node.get("y")) <= height


@pytest.mark.parametrize("kind", CHARTS)
def test_letters_are_never_smaller_than_twelve_pixels_on_a_phone(kind):
    root = ElementTree.fromstring(CHARTS[kind].svg)
    sizes = [float(node.get("font-size")) for node in root.iter() if node.get("font-size")]
    assert float(root.get("viewBox").split()[2]) == 360
    assert min(sizes) * 330 / 360 >= 11.9


@pytest.mark.parametrize("kind", CHARTS)
def test_the_same_figures_make_the_same_drawing(kind):
    assert made()[kind] == CHARTS[kind]


class TestMarks:
    def test_no_two_groups_share_an_outline(self):
        assert len({shape(place, 50, 50) for place in range(6)}) == 6

    def test_a_nought_has_no_sign_and_a_minus_is_a_true_minus(self):
        assert (signed(-0.001), signed(-1.5), signed(0.456, 1)) == ("0.00", "−1.50", "0.5")

    @pytest.mark.parametrize(("low", "high"), [(0, 12.7), (-2.3, 1.9), (0, 0.004), (-1, 1), (3, 3)])
    def test_the_steps_of_an_axis_hold_all_that_is_drawn(self, low, high):
        ladder = steps(low, high)
        assert ladder[0] <= low
        assert ladder[-1] >= high
        assert len(ladder) <= 9


class TestScree:
    def test_what_is_larger_than_chance_is_said_in_words(self):
        chart = scree(points=[ScreePoint(1, 5.14, 1.9), ScreePoint(2, 1.2, 1.7)])
        assert [row[3] for row in chart.rows] == ["yes", "no"]
        assert "Factor 2: 1.20, by chance 1.70." in chart.description

    def test_without_chance_nothing_of_it_is_drawn_or_claimed(self):
        chart = scree(points=[ScreePoint(1, 5), ScreePoint(2, 3)])
        assert "shuffled" not in chart.svg
        assert chart.rows[0] == ("1", "5.00", "not known", "not known")

    def test_no_factor_is_refused(self):
        with pytest.raises(ValueError, match="at least one factor"):
            scree(points=[])


class TestLoadingPlot:
    def test_what_defines_a_view_is_filled_and_said(self):
        one = loading_plot(points=[LoadingPoint("P01", 0.8, 0.1, "A")], names=("A", "B"), limit=0.3)
        none = loading_plot(points=[LoadingPoint("P01", 0.8, 0.1)], names=("A", "B"), limit=0.3)
        assert one.svg.count('fill="#17436b"') == none.svg.count('fill="#17436b"') + 1
        assert (one.rows, none.rows) == (
            (("P01", "0.80", "0.10", "A"),),
            (("P01", "0.80", "0.10", "neither"),),
        )

    def test_a_higher_loading_stands_further_right_and_further_up(self):
        chart = loading_plot(
            points=[LoadingPoint("low", -0.5, -0.5), LoadingPoint("high", 0.5, 0.5)],
            names=("A", "B"),
            limit=0.3,
        )
        spots = {
            n.text: n
            for n in ElementTree.fromstring(chart.svg).iter(f"{SVG}text")
            if n.text in {"low", "high"}
        }
        assert float(spots["high"].get("x")) > float(spots["low"].get("x"))
        assert float(spots["high"].get("y")) < float(spots["low"].get("y"))

    def test_sixty_sorts_in_one_spot_stand_in_the_table_though_not_all_can_be_lettered(self):
        points = [LoadingPoint(f"P{n}", 0.5, 0.5) for n in range(60)]
        chart = loading_plot(points=points, names=("A", "B"), limit=0.3)
        assert len(chart.rows) == 60
        assert sum(word.startswith("P") for word in words_of(chart)) <= 4
        assert "Names that would overlap are in the table only." in words_of(chart)
        apart = loading_plot(points=points[:1], names=("A", "B"), limit=0.3)
        assert not any("overlap" in word for word in words_of(apart))

    def test_groups_have_shapes_and_a_legend_and_too_many_are_refused(self):
        assert {"cllr", "off"} <= set(words_of(CHARTS["loadings"]))
        points = [LoadingPoint(f"P{n}", 0, 0, group=f"g{n}") for n in range(7)]
        with pytest.raises(ValueError, match="7 groups"):
            loading_plot(points=points, names=("A", "B"), limit=0.3)

    def test_it_is_fast_enough_to_be_drawn_at_every_turn(self):
        points = [LoadingPoint(f"P{n:02}", (n % 9 - 4) / 5, (n % 7 - 3) / 4) for n in range(60)]
        assert lines_run(lambda: loading_plot(points=points, names=("A", "B"), limit=0.3)) < 60_000


class TestFactorArray:
    def test_every_card_stands_in_the_column_of_its_value(self):
        chart = CHARTS["array"]
        root = ElementTree.fromstring(chart.svg)
        at = {n.text: float(n.get("x")) for n in root.iter(f"{SVG}text") if n.get("x")}
        assert all(abs(at[f"s{n}"] - at[str(value).replace("-", "−")]) < 0.2 for n, value in enumerate(GRID))

    def test_the_table_begins_at_the_top_and_tells_what_a_frame_means(self):
        chart = CHARTS["array"]
        assert [row[0] for row in chart.rows[:2]] == ["4", "4"]
        assert {row[1]: row[3] for row in chart.rows if row[3]} == {
            "s35": arrays.AGREED,
            "s0": arrays.DISTINGUISHES,
        }

    def test_labels_too_long_for_a_cell_become_places_that_the_table_explains(self):
        chart = factor_array(cards=[Card(f"statement-{n}", f"text {n}", n % 3) for n in range(9)], title="V")
        long = factor_array(
            cards=[Card(f"statement number {n}", f"text {n}", v) for n, v in enumerate(GRID)], title="V"
        )
        assert "statement-1" in words_of(chart)
        assert "36" in words_of(long)
        assert ("4", "36", "text 35", "") in long.rows

    def test_a_grid_of_twenty_columns_grows_wider_and_keeps_its_letters(self):
        chart = factor_array(cards=[Card(f"s{n}", "", n - 6) for n in range(20)], title="V")
        assert float(ElementTree.fromstring(chart.svg).get("width")) >= 500


class TestMap:
    def test_once_a_size_may_not_be_shown_all_circles_are_alike(self):
        views = [MapPlace("A", 0, 0, 40, "40 sorts"), MapPlace("B", 1, 1, None, "fewer than 5")]
        shown = viewpoint_map(views=views, correlations=[[1, 0], [0, 1]])
        sized = viewpoint_map(
            views=[MapPlace("A", 0, 0, 40, "40 sorts"), MapPlace("B", 1, 1, 2, "2 sorts")],
            correlations=[[1, 0], [0, 1]],
        )
        assert shown.svg.count("a20 20") == 4
        assert sized.svg.count("a34 34") == 2

    def test_distances_are_kept_in_proportion(self):
        views = [MapPlace("A", 0, 0), MapPlace("B", 3, 0), MapPlace("C", 0, 1)]
        chart = viewpoint_map(views=views, correlations=[[1, 0, 0]] * 3)
        at = {
            n.text: n
            for n in ElementTree.fromstring(chart.svg).iter(f"{SVG}text")
            if n.text in {"1", "2", "3"}
        }
        across = float(at["2"].get("x")) - float(at["1"].get("x"))
        up = float(at["1"].get("y")) - float(at["3"].get("y"))
        assert across == pytest.approx(3 * up, rel=0.01)

    @pytest.mark.parametrize("places", [[(0, 0)], [(0, 0), (0, 0)]])
    def test_a_single_view_and_two_in_one_place_can_be_drawn(self, places):
        views = [MapPlace(f"V{n}", x, y) for n, (x, y) in enumerate(places)]
        chart = viewpoint_map(views=views, correlations=[[1.0] * len(views)] * len(views))
        assert "nan" not in chart.svg

    def test_a_ragged_table_is_refused(self):
        with pytest.raises(ValueError, match="correlation of each view"):
            viewpoint_map(views=[MapPlace("A", 0, 0)], correlations=[[1, 2]])


class TestDistinguishing:
    def test_views_that_score_alike_do_not_cover_each_other(self):
        chart = distinguishing(rows=[StatementRow("One", (0.5, 0.5, 0.52))], names=("A", "B", "C"))
        heights = [
            node.get("y")
            for node in ElementTree.fromstring(chart.svg).iter(f"{SVG}text")
            if node.text in {"1", "2", "3"} and not node.get("font-weight")
        ]
        assert len(set(heights[-3:])) == 3

    def test_a_view_without_scores_is_said_to_be_not_shown(self):
        chart = distinguishing(rows=[StatementRow("One.", (0.5, None), frozenset({1}))], names=("A", "B"))
        assert chart.rows == (("One.", "0.50", "not shown", "A"),)
        assert "One: A 0.50, B not shown; sets apart A." in chart.description

    def test_a_score_too_few_is_refused(self):
        with pytest.raises(ValueError, match="2 views"):
            distinguishing(rows=[StatementRow("One", (0.5,))], names=("A", "B"))


class TestIntervals:
    def test_the_bar_runs_from_low_to_high_even_where_the_score_lies_outside(self):
        chart = intervals(rows=[IntervalRow("s1", "Text", 2.0, 0.5, 1.5)], title="V")
        assert chart.rows == (("s1", "Text", "2.00", "0.50", "1.50"),)

    def test_an_interval_that_ends_before_it_begins_is_refused(self):
        with pytest.raises(ValueError, match="no earlier"):
            intervals(rows=[IntervalRow("s1", "", 0, 1, -1)], title="V")

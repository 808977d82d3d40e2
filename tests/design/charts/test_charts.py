"""Each chart says in a drawing, in sentences and in a table the same released figures, and nothing else."""

import gzip
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from concordat.design.charts import svg
from concordat.design.charts.bands import BandRow, solid, three_bands
from concordat.design.charts.chart import Chart, Point
from concordat.design.charts.margin import MarginRow, against_margin
from concordat.design.charts.multiples import Panel, small_multiples
from concordat.design.charts.pairs import ArrowRow, DumbbellRow, arrows, dumbbell
from concordat.design.charts.replies import ReplyRow, replies
from concordat.design.charts.role_sort import TaskRow, role_sort
from concordat.design.charts.timeline import Happening, Lane, timeline
from concordat.design.charts.waiting import WaitingCurve, waiting_curves

SEVEN = Point(7.7, "7.7", 7.3, 8.1)
SIX = Point(6.2, "6.2", 5.9, 6.5)
ABOVE = Point(8.5, "8.5 or above", 8.5, 10, "or above")
BELOW = Point(2.5, "2.5 or below", 1, 2.5, "or below")
LONG = "Officers tell councillors of a problem before the councillors read of it in the newspaper <really>"
ABOUT_60 = (("about 35 of 60", 33, 37), ("about 20 of 60", 18, 22), ("fewer than 4 of 60", 0, 3))

COUNCILLORS_OF_60 = BandRow("Councillors", ABOUT_60, 60)
OFFICERS_HIDDEN = BandRow("Officers", None, 0)


def a_dumbbell(*rows: DumbbellRow) -> Chart:
    return dumbbell(title="Both sides", rows=rows, first_name="Councillors", second_name="Officers")


def many(length: int) -> dict[str, Chart]:
    """Every kind of chart, with so many rows."""
    return {
        "dumbbell": a_dumbbell(*[DumbbellRow(f"{LONG} {row}", SEVEN, SIX) for row in range(length)]),
        "arrows": arrows(
            title="Blind spots",
            rows=[ArrowRow(f"{LONG} {row}", SEVEN, SIX) for row in range(length)],
            own_name="Of themselves",
            others_name="Councillors of them",
        ),
        "bands": three_bands(
            title="How often",
            rows=[BandRow(f"{LONG} {row}", ABOUT_60, 60) for row in range(length)],
            band_names=("Never", "Once or twice", "More often"),
        ),
        "replies": replies(title="Replies", rows=[ReplyRow(f"Side {row}", 44, 60) for row in range(length)]),
        "multiples": small_multiples(
            title="Trends",
            panels=[Panel(f"Trust {row}", [SEVEN, None, SIX], [SIX, SIX, SEVEN]) for row in range(length)],
            waves=["2025", "2026", "2027"],
            first_name="Councillors",
            second_name="Officers",
        ),
        "role sort": role_sort(
            title="Whose task",
            rows=[
                TaskRow(f"{LONG} {row}", COUNCILLORS_OF_60, OFFICERS_HIDDEN, f"{LONG}.")
                for row in range(length)
            ],
            band_names=("Councillors", "Both together", "Officers"),
        ),
        "timeline": timeline(
            title="Where the balance lay",
            lanes=[Lane(f"Group {row}", [COUNCILLORS_OF_60, OFFICERS_HIDDEN]) for row in range(length)],
            band_names=("Councillors dictated it", "Councillors kept hands off", "An even balance"),
            happenings=[Happening(1, LONG)],
        ),
        "margin": against_margin(
            title="Beside the margin",
            rows=[
                MarginRow(f"{LONG} {row}", LONG, -4.5, (-9.0, 0.5), (-12.0, 3.0))
                if row % 2
                else MarginRow(f"{LONG} {row}", "too few to report")
                for row in range(length)
            ],
            margin=10,
        ),
        "waiting": waiting_curves(
            title="Still waiting",
            curves=[
                WaitingCurve(f"{LONG} {row}", [max(0, 90 - row - 4 * day) for day in range(21)])
                for row in range(length)
            ],
        ),
    }


CHARTS = many(10)


def words_of(chart: Chart) -> list[str]:
    return [
        node.text or "" for node in ElementTree.fromstring(chart.svg).iter("{http://www.w3.org/2000/svg}text")
    ]


@pytest.mark.parametrize("kind", CHARTS)
def test_a_chart_is_one_well_formed_drawing_that_a_strict_policy_allows(kind):
    chart = CHARTS[kind]
    for node in ElementTree.fromstring(chart.svg).iter():
        tag = node.tag.split("}")[1]
        assert tag in {"svg", "title", "desc", "g", "path", "rect", "text"}
        assert not {"style", "href", "class"} & set(node.attrib)
        assert not any(name.startswith("on") for name in node.attrib)


@pytest.mark.parametrize("kind", ["dumbbell", "arrows", "bands", "replies"])
def test_ten_rows_of_two_lines_weigh_less_than_a_small_picture(kind):
    assert len(CHARTS[kind].svg.encode()) < 11_000
    assert len(gzip.compress(CHARTS[kind].svg.encode())) < 2_000


@pytest.mark.parametrize("kind", CHARTS)
def test_a_chart_has_words_and_a_table_of_its_own_width(kind):
    chart = CHARTS[kind]
    assert chart.description.endswith(".")
    assert chart.rows
    assert {len(row) for row in chart.rows} == {len(chart.head)}
    assert len(set(chart.head)) == len(chart.head)


@pytest.mark.parametrize("kind", CHARTS)
def test_nothing_is_drawn_outside_the_drawing(kind):
    root = ElementTree.fromstring(CHARTS[kind].svg)
    _x, _y, width, height = (float(side) for side in root.get("viewBox").split())
    for node in root.iter("{http://www.w3.org/2000/svg}text"):
        assert -1 <= float(node.get("x")) <= width
        assert 0 < float(node.get("y")) <= height


@pytest.mark.parametrize("kind", CHARTS)
def test_the_same_figures_make_the_same_drawing(kind):
    assert many(10)[kind] == CHARTS[kind]


@pytest.mark.parametrize("width", [280, 360, 640])
def test_a_chart_may_be_drawn_wider_for_paper(width):
    chart = dumbbell(
        title="T",
        rows=[DumbbellRow(LONG, SEVEN, SIX)],
        first_name="Councillors",
        second_name="Officers",
        width=width,
    )
    assert f'viewBox="0 0 {width} ' in chart.svg


@pytest.mark.parametrize("kind", CHARTS)
def test_letters_are_never_smaller_than_twelve_pixels_on_a_phone(kind):
    root = ElementTree.fromstring(CHARTS[kind].svg)
    sizes = [float(node.get("font-size")) for node in root.iter() if node.get("font-size")]
    shrunk = 330 / float(root.get("viewBox").split()[2])  # a phone 360 wide less its two margins
    assert min(sizes) * shrunk >= 11.9


class TestDumbbell:
    def test_what_is_printed_is_what_was_released_and_not_the_value_behind_it(self):
        odd = Point(7.6543, "7.7", 7.3, 8.1)
        chart = a_dumbbell(DumbbellRow("Advice", odd, SIX))
        assert "7.7" in words_of(chart)
        assert "7.65" not in chart.svg.split("</desc>")[0] + chart.description + str(chart.rows)

    def test_the_table_and_the_sentences_say_the_same(self):
        chart = a_dumbbell(DumbbellRow("Advice", SEVEN, SIX))
        assert chart.rows == (("Advice", "7.7", "7.3 to 8.1", "6.2", "5.9 to 6.5"),)
        assert (
            "Advice: Councillors 7.7 (likely 7.3 to 8.1), Officers 6.2 (likely 5.9 to 6.5)."
            in chart.description
        )

    def test_a_side_that_is_not_shown_is_said_to_be_so(self):
        chart = a_dumbbell(DumbbellRow("Advice", SEVEN, None))
        assert "Officers: not shown" in words_of(chart)
        assert chart.rows == (("Advice", "7.7", "7.3 to 8.1", "not shown", "not shown"),)
        assert "Officers not shown." in chart.description

    def test_two_figures_that_agree_do_not_hide_each_other(self):
        chart = a_dumbbell(DumbbellRow("Advice", SIX, SIX))
        heights = {node.get("y") for node in ElementTree.fromstring(chart.svg).iter() if node.text == "6.2"}
        assert len(heights) == 2

    def test_a_capped_figure_runs_out_in_an_arrow_and_a_plain_one_ends_in_a_bar(self):
        capped, plain = a_dumbbell(DumbbellRow("A", ABOVE, None)), a_dumbbell(DumbbellRow("A", SEVEN, None))
        assert "m-6-5 6 5-6 5" in capped.svg
        assert "m-6-5 6 5-6 5" not in plain.svg
        assert "l-6 5 6 5" in a_dumbbell(DumbbellRow("A", BELOW, None)).svg

    def test_a_higher_figure_stands_further_right(self):
        chart = a_dumbbell(*[DumbbellRow(str(v), Point(v, f"v{v}", v, v), None) for v in range(1, 11)])
        placed = {
            node.text: float(node.get("x"))
            for node in ElementTree.fromstring(chart.svg).iter()
            if node.get("x")
        }
        xs = [placed[f"v{value}"] for value in range(1, 11)]
        assert xs == sorted(xs)
        steps = {round(b - a) for a, b in pairwise(xs)}
        assert max(steps) - min(steps) <= 1

    def test_without_colour_the_two_sides_have_two_shapes(self):
        chart = a_dumbbell(DumbbellRow("Advice", SEVEN, SIX))
        assert re.search(r'd="M[^"]*a6\.5 6\.5[^"]*" fill="#17436b"', chart.svg)
        assert re.search(r'd="M[^"]*l8 8-8 8-8-8z" fill="#b8500c"', chart.svg)


class TestArrows:
    def test_an_arrow_runs_from_what_they_say_to_what_is_said_of_them(self):
        chart = CHARTS["arrows"]
        assert chart.head[1] == "Of themselves"
        assert "Each arrow runs from “Of themselves” to “Councillors of them”" in chart.description

    def test_where_both_agree_there_is_no_arrow(self):
        agreeing = [ArrowRow("A", SIX, SIX)]
        chart = arrows(title="T", rows=agreeing, own_name="Own", others_name="Others")
        assert 'stroke-width="2"' in CHARTS["arrows"].svg
        assert re.search(r'd="" fill="none" stroke="#17252b"', chart.svg)

    def test_long_names_stand_above_the_numbers_of_the_scale_and_not_among_them(self):
        names = ("Councillors of themselves", "Officers of them")
        rows = [ArrowRow("A", SEVEN, SIX)]
        chart = arrows(title="T", rows=rows, own_name=names[0], others_name=names[1])
        told = {
            n.text: float(n.get("y"))
            for n in ElementTree.fromstring(chart.svg).iter()
            if n.text in (*names, "10") and n.get("y")
        }
        assert told["10"] - told[names[1]] >= svg.LINE
        assert told[names[1]] - told[names[0]] >= svg.SMALL


class TestBands:
    def test_only_what_surely_belongs_to_a_band_is_solid(self):
        assert solid(BandRow("A", ABOUT_60, 60)) == [(0, 33), (37, 57), (60, 60)]

    def test_bands_that_touch_nowhere_surely_leave_the_middle_open(self):
        start, end = solid(BandRow("A", (("", 2, 9), ("", 0, 3), ("", 2, 9)), 12))[1]
        assert start == end

    @pytest.mark.parametrize("n", [10, 20, 60])
    def test_the_solid_stretches_never_overlap(self, n):
        for low in range(n + 1):
            for wide in range(4):
                first = ("", max(0, low - wide), min(n, low + wide))
                last = ("", max(0, n - low - wide), min(n, n - low + wide))
                edges = [
                    edge for stretch in solid(BandRow("A", (first, ("", 0, 3), last), n)) for edge in stretch
                ]
                assert edges == sorted(edges)

    def test_a_row_that_is_not_shown_says_so_and_draws_no_bar(self):
        chart = three_bands(
            title="T", rows=[BandRow("Pressed", None, 60)], band_names=("Never", "Once", "Often")
        )
        assert "Not shown" in words_of(chart)
        assert chart.rows == (("Pressed", "not shown", "not shown", "not shown"),)
        assert "Pressed: not shown." in chart.description

    def test_each_band_is_told_in_heads(self):
        chart = three_bands(
            title="T", rows=[BandRow("A", ABOUT_60, 60)], band_names=("Never", "Once", "Often")
        )
        assert "A: Never about 35 of 60, Once about 20 of 60, Often fewer than 4 of 60." in chart.description


class TestMultiples:
    def test_a_missing_wave_breaks_the_line(self):
        def lines(points: list[Point | None]) -> int:
            chart = small_multiples(
                title="T",
                panels=[Panel("A", points, [None] * 3)],
                waves=["1", "2", "3"],
                first_name="C",
                second_name="O",
            )
            return chart.svg.count("L")

        assert lines([SEVEN, None, SIX]) == lines([None] * 3)
        assert lines([SEVEN, SIX, SIX]) == lines([None] * 3) + 2

    def test_every_panel_needs_every_wave(self):
        with pytest.raises(ValueError, match="each of 2 waves"):
            small_multiples(
                title="T",
                panels=[Panel("A", [SIX], [SIX])],
                waves=["1", "2"],
                first_name="C",
                second_name="O",
            )

    def test_two_latest_figures_never_stand_in_one_another(self):
        panels = [Panel("A", [SIX], [Point(6.3, "6.3", 6, 6.6)])]
        chart = small_multiples(title="T", panels=panels, waves=["1"], first_name="C", second_name="O")
        ys = [float(n.get("y")) for n in ElementTree.fromstring(chart.svg).iter() if n.text in {"6.2", "6.3"}]
        assert abs(ys[0] - ys[1]) >= 15

    def test_the_first_and_the_last_wave_are_told_apart_and_do_not_run_into_each_other(self):
        waves = ["Health check, October 2025", "Health check, May 2026"]
        panels = [Panel("A", [SIX, SIX], [SEVEN, SEVEN])] * 2
        chart = small_multiples(title="T", panels=panels, waves=waves, first_name="C", second_name="O")
        told = {n.text: float(n.get("y")) for n in ElementTree.fromstring(chart.svg).iter() if n.get("y")}
        assert told["May 2026"] - told["October 2025"] >= 15
        assert [row[1] for row in chart.rows[:2]] == waves


class TestReplies:
    def test_the_bar_is_filled_as_far_as_the_answers_reach(self):
        chart = replies(title="T", rows=[ReplyRow("Councillors", 30, 60)])
        widths = [float(w) for w in re.findall(r'<rect[^>]* width="([\d.]+)"', chart.svg)]
        assert widths[0] == pytest.approx(widths[1] / 2)
        assert "Councillors: 30 of 60 replied" in words_of(chart)

    @pytest.mark.parametrize(("replied", "invited"), [(61, 60), (-1, 60), (0, 0)])
    def test_more_than_all_cannot_reply(self, replied, invited):
        with pytest.raises(ValueError, match="cannot have replied"):
            replies(title="T", rows=[ReplyRow("Councillors", replied, invited)])


@pytest.mark.parametrize("kind", CHARTS)
def test_a_printer_that_knows_no_stylesheet_draws_it_too(kind):
    import resvg_py

    png = bytes(resvg_py.svg_to_bytes(svg_string=CHARTS[kind].svg, width=400))
    assert png.startswith(b"\x89PNG")
    assert len(png) > 2_000


def test_a_role_sort_says_the_gap_beneath_each_pair_and_in_each_row():
    chart = CHARTS["role sort"]
    assert {row[-1] for row in chart.rows} == {f"{LONG}."}
    assert chart.rows[1][2:5] == ("not shown",) * 3

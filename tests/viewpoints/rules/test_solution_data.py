"""Tables and the package of a solution hold every figure, and nothing of people where it is not asked for."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from functools import cache

import numpy as np
import openpyxl
import pytest

from concordat.qmethod import analyse, read, replay
from concordat.qmethod.results import Analysis
from concordat.viewpoints.rules import solution_data, solution_tables
from concordat.viewpoints.rules.r_script import r_script
from concordat.viewpoints.rules.readings import View
from tests.qmethod.studies import made, read_study


@cache
def solution(name: str = "clean_three", factors: int = 3, mode: str = "standard") -> Analysis:
    return analyse(read_study(made(name)), factors=factors, mode=mode)


def opened(data: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


class TestTables:
    def test_the_workbook_holds_every_score_and_loading_in_full(self):
        analysis = solution()
        sheets = opened(solution_data.as_xlsx(analysis))
        # A workbook holds sixteen digits of the seventeen.
        scores = [list(row[2:5]) for row in sheets["Statements"][1:]]
        assert np.array(scores) == pytest.approx(analysis.zscores, abs=1e-14)
        loadings = [list(row[1:4]) for row in sheets["Loadings"][1:]]
        assert np.array(loadings) == pytest.approx(analysis.loadings, abs=1e-14)
        assert len(sheets["Differences"]) == 1 + 36 * 3

    def test_without_people_there_is_neither_a_sort_nor_a_loading(self):
        sheets = solution_data.sheets(solution(), people=False)
        assert not {"Loadings", "Sorts"} & set(sheets)
        told = str([sheet.rows for name, sheet in sheets.items() if name != "Method"])
        assert "P07" not in told

    def test_names_given_to_views_head_their_columns(self):
        sheets = solution_data.sheets(solution(), views=[View(name="Streets first")])
        assert "z-score, Streets first" in sheets["Statements"].head
        assert "z-score, View 2" in sheets["Statements"].head

    def test_a_crib_sheet_says_why_to_look_at_a_card(self):
        rows = solution_tables.crib_sheets(solution(), ["a", "b", "c"]).rows
        first = rows[0]
        assert first[0] == "a"
        assert "highest column" in first[1]
        assert first[4] == 4
        assert any("no other view puts it lower" in row[1] for row in rows)

    @pytest.mark.parametrize("mode", ["standard", "qmethod", "kade"])
    def test_every_mode_fills_the_workbook(self, mode):
        sheets = opened(solution_data.as_xlsx(solution(mode=mode)))
        assert ("mode", mode) in [row[:2] for row in sheets["Method"]]

    def test_an_oblique_solution_tells_correlations_beside_the_pattern(self):
        oblique = analyse(read_study(made("clean_three")), factors=2, rotation="oblimin")
        assert "Correlation with View 1" in solution_data.sheets(oblique)["Loadings"].head


class TestThePackage:
    def test_it_holds_the_sorts_in_every_format_and_each_can_be_read_again(self):
        analysis = solution()
        archive = zipfile.ZipFile(io.BytesIO(solution_data.package(analysis)))
        names = set(archive.namelist())
        assert {
            "sorts.csv",
            "loadings.csv",
            "flags.csv",
            "reproduce.R",
            "analysis.json",
            "README.txt",
        } <= names
        forms = {name.split("/")[1] for name in names if name.startswith("study/")}
        assert {
            "csv",
            "xlsx",
            "json",
            "pqmethod",
            "kade-1",
            "kade-2",
            "kade-zip",
            "kenq-csv",
            "htmlq",
        } <= forms
        assert {"easy-htmlq", "quince"} <= forms
        for form in ("pqmethod/study.dat", "kade-2/study.xlsx", "htmlq/study.csv", "json/study.json"):
            again = read(archive.read(f"study/{form}"), name=form.split("/")[1])
            assert [each.values for each in again.sorts] == [each.values for each in analysis.study.sorts]

    def test_a_format_that_cannot_hold_the_study_is_named_with_the_reason(self):
        analysis = solution("unforced", 2)
        wide = replace(
            analysis.study,
            sorts=(replace(analysis.study.sorts[0], values=(40, *analysis.study.sorts[0].values[1:])),
                   *analysis.study.sorts[1:]),
        )  # fmt: skip
        archive = zipfile.ZipFile(io.BytesIO(solution_data.package(analysis, study=wide)))
        told = archive.read("README.txt").decode()
        assert "Not in this package:" in told
        assert "PQMethod .DAT, with .STA: " in told
        assert not any("pqmethod" in name for name in archive.namelist())

    @pytest.mark.slow
    def test_its_record_replays_to_the_same_numbers(self):
        analysis = solution("noisy_four", 4)
        archive = zipfile.ZipFile(io.BytesIO(solution_data.package(analysis)))
        told = json.loads(archive.read("analysis.json"))
        again = replay(told["record"], read_study(made("noisy_four")))
        assert again.loadings.tolist() == told["loadings"]

    def test_the_same_solution_gives_the_same_bytes(self):
        assert solution_data.package(solution()) == solution_data.package(solution())

    def test_what_was_left_out_of_the_analysis_is_kept_in_the_study(self):
        whole = read_study(made("clean_three"))
        part = analyse(replace(whole, sorts=whole.sorts[:30]), factors=3)
        archive = zipfile.ZipFile(io.BytesIO(solution_data.package(part, study=whole)))
        assert len(read(archive.read("sorts.csv"), name="sorts.csv").sorts) == 30
        assert len(read(archive.read("study/csv/study.csv"), name="study.csv").sorts) == 40


class TestTheScript:
    def test_it_asks_for_what_the_solution_asked_for(self):
        script = r_script(solution(mode="qmethod"))
        assert 'qmethod(sorts, nfactors = 3, extraction = "PCA"' in script
        assert 'rotation = "varimax", forced = TRUE' in script
        assert "mode standard" not in script

    def test_an_unforced_study_names_its_grid(self):
        analysis = solution("unforced", 2)
        script = r_script(analysis)
        assert "forced = FALSE" in script
        grid = [float(value) for value in script.split("distribution = c(")[1].split(")")[0].split(",")]
        assert grid == sorted(analysis.study.nominal_grid)

    def test_what_r_cannot_do_begins_from_our_loadings(self):
        turned = analyse(
            read_study(made("clean_three")),
            factors=3,
            log=[{"op": "rotate", "factors": [1, 2], "degrees": 5}],
        )
        axis = analyse(read_study(made("clean_three")), factors=3, extraction="principal-axis")
        for analysis in (turned, axis):
            script = r_script(analysis)
            assert "qzscores(sorts, nfactors = 3, loa = loadings, flagged = flags" in script
            assert "qmethod(sorts" not in script

    def test_our_loadings_and_flags_are_as_the_script_reads_them(self):
        analysis = solution()
        archive = zipfile.ZipFile(io.BytesIO(solution_data.package(analysis)))
        loadings = list(csv.reader(io.StringIO(archive.read("loadings.csv").decode())))
        assert loadings[0] == ["sort", "f1", "f2", "f3"]
        assert [[float(each) for each in row[1:]] for row in loadings[1:]] == analysis.loadings.tolist()
        flags = list(csv.reader(io.StringIO(archive.read("flags.csv").decode())))
        assert [[each == "1" for each in row[1:]] for row in flags[1:]] == analysis.flags.tolist()

    def test_a_title_cannot_end_its_comment(self):
        study = replace(read_study(made("tiny")), title='A "study"\nsystem("rm")\r\u2028q()')
        lines = r_script(analyse(study, factors=2)).splitlines()
        assert lines[0].startswith("# A")
        assert not any(line.startswith(("system", "q(")) for line in lines)

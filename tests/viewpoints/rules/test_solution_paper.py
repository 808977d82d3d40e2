"""The paper of a solution says what was found, what was not, and how; and it is the same in three formats."""

import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO

import pytest

from concordat.papers.document import BulletList, Figure, Paper, Paragraph, Section, Table, plain_text
from concordat.papers.html import to_html
from concordat.papers.word import to_word
from concordat.qmethod import Study, analyse
from concordat.qmethod.results import Analysis
from concordat.viewpoints.rules import readings, solution_words
from concordat.viewpoints.rules.readings import View
from concordat.viewpoints.rules.solution_paper import Setting, paper
from tests.qmethod.studies import made, read_study

ON = Setting(council="Marlbridge District Council", date=date(2026, 11, 22))
LOG = [
    {
        "op": "rotate",
        "factors": [1, 2],
        "degrees": -12.5,
        "why": "P07 edits the plan",
        "at": "2026-11-22T10:02",
    },
    {"op": "flag", "participant": "P05", "factor": 1, "value": False, "why": "a slip"},
    {"op": "undo"},
]


@cache
def solution(name: str = "clean_three", factors: int = 3, mode: str = "standard") -> Analysis:
    return analyse(read_study(made(name)), factors=factors, mode=mode)


def made_paper(analysis: Analysis, **more: object) -> Paper:
    return paper(analysis, setting=ON, **more)


def section(found: Paper, heading: str) -> Section:
    return next(each for each in (*found.body, *found.appendices) if each.heading == heading)


def tables(found: Section) -> dict[str, Table]:
    return {block.caption: block for block in found.blocks if isinstance(block, Table)}


def prose(found: Section) -> str:
    return " ".join(plain_text(block.words) for block in found.blocks if isinstance(block, Paragraph))


class TestAView:
    def test_its_ends_are_told_with_the_words_of_the_statements(self):
        found = section(made_paper(solution()), "View 1")
        lists = [block for block in found.blocks if isinstance(block, BulletList)]
        assert plain_text(lists[0].items[0]).startswith(
            "At +4: Ward councillors should have a say in how services are run in their own streets. (s33)"
        )
        assert plain_text(lists[1].items[0]).startswith("At −4: ")

    def test_what_people_wrote_of_it_stands_in_place_of_the_placeholder(self):
        told = View(
            name="Streets first", narrative=("They know their streets.",), comments=(("s33", "My road"),)
        )
        found = made_paper(solution(), views=[told])
        assert "Nobody has yet put this view into words" in prose(section(found, "View 2"))
        first = section(found, "Streets first")
        assert "They know their streets." in prose(first)
        assert "Nobody has yet" not in prose(first)
        assert "“My road”" in to_html(found)

    def test_a_factor_that_no_sort_defines_is_said_to_be_empty(self):
        analysis = solution("tiny", factors=2)
        empty = analyse(
            analysis.study,
            factors=2,
            log=[
                {"op": "flag", "participant": name, "factor": 2, "value": False}
                for name, row in zip(analysis.study.participants, analysis.flags.tolist(), strict=True)
                if row[1]
            ],
        )
        found = made_paper(empty)
        assert "No sort defines this factor" in prose(section(found, "View 2"))
        assert "no scores" in to_html(found)


class TestAgreement:
    def test_only_what_was_shown_to_agree_is_called_so(self):
        analysis = solution("noisy_four", 4)
        met = tables(section(made_paper(analysis), "Where the views meet"))
        agreed = (
            {row[0].split(":")[0] for row in met["Shown to agree"].rows} if "Shown to agree" in met else set()
        )
        undecided = {row[0].split(":")[0] for row in met["Not found to differ"].rows}
        assert agreed == {told.statement for told in readings.consensus(analysis)}
        assert undecided
        assert not agreed & undecided
        for told in analysis.statements:
            if told.statement in undecided:
                assert all(pair.corrected_p >= 0.05 for pair in told.pairs.values())
                assert not all(pair.agrees for pair in told.pairs.values())

    def test_what_a_program_calls_consensus_is_told_as_its_word_and_not_as_ours(self):
        found = made_paper(solution(mode="qmethod"))
        assert "qmethod calls them consensus" in prose(section(found, "Where the views meet"))
        assert "Shown to agree" not in tables(section(found, "Where the views meet"))

    def test_contested_statements_come_widest_first_and_become_questions(self):
        analysis = solution()
        spreads = [readings.spread(analysis, told.statement) for told in readings.contested(analysis)]
        assert spreads == sorted(spreads, reverse=True)
        found = section(made_paper(analysis), "To talk about")
        first = readings.text_of(analysis, readings.contested(analysis)[0].statement)
        assert plain_text(found.blocks[1].items[0]).startswith(first)


class TestViewsOfFew:
    def test_a_view_of_one_sort_is_reported_like_any_other_with_a_caution(self):
        analysis = solution("tiny", factors=2)
        place = next(at for at, row in enumerate(analysis.flags.tolist()) if row[1])
        keep = analysis.study.participants[place]
        single = analyse(
            analysis.study,
            factors=2,
            log=[
                {"op": "flag", "participant": name, "factor": 2, "value": False}
                for name, row in zip(analysis.study.participants, analysis.flags.tolist(), strict=True)
                if row[1] and name != keep
            ],
        )
        found = to_html(made_paper(single))
        assert "View 2 is defined by at most 2 sorts" in found
        assert "Defined by: 1 sort." in found
        assert "+" in plain_text(
            next(b for b in section(made_paper(single), "View 2").blocks if isinstance(b, BulletList)).items[
                0
            ]
        )


class TestWithoutPeople:
    def test_neither_sorts_nor_loadings_nor_names_of_sorts_are_let_out(self):
        study = read_study(made("bipolar"))
        secret = replace(
            study,
            sorts=tuple(replace(each, participant=f"Xq{n:03}") for n, each in enumerate(study.sorts)),
        )
        log = [{**step, "participant": "Xq005"} if "participant" in step else step for step in LOG[:2]]
        analysis = analyse(secret, factors=2, log=log)
        open_paper, shut = made_paper(analysis), made_paper(analysis, people=False)
        assert "Xq005" in to_html(open_paper)
        assert "Xq" not in to_html(shut)
        assert "bipolar factor" in to_html(shut)
        assert "Sorts and their loadings" not in to_html(shut)

    def test_a_count_that_may_not_be_shown_cannot_be_worked_out_from_its_reliability(self):
        views = [View(defined_by="fewer than 5 sorts")]
        table = tables(section(made_paper(solution(), views=views, people=False), "Every table"))[
            "The views as factors"
        ]
        assert table.rows[0][2] == "fewer than 5 sorts"
        assert table.rows[0][6:8] == ("not worked out", "not worked out")
        assert table.rows[1][2] == "13"


class TestTheMethod:
    def test_every_step_of_the_log_is_told_in_words(self):
        analysis = analyse(read_study(made("clean_three")), factors=3, log=LOG)
        assert solution_words.log(analysis) == (
            "Factors 1 and 2 were turned 12.5 degrees anticlockwise (2026-11-22T10:02). "
            "Why: P07 edits the plan",
            "The sort P05 was no longer counted towards factor 1. Why: a slip",
            "The step before was taken back.",
        )
        assert "turned 12.5 degrees anticlockwise" in to_html(made_paper(analysis))

    def test_the_choices_name_grid_version_and_fingerprint(self):
        told = dict(solution_words.choices(solution()))
        assert told["Grid"].startswith("−4 × 2, −3 × 3")
        assert told["Fingerprint of the sorts"] == solution().study.fingerprint
        assert told["Version"].startswith("Concordat ")
        assert told["Reliability of one sort"] == "0.80, a convention and not measured in this study"

    def test_what_the_study_does_not_tell_is_said_to_be_not_told(self):
        told = replace(ON, told={"concourse": "Forty interviews."})
        rows = dict(
            tables(section(paper(solution(), setting=told), "What should be reported")).popitem()[1].rows
        )
        assert rows["Where the statements came from"] == "Forty interviews."
        assert rows["Who paid for it"] == "Not told."

    @pytest.mark.parametrize("mode", ["standard", "qmethod", "kade"])
    def test_each_mode_says_whose_arithmetic_it_is(self, mode):
        analysis = solution(mode=mode)
        assert dict(solution_words.choices(analysis))["Mode"].startswith(mode)
        named = {formula[0] for formula in solution_words.formulas(analysis)}
        assert ("Shown to agree" in named) == (mode == "standard")
        assert to_html(made_paper(analysis))


class TestPictures:
    def test_loadings_are_drawn_by_group_where_every_sort_has_one(self):
        found = made_paper(solution("noisy_four", 4))
        drawn = [b for b in section(found, "The sorts and their loadings").blocks if isinstance(b, Figure)]
        assert [each.title for each in drawn] == [
            "View 1 and View 2",
            "View 2 and View 3",
            "View 3 and View 4",
        ]
        assert "councillor" in drawn[0].svg
        assert all(isinstance(each, Figure) and each.alternative.endswith(".") for each in drawn)

    def test_without_evidence_the_eigenvalues_are_drawn_and_no_claim_is_made(self):
        told = section(made_paper(solution()), "How many factors")
        assert "was not worked out" in prose(told)
        assert any(isinstance(block, Figure) for block in told.blocks)

    def test_each_view_has_its_grid_and_the_words_of_its_cards_are_in_the_appendix(self):
        found = made_paper(solution())
        grid = next(b for b in section(found, "View 1").blocks if isinstance(b, Figure))
        assert "appendix" in grid.note
        words = tables(section(found, "Every table"))[
            "Every statement: its column in each view, and its z-score"
        ]
        assert len(words.rows) == 36


class TestFormats:
    def test_all_cautions_stand_at_the_head(self):
        analysis = solution("duplicate", 2)
        found = made_paper(analysis)
        told = [plain_text(block.text) for block in found.head[1:]]
        assert told == [caution.sentence for caution in analysis.cautions]
        assert told

    @pytest.mark.slow
    def test_word_and_html_are_written_from_the_same_tree(self):
        found = made_paper(solution())
        words = zipfile.ZipFile(BytesIO(to_word(found))).read("word/document.xml").decode()
        for heading in ("View 3", "Where the views part", "What this cannot tell", "Every choice made"):
            assert heading in words
            assert heading in to_html(found)

    def test_a_study_without_words_and_with_markup_for_a_title_is_told_all_the_same(self):
        study = read_study(made("ties"))
        bare = replace(
            study,
            title="<script>alert(1)</script>",
            statements=tuple(replace(each, text="") for each in study.statements),
        )
        assert isinstance(bare, Study)
        told = to_html(made_paper(analyse(bare, factors=2)))
        assert "<script" not in told
        assert "&lt;script&gt;" in told

    @pytest.mark.slow
    @pytest.mark.parametrize(
        "name", ["bipolar", "duplicate", "heywood", "noisy_four", "ties", "tiny", "unforced"]
    )
    @pytest.mark.parametrize("factors", [1, 2])
    def test_every_made_study_gives_a_paper(self, name, factors):
        found = made_paper(solution(name, factors))
        assert len([each for each in found.body if each.heading.startswith("View ")]) == factors
        assert "nan" not in to_html(found).lower().replace("finance", "")

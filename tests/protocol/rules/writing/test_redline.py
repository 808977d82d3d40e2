"""A redline as tracked Word, page, paper and text."""

import io
import random
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest
from lxml import etree, html

from concordat.papers.html import to_html as paper_html
from concordat.papers.word import to_word as paper_word
from concordat.protocol.rules.clauses import Clause
from concordat.protocol.rules.comparing import Did, compare
from concordat.protocol.rules.writing import redline_page, redline_paper, redline_text, redline_word
from concordat.protocol.rules.writing.redline_rows import excerpt, rows, weightiest_first
from concordat.protocol.rules.writing.word_lines import lines_of
from tests.protocol.rules.comparing.families import numbered
from tests.protocol.rules.comparing.test_families import edited
from tests.protocol.rules.comparing.trees import tree
from tests.protocol.rules.writing.applied import W, applied, document

ON = date(2027, 3, 4)
OLD = tree("""
# 1 Letters
  a Officers will answer letters from members within 10 working days.
  b Members will not:
    i write to junior officers; or
    ii write in the council's name.
# 2 Calls
  a Officers will return calls on the same day, and <script>alert(1)</script> is no call.
  b Calls at night are for emergencies.
""")
NEW = tree("""
# 1 Calls
  a Officers will return calls on the same day, and <script>alert(1)</script> is no call.
# 2 Letters
  a Officers will answer letters from members within 20 working days.
  b Members will not:
    i write to junior officers;
    ii write at night; or
    iii write in the council's name.
""")


def tracked(old: tuple[Clause, ...], new: tuple[Clause, ...]) -> bytes:
    comparison = compare(old, new)
    return redline_word.to_word(old, new, comparison, title="Old and new", author="Marlbridge", on=ON)


def paragraphs(of: tuple[Clause, ...]) -> list[str]:
    return [line.text for line in lines_of(of)] + [""]


def test_accepted_it_is_the_new_text_and_rejected_the_old():
    for old, new in ((OLD, NEW), (NEW, OLD), (OLD, OLD), (OLD, ()), ((), NEW)):
        file = tracked(old, new)
        assert applied(file, accept=True) == paragraphs(new)
        assert applied(file, accept=False) == paragraphs(old)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(30))
def test_so_it_is_whatever_was_edited(seed: int):
    before, after, _ = edited(random.Random(f"tracked {seed}"))
    old, new = (
        numbered(before, "letters"),
        numbered(after, random.Random(seed).choice(["letters", "decimal"])),
    )
    file = tracked(old, new)
    assert applied(file, accept=True) == paragraphs(new)
    assert applied(file, accept=False) == paragraphs(old)


def test_the_changes_are_genuine_small_signed_and_dated():
    file = tracked(OLD, NEW)
    changes = list(document(file).iter(f"{W}ins", f"{W}del", f"{W}pPrChange"))
    assert {change.get(f"{W}author") for change in changes} == {"Marlbridge"}
    assert {change.get(f"{W}date") for change in changes} == {"2027-03-04T00:00:00Z"}
    numbers = [change.get(f"{W}id") for change in changes]
    assert len(set(numbers)) == len(numbers)
    words = {"".join(change.itertext()).strip() for change in changes}
    assert {"10", "20"} <= words, "one word is changed, not its clause"
    settings = zipfile.ZipFile(io.BytesIO(file)).read("word/settings.xml").decode()
    assert "trackRevisions" in settings
    # Deleted words are deleted words to Word only if they are named so.
    for deleted in document(file).iter(f"{W}del"):
        assert not list(deleted.iter(f"{W}t"))


def test_the_same_texts_give_the_same_file():
    assert tracked(OLD, NEW) == tracked(OLD, NEW)


@pytest.mark.slow
def test_libreoffice_opens_it(tmp_path: Path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed, so the tracked Word file was not opened in it.")
    (tmp_path / "redline.docx").write_bytes(tracked(OLD, NEW))
    command = [
        office,
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "fodt",
    ]
    subprocess.run(
        [*command, "--outdir", tmp_path, tmp_path / "redline.docx"],
        check=True,
        timeout=600,
        capture_output=True,
    )
    read = (tmp_path / "redline.fodt").read_text(encoding="utf-8")
    # It sees changes to be accepted or rejected, not coloured words.
    assert "<text:tracked-changes" in read
    assert read.count("<text:insertion") >= 3
    assert read.count("<text:deletion") >= 3


def page() -> str:
    return redline_page.to_html(
        compare(OLD, NEW),
        title="Letters and calls",
        old="Edition 1",
        new="Edition 2",
        council="Marlbridge",
        on=ON,
    )


def test_the_page_says_what_changed_shows_both_texts_and_runs_no_script():
    told = page()
    tree = html.fromstring(told)
    assert tree.xpath("//script") == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt; is no call" in told
    assert [heading.text_content() for heading in tree.xpath("//h2")] == [
        "What changed",
        "In one text",
        "Side by side",
    ]
    assert {"10", "20"} <= {
        mark.text_content().removeprefix("put in: ").removeprefix("taken out: ")
        for mark in tree.xpath("//ins|//del")
    }
    # Colour and line are not all: it is said as well.
    assert all(mark.xpath("span[@class='paper-run-mark']") for mark in tree.xpath("//ins|//del"))
    assert len(tree.xpath("//tbody/tr")) >= len(compare(OLD, NEW).pairs)
    assert all(cell.get("scope") for cell in tree.xpath("//th"))


def test_the_paper_has_a_row_for_every_clause_that_is_not_as_it_was():
    comparison = compare(OLD, NEW)
    setting = redline_paper.Setting(council="Marlbridge", committee="Standards Committee", on=ON)
    paper = redline_paper.paper(
        comparison, title="Letters", old="Edition 1", new="Edition 2", setting=setting
    )
    told = html.fromstring(paper_html(paper))
    table = [
        [cell.text_content() for cell in row.xpath("th|td")]
        for row in told.xpath("//table[contains(@class,'paper-table')]//tr")
    ]
    assert table[0] == ["Clause", "Class", "Old", "New", "Why"]
    assert [row[:2] for row in table[1:4]] == [
        ["1(a) → 2(a)", "changed in force"], ["1(b) → 2(b)", "changed in force"], ["2(b)", "removed"],
    ]  # fmt: skip
    assert "within 10 working days" in table[1][2]
    assert "within 20 working days" in table[1][3]
    assert paper_word(paper).startswith(b"PK")


def test_of_a_long_clause_only_what_changed_is_quoted():
    filler = " ".join(f"word{number}" for number in range(200))
    old, new = (tree(f"1 {filler} within {days} days {filler}.") for days in (10, 20))
    (pair,) = compare(old, new).pairs
    told = excerpt(pair, Did.DELETED)
    assert "within 10 days" in told
    assert told.startswith("…")
    assert len(told.split()) < 30
    assert rows([pair])[0][:2] == ("1", "changed in force")


def test_what_changed_in_force_comes_first_in_the_table_and_in_the_text():
    comparison = compare(OLD, NEW)
    forced = [pair.in_force for pair in weightiest_first(comparison)]
    assert forced == sorted(forced, reverse=True)
    told = redline_text.to_text(comparison)
    assert told.index("* 1(a) → 2(a)") < told.index("Removed (1)")
    assert max(map(len, told.splitlines())) <= redline_text.WIDTH


def test_nothing_changed_is_said_and_not_left_blank():
    comparison = compare(OLD, OLD)
    setting = redline_paper.Setting(council="Marlbridge", committee="Standards Committee", on=ON)
    told = paper_html(redline_paper.paper(comparison, title="Letters", old="1", new="2", setting=setting))
    assert "Nothing that is demanded of anybody." in told
    assert f"{len(comparison.pairs)} unchanged" in told


def test_control_characters_and_lone_halves_do_not_break_a_file():
    odd = tree("1 A bell \x07 and a half \ud800 of a letter.")
    file = tracked(odd, tree("1 A bell and a half of a letter."))
    assert etree.tostring(document(file))
    assert "bell" in redline_page.to_html(
        compare(odd, ()), title="Odd \x00", old="1", new="2", council="Marlbridge", on=ON
    )

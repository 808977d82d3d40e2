"""What the documents point to is there."""

import re
from pathlib import Path

import pytest

from benchmarks.__main__ import IN_TURN, ON_REQUEST, WITHIN, held

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def links(document: Path) -> list[str]:
    """Where it leads within the house: what is on the web needs a network, and what is code is no link."""
    found = LINK.findall(FENCED.sub("", document.read_text()))
    return [link for link in found if "://" not in link and not link.startswith("mailto:")]


def headings(document: Path) -> set[str]:
    """The headings as a link names them: in small letters, without points, with hyphens between."""
    heads = re.findall(r"^#+ (.+)$", FENCED.sub("", document.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(ROOT)))
def test_every_link_leads_somewhere(document):
    for link in links(document):
        path, _, heading = link.partition("#")
        target = document.parent / path if path else document
        assert target.exists(), link
        assert not heading or heading in headings(target), link


def test_every_method_note_stands_in_the_list_of_contents():
    contents = ROOT / "docs" / "method" / "README.md"
    assert {page.name for page in contents.parent.glob("*.md")} - {contents.name} <= set(links(contents))


def test_every_benchmark_is_run_in_its_turn_and_its_figures_are_told():
    benchmarks = ROOT / "benchmarks"
    programs = {file.stem for file in benchmarks.glob("[!_]*.py") if "\ndef main()" in file.read_text()}
    programs |= {file.parent.name for file in benchmarks.glob("*/__main__.py")}
    told = "".join((ROOT / "docs" / f"{page}.md").read_text() for page in ("performance", "reliability"))
    in_turn = {module.split()[0] for _title, module in IN_TURN}
    assert programs == in_turn | {module for _title, module in ON_REQUEST}
    assert all(f"python -m benchmarks.{program}" in told for program in programs)


def test_a_benchmark_for_which_no_time_is_left_is_broken(capsys):
    assert not held("disclosure_proofs", within=0)
    assert f"HAD TAKEN {WITHIN} SECONDS" in capsys.readouterr().out

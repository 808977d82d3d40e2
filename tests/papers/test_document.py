import subprocess
import sys

import pytest

from concordat.papers.document import (
    Emphasis,
    Link,
    Note,
    NoteMark,
    Source,
    Strong,
    Table,
    Text,
    UnevenTable,
    UnsafeLink,
    plain_text,
    printable,
    runs,
)


@pytest.mark.parametrize(
    "href", ["https://example.org/a?b=1", "HTTP://example.org", "mailto:a@example.org", "#note"]
)
def test_a_paper_links_to_the_web_to_people_and_within_itself(href: str) -> None:
    assert Link("here", href).href == href
    assert Source("here", href).href == href


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "file:/etc/passwd", "", "https://a b"]
)
def test_a_paper_links_nowhere_else(href: str) -> None:
    with pytest.raises(UnsafeLink):
        Link("here", href)


def test_a_source_needs_no_address() -> None:
    assert Source("The roster of 1 October").href == ""


def test_a_row_that_is_too_short_is_named() -> None:
    with pytest.raises(UnevenTable, match="Row 2 of the table “Gaps” has 1 cells, not 2"):
        Table("Gaps", ("Item", "Gap"), (("Trust", "1.5"), ("Roles",)))


def test_prose_is_a_string_or_runs_in_order() -> None:
    assert runs("Plain") == (Text("Plain"),)
    words = ("It is ", Strong("clear"), " that ", Emphasis("both"), " agree.", NoteMark(Note("n")))
    assert runs(words)[:2] == (Text("It is "), Strong("clear"))
    assert plain_text(words) == "It is clear that both agree."


def test_what_no_format_can_carry_is_dropped_and_welsh_is_kept() -> None:
    assert printable("a\x00b\x0bc\ud800d\ufffe ŵŷ\t😀") == "abcd ŵŷ\t😀"


def test_the_tree_can_be_built_without_loading_a_renderer() -> None:
    heavy = "{'weasyprint', 'docx', 'resvg_py', 'django'}"
    loaded = f"import sys, concordat.papers.document; print({heavy} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"

"""Every public promise has a test. `docs/promises.md` is read here as a reader would read it."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "promises.md"
PROVED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
NOT_RUN = {"skip", "skipif", "xfail"}
Test = ast.FunctionDef | ast.AsyncFunctionDef


def rows(text: str) -> list[list[str]]:
    """The rows of every table, without its heads and rules."""
    lines = [line.strip() for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [
        row for row, under in zip(cells, [*cells[1:], [""]], strict=True) if not (rule(row) or rule(under))
    ]


def rule(row: list[str]) -> bool:
    return set("".join(row)) == {"-"}


PROMISES = rows(DOCUMENT.read_text())
NAMED = sorted(set(PROVED.findall(DOCUMENT.read_text())))


@cache
def written_in(path: str) -> dict[str, Test]:
    """Every test of a file by its name, read and not run."""
    tree = ast.parse((ROOT / path).read_text())
    return {
        node.name: node for node in ast.walk(tree) if isinstance(node, Test) and node.name.startswith("test_")
    }


def marks(decorators: list[ast.expr]) -> set[str]:
    return {node.attr for each in decorators for node in ast.walk(each) if isinstance(node, ast.Attribute)}


def marks_of_the_file(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text())
    assigned = [node for node in tree.body if isinstance(node, ast.Assign)]
    return marks([each.value for each in assigned if ast.unparse(each.targets[0]) == "pytestmark"])


def gives_up_at_once(test: Test) -> bool:
    """`pytest.skip()` on its own, and not only on the database or machine where there is nothing to ask."""
    calls = [step.value for step in test.body if isinstance(step, ast.Expr)]
    return any(ast.unparse(each).startswith(("pytest.skip(", "pytest.xfail(")) for each in calls)


def is_run(test: Test, path: str) -> bool:
    return not (NOT_RUN & (marks(test.decorator_list) | marks_of_the_file(path)) or gives_up_at_once(test))


@pytest.mark.parametrize("row", PROMISES, ids=lambda row: row[0])
def test_a_promise_is_a_sentence_that_names_its_test(row):
    promise, proof, *_undone = row
    assert promise.endswith(".")
    assert PROVED.search(proof)


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_the_test_of_a_promise_is_there_and_is_run(path, name):
    assert name in written_in(path)
    assert is_run(written_in(path)[name], path)


def test_everything_that_looks_like_a_test_is_named_in_full():
    """A name that could not be read above would be a promise without a test that nobody notices."""
    in_quotes = re.findall(r"`([^`]+)`", DOCUMENT.read_text())
    named = {f"{path}::{name}" for path, name in NAMED}
    assert {words for words in in_quotes if "test_" in words and not words.endswith(".py")} <= named


def test_no_promise_is_made_twice():
    promises = [row[0] for row in PROMISES]
    assert len(promises) == len(set(promises)) >= 40


@pytest.mark.parametrize(
    "words",
    [
        "@pytest.mark.skip\ndef test_it(): pass",
        "@pytest.mark.skipif(True, reason='tired')\ndef test_it(): pass",
        "@pytest.mark.xfail(strict=True)\ndef test_it(): pass",
        "def test_it():\n    pytest.skip('later')",
    ],
)
def test_a_test_that_is_not_run_would_be_noticed(words):
    [test] = ast.parse(words).body
    assert not is_run(test, "tests/house/test_promises.py")

"""What is typed wrongly is told in one plain line, whatever the verb: no box, no usage, no traceback."""

import pytest

from tests.cli.conftest import said_in

WRONG = {
    ("qmethod", "analyse", "sorts.csv"): "Missing option '--factors'; see ",
    ("qmethod", "analyse", "sorts.csv", "--factors", "-1"): "'--factors'",
    ("qmethod", "analyse", "sorts.csv", "--factors", "two"): "'--factors'",
    ("qmethod", "analyse", "sorts.csv", "--factors", "2", "--mode", "pqmethod"): "'pqmethod' is not one of",
    ("qmethod", "bootstrap", "sorts.csv", "--factors", "2", "--steps", "many"): "'--steps'",
    ("protocol", "compare", "old.txt"): "Missing argument",
    ("protocol", "read", "old.txt", "--yaml"): "--yaml",
    ("survey", "anaylse"): "No such command 'anaylse'",
    ("serve", "--port", "http"): "'--port'",
    ("moot",): "No such command 'moot'; see ",
}


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_what_is_typed_wrongly_is_one_plain_line(words, tmp_path):
    said = said_in(tmp_path, *words)
    assert said.returncode == 2
    assert said.stdout == ""
    (line,) = said.stderr.splitlines()
    assert WRONG[words] in line
    assert line.endswith(" --help.")
    assert "Value error" not in line


@pytest.mark.parametrize("words", [(), ("qmethod",)])
def test_nothing_typed_at_all_is_answered_with_the_help(words, tmp_path):
    said = said_in(tmp_path, *words)
    assert said.returncode == 2
    assert "Usage" in said.stdout + said.stderr


def test_what_a_verb_refuses_keeps_its_own_status(tmp_path):
    said = said_in(tmp_path, "qmethod", "analyse", "nowhere.csv", "--factors", "2")
    assert (said.returncode, said.stderr) == (2, "There is no file “nowhere.csv”.\n")

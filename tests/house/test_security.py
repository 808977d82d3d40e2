"""What ruff's own rules on security (S, from bandit) do not look at, and what the locks must say.

`make check` runs those rules on everything but the tests and the benchmarks. Whether a known flaw has been
published for a locked version is asked by `make audit`, which needs a network.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "concordat"
PROGRAMS = sorted(file for file in HOUSE.rglob("*.py") if "migrations" not in file.parts)
TEMPLATES = sorted([*HOUSE.rglob("templates/**/*.html"), *HOUSE.rglob("templates/**/*.txt")])

# Whatever stands here was looked at by a person, and says why it may.
SAFE_AS_IT_IS = {
    "concordat/design": "draws forms and charts, and escapes what it puts into them",
    "concordat/papers": "writes whole documents of its own, and escapes what it puts into them",
}
WITHOUT_A_TOKEN = {
    "concordat/surveys/views/ballots.py": "no cookie is read: the link is the only key",
    "concordat/viewpoints/views/sorting.py": "no cookie is read: the code is the only key",
    "concordat/surveys/views/slips.py": "no cookie is read: the code is the only key",
    "concordat/surveys/views/kiosk.py": "no cookie is read: the code is the only key",
}
SPEAKS_SQL = {
    "concordat/home/queries.py": "asks whether the database answers",
    "concordat/cli/doctor.py": "asks the database for its settings",
    "concordat/cli/keeping.py": "copies the database as it is",
    "concordat/trail": "locks the end of a chain",
}


def calls(file: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func).rsplit(".", 1)[-1], node


def names(file: Path) -> set[str]:
    tree = ast.walk(ast.parse(file.read_text()))
    return {node.id for node in tree if isinstance(node, ast.Name)} | {
        node.attr for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Attribute)
    }


def not_among(files: list[Path], allowed: dict[str, str]) -> list[str]:
    paths = [str(file.relative_to(ROOT)) for file in files]
    return [path for path in paths if not path.startswith(tuple(allowed))]


def test_ruff_looks_for_what_bandit_looks_for():
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]
    assert "S" in lint["select"]
    assert not [rule for rule in lint["ignore"] if rule.startswith("S") and rule[1:].isdigit()]
    loosened = [path for path, rules in lint["per-file-ignores"].items() if "S" in rules]
    assert loosened == ["tests/**", "benchmarks/**"]


def test_words_are_marked_as_safe_in_the_drawing_of_pages_alone():
    marking = [file for file in PROGRAMS if names(file) & {"mark_safe", "SafeString", "SafeText"}]
    assert not_among(marking, SAFE_AS_IT_IS) == []


def test_no_page_switches_escaping_off_and_letters_alone_do():
    off = re.compile(r"autoescape\s+off|\|\s*safe\b|\|\s*safeseq\b|{%\s*filter\s+safe")
    pages = [file for file in TEMPLATES if file.suffix == ".html" and off.search(file.read_text())]
    assert not_among(pages, SAFE_AS_IT_IS) == []
    letters = [file for file in TEMPLATES if file.suffix == ".txt" and "letters" in file.parts]
    assert letters
    assert all("autoescape off" in file.read_text() for file in letters if "{{" in file.read_text())


def test_no_form_goes_without_a_token_but_where_a_link_or_code_is_the_only_key():
    exempt = [file for file in PROGRAMS if "csrf_exempt" in names(file)]
    assert exempt
    assert not_among(exempt, WITHOUT_A_TOKEN) == []


def test_every_other_form_that_posts_carries_a_token():
    forms = re.compile(r'<form[^>]*method="post".*?</form>', re.DOTALL | re.IGNORECASE)
    keyless = {"ballot", "sort", "slips", "kiosk", "gallery.html"}  # the gallery's forms lead nowhere
    without = [
        str(file.relative_to(ROOT))
        for file in TEMPLATES
        if not set(file.parts) & keyless
        for form in forms.findall(file.read_text())
        if "csrf_token" not in form
    ]
    assert without == []


def test_sql_is_written_by_hand_only_where_the_database_itself_is_asked():
    writing = [
        file
        for file in PROGRAMS
        if any(name in {"raw", "RawSQL", "extra", "executescript"} for name, _call in calls(file))
        or any(
            name == "cursor" and ast.unparse(call.func) == "connection.cursor" for name, call in calls(file)
        )
    ]
    assert not_among(writing, SPEAKS_SQL) == []


def test_nothing_is_run_through_a_shell_unpickled_or_evaluated():
    forbidden = {"eval", "exec", "system", "popen"}
    for file in PROGRAMS:
        for name, call in calls(file):
            what = f"{file.relative_to(ROOT)}:{call.lineno}"
            assert ast.unparse(call.func) not in forbidden | {"os.system", "os.popen"}, what
            assert not ast.unparse(call.func).startswith(("pickle.", "marshal.", "shelve.", "yaml.load")), (
                what
            )
            shell = [word for word in call.keywords if word.arg == "shell"]
            assert not shell, (what, name)


def test_what_visitors_send_is_never_a_regular_expression_or_a_template():
    sinks = {"from_string", "Template"}
    building = [file for file in PROGRAMS if any(name in sinks for name, _call in calls(file))]
    assert not_among(building, {}) == []


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda lock: lock.name)
def test_every_dependency_is_locked_to_one_version_with_its_hashes(lock):
    packages = re.split(
        r"\n(?=[a-zA-Z])", re.sub(r"^#.*\n", "", lock.read_text(), flags=re.MULTILINE).strip()
    )
    assert len(packages) > 20
    for package in packages:
        assert re.match(r"[\w.\[\],-]+==\d[\w.+!]*", package), package.splitlines()[0]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", package), package.splitlines()[0]


def test_everything_that_is_asked_for_is_locked():
    plan = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    def asked(lines: list[str]) -> set[str]:
        return {re.match(r"[\w.-]+", line)[0].lower().replace("_", "-") for line in lines}

    def locked(name: str) -> set[str]:
        found = re.findall(
            r"^([\w.-]+)(?:\[[\w,-]+\])?==", (ROOT / "requirements" / name).read_text(), re.MULTILINE
        )
        return {each.lower() for each in found}

    assert asked(plan["dependencies"]) <= locked("run.txt")
    assert asked(plan["optional-dependencies"]["dev"]) <= locked("dev.txt")
    # What runs is the same, to the byte, as what was tested.
    run, dev = ((ROOT / "requirements" / name).read_text() for name in ("run.txt", "dev.txt"))
    versions = [
        dict(re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", text, re.MULTILINE)) for text in (run, dev)
    ]
    assert {name: versions[1].get(name) for name in versions[0]} == versions[0]

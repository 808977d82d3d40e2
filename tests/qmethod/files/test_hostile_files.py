"""Whatever the bytes, a file is a study or is refused in one sentence."""

import io
import random
import subprocess
import sys
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concordat.qmethod.files import FORMATS, composed, read
from concordat.qmethod.files.definitions import Draft, read_definition
from concordat.qmethod.study import Refused, Study
from tests.qmethod.files import examples

OURS = [composed(examples.STUDY, form=form.name) for form in FORMATS.values() if form.writes]
OTHERS = (
    examples.DAT,
    examples.HTMLQ,
    examples.MESSAGE,
    examples.FIREBASE,
    examples.EQ_WEB_SORT,
    examples.NETLIFY,
    examples.SHEETS,
    examples.QUINCE,
    examples.COPIED,
    examples.SOSCI,
    examples.DELIBERATEQ,
    examples.BY_ROWS,
)
VALID = [
    *(data for files in OURS for data in files.values()),
    *(text.encode() for text in OTHERS),
    examples.kade(examples.LAID, kind=1),
]
PACKED = [data for data in VALID if data.startswith(b"PK")]
DEFINITIONS = [
    examples.CONFIG_QUINCE,
    examples.CONFIG_HTMLQ,
    examples.MAP,
    examples.STATEMENTS,
    examples.LANGUAGE,
]


def is_one_sentence(words: str) -> None:
    assert words.endswith((".", "?"))
    assert "\n" not in words
    assert len(words) < 600


def is_a_study_or_refused(data: bytes, **told: object) -> None:
    try:
        study = read(data, **told)
    except Refused as refused:
        is_one_sentence(refused.sentence)
    else:
        assert isinstance(study, Study)
        assert study.fingerprint
        assert len(set(study.participants)) == len(study.sorts)
        assert {len(sort.values) for sort in study.sorts} == {len(study.statements)}


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_arbitrary_bytes(data: bytes) -> None:
    is_a_study_or_refused(data)


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Some bytes changed, cut out, doubled or put in: most often signs that the formats themselves use."""
    changed = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        place = rng.randrange(len(changed) + 1)
        more = rng.choice(
            [rng.randbytes(2), b",", b";", b"|", b'"', b"\n", b"-", b"9", b"(", b":", b"{", b"\xff", b" "]
        )
        match rng.randrange(4):
            case 0:
                changed[place : place + len(more)] = more
            case 1:
                changed[place:place] = more
            case 2:
                del changed[place : place + rng.randint(1, 30)]
            case _:
                changed[place:place] = changed[place : place + rng.randint(1, 60)]
        if not changed:
            break
    return bytes(changed)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.sampled_from([data for data in VALID if data not in PACKED]))
def test_any_mutated_text_file(seed: int, data: bytes) -> None:
    is_a_study_or_refused(mutated(data, random.Random(seed)))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.sampled_from(PACKED))
def test_any_mutated_archive(seed: int, data: bytes) -> None:
    is_a_study_or_refused(mutated(data, random.Random(seed)))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.sampled_from(PACKED), st.integers(0, 20))
def test_any_archive_with_a_mutated_file_inside(seed: int, data: bytes, which: int) -> None:
    rng = random.Random(seed)
    repacked = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(repacked, "w") as new:
        names = old.namelist()
        for name in names:
            content = old.read(name)
            new.writestr(name, mutated(content, rng) if name == names[which % len(names)] else content)
    is_a_study_or_refused(repacked.getvalue())


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, 2**32), st.sampled_from(VALID), st.sampled_from([each.name for each in FORMATS.values()])
)
def test_any_file_under_the_name_of_any_format(seed: int, data: bytes, form: str) -> None:
    is_a_study_or_refused(data if seed % 2 else mutated(data, random.Random(seed)), form=form)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(DEFINITIONS))
def test_any_mutated_definition(seed: int, text: str) -> None:
    try:
        draft = read_definition({"x.xml": mutated(text.encode(), random.Random(seed))})
    except Refused as refused:
        is_one_sentence(refused.sentence)
    else:
        assert isinstance(draft, Draft)


def test_a_workbook_that_declares_entities_is_refused() -> None:
    repacked = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PACKED[0])) as old, zipfile.ZipFile(repacked, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)
            new.writestr(name, content)
    with pytest.raises(Refused, match="declares XML entities"):
        read(repacked.getvalue())


def test_a_workbook_with_a_cell_at_the_end_of_the_world_is_refused() -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active["A1"], book.active["A30000"] = "statement", 1
    saved = io.BytesIO()
    book.save(saved)
    with pytest.raises(Refused, match="more than 25,000 rows"):
        read(saved.getvalue())


def test_a_password_on_a_zip_is_spoken_of() -> None:
    data = bytearray(composed(examples.STUDY, form="kade-zip")[".zip"])
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1  # the flag of an encrypted entry
    with pytest.raises(Refused, match="protected by a password"):
        read(bytes(data))


def test_a_large_file_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setattr("concordat.qmethod.files.LARGEST", 10)
    (tmp_path / "large.csv").write_bytes(b"x" * 11)
    for source in (tmp_path / "large.csv", b"x" * 11):
        with pytest.raises(Refused, match="is larger than"):
            read(source)


def test_the_door_opens_without_the_libraries_for_workbooks() -> None:
    """Most commands read a CSV file: they should not wait for openpyxl and xlsxwriter."""
    slow = ("openpyxl", "xlsxwriter", "xml.etree")
    program = f"import sys; import concordat.qmethod.files; print([m for m in {slow} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"

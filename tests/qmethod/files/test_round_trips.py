"""Every format that is written is read back to the same study, as far as the format can carry it."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concordat.qmethod.files import FORMATS, composed, read, write
from concordat.qmethod.files.tables import harmless, unharmed
from concordat.qmethod.study import Sort, Statement, Study
from tests.qmethod import studies
from tests.qmethod.files.examples import STUDY

WRITTEN = [each.name for each in FORMATS.values() if each.writes]
WITH_TEXTS = ("xlsx", "json", "kade-1", "kade-2", "kade-zip")
WITH_GRID = ("xlsx", "json", "pqmethod", "kade-1", "kade-2", "kade-zip")
WITH_TITLE = ("xlsx", "json", "pqmethod", "kade-1", "kade-2", "kade-zip", "easy-htmlq", "quince")
WITH_COMMENTS = ("json", "htmlq", "easy-htmlq", "quince")


def again(study: Study, form: str) -> Study:
    return read(next(iter(composed(study, form=form).values())), name="again")


@pytest.mark.parametrize("form", WRITTEN)
def test_a_study_comes_back_as_it_went(form: str) -> None:
    back = again(STUDY, form)
    assert [(each.participant, each.values) for each in back.sorts] == [
        (each.participant, each.values) for each in STUDY.sorts
    ]
    assert [each.id for each in back.statements] == [each.id for each in STUDY.statements]
    if form in WITH_TEXTS:
        assert back.statements == STUDY.statements
    if form in WITH_GRID:
        assert back.grid == STUDY.grid
    if form in WITH_TITLE:
        assert back.title == STUDY.title
    if form in WITH_COMMENTS:
        assert [(each.comments, each.answers) for each in back.sorts] == [
            (each.comments, each.answers) for each in STUDY.sorts
        ]
        assert back.sorts[0].facts == STUDY.sorts[0].facts
        assert back.sorts[0].sorted_at == STUDY.sorts[0].sorted_at
    if form in ("json", "htmlq", "easy-htmlq"):
        assert back.sorts[0].seconds == STUDY.sorts[0].seconds


@pytest.mark.parametrize("form", WRITTEN)
def test_a_file_written_again_is_the_same_file(form: str) -> None:
    assert composed(STUDY, form=form) == composed(STUDY, form=form)


# Type 1 holds forced sorts only, which another test asserts.
MADE = [
    (name, form)
    for name in ("tiny", "unforced")
    for form in WRITTEN
    if (name, form) != ("unforced", "kade-1")
]


@pytest.mark.parametrize(("name", "form"), MADE)
def test_a_made_study_passes_through_every_format(name: str, form: str) -> None:
    study = studies.read_study(studies.made(name))
    back = again(study, form)
    short = form == "pqmethod"  # eight letters of a name
    assert [sort.values for sort in back.sorts] == [sort.values for sort in study.sorts]
    assert short or back.participants == study.participants
    assert form not in WITH_GRID or back.nominal_grid == study.nominal_grid


def test_quince_carries_its_own_times() -> None:
    sort = replace(STUDY.sorts[0], seconds={"timeOnSortPage": 90.0}, facts={"device": "mobile"})
    back = again(replace(STUDY, sorts=(sort, *STUDY.sorts[1:])), "quince")
    assert (back.sorts[0].seconds, back.sorts[0].facts) == (sort.seconds, sort.facts)


def test_a_study_goes_from_any_program_to_any_other(tmp_path) -> None:
    study = STUDY
    for form in [*WRITTEN, *reversed(WRITTEN)]:
        ending = next(iter(composed(study, form=form)))
        write(study, tmp_path / f"{form}{ending}", form=form)
        study = read(tmp_path / f"{form}{ending}", grid=STUDY.grid)
    assert [(each.participant, each.values) for each in study.sorts] == [
        (each.participant, each.values) for each in STUDY.sorts
    ]


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)


@given(st.text(max_size=6) | st.text("'=+-@ 1.\t", max_size=6))
def test_a_text_made_harmless_is_read_as_it_was(text: str) -> None:
    assert unharmed(harmless(text)) == text
    assert harmless(text).lstrip()[:1] not in set("=@")


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    people=st.lists(words, min_size=2, max_size=4, unique_by=str.lower),
    texts=st.lists(words, min_size=3, max_size=5),
    data=st.data(),
)
def test_any_words_survive_csv_and_json(people: list[str], texts: list[str], data: st.DataObject) -> None:
    values = st.integers(-6, 13) | st.none() | st.floats(-5, 5, width=16).map(lambda each: round(each, 3))
    sorts = tuple(
        Sort(who, tuple(data.draw(values) for _ in texts), comments={"s1": who}, facts={"group": texts[0]})
        for who in people
    )
    study = Study(tuple(Statement(f"s{place}", text) for place, text in enumerate(texts, 1)), sorts, texts[0])
    assert again(study, "json") == study
    files = composed(study, form="csv")
    back = read(
        files[".csv"], form="csv", statements=study_texts(study), participants=files[".participants.csv"]
    )
    assert back.statements == study.statements
    assert [(each.participant, each.values, each.facts) for each in back.sorts] == [
        (each.participant, each.values, each.facts) for each in study.sorts
    ]


def study_texts(study: Study) -> dict[str, str]:
    return {each.id: each.text for each in study.statements}

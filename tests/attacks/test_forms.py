"""Every published form is made of the released record, and says nothing besides: no number and no word."""

import json

import pytest

from benchmarks import forms
from benchmarks.attacker import publications
from benchmarks.attacker.beside_the_record import composed_again
from benchmarks.forms import accounts
from concordat.surveys.rules import appendices, publishing
from concordat.surveys.rules.release import Release
from concordat.surveys.views import trends
from tests.attacks.published import (
    IN_EVERY_FORM,
    Written,
    forms_of,
    published,
    records_of,
    written,
    written_in,
)

SEEDS = range(3, 15)
SLOW = pytest.mark.slow
PAPERS = ("html", "page", "docx", "pdf")  # of a trend they hold the topics, and of the questions what moved


def test_every_form_that_somebody_can_take_is_read():
    """What a new form says is not known to hold to the record until it is read here."""
    assert set(publishing.KINDS) <= set(forms.EVERY)
    assert {f"trend.{form}" for form in trends.AT_ONCE} <= set(forms.EVERY)
    assert set(publishing.OF_ALL_RELEASES) <= set(forms.EVERY)
    assert set(forms_of(IN_EVERY_FORM)) == set(forms.EVERY)
    assert IN_EVERY_FORM in SEEDS


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_every_form_is_made_of_the_record_alone(seed):
    """Of a release that was read back from its JSON each form is the same, byte by byte."""
    made, told = published(seed)
    read_back = [Release.from_json(json.loads(json.dumps(each.as_json()))) for each in told]
    kinds = forms_of(seed)
    assert publications.in_forms(read_back, made, kinds) == written_in(seed, kinds)
    assert composed_again(told, made)


def strange(seed: int, seen: Written) -> list[str]:
    return [
        f"{kind} in {form}: {sorted(found)}"
        for (form, wave), body in seen.items()
        for kind, found in accounts.strange(form, body, records_of(seed, form, wave)).items()
        if found
    ]


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_no_number_and_no_word_stands_in_a_form_that_does_not_follow_from_the_record(seed):
    """Seen to fail: with a decimal more, exact heads, and somebody's own word, in the tests below."""
    assert strange(seed, written_in(seed, forms_of(seed))) == []


def test_a_decimal_more_an_exact_number_of_heads_and_a_word_of_somebodys_own_are_strange(monkeypatch):
    real = appendices._cell
    monkeypatch.setattr(
        appendices, "_cell", lambda figure: f"{real(figure)}, 7.73; 13 of 27 wrote wombatling"
    )
    made, told = published(6)
    told = " ".join(strange(6, publications.in_forms(told, made, ("html",))))
    assert "numbers in html: ['27', '7.73']" in told
    assert "heads in html: ['13 of 27']" in told
    assert "words in html: ['wombatling']" in told


FULL = tuple(
    form
    for form in forms.EVERY
    if not form.startswith(("guide", "pool")) and form not in {f"trend.{paper}" for paper in PAPERS}
)


@pytest.mark.parametrize("form", [pytest.param(each, marks=SLOW if each == "pdf" else ()) for each in FULL])
def test_every_figure_is_read_out_of_every_form_that_holds_them_all(form):
    """Else such a form could say anything."""
    _made, told = published(IN_EVERY_FORM)
    figures = {(figure.atom, figure.id) for figure in told[1].items if not figure.suppressed}
    read = {
        (each.group, each.item)
        for (_form, wave), body in written(IN_EVERY_FORM, form).items()
        for each in forms.read(form, wave, body, told=told)
        if each.wave == 1 and each.what in {"shown", "value", "band 1", "heads 1"}
    }
    assert read >= figures

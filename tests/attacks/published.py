"""What is published of random councils, made once for all tests that look at it."""

import json
from functools import cache
from typing import Any

from benchmarks import forms
from benchmarks.attacker import publications
from benchmarks.attacker.councils import Council, council
from concordat.surveys.rules.release import Release

Written = dict[tuple[str, int], bytes]
# A paper takes a second in Word and several as PDF, so those of one council are looked at: it has two health
# checks, a pool, and comments.
IN_EVERY_FORM = 9


def forms_of(seed: int) -> tuple[str, ...]:
    return forms.EVERY if seed == IN_EVERY_FORM else forms.QUICK


@cache
def published(seed: int) -> tuple[Council, list[Release]]:
    made = council(seed)
    return made, publications.published(made)


@cache
def written(seed: int, form: str) -> Written:
    made, told = published(seed)
    return publications.in_forms(told, made, (form,))


def written_in(seed: int, kinds: tuple[str, ...]) -> Written:
    return {place: body for form in kinds for place, body in written(seed, form).items()}


def records_of(seed: int, form: str, wave: int) -> list[Any]:
    """What such a form may be made of: the releases up to this one; for a trend its steps besides."""
    _made, told = published(seed)
    records = [json.loads(json.dumps(each.as_json())) for each in told]
    if form.startswith("trend"):
        return [*records, json.loads(written(seed, "trend.json")["trend.json", len(told) - 1])]
    return records[: wave + 1]

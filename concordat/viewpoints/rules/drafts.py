"""What a study begins with: our starter set, nothing, or what another tool's files define."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from concordat.qmethod.files import definitions
from concordat.viewpoints.rules import wording
from concordat.viewpoints.rules.concourse import MOST_ROWS, Line, wrong_with
from concordat.viewpoints.rules.grid import Grid
from concordat.viewpoints.rules.starter import edition, starter_set

LONGEST_WORDS, LONGEST_KEY = 300, 12
SHAPES = ("text", "radio", "select", "checkbox", "rating")


@dataclass(frozen=True)
class Candidate:
    """A statement of the concourse. ``draft_cy``: a translator has still to check the Welsh."""

    key: str
    words: str
    words_cy: str = ""
    theme: str = ""
    source: str = ""
    draft_cy: bool = False


@dataclass(frozen=True)
class AskedAfter:
    """A question after the sort. Of a rating, ``options`` are what 1 and 10 mean."""

    shape: str
    words: str
    words_cy: str = ""
    options: tuple[str, ...] = ()
    options_cy: tuple[str, ...] = ()
    required: bool = False


WHAT_WAS_MISSING = AskedAfter("text", wording.MISSING, wording.MISSING_CY)


@dataclass(frozen=True)
class Beginning:
    """``grid`` empty: as is usual for so many statements."""

    statements: tuple[Candidate, ...] = ()
    questions: tuple[AskedAfter, ...] = (WHAT_WAS_MISSING,)
    grid: Grid = field(default_factory=list)
    instruction: str = ""
    forced: bool = True


def starter() -> Beginning:
    """Our own 48 statements."""
    return Beginning(
        statements=tuple(
            Candidate(
                each.key,
                each.words,
                each.words_cy,
                each.theme,
                f"Concordat’s own set, edition {edition()}. {each.source}",
                draft_cy=True,
            )
            for each in starter_set()
        )
    )


def empty() -> Beginning:
    return Beginning()


# ---------------------------------------------------------------- what other programs' files define


class NotADraft(Exception):
    """What came back from the page is not what was put there."""


@dataclass(frozen=True)
class Found:
    """What was read, and what its reader should know of it."""

    title: str
    begin: Beginning
    notes: tuple[str, ...] = ()


def from_definition(files: Mapping[str, bytes]) -> Found:
    """A beginning from the files of HtmlQ, EQ Web Sort or Quince. Raises ``Refused`` (of ``qmethod``)."""
    draft = definitions.read_definition(files)
    notes = [caution.sentence for caution in draft.cautions]
    numbered = [each.id if each.id.startswith("s") else f"s{each.id:0>2}" for each in draft.statements]
    fit = len(set(numbered)) == len(numbered) and max(map(len, numbered), default=0) <= LONGEST_KEY
    keys = numbered if fit else []
    statements = tuple(
        Candidate(
            keys[place] if keys else f"s{place + 1:02d}",
            " ".join(each.text.split())[:LONGEST_WORDS],
            source="Read from the study’s own file",
        )
        for place, each in enumerate(draft.statements)
    )
    notes += [
        f"Statement {each.id} is longer than {LONGEST_WORDS} signs and was cut."
        for each in draft.statements
        if len(" ".join(each.text.split())) > LONGEST_WORDS
    ]
    if any(value != int(value) for value in draft.grid):
        notes.append("The grid has values that are not whole numbers, so another was laid.")
    counts = Counter(int(value) for value in draft.grid if value == int(value))
    whole = sum(counts.values()) == len(draft.grid)
    dropped = sum(each.kind == "information" for each in draft.questions)
    if dropped:
        notes.append(f"{dropped} pieces of information among the questions were left out.")
    begin = Beginning(
        statements=statements,
        questions=tuple(one for each in draft.questions for one in _questions(each)) or (WHAT_WAS_MISSING,),
        grid=[[value, counts[value]] for value in sorted(counts)] if whole else [],
        instruction=draft.wording.get("condition", "")[:1000],
        forced=draft.forced is not False,
    )
    return Found(draft.title[:120], begin, tuple(notes))


def _questions(asked: definitions.Question) -> list[AskedAfter]:
    """One of theirs as one of ours, or as several: a rating of several things is a question for each."""
    words = " ".join(f"{asked.label} {asked.note}".split())[:LONGEST_WORDS]
    options = tuple(option[:200] for option in asked.options if option)[:20]
    if asked.kind == "information" or not words:
        return []
    if asked.kind in {"radio", "select", "checkbox"} and len(options) > 1:
        return [AskedAfter(asked.kind, words, options=options, required=asked.required)]
    if asked.kind in {"likert", "rating2", "rating5"}:
        points = {"likert": 5, "rating2": 2, "rating5": 5}[asked.kind]
        scale = asked.scale if len(asked.scale) > 1 else tuple(str(n) for n in range(1, points + 1))
        return _rated("radio", words, options, tuple(scale)[:20], required=asked.required)
    if asked.kind == "rating10":
        return _rated("rating", words, options, ("", ""), required=asked.required)
    return [AskedAfter("text", words, required=asked.required)]


def _rated(
    shape: str, words: str, things: tuple[str, ...], scale: tuple[str, ...], *, required: bool
) -> list[AskedAfter]:
    asked = [f"{words} {thing}"[:LONGEST_WORDS] for thing in things] or [words]
    return [AskedAfter(shape, each, options=scale, required=required) for each in asked]


def kept(begin: Beginning) -> str:
    """A beginning as text, to lie in a page between its being read and its being confirmed."""
    return json.dumps(asdict(begin), ensure_ascii=False)


def restored(text: str) -> Beginning:
    """What ``kept`` wrote. It has been in a browser, so nothing of it is believed. Raises ``NotADraft``."""
    try:
        told = json.loads(text)
        begin = Beginning(
            statements=tuple(Candidate(**each) for each in told["statements"]),
            questions=tuple(
                AskedAfter(
                    **{
                        **each,
                        "options": tuple(each["options"]),
                        "options_cy": tuple(each["options_cy"]),
                    }
                )
                for each in told["questions"]
            ),
            grid=[[int(value), int(cards)] for value, cards in told["grid"]],
            instruction=str(told["instruction"])[:1000],
            forced=bool(told["forced"]),
        )
        sound = _sound(begin)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise NotADraft from None
    if not sound:
        raise NotADraft
    return begin


def _sound(begin: Beginning) -> bool:
    lines = [
        Line(0, each.key, each.words, each.words_cy, each.theme, each.source) for each in begin.statements
    ]
    return (
        len(lines) <= MOST_ROWS
        and all(line.key and not wrong_with(line) for line in lines)
        and len({line.key for line in lines}) == len(lines)
        and all(each.shape in SHAPES and 0 < len(each.words) <= LONGEST_WORDS for each in begin.questions)
        and all(abs(value) < 100 and 0 <= cards < 100 for value, cards in begin.grid)
    )

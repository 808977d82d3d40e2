"""What a council fills into the model. In a clause it stands in square brackets."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib import resources

from concordat.protocol.rules.clauses import Clause

BRACKETED = re.compile(r"\[([^\[\]]+)\]")


class Asked(StrEnum):
    """What kind of thing is asked for, so that a form can ask for it well."""

    BODY = "body"
    POST = "post"
    PEOPLE = "people"
    INSTRUMENTS = "instruments"
    PLACE = "place"
    CYCLE = "cycle"
    DAYS = "days"
    HOURS = "hours"
    TEXT = "text"


@dataclass(frozen=True)
class Placeholder:
    """``example`` is shown as a hint, and never filled in by itself."""

    key: str
    kind: Asked
    question: str
    example: str


@cache
def placeholders() -> Mapping[str, Placeholder]:
    rows = tomllib.loads(resources.files(__package__).joinpath("placeholders.toml").read_text("utf-8"))
    return {
        row["key"]: Placeholder(row["key"], Asked(row["kind"]), row["question"], row["example"])
        for row in rows["placeholder"]
    }


def asked_in(clauses: Iterable[Clause]) -> tuple[Placeholder, ...]:
    """What these clauses ask for, in the order in which they first do."""
    met = dict.fromkeys(key for clause in clauses for key in BRACKETED.findall(clause.text))
    return tuple(placeholders()[key] for key in met if key in placeholders())


def filled(clauses: Iterable[Clause], answers: Mapping[str, str]) -> tuple[Clause, ...]:
    """The clauses with what was answered in place of the brackets. What was not answered stays bracketed."""
    given = {key: " ".join(words.split()) for key, words in answers.items() if words.strip()}

    def word(found: re.Match[str]) -> str:
        words = given.get(found[1])
        if words is None:
            return found[0]
        # What was answered for the middle of a sentence may stand at the head of another.
        return words[0].upper() + words[1:] if _begins(found) else words

    return tuple(replace(clause, text=BRACKETED.sub(word, clause.text)) for clause in clauses)


def _begins(found: re.Match[str]) -> bool:
    return not found.start() or found.string[: found.start()].rstrip().endswith((".", "?", "!"))


# What other people's drafts leave open: "[insert name]", a row of crosses, a line to write on.
_LEFT = re.compile(
    r"\[\s*(?:insert|name|enter|add|council|date|delete)\b[^\]]{0,200}\]|\bX{3,}\b|_{4,}", re.IGNORECASE
)


def left_open(text: str) -> tuple[str, ...]:
    """What in a text is still to be filled in, as it stands there."""
    ours = [f"[{key}]" for key in BRACKETED.findall(text) if key in placeholders()]
    return tuple(dict.fromkeys([*ours, *(found[0] for found in _LEFT.finditer(text))]))

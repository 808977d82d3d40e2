"""What words weigh, language by language. The words are data (``english.toml``, ``welsh.toml``)."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

Phrase = tuple[str, ...]
LANGUAGES = ("english", "welsh")


class Phrases:
    """Phrases of one or more words, each with what it stands for; the longest is found first."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self._by_first: dict[str, list[tuple[Phrase, str]]] = {}
        for words, meaning in entries:
            phrase = tuple(words.split())
            self._by_first.setdefault(phrase[0], []).append((phrase, meaning))
        for found in self._by_first.values():
            found.sort(key=lambda entry: -len(entry[0]))

    def at(self, words: Sequence[str], place: int) -> tuple[int, str] | None:
        """How many words from this place on are a phrase, and what it stands for."""
        for phrase, meaning in self._by_first.get(words[place], ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                return len(phrase), meaning
        return None

    @property
    def openings(self) -> frozenset[str]:
        """The words with which any of them begins."""
        return frozenset(self._by_first)

    def all(self) -> Iterator[Phrase]:
        return (phrase for found in self._by_first.values() for phrase, _ in found)

    def anywhere(self, words: Sequence[str]) -> bool:
        return any(self.at(words, place) for place in range(len(words)))


@dataclass(frozen=True)
class Term:
    """A row of swapped terms: ``forms`` lead to the word that stands for all of them."""

    not_before: frozenset[str]
    not_after: frozenset[str]


@dataclass(frozen=True)
class Numbers:
    units: dict[str, int]
    tens: dict[str, int]
    hundred: frozenset[str]
    thousand: frozenset[str]
    ordinals: dict[str, int]
    parts: dict[str, int]
    joining: str
    tens_words: frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    """The words of one language.

    terms       forms of swapped terms, each with the one that stands for the row
    weights     words and phrases with force: "modality: duty", "negation", "amount" …
    """

    language: str
    markers: frozenset[str]
    articles: frozenset[str]
    letters: frozenset[str]
    negating_prefixes: tuple[str, ...]
    terms: Phrases
    term_rules: dict[str, Term]
    pronouns: Phrases
    weights: Phrases
    joining: frozenset[str]
    defining: Phrases
    documents: frozenset[str]
    citing: frozenset[str]
    telling: Phrases
    stamps: Phrases
    dated: frozenset[str]
    numbers: Numbers
    agreement: frozenset[frozenset[str]]
    lookalikes: frozenset[frozenset[str]]

    @cached_property
    def own_words(self) -> frozenset[str]:
        """Words by which the language is known."""
        return self.markers | self.weights.openings | self.terms.openings

    @cached_property
    def telling_words(self) -> frozenset[str]:
        """Words that may be meant otherwise than they stand: terms, pronouns and numbers begin with them."""
        numbers = self.numbers
        return (
            self.terms.openings | self.pronouns.openings | {*numbers.units, *numbers.tens, *numbers.ordinals}
        )


MODALITY = "modality: "


@cache
def lexicon(name: str) -> Lexicon:
    told = tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    terms, rules = _terms(told["terms"])
    weighty: dict[str, list[str]] = told["weighty"]
    weights = [
        (word, f"{MODALITY}{strength}") for strength, words in told["modality"].items() for word in words
    ]
    weights += [(word, kind) for kind, words in weighty.items() if kind != "joining" for word in words]
    return Lexicon(
        language=told["language"],
        markers=frozenset(told["markers"]),
        articles=frozenset(told["articles"]),
        letters=frozenset(told["letters"]),
        negating_prefixes=tuple(told["negating_prefixes"]),
        terms=terms,
        term_rules=rules,
        pronouns=Phrases((word, one) for one, words in told["pronouns"].items() for word in words),
        weights=Phrases(weights),
        joining=frozenset(weighty["joining"]),
        defining=Phrases((words, "defining") for words in told["defining"]["phrases"]),
        documents=frozenset(told["telling"]["documents"]),
        citing=frozenset(told["citing"]["words"]),
        telling=Phrases((words, "telling") for words in told["telling"]["verbs"]),
        stamps=Phrases((words, "stamp") for words in told["stamps"]["openings"]),
        dated=frozenset((*told["stamps"]["months"], *told["stamps"]["counted"])),
        numbers=_numbers(told["numbers"]),
        agreement=frozenset(frozenset(pair) for pair in told["agreement"]),
        lookalikes=frozenset(frozenset(pair.split()) for pair in told["lookalikes"]),
    )


def _terms(rows: Sequence[dict[str, list[str]]]) -> tuple[Phrases, dict[str, Term]]:
    forms: list[tuple[str, str]] = []
    rules: dict[str, Term] = {}
    for row in rows:
        for number in ("same", "plural"):
            forms += [(words, row[number][0]) for words in row[number]]
            rules[row[number][0]] = Term(
                frozenset(row.get("not_before", ())), frozenset(row.get("not_after", ()))
            )
    return Phrases(forms), rules


def _numbers(told: dict[str, Any]) -> Numbers:
    return Numbers(
        units=told["units"],
        tens=told["tens"],
        hundred=frozenset(told["hundred"]),
        thousand=frozenset(told["thousand"]),
        ordinals=told["ordinals"],
        parts=told["parts"],
        joining=told["and"],
        tens_words=frozenset(told.get("tens_word", ())),
    )


def language_of(words: Sequence[str], *, likely: str = LANGUAGES[0]) -> str:
    """The language whose words stand most often among these; where they do not tell, the likely one."""
    # A long clause tells its language in its first words as well as in all of them.
    opening = words[:400]
    counted = {name: sum(word in lexicon(name).own_words for word in opening) for name in LANGUAGES}
    most = max(counted.values())
    found = [name for name, count in counted.items() if count == most]
    return likely if likely in found else found[0]

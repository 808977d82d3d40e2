"""Differences that change nothing: spelling, spacing, an article, a term that was swapped for another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from concordat.protocol.rules.comparing.lexicon import Lexicon
from concordat.protocol.rules.comparing.words import NAME, Words, near

# A shorter word is too easily another word.
LONG_ENOUGH = 5
LONG_ENOUGH_TO_WEIGH = 7
# Modality, numbers, times and conditions are never taken for a slip of anything.
MAY_BE_MISSPELT = frozenset({"person", "formality"})


class Slight(StrEnum):
    """Why a difference is editorial."""

    LAYOUT = "capitals or punctuation"
    NAME = "a name that is masked"
    TERM = "a term swapped for another with the same meaning"
    PRONOUN = "a pronoun"
    NUMBER = "a number written another way"
    ARTICLE = "an article"
    SPELLING = "spelling"
    SPACING = "spacing"
    GRAMMAR = "grammatical number"
    BLANK = "a blank that was filled in"
    REFERENCE = "a reference that follows its clause to its new number"


@dataclass(frozen=True)
class Known:
    """How often each word stands in both texts together: a slip stands once, a word many times."""

    times: Mapping[str, int]

    def word(self, spoken: str) -> bool:
        return self.times.get(spoken, 0) > 1


def slight(old: Words, new: Words, i: tuple[int, int], j: tuple[int, int], known: Known) -> Slight | None:
    """Why ``old.meant[i]`` and ``new.meant[j]`` differ in nothing that matters; None if they may."""
    lexicon = old.lexicon
    a, b = old.meant[i[0] : i[1]], new.meant[j[0] : j[1]]
    if _without_letters(a, lexicon) == _without_letters(b, lexicon):
        return Slight.ARTICLE if _bare(a, lexicon) == _bare(b, lexicon) else Slight.SPELLING
    bare_a, bare_b = _bare(a, lexicon), _bare(b, lexicon)
    if _one_name(bare_a) and _one_name(bare_b):
        return Slight.NAME
    if {a, b} <= {("1",), ("a",), ("an",)}:
        return Slight.NUMBER
    spoken_a, spoken_b = _spoken(old, *i), _spoken(new, *j)
    if "".join(spoken_a) == "".join(spoken_b) and _digits(spoken_a) == _digits(spoken_b):
        return Slight.SPACING
    if i[0] < i[1] and j[0] < j[1] and _is_blank(old, *i) != _is_blank(new, *j):
        return Slight.BLANK
    if len(bare_a) != len(bare_b):
        return None
    found = [
        _word(one, other, lexicon, known) for one, other in zip(bare_a, bare_b, strict=True) if one != other
    ]
    return None if None in found else found[0]


def _bare(words: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(word for word in words if word not in lexicon.articles)


def _without_letters(words: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    """Without articles, and without lone letters that are no words: marks swallowed into the text."""
    return tuple(
        word
        for word in _bare(words, lexicon)
        if not (len(word) == 1 and word.isalpha() and word not in lexicon.letters)
    )


def _one_name(words: Sequence[str]) -> bool:
    """The masked name, or "the council", which stands for it. A county council is another body."""
    return words in ((NAME,), ("council",))


def _spoken(words: Words, start: int, end: int) -> tuple[str, ...]:
    if start == end:
        return ()
    return words.spoken[words.came_from[start][0] : words.came_from[end - 1][1]]


def _is_blank(words: Words, start: int, end: int) -> bool:
    """Whether the words stand in square brackets, as what is to be filled into a model does."""
    first, last = words.came_from[start][0], words.came_from[end - 1][1] - 1
    begin, finish = words.spans[first][0], words.spans[last][1]
    inside = words.text[begin:finish]
    return (
        words.text[begin - 1 : begin] == "["
        and words.text[finish : finish + 1] == "]"
        and not set("[]") & set(inside)
    )


def _digits(spoken: Sequence[str]) -> list[str]:
    return [word for word in spoken if any(sign.isdigit() for sign in word)]


def _word(one: str, other: str, lexicon: Lexicon, known: Known) -> Slight | None:
    pair = frozenset((one, other))
    if pair in lexicon.agreement:
        return Slight.GRAMMAR
    if any(sign.isdigit() for word in pair for sign in word) or NAME in pair or negated(one, other, lexicon):
        return None
    if _lost_letter(one, other, lexicon) or _lost_letter(other, one, lexicon):
        return Slight.SPELLING
    weights = [weight[1] for word in pair if (weight := lexicon.weights.at((word,), 0))]
    if pair in lexicon.lookalikes or not MAY_BE_MISSPELT.issuperset(weights):
        return None
    if (_plural(one, other) or _plural(other, one)) and "person" not in weights:
        return Slight.GRAMMAR
    # A long noun with a slip in it is still that noun, where the slip is no other word of the lexicon.
    shortest = LONG_ENOUGH_TO_WEIGH if weights else LONG_ENOUGH
    slip = min(len(one), len(other)) >= shortest and near(one, other) and len(weights) < len(pair)
    return Slight.SPELLING if slip and not (known.word(one) and known.word(other)) else None


def negated(one: str, other: str, lexicon: Lexicon) -> bool:
    """Whether one word is the other with a prefix that turns it about: lawful, unlawful."""
    return any(one == prefix + other or other == prefix + one for prefix in lexicon.negating_prefixes)


def _lost_letter(letter: str, word: str, lexicon: Lexicon) -> bool:
    """A lone letter that is no word is what is left of a short one: "f" of "if"."""
    if (
        len(letter) != 1
        or not letter.isalpha()
        or letter in lexicon.letters
        or len(word) > 3
        or letter not in word
    ):
        return False
    weight = lexicon.weights.at((word,), 0)
    return weight is None or weight[1] == "condition"


def _plural(one: str, many: str) -> bool:
    return many in (one + "s", one + "es") or (one.endswith("y") and many == one[:-1] + "ies")

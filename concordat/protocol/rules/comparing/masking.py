"""Names that differ from council to council and mean nothing in a rule: found, or told, and masked."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from concordat.protocol.rules.clauses import Clause, Reading
from concordat.protocol.rules.comparing.lexicon import Phrases
from concordat.protocol.rules.comparing.words import tidy, words_of

_TIERS = (
    "Parish",
    "Town",
    "Community",
    "City",
    "District",
    "County",
    "Borough",
    "County Borough",
    "Metropolitan Borough",
    "London Borough",
    "Royal Borough",
    "City and County",
    "Unitary",
)
_TIER = "|".join(sorted((tier.replace(" ", r"\s+") for tier in _TIERS), key=len, reverse=True))
# Long enough for any name, and short enough that a megabyte of letters is soon known for none.
_PROPER = r"\b[^\W\d_a-z][\w'’-]{0,40}"
_SMALL = "and|of|the|upon|on|le|in|next|with|under|by|cum"
# "Milburn Parish Council", also with its space lost: "MilburnParish Council".
_ENGLISH = re.compile(
    rf"(?P<name>(?:{_PROPER}[ \t]+(?:(?:{_SMALL})[ \t]+){{0,3}}){{0,4}}?{_PROPER}?)"
    rf"\s*(?P<tier>{_TIER})\s+Council\b"
)
_BOROUGH_OF = re.compile(
    r"(?P<tier>London Borough|Royal Borough|Borough|City|County)\s+of\s+"
    rf"(?P<name>{_PROPER}(?:[ \t]+(?:(?:and|upon|of)[ \t]+)?{_PROPER}){{0,3}})"
)
_WELSH = re.compile(
    r"(?P<tier>Cyngor\s+(?:Cymuned|Tref|Sir|Dinas|Bwrdeistref\s+Sirol|Bwrdeistref))\s+"
    rf"(?P<name>{_PROPER}(?:[ \t]+{_PROPER}){{0,2}})"
)
_NOT_NAMES = frozenset(
    (
        *("the", "a", "an", "each", "every", "any", "our", "your", "this", "that", "its", "as", "when"),
        *("where", "if", "and", "or", "of", "for", "by", "to", "at", "in", "on", "principal"),
    )
)
# "Protocol of Barton Parish Council" is not what the council is called.
_DOCUMENTS = frozenset(
    (
        *(
            "protocol",
            "code",
            "conduct",
            "policy",
            "scheme",
            "standing",
            "orders",
            "rules",
            "constitution",
            "minutes",
        ),
        *(
            "guidance",
            "members",
            "member",
            "officers",
            "officer",
            "councillors",
            "councillor",
            "relations",
            "data",
        ),
        *("protection", "procedure", "charter", "agreement", "model", "draft"),
    )
)
# So many characters at either end of a document are its head and its close.
HEAD = 600
# Longer than any council's name; a name of more words is not tried with every way of losing its spaces.
_LONGEST_NAME = 6


def councils_named(text: str) -> list[tuple[str, str]]:
    """The councils that a text names, each as (name, tier), as often as it names them."""
    found: list[tuple[str, str]] = []
    for pattern in (_ENGLISH, _BOROUGH_OF, _WELSH):
        for match in pattern.finditer(text):
            words = match["name"].split()
            while words and words[0].casefold() in _NOT_NAMES | _DOCUMENTS:
                words.pop(0)
            if words and " ".join(words) not in _TIERS:
                found.append((" ".join(words), " ".join(match["tier"].split())))
    return found


def own_names(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[str, ...]:
    """The names of the council whose texts these are, where it is plain that only the name differs.

    That is so where each text names one council and no other, of the same tier, under different names. In all
    other cases a changed name is a changed body until somebody says otherwise.
    """
    before, after = _only_council(old), _only_council(new)
    if not before or not after or before == after or before[1] != after[1]:
        return ()
    return tuple(f"{name} {tier} Council" for name, tier in (before, after))


def _only_council(tree: Sequence[Clause]) -> tuple[str, str] | None:
    named: Counter[tuple[str, str]] = Counter()
    for clause in tree:
        for text in (clause.heading, clause.text):
            if "ouncil" in text or "yngor" in text or " of " in text:
                named.update(councils_named(text))
    return next(iter(named)) if len(named) == 1 else None


def names_of(old: Reading, new: Reading) -> tuple[str, ...]:
    """The names under which two documents go: those of their heads, and where they differ in nothing else.

    Under one and the same name nothing is masked: what a council's own text calls it is no matter of taste.
    """
    before, after = council_of(old), council_of(new)
    if before.casefold() == after.casefold():
        return own_names(old.clauses, new.clauses) if not before else ()
    return tuple(dict.fromkeys(filter(None, (before, after, *own_names(old.clauses, new.clauses)))))


def council_of(reading: Reading) -> str:
    """The first council that title, opening or close of a document names; empty if none."""
    for text in (reading.title, reading.source[:HEAD], reading.source[-HEAD:]):
        lines = (line.title() if line.isupper() else line for line in text.splitlines())
        for name, tier in councils_named(" \n".join(lines)):
            return f"{tier} {name}" if tier.startswith("Cyngor") else f"{name} {tier} Council"
    return ""


def masks(names: Iterable[str]) -> Phrases | None:
    """The names as phrases to be masked: whole, without their tier, and with any of their spaces lost."""
    entries = {(phrase, "name") for name in names for phrase in _forms(name)}
    return Phrases(sorted(entries)) if entries else None


def _forms(name: str) -> Iterator[str]:
    spoken = words_of([tidy(name)]).spoken
    if not spoken:
        return
    yield " ".join(spoken)
    if len(spoken) <= _LONGEST_NAME:
        for count in range(1, len(spoken)):
            for gaps in combinations(range(1, len(spoken)), count):
                yield " ".join(_joined(spoken, gaps))
    # "Milburn Parish Council" is also "Milburn"; a bare "Parish Council" says nothing of whose it is.
    own = [
        word
        for word in spoken
        if word.title() not in {part for tier in _TIERS for part in tier.split()} and word != "council"
    ]
    if own and own != list(spoken):
        yield " ".join(own)


def _joined(words: Sequence[str], lost: Sequence[int]) -> Iterator[str]:
    """The words with the spaces before the places in ``lost`` gone."""
    piece = words[0]
    for place, word in enumerate(words[1:], start=1):
        if place in lost:
            piece += word
        else:
            yield piece
            piece = word
    yield piece

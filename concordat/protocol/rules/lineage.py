"""Words that came with a text from another council: "the Town" in a parish, a name that is not one's own."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from concordat.people.rules.councils import LOCAL, Tier

# What a council of each kind would not call its own area. A parish has a district above it: that is no sign.
FOREIGN: dict[Tier, tuple[str, ...]] = {
    Tier.PARISH: ("Town", "Borough", "City"),
    Tier.TOWN: ("Parish", "Borough"),
    Tier.COMMUNITY: ("Parish", "Town", "Borough"),
    Tier.DISTRICT: ("Town", "Parish", "Borough"),
    Tier.BOROUGH: ("Town", "Parish", "District"),
    Tier.COUNTY: ("Town", "Parish", "Borough", "District"),
    Tier.UNITARY: ("Town", "Parish", "District"),
    Tier.METROPOLITAN: ("Town", "Parish", "District"),
    Tier.LONDON_BOROUGH: ("Town", "Parish", "District"),
    Tier.COMBINED_AUTHORITY: ("Town", "Parish", "District"),
}
_OWN_KIND = {Tier.PARISH: "Parish", Tier.TOWN: "Town", Tier.COMMUNITY: "Community"}
_JOINING = r"(?:and|of|on|in|le|la|the|with|upon|under|cum|next|y|yr)"
_WORD = r"[A-Z][\w’'.]{1,30}(?:-\w{1,20}){0,3}"
_NAME = re.compile(
    rf"({_WORD}(?: (?:{_JOINING} ){{0,2}}{_WORD}){{0,5}}) "
    r"(Town|Parish|Community|City|Borough|District|County) Council\b"
)
# A word that opens a sentence, or says which kind and not which place, is no part of a name.
_NO_NAME = frozenset(
    {
        "The",
        "This",
        "A",
        "Any",
        "Each",
        "Your",
        "Our",
        "Full",
        "Principal",
        "Local",
        "And",
        "Or",
        "If",
        "When",
    }
)


@dataclass(frozen=True)
class Foreign:
    """Words that do not fit this council, and the clauses in which they stand."""

    words: str
    where: tuple[int, ...]
    confidence: float


def foreign(
    texts: Sequence[str], *, tier: Tier, council: str = "", principal: str = ""
) -> tuple[Foreign, ...]:
    """What in these texts another council seems to have written.

    council, principal   the council's own name and that of the one above it, where they are known
    """
    return (*_areas(texts, tier), *_kinds(texts, tier), *_names(texts, known=(council, principal)))


def _areas(texts: Sequence[str], tier: Tier) -> list[Foreign]:
    found = []
    for word in FOREIGN[tier]:
        area = re.compile(rf"\b(?:the|this|our) {word}\b(?! (?:Council|Clerk|Hall|Mayor|Centre|and Country))")
        where = tuple(place for place, text in enumerate(texts) if area.search(text))
        if where:
            found.append(Foreign(f"the {word}", where, 0.75))
    return found


def _kinds(texts: Sequence[str], tier: Tier) -> list[Foreign]:
    """A local council that calls itself another kind of local council."""
    if tier not in LOCAL:
        return []
    found = []
    for word in sorted(set(_OWN_KIND.values()) - {_OWN_KIND[tier]}):
        kind = re.compile(rf"\b(?:the|this|The|This) {word} (?:Council|Clerk)\b")
        where = tuple(place for place, text in enumerate(texts) if kind.search(text))
        if where:
            found.append(Foreign(f"the {word} Council", where, 0.8))
    return found


def _names(texts: Sequence[str], *, known: tuple[str, str]) -> list[Foreign]:
    """Names of councils that are not ours; where ours is unknown, the one named most often counts as it."""
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        for match in _NAME.finditer(text):
            name = _bare(match)
            if name:
                places.setdefault(name, []).append(place)
    ours = {_plain(name) for name in known if name}
    if not ours and places:
        # Beside the council itself, one principal council above it is what one would expect to read of.
        local = Counter({name: len(where) for name, where in places.items() if _is_local(name)})
        ours = {_plain(name) for name in places if not _is_local(name)} | {
            _plain(name) for name, _many in local.most_common(1)
        }
    return [
        Foreign(name, tuple(dict.fromkeys(where)), 0.85 if any(known) else 0.7)
        for name, where in places.items()
        if _plain(name) not in ours
    ]


def _bare(match: re.Match[str]) -> str:
    words = match[1].split()
    while words and words[0] in _NO_NAME:
        words = words[1:]
    return f"{' '.join(words)} {match[2]} Council" if words else ""


def _is_local(name: str) -> bool:
    return name.rsplit(" ", 2)[-2] in {"Town", "Parish", "Community"}


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split())

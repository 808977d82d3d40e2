"""The gap report: what a protocol lacks beside the model, and what in it is no longer right.

Clauses that bear our tags are taken at their word. Any other text is read (`gap_reading`), and each verdict
says how sure it is. Every finding names where, why, how to mend it and the law behind it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from concordat.people.rules.councils import Nation, Tier
from concordat.protocol.rules import expectations, gap_words, law, lineage, routes
from concordat.protocol.rules.clauses import Clause, Kind, Owed
from concordat.protocol.rules.expectations import Expectation, Measure
from concordat.protocol.rules.gap_findings import (
    ExpectationSeen,
    FamilySeen,
    Finding,
    Gap,
    GapReport,
    PrincipleSeen,
)
from concordat.protocol.rules.gap_reading import bears, leads_to_expectations, owing, read_families, said
from concordat.protocol.rules.model import Family, families, principles
from concordat.protocol.rules.model.placeholders import left_open
from concordat.protocol.rules.packs import pack
from concordat.protocol.rules.signs import small

_SAYS_SOMETHING = frozenset({Kind.RULE, Kind.EXPECTATION, Kind.QUOTATION, Kind.HEADING})


@dataclass(frozen=True)
class _Text:
    """The clauses, and what was worked out of them once."""

    clauses: tuple[Clause, ...]
    marked: tuple[bool, ...]  # which clauses bear our tags
    owed: tuple[Owed | None, ...]
    speaks_of: tuple[tuple[Expectation, ...], ...]

    def expects(self, place: int) -> bool:
        """Whether the clause is an expectation, by its kind or because it stands in a list of them."""
        clause = self.clauses[place]
        if self.marked[place] or clause.kind is Kind.EXPECTATION:
            return clause.kind is Kind.EXPECTATION
        listed = self.owed[place] is not None and clause.kind in _SAYS_SOMETHING
        return listed and not leads_to_expectations(clause)


def gaps(
    clauses: tuple[Clause, ...],
    *,
    tier: Tier,
    nation: Nation,
    today: date,
    measures: Mapping[str, Measure] | None = None,
    council: str = "",
    principal: str = "",
    progress: Callable[[float], None] | None = None,
) -> GapReport:
    """What these clauses lack, and what in them is no longer right.

    measures            by clause key: what the council itself has tied to an expectation
    council, principal  its own name and that of the council above it: words of others are told from them
    progress            told how much of the work is done, from 0 to 1
    """
    told = progress or _nobody
    text = _text(clauses)
    told(0.3)
    seen = _families(text)
    told(0.55)
    expected = _expectations(text)
    principled = _principles(text, nation)
    told(0.65)
    findings = (
        *_routes(text, nation, tier),
        *_lapsed(text, nation, today),
        *(gap_words.family_missing(each) for each in seen if not each.present),
        *(gap_words.expectation_missing(each) for each in expected if not each.where),
        *(gap_words.expectation_unowed(each) for each in expected if each.where and not each.as_expectation),
        *_not_measured(text, measures or {}),
        *(gap_words.principle_missing(each, nation) for each in principled if not each.where),
        *_foreign(text, tier, council, principal),
        *_open(text),
        *_may_change(text, nation),
    )
    return GapReport(
        tier=tier,
        nation=nation,
        on=today,
        clauses=clauses,
        families=seen,
        expectations=expected,
        principles=principled,
        cited=tuple(
            dict.fromkeys(each for clause in clauses for each in law.cited(said(clause), nation=nation))
        ),
        findings=tuple(sorted(findings, key=lambda each: list(Gap).index(each.kind))),
        by_reading=not any(text.marked),
        law_edition=law.edition(),
        law_checked_on=max(each.checked_on for each in law.register().values()),
    )


def _nobody(_share: float) -> None:
    """Told where nobody waits."""


def _text(clauses: tuple[Clause, ...]) -> _Text:
    ours = {each.tag for each in families()}
    marked = tuple(bool(ours & clause.tags) for clause in clauses)
    owed = owing(clauses)
    speaks_of = tuple(
        expectations.of(clause.key, said(clause), owed=owed[place]) if clause.kind in _SAYS_SOMETHING else ()
        for place, clause in enumerate(clauses)
    )
    return _Text(clauses, marked, owed, speaks_of)


# ------------------------------------------------------------------------------------------- what is there


def _families(text: _Text) -> tuple[FamilySeen, ...]:
    """By our tags where there are any; and a family without a tag may still be there in other words."""
    tagged = {each.key: _by_tag(each, text) for each in families()}
    if all(tagged.values()):
        return tuple(seen for seen in tagged.values() if seen)
    return tuple(tagged[seen.family.key] or seen for seen in read_families(text.clauses))


def _by_tag(family: Family, text: _Text) -> FamilySeen | None:
    where = tuple(
        place
        for place, clause in enumerate(text.clauses)
        if family.tag in clause.tags and clause.kind is not Kind.HEADING
    )
    return FamilySeen(family, True, 1.0, where, ()) if where else None


def _expectations(text: _Text) -> tuple[ExpectationSeen, ...]:
    return tuple(_expectation_seen(each, text) for each in expectations.register().values())


def _expectation_seen(each: Expectation, text: _Text) -> ExpectationSeen:
    where = tuple(place for place, spoken in enumerate(text.speaks_of) if each in spoken)
    return ExpectationSeen(each, where, any(text.expects(place) for place in where))


def _principles(text: _Text, nation: Nation) -> tuple[PrincipleSeen, ...]:
    words = [small(said(clause)) for clause in text.clauses]

    def bearing(tag: str) -> tuple[int, ...]:
        return tuple(
            place
            for place, clause in enumerate(text.clauses)
            if (tag in clause.tags if text.marked[place] else bears(words[place], tag))
        )

    return tuple(PrincipleSeen(each, bearing(each.tag)) for each in principles(nation))


# --------------------------------------------------------------------------------- what is no longer right


def _routes(text: _Text, nation: Nation, tier: Tier) -> list[Finding]:
    found: dict[str, tuple[routes.Route, list[int], list[str]]] = {}
    for place, clause in enumerate(text.clauses):
        above = _headings_above(text.clauses, place)
        for route, sentence in routes.taken(clause.text, under=above, nation=nation, of=law.reach(tier)):
            _route, places, words = found.setdefault(route.id, (route, [], []))
            places.append(place)
            words.append(sentence)
    return [
        gap_words.route(route, tuple(places), tuple(words), nation=nation, of=law.reach(tier))
        for route, places, words in found.values()
    ]


def _headings_above(clauses: tuple[Clause, ...], place: int) -> str:
    above = [clauses[place].heading]
    parent = clauses[place].parent
    # A parent stands before its child. In a tree that a person is still mending it may not, for a while.
    while parent is not None and parent < place:
        place = parent
        above.append(clauses[place].heading)
        parent = clauses[place].parent
    return "\n".join(above)


def _lapsed(text: _Text, nation: Nation, today: date) -> list[Finding]:
    passages = [said(clause) for clause in text.clauses]
    return [gap_words.lapsed(each) for each in law.cited_lapsed(passages, nation=nation, on=today)]


def _not_measured(text: _Text, measures: Mapping[str, Measure]) -> list[Finding]:
    return [
        gap_words.not_measured(place)
        for place, clause in enumerate(text.clauses)
        if text.expects(place) and not text.speaks_of[place] and not (clause.key and clause.key in measures)
    ]


def _foreign(text: _Text, tier: Tier, council: str, principal: str) -> list[Finding]:
    words = [said(clause) for clause in text.clauses]
    found = lineage.foreign(words, tier=tier, council=council, principal=principal)
    return [gap_words.foreign(each, tier) for each in found]


def _open(text: _Text) -> list[Finding]:
    """All in one finding: a fresh draft from the model has dozens, and each is mended in the same way."""
    left = {place: words for place, clause in enumerate(text.clauses) if (words := left_open(clause.text))}
    return [gap_words.left_open(left)] if left else []


def _may_change(text: _Text, nation: Nation) -> list[Finding]:
    places = {clause.key: place for place, clause in enumerate(text.clauses) if clause.key}
    held = [hold for hold in pack(nation).holds if hold.clause in places]
    return [gap_words.may_change(hold, places[hold.clause]) for hold in held]

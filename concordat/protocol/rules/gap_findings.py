"""What a gap report is made of: plain values that pages, papers and tables are drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from concordat.people.rules.councils import Nation, Tier
from concordat.protocol.rules.clauses import Clause
from concordat.protocol.rules.expectations import Expectation
from concordat.protocol.rules.law import Reference
from concordat.protocol.rules.model.families import Family
from concordat.protocol.rules.packs import Principle


class Gap(StrEnum):
    """What kind of gap a finding is, in the order in which a report tells them."""

    ROUTE_UNLAWFUL = "a route that is not lawful"
    LAW_LAPSED = "law that has lapsed"
    ROUTE_UNSAFE = "a route that is not safe"
    FAMILY_MISSING = "a subject with no clause"
    EXPECTATION_MISSING = "an expectation with no clause"
    EXPECTATION_UNOWED = "an expectation that nobody owes"
    NOT_MEASURED = "an expectation with no measure"
    PRINCIPLE_MISSING = "a principle with no clause"
    ROUTE_REFER_ONLY = "a route that is for referring only"
    OTHER_COUNCILS_WORDS = "another council’s words"
    NOT_FILLED_IN = "words left to be filled in"
    LAW_MAY_CHANGE = "law that may change"


URGENT = frozenset({Gap.ROUTE_UNLAWFUL, Gap.LAW_LAPSED, Gap.ROUTE_UNSAFE})


@dataclass(frozen=True)
class Finding:
    """One gap, and how to mend it.

    what        in one sentence
    where       places of the clauses concerned; none where something is not there at all
    words       the words of the text that gave rise to it
    law         rows of the register of law
    confidence  0 to 1: how sure it is
    """

    kind: Gap
    what: str
    why: str
    mend: str
    where: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    law: tuple[Reference, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True)
class FamilySeen:
    """Whether a text has a family. ``confidence`` is in the verdict, whichever it is."""

    family: Family
    present: bool
    confidence: float
    where: tuple[int, ...]
    signs: tuple[str, ...]


@dataclass(frozen=True)
class ExpectationSeen:
    """An entry of the register and the clauses that say it.

    as_expectation  whether one of them says it as an expectation, with somebody who owes it
    """

    expectation: Expectation
    where: tuple[int, ...]
    as_expectation: bool


@dataclass(frozen=True)
class PrincipleSeen:
    principle: Principle
    where: tuple[int, ...]


@dataclass(frozen=True)
class GapReport:
    """What a text lacks beside the model, and what in it is no longer right.

    by_reading  whether the families were told from the words, because the clauses bear no tags of ours
    cited       rows of the register that the text cites
    labels      how a reader finds the clauses that are spoken of, where the clauses themselves are not here
    """

    tier: Tier
    nation: Nation
    on: date
    clauses: tuple[Clause, ...]
    families: tuple[FamilySeen, ...]
    expectations: tuple[ExpectationSeen, ...]
    principles: tuple[PrincipleSeen, ...]
    cited: tuple[Reference, ...]
    findings: tuple[Finding, ...]
    by_reading: bool
    law_edition: str
    law_checked_on: date
    labels: Mapping[int, str] = field(default_factory=dict)

    @property
    def present(self) -> tuple[Family, ...]:
        return tuple(seen.family for seen in self.families if seen.present)

    @property
    def missing(self) -> tuple[Family, ...]:
        return tuple(seen.family for seen in self.families if not seen.present)

    def of(self, kind: Gap) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.kind is kind)

    def label(self, place: int) -> str:
        """How a reader finds a clause: its printed label, or its first words where it has none."""
        if place in self.labels:
            return self.labels[place]
        clause = self.clauses[place]
        if clause.label.strip(" -•–*·"):
            return f"{self._above(place)}{clause.label}"
        words = (clause.heading or clause.text).split()
        return f"“{' '.join(words[:6])}{' …' if len(words) > 6 else ''}”"

    def _above(self, place: int) -> str:
        """What an item's label needs before it: there is an (a) under many a clause."""
        clause = self.clauses[place]
        if not clause.label.startswith("(") or clause.parent is None or not clause.parent < place:
            return ""
        return f"{self._above(clause.parent)}{self.clauses[clause.parent].label.rstrip('.')}"

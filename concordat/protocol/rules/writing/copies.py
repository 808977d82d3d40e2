"""What is written out: the text of an edition, and what stands at its head."""

from dataclasses import dataclass
from datetime import date

from concordat.protocol.rules.clauses import Clause


@dataclass(frozen=True)
class Copy:
    """A text as one hands it to somebody.

    facts         what stands at its head, name and value: by whom it was adopted, since when it is in force
    on            the day that the copy bears: for an edition in force, that on which it took effect
    address       where the edition stands in public; a clause with a key stands there under ``#key``
    fingerprint   SHA-256 of the frozen text; empty for a draft
    """

    title: str
    council: str
    clauses: tuple[Clause, ...]
    on: date
    facts: tuple[tuple[str, str], ...] = ()
    language: str = "en-GB"
    address: str = ""
    fingerprint: str = ""

    def anchor(self, place: int) -> str:
        """The permanent identity of a clause; its place in the text, for one that has none yet."""
        return self.clauses[place].key or f"clause-{place + 1}"

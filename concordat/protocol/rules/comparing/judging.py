"""The verdict upon each match, and what is shown of it."""

from dataclasses import dataclass, replace

from concordat.protocol.rules.clauses import Kind
from concordat.protocol.rules.comparing import joining, listing, saying
from concordat.protocol.rules.comparing.differences import runs
from concordat.protocol.rules.comparing.itemising import Items
from concordat.protocol.rules.comparing.likeness import likeness, shingles
from concordat.protocol.rules.comparing.matches import Match
from concordat.protocol.rules.comparing.placing import Standing
from concordat.protocol.rules.comparing.sameness import (
    cut_off,
    list_laid_out_anew,
    sentences_reordered,
)
from concordat.protocol.rules.comparing.sides import Sides
from concordat.protocol.rules.comparing.units import Unit
from concordat.protocol.rules.comparing.values import Pair, Place, Reason, Verdict
from concordat.protocol.rules.comparing.weighing import Weighed

# An illustration is no rule: only what would make one of it counts.
OF_AN_ILLUSTRATION = frozenset({"modality", "negation", "amount", "time"})


def judged(
    sides: Sides, match: Match, standing: Standing, items: Items | None, group: int
) -> tuple[Pair, ...]:
    """The rows of one match: one, unless a clause became several or several became one."""
    if not match.old or not match.new:
        verdict = Verdict.REMOVED if match.old else Verdict.NEW
        places = [(sides.old[at], sides.old_place(sides.old[at])) for at in match.old]
        places += [(sides.new[at], sides.new_place(sides.new[at])) for at in match.new]
        rows = tuple(replace(listing.alone(place, verdict), stamp=unit.stamp) for unit, place in places)
    elif len(match.old) == len(match.new) == 1:
        rows = _Case.of(sides, match, standing, items).rows(group)
    else:
        rows = tuple(joining.rows(sides, match, group))
    return tuple(replace(row, why=row.why + saying.BY_HAND) for row in rows) if match.by_hand else rows


@dataclass(frozen=True)
class _Case:
    """One clause and what it became, with all that the verdict rests upon."""

    sides: Sides
    old: Unit
    new: Unit
    before: Place
    after: Place
    standing: Standing
    items: Items | None
    weighed: Weighed

    @classmethod
    def of(cls, sides: Sides, match: Match, standing: Standing, items: Items | None) -> "_Case":
        old, new = sides.old[match.old[0]], sides.new[match.new[0]]
        weighed = sides.weighed(old.words, new.words, new.kind)
        return cls(sides, old, new, sides.old_place(old), sides.new_place(new), standing, items, weighed)

    def rows(self, group: int) -> tuple[Pair, ...]:
        verdict, why, reasons = self.verdict()
        if (
            verdict is Verdict.RESTRUCTURED
            and self.items
            and self.both_have_lists
            and not self.standing.reshaped
        ):
            parts = listing.rows(self.sides, self.old, self.new, self.items)
            return tuple(
                replace(row, verdict=verdict, why=why, group=group) if row.old and row.new else row
                for row in parts
            )
        shown = self.items and verdict not in (Verdict.UNCHANGED, Verdict.RENUMBERED)
        like = (
            1.0
            if self.weighed.same
            else likeness(shingles(self.old.words.meant), shingles(self.new.words.meant))
        )
        pair = Pair(
            old=self.before,
            new=self.after,
            verdict=verdict,
            why=why,
            runs=runs(self.before.text, self.after.text),
            in_force=bool(reasons),
            reasons=reasons,
            words_changed=self.weighed.words,
            likeness=like,
            moved=self.standing.moved,
            renumbered=self.standing.renumbered,
            items=tuple(listing.rows(self.sides, self.old, self.new, self.items))
            if self.items and shown
            else (),
            stamp=self.stamp,
        )
        return (pair,)

    def verdict(self) -> tuple[Verdict, str, tuple[Reason, ...]]:
        if self.weighed.changes:
            return self.of_other_words()
        flags = {"moved": self.standing.moved, "renumbered": self.standing.renumbered}
        if self.standing.reshaped or list_laid_out_anew(self.sides, self.old, self.new):
            how = saying.reshaped if self.standing.reshaped else saying.laid_out_anew
            return Verdict.RESTRUCTURED, how(self.before, self.after), ()
        if self.weighed.slight:
            why = saying.STAMP if self.stamp else saying.editorial(self.weighed.slight) + saying.also(**flags)
            return Verdict.EDITORIAL, why, ()
        return self.of_the_same_words()

    def of_the_same_words(self) -> tuple[Verdict, str, tuple[Reason, ...]]:
        moved, renumbered = self.standing.moved, self.standing.renumbered
        verdict = Verdict.MOVED if moved else Verdict.RENUMBERED if renumbered else Verdict.UNCHANGED
        relaid = len(self.old.places) != len(self.new.places)
        capital = not relaid and self.old.words.text != self.new.words.text
        told = saying.same(
            self.before, self.after, moved=moved, renumbered=renumbered, capital=capital, relaid=relaid
        )
        return verdict, told, ()

    def of_other_words(self) -> tuple[Verdict, str, tuple[Reason, ...]]:
        flags = {"moved": self.standing.moved, "renumbered": self.standing.renumbered}
        if self.stamp:
            return Verdict.EDITORIAL, saying.STAMP, ()
        if cut_off(self.sides, self.old, self.new):
            return Verdict.UNCHANGED, saying.CUT_OFF, ()
        if self.items and self.items.reordered and self.items.joining:
            return Verdict.MOVED, saying.REORDERED, ()
        if sentences_reordered(self.old.words, self.new.words):
            return Verdict.CHANGED, saying.SENTENCES_REORDERED + saying.also(**flags), ()
        if reasons := self.reasons():
            return Verdict.CHANGED, saying.in_force(reasons) + saying.also(**flags), reasons
        return Verdict.CHANGED, saying.changed(**flags, heading=self.new.kind is Kind.HEADING), ()

    def reasons(self) -> tuple[Reason, ...]:
        if self.new.kind is Kind.HEADING:
            return ()
        reasons = [*self.weighed.reasons]
        if self.items:
            reasons += listing.came_or_went(self.sides, self.old, self.new, self.items)
        if self.old.kind is self.new.kind is Kind.ILLUSTRATION and self.surely:
            reasons = [reason for reason in reasons if reason.what in OF_AN_ILLUSTRATION]
        return tuple(dict.fromkeys(reasons))

    @property
    def stamp(self) -> bool:
        return self.old.stamp and self.new.stamp

    @property
    def surely(self) -> bool:
        """Whether both readers were sure of what kind the clause is."""
        old, new = self.sides.old_tree[self.old.at], self.sides.new_tree[self.new.at]
        return not old.doubts and not new.doubts

    @property
    def both_have_lists(self) -> bool:
        return min(len(self.old.places), len(self.new.places)) > 1

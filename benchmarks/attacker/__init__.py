"""Random councils, and an attacker who holds every figure ever published of them and some of the answers.

    python -m benchmarks.attacker [--councils 10000] [--seed 1]

Each council runs one to four health checks: people join, leave, keep silent and skip questions; a side may
be declared in parts; officers of parishes may be asked together; some write comments; at a later health check
one person alone may answer. Answers are unanimous, extreme, split or ordinary. Everything goes through the
product's own release, and into every form in which it is published (`benchmarks.forms`). Then the attack:

*The solver* reads the figures out of all forms of all health checks, knows the rules, and works out in whole
numbers what a colleague of one insider (of two, from 20 answers) may have answered, if every figure that
stands anywhere holds. Four of ten ratings must stay possible, two of three bands, and no band may be known
to hold one person. What was really answered must be among what it finds possible, or it would be no solver.

*The record.* No form may say what the JSON of its release does not, and the release itself is composed again
from its figures alone.

*The other world* trusts no reasoning. A second council is laid out in which the insiders said what they said
and the others, all of them where that can be and else one after another, gave other answers to every question
of every health check. The publications of the two are compared byte by byte: if they are alike, no reader of
any of it can tell the two apart.

Ends with status 1, and names the council, if anything was pinned.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks import forms
from benchmarks.attacker.beside_the_record import beside_the_record, composed_again, guards_held
from benchmarks.attacker.councils import council
from benchmarks.attacker.other_world import Pinned, other_world
from benchmarks.attacker.publications import in_forms, published
from benchmarks.attacker.solving import Impossible, facts, gathered, solve, solve_themes


@dataclass(frozen=True)
class Attacked:
    seed: int
    waves: int
    figures: int
    otherwise: int
    broken: tuple[str, ...]


def attack(seed: int, *, worlds: int = 1, kinds: Sequence[str] | None = ()) -> Attacked:
    """Everything that is tried on one council.

    kinds   the forms that are read; if none are named, the record and one file more, another for each seed;
            ``None`` for the record alone. Of the other world the releases are laid beside, of which each form
            is made (`tests/attacks/test_forms.py`); where all forms are read, the forms too, byte by byte:
            those in Word and PDF, slow to make, of one other world alone
    """
    made = council(seed)
    told = published(made)
    seen, broken = {}, []
    if kinds is None:
        read = forms.of_the_record(told)
    else:
        seen = in_forms(told, made, kinds or (*forms.RECORD, forms.DATA[seed % len(forms.DATA)]))
        read = [
            each for (form, wave), body in seen.items() for each in forms.read(form, wave, body, told=told)
        ]
        broken += beside_the_record(read)
        if not composed_again(told, made):
            broken.append("A release holds more than follows from its figures.")
    broken += [*guards_held(made, read), *solve_themes(told, read)]
    try:
        known = facts(gathered(read))
    except Impossible as nothing:
        return Attacked(seed, len(made.waves), len(read), 0, (*broken, f"Impossible: {nothing}"))
    broken += solve(made, known)
    chance, otherwise = random.Random(~seed), 0
    for turn in range(worlds):
        try:
            other, changed = other_world(made, known, turn=turn + seed, chance=chance)
        except Pinned as pinned:
            broken.append(str(pinned))
            continue
        otherwise += changed
        of_the_other = published(other)
        in_bytes = in_forms(of_the_other, other, _beside(kinds, turn))
        if of_the_other != told or not in_bytes.items() <= seen.items():
            broken.append("Two councils that should look alike do not.")
    return Attacked(seed, len(made.waves), len(read), otherwise, tuple(broken))


def _beside(kinds: Sequence[str] | None, turn: int) -> Sequence[str]:
    """The forms that are laid beside those of this other world."""
    if kinds == forms.EVERY and turn == 0:
        return forms.EVERY
    return forms.QUICK if set(forms.QUICK) <= set(kinds or ()) else ()

"""Texts that say the same in another layout: cut off, laid out as a list, or with a sentence elsewhere."""

from collections import Counter

from concordat.protocol.rules.comparing.sides import Sides
from concordat.protocol.rules.comparing.units import Unit, break_off
from concordat.protocol.rules.comparing.words import Words


def cut_off(sides: Sides, old: Unit, new: Unit) -> bool:
    """The last clause of both texts, in which both break off."""
    last = old.index == len(sides.old) - 1 and new.index == len(sides.new) - 1
    return last and break_off(old, new)


def list_laid_out_anew(sides: Sides, old: Unit, new: Unit) -> bool:
    """A clause that gave its number to its items or took it back; a list made of a paragraph, or undone."""
    if max(len(old.places), len(new.places)) == 1:
        return False
    if old.labelled != new.labelled:
        return True
    # A mark that its reader doubts may be one that the file had lost.
    marked = [
        clause
        for tree, unit in ((sides.old_tree, old), (sides.new_tree, new))
        for clause in (tree[at] for at in unit.places[1:])
        if clause.label.strip() and not clause.doubts
    ]
    return min(len(old.places), len(new.places)) == 1 and len(marked) > 1


def sentences_reordered(old: Words, new: Words) -> bool:
    if Counter(old.meant) != Counter(new.meant):
        return False
    before, after = (
        sorted(filter(None, map(str.strip, words.text.casefold().split(".")))) for words in (old, new)
    )
    return len(before) > 1 and before == after

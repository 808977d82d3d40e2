"""Why a verdict was given, in a sentence that a councillor can read."""

from collections.abc import Sequence

from concordat.protocol.rules.comparing.values import Pair, Place, Reason, Verdict
from concordat.protocol.rules.comparing.weighing import Example

IN_WORDS = {
    "modality": "what must, should or may be done",
    "negation": "a negation",
    "condition": "a condition or an exception",
    "quantity": "how many or how much",
    "amount": "a number or an amount",
    "time": "a time or a time limit",
    "person": "a person, post or body",
    "name": "the name of a body, a place or a law",
    "formality": "a right, a decision or a form to be kept",
    "duty": "what is to be done",
    "list": "an item of a list of rules",
    "joining": "“and” in place of “or”, or the other way about",
    "definition": "the meaning of a defined term",
    "reference": "the clause that is referred to",
}
# More than so many are not read.
MOST_TOLD = 4


SAME_WORDS = "Same words; "
SAME_IN_THIS_PART = "In this part the same words; "


def listed(words: Sequence[str], last: str = "and") -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def in_force(reasons: Sequence[Reason]) -> str:
    told: dict[tuple[str, str], list[str]] = {}
    items = [reason for reason in reasons if reason.what == "list"]
    for reason in (*items, *(reason for reason in reasons if not _is_within(reason, items))):
        kinds = told.setdefault((reason.old, reason.new), [])
        if IN_WORDS[reason.what] not in kinds:
            kinds.append(IN_WORDS[reason.what])
    sentences = [f"{_became(old, new)} ({listed(kinds)})" for (old, new), kinds in told.items()]
    more = f"; and {len(sentences) - MOST_TOLD} more" if len(sentences) > MOST_TOLD else ""
    return f"Changed in force: {'; '.join(sentences[:MOST_TOLD])}{more}."


def _is_within(reason: Reason, items: Sequence[Reason]) -> bool:
    """Whether an item that came or went says it already."""
    return reason in items or any(
        (item.old and _bare(reason.old) in item.old and not reason.new)
        or (item.new and _bare(reason.new) in item.new and not reason.old)
        for item in items
    )


def _bare(text: str) -> str:
    return " ".join(text.removesuffix("…").split()[:6])


def _became(old: str, new: str) -> str:
    if not old:
        return f"“{new}” was put in"
    return f"“{old}” became “{new}”" if new else f"“{old}” was taken out"


STAMP = "Only the line that says when the text was adopted, signed or looked at; it is no rule."


def editorial(examples: Sequence[Example]) -> str:
    return f"Nothing but {listed([_shown(example) for example in examples])}."


def _shown(example: Example) -> str:
    if not (example.old or example.new):
        return example.slight.value
    if not example.old or not example.new:
        return f"{example.slight.value} (“{example.old or example.new}”)"
    return f"{example.slight.value} (“{example.old}”, now “{example.new}”)"


def same(
    old: Place,
    new: Place,
    *,
    moved: bool = False,
    renumbered: bool = False,
    capital: bool = False,
    relaid: bool = False,
) -> str:
    told = ["Same words"]
    if renumbered:
        told.append(f"{old.path or 'without a number'} is now {new.path or 'without a number'}")
    if moved:
        told.append("it stands elsewhere")
    if relaid:
        told.append("its list is laid out otherwise")
    if capital:
        told.append("only its first letter was or became a capital")
    return "; ".join(told) + "."


def restructured(old: Sequence[Place], new: Sequence[Place]) -> str:
    before, after = listed([place.name for place in old]), listed([place.name for place in new])
    if len(new) == 1:
        return f"{SAME_WORDS}{before} are now one clause, {after}."
    if len(old) == 1:
        return f"{SAME_WORDS}{before} is now {len(new)} clauses, {after}."
    return f"Same words; the border between {before} runs elsewhere in {after}."


def laid_out_anew(old: Place, new: Place) -> str:
    return f"{SAME_WORDS}{old.name} and its list were laid out anew as {new.name}."


def reshaped(old: Place, new: Place) -> str:
    return f"Same words; clauses were made items of a list, or items clauses: {old.name} is now {new.name}."


def changed(*, moved: bool = False, renumbered: bool = False, heading: bool = False) -> str:
    told = (
        "The heading reads otherwise."
        if heading
        else "Other wording, in which no sign of a changed duty, person, time, modality or amount was found."
    )
    return told + also(moved=moved, renumbered=renumbered)


def also(*, moved: bool, renumbered: bool) -> str:
    marks = [word for word, holds in (("moved", moved), ("renumbered", renumbered)) if holds]
    return f" Also {listed(marks)}." if marks else ""


REORDERED = "Same words; the items of its list stand in another order."
SENTENCES_REORDERED = "The same sentences in another order."
CUT_OFF = "Both texts break off here; what stands in both is the same."
NEW = "Stands only in the new text."
REMOVED = "Stands only in the old text."
BY_HAND = " Paired by a person."


def what_changed(pairs: Sequence[Pair]) -> tuple[str, ...]:
    """What changed, for residents: one plain sentence for each clause that is not as it was."""
    told: list[str] = []
    for pair in pairs:
        place = pair.new or pair.old
        if place is None or pair.stamp:
            continue
        if pair.verdict is Verdict.NEW:
            told.append(f"{place.name} is new: “{short(place.text, 30)}”")
        elif pair.verdict is Verdict.REMOVED:
            told.append(f"{place.name} is gone. It said: “{short(place.text, 30)}”")
        elif pair.in_force:
            told.append(f"{place.name} now demands something else. {pair.why}")
        elif pair.verdict is Verdict.CHANGED:
            told.append(f"{place.name} is worded otherwise. {pair.why}")
    return tuple(told)


def short(text: str, most: int = 12) -> str:
    words = text.split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")

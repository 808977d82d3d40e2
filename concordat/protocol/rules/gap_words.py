"""How each kind of gap is told: what it is, why it matters, how to mend it."""

from collections.abc import Mapping

from concordat.people.rules.councils import Nation, Tier
from concordat.protocol.rules import expectations, law
from concordat.protocol.rules.gap_findings import ExpectationSeen, FamilySeen, Finding, Gap, PrincipleSeen
from concordat.protocol.rules.law import Citation, Reach, Reference
from concordat.protocol.rules.lineage import Foreign
from concordat.protocol.rules.packs import Hold
from concordat.protocol.rules.routes import Route, Verdict

_ROUTES = {
    Verdict.UNLAWFUL: Gap.ROUTE_UNLAWFUL,
    Verdict.UNSAFE: Gap.ROUTE_UNSAFE,
    Verdict.REFER_ONLY: Gap.ROUTE_REFER_ONLY,
}


def small(words: str) -> str:
    """As it stands in the middle of a sentence."""
    return words[:1].lower() + words[1:]


def route(
    each: Route, where: tuple[int, ...], words: tuple[str, ...], *, nation: Nation, of: Reach
) -> Finding:
    references = tuple(law.reference(key) for key in each.law)
    return Finding(
        kind=_ROUTES[each.verdict],
        what=each.what,
        why=each.why,
        mend=each.mend,
        where=where,
        words=words,
        law=tuple(row for row in references if row.applies_to(nation, of)),
        confidence=each.confidence,
    )


def lapsed(each: Citation) -> Finding:
    told = each.lapsed
    since = f" It ended on {day(told)}." if told.ends_on else ""
    return Finding(
        kind=Gap.LAW_LAPSED,
        what=f"The text cites this, which is not law: {told.name}.",
        why=f"{told.says}{since}",
        mend=told.instead,
        where=each.passages,
        words=each.words,
        law=tuple(law.reference(key) for key in told.law),
        confidence=each.confidence,
    )


def day(told: law.Lapsed) -> str:
    ended = told.ends_on
    return f"{ended.day} {ended:%B %Y}" if ended else ""


def family_missing(seen: FamilySeen) -> Finding:
    traces = f" Only traces were met: {', '.join(seen.signs)}." if seen.signs else ""
    return Finding(
        kind=Gap.FAMILY_MISSING,
        what=f"Nothing here deals with this: {small(seen.family.name)}.",
        why=f"{seen.family.covers}{traces}",
        mend="Take the model’s clauses on it as a draft, and cut what you do not need.",
        where=seen.where,
        confidence=seen.confidence,
    )


def expectation_missing(seen: ExpectationSeen) -> Finding:
    each = seen.expectation
    return Finding(
        kind=Gap.EXPECTATION_MISSING,
        what=f"No clause says this, owed {each.owed}: {small(each.short)}.",
        why=f"It stands in the register of expectations, from {sources(seen)}.",
        mend="Add the model’s clause, or record that the council leaves it out on purpose.",
        confidence=0.7,
    )


def expectation_unowed(seen: ExpectationSeen) -> Finding:
    each = seen.expectation
    return Finding(
        kind=Gap.EXPECTATION_UNOWED,
        what=f"This is said, but not as something owed {each.owed}: {small(each.short)}.",
        why=f"It stands in the register of expectations, from {sources(seen)}. Only what somebody owes can "
        "be asked about and shown.",
        mend="Mark the clause as an expectation and say who owes it, or add the model’s clause.",
        where=seen.where,
        confidence=0.6,
    )


def sources(seen: ExpectationSeen) -> str:
    names = [expectations.NAMES[each] for each in sorted(seen.expectation.sources, reverse=True)]
    return " and ".join(names)


def not_measured(place: int) -> Finding:
    return Finding(
        kind=Gap.NOT_MEASURED,
        what="Nothing would show whether this expectation is met.",
        why="The register of expectations has no entry like it, and no measure has been tied to it.",
        mend="Tie to it a question that both sides are asked, and a record that shows it.",
        where=(place,),
        confidence=0.8,
    )


def principle_missing(seen: PrincipleSeen, nation: Nation) -> Finding:
    return Finding(
        kind=Gap.PRINCIPLE_MISSING,
        what=f"No clause answers to the principle of {small(seen.principle.name)}.",
        why=f"It is one of the principles that govern members in {nation}. {seen.principle.meaning}",
        mend="See which clauses of the model bear it, and take one that fits.",
        confidence=0.6,
    )


def foreign(each: Foreign, tier: Tier) -> Finding:
    return Finding(
        kind=Gap.OTHER_COUNCILS_WORDS,
        what=f"These words seem to come from another council: {each.words}.",
        why=f"They do not fit a council of this kind ({tier}) or name. A text that was taken over may bring "
        "other people’s rules along as well.",
        mend="Put in your own words, and read the clause again for rules that are not yours.",
        where=each.where,
        words=(each.words,),
        confidence=each.confidence,
    )


def left_open(left: Mapping[int, tuple[str, ...]]) -> Finding:
    return Finding(
        kind=Gap.NOT_FILLED_IN,
        what="One clause is still to be filled in."
        if len(left) == 1
        else f"{len(left)} clauses are still to be filled in.",
        why="A rule with a gap in it binds nobody.",
        mend="Fill it in, or take the words out.",
        where=tuple(left),
        words=tuple(dict.fromkeys(words for each in left.values() for words in each)),
    )


def may_change(hold: Hold, place: int) -> Finding:
    return Finding(
        kind=Gap.LAW_MAY_CHANGE,
        what=f"This clause holds until {hold.until}.",
        why=_says(law.reference(hold.law)),
        mend=hold.then,
        where=(place,),
        law=(law.reference(hold.law),),
    )


def _says(row: Reference) -> str:
    return f"{row.title}: {small(row.says)}"

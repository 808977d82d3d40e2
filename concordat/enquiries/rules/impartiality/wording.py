"""The fixed sentences. What is never said: that what is not significant is equal, or who is unbiased."""

from concordat.enquiries.rules.impartiality.figures import Compared
from concordat.enquiries.rules.impartiality.sentences import Sentence, gettext_noop
from concordat.enquiries.rules.impartiality.terms import Terms
from concordat.enquiries.rules.impartiality.verdicts import Interval, Verdict
from concordat.smallsample.cells import Withheld

MINUS = "−"

ALIKE = gettext_noop(
    "Between %(first)s and %(second)s the share answered on time differed by %(size)s points (%(second)s "
    "less %(first)s, 90%% interval %(low)s to %(high)s) after allowing for topic, urgency, service and "
    "season."
)
WITHIN = gettext_noop(
    "This lies within the ±%(margin)s points that the committee agreed on %(day)s to treat as unimportant."
)
WITHIN_UNRECORDED = gettext_noop(
    "This lies within the margin of ±%(margin)s points. It is not recorded that the committee fixed this "
    "margin before it saw the figures."
)
SMALL = gettext_noop("A small difference exists; it is below the agreed margin.")
DIFFERENCE = gettext_noop(
    "Enquiries of %(worse)s were answered on time less often than those of %(better)s by %(size)s points "
    "(95%% interval %(low)s to %(high)s), after allowing for topic, urgency, service and season."
)
BY_CHANCE = gettext_noop("Such a gap would arise by chance in about %(share)s of reshuffles.")
BY_CHANCE_RARELY = gettext_noop("Such a gap would arise by chance in fewer than 1 in 1,000 reshuffles.")
NOT_WHY = gettext_noop("The figures do not show why.")
CANNOT_TELL = gettext_noop(
    "The figures cannot tell us. They fit anything from %(low)s to %(high)s points (%(second)s less "
    "%(first)s, 95%% interval). This is neither evidence of equal treatment nor of bias."
)
NEEDED = gettext_noop(
    "About %(needed)s councillor-years would be needed to show the groups alike, if they are; here there "
    "are %(have)s."
)
TOO_FEW = gettext_noop("Nothing can be reported of %(first)s beside %(second)s.")
FEW = {
    Withheld.FEW_COUNCILLORS: gettext_noop(
        "Groups with fewer than five members who asked are combined or withheld."
    ),
    Withheld.FEW_ENQUIRIES: gettext_noop("One of the groups sent fewer than ten enquiries that were due."),
    Withheld.FEW_ALIKE: gettext_noop("Too few of their enquiries are of the same kind to be compared."),
    Withheld.ONE_DOMINATES: gettext_noop(
        "More than half of the enquiries of one of the groups are one councillor’s, who would speak for all."
    ),
    Withheld.BESIDE_ANOTHER: gettext_noop("It would give away another figure that is withheld."),
}
DETECTABLE = gettext_noop(
    "The smallest difference that this report could have seen in four years of five is %(size)s points."
)

CONTROL_ALIKE = gettext_noop(
    "When control passed from %(first)s to %(second)s, the share answered on time moved by %(size)s "
    "points more for one than for the other (%(second)s less %(first)s, 90%% interval %(low)s to "
    "%(high)s)."
)
CONTROL_GAINED = gettext_noop(
    "When control passed from %(first)s to %(second)s, %(better)s gained %(size)s points on %(worse)s in "
    "the share answered on time (95%% interval %(low)s to %(high)s)."
)
CONTROL_FEW = gettext_noop(
    "Too few of the same councillors of %(first)s and %(second)s asked both before and after control changed."
)

NOT_IMPARTIALITY = gettext_noop("Speed is one sign of impartiality, not impartiality.")
NOT_RECORDED = gettext_noop(
    "It is not recorded when the margin was fixed. A margin that is chosen after the figures are seen "
    "proves nothing."
)
FIXED_LATE = gettext_noop(
    "The margin was fixed on %(day)s, after the last day of these figures. Somebody may have seen them "
    "before."
)
SHORT = gettext_noop(
    "The figures cover %(days)s days. Whoever looks more often than once a year will sooner or later see "
    "a difference that is none."
)
NO_OFFICE = gettext_noop(
    "The figures do not say in which office each enquiry was asked. If leaders or cabinet members asked "
    "as such, their faster service level is compared with that of ward councillors."
)
PAUSES_NOT_KNOWN = gettext_noop(
    "The figures do not say of every enquiry for how long its clock stood still. Where they do not, it "
    "counts as never paused, so the checks on pauses may see too little."
)
NO_END = gettext_noop(
    "No end of the observation was given, so the last day in the file is taken for it: %(day)s."
)
CHANGED_GROUP = gettext_noop(
    "Some councillors changed group. Each of their enquiries counts for the group they were of when it "
    "was received."
)
PAUSED_LONGER = gettext_noop(
    "Some enquiries are recorded as paused for longer than they were open. Check how pauses are recorded."
)
EXPLORING = gettext_noop(
    "Single services were looked at to explore, for statutory officers alone. Among many, some will "
    "stand out by chance."
)
CONTROL_MOVED_ALIKE = gettext_noop(
    "The comparison before and after holds if the answers to both groups would have moved alike had "
    "control not changed."
)

OUT_AFTER_END = gettext_noop("Received after the end of the observation: %(number)s.")
OUT_OFFICE = gettext_noop(
    "Asked in another office than that of ward councillor, and shown apart: %(number)s."
)
OUT_OFFICE_HIDDEN = gettext_noop(
    "Enquiries asked in another office than that of ward councillor are not compared."
)
OUT_NOT_DUE = gettext_noop(
    "Open and not yet due, left out of the share on time and kept in the waiting times: %(number)s."
)
OUT_WITHDRAWN = gettext_noop(
    "Withdrawn before they were due, left out of the share on time, counted as waiting until then: "
    "%(number)s."
)
OUT_GROUPS = gettext_noop("Groups too few to report, and so withheld: %(names)s.")
OUT_COMBINED = gettext_noop("Groups too few to stand alone were joined as “%(name)s”: %(names)s.")
OUT_NO_COUNTERPART = gettext_noop(
    "%(first)s and %(second)s: enquiries without a counterpart of the same kind in the other group: "
    "%(number)s."
)
NONE_LEFT_OUT = gettext_noop("Nothing was left out.")
FEW_LEFT_OUT = gettext_noop("fewer than 10")


def signed(value: float, places: int = 1) -> str:
    told = f"{value:+.{places}f}"
    return told[1:] if float(told) == 0 else told.replace("-", MINUS)


def plain(value: float, places: int = 1) -> str:
    return f"{abs(value):.{places}f}"


def number(value: float) -> str:
    """A margin as it was agreed: 10, or 7.5."""
    return f"{value:g}"


def count(value: int) -> str:
    """A number of enquiries that were left out; a small one is not told."""
    return f"{value:,}" if value == 0 or value >= 10 else FEW_LEFT_OUT


def interval(ends: Interval, places: int = 1) -> dict[str, str]:
    return {"low": signed(ends[0], places), "high": signed(ends[1], places)}


def of_pair(
    groups: tuple[str, str],
    told: Compared,
    terms: Terms,
    *,
    withheld: Withheld | None = None,
    needed: int | None = None,
    have: float = 0.0,
) -> tuple[Sentence, ...]:
    """What a committee may honestly be told of two groups.

    needed, have   councillor-years that would show them alike, and those that there are
    """
    names = {"first": groups[0], "second": groups[1]}
    if told.difference is None or told.ci90 is None or told.ci95 is None:
        why = FEW[withheld or Withheld.FEW_ENQUIRIES]
        return Sentence(TOO_FEW, names), Sentence(why)
    match told.verdict:
        case Verdict.ALIKE:
            said = [Sentence(ALIKE, names | {"size": plain(told.difference)} | interval(told.ci90))]
            said.append(within(terms))
            return (*said, Sentence(SMALL)) if told.small_difference else tuple(said)
        case Verdict.DIFFERENCE:
            return (*_gap(DIFFERENCE, groups, told), *by_chance(told), Sentence(NOT_WHY))
        case _:
            cannot = Sentence(CANNOT_TELL, names | interval(told.ci95))
            if needed is None or needed <= have:
                return (cannot,)
            return cannot, Sentence(NEEDED, {"needed": f"{needed:,}", "have": f"{have:,.0f}"})


def of_control(groups: tuple[str, str], told: Compared, terms: Terms) -> tuple[Sentence, ...]:
    """groups   (went out, came in)"""
    names = {"first": groups[0], "second": groups[1]}
    if told.difference is None or told.ci90 is None or told.ci95 is None:
        return (Sentence(CONTROL_FEW, names),)
    match told.verdict:
        case Verdict.ALIKE:
            said = [Sentence(CONTROL_ALIKE, names | {"size": plain(told.difference)} | interval(told.ci90))]
            said.append(within(terms))
            return (*said, Sentence(SMALL)) if told.small_difference else tuple(said)
        case Verdict.DIFFERENCE:
            return (*_gap(CONTROL_GAINED, groups, told), *by_chance(told), Sentence(NOT_WHY))
        case _:
            return (Sentence(CANNOT_TELL, names | interval(told.ci95)),)


def within(terms: Terms) -> Sentence:
    if terms.fixed_on is None:
        return Sentence(WITHIN_UNRECORDED, {"margin": number(terms.margin)})
    return Sentence(WITHIN, {"margin": number(terms.margin), "day": terms.fixed_on})


def _gap(words: str, groups: tuple[str, str], told: Compared) -> tuple[Sentence, ...]:
    """A gap told from the side of the group that is worse off, so that its size is above nought."""
    difference, ends = told.difference or 0.0, told.ci95 or (0.0, 0.0)
    worse, better = (groups[1], groups[0]) if difference < 0 else groups
    low, high = sorted((abs(ends[0]), abs(ends[1])))
    values = {"worse": worse, "better": better, "first": groups[0], "second": groups[1]}
    return (Sentence(words, values | {"size": plain(difference), "low": plain(low), "high": plain(high)}),)


def by_chance(told: Compared) -> tuple[Sentence, ...]:
    if told.p is None:
        return ()
    if told.p < 0.001:
        return (Sentence(BY_CHANCE_RARELY),)
    return (Sentence(BY_CHANCE, {"share": f"{told.p:.1%}"}),)

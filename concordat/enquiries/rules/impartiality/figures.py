"""What the report on even-handedness lets out: plain values, disclosure already applied.

Shares and their differences are in points of per cent, waits in working days. Differences are the second
group less the first. ``None`` stands where a figure is withheld or does not exist.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from concordat.enquiries.rules.impartiality.sentences import Sentence
from concordat.enquiries.rules.impartiality.verdicts import Interval, Verdict
from concordat.smallsample.cells import Withheld


@dataclass(frozen=True)
class Group:
    """One political group, or ``withheld`` and nothing else.

    counted           enquiries whose answer was due, so that they can be in time or late
    on_time           per cent of these answered within their own target (pauses taken out)
    on_time_unpaused  the same on the councillor's clock, nothing taken out
    mean_wait         working days to the answer, waits beyond the horizon counting as the horizon
    median_wait, ninetieth   by which half, and nine in ten, were answered; ``None`` if never reached
    waiting           per cent still waiting after each whole working day from 0 to the horizon
    """

    name: str
    withheld: Withheld | None = None
    enquiries: int | None = None
    councillors: int | None = None
    counted: int | None = None
    on_time: float | None = None
    on_time_unpaused: float | None = None
    mean_wait: float | None = None
    median_wait: float | None = None
    ninetieth: float | None = None
    waiting: tuple[int, ...] = ()


@dataclass(frozen=True)
class Compared:
    """One outcome of two groups: the second less the first.

    p            from the reshuffles of councillors
    adjusted_p   for having asked several questions: Holm for the verdicts, Benjamini-Hochberg for the rest
    first, second   the groups' own plain means, in the same unit, not adjusted for anything
    """

    verdict: Verdict
    first: float | None = None
    second: float | None = None
    difference: float | None = None
    ci90: Interval | None = None
    ci95: Interval | None = None
    p: float | None = None
    adjusted_p: float | None = None
    small_difference: bool = False


@dataclass(frozen=True)
class Checked:
    """A check against gaming; ``name`` and ``words`` as in ``checks.CHECKS``, ``unit`` points or days."""

    name: str
    words: str
    means: str
    unit: str
    compared: Compared


@dataclass(frozen=True)
class Pair:
    """Two groups and what may be said of them.

    compared     enquiries of each that have a counterpart of the same kind in the other group
    design_effect   how many times fewer enquiries the evidence is worth than it seems
    detectable   the smallest difference that would have been found in four years of five
    needed       councillor-years that would show the two alike, if they are: a rough guide
    p_time       of the test of waiting times, councillors being reshuffled
    p_time_enquiries   of the ordinary log-rank test, which takes enquiries for independent
    labellings, all_labellings   how many reshuffles there were, and whether they were all there are
    """

    groups: tuple[str, str]
    verdict: Verdict
    said: tuple[Sentence, ...]
    withheld: Withheld | None = None
    n_enquiries: tuple[int, int] | None = None
    n_counted: tuple[int, int] | None = None
    n_compared: tuple[int, int] | None = None
    n_councillors: tuple[int, int] | None = None
    share: Compared | None = None
    rmst_difference: float | None = None
    p_time: float | None = None
    p_time_enquiries: float | None = None
    design_effect: float | None = None
    detectable: float | None = None
    needed: int | None = None
    labellings: int | None = None
    all_labellings: bool | None = None
    checks: tuple[Checked, ...] = ()


@dataclass(frozen=True)
class Service:
    """A service on which two groups are compared: exploring, for statutory officers alone."""

    service: str
    groups: tuple[str, str]
    n_counted: tuple[int, int] | None
    compared: Compared
    withheld: Withheld | None = None


@dataclass(frozen=True)
class Tier:
    """Enquiries asked in another office, shown apart without a test."""

    office: str
    withheld: Withheld | None = None
    enquiries: int | None = None
    councillors: int | None = None
    on_time: float | None = None


@dataclass(frozen=True)
class ControlChange:
    """The same councillors before and after control of the council changed.

    groups   (went out, came in); a difference above nought means that those who came in gained
    """

    on: date
    groups: tuple[str, str]
    said: tuple[Sentence, ...]
    compared: Compared
    withheld: Withheld | None = None
    n_councillors: tuple[int, int] | None = None
    n_before: tuple[int, int] | None = None
    n_after: tuple[int, int] | None = None
    detectable: float | None = None


@dataclass(frozen=True)
class Report:
    """Everything that may be said. The paper, the charts and the tables are made from it alone.

    margin, margin_days   what the committee agreed to treat as unimportant, in points and working days
    margin_fixed_on, minute   when and where it did; ``None`` and "" if that is not recorded
    begins, until         the first day on which an enquiry was received, and the end of the observation
    left_out              what was left out and why
    cautions              what a reader must be told beside any of it
    """

    margin: float
    margin_days: float
    margin_fixed_on: date | None
    minute: str
    begins: date
    until: date
    horizon: int
    seed: int
    draws: int
    groups: tuple[Group, ...]
    pairs: tuple[Pair, ...]
    omnibus_p: float | None
    control: ControlChange | None
    services: tuple[Service, ...]
    tiers: tuple[Tier, ...]
    left_out: tuple[Sentence, ...]
    cautions: tuple[Sentence, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON: sentences in English, dates as text."""
        told: dict[str, Any] = _plain(asdict(self))
        return told


def _plain(value: Any) -> Any:
    match value:
        case {"words": str(words), "values": dict(values)}:
            return str(Sentence(words, values))
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case date():
            return value.isoformat()
        case _:
            return value

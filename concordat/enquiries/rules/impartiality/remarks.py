"""What is told beside the figures: what was left out and why, and what a reader must bear in mind."""

from collections import Counter
from collections.abc import Sequence

from concordat.calendar.rules.london import local
from concordat.enquiries.rules.impartiality import standing, wording
from concordat.enquiries.rules.impartiality.asking import Asked
from concordat.enquiries.rules.impartiality.comparing import Columns
from concordat.enquiries.rules.impartiality.figures import Pair, Report
from concordat.enquiries.rules.impartiality.sentences import Sentence

# About a year: who looks more often than once in so many days is told so.
A_YEAR = 300


def left_out(told: Report, columns: Columns, *, late: int, joined: Sequence[str]) -> tuple[Sentence, ...]:
    said = []
    if late:
        said.append(Sentence(wording.OUT_AFTER_END, {"number": wording.count(late)}))
    if told.tiers:
        sums = [tier.enquiries for tier in told.tiers if tier.enquiries is not None]
        if len(sums) == len(told.tiers):
            said.append(Sentence(wording.OUT_OFFICE, {"number": wording.count(sum(sums))}))
        else:
            said.append(Sentence(wording.OUT_OFFICE_HIDDEN))
    # Of the groups that are shown alone: with the others, what is withheld could be worked out.
    shown = columns.places(group.name for group in told.groups if group.withheld is None)
    open_yet = [p for p in shown if columns.came[p].on_time is None]
    withdrawn = sum(columns.rows[p].withdrawn is not None for p in open_yet)
    for words, number in (
        (wording.OUT_NOT_DUE, len(open_yet) - withdrawn),
        (wording.OUT_WITHDRAWN, withdrawn),
    ):
        if number:
            said.append(Sentence(words, {"number": wording.count(number)}))
    said += [_no_counterpart(pair) for pair in told.pairs if pair.n_compared != pair.n_counted]
    if joined:
        names = {"name": standing.SMALLER, "names": ", ".join(joined)}
        said.append(Sentence(wording.OUT_COMBINED, names))
    if hidden := [group.name for group in told.groups if group.withheld]:
        said.append(Sentence(wording.OUT_GROUPS, {"names": ", ".join(hidden)}))
    return tuple(said) or (Sentence(wording.NONE_LEFT_OUT),)


def _no_counterpart(pair: Pair) -> Sentence:
    number = sum(pair.n_counted or ()) - sum(pair.n_compared or ())
    names = {"first": pair.groups[0], "second": pair.groups[1]}
    return Sentence(wording.OUT_NO_COUNTERPART, names | {"number": wording.count(number)})


def cautions(
    told: Report, columns: Columns, *, office_known: bool, pauses_known: bool, until_known: bool
) -> tuple[Sentence, ...]:
    said = [Sentence(wording.NOT_IMPARTIALITY)]
    if told.margin_fixed_on is None:
        said.append(Sentence(wording.NOT_RECORDED))
    elif told.margin_fixed_on > told.until:
        said.append(Sentence(wording.FIXED_LATE, {"day": told.margin_fixed_on}))
    if (days := (told.until - told.begins).days + 1) < A_YEAR:
        said.append(Sentence(wording.SHORT, {"days": days}))
    if not office_known:
        said.append(Sentence(wording.NO_OFFICE))
    if not pauses_known:
        said.append(Sentence(wording.PAUSES_NOT_KNOWN))
    if not until_known:
        said.append(Sentence(wording.NO_END, {"day": told.until}))
    changed = Counter(councillor for councillor, _ in {(r.councillor, r.group) for r in columns.rows})
    if max(changed.values()) > 1:
        said.append(Sentence(wording.CHANGED_GROUP))
    # Of the groups that are shown alone: even a caution could tell of the others.
    shown = {group.name for group in told.groups if group.withheld is None}
    if any(_paused_longer(columns.rows[place], told) for place in columns.places(shown)):
        said.append(Sentence(wording.PAUSED_LONGER))
    if told.control is not None:
        said.append(Sentence(wording.CONTROL_MOVED_ALIKE))
    if told.services:
        said.append(Sentence(wording.EXPLORING))
    return tuple(said)


def _paused_longer(row: Asked, told: Report) -> bool:
    ended = row.answered or row.withdrawn
    end = min(local(ended).date(), told.until) if ended else told.until
    return row.paused_days > (end - local(row.received).date()).days + 1

"""Due times of 100,000 open enquiries, worked out anew when a holiday is proclaimed.

    python -m benchmarks.enquiries_due [--enquiries 100000] [--runs 5]

Ours says of each enquiry whether it moves, and both dates on both clocks: targets in working days, working
hours and hours, one in eight with a pause. Two peers, in turns with it, in seconds of the processor, because
the machine may be busy:

numpy     ``busday_offset`` before and after, over the days of receipt as one array: the least that it could
          take. It knows neither cut-off, hours nor pauses, and says nothing about single enquiries.
holidays  ``get_nth_working_day`` before and after, which walks from day to day as most programs do; of every
          tenth enquiry, times ten.

Where all three know an enquiry they must say the same day. Ends with status 1 if they do not, or if ours
takes more than LIMIT of what walking takes.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day

import holidays
import numpy as np

from concordat.calendar.rules import london
from concordat.calendar.rules.bank_holidays import closed_days
from concordat.calendar.rules.calendars import Calendar, ClosedDay
from concordat.enquiries.rules.clock import clock
from concordat.enquiries.rules.clock_changes import Case, Effect, effects_of_calendar_change
from concordat.enquiries.rules.clock_targets import Target, Unit
from concordat.enquiries.rules.events import Event, Kind

LIMIT = 0.5
PROCLAIMED = datetime(2026, 9, 9, 12, tzinfo=UTC)
HOLIDAY = date(2026, 9, 21)
FIVE_O_CLOCK = time_of_day(17)
TARGETS = [
    Target.parse(words) for words in ("10wd", "10wd", "10wd", "15wd", "5wd", "3wd", "40wh", "8wh", "24h")
]
WITH_A_PAUSE, EVERY = 8, 10


def made_up(enquiries: int) -> list[Case[int]]:
    """Open ones, received in the four weeks before the proclamation, at any hour of any day."""
    chance = random.Random(2026)  # enquiries for a race, not for a secret
    cases = []
    for number in range(enquiries):
        received = PROCLAIMED - timedelta(minutes=chance.randrange(28 * 24 * 60))
        target, events = chance.choice(TARGETS), []
        if number % WITH_A_PAUSE == 0:
            began = received + timedelta(minutes=chance.randrange(1, 3_000))
            ended = began + timedelta(minutes=chance.randrange(1, 3_000))
            events = [Event(Kind.PAUSED, began, reason="awaiting member"), Event(Kind.RESUMED, ended)]
        cases.append(Case(number, received, target, events))
    return cases


def seconds(work: Callable[[], object]) -> tuple[float, object]:
    began = time.process_time()
    found = work()
    return time.process_time() - began, found


def by_numpy(days: np.ndarray, amounts: np.ndarray, closed: list[date]) -> np.ndarray:
    return np.busday_offset(days, amounts, roll="forward", holidays=np.array(closed, dtype="datetime64[D]"))


def by_walking(days: list[date], amounts: list[int], closed: list[date]) -> list[date]:
    nation = holidays.country_holidays("GB", subdiv="ENG", years=[2026, 2027])
    nation.update({day: "closed" for day in closed if day not in nation})
    return [nation.get_nth_working_day(day, amount) for day, amount in zip(days, amounts, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--enquiries", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    wanted = parser.parse_args()

    cases = made_up(wanted.enquiries)
    known = closed_days(nation="England", years=[2026, 2027])
    old = Calendar("England", known)
    new = Calendar(
        "England", (*known, ClosedDay(HOLIDAY, "One-off holiday", "proclamation", since=PROCLAIMED))
    )
    simple = [case for case in cases if case.target.unit == Unit.WORKING_DAYS and not case.events]
    edition = old.known_at(PROCLAIMED)
    days = [edition.day(edition.belongs_to(case.received)) for case in simple]
    amounts = [case.target.amount for case in simple]
    before = [each.day for each in known]
    after = [*before, HOLIDAY]
    array, counts = np.array(days, dtype="datetime64[D]"), np.array(amounts)
    some, some_counts = days[::EVERY], amounts[::EVERY]

    def ours() -> list[Effect[int]]:
        fresh_old, fresh_new = (Calendar("England", each.closed) for each in (old, new))
        return effects_of_calendar_change(cases, old=fresh_old, new=fresh_new)

    taken: dict[str, list[float]] = {"ours": [], "numpy": [], "holidays": []}
    for _ in range(wanted.runs):
        took, effects = seconds(ours)
        taken["ours"].append(took)
        took, arrays = seconds(lambda: [by_numpy(array, counts, closed) for closed in (before, after)])
        taken["numpy"].append(took * len(cases) / len(simple))
        took, walked = seconds(lambda: [by_walking(some, some_counts, closed) for closed in (before, after)])
        taken["holidays"].append(took * EVERY * len(cases) / len(simple))

    faults = (
        disagree(simple, arrays, effects)
        + disagree_with_walking(arrays, walked)
        + in_full(cases, old, new, effects)
    )
    middle = {name: statistics.median(figures) for name, figures in taken.items()}
    print(
        f"{len(cases):,} open enquiries, {len(effects):,} moved; processor seconds, of {wanted.runs} runs:\n"
    )
    for name, figures in taken.items():
        print(f"  {name:9} least {min(figures):.3f}  median {middle[name]:.3f}  most {max(figures):.3f}")
    walking, least = middle["ours"] / middle["holidays"], middle["ours"] / middle["numpy"]
    print(f"\n  ours beside walking from day to day (holidays): {walking:.2f} (limit {LIMIT})")
    print(f"  ours beside NumPy's bare arrays: {least:.0f}")
    print(f"  disagreements: {faults}")
    raise SystemExit(bool(faults) or walking > LIMIT)


def disagree(simple: list[Case[int]], arrays: object, effects: object) -> int:
    """Where NumPy, which knows no time of day, says another day than we do."""
    moved = {effect.key: effect for effect in effects}
    wrong = 0
    for case, was, becomes in zip(simple, *arrays, strict=True):
        first, last = was.astype(object), becomes.astype(object)
        overdue = london.at(first, FIVE_O_CLOCK) < PROCLAIMED
        effect = moved.get(case.key)
        if effect is None:
            wrong += first != last and not overdue
        else:
            told = (london.local(effect.due_before).date(), london.local(effect.due_after).date())
            wrong += told != (first, last)
    return wrong


def disagree_with_walking(arrays: object, walked: object) -> int:
    return sum(
        one.astype(object) != other
        for array, days in zip(arrays, walked, strict=True)
        for one, other in zip(array[::EVERY], days, strict=True)
    )


def in_full(cases: list[Case[int]], old: Calendar, new: Calendar, effects: object) -> int:
    """Every fiftieth, pauses and hours among them, as its own clock tells it."""
    moved = {effect.key: effect.due_after for effect in effects}
    wrong = 0
    for case in cases[::50]:
        told = [
            clock(received=case.received, target=case.target, events=case.events, calendar=each).due
            for each in (old, new)
        ]
        wrong += moved.get(case.key, told[0]) != told[1]
    return wrong


if __name__ == "__main__":
    main()

"""The report as rows: for the command's JSON, for CSV, and as sheets of a workbook."""

from dataclasses import asdict
from typing import Any

from concordat.enquiries.rules.impartiality.figures import Compared, Pair, Report
from concordat.enquiries.rules.impartiality.verdicts import Interval
from concordat.papers.data import Cell, Sheet, to_csv, to_xlsx

TITLE = "Whether political groups were answered alike"


def pairs(report: Report) -> list[dict[str, Any]]:
    """One object for each pair of groups, the figures of one that is too few being null."""
    return [_pair(report, pair) for pair in report.pairs]


def _pair(report: Report, pair: Pair) -> dict[str, Any]:
    share = pair.share or Compared(pair.verdict)
    control = report.control
    return {
        "groups": list(pair.groups),
        "n_enquiries": _two(pair.n_enquiries),
        "n_councillors": _two(pair.n_councillors),
        "difference_points": share.difference,
        "ci90": _two(share.ci90),
        "ci95": _two(share.ci95),
        "p_permutation": share.p,
        "p_holm": share.adjusted_p,
        "rmst_difference_days": pair.rmst_difference,
        "verdict": pair.verdict.value,
        "verdict_in_words": pair.verdict.words,
        "small_difference": share.small_difference,
        "said": [str(sentence) for sentence in pair.said],
        "withheld": None if pair.withheld is None else pair.withheld.value,
        "n_counted": _two(pair.n_counted),
        "n_compared": _two(pair.n_compared),
        "p_permutation_time": pair.p_time,
        "p_log_rank_if_enquiries_were_independent": pair.p_time_enquiries,
        "design_effect": pair.design_effect,
        "detectable_points": pair.detectable,
        "councillor_years_needed": pair.needed,
        "labellings": pair.labellings,
        "all_labellings": pair.all_labellings,
        "checks": [
            {"name": check.name, "unit": check.unit, **_compared(check.compared)} for check in pair.checks
        ],
        "margin_points": report.margin,
        "margin_fixed_on": None if report.margin_fixed_on is None else report.margin_fixed_on.isoformat(),
        "minute": report.minute or None,
        "begins": report.begins.isoformat(),
        "until": report.until.isoformat(),
        "seed": report.seed,
        "left_out": [str(sentence) for sentence in report.left_out],
        "cautions": [str(sentence) for sentence in report.cautions],
        "change_of_control": (
            {
                "on": control.on.isoformat(),
                "went_out": control.groups[0],
                "came_in": control.groups[1],
                **_compared(control.compared),
                "said": [str(sentence) for sentence in control.said],
            }
            if control is not None and set(control.groups) == set(pair.groups)
            else None
        ),
    }


def _two(ends: tuple[float, float] | tuple[int, int] | None) -> list[float] | None:
    return None if ends is None else list(ends)


def _compared(compared: Compared) -> dict[str, Any]:
    told = asdict(compared)
    told["verdict"] = compared.verdict.value
    told["ci90"], told["ci95"] = _two(compared.ci90), _two(compared.ci95)
    return told


def sheets(report: Report) -> dict[str, Sheet]:
    made = {
        "About": _about(report),
        "Pairs of groups": pairs_sheet(report),
        "Groups": _groups(report),
        "Still waiting": _waiting(report),
        "Checks": _checks(report),
    }
    if report.control is not None:
        made["Change of control"] = _control(report)
    if report.tiers:
        made["Other offices"] = _tiers(report)
    if report.services:
        made["Services, exploring"] = _services(report)
    return made


def as_csv(report: Report) -> str:
    return to_csv(pairs_sheet(report))


def as_xlsx(report: Report) -> bytes:
    return to_xlsx(sheets(report), title=TITLE, on=report.until)


def _about(report: Report) -> Sheet:
    fixed = report.margin_fixed_on
    rows: list[tuple[Cell, ...]] = [
        ("First enquiry received on", report.begins),
        ("Observed until", report.until),
        ("Margin, points", report.margin),
        ("Margin for figures in working days", report.margin_days),
        ("Margin fixed on", fixed if fixed is not None else "not recorded"),
        ("Minute", report.minute or "not recorded"),
        ("Waits counted up to, working days", report.horizon),
        ("Reshuffles drawn at most", report.draws),
        ("Seed", report.seed),
        ("p-value of no difference between any groups", report.omnibus_p),
        *(("Left out", str(sentence)) for sentence in report.left_out),
        *(("Caution", str(sentence)) for sentence in report.cautions),
    ]
    return Sheet(("What", "Figure"), tuple(rows))


_HEAD = ("Difference", "90% from", "90% to", "95% from", "95% to", "p, reshuffled", "p, adjusted")


def _ends(interval: Interval | None) -> tuple[Cell, Cell]:
    return (None, None) if interval is None else interval


def _cells(compared: Compared) -> tuple[Cell, ...]:
    ends = *_ends(compared.ci90), *_ends(compared.ci95)
    return compared.difference, *ends, compared.p, compared.adjusted_p


def pairs_sheet(report: Report) -> Sheet:
    head = (
        *("First group", "Second group", "Verdict", "In words"),
        *("Enquiries, first", "Enquiries, second", "Councillors, first", "Councillors, second"),
        *("Counted, first", "Counted, second", "Compared, first", "Compared, second"),
        *(f"{name} (second less first, points)" if name == "Difference" else name for name in _HEAD),
        *("Smallest difference detectable, points", "Design effect"),
        *("Mean wait, difference in working days", "p of waits, reshuffled"),
        *("p of waits, if enquiries were independent", "Reshuffles", "Margin, points"),
    )
    return Sheet(head, tuple(_row(report, pair) for pair in report.pairs))


def _row(report: Report, pair: Pair) -> tuple[Cell, ...]:
    return (
        *pair.groups,
        pair.verdict.words,
        " ".join(str(sentence) for sentence in pair.said),
        *(pair.n_enquiries or (None, None)),
        *(pair.n_councillors or (None, None)),
        *(pair.n_counted or (None, None)),
        *(pair.n_compared or (None, None)),
        *_cells(pair.share or Compared(pair.verdict)),
        pair.detectable,
        pair.design_effect,
        pair.rmst_difference,
        pair.p_time,
        pair.p_time_enquiries,
        pair.labellings,
        report.margin,
    )


def _groups(report: Report) -> Sheet:
    head = (
        *(
            "Group",
            "Enquiries",
            "Councillors",
            "Counted",
            "On time, %",
            "On time on the councillor’s clock, %",
        ),
        *("Mean wait, working days", "Half answered by day", "Nine in ten answered by day", "Withheld"),
    )
    rows = tuple(
        (
            *(each.name, each.enquiries, each.councillors, each.counted, each.on_time, each.on_time_unpaused),
            *(each.mean_wait, each.median_wait, each.ninetieth),
            None if each.withheld is None else each.withheld.words,
        )
        for each in report.groups
    )
    return Sheet(head, rows)


def _waiting(report: Report) -> Sheet:
    shown = [group for group in report.groups if group.waiting]
    rows = tuple(
        (day, *(group.waiting[day] for group in shown)) for day in range(report.horizon + 1) if shown
    )
    return Sheet(("Working day", *(f"{group.name}: still waiting, %" for group in shown)), rows)


def _checks(report: Report) -> Sheet:
    rows = tuple(
        (
            *(*pair.groups, check.words, check.unit, check.compared.first, check.compared.second),
            *_cells(check.compared),
            check.compared.verdict.words,
        )
        for pair in report.pairs
        for check in pair.checks
    )
    head = ("First group", "Second group", "Check", "Unit", "First", "Second", *_HEAD, "Verdict")
    return Sheet(head, rows)


def _control(report: Report) -> Sheet:
    told = report.control
    if told is None:
        return Sheet(("What", "Figure"), ())
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Control changed on", told.on),
        ("Group that went out", told.groups[0]),
        ("Group that came in", told.groups[1]),
        ("Verdict", told.compared.verdict.words),
        *zip(_HEAD, _cells(told.compared), strict=True),
        ("Smallest difference detectable, points", told.detectable),
        *(("In words", str(sentence)) for sentence in told.said),
    )
    return Sheet(("What", "Figure"), rows)


def _tiers(report: Report) -> Sheet:
    rows = tuple(
        (
            *(each.office, each.enquiries, each.councillors, each.on_time),
            None if each.withheld is None else each.withheld.words,
        )
        for each in report.tiers
    )
    return Sheet(("Office", "Enquiries", "Councillors", "On time, %", "Withheld"), rows)


def _services(report: Report) -> Sheet:
    rows = tuple(
        (
            *(each.service, *each.groups, *(each.n_counted or (None, None))),
            *_cells(each.compared),
            each.compared.verdict.words,
            None if each.withheld is None else each.withheld.words,
        )
        for each in report.services
    )
    head = (
        *("Service", "First group", "Second group", "Counted, first", "Counted, second"),
        *(*_HEAD, "Verdict", "Withheld"),
    )
    return Sheet(head, rows)

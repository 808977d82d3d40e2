"""The charts of a report. ``None`` where there is nothing that may be drawn."""

from concordat.design.charts import svg
from concordat.design.charts.chart import Chart
from concordat.design.charts.margin import MarginRow, against_margin
from concordat.design.charts.waiting import WaitingCurve, waiting_curves
from concordat.enquiries.rules.impartiality.figures import Checked, Compared, Pair, Report


def differences(report: Report, *, width: int = svg.NARROW) -> Chart:
    """The share answered on time: every pair of groups beside the margin."""
    return against_margin(
        rows=[_row(_names(pair), pair.share or Compared(pair.verdict)) for pair in report.pairs],
        margin=report.margin,
        title="Share answered on time: differences beside the agreed margin",
        width=width,
    )


def waits(report: Report, *, width: int = svg.NARROW) -> Chart | None:
    """Kaplan and Meier's curves on the councillor's clock, nothing taken out."""
    curves = [WaitingCurve(group.name, group.waiting) for group in report.groups if group.waiting]
    if not curves:
        return None
    return waiting_curves(curves=curves, title="Still waiting, on the councillor’s own clock", width=width)


def checks(pair: Pair, report: Report, *, width: int = svg.NARROW) -> Chart | None:
    """What else could be unequal, of one pair; what is counted in days stands in the table alone."""
    rows = [_row(check.words, check.compared) for check in _shares(pair)]
    if not rows:
        return None
    return against_margin(
        rows=rows,
        margin=report.margin,
        title=f"What else could be unequal: {_names(pair)}",
        width=width,
    )


def _shares(pair: Pair) -> list[Checked]:
    return [check for check in pair.checks if check.unit == "points"]


def _names(pair: Pair) -> str:
    first, second = pair.groups
    return f"{second} less {first}"


def _row(label: str, compared: Compared) -> MarginRow:
    return MarginRow(label, compared.verdict.words, compared.difference, compared.ci90, compared.ci95)

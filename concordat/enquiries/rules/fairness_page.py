"""What the page of a report on even-handedness shows, as values to keep: no figure beyond the report's."""

from dataclasses import asdict
from typing import Any

from concordat.design.charts.chart import Chart
from concordat.enquiries.rules.impartiality import Report, data, drawings
from concordat.enquiries.rules.impartiality.figures import Pair
from concordat.enquiries.rules.impartiality.sections import CANNOT_TELL, check_table


def told(report: Report) -> dict[str, Any]:
    charts = [drawings.differences(report), drawings.waits(report)]
    return {
        "pairs": data.pairs(report),
        "checks": [_table(pair) for pair in report.pairs if pair.checks],
        "charts": [asdict(chart) for chart in charts if chart is not None],
        "left_out": [str(sentence) for sentence in report.left_out],
        "cautions": [str(sentence) for sentence in report.cautions],
        "cannot_tell": list(CANNOT_TELL),
        "control": [str(sentence) for sentence in report.control.said] if report.control else [],
    }


def _table(pair: Pair) -> dict[str, Any]:
    made = check_table(pair)
    return {"caption": made.caption, "head": made.head, "rows": made.rows, "note": made.note}


def charts_of(told: dict[str, Any]) -> list[Chart]:
    """The pictures as they were drawn."""
    return [
        Chart(
            svg=each["svg"],
            title=each["title"],
            description=each["description"],
            head=tuple(each["head"]),
            rows=tuple(tuple(row) for row in each["rows"]),
        )
        for each in told["charts"]
    ]

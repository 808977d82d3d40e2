"""How many replied: a bar for each side, filled as far as its answers reach."""

from collections.abc import Sequence
from dataclasses import dataclass

from concordat.design.charts import svg
from concordat.design.charts.chart import Chart

BAR = 18


@dataclass(frozen=True)
class ReplyRow:
    """replied of invited; 0 <= replied <= invited, and somebody was invited."""

    label: str
    replied: int
    invited: int


def replies(
    *, title: str, rows: Sequence[ReplyRow], rows_are: str = "Who was asked", width: int = svg.NARROW
) -> Chart:
    """Raises ``ValueError`` if more replied than were invited, or nobody was."""
    body, y = [], 0.0
    for row in rows:
        if not 0 <= row.replied <= row.invited or row.invited == 0:
            raise ValueError(f"{row.label!r}: {row.replied} of {row.invited} cannot have replied.")
        lines = svg.wrapped(f"{row.label}: {_told(row)}", width, letter=svg.BOLD)
        body.append(svg.block(lines, 0, y + svg.SIZE, font_weight="700"))
        y += len(lines) * svg.LINE + 4
        whole = width - 2
        frame: dict[str, str | float] = {"x": 1, "y": y, "height": BAR}
        body.append(svg.element("rect", width=whole * row.replied / row.invited, fill=svg.FIRST, **frame))
        body.append(
            svg.element("rect", width=whole, fill="none", stroke=svg.FIRST, stroke_width=1.5, **frame)
        )
        y += BAR + 16
    description = " ".join(f"{row.label}: {_told(row)}." for row in rows)
    key = svg.key_of(title, rows)
    drawn = svg.drawing(
        *body, key=key, title=title, description=description, width=width, height=max(y - 10, 1)
    )
    return Chart(
        svg=drawn,
        title=title,
        description=description,
        head=(rows_are, "Replied", "Invited"),
        rows=tuple((row.label, str(row.replied), str(row.invited)) for row in rows),
    )


def _told(row: ReplyRow) -> str:
    return f"{row.replied} of {row.invited} replied"

"""The grid as a drawing, with its words and its figures beside it."""

from collections.abc import Sequence

from concordat.design.charts import svg
from concordat.design.charts.chart import Chart
from concordat.viewpoints.rules import grid as grids

CELL = 26.0
HEAD = 26.0


def picture(
    grid: Sequence[Sequence[int]], *, title: str, most: str, least: str, head: tuple[str, str]
) -> Chart | None:
    """The columns with an empty place for each card. None while there is no column to draw."""
    laid = grids.columns(grid)
    if not laid:
        return None
    across = min(CELL + 8, (svg.NARROW - 2) / len(laid))
    wide = max(float(svg.NARROW), across * len(laid) + 2)
    left = (wide - across * len(laid)) / 2
    ends = svg.LINE + 6
    deepest = max(column.cards for column in laid)
    body = [
        svg.text(f"← {least}"[:44], 1, svg.SIZE, font_size=svg.SMALL),
        svg.text(f"{most} →"[:44], wide - 1, ends + svg.SIZE, font_size=svg.SMALL, text_anchor="end"),
    ]
    top = 2 * ends
    for place, column in enumerate(laid):
        x = left + place * across
        body.append(
            svg.text(column.label, x + across / 2, top + svg.SIZE, text_anchor="middle", font_size=svg.SMALL)
        )
        body += [
            svg.element(
                "rect",
                x=x + 1.5,
                y=top + HEAD + down * CELL,
                width=across - 3,
                height=CELL - 3,
                rx=2.0,
                fill=svg.GAP,
                stroke=svg.QUIET,
            )
            for down in range(max(0, column.cards))
        ]
    description = f"From “{least}” to “{most}”. {grids.in_words(grid)}."
    drawing = svg.drawing(
        *body,
        key=svg.key_of(title, [list(column) for column in grid], most, least),
        title=title,
        description=description,
        width=wide,
        height=top + HEAD + max(1, deepest) * CELL,
    )
    rows = tuple((column.label, str(column.cards)) for column in laid)
    return Chart(drawing, title, description, head, rows)

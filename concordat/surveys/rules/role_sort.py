"""Who does what, as each side sees it: the tasks, widest difference first, as a picture and as rows."""

from concordat.design.charts import svg
from concordat.design.charts.chart import Chart
from concordat.design.charts.role_sort import TaskRow
from concordat.design.charts.role_sort import role_sort as drawn
from concordat.surveys.rules.drawings import bar_of
from concordat.surveys.rules.figures import RoleDifference
from concordat.surveys.rules.instrument import Side
from concordat.surveys.rules.release import Release

TITLE = "Whose task each side says it is"
DIMENSION = "Who does what"


def widest_first(release: Release) -> tuple[RoleDifference, ...]:
    """Every task that both sides sorted; those whose difference cannot be told come last."""
    return tuple(
        sorted(
            release.roles,
            key=lambda role: (role.low is None, -((role.low or 0.0) + (role.high or 0.0)), role.id),
        )
    )


def gap(role: RoleDifference) -> str:
    """How many of every 100 would have to answer otherwise for both sides to divide the task alike."""
    if role.low is None or role.high is None:
        return "How far the sides are apart cannot be told."
    low, high = round(100 * role.low), round(100 * role.high)
    if high == 0:
        return "Both sides divide this task alike."
    if low == 0:
        return f"The sides may agree, or be up to {high} of every 100 people apart."
    return (
        f"The sides are {low} to {high} of every 100 people apart."
        if low < high
        else (f"The sides are {low} of every 100 people apart.")
    )


def role_sort(release: Release, *, width: int = svg.NARROW) -> Chart | None:
    """The picture; ``None`` where no task may be shown of either side, or their bands differ."""
    return next(iter(pictures(release, width=width)), None)


def pictures(release: Release, *, width: int, most: int | None = None) -> list[Chart]:
    """The same in as many pictures as it takes for none to hold more than ``most`` tasks."""
    rows, bands = _rows(release)
    if bands is None:
        return []
    most = most or len(rows)
    parts = [rows[at : at + most] for at in range(0, len(rows), most)]
    return [
        drawn(
            title=TITLE if len(parts) == 1 else f"{TITLE}, {number} of {len(parts)}",
            rows=part,
            band_names=bands,
            width=width,
        )
        for number, part in enumerate(parts, start=1)
    ]


def _rows(release: Release) -> tuple[list[TaskRow], tuple[str, str, str] | None]:
    items = {item.id: item for item in release.questions}
    rows, names = [], set()
    for role in widest_first(release):
        told = [release.figure(role.id, side=side) for side in Side]
        if all(figure is None or figure.suppressed for figure in told):
            continue
        first, second = (bar_of(side.capitalize(), figure) for side, figure in zip(Side, told, strict=True))
        names.add(items[role.id].bands)
        rows.append(TaskRow(items[role.id].topic, first, second, gap(role)))
    return rows, names.pop() if len(names) == 1 else None

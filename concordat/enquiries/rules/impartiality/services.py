"""Service by service: exploring, labelled so, and for statutory officers alone."""

from collections import Counter
from collections.abc import Hashable, Set
from itertools import combinations

from concordat.enquiries.rules.impartiality.comparing import Columns, Comparison, Found, judged
from concordat.enquiries.rules.impartiality.figures import Service
from concordat.enquiries.rules.impartiality.terms import Terms
from concordat.smallsample.hiding import Cell, hidden
from concordat.smallsample.labelling import from_seed
from concordat.smallsample.multiplicity import benjamini_hochberg

Cells = dict[tuple[str, str], list[int]]


def explored(columns: Columns, shown: Set[str], terms: Terms) -> tuple[Service, ...]:
    """Every service, and every two groups that are shown.

    shown   the groups whose own figures are shown; a reader knows their totals, and those of every service
    """
    names = sorted(set(columns.group))
    services = sorted({row.service for row in columns.rows})
    cells = _cells(columns)
    table = [[_cell(columns, cells.get((service, name), [])) for name in names] for service in services]
    away = hidden(table=table, columns_known=[name in shown for name in names])
    on_time = columns.values(lambda _row, came: None if came.on_time is None else float(came.on_time))
    told: list[tuple[str, tuple[str, str], tuple[int, int], Found]] = []
    for first, second in combinations([place for place, name in enumerate(names) if name in shown], 2):
        groups = names[first], names[second]
        comparison = Comparison(columns, groups, from_seed(terms.seed, 3, first, second), terms.draws)
        for number, service in enumerate(services):
            places = [place for group in groups for place in cells.get((service, group), [])]
            why = away[number][first] or away[number][second]
            found = Found(why) if why else comparison.of(on_time, places=places)
            told.append((service, groups, (table[number][first].n, table[number][second].n), found))
    return _judged(told, terms.margin)


def _cells(columns: Columns) -> Cells:
    """The places of each service and group, of enquiries that were due."""
    cells: Cells = {}
    for place, (row, came) in enumerate(zip(columns.rows, columns.came, strict=True)):
        if came.on_time is not None:
            cells.setdefault((row.service, row.group), []).append(place)
    return cells


def _cell(columns: Columns, places: list[int]) -> Cell:
    sent: Counter[Hashable] = Counter(columns.unit[place] for place in places)
    return Cell(sent=sent, yes=sum(bool(columns.came[place].on_time) for place in places))


def _judged(
    told: list[tuple[str, tuple[str, str], tuple[int, int], Found]], margin: float
) -> tuple[Service, ...]:
    known = [found.compared.p for *_, found in told if found.compared and found.compared.p is not None]
    adjusted = iter(benjamini_hochberg(known) if known else ())
    return tuple(
        Service(
            service=service,
            groups=groups,
            n_counted=n if found.compared else None,
            compared=judged(found, adjusted_p=next(adjusted) if found.compared else None, margin=margin),
            withheld=found.withheld,
        )
        for service, groups, n, found in told
    )

"""The body of the paper, section by section. A section with nothing to say is ``None``."""

from concordat.design.charts.chart import Chart
from concordat.design.charts.marks import signed
from concordat.enquiries.rules.impartiality import drawings
from concordat.enquiries.rules.impartiality.checks import NOT_HERE
from concordat.enquiries.rules.impartiality.figures import Checked, Compared, Pair, Report
from concordat.enquiries.rules.impartiality.sentences import Sentence
from concordat.enquiries.rules.impartiality.verdicts import Verdict
from concordat.enquiries.rules.impartiality.wording import DETECTABLE, number
from concordat.papers.document import (
    Block,
    BulletList,
    Callout,
    Figure,
    Paragraph,
    Section,
    Strong,
    Table,
)
from concordat.papers.wording import ENGLISH

# A little more than stands between the margins of an A4 page.
WIDE = 760
NOT_SHOWN = "not shown"

CANNOT_TELL = (
    "The impartiality of officers. Speed is one sign of it; what was said, and how, is not in these figures.",
    "Why there is a difference, where one is shown.",
    "That groups were treated alike, unless the words are “shown to be alike within the margin”, and then "
    "only within the margin.",
    "Anything about one councillor or one officer.",
    "What became of enquiries that were never recorded.",
)


def drawn(chart: Chart) -> Figure:
    return Figure(chart.title, chart.svg, chart.description, Table(chart.title, chart.head, chart.rows))


def names(pair: Pair) -> str:
    return f"{pair.groups[0]} and {pair.groups[1]}"


def what_can_be_said(report: Report) -> Section:
    blocks: list[Block | Section] = [
        Paragraph(
            "Two groups are compared by the share of their enquiries that were answered within their own "
            "target, among enquiries of the same service level, topic, service and quarter. A difference "
            f"within ±{number(report.margin)} points is one that the committee treats as unimportant. "
            "Exactly one of four things is said of each pair."
        )
    ]
    if report.omnibus_p is not None:
        blocks.append(
            Paragraph(
                "Before any pair was looked at, one question was asked of all groups at once: is there "
                f"any difference at all? Chance alone would bring as much in {_share(report.omnibus_p)} of "
                "reshuffles."
            )
        )
    blocks.append(drawn(drawings.differences(report, width=WIDE)))
    return Section("What can be said", (*blocks, *(_one_pair(pair) for pair in report.pairs)))


def _one_pair(pair: Pair) -> Section:
    blocks: list[Block] = [Paragraph((Strong(f"{pair.verdict.words.capitalize()}."),))]
    blocks += [Paragraph(str(sentence)) for sentence in pair.said]
    if pair.detectable is not None:
        size = {"size": f"{pair.detectable:.1f}"}
        blocks.append(Paragraph(str(Sentence(DETECTABLE, size))))
    return Section(names(pair), tuple(blocks))


def how_long(report: Report) -> Section | None:
    chart = drawings.waits(report, width=WIDE)
    if chart is None:
        return None
    rows = tuple(
        (
            group.name,
            f"{group.on_time:.1f}%",
            f"{group.on_time_unpaused:.1f}%",
            f"{group.mean_wait:.1f}",
            _day(group.median_wait),
            _day(group.ninetieth),
        )
        for group in report.groups
        if group.on_time is not None and group.on_time_unpaused is not None and group.mean_wait is not None
    )
    head = (
        *("Group", "In time, pauses taken out", "In time, nothing taken out"),
        *(f"Mean wait, up to {report.horizon} days", "Half answered by day", "Nine in ten by day"),
    )
    tested = [_waits(pair) for pair in report.pairs if pair.p_time is not None]
    return Section(
        "How long councillors waited",
        (
            Paragraph(
                "The councillor’s own clock runs from receipt to the reply of substance, and nothing is "
                "taken out of it. Enquiries that are still open count as far as they were seen, for means "
                "over the answered alone would flatter: quick answers come first."
            ),
            drawn(chart),
            Table(
                "Each group by itself, not adjusted for what it asked",
                head,
                rows,
                numeric=frozenset(range(1, 6)),
            ),
            *((BulletList(tuple(tested)),) if tested else ()),
        ),
    )


def _waits(pair: Pair) -> str:
    days = signed(pair.rmst_difference or 0.0, 1)
    return (
        f"{names(pair)}: the mean wait differed by {days} working days ({pair.groups[1]} less "
        f"{pair.groups[0]}). Among enquiries of the same kind, chance would bring as large a difference in "
        f"waits in {_share(pair.p_time or 0.0)} of reshuffles of councillors."
    )


def _day(day: float | None) -> str:
    return "not reached" if day is None else f"{day:g}"


def _share(p: float) -> str:
    return "fewer than 0.1%" if p < 0.001 else f"{p:.1%}"


def what_else(report: Report) -> Section | None:
    pairs = [pair for pair in report.pairs if pair.checks]
    if not pairs:
        return None
    found = {check.name for pair in pairs for check in pair.checks}
    words = {check.name: (check.words, check.means) for pair in pairs for check in pair.checks}
    blocks: list[Block | Section] = [
        Paragraph(
            "A clock can look equal while something else is not. Each of these was compared in the same "
            "way, and beside the same margin; p-values are adjusted for there being many of them."
        ),
        BulletList(tuple(f"{words[name][0]}. {words[name][1]}" for name in words if name in found)),
    ]
    blocks += [Section(names(pair), (_checked(pair, report),)) for pair in pairs]
    blocks.append(
        Paragraph(f"Not looked at here, because it stands in other records: {'; '.join(NOT_HERE)}.")
    )
    return Section("What else could be unequal", tuple(blocks))


def _checked(pair: Pair, report: Report) -> Block:
    """The checks as a chart with their table; as a table alone where nothing can be drawn."""
    table = check_table(pair)
    chart = drawings.checks(pair, report, width=WIDE)
    return table if chart is None else Figure(chart.title, chart.svg, chart.description, table)


def check_table(pair: Pair) -> Table:
    first, second = pair.groups
    return Table(
        f"{second} beside {first}: what else could be unequal",
        ("What", first, second, "Adjusted difference", "95% interval", "What may be said"),
        tuple(_check_row(check) for check in pair.checks),
        note=f"The difference is {second} less {first}, among enquiries of the same kind.",
    )


def _check_row(check: Checked) -> tuple[str, ...]:
    told = check.compared
    unit, places = ("%", 1) if check.unit == "points" else (" days", 2)
    if told.difference is None or told.ci95 is None or told.first is None or told.second is None:
        return (check.words, NOT_SHOWN, NOT_SHOWN, NOT_SHOWN, NOT_SHOWN, told.verdict.words)
    return (
        check.words,
        f"{told.first:.{places}f}{unit}",
        f"{told.second:.{places}f}{unit}",
        f"{signed(told.difference, places)} {check.unit}",
        _between(told, places),
        told.verdict.words,
    )


def _between(told: Compared, places: int = 1) -> str:
    if told.ci95 is None:
        return NOT_SHOWN
    return f"{signed(told.ci95[0], places)} to {signed(told.ci95[1], places)}"


def before_and_after(report: Report) -> Section | None:
    control = report.control
    if control is None:
        return None
    out, came_in = control.groups
    blocks: list[Block] = [
        Paragraph(
            f"On {ENGLISH.day(control.on)} control of the council passed from {out} to {came_in}. The same "
            "councillors are compared with themselves, before and after, so that it does not matter how they "
            "differ from one another. This is the strongest evidence that such figures can give."
        ),
        Paragraph((Strong(f"{control.compared.verdict.words.capitalize()}."),)),
        *(Paragraph(str(sentence)) for sentence in control.said),
    ]
    if control.n_councillors and control.n_before and control.n_after:
        rows = tuple(
            (
                name,
                str(control.n_councillors[side]),
                f"{control.n_before[side]:,}",
                f"{control.n_after[side]:,}",
                change,
            )
            for side, (name, change) in enumerate(
                ((out, _points(control.compared.first)), (came_in, _points(control.compared.second)))
            )
        )
        blocks.append(
            Table(
                "The same councillors before and after",
                ("Group", "Councillors", "Enquiries before", "Enquiries after", "Change in share on time"),
                rows,
                numeric=frozenset({1, 2, 3, 4}),
                note="The change is beside what was usual for the same kind of enquiry in the same period.",
            )
        )
    return Section("Before and after control changed", tuple(blocks))


def _points(value: float | None) -> str:
    return NOT_SHOWN if value is None else f"{signed(value, 1)} points"


def other_offices(report: Report) -> Section | None:
    if not report.tiers:
        return None
    rows = tuple(
        (tier.office.capitalize(), f"{tier.enquiries:,}", str(tier.councillors), f"{tier.on_time:.1f}%")
        if tier.on_time is not None
        else (tier.office.capitalize(), NOT_SHOWN, NOT_SHOWN, NOT_SHOWN)
        for tier in report.tiers
    )
    return Section(
        "Enquiries asked in another office",
        (
            Paragraph(
                "Leaders, cabinet members and others may be promised a faster answer. Who holds such an "
                "office is of the administration or of the opposition by definition, so these are shown "
                "apart, and no test is made of them."
            ),
            Table(
                "By office",
                ("Office", "Enquiries", "Councillors", "In time"),
                rows,
                numeric=frozenset({1, 2, 3}),
            ),
        ),
    )


def services(report: Report) -> Section | None:
    if not report.services:
        return None
    rows = tuple(
        (
            each.service,
            f"{each.groups[0]} and {each.groups[1]}",
            *(
                (NOT_SHOWN, NOT_SHOWN)
                if each.compared.difference is None
                else (_points(each.compared.difference), _between(each.compared))
            ),
            each.compared.verdict.words,
        )
        for each in report.services
    )
    return Section(
        "Service by service",
        (
            Callout("Confidential", "For statutory officers alone. Not for publication."),
            Paragraph(
                "This is exploring. Among many services some will stand out by chance; the p-values are "
                "adjusted so that of those that stand out about one in twenty does so falsely."
            ),
            Table(
                "Share answered on time, service by service",
                ("Service", "Groups", "Difference, second less first", "95% interval", "What may be said"),
                rows,
            ),
        ),
    )


def left_out(report: Report) -> Section:
    return Section(
        "What was left out, and why",
        (BulletList(tuple(str(sentence) for sentence in report.left_out)),),
    )


def cannot_tell(report: Report) -> Section:
    told = list(CANNOT_TELL)
    if any(pair.verdict is Verdict.TOO_FEW for pair in report.pairs):
        told.append("Anything about groups too few to report. That they are left out says nothing of them.")
    return Section("What this cannot tell", (BulletList(tuple(told)),))

"""The appendices of the paper: how it was made, and what is printed in every report, whatever it says."""

from concordat.design.charts.marks import signed
from concordat.enquiries.rules.impartiality.figures import Group, Pair, Report
from concordat.enquiries.rules.impartiality.wording import number
from concordat.papers.document import Block, BulletList, Paragraph, Section, Source, Table
from concordat.papers.wording import ENGLISH

NONE = "–"

SOURCES = (
    Source("N. Mantel and W. Haenszel (1959), Journal of the National Cancer Institute 22, 719–748."),
    Source("E. L. Kaplan and P. Meier (1958), Journal of the American Statistical Association 53, 457–481."),
    Source(
        "E. Chung and J. P. Romano (2013), Annals of Statistics 41, 484–507: permuting studentised figures."
    ),
    Source(
        "D. J. Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15, 657–680: equivalence."
    ),
    Source("S. Holm (1979), Scandinavian Journal of Statistics 6, 65–70."),
)


def how_it_was_made(report: Report) -> Section:
    drawn = (
        f"Every way of giving the names was gone through where there are no more than {report.draws:,}; "
        f"otherwise {report.draws:,} were drawn by chance, beginning with seed {report.seed}."
    )
    blocks: list[Block] = [
        Paragraph(
            "The unit of evidence is the councillor. Enquiries of one councillor resemble each other, so "
            "thousands of enquiries of a few dozen councillors are worth far fewer than they seem. Tests "
            "that take each enquiry for independent evidence cry bias several times too often."
        ),
        BulletList(
            (
                "Compared are enquiries asked as ward councillor, in the group of which the councillor "
                "was when it was received.",
                "In time means answered within its own target. An enquiry that is open and overdue is "
                "late; one that is open and not yet due is left out of the share.",
                "Only enquiries of the same service level, topic, service and quarter are compared; their "
                "differences are averaged with the weights of Mantel and Haenszel.",
                "How often chance would bring such a difference is found by giving councillors the other "
                f"group’s name, again and again. {drawn} The statistic is divided by its standard error "
                "over councillors.",
                "The intervals hold all differences that these reshuffles do not reject.",
                f"“{_alike()}” means that the 90% interval lies within ±{number(report.margin)} points: "
                "two one-sided tests of 5%. “Difference shown” means that the 95% interval leaves nought "
                "out, that the p-value does so after Holm’s adjustment for the number of pairs, and that "
                "the 90% interval reaches beyond the margin. Everything else is “cannot tell”.",
                "Waits are compared by the stratified log-rank test, with councillors reshuffled. For "
                "comparison the table below has its ordinary p-value too, which takes enquiries for "
                "independent.",
                "A figure is shown of at least five councillors and ten enquiries, none of the "
                "councillors having sent more than half, and only if no figure that is withheld can be "
                "worked out from it.",
                "The same is asked in both directions: whether a group was answered worse, and whether "
                "better.",
            )
        ),
    ]
    return Section("How it was made", tuple(blocks))


def _alike() -> str:
    return "Shown to be alike within the margin"


def always_printed(report: Report) -> Section:
    fixed = report.margin_fixed_on
    facts = (
        ("Margin", f"±{number(report.margin)} points; ±{number(report.margin_days)} working days"),
        ("Fixed on", ENGLISH.day(fixed) if fixed else "not recorded"),
        ("Minute", report.minute or "not recorded"),
        ("First enquiry received on", ENGLISH.day(report.begins)),
        ("Observed until", ENGLISH.day(report.until)),
        ("Reshuffles, at most; seed", f"{report.draws:,}; {report.seed}"),
    )
    blocks: list[Block] = [
        Table("The report", ("What", "Value"), facts),
        Table(
            "Groups",
            ("Group", "Enquiries", "Councillors", "Counted for the share", "In time"),
            tuple(_group(group) for group in report.groups),
            numeric=frozenset({1, 2, 3, 4}),
            note="Counted for the share: enquiries that were due by the end of the observation.",
        ),
        Table(
            "Pairs of groups, in points",
            (
                "Pair",
                "Difference",
                "90% interval",
                "95% interval",
                "p",
                "p, Holm",
                "Detectable",
                "Design effect",
            ),
            tuple(_pair(pair) for pair in report.pairs),
            numeric=frozenset(range(1, 8)),
            note="Difference: the second group less the first. Detectable: the smallest difference that "
            "would have been found in four years of five. Design effect: how many times fewer enquiries "
            "the evidence is worth than it seems; below 1 it is worth more.",
        ),
        Table(
            "Pairs of groups: waits, and what was compared",
            (
                *("Pair", "Mean wait, difference in days", "p, councillors reshuffled"),
                *("p, if enquiries were independent", "Compared", "Reshuffles"),
            ),
            tuple(_waits(pair) for pair in report.pairs),
            numeric=frozenset(range(1, 6)),
            note="Compared: enquiries of either group that have a counterpart of the same kind in the other.",
        ),
    ]
    return Section("The figures", tuple(blocks))


def _group(group: Group) -> tuple[str, ...]:
    if group.on_time is None:
        return (group.name, NONE, NONE, NONE, "too few to report")
    return (
        group.name,
        f"{group.enquiries:,}",
        str(group.councillors),
        f"{group.counted:,}",
        f"{group.on_time:.1f}%",
    )


def _name(pair: Pair) -> str:
    return f"{pair.groups[0]}, {pair.groups[1]}"


def _pair(pair: Pair) -> tuple[str, ...]:
    told = pair.share
    if told is None or told.difference is None or told.ci90 is None or told.ci95 is None:
        return (_name(pair), "too few to report", *(NONE,) * 6)
    return (
        _name(pair),
        signed(told.difference, 1),
        *(f"{signed(low, 1)} to {signed(high, 1)}" for low, high in (told.ci90, told.ci95)),
        _p(told.p),
        _p(told.adjusted_p),
        NONE if pair.detectable is None else f"{pair.detectable:.1f}",
        NONE if pair.design_effect is None else f"{pair.design_effect:.2f}",
    )


def _waits(pair: Pair) -> tuple[str, ...]:
    if pair.rmst_difference is None or pair.n_compared is None:
        return (_name(pair), "too few to report", *(NONE,) * 4)
    return (
        _name(pair),
        signed(pair.rmst_difference, 2),
        _p(pair.p_time),
        _p(pair.p_time_enquiries),
        " and ".join(f"{each:,}" for each in pair.n_compared),
        f"{pair.labellings:,}{', all there are' if pair.all_labellings else ''}",
    )


def _p(p: float | None) -> str:
    if p is None:
        return NONE
    return "below 0.001" if p < 0.001 else f"{p:.3f}"

"""One paper with everything in it, for the tests of every format. The council is made up."""

from datetime import date

from concordat.papers.document import (
    BulletList,
    Callout,
    Emphasis,
    Figure,
    KeyFigures,
    Link,
    Note,
    NoteMark,
    NumberedList,
    Paper,
    Paragraph,
    Section,
    Source,
    Strong,
    Table,
)

CHART = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 520 150" role="img" aria-labelledby="t d">
<title id="t">Trust</title><desc id="d">Two dots</desc>
<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse">
<path d="M0 6L6 0" stroke="#1b4f72"/></pattern></defs>
<g font-size="14" fill="#17212b">
<text x="0" y="20" font-weight="600">Trust and respect ŵ ŷ</text>
<line x1="20" x2="500" y1="45" y2="45" stroke="#b4bec7" stroke-width="2"/>
<line x1="280" x2="380" y1="45" y2="45" stroke="#17212b" stroke-width="3"/>
<circle cx="380" cy="45" r="8" fill="#1b4f72"/><path d="M280 36l9 9l-9 9l-9-9z" fill="#8a3b12"/>
<text x="380" y="72" text-anchor="middle">7.7</text><text x="280" y="72" text-anchor="middle">6.2</text>
<rect x="20" y="96" width="240" height="24" fill="url(#hatch)" stroke="#1b4f72"/>
<rect x="260" y="96" width="240" height="24" fill="#dfe7ec"/>
<text x="20" y="140">few</text><text x="260" y="140">half</text>
</g></svg>"""

DIMENSIONS = Table(
    caption="What each side said, by dimension",
    head=("Dimension", "Councillors", "Officers", "Gap"),
    rows=(
        ("Trust and respect", "7.7 ± 0.4", "6.2 ± 0.3", "1.5"),
        ("Roles", "7.1 ± 0.4", "6.0 ± 0.3", "1.1"),
        ("Advice and impartiality", "8.5 or above", "7.4 ± 0.3", "not shown"),
        ("Communication", "6.4 ± 0.4", "6.6 ± 0.3", "−0.2"),
    ),
    numeric=frozenset({1, 2, 3}),
    note="Margins are for the councillors and officers on the roster, not for councils in general.",
)

ITEMS = Table(
    caption="Every item",
    head=("Item", "Councillors", "Officers"),
    rows=tuple(
        (
            f"Item {n}: officers give advice that councillors can rely on when it is unwelcome",
            f"{5 + n / 10:.1f}",
            "6.1",
        )
        for n in range(1, 31)
    ),
    numeric=frozenset({1, 2}),
)

MARGIN = Note(
    "The margin is 1.96 times the planning standard deviation, with the correction for a finite roster."
)

HEALTH_CHECK = Paper(
    title="How councillors and officers work together: the 2026 health check",
    council="Marlbridge District Council",
    committee="Standards Committee",
    date=date(2026, 11, 25),
    author="Mona Hughes",
    author_office="Monitoring Officer",
    status="For decision",
    reference="STD/26/14",
    head=(
        KeyFigures(
            (
                ("Councillors", "7.7", "44 of 60 replied"),
                ("Officers", "6.2", "131 of 200 replied"),
                ("Gap", "1.5", "Clear: more than the margin of 0.5"),
            )
        ),
    ),
    purpose=(
        Paragraph(
            "This paper reports what councillors and officers said of each other, in confidence, in October."
        ),
        Paragraph(
            ("It is the ", Strong("second"), " such paper. The first was in ", Emphasis("May 2025"), ".")
        ),
    ),
    recommendation=(
        Paragraph("That the committee:"),
        NumberedList(
            (
                "notes the gap of 1.5 points",
                "asks the Chief Executive to report in March on action",
                "agrees to ask again in October 2027",
            )
        ),
    ),
    body=(
        Section(
            "What was found",
            (
                Paragraph(
                    (
                        "Councillors rate the relationship at 7.7 out of 10 and officers at 6.2.",
                        NoteMark(MARGIN),
                    )
                ),
                Callout(
                    "Caution",
                    "Sixteen councillors did not reply. They would have to average 2.1 for it to vanish.",
                ),
                DIMENSIONS,
                Section(
                    "Trust & respect <between> the sides",
                    (
                        Paragraph(
                            (
                                "The gap is widest here",
                                NoteMark(MARGIN),
                                ", as ",
                                Link("the protocol", "https://example.org/protocol?a=1&b=2"),
                                " foresaw.",
                            )
                        ),
                        BulletList(
                            (
                                "Officers feel less heard than councillors think.",
                                "Cyngor yn gweithio â’i swyddogion: ŵ ŷ Ŵ Ŷ ïa.",
                            )
                        ),
                        Figure(
                            title="Trust, councillors beside officers",
                            svg=CHART,
                            alternative="Councillors rate trust at 7.7 and officers at 6.2 & the gap is 1.5.",
                            table=Table(
                                "The figures of the drawing",
                                ("Side", "Score"),
                                (("Councillors", "7.7"), ("Officers", "6.2")),
                                numeric=frozenset({1}),
                            ),
                            note="Circle: councillors. Diamond: officers.",
                        ),
                        Section(
                            "A smaller matter",
                            (Paragraph("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch" * 2),),
                        ),
                    ),
                ),
            ),
        ),
        Section("Next steps", (Paragraph("A workshop for both sides is planned for January."),)),
    ),
    implications=(
        Section(
            "Legal",
            (
                Paragraph(
                    "The council must promote high standards of conduct (Localism Act 2011, section 27)."
                ),
            ),
        ),
        Section("Financial", (Paragraph("None beyond existing budgets."),)),
        Section(
            "Equalities",
            (Paragraph("No figure is given for a group in which a person could be recognised."),),
        ),
        Section("Risk", (Paragraph("Low trust is a governance risk; it is in the register as R14."),)),
    ),
    appendices=(
        Section(
            "Method",
            (
                Paragraph("Answers were sealed until the wave closed."),
                Paragraph(
                    (
                        "Only counts were kept.",
                        NoteMark(Note("See the promise made to everyone who was asked.")),
                    )
                ),
            ),
        ),
        Section("Every item", (Paragraph("All thirty items follow."), ITEMS)),
    ),
    sources=(
        Source("The council’s councillor–officer protocol", "https://example.org/protocol"),
        Source("The roster of 1 October 2026"),
    ),
)

# Longer than a page of A4: a drawing of twenty bars, as a health check may have.
TALL = Figure(
    "Whose task each side says it is",
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 1500" width="760" height="1500">'
    '<rect x="0" y="0" width="760" height="1480" fill="#eee"/>'
    '<text x="10" y="1495" font-size="14">The lowest bar</text></svg>',
    "Twenty bars.",
)

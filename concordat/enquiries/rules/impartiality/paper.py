"""The committee paper on even-handedness: what may be said, how sure it is, and what it cannot tell.

It is made from the report alone, in which nothing stands that may not be shown. No officer is named in it,
for none is known to it; and it never says that anybody was impartial.
"""

from datetime import date

from concordat.enquiries.rules.impartiality import method, sections
from concordat.enquiries.rules.impartiality.figures import Report
from concordat.enquiries.rules.impartiality.verdicts import Verdict
from concordat.enquiries.rules.impartiality.wording import number
from concordat.papers.document import (
    Block,
    Callout,
    KeyFigures,
    NumberedList,
    Paper,
    Paragraph,
    Section,
)
from concordat.papers.wording import ENGLISH

TITLE = "Were members’ enquiries answered alike? Political groups compared"


def paper(
    report: Report,
    *,
    council: str,
    committee: str,
    date: date,
    author: str = "",
    author_office: str = "Monitoring Officer",
    reference: str = "",
    status: str = "Draft",
) -> Paper:
    """The paper as a tree, for ``papers`` to write as HTML, Word or PDF.

    Services one by one stand in it only if the report holds them: such a paper is for statutory officers.
    """
    body = (
        sections.what_can_be_said(report),
        sections.how_long(report),
        sections.what_else(report),
        sections.before_and_after(report),
        sections.other_offices(report),
        sections.services(report),
        sections.left_out(report),
        sections.cannot_tell(report),
    )
    return Paper(
        title=TITLE,
        council=council,
        committee=committee,
        date=date,
        author=author,
        author_office=author_office,
        reference=reference,
        status=status,
        head=(_key_figures(report), *(Callout("Caution", str(each)) for each in report.cautions)),
        purpose=(
            Paragraph(
                "To report whether enquiries of councillors of different political groups were answered "
                f"alike from {ENGLISH.day(report.begins)} to {ENGLISH.day(report.until)}, as far as "
                "figures can tell."
            ),
        ),
        recommendation=_recommendation(report),
        body=tuple(section for section in body if section is not None),
        implications=_implications(),
        appendices=(method.how_it_was_made(report), method.always_printed(report)),
        sources=method.SOURCES,
    )


def _key_figures(report: Report) -> KeyFigures:
    counts = {verdict: sum(pair.verdict is verdict for pair in report.pairs) for verdict in Verdict}
    said = "; ".join(f"{verdict.words}: {count}" for verdict, count in counts.items() if count)
    fixed, minute = report.margin_fixed_on, f", minute {report.minute}" if report.minute else ""
    when = f"fixed on {ENGLISH.day(fixed)}{minute}" if fixed else "not recorded when it was fixed"
    return KeyFigures(
        (
            ("Pairs of groups", str(len(report.pairs)), said),
            ("Agreed margin", f"±{number(report.margin)} points", when),
        )
    )


def _recommendation(report: Report) -> tuple[Block, ...]:
    verdicts = {pair.verdict for pair in report.pairs}
    asked = ["note what the figures say, and what they cannot tell;"]
    if Verdict.DIFFERENCE in verdicts:
        asked.append(
            "ask the services what could lie behind the difference, without looking for a person to "
            "blame: the figures do not say why it is there;"
        )
    if Verdict.CANNOT_TELL in verdicts:
        asked.append("not to read “cannot tell” as equal treatment, nor as bias;")
    asked.append(
        "agree now, before next year’s figures exist, which difference it would treat as unimportant."
    )
    return (Paragraph("The committee is asked to:"), NumberedList(tuple(asked)))


def _implications() -> tuple[Section, ...]:
    said = (
        (
            "Legal",
            "Officers serve the whole council. This paper finds no fact about any person, and is no step "
            "in any procedure about conduct.",
        ),
        ("Financial", "None from noting the report."),
        (
            "Equalities",
            "Groups were compared by politics and not by any protected characteristic. The committee may "
            "wish to ask separately whether some councillors find it harder to be answered.",
        ),
        (
            "Confidentiality",
            "No figure is shown of fewer than five councillors or ten enquiries, nor where one councillor "
            "sent more than half. No officer is named or ranked, and no councillor.",
        ),
        (
            "Risk",
            "The main risk is to read more into the figures than they hold. Few councillors make small "
            "differences hard to see, and speed is only one sign of fair treatment.",
        ),
    )
    return tuple(Section(heading, (Paragraph(words),)) for heading, words in said)

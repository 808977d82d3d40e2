"""HTML that both an edition and a redline are made of. Whatever a person wrote is escaped here."""

from collections.abc import Iterable, Sequence
from html import escape

from concordat.papers.document import printable
from concordat.protocol.rules.comparing import Did, Run

MARKS = {Did.INSERTED: ("ins", "put in: "), Did.DELETED: ("del", "taken out: ")}


def text(words: str) -> str:
    return escape(printable(words))


def lines(words: str) -> str:
    """Paragraphs of one clause, each on a line of its own."""
    return "<br>".join(text(line) for line in words.splitlines())


def head(title: str, council: str, facts: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{text(name)}</th><td>{text(value)}</td></tr>\n'
        for name, value in facts
        if value
    )
    table = (
        '<table class="paper-facts"><caption class="govuk-visually-hidden">About this text</caption>\n'
        f"<tbody>\n{rows}</tbody></table>\n"
    )
    return (
        f'<p class="paper-council">{text(council)}</p>\n'
        f'<h1 class="govuk-heading-xl paper-title">{text(title)}</h1>\n{table if rows else ""}'
    )


def heading(words: str, level: int, anchor: str = "") -> str:
    """``level`` 1 is a section of the text; the title of the text stands above all levels."""
    size = {1: "l", 2: "m"}.get(level, "s")
    place = f' id="{text(anchor)}"' if anchor else ""
    element = f"h{min(level + 1, 6)}"
    return (
        f'<{element} class="govuk-heading-{size} paper-heading-{min(level, 5)}"{place}>{words}</{element}>\n'
    )


def runs(told: Sequence[Run]) -> str:
    """Both texts in one. That words were put in or taken out is said as well as shown."""
    made = []
    for run in told:
        words = run.text.strip()
        if run.did not in MARKS or not words:
            made.append(_broken(run.text))
            continue
        lead, _, trail = run.text.partition(words)
        element, mark = MARKS[run.did]
        # A space or a line end that came along is nothing to underline.
        said = f'<span class="paper-run-mark">{mark}</span>{_broken(words)}'
        made.append(f"{_broken(lead)}<{element}>{said}</{element}>{_broken(trail)}")
    return "".join(made)


def _broken(words: str) -> str:
    return text(words).replace("\n", "<br>")


def without(told: Sequence[Run], did: Did) -> tuple[Run, ...]:
    return tuple(run for run in told if run.did is not did)

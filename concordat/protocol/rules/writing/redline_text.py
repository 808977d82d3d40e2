"""A redline to be read on a screen, or sent as plain text."""

import textwrap

from concordat.protocol.rules.comparing import Comparison, Did, Pair, Run, Verdict
from concordat.protocol.rules.writing.redline_rows import summary, where

WIDTH = 100

# As they are asked about: what changed first, what did not last.
IN_TURN = (
    (Verdict.CHANGED, "Changed"),
    (Verdict.NEW, "New"),
    (Verdict.REMOVED, "Removed"),
    (Verdict.RESTRUCTURED, "Restructured: the same words, split, merged or made a list"),
    (Verdict.MOVED, "Moved: the same words elsewhere"),
    (Verdict.EDITORIAL, "Editorial"),
    (Verdict.RENUMBERED, "Renumbered: the same words under another number"),
)


def to_text(comparison: Comparison) -> str:
    lines = [", ".join(f"{count} {name}" for name, count in summary(comparison)) + ".", ""]
    lines += _folded("! ", "  ", comparison.warnings)
    for verdict, title in IN_TURN:
        pairs = list(comparison.having(verdict))
        if pairs:
            lines += ["", f"{title} ({len(pairs)})", ""]
            for pair in sorted(pairs, key=lambda pair: not pair.in_force):
                lines += _told(pair)
    return "\n".join(lines).rstrip() + "\n"


def _told(pair: Pair) -> list[str]:
    mark = "* " if pair.in_force else "  "
    lines = _folded(f"{mark}{where(pair)}: ", "    ", [pair.why])
    if pair.verdict in (Verdict.CHANGED, Verdict.NEW, Verdict.REMOVED):
        shown = marked(pair.runs)
        lines += [
            line
            for part in shown.splitlines()
            for line in textwrap.wrap(part, WIDTH, initial_indent="    ", subsequent_indent="    ")
        ]
    return lines


def marked(runs: tuple[Run, ...]) -> str:
    """Both texts in one: what was taken out in [-brackets-], what was put in in {+braces+}."""
    signs = {Did.KEPT: "{}", Did.DELETED: "[-{}-]", Did.INSERTED: "{{+{}+}}"}
    told = ""
    for run in runs:
        words = run.text.strip()
        lead = run.text[: len(run.text) - len(run.text.lstrip())]
        trail = run.text[len(lead) + len(words) :]
        told += lead + (signs[run.did].format(words) if words else "") + trail
    return told


def _folded(first: str, rest: str, sentences: "tuple[str, ...] | list[str]") -> list[str]:
    return [
        line
        for sentence in sentences
        for line in textwrap.wrap(
            first.lstrip() + sentence,
            WIDTH,
            initial_indent=first[: -len(first.lstrip()) or None],
            subsequent_indent=rest,
        )
    ]
